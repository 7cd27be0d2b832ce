"""The spaCy components: ``claimwire_reader`` runs the network, ``claimwire_names`` sets its names.

spaCy finds both through entry points once claimwire is installed. A pipeline calls the first
``parser`` and the second ``ner``, as in any other pipeline.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
import numpy.typing
import srsly  # type: ignore[import-untyped] # ships no types
from spacy.attrs import (  # type: ignore[import-not-found] # written in Cython
    DEP,
    HEAD,
    IS_SPACE,
    LEMMA,
    MORPH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.language import Language
from spacy.parts_of_speech import IDS  # type: ignore[import-not-found] # written in Cython
from spacy.tokens import Doc, Span

from nlp.transformer.inventory import Inventory, pos_of
from nlp.transformer.lemmas import Lemmatizer, read_table
from nlp.transformer.network import Network, array_of
from nlp.transformer.reader import Analysis, Reader, Text
from nlp.transformer.windows import Ints, look_up
from nlp.transformer.wordpiece import WordPieces

READER, NAMES = "claimwire_reader", "claimwire_names"

_GRAPH, _ARCS, _LABELS = "network.onnx", "arcs.npy", "labels.json"
_PIECES, _LEMMAS = "pieces.txt", "lemmas.tsv.gz"
_FILES = (_GRAPH, _ARCS, _LABELS, _PIECES, _LEMMAS)
_FOUND = "claimwire_names"
_CLOSING = frozenset(['"', "”", "’", "'", "''", "»"])
_EMPTY = "the model's files have not been loaded"


@Language.factory(
    READER,
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.head",
        "token.dep",
        "token.is_sent_start",
        "doc.sents",
    ],
)
def make_reader(nlp: Language, name: str) -> ReaderComponent:
    """Return the component; it is of use once its files are loaded."""
    return ReaderComponent(nlp, name)


@Language.factory(NAMES, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_names(nlp: Language, name: str) -> NamesComponent:
    """Return the component that sets the names which the reader found."""
    return NamesComponent(name)


class ReaderComponent:
    """Tags, features, lemmas, sentences and tree of a text; its names are left for the next.

    Beginnings of sentences that a text brings along are kept; white space takes no part.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._strings = nlp.vocab.strings
        self._data: dict[str, bytes] = {}
        self._reader: Reader | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The dependency labels."""
        return self._inventory.deps if self._reader else ()

    def load(self, data: dict[str, bytes]) -> None:
        """Take the contents of the model's files, by their names."""
        self._data = {name: data[name] for name in _FILES}
        self._inventory = Inventory.from_json(data[_LABELS].decode())
        self._pieces = WordPieces(data[_PIECES].decode().split("\n"))
        self._network = Network(data[_GRAPH], array_of(data[_ARCS]))
        table = read_table(gzip.decompress(data[_LEMMAS]).decode())
        lemmas = Lemmatizer(self._inventory.trees, table)
        self._reader = Reader(
            self._network, self._network.arc_labels, self._pieces, self._inventory, lemmas
        )
        add = self._strings.add
        self._tags = numpy.array([add(tag) for tag in self._inventory.tags], numpy.uint64)
        self._deps = numpy.array([add(dep) for dep in self._inventory.deps], numpy.uint64)
        morphs = self._inventory.morphs
        self._pos = numpy.array([IDS[pos_of(morph)] for morph in morphs], numpy.uint64)
        self._feats = numpy.array([add(_features(morph)) for morph in morphs], numpy.uint64)
        for label in self._inventory.names:
            add(label)

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read texts, several at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self._read(batch)

    def _read(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        if self._reader is None:
            raise ValueError(_EMPTY)
        told = [doc.to_array([IS_SPACE, SPACY, SENT_START]).astype(numpy.int64) for doc in docs]
        placed = [numpy.flatnonzero(table[:, 0] == 0) for table in told]
        texts = [self._text(*of) for of in zip(docs, told, placed, strict=True)]
        found = self._reader.read(texts)
        for doc, kept, analysis in zip(docs, placed, found, strict=True):
            if len(doc):
                self._write(doc, kept, analysis)
        return docs

    def _text(self, doc: Doc, told: Ints, kept: Ints) -> Text:
        words = [token.text for token in doc]
        if len(kept) < len(words):
            words = [words[i] for i in kept.tolist()]
        # A token that has several blanks after it keeps the further ones in its text.
        forms = [word.rstrip() or word for word in words]
        spaces = told[kept, 1] > 0
        spaces[:-1] |= numpy.diff(kept) > 1
        given = told[kept, 2]
        given[(given == 0) & after_comma(forms)] = -1
        return Text(look_up(self._pieces, forms, spaces.tolist()), given, forms)

    def _write(self, doc: Doc, places: Ints, found: Analysis) -> None:
        """Set everything at once; white space hangs on the word before it, or after."""
        attributes = [TAG, POS, MORPH, LEMMA, HEAD, DEP]
        table: Any = numpy.zeros((len(doc), len(attributes)), dtype=numpy.uint64)
        if len(places):
            table[places, 0] = self._tags[found.tags]
            table[places, 1] = self._pos[found.morphs]
            table[places, 2] = self._feats[found.morphs]
            table[places, 3] = [self._strings.add(lemma) for lemma in found.lemmas]
            table[places, 4] = (places[found.heads] - places).astype(numpy.uint64)
            table[places, 5] = self._deps[found.deps]
        if len(places) < len(doc):
            self._write_blanks(doc, table, places)
        doc.from_array(attributes, table)
        names = self._inventory.names
        kept = places.tolist()
        doc.user_data[_FOUND] = [(kept[a], kept[b - 1] + 1, names[n]) for a, b, n in found.names]

    def _write_blanks(self, doc: Doc, table: Any, places: Ints) -> None:
        add = self._strings.add
        blank = numpy.ones(len(doc), dtype=bool)
        blank[places] = False
        for index in numpy.flatnonzero(blank).tolist():
            before = int(numpy.searchsorted(places, index)) - 1
            head = int(places[max(before, 0)]) if len(places) else 0
            table[index] = (add("_SP"), IDS["SPACE"], add("_"), add(doc[index].text), 0, add("dep"))
            table[index, 4] = numpy.int64(head - index).astype(numpy.uint64)
        if not len(places):
            table[0, 5] = add("ROOT")

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the model's files as one."""
        return bytes(srsly.msgpack_dumps(self._data))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ReaderComponent:
        """Load what :meth:`to_bytes` returned."""
        files = srsly.msgpack_loads(data)
        if files:
            self.load(files)
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files to a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self._data.items():
            (folder / name).write_bytes(data)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> ReaderComponent:
        """Load the model's files from a folder; raises ``OSError`` when one is not there."""
        self.load({name: (Path(path) / name).read_bytes() for name in _FILES})
        return self


class NamesComponent:
    """Sets as entities what the reader before it found."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of one text."""
        found = doc.user_data.pop(_FOUND, ())
        doc.set_ents([Span(doc, a, b, label=label) for a, b, label in found], default="outside")
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Set the names of texts."""
        yield from map(self, stream)


def after_comma(words: Sequence[str]) -> numpy.typing.NDArray[numpy.bool_]:
    """Say for each word whether a comma stands before it, perhaps with a closing quotation mark.

    No sentence begins there: “We will appeal,” her lawyers said.
    """
    found = numpy.zeros(len(words), dtype=bool)
    for index, word in enumerate(words[:-1]):
        if word == ",":
            found[index + 1] = True
            if words[index + 1] in _CLOSING and index + 2 < len(words):
                found[index + 2] = True
    return found


def _features(morph: str) -> str:
    return "|".join(part for part in morph.split("|") if not part.startswith("POS=")) or "_"
