"""Claims: statements that express the same proposition, over any number of documents.

Two statements are one claim when they have the same speaker, the same polarity, may have been said
on the same days, and

* say the same thing (most content words of the shorter one are shared), or
* are accusations against compatible targets in one story, or
* are accusations, or the same performed act (suing, ruling, sanctioning), upon compatible targets
  and with common ground: a named target, or some of the words.

Denials are joined by what they answer, not by their words: one denial in many wordings is one
claim. They therefore come after the accusations (:mod:`nlp.responses` pairs the two).

Candidates come from an index within one speaker (by story, target and rare words), so that the work
grows with the number of statements and not with its square.
"""

from __future__ import annotations

import datetime as dt
import zlib
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimwire.ids import make_id
from claimwire.model import Span, Stance
from nlp.across.fitting import (
    LONG_WINDOW,
    SAME_CONTENT,
    Draft,
    acts_agree,
    fit,
    is_accusation,
    is_idle,
    near,
    targets_agree,
)
from nlp.across.numbers import Ints
from nlp.said import ACCUSING, DENYING, PERFORMING, SILENT, Said

_WORDS = 12  # words of a content by which a claim is found again
_POSTINGS = 40  # the newest holders of a word, story or target that are looked at
_CROWDED = 400_000  # hooks from which on idle claims are forgotten


Ref = tuple[str, str]
"""A statement of one document: documents with the same text share the ids of their statements."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Which claim each statement of the first documents went to: nothing later moves it."""

    documents: int
    numbers: Ints  # of its claim, in the order of opening, for each statement that makes one


def draft_claims(
    statements: Sequence[Said], stories: Mapping[str, str], known: Sequence[int] = ()
) -> tuple[list[Draft], Ints]:
    """Join all statements but denials and silences; say which claim each went to, in order.

    Parameters
    ----------
    statements:
        Sorted by :attr:`Said.order`.
    stories:
        The story of each document.
    known:
        The first of the numbers that are returned, from an earlier run over the same first
        statements: their claims need not be looked for again. The outcome is the same.
    """
    postings = _Postings()
    drafts: list[Draft] = []
    numbers: Ints = array("I")
    for one in filter(_is_claim, statements):
        story = stories.get(one.document_id, one.document_id)
        hooks = _hooks(one, story)
        if len(numbers) < len(known):
            number = known[len(numbers)]
        else:
            number = _number(one, story, drafts, postings.candidates(hooks))
        if number == len(drafts):
            drafts.append(Draft(one.key))
        drafts[number].add(one, story)
        numbers.append(number)
        postings.note(hooks, number)
        if postings.crowded:
            now = one.first_seen
            postings.forget({n for n, draft in enumerate(drafts) if is_idle(draft, now)})
    _absorb_speakerless(statements, drafts, stories)
    return drafts, numbers


def kept_homes(
    statements: Sequence[Said], numbers: Sequence[int], documents: Sequence[tuple[dt.datetime, str]]
) -> Homes:
    """Return what to keep of the numbers that :func:`draft_claims` gave the same statements.

    ``documents`` are those that are settled, each as (first seen, id), in order.
    """
    if not documents:
        return Homes(0, array("I"))
    making = [one.order[:2] for one in statements if _is_claim(one)]
    end = bisect_right(making, documents[-1])
    return Homes(len(documents), array("I", numbers[:end]))


def _number(one: Said, story: str, drafts: Sequence[Draft], candidates: Iterable[int]) -> int:
    """Return the number of the claim that a statement fits best, or that of a new one."""
    content = one.content
    fits = [(fit(one, content, drafts[number], story), -number) for number in candidates]
    best, negative = max(fits, default=(0.0, 0))
    return -negative if best > 0.0 else len(drafts)


class _Postings:
    """Which claims have a hook, the newest of them only."""

    def __init__(self) -> None:
        self._held: dict[int, list[int]] = {}
        self._limit = _CROWDED

    def candidates(self, hooks: Iterable[int]) -> list[int]:
        """Return the claims that have any of the hooks, in order of their opening."""
        return sorted({number for hook in hooks for number in self._held.get(hook, ())})

    def note(self, hooks: Iterable[int], number: int) -> None:
        """Keep that a claim has these hooks."""
        for hook in hooks:
            holders = self._held.setdefault(hook, [])
            if number not in holders:
                holders.append(number)
                if len(holders) > _POSTINGS:
                    del holders[0]

    @property
    def crowded(self) -> bool:
        """Whether it is time to forget what can no longer be joined."""
        return len(self._held) >= self._limit

    def forget(self, idle: Collection[int]) -> None:
        """Leave out the claims that are idle."""
        kept = (
            (hook, [number for number in holders if number not in idle])
            for hook, holders in self._held.items()
        )
        self._held = {hook: holders for hook, holders in kept if holders}
        self._limit = max(_CROWDED, 2 * len(self._held))


