"""Dates and amounts of money, which no open corpus annotates well: a grammar over the text.

Registered with spaCy as the component ``claimwire_amounts``, which adds them to the names of a
document and never overwrites one. Only what stands on the calendar or names a currency is found:
durations and ages are not. What a date means is the business of :mod:`nlp.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_DATE = re.compile(
    rf"""\b(?:
        \d{{4}}-\d\d-\d\d | \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)
      | (?:{_WEEKDAY},?\ )? (?: {_MONTH}\ {_DAY}\b (?:,?\ {_YEAR})?
                              | {_DAY}\ (?:of\ )?{_MONTH} (?:,?\ {_YEAR})? )
      | {_MONTH},?\ {_YEAR}
      | (?:last|next|this)\ (?:week|month|year|quarter|{_WEEKDAY}|{_MONTH})
      | {_WEEKDAY} | {_YEAR}s? | yesterday | today | tomorrow
    )(?!\w|[-/]\d|,\d)""",
    re.VERBOSE,
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|mn|bn|tn|[mbkMBK])"
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|several|a|half\ a)"
)
_SIGN = r"(?:(?:US|AU?|CA?|HK|NT|NZ|R|S)?\$|[£€¥₹₩])"
_CODE = r"(?:USD|EUR|GBP|CNY|RMB|JPY|INR|KRW|AUD|CAD|CHF|HKD)"
_UNIT = (
    r"(?:(?:US|U\.S\.|Canadian|Australian|Hong\ Kong|New\ Zealand|Singapore|Swiss)\ )?"
    r"(?:dollars?|euros?|pounds?|yuan|yen|rupees?|francs?|won|cents?|pesos?|rubles?|roubles?|kron[ae]r?)"
)
_MONEY = re.compile(
    rf"""(?<!\w)(?:
        {_SIGN}\ ?{_NUMBER}(?:[\ -]?{_SCALE}\b)? | {_CODE}\ ?{_NUMBER}(?:\ ?{_SCALE}\b)?
      | {_NUMBER}(?:\ ?{_SCALE})*\ {_CODE}\b
      | (?:{_NUMBER}|{_COUNT}\ (?={_SCALE})|{_COUNT})(?:\ ?{_SCALE})*\ {_UNIT}\b
    )""",
    re.VERBOSE,
)


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label (``DATE``, ``MONEY``) of each; they may overlap."""
    for match in _MONEY.finditer(text):
        yield match.start(), match.end(), "MONEY"
    for match in _DATE.finditer(text):
        yield match.start(), match.end(), "DATE"


@Language.factory("claimwire_amounts", assigns=["doc.ents"])
def make_amounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component."""
    return add_to


def add_to(doc: Doc) -> Doc:
    """Add dates and amounts of money to the entities of a document."""
    taken = {token.i for span in doc.ents for token in span}
    spans = [doc.char_span(start, end, label=label) for start, end, label in find(doc.text)]
    free = [span for span in spans if span is not None and not _touches(span, taken)]
    if free:
        doc.set_ents(filter_spans(free), default="unmodified")
    return doc


def _touches(span: Span, taken: set[int]) -> bool:
    return any(i in taken for i in range(span.start, span.end))
