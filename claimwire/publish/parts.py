"""The pieces that pages are made of: frozen, and holding exactly what a template shows.

The ``repr`` of a page object is part of the key that decides whether its file is rendered again,
so nothing here may hold more than is shown, nor anything whose ``repr`` differs between runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from claimwire.publish import markup
from claimwire.publish.escaping import escape, safe
from claimwire.publish.quick import quick
from claimwire.publish.when import When


@quick
@dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead to a page of the site; with an empty ``path`` they are only words."""

    words: str
    path: str = ""
    lang: str = ""

    def __html__(self) -> str:
        return markup.link(self.words, self.path, self.lang)


@quick
@dataclass(frozen=True, slots=True)
class Out:
    """Words that lead out of the site; with an empty ``href`` they are only words."""

    words: str
    href: str = ""

    def __html__(self) -> str:
        return markup.out(self.words, self.href)


@quick
@dataclass(frozen=True, slots=True)
class Badge:
    """A word with a shape: ``kind`` chooses shape and colour, which never stand alone."""

    kind: str
    words: str
    title: str = ""

    def __html__(self) -> str:
        return markup.badge(self.kind, self.words, self.title)


@quick
@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts rail."""

    label: str
    items: tuple[Link, ...]
    note: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that belongs to a page."""

    title: str
    atom: str
    rss: str
    json: str


@quick
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
        return safe(f'<blockquote{lang} dir="auto"><p>{words}</p></blockquote>')

    @property
    def source(self) -> Markup:
        """Who published them and when, leading to our record and to the original."""
        title = f' title="{escape(self.record.words)}"' if self.record.path else ""
        name = f"<bdi>{escape(self.publisher)}</bdi>"
        if self.record.path:
            name = f'<a href="{markup.ROOT}{escape(self.record.path)}"{title}>{name}</a>'
        day = f", {self.published.__html__()}" if self.published.iso else ""
        away = f" · {markup.out('original', self.original)}" if self.original else ""
        return safe(f'<span class="src">{name}{day}{away}</span>')

    @property
    def place(self) -> Markup:
        """Where exactly they stand: offsets into the text of this digest."""
        return safe(
            f'<span class="loc">characters {self.start}–{self.end} of text'
            f" <code>{escape(self.digest)}</code></span>"
        )


@quick
@dataclass(frozen=True, slots=True)
class Tags:
    """By what a line can be found among others: values as the address of a page holds them."""

    kind: str = ""
    act: str = ""
    dispute: str = ""
    entity: tuple[str, ...] = ()
    publisher: str = ""
    on: str = ""  # ISO day, as far as it is known

    def __html__(self) -> str:
        return markup.attributes(
            kind=self.kind,
            act=self.act,
            dispute=self.dispute,
            entity=" ".join(self.entity),
            publisher=self.publisher,
            on=self.on,
        )


@quick
@dataclass(frozen=True, slots=True)
class Option:
    """A value to narrow a list by, with how many lines have it."""

    value: str
    words: str
    count: int


@quick
@dataclass(frozen=True, slots=True)
class Choice:
    """One property to narrow a list by; ``name`` is that of its ``data-`` attribute."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]


@quick
@dataclass(frozen=True, slots=True)
class Filters:
    """A form that narrows the lines of a page in place; without JavaScript it is not shown."""

    unit: str  # "event": what is counted, in the singular and in the plural
    units: str
    total: int
    choices: tuple[Choice, ...]
    first: str  # ISO days between which the lines lie
    last: str


@quick
@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    id: str
    act: Badge
    title: Link
    when: When
    when_label: str
    seen: When | None  # the day of first sight, where ``when`` is another day
    quote: Cited
    origins: Badge
    answers: tuple[Badge, ...]
    dispute: Link | None
    interest: bool  # a party to the matter speaks for itself
    pinned: bool  # an operator has fixed what belongs to it
    tags: Tags


@quick
@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer, or a silence that was reported."""

    id: str
    kind: Badge
    who: Link
    when: When
    when_label: str  # "said" is not written; "reported", "seen" are
    quote: Cited
    how: str  # medium and strength, in words
    claim: Link | None  # the page of the claim that the answer itself is
    accusation: Link
    predates: bool
    ended_by: str  # when a reported silence was ended by an answer: who answered


