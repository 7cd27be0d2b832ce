"""Who saw or heard: the witness that the chain of one statement shows, from its own text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimwire.model import (
    WITNESS_LINKS,
    ChainLink,
    EntityType,
    Item,
    Knowledge,
    LinkType,
    Mention,
    NodeKind,
    SpeakerRole,
    Statement,
    Visibility,
)
from nlp.said import Path, Witness
from nlp.similarity import words

UNKNOWN_NAME = "origin unknown"

_MEDIA = frozenset({NodeKind.OUTLET, NodeKind.AGENCY, NodeKind.PUBLISHER})
_SIGHT = frozenset({LinkType.SAW, LinkType.OBTAINED})
_NOBODY = re.compile(
    r"\b(?:several|multiple|various|many|some|other|local|state|us|u\.s\.|chinese|western|foreign|"
    r"major|international)?\s*(?:media|outlets?|news outlets|newspapers?|reporters|journalists|"
    r"press|reports?|publications?|news agenc(?:y|ies)|sources?)\Z",
    re.I,
)
_MEDIA_KINDS = frozenset({"outlet", "agency"})
_CLOSED = r"(?:cable|letter|memo(?:randum)?|document|note|draft|e-?mail|copy)s?"
_VIEWED = r"(?:seen|viewed|reviewed|obtained|examined|read)"
_SEEN_BY = re.compile(rf"\b{_CLOSED}\b[^.!?]{{0,120}}\b{_VIEWED}\s+by\s+(?:the\s+)?\Z", re.I)
_HAS_SEEN = re.compile(
    rf"\s+(?:has\s+|had\s+)?(?:saw|{_VIEWED})\b[^.!?]{{0,40}}\b{_CLOSED}\b", re.I
)
_REPORTED_BY = re.compile(
    rf"\b{_CLOSED}\b[^.!?]{{0,120}}\b(?:first|earlier)\s+reported\s+by\s+(?:the\s+)?\Z", re.I
)
_SIGHT_REACH = 180
_PAPER = re.compile(
    r"\w (?:times|ledger|news|post|journal|herald|tribune|gazette|chronicle|daily|weekly|observer|"
    r"sentinel|courier|magazine|bulletin|telegraph|dispatch|examiner|monitor|newswire|wire|press|"
    r"news agency|broadcasting|zeitung|kurier|shimbun|ilbo)\Z",
    re.I,
)
"""How the names of outlets end that nobody has told us of."""
_WRITTEN_IN = re.compile(
    r"\b(?:in|through|via) (?:an?|the|its|his|her|their)(?: [\w-]+){0,2}? "
    r"(letter|e-?mail|memo(?:randum)?|cable)(?: \(?(?:sent|addressed|dated|written|to)\b|,)",
    re.I,
)
_GENERIC = frozenset({"the", "news", "agency", "newspaper", "newswire", "magazine", "com"})
_PRIVATE = re.compile(
    r"\b(?:cable|letter|e-?mail|draft|internal|leaked|confidential|note|memo(?:randum)?|message)\b",
    re.I,
)
_PRINTED = re.compile(
    rf"\b(?:(?:publish|post|print|releas)(?:ed|es|ing)|made public|shared)\b[^.!?]{{0,60}}"
    rf"\b(?:excerpts?|extracts?|parts?|pages?|portions?|screenshots?)\b[^.!?]{{0,60}}\b{_CLOSED}\b"
    rf"|\b(?:excerpts?|extracts?|portions?|screenshots?)\b[^.!?]{{0,40}}\b{_CLOSED}\b[^.!?]{{0,60}}"
    r"\b(?:published|posted|printed|released|made public)\b",
    re.I,
)
_OPENED = re.compile(
    rf"\b(?:publish|releas|post)(?:ed|es|ing) (?:online )?(?:an?|the|its|his|her|their)"
    rf"(?: [\w-]+){{0,3}}? {_CLOSED}\b|\bmade (?:an?|the|its)(?: [\w-]+){{0,3}}? {_CLOSED} public\b"
    rf"|\b{_CLOSED}\b[^.!?]{{0,30}}\b(?:published|released|posted|issued publicly|made public)\b"
    rf"|\b(?:public|published) (?:memo(?:randum)?|letter)\b",
    re.I,
)
_RUMOURED = re.compile(
    rf"\b(?:rumou?red|unconfirmed|purported|alleged)\s+(?:\w+\s+){{0,2}}{_CLOSED}\b"
    rf"|\brumou?rs?\b[^.!?]{{0,60}}\b{_CLOSED}\b"
    rf"|\b{_CLOSED}\b[^.!?]{{0,60}}\b(?:whose existence|could not be (?:independently )?verified)",
    re.I,
)


def witness(
    item: Item,
    statement: Statement,
    key: str | None,
    speaker: str | None,
    speaker_name: str | None,
    *,
    private: bool,
) -> Witness:
    """Return the witness that the chain of one statement shows.

    ``key``, ``speaker`` and ``speaker_name`` are those of :class:`nlp.said.Said`; ``private`` says
    that the statement rests on a document that is not open to everybody.
    """
    chain = _chain(statement)
    documents = [node for node in chain if node.kind is NodeKind.DOCUMENT]
    unnamed = any(node.kind is NodeKind.ANONYMOUS for node in chain) or _is_anonymous(statement)
    told = _told_visibility(item, statement) if private else None
    saw = _innermost(chain, WITNESS_LINKS)
    if saw is not None:
        if saw.link in _SIGHT:
            return _of(saw, Path.SAW, told or Visibility.SEEN)
        return _of(saw, Path.HEARD, Visibility.DESCRIBED if unnamed and documents else told)
    if documents and not private and not unnamed:
        return spoken(statement, key, speaker, speaker_name, Path.PUBLIC)
    if private or unnamed:
        carrier = _carrier(chain)
        if carrier is None:
            return replace(unknown(), visibility=told)
        return _of(carrier, Path.CARRIED, told or (Visibility.DESCRIBED if unnamed else None))
    return spoken(statement, key, speaker, speaker_name, Path.SPOKEN)


def spoken(
    statement: Statement, key: str | None, speaker: str | None, name: str | None, path: Path
) -> Witness:
    """Return the speaker as its own witness, in public or (``PUBLIC``) in an open document."""
    if key is None:
        return unknown()
    kind = NodeKind.ORGANIZATION
    for node in statement.chain[-1:]:
        kind = node.kind if node.kind in (NodeKind.PERSON, NodeKind.ORGANIZATION) else kind
    seen = Visibility.PUBLIC if path is Path.PUBLIC else None
    return Witness(path, f"speaker:{key}", kind, name or UNKNOWN_NAME, speaker, seen)


def unknown() -> Witness:
    """Return the witness of what shows none."""
    return Witness(Path.HIDDEN, None, None, UNKNOWN_NAME, None)


def sight_in_text(item: Item, knowledge: Knowledge) -> Witness | None:
    """Return the one outlet of which a text says that it saw the closed document, if it is one.

    This serves where the sentence that says so carries no statement of its own.
    """
    found: dict[str, Witness] = {}
    for mention in item.annotation.mentions:
        before = item.text[max(0, mention.start - _SIGHT_REACH) : mention.start]
        node = _outlet(mention, knowledge, with_article=before.casefold().endswith("the "))
        if node is None:
            continue
        after = item.text[mention.end : mention.end + _SIGHT_REACH]
        seen = _SEEN_BY.search(before) or _HAS_SEEN.match(after)
        if seen or _REPORTED_BY.search(before):
            path, visibility = (Path.SAW, Visibility.SEEN) if seen else (Path.CARRIED, None)
            shown = _of(node, path, visibility)
            found[shown.key or shown.name] = shown
    return next(iter(found.values())) if len(found) == 1 else None


def _outlet(mention: Mention, knowledge: Knowledge, *, with_article: bool) -> ChainLink | None:
    """Return the outlet that a mention names: one that is known, or that is called as papers are.

    "The Ledger" is no person, whatever it was taken for.
    """
    known = knowledge.entities.get(mention.entity or "")
    if known is not None:
        media = known.kind in _MEDIA_KINDS
        return ChainLink(NodeKind.OUTLET, known.name, known.id, LinkType.SAW) if media else None
    named = mention.type is EntityType.ORG or with_article
    paper = named and _PAPER.search(mention.canonical)
    return ChainLink(NodeKind.OUTLET, mention.canonical, None, LinkType.SAW) if paper else None


def is_private(name: str, entity: str | None, knowledge: Knowledge) -> bool:
    """Say whether a document so named is one that not everybody can read.

    A memorandum or letter that the knowledge base lists as law (a presidential memorandum) is
    published; of others only their own words can tell.
    """
    known = knowledge.entities.get(entity) if entity else None
    if known is not None and known.type is EntityType.LAW:
        return False
    return bool(_PRIVATE.search(name))


def rests_on_private_document(item: Item, statement: Statement, knowledge: Knowledge) -> bool:
    """Say whether a statement goes through such a document, by its chain or its sentence."""
    nodes = [(node.name, node.entity) for node in statement.chain if node.kind is NodeKind.DOCUMENT]
    if not nodes and statement.speaker is not None and statement.speaker.medium:
        nodes = [(statement.speaker.medium, None)]
    if not nodes:
        nodes = _written_in(item, statement)
    return any(is_private(name, entity, knowledge) for name, entity in nodes)


def is_opened(text: str, statement: Statement) -> bool:
    """Say whether the sentence of a statement says that the document it rests on is published."""
    sentence = statement.sentence.of(text)
    return _OPENED.search(sentence) is not None and _PRINTED.search(sentence) is None


def crowd(statement: Statement) -> str | None:
    """Return the unnamed outlets ("multiple outlets") that are said to have had a document."""
    return next(
        (
            node.name
            for node in statement.chain
            if node.link in _SIGHT and node.kind in _MEDIA and _is_nobody(node)
        ),
        None,
    )


def _written_in(item: Item, statement: Statement) -> list[tuple[str, str | None]]:
    """Return the document that a sentence says its statement stands in: "in a memo sent to"."""
    sentence = statement.sentence
    found = _WRITTEN_IN.search(item.text, sentence.start, sentence.end)
    if found is None:
        return []
    inside = any(span.start <= found.start(1) < span.end for span in statement.content)
    named = any(m.start < found.end(1) and found.start(1) < m.end for m in item.annotation.mentions)
    return [] if inside or named else [(found[1], None)]


def _told_visibility(item: Item, statement: Statement) -> Visibility | None:
    """Return what the sentence itself says of who could see the closed document."""
    sentence = statement.sentence.of(item.text)
    if _PRINTED.search(sentence):
        return Visibility.EXCERPT
    return Visibility.RUMOURED if _RUMOURED.search(sentence) else None


def _chain(statement: Statement) -> tuple[ChainLink, ...]:
    chain = statement.chain
    party = statement.speaker
    has_document = any(node.kind is NodeKind.DOCUMENT for node in chain)
    if party is None or not party.medium or has_document:
        return chain
    medium = ChainLink(NodeKind.DOCUMENT, party.medium, None, LinkType.ISSUED)
    return (*chain[:-1], medium, *chain[-1:])


def _innermost(chain: Sequence[ChainLink], links: frozenset[LinkType]) -> ChainLink | None:
    for node in reversed(chain):
        if node.link in links and node.kind in _MEDIA and not _is_nobody(node):
            return node
    return None


def _carrier(chain: Sequence[ChainLink]) -> ChainLink | None:
    """Return the outlet credited for what only an outlet with access can know.

    Bylines and credit lines do not count: they tell whose text it is, not who saw the document.
    """
    return next((n for n in reversed(chain) if n.kind in _MEDIA and not _is_nobody(n)), None)


def _is_nobody(node: ChainLink) -> bool:
    return node.entity is None and bool(_NOBODY.search(node.name.strip()))


def _is_anonymous(statement: Statement) -> bool:
    party = statement.speaker
    return party is None or party.anonymous or party.role is SpeakerRole.ANONYMOUS


def _of(node: ChainLink, path: Path, seen: Visibility | None) -> Witness:
    key = f"media:{node.entity or _plain(node.name)}"
    return Witness(path, key, node.kind, node.name, node.entity, seen)


def _plain(name: str) -> str:
    """Return the name of an outlet without the words that it is given with or without."""
    whole = words(name)
    return " ".join([word for word in whole if word not in _GENERIC] or whole)
