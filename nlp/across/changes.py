"""What became of the statements of a document from one of its revisions to the next.

Sentences that stand in both revisions have not changed, whatever moved around them. Of the others,
statements are matched by what they say: one that has no counterpart appeared or vanished; one whose
counterpart stands at another distance hardened or softened; one whose counterpart has another
speaker was re-attributed. A notice of correction that is new is a change of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimwire.ids import make_id
from claimwire.model import (
    Act,
    ChangeKind,
    Evidence,
    Item,
    Modality,
    Span,
    StatementChange,
)
from nlp.said import ACCUSING, DENYING, SILENT, Said
from nlp.similarity import overlap, words

_SAME = 0.6  # share of content words from which two statements are counterparts
_LEAST = 2  # content words that statements of two speakers must share
_NOTICE = re.compile(
    r"^\W*(?:correction|corrections|clarification|editor[’']s note)\b|"
    r"\b(?:this|the|an earlier version of (?:this|the)|a previous version of (?:this|the)) "
    r"(?:article|story|report|post|page)\b[^.!?]{0,80}\b(?:has been |was )?"
    r"(?:corrected|amended|incorrectly|misstated|wrongly|retracted)\b|"
    r"\b(?:an earlier|a previous) version\b[^.!?]{0,80}\b(?:said|stated|misstated|misidentified)\b",
    re.I,
)
_FIRM = frozenset({Act.CONFIRM, Act.ANNOUNCE, Act.RULE, Act.SUE, Act.SANCTION})
_DISTANT = frozenset({Modality.ALLEGED, Modality.CONDITIONAL})

Pairs = Sequence[Said]


def firmness(one: Said) -> int:
    """Return how firmly a statement is put: 0 hedged, 1 charged, 2 said, 3 confirmed or done."""
    if one.hedge is not None or one.modality in _DISTANT:
        return 0
    if one.act in _FIRM:
        return 3
    return 1 if one.act in ACCUSING else 2


def between(older: Item, old: Pairs, newer: Item, new: Pairs) -> tuple[StatementChange, ...]:
    """Return what changed from one revision of a document to the next, in order of the newer."""
    held = {_folded(span.of(older.text)) for span in older.annotation.sentences}
    kept = {_folded(span.of(newer.text)) for span in newer.annotation.sentences}
    before = [one for one in old if _folded(one.sentence.of(older.text)) not in kept]
    after = [one for one in new if _folded(one.sentence.of(newer.text)) not in held]
    made = [
        *_matched(before, after, newer),
        *_notices(held, newer),
    ]
    return tuple(made)


def _matched(before: Sequence[Said], after: Sequence[Said], newer: Item) -> list[StatementChange]:
    left = list(before)
    found = []
    for one in after:
        partner = max(left, key=lambda other: _likeness(one, other), default=None)
        if partner is None or _likeness(one, partner) <= 0.0:
            found.append(_change(ChangeKind.APPEARED, None, one, newer))
            continue
        left.remove(partner)
        kind = _kind(partner, one)
        if kind is not None:
            found.append(_change(kind, partner, one, newer))
    found.extend(_change(ChangeKind.VANISHED, one, None, newer) for one in left)
    return found


def _kind(before: Said, after: Said) -> ChangeKind | None:
    if before.key != after.key:
        return ChangeKind.REATTRIBUTED
    if before.negated != after.negated or _group(before) != _group(after):
        return None
    step = firmness(after) - firmness(before)
    if step == 0:
        return None
    return ChangeKind.HARDENED if step > 0 else ChangeKind.SOFTENED


def _likeness(one: Said, other: Said) -> float:
    """Return how surely two statements are the same one; 0 when they are not."""
    if _group(one) != _group(other):
        return 0.0
    if _group(one) == "silent":
        return 1.0 if one.key == other.key else 0.0
    shared = len(one.content & other.content)
    same = overlap(one.content, other.content)
    if shared >= (1 if one.key == other.key else _LEAST) and same >= _SAME:
        return same + (one.key == other.key)
    bare = not one.stems and not other.stems
    aimed = set(one.targets) == set(other.targets)
    return 0.5 if bare and aimed and one.key == other.key else 0.0


def _group(one: Said) -> str:
    if one.act in SILENT:
        return "silent"
    return "deny" if one.act in DENYING else "say"


def _notices(held: set[str], newer: Item) -> Iterator[StatementChange]:
    for span in newer.annotation.sentences:
        sentence = span.of(newer.text)
        if _NOTICE.search(sentence.strip()) and _folded(sentence) not in held:
            yield _record(ChangeKind.CORRECTED, newer, None, None, None, _evidence(newer, span))


def _change(
    kind: ChangeKind, before: Said | None, after: Said | None, newer: Item
) -> StatementChange:
    return _record(
        kind,
        newer,
        before.statement_id if before else None,
        _shown(before) if before else None,
        after.statement_id if after else None,
        _shown(after) if after else None,
    )


def _record(
    kind: ChangeKind,
    newer: Item,
    before_id: str | None,
    before: Evidence | None,
    after_id: str | None,
    after: Evidence | None,
) -> StatementChange:
    spans = [f"{e.revision_id}:{e.start}:{e.end}" for e in (before, after) if e is not None]
    return StatementChange(
        id=make_id("g", newer.document.id, newer.revision.id, kind, before_id, after_id, *spans),
        kind=kind,
        document_id=newer.document.id,
        claim_id=None,
        before_statement=before_id,
        before=before,
        after_statement=after_id,
        after=after,
        learned_at=newer.revision.seen_at,
    )


def _shown(one: Said) -> Evidence:
    return Evidence(one.revision_id, one.document_id, one.sentence.start, one.sentence.end)


def _evidence(item: Item, span: Span) -> Evidence:
    return Evidence(item.revision.id, item.document.id, span.start, span.end)


def _folded(sentence: str) -> str:
    return " ".join(words(sentence))
