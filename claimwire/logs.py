"""Logs on stderr: short lines for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys

_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO, 2: logging.DEBUG}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (RFC 3339, UTC), level, logger, message, trace if any."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": _utc(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def _utc(timestamp: float) -> str:
    import datetime as dt

    return dt.datetime.fromtimestamp(timestamp, dt.UTC).isoformat(timespec="milliseconds")


def set_up_logs(*, verbosity: int, log_format: str) -> None:
    """Send all logs to stderr; ``verbosity`` -1 errors, 0 warnings, 1 progress, 2 everything."""
    handler = logging.StreamHandler(sys.stderr)
    if log_format == "json":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_LEVELS[max(-1, min(2, verbosity))])
    for chatty in ("scrapy", "twisted", "trafilatura", "htmldate", "asyncio", "alembic"):
        logging.getLogger(chatty).setLevel(
            logging.DEBUG if verbosity >= 2 else logging.ERROR if verbosity < 1 else logging.WARNING
        )
