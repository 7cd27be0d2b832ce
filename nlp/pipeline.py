"""From a text to its annotation: the one place where the parts of the language work are joined.

::

    text ─▶ language ─▶ paragraphs ─▶ quotes ─▶ model, per paragraph ─▶ names, dates ─▶ statements

An annotation is a function of the text and of :attr:`Annotator.digest` alone. Nothing is parsed
across a paragraph break, and a page's furniture is not parsed at all.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy
from spacy.attrs import (  # type: ignore[import-not-found] # written in Cython
    IS_LOWER,
    IS_SPACE,
    ORTH,
    SENT_START,
)
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.errors import ConfigError
from claimwire.model import Annotation, ChainLink, DateMention, Knowledge, LinkType, NodeKind, Span
from nlp import dates, labels, language, loading, paragraphs, quotes, statements
from nlp.entities import EntityFinder
from nlp.identity import identity_of, model_folder
from nlp.reading import BYLINE, FURNITURE, Paragraph, Reading

MAXIMUM_LENGTH = 200_000
"""Code points of a text that are read; the rest is left out and the annotation says so."""

_BATCH = 64
_TOKENS = 4_000
"""Tokens that the model reads at once; keeps memory bounded when paragraphs are long."""

_SENTENCE = 150
"""Words after which a sentence ends at a semicolon; after twice as many it ends anywhere."""

# White space and what cannot be seen: controls, marks of direction, byte order marks. A soft hyphen
# or a joiner stands inside a word or an emoji, and stays.
_BLANK = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NO = 2**64 - 1
"""-1 where spaCy takes a number without a sign."""
_UNUSUAL = re.compile(rf"(?! ){_BLANK.pattern}")
_CLOSING = ("”", "’", ")", "]", ",", "»")
_LEADING = re.compile(rf"{_BLANK.pattern}*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CUT = re.compile(r"[.!?…][\"'”’)]*\s")
_UNBROKEN = re.compile(r"\S{200}")
_PIECE = re.compile(r"\S{1,100} ?|\s+")


def load(model: str | None, knowledge: Knowledge) -> Annotator:
    """Return an annotator over a spaCy pipeline and a knowledge base.

    ``model`` is a name or folder as :func:`nlp.identity.model_folder` takes it, of a pipeline with
    parser and NER; ``None`` is the default model.

    Raises
    ------
    ConfigError
        If there is no such model, it cannot be loaded, or it lacks a parser.
    """
    wanted = str(model_folder(model))
    try:
        with warnings.catch_warnings():
            # spaCy warns when the model was made by another patch version of itself.
            warnings.simplefilter("ignore", UserWarning)
            pipeline = loading.load(wanted)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigError(
            f"language model {wanted!r} cannot be loaded: {error}",
            remedy="`claimwire model path` prints the folder of the one that ships.",
        ) from error
    if "parser" not in pipeline.pipe_names:
        raise ConfigError(
            f"language model {wanted!r} has no parser",
            remedy="Use a spaCy pipeline with a parser and named entities.",
        )
    return Annotator(pipeline, knowledge)


class Annotator:
    """Annotates texts with one language model and one knowledge base."""

    def __init__(self, pipeline: Language, knowledge: Knowledge) -> None:
        self._pipeline = pipeline
        self._knowledge = knowledge
        self._entities = EntityFinder(knowledge)
        folder = pipeline.path if pipeline.path is not None and pipeline.path.is_dir() else None
        self.digest = identity_of(pipeline.meta, folder, knowledge).digest

    @property
    def name(self) -> str:
        """``name@version`` of the language model."""
        return self.digest.partition("+")[0]

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge base that names are linked to."""
        return self._knowledge

    def read(self, text: str) -> Reading:
        """Return the text with its parsed paragraphs, quotes, names and dates."""
        layout = paragraphs.divide(text)
        parsed = self._parse(text, layout)
        running = [p for p in parsed if p.kind != FURNITURE]
        mentions = self._entities.find(text, running)
        return Reading(
            text=text,
            paragraphs=parsed,
            quotes=quotes.pair(text, (p.span for p in running)),
            mentions=mentions,
            dates=_outside(parsed, dates.find(text)),
            knowledge=self._knowledge,
        )

    def annotate(self, text: str) -> Annotation:
        """Return what language work finds in ``text``; statements only in supported languages."""
        end = _reading_end(text)
        body = without_surrogates(text[:end])
        spoken = language.detect(body)
        supported = spoken in language.SUPPORTED
        if supported:
            reading = self.read(body)
            found = statements.find(reading)
            sentences = tuple(_sentences(reading.paragraphs))
        else:
            reading = self._read_names(body)
            found, sentences = (), ()
        return Annotation(
            language=spoken,
            supported=supported,
            mentions=reading.mentions,
            dates=reading.dates,
            statements=found,
            sentences=sentences,
            truncated_at=end if end < len(text) else None,
            byline=tuple(_credits(reading)),
        )

    def _read_names(self, text: str) -> Reading:
        """Read a text whose language the model does not speak: names of the knowledge base only."""
        unread = Doc(self._pipeline.vocab)  # one for all: a text may have 100,000 lines
        blank = [Paragraph(place.span, unread, place.kind) for place in paragraphs.divide(text)]
        mentions = self._entities.find(text, [])
        return Reading(text, blank, (), mentions, (), self._knowledge)

    def _parse(self, text: str, layout: Iterable[paragraphs.Place]) -> list[Paragraph]:
        places = list(layout)
        docs = [make_doc(self._pipeline, place.span.of(text)) for place in places]
        wanted = [doc for place, doc in zip(places, docs, strict=True) if place.kind != FURNITURE]
        # A doc that the pipeline has read is the same object as the one that went in.
        for batch in _batches(wanted):
            for doc in self._pipeline.pipe(batch, batch_size=_BATCH):
                labels.normalise(doc)
        return [
            Paragraph(place.span, doc, place.kind) for place, doc in zip(places, docs, strict=True)
        ]


