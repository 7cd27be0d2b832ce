"""Article pages: one rendition in the design of its publisher's site.

Every paragraph of a rendition stands verbatim in its page. What the page states of title, date and
publisher is what is known of the report and no more: a page without a known date shows none, and
where no title is known the heading is made of the first words of the text itself.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from crawler.demo.hosts import Host
from crawler.demo.selection import Page

_HERE = Path(__file__).parent
_SCHEMA_TYPE = {"news": "NewsArticle", "blog": "BlogPosting"}
_TAGGED = re.compile(r"DeepSeek|OpenAI|Anthropic|Getty Images|Alibaba|Gemini")
# A sentence ends at a mark before white space, but not after an initial or a usual abbreviation.
_SENTENCE = re.compile(
    r".*?(?<!\b[A-Z])(?<!\bU\.S)(?<!\bRep)(?<!\bMrs)(?<!\bAz)(?<!\bv)(?<!\bNo)(?:[.?!](?=\s|$)|。|$)"
)
_HEADING_WORDS = 7
"""A sentence needs this many words (or a script without spaces) to stand as a heading."""
_LONGEST_HEADING = 16
"""Words of a heading that is taken from the text; a longer sentence is cut after _CUT words."""
_CUT = 12


def headline(page: Page) -> str:
    """Return the heading of the page: its title, else the first words of its text, verbatim.

    A cut is marked by an ellipsis. A sentence that is a whole paragraph is always cut: as a heading
    it would pass for a title that the paragraph repeats.
    """
    if page.title:
        return page.title
    for paragraph in page.paragraphs:
        for match in _SENTENCE.finditer(paragraph):
            sentence = match.group().strip()
            words = sentence.split()
            if len(words) >= _HEADING_WORDS or sentence.endswith("。"):
                whole = len(words) <= _LONGEST_HEADING and sentence != paragraph
                return sentence if whole else " ".join(words[:_CUT]).rstrip(",;:") + "…"
    return page.paragraphs[0]


def site_name(page: Page) -> str:
    """Return the name that the site gives itself: what is known of it, else its host.

    ``Times of India (via newsbeep.com)`` names the credited outlet and the site; the site is what
    stands in brackets.
    """
    via = re.search(r"\((?:via )?(\S+\.\S+)\)", page.publisher)
    return (via.group(1) if via else page.publisher).removeprefix("www.")


def credited(page: Page) -> str | None:
    """Return the outlet that a page was taken from, where the publisher's name says so."""
    via = re.match(r"(.+) \(via \S+\)", page.publisher)
    return via.group(1) if via else None


def lead(page: Page) -> str:
    """Return the first sentence of the first paragraph that is more than a date line or title."""
    for paragraph in page.paragraphs:
        if paragraph != page.title and len(paragraph) > 40:
            match = _SENTENCE.match(paragraph)
            return match.group().strip() if match else paragraph
    return page.paragraphs[0]


def render(
    page: Page, host: Host, *, template: str | None = None, canonical: str | None = None
) -> bytes:
    """Return the bytes of the page as its server sends them.

    ``template`` and ``canonical`` replace those of the host: an AMP twin has both.
    """
    name = template or host.template
    source = _template(name).substitute(_values(page, host, name, canonical or page.url))
    text = "\n".join(line for line in source.splitlines() if line.strip()) + "\n"
    if "truncated" in host.quirks:
        text = text[: text.index('<div id="bottom">') + len('<div id="bot')]
    return text.encode(host.charset, "xmlcharrefreplace")


def content_type(host: Host) -> str:
    """Return the Content-Type header of the host's articles."""
    if host.declared in ("both", "header"):
        return f"text/html; charset={host.charset}"
    return "text/html"


@cache
def _template(name: str) -> Template:
    return Template((_HERE / "templates" / f"{name}.html").read_text(encoding="utf-8"))


@cache
def _phrases() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((_HERE / "phrases.toml").read_text(encoding="utf-8"))


