"""The pieces that pages are made of: frozen, and holding exactly what a template shows.

The ``repr`` of a page object is part of the key that decides whether its file is rendered again,
so nothing here may hold more than is shown, nor anything whose ``repr`` differs between runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from claimwire.publish import markup
from claimwire.publish.when import When


@dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead to a page of the site; with an empty ``path`` they are only words."""

    words: str
    path: str = ""
    lang: str = ""

    def __html__(self) -> str:
        return markup.link(self.words, self.path, self.lang)


@dataclass(frozen=True, slots=True)
class Out:
    """Words that lead out of the site; with an empty ``href`` they are only words."""

    words: str
    href: str = ""

    def __html__(self) -> str:
        return markup.out(self.words, self.href)


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a shape: ``kind`` chooses shape and colour, which never stand alone."""

    kind: str
    words: str
    title: str = ""

    def __html__(self) -> str:
        return markup.badge(self.kind, self.words, self.title)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts rail."""

    label: str
    items: tuple[Link, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that belongs to a page."""

    title: str
    atom: str
    rss: str
    json: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with everything that a reader needs to check it."""

    words: str
    cut_before: bool
    cut_after: bool
    lang: str
    publisher: str
    original: str  # text-fragment link to the original, or ""
    record: Link  # our page of the document
    start: int
    end: int
    digest: str  # first digits of the SHA-256 of the text
    published: When

    def __html__(self) -> str:
        """Return the words as a quotation inside a sentence or a row."""
        lang = f' lang="{escape(self.lang)}"' if self.lang else ""
        words = markup.quote(self.words, before=self.cut_before, after=self.cut_after)
        return f'<q{lang} dir="auto">{words}</q>'

    @property
    def block(self) -> Markup:
        """The words as a quotation that stands by itself."""
        lang = f' lang="{escape(self.lang)}"' if self.lang else ""
        words = markup.quote(self.words, before=self.cut_before, after=self.cut_after)
        return Markup(f'<blockquote{lang} dir="auto"><p>{words}</p></blockquote>')  # noqa: S704  escaped

    @property
    def source(self) -> Markup:
        """Who published them and when, leading to our record and to the original."""
        title = f' title="{escape(self.record.words)}"' if self.record.path else ""
        name = f"<bdi>{escape(self.publisher)}</bdi>"
        if self.record.path:
            name = f'<a href="{markup.ROOT}{escape(self.record.path)}"{title}>{name}</a>'
        day = f", {self.published.__html__()}" if self.published.iso else ""
        away = f" · {markup.out('original', self.original)}" if self.original else ""
        return Markup(f'<span class="src">{name}{day}{away}</span>')  # noqa: S704  escaped

    @property
    def place(self) -> Markup:
        """Where exactly they stand: offsets into the text of this digest."""
        return Markup(  # noqa: S704  two numbers and a digest
            f'<span class="loc">characters {self.start}–{self.end} of text'
            f" <code>{escape(self.digest)}</code></span>"
        )


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    id: str
    act: Badge
    title: Link
    when: When
    when_label: str
    quote: Cited
    origins: Badge
    answers: tuple[Badge, ...]
    dispute: Link | None
    interest: bool  # a party to the matter speaks for itself


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer, or a silence that was reported."""

    id: str
    kind: Badge
    who: Link
    when: When
    quote: Cited
    how: str  # medium and strength, in words
    claim: Link | None  # the page of the claim that the answer itself is
    accusation: Link
    predates: bool
    ended_by: str  # when a reported silence was ended by an answer: who answered


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An accusation with everything that answers it."""

    claim: ClaimLine
    answers: tuple[AnswerLine, ...]
    silent_words: str  # what is said where there is no answer


@dataclass(frozen=True, slots=True)
class DeltaLine:
    """One piece of news."""

    id: str
    kind: Badge
    title: Link
    when: When
    quote: Cited
    origins: Badge | None
    dispute: Link | None
    detail: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One dated thing on a timeline."""

    id: str
    when: When
    due: str  # "due", "was due", or empty for what happened
    act: Badge
    title: Link
    named: bool  # False: the title is the quote itself
    names: str  # who is named in it, where the title does not say
    quote: Cited
    origins: Badge | None
    answers: tuple[AnswerLine, ...]
    others: tuple[Link, ...]  # further documents that are evidence for it
    dispute: Link | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list."""

    title: Link
    original: Out
    publisher: str
    published: When
    seen: When
    reuse: str
    claims: int
    lang: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of an activity strip, in the units of its view box."""

    x: int
    y: int
    height: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of bars over time with its text alternative."""

    id: str
    title: str
    summary: str
    width: int
    bars: tuple[Bar, ...]
    first: str  # words for the left end
    last: str


@dataclass(frozen=True, slots=True)
class Node:
    """One box of a chain diagram."""

    x: int
    y: int
    kind: str
    name: str  # cut to fit
    full: str
    note: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a chain diagram, as an SVG path, with the word on it."""

    path: str
    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ChainDiagram:
    """How a claim reached its readers: publishers on the left, the speaker on the right."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is, what frames it, and the view that its template shows."""

    path: str
    template: str
    title: str
    section: str  # which entry of the navigation is the current one
    view: object
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    calendar: str = ""  # address of a calendar of what is planned, where there is one
    json_path: str = ""
    record: Any = field(default=None, repr=False)  # content of the machine-readable sibling
