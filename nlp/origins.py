"""Independent origins: how many witnesses a claim goes back to.

Every appearance of a claim is traced inward along its chain to the witness: the outlet that saw or
obtained the document, or was told; else the document, if everybody can read it; else the speaker in
public. What a chain does not show stays unknown, and these rules fail closed:

* An appearance that hides its path (it cites a cable and does not say who saw it, or just says that
  the ministry accuses) is given the earliest known path of the claim as *inferred*. It never adds
  an origin.
* A copy or rewrite shares the origin of what it copies, unless it names a witness of its own.
* What a named speaker told several outlets has one origin, the speaker; what unnamed ones told
  them has as many as there are outlets.
* An outlet that is only credited ("the Ledger reported, citing a cable") is followed to its own
  page where that is held and shows more. It is no second witness beside one that is known to have
  seen or heard; beside others that are only credited it is "origin unknown".

When a document turns out to be public, outlets that saw it are no witnesses of their own: anybody
could see it. Claims of which no witness is known have the bucket "origin unknown".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimwire.ids import make_id
from claimwire.model import NodeKind, Origin, Visibility
from nlp.across.fitting import Draft
from nlp.across.witness import UNKNOWN_NAME, unknown
from nlp.said import ANONYMOUS, Path, Said, Witness

_VISIBILITIES = tuple(Visibility)
_SURE = frozenset({Path.PUBLIC, Path.SAW, Path.HEARD})
_STEPS = 5  # outlets that credit one another are followed so far


@dataclass(frozen=True, slots=True)
class Traced:
    """An appearance with its witness; ``source`` is the document that shows it, if another."""

    one: Said
    witness: Witness
    source: str | None = None

    @property
    def inferred(self) -> bool:
        """Whether the path was completed from another document."""
        return self.source is not None


class Access:
    """Who is known to have had a closed document, over all claims that rest on it.

    Parameters
    ----------
    stories:
        The story of each document.
    sights:
        The outlet that, by the words of a document, saw the closed one that it speaks of.
    publishers:
        The entity that published each document, where it is one.
    """

    def __init__(
        self,
        statements: Iterable[Said],
        stories: Mapping[str, str],
        sights: Mapping[str, Witness],
        publishers: Mapping[str, str],
    ) -> None:
        self._stories = stories
        self._sights = sights
        self._in_text: dict[tuple[str, str | None], Traced] = {}
        self._in_story: dict[tuple[str, str | None], Traced] = {}
        self.publishers = publishers
        self._opened: set[tuple[str, str | None]] = set()
        for one in statements:
            found = one.witness
            if one.opened:
                self._opened.add((stories.get(one.document_id, one.document_id), one.key))
            if one.private and found.path is Path.HIDDEN:
                found = sights.get(one.document_id, found)
            if one.private and found.path in (Path.SAW, Path.CARRIED):
                story = stories.get(one.document_id, one.document_id)
                _keep_surer(self._in_text, (one.document_id, one.key), Traced(one, found))
                _keep_surer(self._in_story, (story, one.key), Traced(one, found))

    def sight(self, one: Said) -> Witness | None:
        """Return the outlet that, by the text of ``one``, saw a closed document; if it is one."""
        return self._sights.get(one.document_id)

    def is_open(self, one: Said) -> bool:
        """Say whether a page of the story says that the document behind a claim is published."""
        story = self._stories.get(one.document_id, one.document_id)
        return (story, one.key) in self._opened

    def of(self, one: Said) -> Traced:
        """Return a statement with its witness, which other documents of its story may show."""
        found = one.witness
        if found.path < Path.CARRIED or not one.private:
            return Traced(one, found)
        here = self._in_text.get((one.document_id, one.key))
        if here is not None and found.key in (None, here.witness.key):
            return Traced(one, here.witness)
        if found.path is not Path.HIDDEN:
            return Traced(one, found)
        story = self._stories.get(one.document_id, one.document_id)
        there = self._in_story.get((story, one.key))
        if there is None:
            return Traced(one, found)
        return Traced(one, there.witness, there.one.document_id)


def trace(draft: Draft, copied_from: Mapping[str, str], access: Access) -> list[Traced]:
    """Trace every appearance of a claim; ``copied_from`` maps a copy to its first source."""
    shown = _of_one_voice(_followed(_shown(draft, access), copied_from, access))
    explicit = {row.one.document_id: row for row in reversed(shown) if _is_explicit(row)}
    # Inferring only ever picks among what some page shows; it must not add an origin.
    fallback = next(
        (row for row in shown if _is_explicit(row)),
        next((row for row in shown if row.witness.path < Path.SPOKEN), None),
    )
    closed = any(row.witness.path is Path.HIDDEN for row in shown)
    traced = []
    for row in shown:
        here = explicit.get(row.one.document_id)
        source = explicit.get(copied_from.get(row.one.document_id, ""))
        if _is_explicit(row):
            traced.append(row)
        elif here is not None:
            traced.append(Traced(row.one, here.witness))
        elif (known := source or fallback) is not None:
            traced.append(Traced(row.one, known.witness, known.source or known.one.document_id))
        else:
            hidden = replace(unknown(), visibility=row.witness.visibility)
            traced.append(Traced(row.one, hidden if closed else row.witness))
    return traced


def _is_explicit(row: Traced) -> bool:
    return row.witness.path < Path.SPOKEN and not row.inferred


def _shown(draft: Draft, access: Access) -> list[Traced]:
    """Return what each appearance shows by itself or by its story."""
    shown = [access.of(one) for one in draft.members]
    closed = any(row.one.private for row in shown)
    if closed and any(row.one.opened or access.is_open(row.one) for row in shown):
        return [replace(row, witness=_made_public(row.one, row.witness)) for row in shown]
    if any(row.witness.path is Path.PUBLIC for row in shown):
        opened = _in_doubt if closed else _made_public
        return [replace(row, witness=opened(row.one, row.witness)) for row in shown]
    if closed:
        return [
            Traced(row.one, sight)
            if (sight := access.sight(row.one)) is not None and row.witness.path >= Path.SPOKEN
            else row
            for row in shown
        ]
    return shown


def _followed(
    shown: Sequence[Traced], copied_from: Mapping[str, str], access: Access
) -> list[Traced]:
    """Follow outlets that are only credited to who saw or heard, as far as the pages show it."""
    own: dict[str, Traced] = {}  # what an outlet's own page shows
    for row in reversed(shown):
        publisher = access.publishers.get(row.one.document_id)
        if publisher is not None and _is_explicit(row):
            own[publisher] = row
    sure = next((row for row in shown if row.witness.path in _SURE and not row.inferred), None)
    by_document = {row.one.document_id: row for row in reversed(shown) if _is_explicit(row)}
    first = next((row for row in shown if row.witness.path is Path.CARRIED), None)
    found = []
    for row in shown:
        if row.witness.path is not Path.CARRIED:
            found.append(row)
            continue
        copied = by_document.get(copied_from.get(row.one.document_id, ""))
        better = _own_page(row, own) or copied or sure
        if better is not None:
            found.append(Traced(row.one, better.witness, better.one.document_id))
        elif first is not None and row.witness.key != first.witness.key:
            doubt = replace(unknown(), path=Path.CARRIED, visibility=row.witness.visibility)
            found.append(Traced(row.one, doubt))
        else:
            found.append(row)
    return found


def _of_one_voice(shown: Sequence[Traced]) -> Sequence[Traced]:
    """Lead what one named speaker told several outlets back to that speaker.

    One outlet that was told is the witness that a reader can ask. Several only show that the same
    voice said the same thing more than once, which makes it no truer.
    """
    heard = {row.witness.key for row in shown if _was_told_openly(row)}
    if len(heard) < 2:
        return shown
    return [
        replace(row, witness=_spoken(row.one, Path.HEARD)) if _was_told_openly(row) else row
        for row in shown
    ]


def _was_told_openly(row: Traced) -> bool:
    """Whether an outlet was told by somebody who is named, and not about a closed document."""
    one = row.one
    named = one.key is not None and not one.key.startswith(ANONYMOUS)
    return row.witness.path is Path.HEARD and named and not one.private


def _own_page(row: Traced, own: Mapping[str, Traced]) -> Traced | None:
    for _ in range(_STEPS):
        if row.witness.path is not Path.CARRIED or row.witness.entity is None:
            break
        page = own.get(row.witness.entity)
        if page is None or page.witness.key == row.witness.key:
            break
        row = page
    else:
        return None
    return row if row.witness.path in _SURE else None


def origins(
    claim_id: str, traced: Sequence[Traced], parties: frozenset[str]
) -> tuple[tuple[Origin, ...], int | None]:
    """Return the origins of a claim, known ones first, and their number (``None``: unknown)."""
    groups: dict[str | None, list[Traced]] = {}
    for row in traced:
        groups.setdefault(row.witness.key, []).append(row)
    found = []
    for key, rows in groups.items():
        # "A federal judge" of one page goes by the name that another gives.
        origin = next((row.witness for row in rows if row.witness.entity), rows[0].witness)
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


def _keep_surer(
    known: dict[tuple[str, str | None], Traced], key: tuple[str, str | None], found: Traced
) -> None:
    if key not in known or found.witness.path < known[key].witness.path:
        known[key] = found


def _in_doubt(one: Said, found: Witness) -> Witness:
    """Where some pages cite a closed document, "report" or "post" elsewhere may mean the same."""
    return _spoken(one, Path.SPOKEN) if found.path is Path.PUBLIC else found


def _made_public(one: Said, found: Witness) -> Witness:
    """Sight of a document is no witness once the document is open to everybody."""
    seen = found.path in (Path.SAW, Path.CARRIED, Path.HIDDEN)
    return _spoken(one, Path.PUBLIC) if seen else found


def _spoken(one: Said, path: Path) -> Witness:
    if one.key is None:
        return unknown()
    seen = Visibility.PUBLIC if path is Path.PUBLIC else None
    kind = one.witness.kind
    kind = kind if kind in (NodeKind.PERSON, NodeKind.ORGANIZATION) else NodeKind.ORGANIZATION
    name = one.speaker_name or UNKNOWN_NAME
    return Witness(path, f"speaker:{one.key}", kind, name, one.speaker, seen)