def _values(page: Page, host: Host, template: str, canonical: str) -> dict[str, str]:
    phrases = _phrases()[page.language]
    words = {key: _escape(value) for key, value in phrases.items() if isinstance(value, str)}
    address = canonical
    if "relative-canonical" in host.quirks:
        address = canonical.removeprefix(f"https://{host.name}")
    return words | {
        "lang": page.language,
        "host": host.name,
        "charset": _charset_meta(host),
        "title": _escape(f"{headline(page)} | {site_name(page)}"),
        "headline": _escape(headline(page)),
        "lead": _escape(lead(page)),
        "url": _escape(page.url),
        "site": _escape(site_name(page)),
        "canonical": f'<link rel="canonical" href="{_escape(address)}">',
        "amphtml": f'<link rel="amphtml" href="{_escape(page.url)}/amp">'
        if "amp" in host.quirks
        else "",
        "byline": _byline(page, phrases["published"]),
        "date_meta": _date_meta(page),
        "graph": _json(_graph(page, host)),
        "article": _json({"@context": "https://schema.org"} | _article(page)),
        "body": _body(page, template, phrases),
        "navigation": _links(phrases["sections"]),
        "related_links": _links(phrases["related_links"]),
    }


def _charset_meta(host: Host) -> str:
    if host.declared not in ("both", "meta"):
        return ""
    if host.template in ("bare", "table") or host.charset != "utf-8":
        return f'<meta http-equiv="Content-Type" content="text/html; charset={host.charset}">'
    return '<meta charset="utf-8">'


def _body(page: Page, template: str, phrases: Mapping[str, Any]) -> str:
    paragraphs = [part for part in page.paragraphs if part != page.title]
    blocks = [_paragraph(part, template) for part in paragraphs]
    if template == "newsroom" and len(blocks) > 2:
        blocks.insert(2, f'<p class="ad-note">{_escape(phrases["continues"])}</p>')
    return "\n".join(blocks)


def _paragraph(text: str, template: str) -> str:
    escaped = _escape(text)
    if template in ("bare", "table"):
        return f"<P>{escaped}"
    if text.isupper():
        return f"<h2>{escaped}</h2>"
    if template == "journal":
        escaped = escaped.replace("“", "&#8220;").replace("”", "&#8221;")
    if template in ("journal", "newsroom"):
        escaped = _TAGGED.sub(_tag_link, escaped, count=1)
    return f"<p>{escaped}</p>"


def _tag_link(match: re.Match[str]) -> str:
    slug = match.group().lower().replace(" ", "-")
    return f'<a href="/tag/{slug}/">{match.group()}</a>'


def _byline(page: Page, word: str) -> str:
    if not page.published:
        return ""
    return (
        f'<p class="byline">{_escape(word)}: '
        f'<time datetime="{page.published}">{_written(page)}</time></p>'
    )


def _written(page: Page) -> str:
    """Return the date in figures or words, as exactly as it is known."""
    if page.day is None:
        return page.published or ""
    day = dt.date.fromisoformat(page.day)
    if page.language == "en":
        return f"{day:%B} {day.day}, {day.year}"
    return f"{day.day}.{day.month}.{day.year}" if page.language in ("de", "it") else page.day


def _date_meta(page: Page) -> str:
    if not page.published:
        return ""
    return (
        f'<meta property="article:published_time" content="{page.published}" />\n'
        f'<meta name="parsely-pub-date" content="{page.published}" />'
    )


def _article(page: Page) -> dict[str, Any]:
    value: dict[str, Any] = {
        "@type": _SCHEMA_TYPE.get(page.kind, "Article"),
        "headline": headline(page),
        "mainEntityOfPage": page.url,
        "inLanguage": page.language,
        "publisher": {"@type": "Organization", "name": site_name(page)},
    }
    if page.published:
        value["datePublished"] = page.published
    return value


def _graph(page: Page, host: Host) -> dict[str, Any]:
    root = f"https://{host.name}/"
    nodes: list[dict[str, Any]] = [
        {"@type": "WebSite", "@id": f"{root}#website", "url": root, "name": site_name(page)},
        {
            "@type": "WebPage",
            "@id": page.url,
            "url": page.url,
            "isPartOf": {"@id": f"{root}#website"},
        },
        _article(page) | {"@id": f"{page.url}#article", "mainEntityOfPage": {"@id": page.url}},
    ]
    if "second-article" in host.quirks:
        other = {"@type": "NewsArticle", "url": f"{root}archive/", "headline": "Archive"}
        nodes.append(other | {"datePublished": "2019-03-02"})
    return {"@context": "https://schema.org", "@graph": nodes}


def _links(words: list[str]) -> str:
    return "".join(f'<li><a href="#{n}">{_escape(word)}</a></li>' for n, word in enumerate(words))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _escape(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "'")
