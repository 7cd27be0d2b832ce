"""Independent origins: how many witnesses a claim goes back to.

Every appearance of a claim is traced inward along its chain to the witness: the outlet that saw or
obtained the document, or was told; else the document, if everybody can read it; else the speaker in
public. What a chain does not show stays unknown, and two rules fail closed:

* An appearance that hides its path (it cites a cable and does not say who saw it, or just says that
  the ministry accuses) is given the earliest known path of the claim as *inferred*. It never adds
  an origin.
* A copy or rewrite shares the origin of what it copies, unless it names a witness of its own.

When a document turns out to be public, outlets that saw it are no witnesses of their own: anybody
could see it. Claims of which no witness is known have the bucket "origin unknown".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from claimwire.ids import make_id
from claimwire.model import (
    WITNESS_LINKS,
    ChainLink,
    Item,
    Knowledge,
    LinkType,
    NodeKind,
    Origin,
    SpeakerRole,
    Visibility,
)
from nlp.claims import Draft
from nlp.said import Said
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
_VISIBILITIES = tuple(Visibility)


class Path(IntEnum):
    """How an appearance shows where it has the claim from, surest first."""

    PUBLIC = 0  # from a document that everybody can read
    SAW = 1  # a named outlet saw the document
    HEARD = 2  # a named outlet was told
    CARRIED = 3  # a named outlet is credited with what rests on a document closed to others
    SPOKEN = 4  # the speaker, with nothing in between
    HIDDEN = 5  # a closed document or an unnamed person, and nobody who saw or heard


@dataclass(frozen=True, slots=True)
class Witness:
    """Where one appearance of a claim goes back to, as far as it shows."""

    path: Path
    key: str | None
    kind: NodeKind | None
    name: str
    entity: str | None
    visibility: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Traced:
    """An appearance with its witness; ``inferred`` when it was completed from elsewhere."""

    one: Said
    witness: Witness
    inferred: bool


class Access:
    """Who is known to have had a closed document, over all claims that rest on it."""

    def __init__(
        self, statements: Iterable[Said], stories: Mapping[str, str], knowledge: Knowledge
    ) -> None:
        self._stories = stories
        self._knowledge = knowledge
        self._in_text: dict[tuple[str, str | None], Witness] = {}
        self._in_story: dict[tuple[str, str | None], Witness] = {}
        self._sights: dict[str, Witness | None] = {}
        for one in statements:
            found = witness(one, knowledge)
            if one.private and found.path is Path.HIDDEN:
                found = self.sight(one) or found
            if one.private and found.path in (Path.SAW, Path.CARRIED):
                story = stories.get(one.document_id, one.document_id)
                _keep_surer(self._in_text, (one.document_id, one.key), found)
                _keep_surer(self._in_story, (story, one.key), found)

    def sight(self, one: Said) -> Witness | None:
        """Return the outlet that, by the text of ``one``, saw a closed document; if it is one."""
        if one.document_id not in self._sights:
            self._sights[one.document_id] = _sight_in_text(one.item, self._knowledge)
        return self._sights[one.document_id]

    def of(self, one: Said) -> tuple[Witness, bool]:
        """Return the witness of a statement and whether it was inferred from other documents."""
        found = witness(one, self._knowledge)
        if found.path < Path.CARRIED or not one.private:
            return found, False
        here = self._in_text.get((one.document_id, one.key))
        if here is not None and found.key in (None, here.key):
            return here, False
        if found.path is not Path.HIDDEN:
            return found, False
        story = self._stories.get(one.document_id, one.document_id)
        there = self._in_story.get((story, one.key))
        return (there, True) if there is not None else (found, False)


def trace(draft: Draft, copied_from: Mapping[str, str], access: Access) -> list[Traced]:
    """Trace every appearance of a claim; ``copied_from`` maps a copy to its first source."""
    shown = _shown(draft, access)
    explicit = {
        one.document_id: found
        for one, found, inferred in reversed(shown)
        if found.path < Path.SPOKEN and not inferred
    }
    # Inferring only ever picks among what some page shows; it must not add an origin.
    fallback = next(
        (found for _, found, inferred in shown if found.path < Path.SPOKEN and not inferred),
        next((found for _, found, _ in shown if found.path < Path.SPOKEN), None),
    )
    closed = any(found.path is Path.HIDDEN for _, found, _ in shown)
    traced = []
    for one, found, inferred in shown:
        here = explicit.get(one.document_id)
        source = explicit.get(copied_from.get(one.document_id, ""))
        if found.path < Path.SPOKEN and not inferred:
            traced.append(Traced(one, found, inferred=False))
        elif here is not None:
            traced.append(Traced(one, here, inferred=False))
        elif (known := source or fallback) is not None:
            traced.append(Traced(one, known, inferred=True))
        else:
            traced.append(Traced(one, _unknown() if closed else found, inferred=False))
    return traced


def _shown(draft: Draft, access: Access) -> list[tuple[Said, Witness, bool]]:
    """Return what each appearance shows by itself, and whether it was inferred from its story."""
    shown = [(one, *access.of(one)) for one in draft.members]
    closed = any(one.private for one, _, _ in shown)
    if any(found.path is Path.PUBLIC for _, found, _ in shown):
        opened = _in_doubt if closed else _made_public
        return [(one, opened(one, found), inferred) for one, found, inferred in shown]
    if closed:
        seen = [(one, access.sight(one), found, inferred) for one, found, inferred in shown]
        return [
            (one, sight, False)
            if sight is not None and found.path >= Path.SPOKEN
            else (one, found, inferred)
            for one, sight, found, inferred in seen
        ]
    return shown


def origins(
    claim_id: str, traced: Sequence[Traced], parties: frozenset[str]
) -> tuple[tuple[Origin, ...], int | None]:
    """Return the origins of a claim, known ones first, and their number (``None``: unknown)."""
    groups: dict[str | None, list[Traced]] = {}
    for row in traced:
        groups.setdefault(row.witness.key, []).append(row)
    found = []
    for key, rows in groups.items():
        origin = rows[0].witness
        found.append(
            Origin(
                id=make_id("o", claim_id, key),
                claim_id=claim_id,
                known=key is not None,
                kind=origin.kind,
                name=origin.name,
                entity=origin.entity,
                documents=tuple(dict.fromkeys(row.one.document_id for row in rows)),
                party_in_interest=origin.entity in parties,
            )
        )
    found.sort(key=lambda origin: not origin.known)
    known = sum(origin.known for origin in found)
    return tuple(found), known or None


def visibility(traced: Iterable[Traced]) -> Visibility | None:
    """Return the most open visibility that any appearance shows by itself."""
    seen = {row.witness.visibility for row in traced if row.witness.visibility is not None}
    return min(seen, key=_VISIBILITIES.index, default=None)


def witness(one: Said, knowledge: Knowledge) -> Witness:
    """Return the witness that the chain of one statement shows."""
    chain = _chain(one)
    documents = [node for node in chain if node.kind is NodeKind.DOCUMENT]
    unnamed = any(node.kind is NodeKind.ANONYMOUS for node in chain) or _is_anonymous(one)
    saw = _innermost(chain, WITNESS_LINKS)
    if saw is not None:
        if saw.link in _SIGHT:
            return _of(saw, Path.SAW, Visibility.SEEN)
        return _of(saw, Path.HEARD, Visibility.DESCRIBED if unnamed and documents else None)
    if documents and not one.private and not unnamed:
        return _public(one)
    if one.private or unnamed:
        carrier = _carrier(chain)
        if carrier is None:
            return replace(_unknown(), path=Path.HIDDEN)
        return _of(carrier, Path.CARRIED, Visibility.DESCRIBED if unnamed else None)
    return _speaker(one, Path.SPOKEN, None)


def _keep_surer(
    known: dict[tuple[str, str | None], Witness], key: tuple[str, str | None], found: Witness
) -> None:
    if key not in known or found.path < known[key].path:
        known[key] = found


def _sight_in_text(item: Item, knowledge: Knowledge) -> Witness | None:
    """Return the one outlet of which a text says that it saw the closed document, if it is one.

    This serves where the sentence that says so carries no statement of its own.
    """
    found: dict[str, Witness] = {}
    for mention in item.annotation.mentions:
        known = knowledge.entities.get(mention.entity or "")
        if known is None or known.kind not in _MEDIA_KINDS:
            continue
        before = item.text[max(0, mention.start - _SIGHT_REACH) : mention.start]
        after = item.text[mention.end : mention.end + _SIGHT_REACH]
        node = ChainLink(NodeKind.OUTLET, known.name, known.id, LinkType.SAW)
        if _SEEN_BY.search(before) or _HAS_SEEN.match(after):
            found[known.id] = _of(node, Path.SAW, Visibility.SEEN)
        elif _REPORTED_BY.search(before):
            found[known.id] = _of(node, Path.CARRIED, None)
    return next(iter(found.values())) if len(found) == 1 else None


def _chain(one: Said) -> tuple[ChainLink, ...]:
    chain = one.statement.chain
    party = one.statement.speaker
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


def _is_anonymous(one: Said) -> bool:
    party = one.statement.speaker
    return party is None or party.anonymous or party.role is SpeakerRole.ANONYMOUS


def _of(node: ChainLink, path: Path, seen: Visibility | None) -> Witness:
    key = f"media:{node.entity or ' '.join(words(node.name))}"
    return Witness(path, key, node.kind, node.name, node.entity, seen)


def _public(one: Said) -> Witness:
    return _speaker(one, Path.PUBLIC, Visibility.PUBLIC)


def _speaker(one: Said, path: Path, seen: Visibility | None) -> Witness:
    if one.key is None:
        return replace(_unknown(), path=Path.HIDDEN)
    kind = NodeKind.ORGANIZATION
    for node in one.statement.chain[-1:]:
        kind = node.kind if node.kind in (NodeKind.PERSON, NodeKind.ORGANIZATION) else kind
    name = one.speaker_name or UNKNOWN_NAME
    return Witness(path, f"speaker:{one.key}", kind, name, one.speaker, seen)


def _unknown() -> Witness:
    return Witness(Path.HIDDEN, None, None, UNKNOWN_NAME, None)


def _in_doubt(one: Said, found: Witness) -> Witness:
    """Where some pages cite a closed document, "report" or "post" elsewhere may mean the same."""
    return _speaker(one, Path.SPOKEN, None) if found.path is Path.PUBLIC else found


def _made_public(one: Said, found: Witness) -> Witness:
    """Sight of a document is no witness once the document is open to everybody."""
    return _public(one) if found.path in (Path.SAW, Path.CARRIED, Path.HIDDEN) else found
