"""What a text has named so far: to whom "the company" and "it" may point back.

A referent is a name or a document with its rank as a subject and the number of its sentence. The
list grows while statements are resolved: a document that has spoken can be "it" afterwards.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.documents import Paper, Papers


@dataclass(frozen=True, slots=True)
class Referent:
    """Something named in the text that later words may point back to."""

    start: int
    mention: Mention | None
    paper: Paper | None
    subject: int  # 2: of a sentence, 1: of a clause, 0: elsewhere
    sentence: int
    plural: bool = False
    aside: bool = False  # who only saw, reported or got a document, or asked: *pressed by A*


_HANDED = frozenset({"send", "submit", "deliver", "address", "hand", "transmit", "forward"})
_ASKING = frozenset(
    {"question", "questioning", "ask", "press", "query", "pressure", "grill", "challenge", "quiz"}
    | {"interrogate", "request", "inquiry"}
)
_REPORTED = frozenset({"report", "publish", "quote", "cite", "reveal", "cover"})


class Referents:
    """All referents of a reading, in order, with who holds the floor."""

    def __init__(self, reading: Reading, papers: Papers) -> None:
        self._papers = papers
        self._sentences: list[int] = []
        self._all: list[Referent] = []
        self._floor: tuple[int, str | None] = (-9, None)
        for paragraph in reading.paragraphs:
            self._sentences.extend(_sentences(paragraph))
            if paragraph.kind != FURNITURE:
                self._all.extend(self._named_in(reading, paragraph))
        self._all.sort(key=lambda r: r.start)

    def before(self, offset: int) -> Iterator[Referent]:
        """Yield what was named before an offset, in order of the text."""
        for referent in self._all:
            if referent.start >= offset:
                return
            yield referent

    def nearest(self, offset: int, fits: Callable[[Mention], bool]) -> Referent | None:
        """Return the name before an offset that fits best: near, a subject, who spoke last."""
        here = self.sentence_of(offset)
        best: tuple[float, Referent] | None = None
        for referent in self.before(offset):
            if referent.mention is None or not fits(referent.mention):
                continue
            score = referent.subject - 0.9 * min(here - referent.sentence, 8)
            score += 1.5 if self.has_floor(referent) else 0.0
            if best is None or score >= best[0]:
                best = (score, referent)
        return best[1] if best else None

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset."""
        return bisect_right(self._sentences, offset)

    def spoke(self, offset: int, party: Party, paper: Paper | None) -> None:
        """Remember who spoke last: pronouns prefer that speaker, be it a document."""
        here = self.sentence_of(offset)
        self._floor = (here, party.entity or party.canonical)
        if paper is not None:
            insort(self._all, Referent(offset, None, paper, 2, here), key=lambda r: r.start)

    def has_floor(self, referent: Referent) -> bool:
        """Say whether a referent is who spoke last, at most a sentence away."""
        sentence, who = self._floor
        if who is None or abs(referent.sentence - sentence) > 1:
            return False
        if referent.mention is not None:
            return who in {referent.mention.entity, referent.mention.canonical}
        author = referent.paper.author if referent.paper else None
        return author is not None and who in {author.entity, author.canonical}

    def since_floor(self, sentence: int) -> int:
        """Return how many sentences ago somebody last spoke."""
        return sentence - self._floor[0]

    def _named_in(self, reading: Reading, paragraph: Paragraph) -> Iterator[Referent]:
        covered: set[int] = set()
        for mention in reading.mentions_in(paragraph.span):
            tokens = tree.words_in(paragraph, mention.span)
            if not tokens or mention.type == EntityType.NORP:
                continue
            inside = {t.i for t in tokens}
            head = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])
            covered.update(inside)
            rank = _subjecthood(head)
            if mention.type is EntityType.PERSON and _describes(head):
                rank = 0  # "an Anderson appointee": of somebody else
            yield Referent(
                mention.start,
                mention,
                None,
                rank,
                self.sentence_of(mention.start),
                plural=any(c.dep_ == "conj" for c in head.children),
                aside=self._is_aside(head),
            )
        for token in self._papers.documents(paragraph):
            if token.i in covered:
                continue
            paper = self._papers.at(paragraph, token)
            if paper is not None and _subjecthood(token):
                start = paragraph.start_of(token)
                yield Referent(start, None, paper, _subjecthood(token), self.sentence_of(start))

    def _is_aside(self, head: Token) -> bool:
        """Say whether a name only tells to whom a document went or who reported it, in words that
        describe it: *a memo sent to A and first reported by B*; or who asked: *pressed by A*."""
        deed = head.head
        if tree.marker(head) in {"by", "from"} and tree.lemma(deed) in _ASKING:
            return True
        described = deed.dep_ in {"acl", "advcl", "conj"} and deed.tag_ in {"VBN", "VBD"}
        if not described or tree.first(deed, *tree.ANY_SUBJECTS) is not None:
            return False
        if tree.marker(head) == "to":
            return tree.lemma(deed) in _HANDED
        return tree.marker(head) == "by" and tree.lemma(deed) in _REPORTED | self._papers.seeing


def _describes(head: Token) -> bool:
    """Say whether a name only describes a common noun behind it."""
    return head.dep_ == "compound" and head.head.pos_ == "NOUN" and head.head.i > head.i


def _subjecthood(head: Token) -> int:
    node = head
    for _ in range(3):
        if node.dep_ in {"conj", "appos", "flat", "compound"} and node.head != node:
            node = node.head
    if node.dep_ not in tree.ANY_SUBJECTS:
        return 0
    verb = node.head
    return 2 if verb.dep_ in {"root", "ROOT", "conj"} or verb.head == verb else 1


def _sentences(paragraph: Paragraph) -> Iterator[int]:
    """Yield where the sentences of a paragraph begin in the text."""
    doc = paragraph.doc
    if not len(doc) or not doc.has_annotation("SENT_START"):
        if len(doc):
            yield paragraph.start_of(paragraph.tokens[0])
        return
    for sentence in doc.sents:
        yield paragraph.span.start + sentence.start_char