def make_doc(pipeline: Language, text: str) -> Doc:
    """Return an unparsed doc whose tokens hold no white space, with the offsets of ``text``.

    Any single white space or invisible character counts as a space. Where there are several in a
    row, the further ones are kept at the end of the token before, whose lexeme otherwise looks
    like the bare word.
    """
    # At the start nothing stands before it that could take it in.
    start = _LEADING.match(text).end()  # type: ignore[union-attr] # it matches nothing at least
    doc = _tokenize(pipeline, text[:start] + _UNUSUAL.sub(" ", text[start:]))
    if doc.to_array(IS_SPACE).any():
        doc = _without_spaces(doc)
    _join_sentences(doc)
    if len(doc) > _SENTENCE:
        _break_up(doc)
    return doc


def _join_sentences(doc: Doc) -> None:
    """Begin no sentence at a word in small letters or a mark that closes: *“…?” he asked*."""
    closing = {doc.vocab.strings[mark] for mark in _CLOSING}
    # Unsigned as all that spaCy takes: 0 leaves it open, -1 says no.
    starts = [
        _NO if small or orth in closing else 0
        for small, orth in doc.to_array([IS_LOWER, ORTH]).tolist()
    ]
    starts[:1] = [1] * len(starts[:1])
    doc.from_array([SENT_START], cast("Any", numpy.array(starts, numpy.uint64).reshape(-1, 1)))


def _break_up(doc: Doc) -> None:
    """Begin a sentence where none has ended for too long: work grows with the square of its words.

    A list in a law may be so long, and parts at a semicolon; nothing else that people write is.
    """
    length = 0
    for token in doc:
        length += 1
        mark = doc[token.i - 1].text if token.i else ""
        if length > 2 * _SENTENCE or (length > _SENTENCE and mark == ";"):
            token.is_sent_start = True
        if token.is_sent_start is True or mark in {".", "!", "?"}:
            length = 0


