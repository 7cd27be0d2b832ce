"""People without a name: *two officials*, *a person familiar with the talks*, *one of them*."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import Party, Span, SpeakerRole
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_LONGEST_WORDS = 12
"""Most words that say who an anonymous speaker is."""
_CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT"})
_SOME = frozenset({"one", "two", "three", "four", "some", "another", "both", "several"})
_REST = frozenset({"another", "other"})
"""Who is left of unnamed people that were heard: *another said*, *the other called it thin*."""
_NEW = frozenset({"a", "an"})
_OFFICES = frozenset(
    {"administration", "government", "intelligence", "defense", "defence", "federal", "security"}
)
"""Whose officials are unnamed people, though nothing else says so."""


class Unnamed:
    """The people without a name that a text has heard so far, in order of the text."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self._heard: list[Party] = []

    def forget(self) -> None:
        """Forget who was heard: the text is read anew."""
        self._heard.clear()

    def find(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return the unnamed officials or people that a nominal tells of, with whose they are."""
        if _some_of_them(head):
            return self._share(span)
        if self._heard and tree.lower(head) in _REST and not head.n_rights:
            return self._share(span)
        if tree.lower(head) not in self._lexicon.party("anonymous", "heads"):
            return None
        wide = Span(span.start, paragraph.end_of(head.right_edge))
        words = {tree.lower(t) for t in tree.words_in(paragraph, wide)}
        affiliation = self._reading.mention_at(span)
        marked = words & self._lexicon.party("anonymous", "markers")
        if tree.lemma(head) == "official" and any(tree.lower(c) in _OFFICES for c in head.lefts):
            marked = marked | _OFFICES
        if _is_of_some_house(head):
            marked = marked | {"a"}
        if not marked and affiliation is None:
            return self._again(head, span)
        span = self._described(paragraph, head, span)
        party = Party(
            span.start,
            span.end,
            None,
            span.of(self._reading.text),
            SpeakerRole.ANONYMOUS,
            anonymous=True,
            on_behalf_of=(affiliation.entity or affiliation.canonical) if affiliation else None,
        )
        self._heard.append(party)
        return Answer(party, "anonymous")

    def _share(self, span: Span) -> Answer:
        """Return one of several people that nobody named, of whom the text tells no more."""
        if self._heard:
            return Answer(replace(self._heard[-1], start=span.start, end=span.end), "anonymous")
        words = span.of(self._reading.text)
        party = Party(span.start, span.end, None, words, SpeakerRole.ANONYMOUS, anonymous=True)
        return Answer(party, "anonymous")

    def _again(self, head: Token, span: Span) -> Answer | None:
        """Return the unnamed people that *the official*, *one of the people* point back to."""
        pointing = any(tree.lower(c) in {"the", "that", "those"} for c in head.lefts)
        if not pointing:
            return None
        name = tree.lemma(head)
        kin = {"people", "person"} if name in {"people", "person"} else {name}
        for party in reversed(self._heard):
            words = (party.canonical or "").casefold().split()
            if any(word in kin or word.rstrip("s") in kin for word in words):
                return Answer(replace(party, start=span.start, end=span.end), "anonymous")
        return None

    def _described(self, paragraph: Paragraph, head: Token, span: Span) -> Span:
        """Return *people familiar with the talks* whole, up to a comma or a relative clause."""
        end = span.end
        for token in paragraph.doc[head.i + 1 : min(head.i + _LONGEST_WORDS, head.sent.end)]:
            if paragraph.end_of(token) <= span.end:
                continue
            part = head in (token.head, *tree.climb(token))
            if token.is_punct or not part or token.tag_ in _CLAUSAL:
                break
            end = paragraph.end_of(token)
        return Span(span.start, end)


def _is_of_some_house(head: Token) -> bool:
    """Say whether a nominal brings in somebody by his house alone: *an agency official*, *a company
    executive*; who is named beside it was found before."""
    new = any(tree.lower(c) in _NEW for c in head.lefts)
    return new and any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in head.lefts)


def _some_of_them(head: Token) -> bool:
    """Say whether a nominal is *two of them*, *one of the people*, wherever its head is."""
    around = head.doc[max(head.i - 2, head.sent.start) : min(head.i + 4, head.sent.end)]
    words = [tree.lower(t) for t in around]
    for index, word in enumerate(words[:-2]):
        if word in _SOME and words[index + 1] == "of" and words[index + 2] in {"them", "the"}:
            rest = words[index + 2 : index + 4]
            return rest[0] == "them" or (len(rest) > 1 and rest[1] in {"people", "officials"})
    return False
