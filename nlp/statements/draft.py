"""A statement in the making, and the scene in which the constructions look for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimwire.model import Act, Span, Stance
from nlp.reading import Paragraph, Reading
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon
from nlp.statements.transcripts import Turn

PUBLISHER, AUTHOR = "(publisher)", "(author)"
"""Names of who speaks where a page speaks in its own voice."""
_TRIM = " \t\r\n\u00a0,;:—–-"


@dataclass(slots=True)
class Draft:
    """What one construction found: places in the text and the tokens that they came from."""

    paragraph: Paragraph
    rule: str
    act: Act
    anchor: Token  # the word that carries the act
    cue: Span
    lemma: str
    content: list[Span]
    speaker: Token | None = None  # head of the nominal that speaks
    targets: list[Token] = field(default_factory=list)
    addressee: Token | None = None
    negated: bool = False
    attitude: bool = False
    stance: Stance | None = None  # only where it differs from that of the act
    carriers: list[Token] = field(default_factory=list)  # "according to a report": chain, not said
    answered: Token | None = None  # head of the words that name what is answered
    floating: bool = False  # the speaker stands in another sentence
    charged: Token | None = None  # who is said to have done wrong, in a clausal charge


@dataclass(frozen=True, slots=True)
class Scene:
    """One paragraph of a reading, with the lexicon."""

    reading: Reading
    paragraph: Paragraph
    lexicon: Lexicon
    tokens: tuple[Token, ...]
    inside: frozenset[int]  # positions of the tokens inside double quotation marks
    cues: tuple[Token, ...]  # words that may be a verb of the lexicon, by their form or lemma
    turn: Turn | None = None  # of a transcript

    @classmethod
    def of(
        cls, reading: Reading, paragraph: Paragraph, lexicon: Lexicon, turn: Turn | None = None
    ) -> Scene:
        """Return the scene of a paragraph."""
        inside = {
            token.i
            for quote in reading.quotes_in(paragraph.span)
            for token in tree.words_in(paragraph, quote.span)
        }
        cues = paragraph.having(lexicon.forms, lexicon.verbs)
        return cls(reading, paragraph, lexicon, paragraph.tokens, frozenset(inside), cues, turn)

    def quoted(self, token: Token) -> bool:
        """Say whether a token stands inside double quotation marks."""
        return token.i in self.inside

    def span(self, words: tree.Range) -> Span:
        """Return the place of a range of tokens in the text."""
        return self.paragraph.span_of(self.tokens[words[0]], self.tokens[words[1]])

    def trimmed(self, words: tree.Range) -> Span | None:
        """Return the place of a range without punctuation and *that* at its ends, or None."""
        doc = self.tokens
        start, end = words
        while start <= end and (tree.is_clause_punct(doc[start]) or doc[start].is_space):
            start += 1
        if start <= end and tree.lower(doc[start]) == "that" and doc[start].dep_ == "mark":
            start += 1
        while end >= start and (tree.is_clause_punct(doc[end]) or doc[end].is_space):
            end -= 1
        return self.span((start, end)) if start <= end else None

    def content(self, words: tree.Range, removed: Iterable[tree.Range] = ()) -> list[Span]:
        """Return the places of a range with others taken out, quotes in it made whole."""
        found = [self.trimmed(piece) for piece in tree.pieces(words, removed)]
        return self.whole_quotes([span for span in found if span is not None])

    def whole_quotes(self, spans: Sequence[Span]) -> list[Span]:
        """Widen spans that end inside a quote to its end, and merge those that then meet."""
        widened = []
        for span in spans:
            start, end = span.start, span.end
            for quote in self.reading.quotes_in(span):
                start, end = min(start, quote.span.start), max(end, quote.span.end)
            widened.append(Span(start, end))
        return merge(self.reading.text, widened)


def merge(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those joined that overlap or are parted only by white space."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start <= found[-1].end or not text[found[-1].end : span.start].strip()):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def tidy(text: str, span: Span) -> Span | None:
    """Return a span without white space and clause punctuation at its ends, or None if empty."""
    start, end = span.start, span.end
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end) if start < end else None


def cut(text: str, spans: Iterable[Span], hole: Span) -> list[Span]:
    """Return spans with ``hole`` taken out of them."""
    left: list[Span] = []
    for span in spans:
        if not span.overlaps(hole):
            left.append(span)
            continue
        for low, high in ((span.start, hole.start), (hole.end, span.end)):
            part = tidy(text, Span(low, high)) if low < high else None
            if part is not None:
                left.append(part)
    return left
