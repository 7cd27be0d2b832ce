"""What follows from an answer to a document, and when a captured one is looked at again.

Pure decisions, as those on sources in :mod:`crawler.policy`. A document that was captured is
visited again at a few fixed distances, since pages are corrected and taken back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimwire.model import DocumentStatus
from crawler.waits import FIRST_BACK_OFF, MIN_INTERVAL, back_off, retry_after

if TYPE_CHECKING:
    from crawler.answers import Answer

DOCUMENT_REFUSED_AGAIN = dt.timedelta(days=7)
MAX_ATTEMPTS = 6  # at one document
REVISITS = (
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
    dt.timedelta(days=1),
    dt.timedelta(days=3),
    dt.timedelta(days=7),
    dt.timedelta(days=14),
)  # after the first capture; most corrections come within a day
FIXED = (dt.timedelta(days=1), dt.timedelta(days=7))
"""The visits that a document gets whatever the others found: a page may be changed in silence."""
ENOUGH_UNCHANGED = 2  # visits in a row after which only the fixed ones are left
RESTLESS = 4  # states after which a page is taken to change with every fetch: one last visit
LEAST_BETWEEN_VISITS = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class DocumentDecision:
    """What becomes of a document whose fetch brought no article."""

    status: DocumentStatus
    outcome: str
    detail: str = ""
    retry_at: dt.datetime | None = None
    hold_host_until: dt.datetime | None = None


def decide_document(
    answer: Answer, *, attempts: int, document_id: str, now: dt.datetime
) -> DocumentDecision:
    """Return what becomes of a document after an answer that holds no new page.

    Parameters
    ----------
    attempts:
        Attempts that failed before this one.
    """
    wait = back_off(attempts + 1, seed=document_id)
    retry = now + wait if attempts + 1 < MAX_ATTEMPTS else None
    if answer.error == "robots":
        return DocumentDecision(
            DocumentStatus.REFUSED, "robots", answer.detail, now + DOCUMENT_REFUSED_AGAIN
        )
    if answer.error == "address-refused":
        return DocumentDecision(DocumentStatus.REFUSED, answer.error, answer.detail)
    if answer.error:
        return DocumentDecision(DocumentStatus.FAILED, answer.outcome, answer.detail, retry)
    if answer.status == 304:
        return DocumentDecision(DocumentStatus.CAPTURED, "not-modified")
    if answer.status == 410:
        return DocumentDecision(DocumentStatus.GONE, "gone", "taken down for good (410)")
    words = answer.words
    if answer.status in (429, 503) and (stated := retry_after(answer)) is not None:
        until = now + max(stated, MIN_INTERVAL)
        return DocumentDecision(DocumentStatus.FAILED, answer.outcome, words, until, until)
    if answer.status == 429:
        return DocumentDecision(
            DocumentStatus.FAILED, answer.outcome, words, now + wait, now + FIRST_BACK_OFF
        )
    return DocumentDecision(DocumentStatus.FAILED, answer.outcome, words, retry)


def next_visit(
    *, first: dt.datetime, unchanged: int, states: int, now: dt.datetime
) -> dt.datetime | None:
    """Return when to look at a captured document again, ``None`` for never.

    A visit that was missed is not made up for: the next one of the plan follows.

    Parameters
    ----------
    first:
        When the document was first captured.
    unchanged:
        Visits since its text last changed.
    states:
        Different texts, one after the other, that its address has had so far.
    """
    plan: tuple[dt.timedelta, ...] = FIXED if unchanged >= ENOUGH_UNCHANGED else REVISITS
    if states >= RESTLESS:
        plan = plan[-1:]
    return next((first + step for step in plan if first + step >= now + LEAST_BETWEEN_VISITS), None)
