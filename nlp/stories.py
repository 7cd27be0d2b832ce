"""Stories: clusters of documents that report one event.

Documents are taken in the order in which they appeared. Each joins the story whose centre it is
most like, if it is like enough, or opens one; what copies or rewrites an earlier document goes
where that one went, and has no say of its own. Then every document is looked at once more against
the stories as they became, which takes most of the accident of order away. Likeness is the cosine
of word weights, in which the head of a page counts twice and names, figures, linked entities and
stated days count beside the words; documents that belong to different disputes, or whose known days
lie weeks apart, are never one story.

A story is found again by the words that matter most in it, so the work grows with the number of
documents. Its id is that of its first document, and stays while that document stays its first.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from claimwire.ids import make_id
from claimwire.model import Item, Story
from nlp import dates
from nlp.days import FIRST_SEEN, published
from nlp.similarity import (
    STOPWORDS,
    content_words,
    cosine,
    inverse_frequencies,
    stem,
    unit_vector,
)

_LIKE = 0.2  # cosine with the centre of a story from which a document belongs to it
_WEIGHTS = {"name": 0.5, "figure": 0.5, "entity": 0.5, "day": 1.0}  # against 1 of a word
_HEAD = 60  # words at the top of a page, title included, that count twice
_WEEKS_APART = dt.timedelta(days=21)
_TELLING = 12  # heaviest words of a document by which stories are looked up
_POSTINGS = 60  # stories per word that are looked at, before and after in time
_CANDIDATES = 32  # stories that a document is compared with
_ROUNDS = 2
_READ = 6000  # code points of a text that are looked at: the event is told at its top

_NAME = re.compile(r"(?<![^\W_])[^\W\d_a-zß-öø-ÿ][\w-]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Page:
    """What of one document decides its story."""

    document_id: str
    text: str  # title and body
    dispute: str | None
    published: dt.datetime | None
    marks: tuple[str, ...] = ()  # linked entities and stated days, once per mention


@dataclass(slots=True, eq=False)
class _Cluster:
    number: int  # in the order of opening
    members: set[int] = field(default_factory=set)
    total: dict[str, float] = field(default_factory=dict)
    squared: float = 0.0  # length of ``total``, kept up to date

    def add(self, number: int, vector: Mapping[str, float]) -> None:
        self.members.add(number)
        self._shift(vector, 1.0)

    def remove(self, number: int, vector: Mapping[str, float]) -> None:
        self.members.discard(number)
        self._shift(vector, -1.0)

    def likeness(self, vector: Mapping[str, float]) -> float:
        if not self.members or self.squared <= 0.0:
            return 0.0
        return cosine(vector, self.total) / math.sqrt(self.squared)

    def _shift(self, vector: Mapping[str, float], sign: float) -> None:
        for term, value in vector.items():
            before = self.total.get(term, 0.0)
            after = before + sign * value
            self.total[term] = after
            self.squared += after * after - before * before


def page_of(item: Item, dispute: str | None) -> Page:
    """Return what of an item decides its story."""
    text = f"{item.revision.title or ''}\n\n{item.text}"
    return Page(item.document.id, text[:_READ], dispute, published(item), _marks(item))


def cluster(pages: Sequence[Page], copied_from: Mapping[str, str]) -> dict[str, str]:
    """Map each document to its story; ``pages`` come in order of first appearance.

    ``copied_from`` maps a copy to its first source.
    """
    held = {page.document_id for page in pages}
    source_of = {copy: source for copy, source in copied_from.items() if source in held}
    roots = [page for page in pages if page.document_id not in source_of]
    vectors = _vectors(roots)
    clusters, home = _first_pass(roots, vectors)
    for _ in range(_ROUNDS):
        if not _settle(roots, vectors, clusters, home):
            break
    names = {id(group): make_id("y", roots[min(group.members)].document_id) for group in home}
    found = {page.document_id: names[id(home[number])] for number, page in enumerate(roots)}
    return {
        page.document_id: found[source_of.get(page.document_id, page.document_id)] for page in pages
    }


def build(
    items: Sequence[Item], assigned: Mapping[str, str], disputes: Mapping[str, str | None]
) -> tuple[Story, ...]:
    """Make the story records; items come in order of first appearance."""
    members: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.document.id in assigned:
            members[assigned[item.document.id]].append(item)
    stories = []
    for story_id, group in members.items():
        counts = Counter(disputes.get(item.document.id) for item in group)
        counts.pop(None, None)
        dispute = min(counts, key=lambda known: (-counts[known], str(known)), default=None)
        titled = next((item for item in group if item.revision.title), group[0])
        stories.append(
            Story(
                id=story_id,
                documents=tuple(item.document.id for item in group),
                headline_document=titled.document.id,
                first_seen=group[0].document.first_seen,
                dispute_id=dispute,
                emerging=dispute is None,
            )
        )
    return tuple(stories)


def _marks(item: Item) -> tuple[str, ...]:
    marks = [
        f"entity:{mention.entity}"
        for mention in item.annotation.mentions
        if mention.entity and not mention.entity.startswith("new:")
    ]
    for mention in item.annotation.dates:
        value = dates.resolve(
            mention.expression, published=published(item), first_seen=item.document.first_seen
        )
        # A day that hangs on when we came by is no day that two pages can share.
        if value is not None and value.precision == "day" and value.anchor != FIRST_SEEN:
            marks.append(f"day:{value.value}")
    return tuple(marks)


def _vectors(pages: Sequence[Page]) -> list[dict[str, float]]:
    """Return a vector of length one for each page, in which words of that page alone stay out.

    They say nothing of what two pages share, and would crowd the words that stories are found by.
    """
    counts = [_terms(page) for page in pages]
    weights = inverse_frequencies(counts)
    vectors = [unit_vector(terms, weights) for terms in counts]
    alone = math.log(1.0 + len(pages))
    return [
        {term: value for term, value in vector.items() if weights[term] < alone}
        for vector in vectors
    ]


def _terms(page: Page) -> dict[str, float]:
    terms: Counter[str] = Counter()
    for text in (page.text, " ".join(page.text.split(None, _HEAD)[:_HEAD])):
        terms.update(content_words(text))
        names = (name.casefold() for name in _NAME.findall(text))
        terms.update(f"name:{stem(name)}" for name in names if name not in STOPWORDS)
        terms.update(f"figure:{figure}" for figure in _FIGURE.findall(text))
    terms.update(page.marks)
    return {
        term: count * _WEIGHTS.get(term.partition(":")[0], 1.0) for term, count in terms.items()
    }


def _telling(vector: Mapping[str, float], count: int = _TELLING) -> list[str]:
    return nsmallest(count, vector, key=lambda term: (-vector[term], term))


def _first_pass(
    pages: Sequence[Page], vectors: Sequence[Mapping[str, float]]
) -> tuple[list[_Cluster], list[_Cluster]]:
    clusters: list[_Cluster] = []
    home: list[_Cluster] = []
    index: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        near = _near(vector, index, len(clusters))
        chosen = _best(number, [clusters[entry] for entry in near], pages, vectors)
        if chosen is None:
            chosen = _Cluster(len(clusters))
            clusters.append(chosen)
        chosen.add(number, vector)
        home.append(chosen)
        for term in _telling(vector):
            holders = index[term]
            place = bisect_left(holders, chosen.number)
            if place == len(holders) or holders[place] != chosen.number:
                holders.insert(place, chosen.number)
    return clusters, home


def _settle(
    pages: Sequence[Page],
    vectors: Sequence[Mapping[str, float]],
    clusters: list[_Cluster],
    home: list[_Cluster],
) -> bool:
    """Move each document to the story that it is most like now; say whether any moved."""
    index: dict[str, list[int]] = defaultdict(list)
    for group in clusters:
        if group.members:
            for term in _telling(group.total, 2 * _TELLING):
                index[term].append(group.number)
    moved = False
    for number, vector in enumerate(vectors):
        old = home[number]
        old.remove(number, vector)
        near = sorted({*_near(vector, index, old.number), old.number})
        chosen = _best(number, [clusters[entry] for entry in near], pages, vectors)
        if chosen is None and old.members:
            chosen = _Cluster(len(clusters))
            clusters.append(chosen)
        chosen = chosen or old
        moved = moved or chosen is not old
        chosen.add(number, vector)
        home[number] = chosen
    return moved


def _near(
    vector: Mapping[str, float], index: Mapping[str, Sequence[int]], around: int
) -> list[int]:
    """Return the stories that share the most telling words, of those opened around one time.

    Stories are numbered as they opened, so those numbered close to ``around`` are its neighbours
    in time; of a common word only so many holders are looked at.
    """
    shared: dict[int, float] = defaultdict(float)
    for term in _telling(vector):
        holders = index.get(term, ())
        middle = bisect_left(holders, around)
        for entry in holders[max(0, middle - _POSTINGS) : middle + _POSTINGS]:
            shared[entry] += vector[term]
    ranked = sorted(shared, key=lambda entry: (-shared[entry], entry))
    return sorted(ranked[:_CANDIDATES])


def _best(
    number: int,
    options: Sequence[_Cluster],
    pages: Sequence[Page],
    vectors: Sequence[Mapping[str, float]],
) -> _Cluster | None:
    best: _Cluster | None = None
    most = _LIKE
    for option in options:
        likeness = option.likeness(vectors[number])
        if likeness >= most and _compatible(pages[number], pages, option.members):
            most, best = likeness, option
    return best


def _compatible(page: Page, pages: Sequence[Page], members: set[int]) -> bool:
    others = [pages[number] for number in sorted(members)]
    disputes = {other.dispute for other in others if other.dispute is not None}
    if page.dispute is not None and disputes and page.dispute not in disputes:
        return False
    if page.published is None:
        return True
    days = [other.published for other in others if other.published is not None]
    return not days or min(abs(page.published - day) for day in days) <= _WEEKS_APART