def draft_denials(
    denials: Sequence[Said], answered: Mapping[Ref, Draft], stories: Mapping[str, str]
) -> list[Draft]:
    """Join denials of one speaker by the accusation that they answer, else by their content.

    ``answered`` maps a statement to the accusation it answers, where there is one.
    """
    known: dict[tuple[str | None, int], list[Draft]] = defaultdict(list)
    made: list[Draft] = []
    for one in denials:
        accusation = answered.get(one.ref)
        alike = known[one.key, id(accusation)]
        draft = next(
            (
                other
                for other in alike[-_POSTINGS:]
                if (accusation is not None or other.likeness(one.content) >= SAME_CONTENT)
                and near(one.days, other.days, LONG_WINDOW)
            ),
            None,
        )
        if draft is None:
            draft = Draft(one.key, answers=accusation)
            alike.append(draft)
            made.append(draft)
        draft.add(one, stories.get(one.document_id, one.document_id))
    return made


def elaborations(statements: Sequence[Said]) -> dict[Ref, Said]:
    """Map each statement that only spells out a denial to that denial.

    *The embassy denied the accusations, stating that Beijing attaches …* is one answer.
    """
    denials: dict[tuple[str, str | None, Span], Said] = {
        (one.document_id, one.key, one.sentence): one
        for one in reversed(statements)
        if one.act in DENYING and one.key is not None
    }
    found = {}
    for one in statements:
        denial = denials.get((one.document_id, one.key, one.sentence))
        if denial is not None and one.stance is Stance.AFFIRMS:
            found[one.ref] = denial
    return found


def name_all(drafts: Iterable[Draft], fixed: Mapping[int, str]) -> dict[str, Draft]:
    """Give every draft its id, in order of first appearance; members are put into that order.

    Within one document what accuses comes before what only says it, so that an accusation is shown
    as one: *according to a cable* and *accuses* often stand in the same sentence. ``fixed`` holds
    the ids that an operator pinned, by ``id(draft)``.
    """
    named: dict[str, Draft] = {}
    for draft in drafts:
        draft.members.sort(key=_showing_order)
    taken = set(fixed.values())
    for draft in sorted(drafts, key=lambda draft: (*draft.first.order, draft.first.statement_id)):
        first = draft.first
        parts = (first.document_id, draft.key, claim_group(first), first.text)
        identity = fixed.get(id(draft)) or make_id("c", *parts)
        number = 1
        # One document, same words, yet kept apart: other targets.
        while identity in named or (identity in taken and id(draft) not in fixed):
            number += 1
            identity = make_id("c", *parts, number)
        named[identity] = draft
    return named


def _showing_order(one: Said) -> tuple[dt.datetime, str, bool, int, str]:
    seen, document_id, start, _ = one.order
    return seen, document_id, not is_accusation(one), start, one.statement_id


def claim_group(one: Said) -> str:
    """Return the word that tells claims of one speaker and content apart by what they do."""
    act = one.act
    group = "accuse" if act in ACCUSING else "deny" if act in DENYING else one.stance
    return f"not-{group}" if one.negated else str(group)


def _is_claim(one: Said) -> bool:
    act = one.act
    if one.key is None or one.carries or act in DENYING or act in SILENT:
        return False
    aimed = bool(one.targets or one.nations or one.has_content)
    return bool(one.stems) or (act in ACCUSING | PERFORMING and aimed)


def _hooks(one: Said, story: str) -> list[int]:
    """Return numbers under which claims are found again.

    Of the content a fixed choice of words counts, the same in every statement that has them.
    """
    chosen = sorted((_order_of(term), term) for term in one.stems)[:_WORDS]
    hooks = [("word", term) for _, term in chosen]
    hooks.extend(("figure", figure) for figure in one.figures)
    if one.act in ACCUSING | PERFORMING:
        hooks.append(("story", story))
        hooks.append(("act", "accuse" if one.act in ACCUSING else one.act))
        hooks.extend(("target", target) for target in one.targets)
        hooks.extend(("nation", nation) for nation in (*one.nations, *one.homes))
    return [hash((one.key, one.negated, kind, value)) for kind, value in hooks]


@lru_cache(maxsize=1 << 16)
def _order_of(term: str) -> int:
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


def _absorb_speakerless(
    statements: Sequence[Said], drafts: list[Draft], stories: Mapping[str, str]
) -> None:
    """Add accusations without a speaker ("accused of theft") to the claim that they repeat.

    Within one document an accusation in the passive, or a headline, tells again what the text
    attributes. Where nothing in the document fits, it stays a claim of its own without a speaker.
    """
    by_document: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for document_id in dict.fromkeys(one.document_id for one in draft.members):
            by_document[document_id].append(draft)
    for one in statements:
        if one.key is not None or one.act not in ACCUSING | PERFORMING:
            continue
        if not one.targets and not one.nations:
            continue
        here = by_document[one.document_id]
        fits = [
            (sum(member.document_id == one.document_id for member in draft.members), -number)
            for number, draft in enumerate(here)
            if acts_agree(one.act, draft)
            and targets_agree(one, draft)
            and draft.voice.speaker not in one.targets
            and draft.voice.country not in one.nations
        ]
        if fits:
            draft = here[-max(fits)[1]]
        else:
            draft = Draft(None)
            drafts.append(draft)
            here.append(draft)
        draft.add(one, stories.get(one.document_id, one.document_id))
