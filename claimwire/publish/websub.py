"""WebSub (W3C Recommendation, 23 January 2018): telling a hub that feeds have changed.

A hub then fetches the feeds and passes them on to its subscribers at once. Off unless the operator
names a hub; a hub that does not answer costs a warning, for subscribers also poll.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlencode

from claimwire.publish import routes

TIMEOUT = 10.0
"""Seconds that a hub may take."""

_TOPICS = 50  # addresses in one request; hubs refuse long ones


def topics(paths: Iterable[str], base_url: str) -> list[str]:
    """Return the full addresses of the feeds among the files that changed; none without a base."""
    base = routes.outside(base_url)
    feeds = (p for p in paths if p.startswith("feeds/") and p.endswith((".atom", ".rss", ".json")))
    return [routes.absolute(base, path) for path in sorted(feeds)] if base else []


def ping(hub: str, changed: Sequence[str], *, timeout: float = TIMEOUT) -> list[str]:
    """Tell a hub which feeds changed; return what went wrong, in words. Never raises."""
    problems = []
    for some in _batches(changed):
        fields = [("hub.mode", "publish"), *(("hub.url", topic) for topic in some)]
        try:
            request = urllib.request.Request(  # noqa: S310  # the scheme is checked by the caller
                hub, data=urlencode(fields).encode(), headers={"User-Agent": "claimwire"}
            )
            with urllib.request.urlopen(request, timeout=timeout):  # noqa: S310
                pass
        except (OSError, ValueError, urllib.error.URLError) as error:
            problems.append(f"the hub {hub} did not take {len(some)} changed feeds: {error}")
    return problems


def _batches(changed: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(changed)
    while some := list(islice(rest, _TOPICS)):
        yield some
