"""Nodes of a chain: outlets, documents, people and bodies, and those whom nobody names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimwire.model import (
    ChainLink,
    EntityType,
    LinkType,
    Mention,
    NodeKind,
    Party,
    Span,
    SpeakerRole,
)
from nlp.nations import adjective
from nlp.reading import Reading
from nlp.words import word_set

_CROWD = word_set(
    "expert analyst insider critic observer reader viewer user commenter commentator neighbor "
    "neighbour resident engineer executive employee manager official staffer worker researcher "
    "scientist economist lawyer attorney source person outlet medium investor trader veteran "
    "participant attendee adviser advisor aide diplomat customer"
)
"""People of whom words alone never tell who they are. Whoever acts by an office or a part that
can be looked up (prosecutors, plaintiffs, lawmakers, judges, studios) is no crowd."""
_FORMS = {"media": "medium", "people": "person"}
_OFFICERS = frozenset({"prosecutor", "judge", "lawmaker", "senator"})
"""One of these without a name is nobody who can be looked up, unlike all of them."""
_ONE = re.compile(r"(?:an?|one|another|some|the former|the other)\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r",|\s(?:at|of|in|on|with|from|for|by|to|close|familiar|who|whose|that|which|there|here)\b"
)
_OTHER = re.compile(r"(?:an?|another|the) ?(?:different|other|separate) (?=\w)|another ", re.I)
"""What only tells one body from another of the same text."""
_OFFICIAL = re.compile(r"\bofficials?\b", re.IGNORECASE)
_NATION = re.compile(r"\b(?:U\.?S\.?|U\.?K\.?|E\.?U\.?|administration|[A-Z][a-z]+(?:an|ese|ish))\b")
_STATE = frozenset({"ministry", "government", "embassy"})
_NEAR = 1500
"""Code points back in which a body of state is whose officials speak."""
_PROSECUTION = re.compile(r"(?:[\w.’'-]+ ){0,3}prosecutors\b", re.IGNORECASE)


def party_node(reading: Reading, party: Party) -> ChainLink:
    """Return the node of who speaks: the innermost one of a chain.

    Words that only the text around them explains (*an official there*) say whose official it is.
    """
    kind = _kind(reading, party)
    land = _side(reading, party)
    if land is not None:
        return ChainLink(kind, land.canonical, land.entity, None, party.start, party.end)
    name = _name(party)
    if kind is NodeKind.ANONYMOUS and party.entity is None:
        country = _country(reading, party, name)
        name = f"{country} official ({name})" if country else name
    return ChainLink(kind, name, party.entity, None, party.start, party.end)


def outlet_node(mention: Mention, link: LinkType) -> ChainLink:
    """Return the node of an outlet and how it got what it passes on."""
    return ChainLink(
        NodeKind.OUTLET, mention.canonical, mention.entity, link, mention.start, mention.end
    )


def document_node(name: str) -> ChainLink:
    """Return the node of a document, or of an occasion, by the name that chains have for it."""
    return ChainLink(NodeKind.DOCUMENT, name, None, LinkType.ISSUED)


def unique(links: Iterable[ChainLink]) -> list[ChainLink]:
    """Return links in order, each node once."""
    seen: set[tuple[str, str | None]] = set()
    found = []
    for link in links:
        key = (link.name, link.entity)
        if key not in seen:
            seen.add(key)
            found.append(link)
    return found


def closed(links: Iterable[ChainLink]) -> tuple[ChainLink, ...]:
    """Return links as a chain: each node once, the innermost without a link of its own."""
    nodes = unique(links)
    if not nodes:
        return ()
    last = nodes[-1]
    nodes[-1] = ChainLink(last.kind, last.name, last.entity, None, last.start, last.end)
    return tuple(nodes)


def is_crowd(reading: Reading, party: Party) -> bool:
    """Say whether words tell of people whom nobody could look up: *industry insiders*, *one
    engineer*, *a former prosecutor*; whom a name stands with (*analysts at Acme*) can be."""
    words = party.canonical or ""
    if party.entity is not None or not words or words[:1] == "(":
        return False
    if party.start is not None and party.end is not None:
        named = reading.mentions_in(Span(party.start, party.end))
        if any(m.type in {EntityType.PERSON, EntityType.ORG} for m in named):
            return False
    head = _HEAD_ENDS.split(words, maxsplit=1)[0].split()
    if not head:
        return False
    last = head[-1].casefold()
    lemma = _FORMS.get(last, last.removesuffix("s"))
    single = _ONE.match(words) is not None and not last.endswith("s")
    return lemma in _CROWD or (single and lemma in _OFFICERS)


def _side(reading: Reading, party: Party) -> Mention | None:
    """Return the country that *the A side* stands for."""
    side = party.entity is None and (party.canonical or "").casefold().endswith(" side")
    if not side or party.start is None or party.end is None:
        return None
    named = reading.mentions_in(Span(party.start, party.end))
    return next((m for m in named if m.type is EntityType.GPE), None)


def _country(reading: Reading, party: Party, words: str) -> str | None:
    """Return of what country an official is whose words do not say so: that of whom he belongs
    to, else of the body of state that the text named last."""
    if not _OFFICIAL.search(words) or party.start is None or party.end is None:
        return None
    known = reading.knowledge.entities
    own = known.get(party.on_behalf_of or "")
    if own is not None and own.country:
        return None if _says(words) else adjective(own.country)
    if any(reading.mentions_in(Span(party.start, party.end))) or _says(words):
        return None
    for mention in reversed(list(reading.mentions_in(Span(0, party.start)))):
        body = known.get(mention.entity or "")
        if party.start - mention.end > _NEAR:
            return None
        if body is not None and body.country and body.kind in _STATE:
            return adjective(body.country)
    return None


def _says(words: str) -> bool:
    return _NATION.search(words) is not None


def _name(party: Party) -> str:
    """Return the name of who speaks; prosecutors are one office, however they are called."""
    name = _OTHER.sub("", party.canonical or party.medium or "")
    if party.entity is None and not party.anonymous and _PROSECUTION.match(name):
        return "prosecutors"
    return name


def _kind(reading: Reading, party: Party) -> NodeKind:
    if party.anonymous or is_crowd(reading, party):
        return NodeKind.ANONYMOUS
    if party.role == SpeakerRole.OUTLET:
        return NodeKind.OUTLET
    entity = reading.knowledge.entities.get(party.entity or "")
    if entity is not None:
        return NodeKind.PERSON if entity.type == EntityType.PERSON else NodeKind.ORGANIZATION
    if party.role == SpeakerRole.DOCUMENT and party.canonical is None:
        return NodeKind.DOCUMENT
    for mention in reading.mentions:
        if mention.canonical == party.canonical:
            person = mention.type == EntityType.PERSON
            return NodeKind.PERSON if person else NodeKind.ORGANIZATION
    return NodeKind.ORGANIZATION
