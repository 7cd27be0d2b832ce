"""Answers: which statement answers which accusation, how, and how surely.

A denial, silence or counter-accusation is paired with an accusation of the same document that is
aimed at the answering party, in this order:

1. *named*: the accusation stands in the same sentence or the one before, or that sentence names its
   speaker;
2. *same-matter*: the answer spells out what it answers, in words of the accusation;
3. *general*: the answer only refers ("the accusations"): then it is the document's main accusation.

An answer that was given earlier ("previously denied") never answers the document's main accusation,
which is the news; it is paired with an older one, marked ``predates``, or with none. Only when the
document itself holds no fitting accusation are those of other documents looked at.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimwire.model import Act
from nlp.across.fitting import Draft, is_accusation
from nlp.claims import Ref
from nlp.nations import Nations
from nlp.said import ACCUSING, DENYING, SILENT, Said

_LEAST_SHARED = 2
_AT_LENGTH = 6  # content stems from which a denial that shares none speaks of something else
_OWN_WORDS = 3  # content stems from which an answer speaks of a matter of its own
_ABROAD = 20  # days within which an accusation of another document can be answered
_SEEN_TOGETHER = dt.timedelta(days=7)  # the same where the days themselves are unknown
_POSTINGS = 40


@dataclass(frozen=True, slots=True)
class Pairing:
    """An answering statement with the accusation that it answers."""

    one: Said
    accusation: Draft
    strength: str  # named, same-matter, general
    predates: bool


class Accusations:
    """All accusations, by the documents that report them and by those who may answer them."""

    def __init__(self, drafts: Iterable[Draft], nations: Nations) -> None:
        self._nations = nations
        self._here: dict[str, list[tuple[Said, Draft]]] = defaultdict(list)
        self._aimed: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            accusing = [one for one in draft.members if is_accusation(one)]
            for one in accusing:
                self._here[one.document_id].append((one, draft))
            if accusing and draft.key is not None:
                owners = {owner for t in draft.targets if (owner := nations.owner_of(t))}
                aimed = sorted(draft.targets | owners | draft.nations | draft.homes)
                for hook in (*aimed, f"by:{draft.key}"):
                    self._aimed[hook].append(draft)
        for rows in self._here.values():
            rows.sort(key=lambda row: row[0].order)
        for aimed_at in self._aimed.values():
            aimed_at.sort(key=_opened)

    def here(self, one: Said) -> list[tuple[Said, Draft]]:
        """Return the accusations in the document of ``one`` that its speaker may answer."""
        rows = self._here.get(one.document_id, ())
        return [(said, draft) for said, draft in rows if self._may_answer(one, draft)]

    def elsewhere(self, one: Said, story: str) -> list[Draft]:
        """Return accusations of other documents that ``one`` may answer, best first."""
        country = self._nations.of(one.speaker)
        by = sorted(f"by:{entity}" for entity in _named_in(one) if entity)
        hooks = [hook for hook in (one.speaker, country, *by) if hook]
        near = [
            draft
            for draft in dict.fromkeys(draft for hook in hooks for draft in self._before(one, hook))
            if self._may_answer(one, draft)
            and (self.aims_at(draft, one) or self._nations.speaks_for_country(one.speaker))
            and (story in draft.stories or _follows(one, draft))
        ]
        return sorted(near, key=lambda draft: (story not in draft.stories, -len(draft.members)))

    def _before(self, one: Said, hook: str) -> Sequence[Draft]:
        """Return the newest accusations that were known when ``one`` was said.

        What comes later does not count, or an answer would lose its accusation as others follow.
        """
        known = self._aimed.get(hook, [])
        end = bisect_right(known, one.order, key=_opened)
        return known[max(0, end - _POSTINGS) : end]

    def aims_at(self, draft: Draft, one: Said) -> bool:
        """Say whether an accusation names the speaker of ``one``, or something that is his."""
        return one.speaker is not None and any(
            one.speaker in (target, self._nations.owner_of(target)) for target in draft.targets
        )

    def meets(self, draft: Draft, one: Said) -> bool:
        """Say whether an accusation is aimed at the speaker of ``one``, or at his country."""
        return self.aims_at(draft, one) or self._nations.of(one.speaker) in draft.nations

    def _may_answer(self, one: Said, draft: Draft) -> bool:
        if one.key is None or one.key == draft.key:
            return False
        if self.aims_at(draft, one):
            return True
        country = self._nations.of(one.speaker)
        if country is None:
            return not draft.targets and not draft.nations
        if country in draft.nations:
            return country != self._nations.of(draft.voice.speaker)
        if self._nations.speaks_for_country(one.speaker) and country in draft.homes:
            return country != self._nations.of(draft.voice.speaker)
        silent_targets = not draft.targets and not draft.nations
        return silent_targets and country != self._nations.of(draft.voice.speaker)


def pair(
    statements: Sequence[Said],
    accusations: Accusations,
    own: Mapping[Ref, Draft],
    stories: Mapping[str, str],
) -> list[Pairing]:
    """Pair every answering statement; ``own`` gives the draft that a statement belongs to."""
    found = []
    for one in statements:
        if one.answering is None or one.key is None or one.negated:
            continue
        if one.speaker is None and one.documentary:
            continue
        pairing = _pair(one, accusations, stories.get(one.document_id, one.document_id))
        if pairing is None or pairing.accusation is own.get(one.ref):
            continue
        if one.act in ACCUSING and not _counters(one, pairing.accusation, own):
            continue
        found.append(pairing)
    return found


def _pair(one: Said, accusations: Accusations, story: str) -> Pairing | None:
    here = accusations.here(one)
    main = _main(here)
    if not here:
        return _pair_elsewhere(one, accusations, story)
    older = [(said, draft) for said, draft in here if draft is not main]
    choices = older if one.earlier and one.act not in SILENT else here
    draft, strength = _choose(one, choices, main, accusations)
    if draft is None:
        return None
    tellings = [said for said, known in here if known is draft]
    told_as_older = all(said.earlier for said in tellings)
    only_warns = all(said.act is Act.WARN for said in tellings)
    weak = told_as_older or only_warns or draft.key is None
    if strength == "general" and not one.earlier and weak:
        # The text holds an old accusation only, a warning, or one that it gives to nobody; what is
        # answered now may stand on other pages.
        fresh = _pair_elsewhere(one, accusations, story)
        if fresh is not None:
            return fresh
    earlier = one.earlier or told_as_older
    return Pairing(one, draft, strength, predates=draft is not main and earlier)


def _choose(
    one: Said,
    choices: Sequence[tuple[Said, Draft]],
    main: Draft | None,
    accusations: Accusations,
) -> tuple[Draft | None, str]:
    choices = [(said, draft) for said, draft in choices if not _is_foreign(one, draft)]
    named = _named(one, choices)
    if named is not None:
        return named, "named"
    content = one.content
    shared = [
        (max(len(content & wording) for wording in draft.wordings), -number, draft)
        for number, (_, draft) in enumerate(choices)
        if draft.wordings
    ]
    best = max(shared, key=lambda entry: entry[:2], default=None)
    if best is not None and best[0] >= _LEAST_SHARED:
        return best[2], "same-matter"
    if len(content) >= _OWN_WORDS and not _refers(one) and one.act not in SILENT:
        return None, ""
    if _speaks_of_itself(one):
        return None, ""
    drafts = [draft for _, draft in choices]
    # A party that is named somewhere answers that rather than what names nobody or others.
    drafts = [draft for draft in drafts if accusations.aims_at(draft, one)] or drafts
    general = main if main in drafts else drafts[0] if drafts else None
    return general, "general"


def _is_foreign(one: Said, draft: Draft) -> bool:
    """Whether a denial spells out at length something that the accusation has no word of."""
    if one.act not in DENYING or len(one.stems) < _AT_LENGTH or not draft.wordings:
        return False
    return all(map(one.content.isdisjoint, draft.wordings))


def _named(one: Said, choices: Sequence[tuple[Said, Draft]]) -> Draft | None:
    """Return the accusation that the answer's sentence holds or names, or the one before holds.

    The sentence before must stand in the same paragraph: a new one takes up the news again.
    """
    before = one.answering.before if one.answering is not None else None
    for window in (one.sentence, before or one.sentence):
        inside = [
            (abs(said.start - one.start), number)
            for number, (said, _) in enumerate(choices)
            if window.start <= said.start < window.end and said.statement_id != one.statement_id
        ]
        if inside:
            return choices[min(inside)[1]][1]
        names = _named_in(one)
        for _, draft in choices:
            if draft.key in names:
                return draft
    return None


def _named_in(one: Said) -> frozenset[str]:
    """Return the entities, but the speaker, that the sentence of an answer names."""
    return frozenset(one.answering.names) if one.answering is not None else frozenset()


def _pair_elsewhere(one: Said, accusations: Accusations, story: str) -> Pairing | None:
    if one.earlier and one.act not in SILENT:
        return None
    abroad = accusations.elsewhere(one, story)
    names, content = _named_in(one), one.content
    for draft in abroad:
        if draft.key in names:
            return Pairing(one, draft, "named", predates=False)
    for draft in abroad:
        if draft.likeness(content) > 0 and any(
            len(content & wording) >= _LEAST_SHARED for wording in draft.wordings
        ):
            return Pairing(one, draft, "same-matter", predates=False)
    refers = one.act in SILENT or (one.act in DENYING and _refers(one))
    same_story = [draft for draft in abroad if story in draft.stories]
    # One of several would be a guess. A denial says that there are charges; a silence must have
    # been charged itself, or it is only of the country of who is.
    alone = len(abroad) == 1 and (one.act not in SILENT or accusations.meets(abroad[0], one))
    likely = same_story or (abroad if alone else [])
    return Pairing(one, likely[0], "general", predates=False) if refers and likely else None


def _main(here: Sequence[tuple[Said, Draft]]) -> Draft | None:
    """Return the accusation that is a document's news: told most often, and not as older."""
    counts: dict[int, tuple[int, int, int]] = {}
    for number, (said, draft) in enumerate(here):
        charges, tellings, first = counts.get(id(draft), (0, 0, -number))
        fresh = not said.earlier
        charges += fresh and said.act is not Act.WARN
        counts[id(draft)] = (charges, tellings + fresh, first)
    return max((draft for _, draft in here), key=lambda draft: counts[id(draft)], default=None)


def _speaks_of_itself(one: Said) -> bool:
    """Whether a confirmation or agreement has a matter of its own and points to no charge."""
    answers = one.act in DENYING or one.act in SILENT or one.act in ACCUSING
    return not answers and bool(one.stems) and not _refers(one)


def _refers(one: Said) -> bool:
    return one.answering is not None and one.answering.refers


def _counters(one: Said, accusation: Draft, own: Mapping[Ref, Draft]) -> bool:
    """Say whether an accusation is hurled back: at its speaker, and after it."""
    mine = own.get(one.ref)
    back = accusation.voice.speaker in one.targets
    return back and mine is not None and accusation.first.order < mine.first.order


def _opened(draft: Draft) -> tuple[dt.datetime, str, int, int]:
    return draft.first.order


def _follows(one: Said, draft: Draft) -> bool:
    if one.days is None or draft.days is None:
        seen = one.first_seen - draft.members[-1].first_seen
        return abs(seen) <= _SEEN_TOGETHER
    return draft.days.first <= one.days.last and one.days.gap(draft.days) <= _ABROAD
