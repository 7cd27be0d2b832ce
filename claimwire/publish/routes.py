"""The address scheme (DESIGN 11). Every address is a path inside the site, to a file.

Links name ``index.html`` so that they work from a disk as well as from a server, and are made
relative to the page that holds them only when it is rendered.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from claimwire.ids import text_digest

HOME = "index.html"
TIMELINE = "timeline/index.html"
UNDATED = "timeline/undated/index.html"
DISPUTES = "disputes/index.html"
CLAIMS = "claims/index.html"
RESPONSES = "responses/index.html"
ENTITIES = "entities/index.html"
STORIES = "stories/index.html"
SOURCES = "sources/index.html"
DATES = "calendar/index.html"
DATA = "data/index.html"
METHOD = "method/index.html"
STATUS = "status/index.html"
CORRECTIONS = "corrections/index.html"
NOT_FOUND = "404.html"
OPML = "feeds/all.opml"
CALENDAR = "feeds/all.ics"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
GONE = "gone.txt"
SEARCH = "search/index.html"
SEARCH_META = "search/meta.js"
SEARCH_RECENT = "search/recent.js"

SLUG_LENGTH = 72
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
_HREF = re.compile(
    r"[\x00-\x20\x7f-\x9f\"<>\\^`{|}\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000\ue001]"
)


@lru_cache(maxsize=50_000)
def slug(identity: str) -> str:
    """Return the one path segment of an id: the id itself where it is plain.

    Any other id gets a readable form with six digits of its digest, so that two ids never share a
    segment, also on a disk that does not tell capitals apart.
    """
    if len(identity) <= SLUG_LENGTH and _PLAIN.fullmatch(identity):
        return identity
    words = _OTHER.sub("-", identity.lower()).strip("-")[: SLUG_LENGTH - 7].strip("-")
    return f"{words or 'x'}-{text_digest(identity)[:6]}"


def dispute(identity: str) -> str:
    return f"disputes/{slug(identity)}/index.html"


def claim(identity: str) -> str:
    return f"claims/{slug(identity)}/index.html"


def entity(identity: str) -> str:
    return f"entities/{slug(identity)}/index.html"


def story(identity: str) -> str:
    return f"stories/{slug(identity)}/index.html"


def document(identity: str) -> str:
    return f"documents/{slug(identity)}/index.html"


def source(identity: str) -> str:
    return f"sources/{slug(identity)}/index.html"


def timeline_year(year: int) -> str:
    return f"timeline/{year:04}/index.html"


def timeline_month(year: int, month: int) -> str:
    return f"timeline/{year:04}/{month:02}/index.html"


def timeline_day(year: int, month: int, day: int) -> str:
    return f"timeline/{year:04}/{month:02}/{day:02}/index.html"


def claims_day(year: int, month: int, day: int) -> str:
    return f"claims/{year:04}/{month:02}/{day:02}/index.html"


def claims_month(year: int, month: int) -> str:
    return f"claims/{year:04}/{month:02}/index.html"


def data(name: str) -> str:
    return f"data/{name}"


def search_terms(prefix: str) -> str:
    """Return the address of the postings of the terms whose spelling begins like this."""
    return f"search/t/t-{prefix}.js"


def search_records(part: int) -> str:
    """Return the address of one part of what search results show."""
    return f"search/r/r-{part}.js"


def feed(scope: str, form: str) -> str:
    """Return the address of a feed: ``scope`` is ``all``, ``dispute/<id>``, ``entity/<id>``, …"""
    return f"{_feed_stem(scope)}.{form}"


def feed_archive(scope: str, number: int) -> str:
    """Return the address of one archive document of a feed; 1 is the oldest."""
    return f"{_feed_stem(scope)}/{number}.atom"


def _feed_stem(scope: str) -> str:
    kind, _, identity = scope.partition("/")
    return f"feeds/{kind}/{slug(identity)}" if identity else f"feeds/{kind}"


def json_of(page: str) -> str:
    """Return the address of the machine-readable sibling of a page."""
    return page.removesuffix("index.html") + "index.json"


def root_of(page: str) -> str:
    """Return the prefix that leads from a page to the root of the site: ``""``, ``"../"``, …"""
    return "../" * page.count("/")


def base(base_url: str) -> str:
    """Return what full addresses start with; a reserved name where the operator gave none."""
    return outside(base_url) or "https://example.org/"


def absolute(base_url: str, path: str) -> str:
    """Return the full address of a page, in its short form that ends in ``/``."""
    if path == HOME or path.endswith("/index.html"):
        path = path[: -len("index.html")]
    return f"{base_url.rstrip('/')}/{path}"


@lru_cache(maxsize=20_000)
def outside(url: str | None) -> str:
    """Return an address of the web that is safe in ``href``, or ``""`` for any other."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    return _HREF.sub(_percent, url.strip()).encode("utf-8", "replace").decode("utf-8")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8"))
