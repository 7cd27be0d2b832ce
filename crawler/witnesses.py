"""What one page states, by witness: JSON-LD, microdata, data in scripts, meta elements, the feed.

The readers of single fields (:mod:`crawler.metadata`, :mod:`crawler.authors`,
:mod:`crawler.pagetimes`) ask here; nothing is judged, and what costs time is read when it is first
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml.html import HtmlElement

from claimwire.model import Entry
from crawler import jsonld, microdata, scriptdata
from crawler.plain import plain_line
from crawler.urls import canonical, host_of, registrable_domain, url_key

SITE_META = ("og:site_name", "application-name", "sitename", "apple-mobile-web-app-title",
             "dc.publisher", "copyright")  # fmt: skip
TITLE_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title",
              "articletitle", "headline")  # fmt: skip
_MOST_HEADINGS = 5
_SHORTEST_HEADLINE = 15  # characters; shorter headings name sections


class Witnesses:
    """The witnesses of one page; its tree is not changed.

    Parameters
    ----------
    tree:
        The parsed page.
    url:
        Its address.
    entry:
        What feed or sitemap said of it.
    """

    def __init__(self, tree: HtmlElement, url: str, entry: Entry | None) -> None:
        self.tree = tree
        self.url = url
        self.entry = entry
        self.node = jsonld.article_of(tree, url) or {}
        self.micro = microdata.article_of(tree) or {}
        self._meta = _meta_of(tree)

    def metas(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the contents of the meta elements with these names, in the order of the names."""
        for name in names:
            yield from self._meta.get(name, ())

    def stated(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield (how, text) of a property of schema.org."""
        yield "json-ld", jsonld.text_of(self.node.get(name))
        yield "microdata", jsonld.text_of(self.micro.get(name))

    @cached_property
    def headings(self) -> list[str]:
        """Return the texts of the first ``h1`` elements that have one.

        Where none of them is in the page's title, but an ``h2`` begins it, that one comes first.
        """
        texts = [plain_line(h.text_content(), limit=500) for h in self.tree.iter("h1")]
        shown = [text for text in texts[:_MOST_HEADINGS] if text]
        title = plain_line(self.page_title, limit=500)
        if not shown or any(text.casefold() in title.casefold() for text in shown):
            return shown
        lesser = (plain_line(h.text_content(), limit=500) for h in self.tree.iter("h2"))
        long = (text for text in lesser if len(text) >= _SHORTEST_HEADLINE)
        return [*[text for text in long if title.startswith(text)][:1], *shown]

    @property
    def lesser_heading(self) -> tuple[str, str] | None:
        """Return ("h2", its text) of the first that can be a headline, where nothing else is."""
        for heading in self.tree.iter("h2", "h3"):
            text = plain_line(heading.text_content(), limit=500)
            around = {above.tag for above in heading.iterancestors()}
            if len(text) >= _SHORTEST_HEADLINE and not around & {"nav", "aside", "footer"}:
                return str(heading.tag), text
        return None

    @cached_property
    def page_title(self) -> str:
        """Return the text of the ``title`` element, "" without one."""
        element = self.tree.find(".//title")
        return element.text_content() if element is not None else ""

    @cached_property
    def address(self) -> tuple[str, str]:
        """Return (how, canonical address) of the page: its own word where that can be trusted."""
        links = self.tree.xpath("//link[contains(@rel,'canonical')]/@href")
        candidates = [("link", str(link)) for link in links[:1]]
        candidates += [("meta", value) for value in self.metas(["og:url"])]
        for how, stated in candidates:
            address = canonical(stated, self.url)
            if address and _trusted(address, self.url):
                return how, address
        return "url", canonical(self.url) or self.url

    @cached_property
    def script(self) -> jsonld.Node:
        """The article in the scripts' data; only asked of pages that state too little otherwise."""
        titles = [jsonld.text_of(self.node.get("headline")), *self.metas(TITLE_META[:2])]
        return scriptdata.article_of(self.tree, [*self.headings, *titles]) or {}


def _meta_of(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _trusted(address: str, url: str) -> bool:
    """Say whether a page's word on its own address counts: same domain, and not the home page.

    Of a saved page, whose address says nothing, the word is all there is.
    """
    if not host_of(url):
        return True
    if registrable_domain(address) != registrable_domain(url):
        return False
    return "/" in url_key(address) or "?" in url_key(address) or "/" not in url_key(url)
