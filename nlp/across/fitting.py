"""Whether a statement says what a claim says: the rules, one statement against one claim.

A claim in the making is a :class:`Draft`; :mod:`nlp.claims` finds the ones worth asking about.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from claimwire.model import ACCUSING_ACTS, Act, Stance
from nlp.days import Days
from nlp.said import ACCUSING, PERFORMING, Said
from nlp.similarity import overlap

SAME_CONTENT = 0.6
_ACCUSES_TOO = 0.75  # from which words alone make an accusation one with what accuses nobody
_COMMON_GROUND = 0.2
_MUCH = 5  # stems that sayings of one speaker in one story share when they are one, retold
_RETOLD = 0.4
_SHORT = 5  # stems up to which a content can only point to a charge made elsewhere
_LEAST_SHARED = 3  # stems that two contents must share before the share of them means anything
_WINDOW = 14  # days that reports of one accusation may lie apart
LONG_WINDOW = 45  # the same for denials, and for content that is repeated almost word for word
_AT_ONCE = 3  # days within which one speaker hardly charges the same party with two things
_SEEN_TOGETHER = dt.timedelta(days=7)
_REPEATED = 0.85
_IDLE = dt.timedelta(days=60)  # after which nothing more is added to a claim
_WORDINGS = 24  # different contents of one claim that later statements are compared with

# To ask for something and to say that it is so are different propositions in the same words.
_MOOD = {Stance.REQUESTS: "directs", Stance.DECIDES: "directs", Stance.COMMITS: "promises"}


@dataclass(slots=True, eq=False)
class Draft:
    """A claim while statements are still being added to it."""

    key: str | None
    members: list[Said] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    days: Days | None = None
    stories: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    wordings: list[frozenset[str]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)  # of all wordings
    figures: set[str] = field(default_factory=set)
    acts: set[Act] = field(default_factory=set)
    answers: Draft | None = None  # the accusation that a denial denies

    @property
    def first(self) -> Said:
        return self.members[0]

    @property
    def voice(self) -> Said:
        """The first member that names the speaker: a headline before it may name nobody."""
        first = self.members[0]
        if first.key == self.key:
            return first
        return next((one for one in self.members if one.key == self.key), first)

    def add(self, one: Said, story: str) -> None:
        """Take a statement in."""
        self.members.append(one)
        self.targets.update(one.targets)
        self.nations.update(one.nations)
        self.homes.update(one.homes)
        self.named.update(one.named)
        self.figures.update(one.figures)
        self.stories.add(story)
        self.documents.add(one.document_id)
        self.acts.add(one.act)
        if one.days is not None:
            self.days = one.days.widened(self.days)
        if one.stems and len(self.wordings) < _WORDINGS and one.content not in self.wordings:
            self.wordings.append(one.content)
            self.words.update(one.content)

    def likeness(self, content: frozenset[str]) -> float:
        """Return the best share of content words with any wording; 0 when too little is shared."""
        best, size = 0.0, len(content)
        common = len(content & self.words)
        if common < _LEAST_SHARED and common < size:
            return best  # most claims that are asked share a party and no words
        for wording in self.wordings:
            shared = len(content & wording)
            if shared >= _LEAST_SHARED or (shared and content == wording):
                best = max(best, shared / min(size, len(wording)))
        return best


def is_accusation(one: Said) -> bool:
    """Say whether a statement charges somebody with something that can be answered."""
    if one.negated or one.outlet:
        return False
    warns = one.act is Act.WARN and bool(one.targets or one.nations)
    return one.act in ACCUSING_ACTS or warns


def is_idle(draft: Draft, now: dt.datetime) -> bool:
    """Say whether nothing has been added to a claim for so long that nothing more is."""
    return now - draft.members[-1].first_seen > _IDLE


def fit(one: Said, content: frozenset[str], draft: Draft, story: str) -> float:
    """Return how well a statement fits a claim; 0 when it is another one.

    A statement is compared with dozens of claims: what is cheap and says no most often comes first.
    """
    if one.key != draft.key or one.first_seen - draft.members[-1].first_seen > _IDLE:
        return 0.0
    days, others = one.days, draft.days
    apart = 0 if days is None or others is None else days.gap(others)
    if apart > LONG_WINDOW or _MOOD.get(one.stance) != _MOOD.get(draft.voice.stance):
        return 0.0
    likeness = draft.likeness(content)
    if apart > _WINDOW and likeness < _REPEATED:
        return 0.0
    accuses_alone = one.act in ACCUSING and not draft.acts & ACCUSING
    if likeness >= _REPEATED and not accuses_alone:
        return 3.0 + likeness
    if _names_others(one, draft):
        return 0.0
    if _counts_the_same(one, content, draft):
        return 1.0 + likeness
    agreeing = acts_agree(one.act, draft) and targets_agree(one, draft)
    ground = likeness >= _COMMON_GROUND
    pointing = ground or not (_of_its_own(one) or _is_of_its_own(draft))
    if agreeing and one.act in ACCUSING and story in draft.stories:
        return 2.0 + likeness if pointing else 0.0
    if accuses_alone and likeness >= _ACCUSES_TOO:
        return 0.9 + likeness  # a charge is first of all what another charge says
    if not accuses_alone and likeness >= SAME_CONTENT:
        return 1.0 + likeness
    if not accuses_alone and _retold(one, content, draft, story):
        return 0.5 + likeness
    at_once = pointing and _at_once(one.days, draft.days) and bool(one.targets or one.nations)
    common = ground or at_once or _points_at(one, draft)
    common = common or bool(draft.targets.intersection(one.targets))
    common = common or _briefly_told(one, content, draft, story)
    return 0.1 + likeness / 2 if agreeing and common else 0.0


def _retold(one: Said, content: frozenset[str], draft: Draft, story: str) -> bool:
    """Whether one story, on two pages, lets one speaker say much the same in other words.

    *To warn of the risks of using models distilled from proprietary ones* and *issued to warn of
    the risks of utilizing distilled proprietary models, and lay the groundwork for …*.
    """
    if story not in draft.stories or one.document_id in draft.documents:
        return False
    return targets_agree(one, draft) and any(
        len(content & told) >= _MUCH and overlap(content, told) >= _RETOLD
        for told in draft.wordings
    )


def _counts_the_same(one: Said, content: frozenset[str], draft: Draft) -> bool:
    """Whether one speaker is given one telling figure, of one thing, in the same days.

    *A campaign of more than 100,000 prompts* and *adversaries sent over 100,000 prompts*.
    """
    if draft.figures.isdisjoint(one.figures) or one.negated != draft.voice.negated:
        return False
    apart = abs(one.first_seen - draft.members[-1].first_seen)
    if apart > _SEEN_TOGETHER and not _at_once(one.days, draft.days):
        return False
    return targets_agree(one, draft) and any(
        len(content & wording) >= _LEAST_SHARED for wording in draft.wordings
    )


def _briefly_told(one: Said, content: frozenset[str], draft: Draft, story: str) -> bool:
    """Whether one story tells in few words, some of them the same, of an act done in those days.

    *Ordered a global diplomatic campaign* and *has ordered a worldwide diplomatic offensive*.
    """
    if one.act not in PERFORMING or story not in draft.stories:
        return False
    if not _at_once(one.days, draft.days) or len(content) > _SHORT:
        return False
    return any(len(told) <= _SHORT and content & told for told in draft.wordings)


def _points_at(one: Said, draft: Draft) -> bool:
    """Whether one of the two only says that there were "similar accusations", in the same days."""
    if one.act not in ACCUSING:
        return False
    bare = not (one.targets or one.nations or one.stems)
    draft_bare = not (draft.targets or draft.nations or draft.wordings)
    apart = one.first_seen - draft.members[-1].first_seen
    return (bare or draft_bare) and abs(apart) <= _SEEN_TOGETHER


def _of_its_own(one: Said) -> bool:
    """What is aimed at nobody and says much of its own only repeats a charge if words agree."""
    return not (one.targets or one.nations) and len(one.stems) > _SHORT


def _is_of_its_own(draft: Draft) -> bool:
    return all(_of_its_own(one) for one in draft.members)


def _names_others(one: Said, draft: Draft) -> bool:
    """Whether both charge parties by name, in different pages, and nobody in common."""
    return (
        one.act in ACCUSING
        and bool(one.named and draft.named)
        and one.document_id not in draft.documents
        and draft.named.isdisjoint(one.named)
    )


def acts_agree(act: Act, draft: Draft) -> bool:
    """Say whether an act can be one that a claim does: a charge by any word, or the same act."""
    if act in ACCUSING:
        return bool(draft.acts & ACCUSING)
    return act in PERFORMING and act in draft.acts


def targets_agree(one: Said, draft: Draft) -> bool:
    """Targets agree when they meet, when one side names none, or a collective holds the other.

    "Chinese AI companies" holds DeepSeek. Two companies of one country do not agree, unless one
    text lists both under the same charge.
    """
    if not (one.targets or one.nations) or not (draft.targets or draft.nations):
        return True
    if draft.targets.intersection(one.targets):
        return True
    if one.named and draft.named and one.document_id not in draft.documents:
        return not draft.nations.isdisjoint(one.nations)
    return not (
        draft.nations.isdisjoint((*one.nations, *one.homes)) and draft.homes.isdisjoint(one.nations)
    )


def _at_once(left: Days | None, right: Days | None) -> bool:
    return left is not None and right is not None and left.gap(right) <= _AT_ONCE


def near(left: Days | None, right: Days | None, window: int) -> bool:
    """Say whether two ranges of days lie within so many days, or one is unknown."""
    return left is None or right is None or left.gap(right) <= window
