"""Names without those of a stock exchange: *Acme (XLON: ACM)* names one party, and not three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwire.model import Mention, Span
from nlp.reading import Reading

_REACH = 24
"""Most code points of the name of an exchange and of a ticker."""
_TICKER = re.compile(r"\s?:\s?[A-Z0-9.-]{1,8}\s?[);,]")
_EXCHANGE = re.compile(r"\([A-Z][A-Za-z ]{1,18}\s?:\s?\Z")


def parties_in(reading: Reading, span: Span) -> Iterator[Mention]:
    """Yield the names in a piece of text that are no exchange and no ticker."""
    for mention in reading.mentions_in(span):
        before = reading.text[max(0, mention.start - _REACH) : mention.start]
        after = reading.text[mention.end : mention.end + _REACH]
        exchange = before.endswith("(") and _TICKER.match(after)
        if not exchange and not _EXCHANGE.search(before):
            yield mention
