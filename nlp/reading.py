"""What statements are looked for in: one text, read as far as words, names, dates and quotes go.

Offsets are code points into :attr:`Reading.text`. A paragraph is parsed by itself, so a token's
place in the text is ``paragraph.span.start + token.idx``; the helpers here do that sum.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from weakref import ref

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from claimwire.model import DateMention, Knowledge, Mention, Span
from nlp.quotes import Quote

HEADLINE, TEXT, BULLET, FURNITURE, BYLINE = "headline", "text", "bullet", "furniture", "byline"
"""Kinds of paragraph; statements are not looked for in furniture."""


@dataclass(slots=True, weakref_slot=True)
class Paragraph:
    """A stretch of text without a line break, parsed by itself.

    ``doc.text`` equals ``text[span.start:span.end]``; furniture has an unparsed ``doc``, which
    nothing changes any more. ``tokens`` are its words: spaCy makes a new object at every look, and
    the rules look often.
    """

    span: Span
    doc: Doc
    kind: str = TEXT
    tokens: tuple[Token, ...] = field(init=False, repr=False, compare=False)
    sentences: tuple[TokenSpan, ...] = field(default=(), init=False, repr=False, compare=False)
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _places: tuple[dict[str, list[int]], dict[str, list[int]]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        self.tokens = tuple(self.doc)
        self._starts = [token.idx for token in self.tokens]
        if self.kind != FURNITURE and self.doc.has_annotation("SENT_START"):
            self._keep_sentences()

    def _keep_sentences(self) -> None:
        """Let ``token.sent`` look its sentence up: spaCy searches for its ends at every look."""
        self.sentences = tuple(self.doc.sents)
        number = [n for n, sentence in enumerate(self.sentences) for _ in range(len(sentence))]
        own = ref(self)  # weak: a doc that held its own spans would wait for the cycle collector

        def sentence_of(token: Token) -> TokenSpan:
            paragraph = own()
            if paragraph is None:
                return token.doc[token.i : token.i + 1].sent
            return paragraph.sentences[number[token.i]]

        self.doc.user_token_hooks["sent"] = sentence_of

    def having(
        self, words: Collection[str] = (), lemmas: Collection[str] = ()
    ) -> tuple[Token, ...]:
        """Return the tokens, in order, that are one of ``words`` or have one of ``lemmas``.

        Both in small letters, as :func:`nlp.statements.tree.lower` and ``lemma`` give them; sets or
        mappings, since every word of the paragraph is looked up.
        """
        if self._places is None:
            self._places = _places(self.tokens)
        found = {
            place
            for wanted, known in zip((words, lemmas), self._places, strict=True)
            if wanted
            for word, places in known.items()
            if word in wanted
            for place in places
        }
        return tuple(self.tokens[place] for place in sorted(found))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens that lie wholly or partly inside a span of the text."""
        low, high = span.start - self.span.start, span.end - self.span.start
        start = max(bisect_right(self._starts, low) - 1, 0)
        end = bisect_left(self._starts, high)
        if start < end and self._starts[start] + len(self.tokens[start]) <= low:
            start += 1
        return self.tokens[start:end]

    def start_of(self, token: Token) -> int:
        """Return where the token begins in the text."""
        return self.span.start + token.idx

    def end_of(self, token: Token) -> int:
        """Return where the token ends in the text."""
        return self.span.start + token.idx + len(token)

    def span_of(self, first: Token, last: Token) -> Span:
        """Return the span from the first to the last of two tokens, both included."""
        return Span(self.start_of(first), self.end_of(last))

    def place(self, words: TokenSpan) -> Span:
        """Return the place of a spaCy span (a sentence, a phrase) in the text."""
        return Span(self.span.start + words.start_char, self.span.start + words.end_char)


def _places(tokens: tuple[Token, ...]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return where each word and each lemma stands, both in small letters."""
    words: dict[str, list[int]] = {}
    lemmas: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        words.setdefault(token.lower_ or token.text.lower(), []).append(place)
        lemmas.setdefault((token.lemma_ or token.text).lower(), []).append(place)
    return words, lemmas


@dataclass(slots=True)
class Reading:
    """One text with its paragraphs, quotes, mentions and dates, each in order of the text."""

    text: str
    paragraphs: list[Paragraph]
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]  # never overlap
    dates: tuple[DateMention, ...]
    knowledge: Knowledge
    _mention_starts: list[int] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._mention_starts = [mention.start for mention in self.mentions]

    def mention_at(self, span: Span) -> Mention | None:
        """Return the mention that shares most code points with ``span``, the first of equals."""
        best: Mention | None = None
        most = 0
        for mention in self.mentions_in(span):
            shared = min(mention.end, span.end) - max(mention.start, span.start)
            if shared > most:
                best, most = mention, shared
        return best

    def mentions_in(self, span: Span) -> Iterator[Mention]:
        """Yield the mentions that overlap ``span``, in order."""
        index = max(bisect_right(self._mention_starts, span.start) - 1, 0)
        for mention in self.mentions[index:]:
            if mention.start >= span.end:
                return
            if mention.end > span.start:
                yield mention

    def mention_of(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return the mention that covers a token."""
        return self.mention_at(paragraph.span_of(token, token))

    def dates_in(self, span: Span) -> list[int]:
        """Return the indices into ``dates`` of the expressions that overlap ``span``."""
        return [i for i, d in enumerate(self.dates) if d.start < span.end and span.start < d.end]

    def quotes_in(self, span: Span, *, single: bool = False) -> list[Quote]:
        """Return the quotes that overlap ``span``; those in single marks only when asked for."""
        return [q for q in self.quotes if q.span.overlaps(span) and (single or not q.single)]

    def quote_at(self, offset: int, *, single: bool = False) -> Quote | None:
        """Return the outermost quote whose words or marks cover ``offset``."""
        for quote in self.quotes:
            if quote.span.start <= offset < quote.span.end and (single or not quote.single):
                return quote
        return None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds ``offset``."""
        for paragraph in self.paragraphs:
            if paragraph.span.start <= offset < paragraph.span.end:
                return paragraph
        return None
