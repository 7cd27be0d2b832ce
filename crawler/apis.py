"""JSON interfaces: what each answers, read from bytes like a feed, and where the next page is.

A reader knows one interface: which objects of an answer are documents, and what they state. None
asks anything: requests are built in :mod:`crawler.requests`. An answer that is no JSON, or JSON
without the list that the interface promises, is a problem in words; no input raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from claimwire.model import Entry
from crawler import bylines, dates
from crawler.plain import plain_line
from crawler.urls import canonical, url_key

MAX_ITEMS = 1_000
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_BILLS = {
    "hr": "house-bill", "s": "senate-bill", "hres": "house-resolution", "sres": "senate-resolution",
    "hjres": "house-joint-resolution", "sjres": "senate-joint-resolution",
    "hconres": "house-concurrent-resolution", "sconres": "senate-concurrent-resolution",
}  # fmt: skip

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ApiReading:
    """One page of an interface: entries, the address of the next page, or what is wrong."""

    entries: tuple[Entry, ...] = ()
    following: str | None = None
    unusable: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Api:
    """Where the items stand, what one says, and how the next page is named."""

    items: Callable[[Any], Any]
    entry: Callable[[Item], Entry | None]
    following: Callable[[Any, str, int], str | None]


def read(text: str, *, api: str, url: str) -> ApiReading:
    """Return what a page of an interface says.

    Parameters
    ----------
    api:
        One of ``APIS``.
    url:
        Address that answered; the next page's is made from it.
    """
    reader = APIS[api]
    try:
        answer = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        start = plain_line(text[:200], limit=80)
        return ApiReading(problem=f"no JSON instead of an answer of {api}: begins with {start!r}")
    items = reader.items(answer)
    if not isinstance(items, list):
        return ApiReading(problem=_words_of_error(answer) or f"JSON that is no answer of {api}")
    entries: dict[str, Entry] = {}
    unusable = 0
    for item in items[:MAX_ITEMS]:
        entry = reader.entry(item) if isinstance(item, dict) else None
        if entry is None:
            unusable += 1
        else:
            entries.setdefault(entry.url_key, entry)
    following = reader.following(answer, url, len(items))
    return ApiReading(tuple(entries.values()), following, unusable)


def _words_of_error(answer: Any) -> str | None:
    if not isinstance(answer, dict):
        return None
    for name in ("message", "error", "detail", "errors"):
        value = answer.get(name)
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value:
            return f"it answers: {plain_line(value, limit=200)}"
    return None


def _made(
    address: Any,
    *,
    title: Any,
    published: Any = None,
    modified: Any = None,
    summary: Any = None,
    authors: tuple[str, ...] = (),
    guid: Any = None,
    outlet: str | None = None,
    language: str | None = None,
) -> Entry | None:
    normal = canonical(_text(address))
    if normal is None:
        return None
    at, changed = dates.parse(_text(published)), dates.parse(_text(modified))
    return Entry(
        url=_text(address),
        canonical_url=normal,
        url_key=url_key(normal),
        title=plain_line(_text(title), limit=500) or None,
        summary=plain_line(_text(summary), limit=5_000) or None,
        published=at.at if at else None,
        modified=changed.at if changed else None,
        authors=authors,
        guid=_text(guid)[:500] or None,
        credited_source=outlet or None,
        language=language or None,
        published_precision=at.precision if at else "second",
        modified_precision=changed.precision if changed else "second",
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):  # WordPress: {"rendered": "…"}
        value = value.get("rendered")
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").strip()
    return str(value) if type(value) is int and abs(value) < 10**15 else ""


def _at(*path: str) -> Callable[[Any], Any]:
    """Return what takes the value at a path of keys."""

    def take(answer: Any) -> Any:
        for key in path:
            answer = answer.get(key) if isinstance(answer, dict) else None
        return answer

    return take


def _whole(answer: Any) -> Any:
    return answer


# ------------------------------------------------------------------------------ the next page


def _named(*path: str) -> Callable[[Any, str, int], str | None]:
    """Return what takes the next page's address from the answer itself."""

    def take(answer: Any, url: str, _count: int) -> str | None:
        address = canonical(_text(_at(*path)(answer)), url)
        same = address is not None and urlsplit(address).hostname == urlsplit(url).hostname
        return address if same else None

    return take


def _counted(name: str, *, size: str, default: int, step: int = 1, first: int = 1) -> Callable[
    [Any, str, int], str | None
]:  # fmt: skip
    """Return what asks for one page more while pages come full."""

    def take(_answer: Any, url: str, count: int) -> str | None:
        given = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
        full = _number(given.get(size), default)
        if count < full or full <= 0:
            return None
        return with_parameter(url, name, str(_number(given.get(name), first) + step))

    return take


def _last(_answer: Any, _url: str, _count: int) -> str | None:
    return None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default


