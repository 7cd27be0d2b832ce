"""Logs on stderr: short lines for people; logfmt or one JSON object a line for machines.

What a line is about is bound to it, not written into its words: the run and its stage by
:func:`bound`, a source, document or text by ``extra=`` of the call. A machine finds them as fields
of their own, a person in brackets at the end of the line.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FIELDS = ("run", "stage", "source", "url", "document", "text", "count", "seconds")
"""What can be bound to a line, in the order in which it is written."""

FORMATS = ("text", "logfmt", "json")

_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO, 2: logging.DEBUG}
_BARE = re.compile(r"[\w.:/+@,;~()\[\]{}<>|!?*&%$#^-]+")
_bound: ContextVar[dict[str, str]] = ContextVar("claimwire_log_fields", default={})  # noqa: B039  # replaced, never changed


@contextmanager
def bound(**fields: str) -> Iterator[None]:
    """Bind fields to every line that is logged in the block (by this thread or task)."""
    token = _bound.set(_bound.get() | fields)
    try:
        yield
    finally:
        _bound.reset(token)


def fields_of(record: logging.LogRecord) -> dict[str, str]:
    """Return what is bound to a line: by :func:`bound`, or by ``extra=`` of its call."""
    given = {name: value for name, value in vars(record).items() if name in FIELDS}
    found = _bound.get() | {name: str(value) for name, value in given.items() if value is not None}
    return {name: found[name] for name in FIELDS if name in found}


class TextFormatter(logging.Formatter):
    """For a person: level, logger, message, and in brackets what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        about = " ".join(
            f"{name}={value}" for name, value in fields_of(record).items() if name != "run"
        )
        line = f"{record.levelname} {record.name}: {_one_line(record.getMessage())}"
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{line} [{_one_line(about)}]{trace}" if about else line + trace


class LogfmtFormatter(logging.Formatter):
    """``key=value`` pairs on one line; a value with other characters is a JSON text."""

    def format(self, record: logging.LogRecord) -> str:
        return " ".join(f"{name}={_logfmt(value)}" for name, value in _pairs(self, record).items())


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_pairs(self, record), ensure_ascii=False)


def _pairs(formatter: logging.Formatter, record: logging.LogRecord) -> dict[str, str]:
    pairs = {
        "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
            timespec="milliseconds"
        ),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
    }
    pairs |= fields_of(record)
    if record.exc_info:
        pairs["trace"] = formatter.formatException(record.exc_info)
    return pairs


def _logfmt(value: str) -> str:
    return value if _BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _one_line(text: str) -> str:
    """Return ``text`` without line breaks: a hostile title must not look like a line of ours."""
    return " ".join(text.splitlines())


_FORMATTERS = {"text": TextFormatter, "logfmt": LogfmtFormatter, "json": JsonFormatter}


def set_up_logs(*, verbosity: int, log_format: str) -> None:
    """Send all logs to stderr; ``verbosity`` -1 errors, 0 warnings, 1 progress, 2 everything."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[log_format]())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_LEVELS[max(-1, min(2, verbosity))])
    for chatty in ("scrapy", "twisted", "trafilatura", "htmldate", "alembic"):
        logging.getLogger(chatty).setLevel(
            logging.DEBUG if verbosity >= 2 else logging.ERROR if verbosity < 1 else logging.WARNING
        )
    # On a full disk the pool cannot roll back what the error in words was about: it adds a trace.
    logging.getLogger("sqlalchemy.pool").setLevel(
        logging.DEBUG if verbosity >= 2 else logging.CRITICAL
    )
