"""Stories: clusters of documents that report one event.

Documents are taken in the order in which they appeared, a few thousand at a time. Each joins the
story whose centre it is most like, if it is like enough, or opens one; what copies or rewrites an
earlier document goes where that one went, and has no say of its own. Then every document of those
taken together is looked at once more against the stories as they became, which takes most of the
accident of order away. Likeness is the cosine of word weights (:mod:`nlp.across.profiles`);
documents that belong to different disputes, or whose known days lie weeks apart, are never one
story.

A story is found again by the words that matter most in it, and forgotten when nothing has been
added to it for weeks, so the work grows with the number of documents and memory does not. Its id is
that of its first document, and stays while that document stays its first.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice, repeat
from operator import mul, neg

from claimwire.ids import make_id
from nlp.across.profiles import Page, Profile, page_of, profile
from nlp.across.settled import ClusterState, State

__all__ = ["Clustering", "Page", "Profile", "cluster", "cluster_profiles", "page_of", "profile"]

_LIKE = 0.2  # cosine with the centre of a story from which a document belongs to it
_WEEKS_APART = 21  # days
_FORGOTTEN = 45  # days without a new document after which a story is closed
_TELLING = 12  # heaviest words of a document by which stories are looked up
_KEPT = 80  # heaviest words of a document that count for its likeness
_POSTINGS = 60  # stories per word that are looked at, before and after in time
_CANDIDATES = 32  # stories that a document is compared with
_ROUNDS = 2
_TOGETHER = 2000  # documents that are settled together
_EARLIER = ""  # stands for the members of a story that were settled in an earlier run

Vector = Mapping[int, float]


@dataclass(slots=True, eq=False)
class Cluster:
    """A story while documents are still being added to it."""

    number: int  # in the order of opening
    members: set[str] = field(default_factory=set)
    total: dict[int, float] = field(default_factory=dict)
    squared: float = 0.0  # length of ``total``, kept up to date
    disputes: dict[str, int] = field(default_factory=dict)  # how many members belong to each
    days: list[int] = field(default_factory=list)
    seen: int | None = None  # the last day on which a document of it was first seen

    def add(self, page: Profile, vector: Vector) -> None:
        self.members.add(page.document_id)
        if page.dispute is not None:
            self.disputes[page.dispute] = self.disputes.get(page.dispute, 0) + 1
        if page.day is not None:
            insort(self.days, page.day)
        if page.seen is not None:
            self.seen = max(self.seen or page.seen, page.seen)
        self._shift(vector, 1.0)

    def remove(self, page: Profile, vector: Vector) -> None:
        self.members.discard(page.document_id)
        if page.dispute is not None:
            self.disputes[page.dispute] -= 1
            if not self.disputes[page.dispute]:
                del self.disputes[page.dispute]
        if page.day is not None:
            del self.days[bisect_left(self.days, page.day)]
        self._shift(vector, -1.0)

    def likeness(self, vector: Vector) -> float:
        if not self.members or self.squared <= 0.0:
            return 0.0
        # Half of all time is spent here: the loops run in C, and what is missing adds nothing.
        shared = map(self.total.get, vector, repeat(0.0))
        dot: float = sum(map(mul, vector.values(), shared))
        return dot / math.sqrt(self.squared)

    def takes(self, page: Profile) -> bool:
        """Say whether dispute and day let a document belong here."""
        others = self.disputes
        if page.dispute is not None and others and page.dispute not in others:
            return False
        if page.day is None or not self.days:
            return True
        place = bisect_left(self.days, page.day)
        near = self.days[max(0, place - 1) : place + 1]
        return min(abs(page.day - day) for day in near) <= _WEEKS_APART

    def _shift(self, vector: Vector, sign: float) -> None:
        total, squared = self.total, self.squared
        for term, value in vector.items():
            before = total.get(term, 0.0)
            after = before + sign * value
            total[term] = after
            squared += after * after - before * before
        self.squared = squared


class Clustering:
    """The stories so far; documents are taken in order of first appearance."""

    def __init__(self, earlier: State | None = None) -> None:
        self._frequencies: Counter[int] = Counter()
        self._rarity: dict[int, float] = {}  # by the number of documents that hold a word
        self._documents = 0
        self._opened = 0
        self._active: dict[int, Cluster] = {}
        if earlier is not None:
            self._frequencies.update(dict(zip(earlier.terms, earlier.frequencies, strict=True)))
            self._documents = len(earlier.homes)
            self._opened = earlier.opened
            self._active = {one.number: _cluster(one) for one in earlier.active}

    def state(self, documents: int, homes: Iterable[int]) -> State:
        """Return where it stands after so many documents, of which ``homes`` are the stories."""
        terms = sorted(self._frequencies)
        return State(
            documents=documents,
            homes=tuple(homes),
            terms=array("I", terms),
            frequencies=array("I", [self._frequencies[term] for term in terms]),
            opened=self._opened,
            active=tuple(_cluster_state(one) for one in self._active.values()),
        )

    def take(self, pages: Sequence[Profile]) -> list[Cluster]:
        """Return the story of each page; none of those taken before moves."""
        for page in pages:
            self._frequencies.update(page.terms)
        self._documents += len(pages)
        self._rarity.clear()
        self._forget(pages)
        vectors = [self._vector(page) for page in pages]
        index = self._index()
        home = [self._place(page, vectors[number], index) for number, page in enumerate(pages)]
        for _ in range(_ROUNDS):
            if not self._settle(pages, vectors, home):
                break
        self._active = {number: one for number, one in self._active.items() if one.members}
        return home

    def _vector(self, page: Profile) -> dict[int, float]:
        """Return a vector of length one, in which words of that page alone stay out.

        They say nothing of what two pages share, and would crowd the words that stories are found
        by. Of the others the heaviest count; they come first, so that the first are the telling
        ones.
        """
        total, frequencies, rarity = self._documents, self._frequencies, self._rarity
        heavy: list[tuple[float, int]] = []
        squared = shared = 0.0
        for term, count in zip(page.terms, page.counts, strict=True):
            held = frequencies[term]
            if held not in rarity:
                rarity[held] = math.log(1.0 + total / held)
            weight = (1.0 + math.log(count) if count > 1 else count) * rarity[held]
            squared += weight * weight
            if held > 1 or total == 1:
                shared += weight * weight
                heavy.append((-weight, term))
        kept = sorted(heavy)[:_KEPT]
        # What is cut off may not make two pages less alike.
        scale = math.sqrt(shared / (squared * sum(w * w for w, _ in kept))) if kept else 0.0
        return {term: -weight * scale for weight, term in kept}

    def _forget(self, pages: Sequence[Profile]) -> None:
        now = min((page.seen for page in pages if page.seen is not None), default=None)
        if now is not None:
            self._active = {
                number: one
                for number, one in self._active.items()
                if one.seen is None or now - one.seen <= _FORGOTTEN
            }

    def _index(self) -> dict[int, list[int]]:
        index: dict[int, list[int]] = defaultdict(list)
        for number, one in self._active.items():
            for term in _telling(one.total):
                index[term].append(number)
        return index

    def _open(self) -> Cluster:
        made = Cluster(self._opened)
        self._opened += 1
        self._active[made.number] = made
        return made

    def _place(self, page: Profile, vector: Vector, index: dict[int, list[int]]) -> Cluster:
        chosen = self._best(page, vector, self._near(vector, index, self._opened)) or self._open()
        chosen.add(page, vector)
        for term in islice(vector, _TELLING):
            holders = index[term]
            at = bisect_left(holders, chosen.number)
            if at == len(holders) or holders[at] != chosen.number:
                holders.insert(at, chosen.number)
        return chosen

    def _settle(
        self,
        pages: Sequence[Profile],
        vectors: Sequence[Vector],
        home: list[Cluster],
    ) -> bool:
        """Move each document to the story that it is most like now; say whether any moved."""
        index = self._index()
        moved = False
        for number, (page, vector) in enumerate(zip(pages, vectors, strict=True)):
            old = home[number]
            old.remove(page, vector)
            near = sorted({*self._near(vector, index, old.number), old.number})
            chosen = self._best(page, vector, near)
            if chosen is None:
                chosen = self._open() if old.members else old
            moved = moved or chosen is not old
            chosen.add(page, vector)
            home[number] = chosen
        return moved

    def _near(self, vector: Vector, index: Mapping[int, Sequence[int]], around: int) -> list[int]:
        """Return the stories that share the most telling words, of those opened around one time.

        Stories are numbered as they opened, so those numbered close to ``around`` are its
        neighbours in time; of a common word only so many holders are looked at.
        """
        shared: dict[int, float] = defaultdict(float)
        for term in islice(vector, _TELLING):
            holders = index.get(term, ())
            middle = bisect_left(holders, around)
            for entry in holders[max(0, middle - _POSTINGS) : middle + _POSTINGS]:
                shared[entry] += vector[term]
        return sorted(nsmallest(_CANDIDATES, shared, key=lambda entry: (-shared[entry], entry)))

    def _best(self, page: Profile, vector: Vector, near: Iterable[int]) -> Cluster | None:
        best: Cluster | None = None
        most = _LIKE
        for number in near:
            option = self._active[number]
            if option.takes(page) and (likeness := option.likeness(vector)) >= most:
                most, best = likeness, option
        return best


def cluster(pages: Sequence[Page], copied_from: Mapping[str, str]) -> dict[str, str]:
    """Map each document to its story; ``pages`` come in order of first appearance.

    ``copied_from`` maps a copy to its first source.
    """
    return cluster_profiles([profile(page) for page in pages], copied_from)


def cluster_profiles(pages: Iterable[Profile], copied_from: Mapping[str, str]) -> dict[str, str]:
    """Do the same for pages that are numbers already."""
    return clustered(pages, copied_from)[0]


def clustered(
    pages: Iterable[Profile], copied_from: Mapping[str, str], earlier: State | None = None
) -> tuple[dict[str, str], State | None]:
    """Do the same, and return where the clustering stood when it last settled documents.

    With ``earlier``, the state of a run over the same first documents, these are not looked at
    again; the outcome is the same.
    """
    clustering = Clustering(earlier)
    settled = earlier
    before = iter(earlier.homes if earlier is not None else ())
    home: dict[str, int] = {}
    held: list[str] = []
    waiting: list[Profile] = []

    def settle() -> None:
        stories = clustering.take(waiting)
        home.update(
            (page.document_id, one.number) for page, one in zip(waiting, stories, strict=True)
        )
        waiting.clear()

    known: set[str] = set()
    for page in pages:
        held.append(page.document_id)
        copies = copied_from.get(page.document_id) in known
        known.add(page.document_id)
        if copies:
            continue
        if earlier is not None and len(held) <= earlier.documents:
            home[page.document_id] = next(before)
            continue
        waiting.append(page)
        if len(waiting) >= _TOGETHER:
            settle()
            settled = clustering.state(len(held), home.values())
    settle()
    return _named(held, home, copied_from), settled


def _cluster(state: ClusterState) -> Cluster:
    made = Cluster(
        state.number,
        members={_EARLIER},
        total=dict(zip(state.terms, state.values, strict=True)),
        squared=state.squared,
        days=list(state.days),
        seen=state.seen,
    )
    made.disputes.update(state.disputes)
    return made


def _cluster_state(one: Cluster) -> ClusterState:
    return ClusterState(
        number=one.number,
        terms=array("I", one.total),
        values=tuple(one.total.values()),
        squared=one.squared,
        disputes=tuple(sorted(one.disputes.items())),
        days=tuple(one.days),
        seen=one.seen,
    )


def _named(
    held: Sequence[str], home: Mapping[str, int], copied_from: Mapping[str, str]
) -> dict[str, str]:
    names: dict[int, str] = {}
    for document_id in held:  # the first document of a story names it
        if document_id in home:
            names.setdefault(home[document_id], make_id("y", document_id))
    return {document_id: names[home[_root(document_id, home, copied_from)]] for document_id in held}


def _root(document_id: str, home: Mapping[str, int], copied_from: Mapping[str, str]) -> str:
    return document_id if document_id in home else copied_from[document_id]


def _telling(total: Vector) -> list[int]:
    """Return the heaviest words of a story."""
    rows = nsmallest(2 * _TELLING, zip(map(neg, total.values()), total, strict=True))
    return [term for _, term in rows]