def with_parameter(url: str, name: str, value: str) -> str:
    """Return an address with one parameter set; the others keep their order."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0] != name]
    query = urlencode([*kept, (name, value)], quote_via=quote, safe='[]:*()",$')
    return urlunsplit(parts._replace(query=query))


# --------------------------------------------------------------------------------- the items


def _federal_register(item: Item) -> Entry | None:
    return _made(
        item.get("html_url"),
        title=item.get("title"),
        published=item.get("publication_date"),
        summary=item.get("abstract") or item.get("excerpts"),
        guid=item.get("document_number"),
    )


def _gdelt(item: Item) -> Entry | None:
    stated = re.sub(r"^(\d{8})(T?)(\d{6})Z?$", r"\1T\3Z", _text(item.get("seendate")))
    language = "en" if _text(item.get("language")).lower() == "english" else None
    return _made(
        item.get("url"),
        title=re.sub(r"\s+([,.:;?!])", r"\1", _text(item.get("title"))),
        published=stated,
        outlet=_text(item.get("domain")),
        language=language,
    )


def _hacker_news(item: Item) -> Entry | None:
    own = f"https://news.ycombinator.com/item?id={quote(_text(item.get('objectID')))}"
    return _made(
        item.get("url") or own,
        title=item.get("title") or item.get("story_title"),
        published=item.get("created_at_i") or item.get("created_at"),
        guid=item.get("objectID"),
    )


def _wordpress(item: Item) -> Entry | None:
    def utc(name: str) -> str:
        value = _text(item.get(f"{name}_gmt"))
        return f"{value}Z" if value else _text(item.get(name))

    return _made(
        item.get("link"),
        title=item.get("title"),
        published=utc("date"),
        modified=utc("modified"),
        summary=_text(item.get("excerpt")) or _text(item.get("content")),
        guid=item.get("id"),
    )


def _courtlistener(item: Item) -> Entry | None:
    path = _text(item.get("absolute_url") or item.get("docket_absolute_url"))
    court = _text(item.get("court"))
    number = _text(item.get("docketNumber") or item.get("docket_number"))
    return _made(
        f"https://www.courtlistener.com{path}" if path.startswith("/") else path,
        title=item.get("caseName") or item.get("case_name"),
        published=item.get("dateFiled") or item.get("date_filed"),
        modified=item.get("date_modified") or item.get("timestamp"),
        summary=_text(item.get("snippet")) or ", ".join(filter(None, (court, number))),
        guid=item.get("docket_id") or item.get("id"),
    )


def _congress(item: Item) -> Entry | None:
    kind = _BILLS.get(_text(item.get("type")).lower())
    congress, number = _text(item.get("congress")), _text(item.get("number"))
    address = None
    if kind and congress.isdecimal() and number.isdecimal():
        nth = int(congress)
        ending = "th" if nth % 100 in (11, 12, 13) else _ORDINALS.get(nth % 10, "th")
        address = f"https://www.congress.gov/bill/{nth}{ending}-congress/{kind}/{number}"
    action = item.get("latestAction")
    stated = action if isinstance(action, dict) else {}
    return _made(
        address,
        title=item.get("title"),
        published=item.get("introducedDate") or stated.get("actionDate"),
        modified=item.get("updateDateIncludingText") or item.get("updateDate"),
        summary=stated.get("text"),
        guid=f"{congress}-{_text(item.get('type'))}{number}",
    )


def _guardian(item: Item) -> Entry | None:
    fields = item.get("fields") if isinstance(item.get("fields"), dict) else {}
    byline = _text((fields or {}).get("byline"))
    return _made(
        item.get("webUrl"),
        title=item.get("webTitle"),
        published=item.get("webPublicationDate"),
        modified=(fields or {}).get("lastModified"),
        summary=(fields or {}).get("trailText"),
        authors=bylines.people([byline], publisher="The Guardian"),
        guid=item.get("id"),
    )


def _hugging_face(item: Item) -> Entry | None:
    name = _text(item.get("id") or item.get("modelId"))
    return _made(
        f"https://huggingface.co/{name}" if name else None,
        title=name,
        published=item.get("createdAt"),
        modified=item.get("lastModified"),
        guid=name,
    )


def _edgar(item: Item) -> Entry | None:
    filing, _, file = _text(item.get("_id")).partition(":")
    found = item.get("_source")
    source = found if isinstance(found, dict) else {}
    ciks, names = source.get("ciks"), source.get("display_names")
    if not (isinstance(ciks, list) and ciks and re.fullmatch(r"[\d-]+", filing)):
        return None
    company = _text(names[0]) if isinstance(names, list) and names else ""
    cik = _text(ciks[0]).lstrip("0")
    form = _text(source.get("form") or source.get("file_type"))
    return _made(
        f"https://www.sec.gov/Archives/edgar/data/{cik}/{filing.replace('-', '')}/{quote(file)}",
        title=" ".join(filter(None, (form, company))),
        published=source.get("file_date"),
        guid=item.get("_id"),
    )


def _cac(item: Item) -> Entry | None:
    address = _text(item.get("infourl") or item.get("url"))
    return _made(
        f"https:{address}" if address.startswith("//") else address,
        title=item.get("topic") or item.get("title"),
        published=item.get("pubtime") or item.get("publishtime"),
        language="zh",
    )


APIS: Mapping[str, _Api] = {
    "federal-register": _Api(_at("results"), _federal_register, _named("next_page_url")),
    "gdelt": _Api(_at("articles"), _gdelt, _last),
    "hacker-news": _Api(
        _at("hits"), _hacker_news, _counted("page", size="hitsPerPage", default=20, first=0)
    ),
    "wordpress": _Api(_whole, _wordpress, _counted("page", size="per_page", default=10)),
    "courtlistener": _Api(_at("results"), _courtlistener, _named("next")),
    "congress": _Api(_at("bills"), _congress, _named("pagination", "next")),
    "guardian": _Api(
        _at("response", "results"), _guardian, _counted("page", size="page-size", default=10)
    ),
    "hugging-face": _Api(_whole, _hugging_face, _last),
    "edgar": _Api(
        _at("hits", "hits"), _edgar, _counted("from", size="size", default=100, step=100, first=0)
    ),
    "cac": _Api(_at("list"), _cac, _last),
}
"""The readers by the name that ``api`` has in the catalogue."""
