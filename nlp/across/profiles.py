"""What of one page decides its story, small enough to keep for every page.

Words, names, figures, linked entities and stated days, each as a number with a weight. The head of
a page counts twice: the event is told at its top.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimwire.model import Item
from nlp import dates
from nlp.across.numbers import Floats, Ints
from nlp.days import FIRST_SEEN, published
from nlp.similarity import STOPWORDS, content_words, stem

_WEIGHTS = {"name": 0.5, "figure": 0.5, "entity": 0.5, "day": 1.0}  # against 1 of a word
_HEAD = 60  # words at the top of a page, title included, that count twice
_READ = 6000  # code points of a text that are looked at

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
    first_seen: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A page as numbers: ``terms`` are hashed, in ascending order, ``counts`` their weights."""

    document_id: str
    terms: Ints
    counts: Floats
    dispute: str | None
    day: int | None  # of publication, as a proleptic ordinal
    seen: int | None  # day when it was first seen, likewise


def page_of(item: Item, dispute: str | None) -> Page:
    """Return what of an item decides its story."""
    text = f"{item.revision.title or ''}\n\n{item.text}"[:_READ]
    seen = item.document.first_seen
    return Page(item.document.id, text, dispute, published(item), _marks(item), seen)


def profile(page: Page) -> Profile:
    """Return the numbers of a page."""
    counts: Counter[str] = Counter()
    for text in (page.text, " ".join(page.text.split(None, _HEAD)[:_HEAD])):
        counts.update(content_words(text))
        names = (name.casefold() for name in _NAME.findall(text))
        counts.update(f"name:{stem(name)}" for name in names if name not in STOPWORDS)
        counts.update(f"figure:{figure}" for figure in _FIGURE.findall(text))
    counts.update(page.marks)
    numbers = _hashed(counts)
    terms = sorted(numbers)
    return Profile(
        document_id=page.document_id,
        terms=array("I", terms),
        counts=array("f", [numbers[term] for term in terms]),
        dispute=page.dispute,
        day=page.published.date().toordinal() if page.published else None,
        seen=page.first_seen.date().toordinal() if page.first_seen else None,
    )


def _hashed(counts: Mapping[str, int]) -> dict[int, float]:
    numbers: dict[int, float] = {}
    for term, count in counts.items():
        number, weight = _number(term)
        numbers[number] = numbers.get(number, 0.0) + count * weight
    return numbers


@lru_cache(maxsize=1 << 16)
def _number(term: str) -> tuple[int, float]:
    weight = _WEIGHTS.get(term.partition(":")[0], 1.0)
    return zlib.crc32(term.encode("utf-8", "surrogatepass")), weight


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