@quick
@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An accusation with everything that answers it."""

    claim: ClaimLine
    answers: tuple[AnswerLine, ...]
    silent: Badge  # what is said where there is no answer
    tags: Tags


@quick
@dataclass(frozen=True, slots=True)
class DeltaLine:
    """One piece of news."""

    id: str
    kind: Badge
    title: Link
    when: When
    quote: Cited
    act: Badge | None  # of a new claim: what it does tells more than that it is new
    origins: Badge | None
    interest: bool  # a party to the matter speaks for itself
    dispute: Link | None
    detail: str
    tags: Tags


@quick
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
    tags: Tags


@quick
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


@quick
@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of an activity strip, in the units of its view box."""

    x: int
    y: int
    height: int
    label: str
    count: int


@quick
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


@quick
@dataclass(frozen=True, slots=True)
class Part:
    """One colour of one column: ``kind`` is the group that it counts."""

    kind: str
    y: int
    height: int
    count: int


@quick
@dataclass(frozen=True, slots=True)
class Column:
    """What was counted in one stretch of time."""

    x: int
    label: str
    total: int
    parts: tuple[Part, ...]
    counts: tuple[int, ...]  # one for every group of the legend, for the table


@quick
@dataclass(frozen=True, slots=True)
class Tick:
    """A mark at an axis."""

    at: int
    words: str


@quick
@dataclass(frozen=True, slots=True)
class Group:
    """One entry of a legend."""

    kind: str
    words: str
    total: int


@quick
@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns over time, with axes, legend and the same numbers as a table."""

    id: str
    title: str
    summary: str
    bin: str  # day, week, month: what one column covers
    width: int  # of the drawing
    height: int  # of the part that holds the columns
    wide: int  # width of a column
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Tick, ...]
    legend: tuple[Group, ...]


@quick
@dataclass(frozen=True, slots=True)
class Spread:
    """Origins of a claim against its publishers: a row of a table that draws them."""

    claim: Link
    act: Badge
    origins: int | None  # None: unknown
    publishers: int
    from_x: int  # where the marks stand
    to_x: int


@quick
@dataclass(frozen=True, slots=True)
class RelationLine:
    """What passes between an entity and one other: claims about each other."""

    who: Link
    said: int  # by the entity about the other
    accused: int  # of these, accusations
    heard: int  # by the other about the entity
    blamed: int


@quick
@dataclass(frozen=True, slots=True)
class Node:
    """One box of a chain diagram."""

    x: int
    y: int
    kind: str
    name: str  # cut to fit
    full: str
    note: str


@quick
@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a chain diagram, as an SVG path, with the word on it."""

    path: str
    words: str
    x: int
    y: int
    kind: str = ""
    width: float = 1.25


@quick
@dataclass(frozen=True, slots=True)
class ChainDiagram:
    """Boxes joined by lines: how a claim reached its readers, or who speaks about whom."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    summary: str
    id: str = "chain"


@quick
@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite a page, in three forms; all of them hold the address and the identity."""

    plain: str
    bibtex: str
    csl: str  # CSL-JSON


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is, what frames it, and how the view that its template shows is made.

    ``view`` and ``record`` are made only when they are needed; what they return depends on nothing
    but the desk.
    """

    path: str
    template: str
    title: str
    section: str  # which entry of the navigation is the current one
    view: Callable[[], object] = field(repr=False)
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    calendar: str = ""  # address of a calendar of what is planned, where there is one
    scripts: tuple[str, ...] = ()  # names of our scripts that the page can use
    cite: Citation | None = None
    about: Callable[[], list[dict[str, Any]]] = field(default=list, repr=False)  # as JSON-LD
    json_path: str = ""
    record: Callable[[], Any] = field(default=dict, repr=False)  # of the machine-readable sibling


@quick
@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is arranged only if its state is another one than in the last build.

    ``state`` is made of prints (:mod:`claimwire.publish.prints`) of everything on the page. Such a
    page always has a machine-readable sibling.
    """

    path: str
    template: str
    state: tuple[Any, ...]
    make: Callable[[], Page]
