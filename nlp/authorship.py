"""Whose a document is, and who saw it, where only the sentence that cites it tells.

*The ministry has warned its allies, according to a notice seen by Reuters*: the notice is the
ministry's. *The agency reported, citing a notice it had seen*: the agency is its witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from claimwire.model import LinkType, Mention, Party
from nlp.outlets import is_outlet
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.documents import Paper, Papers
from nlp.statements.lexicon import Lexicon

_CITING = frozenset({"cite", "quote"})
_OWN = frozenset({"notice", "letter", "memo", "cable", "filing", "directive", "document", "note"})
"""Documents by which somebody does what is told: a report may be about others."""
_BODIES = frozenset({"ministry", "agency", "government", "embassy", "committee", "court"})
_AFTER = 8
_PRESS_ROLES = (
    "the news",
    "the newspaper",
    "the agency",
    "the outlet",
    "the magazine",
    "the paper",
)


def complete(
    reading: Reading,
    papers: Papers,
    lexicon: Lexicon,
    resolve: Callable[[Paragraph, Token], Party],
) -> None:
    """Give documents the authors and witnesses that the sentences around them show."""
    for paragraph in reading.paragraphs:
        if paragraph.kind == FURNITURE:
            continue
        for token in papers.documents(paragraph):
            paper = papers.at(paragraph, token)
            if paper is None:
                continue
            if paper.author is None and paper.noun in _OWN:
                _author(reading, papers, lexicon, paragraph, token, paper, resolve)
            _witness(reading, paragraph, token, paper, lexicon)


def _author(
    reading: Reading,
    papers: Papers,
    lexicon: Lexicon,
    paragraph: Paragraph,
    token: Token,
    paper: Paper,
    resolve: Callable[[Paragraph, Token], Party],
) -> None:
    """Take the body that acts in a sentence for the author of the document that it rests on, and
    *in the notice, the ministry accuses …* for the same."""
    if tree.marker(token) not in {"according", "in"}:
        return
    for above in tree.climb(token):
        if above.pos_ not in {"VERB", "AUX"} or lexicon.verb(above) not in lexicon.verbs:
            continue
        subject = tree.subject(above)
        if subject is None:
            continue
        party = resolve(paragraph, subject)
        entity = reading.knowledge.entities.get(party.entity or "")
        if entity is not None and entity.kind in _BODIES:
            papers.written_by(paper, party)
        return


def _witness(
    reading: Reading, paragraph: Paragraph, token: Token, paper: Paper, lexicon: Lexicon
) -> None:
    """Record the outlet that cites a document *it had seen* as the one that saw it."""
    end = int(token.sent.end)
    for index in range(token.i + 1, min(token.i + _AFTER, end - 2)):
        word, by = token.doc[index], token.doc[index + 1]
        if tree.lower(by) == "by" and tree.lemma(word) in lexicon.party("seen", "saw"):
            rest = " ".join(tree.lower(t) for t in token.doc[index + 2 : min(index + 5, end)])
            if rest.startswith(_PRESS_ROLES):
                _record(paper, LinkType.SAW, _citers(reading, paragraph, token))
            return
    words = list(token.doc[token.i + 1 : min(token.i + _AFTER, end)])
    pronoun = next((i for i, w in enumerate(words) if tree.lower(w) in {"it", "they"}), None)
    if pronoun is None or pronoun > 2:
        return
    verb = next((w for w in words[pronoun + 1 :] if w.pos_ == "VERB"), None)
    if verb is None:
        return
    name = tree.lemma(verb)
    saw, got = name in lexicon.party("seen", "saw"), name in lexicon.party("seen", "obtained")
    if not (saw or got):
        return
    link = LinkType.SAW if saw else LinkType.OBTAINED
    _record(paper, link, _citers(reading, paragraph, token))


def _record(paper: Paper, link: LinkType, outlets: Iterator[Mention]) -> None:
    for outlet in outlets:
        if outlet.entity not in {m.entity for _, m in paper.witnesses}:
            paper.witnesses.append((link, outlet))


def _citers(reading: Reading, paragraph: Paragraph, token: Token) -> Iterator[Mention]:
    """Yield the outlet that cites a document: the last one named before *citing*."""
    for index in range(token.i - 1, int(token.sent.start) - 1, -1):
        word = token.doc[index]
        if tree.lemma(word) in _CITING:
            before = [
                mention
                for other in token.doc[token.sent.start : index]
                if (mention := reading.mention_of(paragraph, other)) is not None
                and is_outlet(reading, mention)
            ]
            yield from before[-1:]
            return
