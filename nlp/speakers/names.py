"""Speakers that are named: by a mention at their head, or by one that stands beside it."""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party, Span, SpeakerRole
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.documents import Papers
from nlp.statements.lexicon import Lexicon
from nlp.statements.referents import Referents

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_LONGEST_WORDS = 12
"""Most words that say who an anonymous speaker is."""
_TITLES = frozenset({"Representative", "Representatives"})
"""Of a parliament, not of somebody."""
_CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT"})
_OFFICE = frozenset({"of", "for", "to"})
_OFFICE_WORDS = frozenset(
    {"bureau", "department", "ministry", "commission", "committee", "agency", "board", "court"}
    | {"office", "council", "authority"}
)
"""What a body with a longer name is called again with a capital: *the Bureau*."""
_OUTLETS = frozenset({"outlet", "agency"})


class Names:
    """The names of a reading, and the roles that stand with them."""

    def __init__(
        self,
        reading: Reading,
        lexicon: Lexicon,
        papers: Papers,
        referents: Referents,
        voices: Voices,
    ) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self._papers = papers
        self._referents = referents
        self._voices = voices
        self._surnames: dict[str, Mention] = {}
        for mention in reading.mentions:
            if mention.type == EntityType.PERSON and " " in mention.canonical:
                self._surnames.setdefault(mention.canonical.split()[-1], mention)

    def find(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return who is named at the head of a nominal, or beside it."""
        mention = self._reading.mention_of(paragraph, head)
        if mention is None or mention.type == EntityType.NORP:
            mention = self._beside(paragraph, head)
        if mention is None or (
            head.pos_ == "NOUN"
            and self._papers.is_document(head)
            and mention.type != EntityType.LAW
        ):
            return None
        if mention.how == "coreference" and mention.entity is None:
            return None
        if mention.how == "model" and mention.canonical.lower() in _OFFICE_WORDS:
            word = mention.canonical.lower()
            whole = self._referents.nearest(span.start, lambda m: is_called(m, word))
            mention = whole.mention if whole is not None and whole.mention else mention
        mention = self.full(self._first_of(mention, paragraph.start_of(head.left_edge)))
        behalf, role = None, SpeakerRole.PRINCIPAL
        if mention.type == EntityType.PERSON:
            behalf, role = self._voice_of(paragraph, head, span, mention)
        entity = self._reading.knowledge.entities.get(mention.entity or "")
        if entity is not None and entity.kind in _OUTLETS:
            role = SpeakerRole.OUTLET
        party = Party(
            span.start, span.end, mention.entity, mention.canonical, role, on_behalf_of=behalf
        )
        if role in {SpeakerRole.SPOKESPERSON, SpeakerRole.LAWYER}:
            self._voices.heard(span.start, self._called(paragraph, span, head), party)
        return Answer(party, "name")

    def _beside(self, paragraph: Paragraph, head: Token) -> Mention | None:
        """Return a name in apposition: "the start-up DeepSeek", "the minister, Jane Doe"."""
        if head.i + 1 < len(head.doc) and head.nbor(1).text == ":":
            return None  # "LANG: Ms. Doe, did you …": who is spoken to is not who speaks
        for child in head.children:
            if child.dep_ in {"flat", "appos", "flat:name"} and child.i > head.i:
                mention = self._reading.mention_of(paragraph, child)
                if mention is not None and mention.type != EntityType.NORP:
                    return mention
        named = self._behind_comma(paragraph, head) or self._behind_office(paragraph, head)
        if named is not None:
            return named
        for child in head.rights:  # "the photo agency Acme Images", whatever the parser makes of it
            adjacent = child.left_edge.i == head.i + 1 and not tree.marker(child)
            adjacent = adjacent and child.dep_ != "conj"  # "neither the ministry nor Acme"
            mention = self._reading.mention_of(paragraph, child) if adjacent else None
            if mention is not None and mention.type in {EntityType.PERSON, EntityType.ORG}:
                return mention
        for child in head.children:
            close = child.dep_ in {"compound", "nmod:desc"} and child.i == head.i - 1
            role = tree.lemma(head) in self._lexicon.party("roles", "company")
            if close and role and head.dep_ != "compound":
                mention = self._reading.mention_of(paragraph, child)
                if mention is not None and mention.type == EntityType.ORG:
                    return mention
        return None

    def _behind_comma(self, paragraph: Paragraph, head: Token) -> Mention | None:
        """Return the person named between commas right behind a role: *its director, Jane Doe,*."""
        doc, end = head.doc, int(head.sent.end)
        owned = any(c.dep_ == "nmod:poss" or tree.lower(c) in _DEFINITE for c in head.lefts)
        if head.pos_ != "NOUN" or not owned or head.i + 2 >= end or doc[head.i + 1].text != ",":
            return None
        mention = self._reading.mention_of(paragraph, doc[head.i + 2])
        if mention is None or mention.type != EntityType.PERSON:
            return None
        rest = self._reading.text[mention.end : mention.end + 2]
        return mention if rest[:1] in {",", ".", ""} else None

    def _behind_office(self, paragraph: Paragraph, head: Token) -> Mention | None:
        """Return the person named behind the office of a title: *Secretary of State A B*."""
        words = paragraph.tokens[head.i + 1 : head.i + _LONGEST_WORDS]
        joint = next((i for i, w in enumerate(words[:3]) if tree.lower(w) in _OFFICE), None)
        if joint is None or not all(w.text[:1].isupper() for w in (head, *words[:joint])):
            return None
        for word in words[joint + 1 :]:
            if word.tag_ in _CLAUSAL or word.is_punct:
                return None
            mention = self._reading.mention_of(paragraph, word)
            if mention is not None and mention.type is EntityType.PERSON:
                return mention
        return None

    def _first_of(self, mention: Mention, start: int) -> Mention:
        """Return the first of coordinated names: a joint statement is filed under it."""
        best = mention
        for other in self._reading.mentions_in(Span(start, max(mention.start, start))):
            between = self._reading.text[other.end : mention.start]
            owner = between.startswith(("'s ", "’s "))  # "A's counsel, B"
            listed = not owner and any(mark in between for mark in (",", " and ", " or "))
            if listed and other.type == mention.type and best is mention:
                best = other
        return best

    def full(self, mention: Mention) -> Mention:
        """Return the mention that a bare surname stands for, or the mention itself."""
        if mention.type != EntityType.PERSON or " " in mention.canonical:
            return mention
        return self._surnames.get(mention.canonical, mention)

    def _voice_of(
        self, paragraph: Paragraph, head: Token, span: Span, own: Mention
    ) -> tuple[str | None, SpeakerRole]:
        """Return whom a named person speaks for ("DeepSeek spokeswoman Li Wei")."""
        start, end = span.start, span.end
        for child in head.children:
            if child.dep_ == "appos":
                end = max(end, paragraph.end_of(child.right_edge))
        words = list(tree.words_in(paragraph, Span(start, end)))
        lemmas = {tree.lemma(t) for t in words if t.text not in _TITLES}
        if lemmas & self._lexicon.party("spokespeople"):
            role = SpeakerRole.SPOKESPERSON
        elif lemmas & self._lexicon.party("lawyers"):
            role = SpeakerRole.LAWYER
        else:
            return None, SpeakerRole.PRINCIPAL
        for mention in self._reading.mentions_in(Span(start, end)):
            if mention.start != own.start and mention.type in {EntityType.ORG, EntityType.GPE}:
                return mention.entity or mention.canonical, role
        return None, role

    def _called(self, paragraph: Paragraph, span: Span, head: Token) -> str:
        """Return what a voice with a name is called: *the company's spokesman, Li Wei*."""
        voices = self._lexicon.party("spokespeople") | self._lexicon.party("lawyers")
        near = (*tree.words_in(paragraph, span), *head.children)
        return next((tree.lemma(t) for t in near if tree.lemma(t) in voices), tree.lemma(head))


def is_called(mention: Mention, word: str) -> bool:
    """Say whether a body has a word in its name: *the council* for one that is called a council."""
    return mention.type == EntityType.ORG and word in mention.canonical.lower().split()