def _tokenize(pipeline: Language, plain: str) -> Doc:
    """Tokenize, in pieces where something long has no space in it.

    The tokenizer takes marks off a word one by one, in time that grows with the square of their
    number; no word of a language is so long.
    """
    if _UNBROKEN.search(plain) is None:
        return pipeline.make_doc(plain)
    words: list[str] = []
    spaces: list[bool] = []
    for piece in _PIECE.finditer(plain):
        for token in pipeline.make_doc(piece.group()):
            words.append(token.text)
            spaces.append(token.whitespace_ == " ")
    return Doc(pipeline.vocab, words=words, spaces=spaces)


def _without_spaces(doc: Doc) -> Doc:
    words: list[str] = []
    for token in doc:
        if token.is_space and words:
            words[-1] += token.text_with_ws
        else:
            words.append(token.text_with_ws)
    spaces = [word.endswith(" ") and word != " " for word in words]  # a token is never empty
    merged = [word[:-1] if space else word for word, space in zip(words, spaces, strict=True)]
    for word in merged:
        bare = word.rstrip()
        if bare and bare != word:
            lexeme, model = doc.vocab[word], doc.vocab[bare]
            lexeme.norm, lexeme.lower, lexeme.shape = model.norm, model.lower, model.shape
            lexeme.prefix, lexeme.suffix = model.prefix, model.suffix
    return Doc(doc.vocab, words=merged, spaces=spaces)


def without_surrogates(text: str) -> str:
    """Return the text with U+FFFD for surrogates, which no encoding can hold."""
    return _SURROGATE.sub("\ufffd", text)


def _batches(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Yield the docs in order, so many at once that their tokens stay within the limit."""
    batch: list[Doc] = []
    size = 0
    for doc in docs:
        if batch and size + len(doc) > _TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(doc)
        size += len(doc)
    if batch:
        yield batch


def _reading_end(text: str) -> int:
    """Return where reading stops: at the end of the last paragraph within the limit.

    When that would lose half of what may be read, at the end of a sentence, or else of a word.
    """
    if len(text) <= MAXIMUM_LENGTH:
        return len(text)
    half = MAXIMUM_LENGTH // 2
    line = text.rfind("\n", half, MAXIMUM_LENGTH)
    if line >= 0:
        return line
    ends = [match.end() for match in _CUT.finditer(text, half, MAXIMUM_LENGTH)]
    return ends[-1] if ends else text.rfind(" ", half, MAXIMUM_LENGTH) + 1 or MAXIMUM_LENGTH


def _outside(found: Iterable[Paragraph], stated: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """Return the dates that do not stand in furniture: "Loading Now" tells no time."""
    furniture = [p.span for p in found if p.kind == FURNITURE]
    return tuple(
        date for date in stated if not any(s.start <= date.start < s.end for s in furniture)
    )


def _sentences(found: Iterable[Paragraph]) -> Iterator[Span]:
    for paragraph in found:
        if paragraph.kind == FURNITURE:
            continue
        for sentence in paragraph.doc.sents:
            yield paragraph.place(sentence)


def _credits(reading: Reading) -> Iterator[ChainLink]:
    """Yield the outlets and agencies that a credit line or a dateline gives for the whole text."""
    seen: set[str] = set()
    for paragraph in reading.paragraphs:
        credit = paragraphs.credit_span(reading.text, paragraph.span, paragraph.kind == BYLINE)
        if credit is None:
            continue
        for mention in reading.mentions_in(credit):
            entity = reading.knowledge.entities.get(mention.entity or "")
            if entity is None or entity.kind not in {"outlet", "agency"} or entity.id in seen:
                continue
            seen.add(entity.id)
            kind = NodeKind.AGENCY if entity.kind == "agency" else NodeKind.OUTLET
            yield ChainLink(
                kind, entity.name, entity.id, LinkType.REPUBLISHES, mention.start, mention.end
            )
