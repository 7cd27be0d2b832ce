"""Why there is no answer: Scrapy's and Twisted's exceptions in our words."""

from __future__ import annotations

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.guard import AddressRefusedError


class RobotsRefusedError(IgnoreRequest):
    """robots.txt forbids an address, or nobody knows whether it does.

    ``outcome`` is ``robots``, ``robots-unreachable`` where the host answered something else, or the
    failure for which the host gave no answer at all.
    """

    def __init__(self, message: str, *, outcome: str) -> None:
        super().__init__(message)
        self.outcome = outcome


_FAILURE = re.compile(r"<twisted\.python\.failure\.Failure ([^<>]*)>")
_SSL_REASON = re.compile(r"'([^']+)'\)")
_KINDS: tuple[tuple[type[Exception], str, str], ...] = (
    (AddressRefusedError, "address-refused", "no request goes there"),
    (CannotResolveHostError, "dns", "no address is known for the host"),
    (DownloadTimeoutError, "timeout", "no whole answer within the time limit"),
    (DownloadConnectionRefusedError, "refused-connection", "the host does not accept connections"),
    (ResponseDataLossError, "truncated", "the answer broke off"),
    (DownloadCancelledError, "too-large", "larger than max_bytes, given up"),
    (DownloadFailedError, "reset", "the connection broke"),
)


_SAYS_ENOUGH = frozenset({"dns", "timeout", "refused-connection", "truncated", "too-large"})
"""Failures of which the engine's words tell a person nothing beyond ours."""


def failure_of(error: Exception) -> tuple[str, str]:
    """Return our word for a failure and what a person should know of it."""
    if isinstance(error, RobotsRefusedError):
        return error.outcome, str(error)
    words = _FAILURE.sub(r"\1", " ".join(str(error).split()))[:300].strip("[] ")
    if "SSL" in words or "ssl" in type(error).__module__.lower():
        reasons = _SSL_REASON.findall(words)
        return "tls", f"no safe connection: {reasons[-1] if reasons else words}"
    for kind, name, meaning in _KINDS:
        if isinstance(error, kind):
            told = words and name not in _SAYS_ENOUGH
            return name, f"{words}; {meaning}" if told else meaning
    if isinstance(error, IgnoreRequest):
        if "max redirections" in words:
            return "redirect-loop", "it redirects in a circle or too often"
        return "too-large", "larger than max_bytes once unpacked, given up"
    return "error", f"{type(error).__name__}: {words}"
