"""Names that their capitals give away where a statistical model saw half of one, or none.

Small models cut names (*Ostrava* of *Ostrava Semiconductor*, *Brandt* of *Senator Ilse Brandt*)
and miss those made of common words (*Quantico Systems*). In running text a row of capitalised words
that fills a place in a clause is a name all the same. Names of the knowledge base and of the
grammars are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import EntityType
from nlp.words import word_set

_TITLES = word_set(
    """
    President Premier Minister Senator Sen. Rep. Representative Congressman Congresswoman
    Chairman Chairwoman Chair Director Secretary Ambassador Judge Justice Mr. Mrs. Ms. Mr Mrs Ms
    Dr. Dr Prof. Professor Sir Lord Lady Gov. Governor General Attorney Spokesman Spokeswoman
    Spokesperson CEO CTO Mayor Commissioner Analyst Lawyer Founder Minister Chancellor Prime
    Deputy Vice Chief Officer
    """
)
_BODIES = word_set(
    """
    Robotics Systems Labs Lab Press Cloud Music Semiconductor Semiconductors Technologies
    Technology Group Inc Corp Ltd University Institute Ministry Agency Authority Office
    Commission Court Union Association Bank Media News Times Post Herald Courier Records
    Software Networks AI Intelligence Works Studio Studios Foundation Council Committee
    Department Partners Capital Holdings Motors Energy Data Computing Research Publishing
    Publishers Books House Entertainment Pictures Films Games Ventures Bureau Alliance
    Federation Society Guild Analytics Biotech Pharma Airlines Dynamics Industries Electronics
    Interactive Solutions Services Digital Mobile Telecom Tribune Gazette Daily Journal
    Chronicle Standard Observer Wire Health Security Design Audio Vision Learning Models
    """
)
_NEVER = word_set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May
    June July August September October November December I The A An In On At But And However
    While When If As For After Before This That These Those It He She They We Its His Her Their
    Our According
    """
)
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "VB", "MD", "VBG", "DT", "IN", "CC", "PRP", "PRP$", "WP"})
_PLACES = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "appos", "conj"}
    | {"root", "ROOT", "nmod:desc", "xcomp"}
)
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A row of capitalised words: its place in the paragraph, the type that its words suggest."""

    start: int
    end: int
    type: EntityType | None
    words: int
    placed: bool  # whether it fills a place in a clause by the parse


def rows(tokens: Sequence[Token]) -> Iterator[Row]:
    """Yield the rows of capitalised words of a parsed paragraph in order.

    Nothing is yielded for a paragraph whose words are mostly capitalised: a headline in title case.
    """
    if not tokens or not tokens[0].doc.has_annotation("DEP") or _is_titled(tokens):
        return
    run: list[Token] = []
    for token in tokens:
        fresh = token.i == 0 or token.is_sent_start is True
        if run and (fresh or not _joins(run[-1], token)):
            yield from _row(run)
            run = []
        if _is_capital(token, fresh=fresh):
            run.append(token)
        elif run:
            yield from _row(run)
            run = []
    if run:
        yield from _row(run)


def _is_titled(tokens: Sequence[Token]) -> bool:
    words = [text for t in tokens if len(text := t.text) > 3 and text.isalpha()]
    share = 0.95 if tokens[-1].text == "." else 0.7  # a short sentence may be mostly names
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= share * len(words)


def _joins(before: Token, token: Token) -> bool:
    """Say whether two words stand side by side, parted by one space or a hyphen."""
    return token.i == before.i + 1 and bool(before.whitespace_)


def _is_capital(token: Token, *, fresh: bool) -> bool:
    text = token.text
    if not text[:1].isupper() or text in _NEVER or not any(c.isalpha() for c in text):
        return False
    if not all(c.isalnum() or c in "-'’&." for c in text):
        return False
    if fresh:
        following = token.nbor(1) if token.i + 1 < len(token.doc) else token
        flat = following.dep_ in {"flat", "flat:name"} or token.head == following
        led = flat and following.text[:1].isupper() and following.tag_ == "NNP"
        named = led and token.tag_ not in _VERBAL and not token.text.endswith("ly")
        return named or token.tag_ in {"NNP", "NNPS"} or token.pos_ == "PROPN"
    return token.tag_ not in _VERBAL or token.pos_ == "PROPN"


def _row(run: Sequence[Token]) -> Iterator[Row]:
    words = list(run)
    titled = False
    while words and words[0].text in _TITLES:
        words, titled = words[1:], True
    while words and words[-1].text in _TITLES:
        words = words[:-1]
    if not words or len(words) > _LONGEST or words[0].text.isupper():
        return
    if not any(t.tag_ in {"NNP", "NNPS"} for t in words):
        return
    inside = {t.i for t in words}
    top = next((t for t in words if t.head.i not in inside or t.head == t), words[-1])
    kind: EntityType | None = None
    placed = top.dep_ in _PLACES
    if titled:
        kind = EntityType.PERSON
    elif words[-1].text in _BODIES:
        kind = EntityType.ORG
    last = words[-1]
    after = last.doc[last.i + 1 : last.i + 3].text
    if after == ", who":
        kind, placed = EntityType.PERSON, True
    yield Row(words[0].idx, last.idx + len(last.text), kind, len(words), placed)
