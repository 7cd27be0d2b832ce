"""The parties that a nominal names: names in it, members of a group, or a body in common nouns.

A group that is named by country and kind (*Chinese AI companies*) stands for those members that the
text itself gives (*such as A, B and C*), each linked to the words for the group.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party, Span
from nlp.reading import Paragraph, Reading
from nlp.speakers import Speakers
from nlp.speakers.answer import span_of
from nlp.statements import charges, listings, tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party
from nlp.statements.groups import Groups
from nlp.statements.introduced import Introduced
from nlp.statements.lexicon import Lexicon

NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
POINTERS = frozenset({"it", "he", "she", "they", "there", "that", "this", "which", "who", "what"})
_ASIDE = frozenset({"conj", "appos", "flat", "list", "parataxis", "flat:name", "compound"})
_SUCH = frozenset({"as", "including", "like", "alongside", "with"})
_OPENS_LIST = frozenset(
    {",", ":", "–", "—", "(", "such as", "including", ", namely", ", including"}
)

_ORGANS = frozenset({EntityType.ORG, EntityType.PERSON})
_BEYOND = frozenset({"outlet", "agency", "court", "judge"})
_SENDING = frozenset({"send", "deliver", "hand", "dispatch", "go"})


class Nominals:
    """The nominals of one reading."""

    def __init__(
        self, reading: Reading, speakers: Speakers, lexicon: Lexicon, groups: Groups
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._lexicon = lexicon
        self._groups = groups
        self._persons = {m.canonical for m in reading.mentions if m.type is EntityType.PERSON}
        self._introduced = Introduced(reading, lexicon)

    def parties(
        self,
        scene: Scene,
        head: Token,
        *,
        wide: bool = False,
        matter: frozenset[str] = frozenset(),
        somebody: bool = False,
    ) -> list[Party]:
        """Return the names in a nominal, the members of a group, or else the nominal itself if it
        is one for people or a body; ``matter`` are the prepositions that no longer belong to it."""
        if tree.lower(head) in POINTERS:
            return []
        start, end = tree.extent(head)
        clause = next((c for c in head.children if c.dep_ in {"acl", "acl:relcl"}), None)
        if clause is not None and clause.left_edge.i > head.i and not wide:
            end = clause.left_edge.i - 1
        span = scene.span((start, max(end, head.i)))
        names = [
            m
            for m in listings.parties_in(self._reading, span)
            if m.type in NAMED and not _describes(scene.paragraph, m.span, head)
        ]
        at_home = [m for m in names if self._is_home(scene, m)]
        if at_home and names == at_home:
            return []  # "entities based in A": nobody is named
        own = self._reading.mention_of(scene.paragraph, head)
        if own is None and self._introduced.is_newcomer(head):
            # "a former engineer at A": whoever that is, it is not A
            people = self._introduced.named(scene.paragraph, head)
            words = span_of(scene.paragraph, head)
            party = Party(words.start, words.end, None, words.of(self._reading.text))
            return people or [self._shortened(scene, head, party, matter)]
        if own is not None and own.type in NAMED:
            names = [m for m in names if m == own or _beside(scene.paragraph, m.span, head)]
        else:
            names = [m for m in names if m not in at_home]
        if names:
            return [Party(m.start, m.end, m.entity, m.canonical) for m in names]
        words = span_of(scene.paragraph, head)
        members = self._groups.members(head) or self._groups.counted(scene.paragraph, head)
        if members:
            return [Party(words.start, words.end, m.entity, m.canonical) for m in members]
        party = self._speakers.resolve(scene.paragraph, head).party
        known = self._reading.knowledge.entities.get(party.entity or "")
        if known is not None and known.type not in NAMED:
            return []  # "the company" is no chatbot
        if party.entity is None and not (somebody or is_party(scene, head)):
            return []
        return [self._shortened(scene, head, party, matter)]

    def _is_home(self, scene: Scene, mention: Mention) -> bool:
        if mention.type is not EntityType.GPE:
            return False
        tokens = tree.words_in(scene.paragraph, mention.span)
        return charges.is_residence(tokens) or charges.is_venue(tokens)

    def _shortened(self, scene: Scene, head: Token, party: Party, matter: frozenset[str]) -> Party:
        """Return a party in common nouns without the matter: *a firm*, of *a firm of theft*."""
        begins = [c.left_edge.i for c in head.rights if tree.marker(c) in matter]
        start, end = tree.nominal(head)
        if party.entity is not None or not begins or min(begins) > end:
            return party
        span = scene.span((start, max(min(begins) - 1, head.i)))
        words = span.of(self._reading.text)
        return replace(party, start=span.start, end=span.end, canonical=words)

    def named(self, scene: Scene, token: Token) -> list[Party]:
        """Return a name in the place of somebody who is to do something: *urged Acme to stop*."""
        mention = self._reading.mention_of(scene.paragraph, token)
        if mention is None or mention.type not in NAMED:
            return []
        return [Party(mention.start, mention.end, mention.entity, mention.canonical)]

    def right_after(self, scene: Scene, verb: Token) -> list[Party]:
        """Return the name right behind a verb that has two objects: *fined Acme 12 million*."""
        if verb.i + 1 >= len(verb.doc) or verb.pos_ == "NOUN":
            return []
        word = verb.nbor(1)
        if word.pos_ == "DET" and verb.i + 2 < len(verb.doc):
            word = word.nbor(1)
        return self.named(scene, word)

    def _listed(self, scene: Scene, head: Token) -> list[Mention]:
        """Return the names that stand in apposition to a group: *three labs, A, B and C, ran …*."""
        if head.pos_ != "NOUN" or tree.lemma(head) not in self._lexicon.party("roles", "company"):
            return []
        _, end = tree.extent(head)
        last = scene.paragraph.end_of(head)
        behind = scene.span((head.i, max(end, head.i)))
        found = [m for m in listings.parties_in(self._reading, behind) if m.type in NAMED]
        between = self._reading.text[last : found[0].start].strip() if found else ""
        return found if between in _OPENS_LIST else []

    def is_named(self, scene: Scene, token: Token) -> bool:
        mention = self._reading.mention_of(scene.paragraph, token)
        if mention is not None and mention.type in NAMED:
            return True
        counted = self._groups.counted(scene.paragraph, token)
        return self._groups.is_group(token) or bool(counted or self._listed(scene, token))

    def meant(self, scene: Scene, token: Token) -> list[Party]:
        """Return whom *he*, *she* or *the A maker* means, if that has a name."""
        person = tree.lower(token) in {"he", "she"} and not scene.quoted(token)
        made = self.is_the_firm(token) and any(c.dep_ == "compound" for c in token.lefts)
        if not person and not made:
            return []
        party = self._speakers.resolve(scene.paragraph, token).party
        return [party] if party.entity is not None else []

    def is_the_firm(self, token: Token, more: frozenset[str] = frozenset()) -> bool:
        """Say whether a noun points back to a company: *the firm's robots*; ``more`` are further
        nouns for one."""
        definite = any(tree.lower(child) in {"the", "that"} for child in token.lefts)
        return definite and tree.lower(token) in self._lexicon.party("roles", "company") | more

    def state(self, mention: Mention) -> Party:
        """Return a place as a party, a capital as the country whose government sits there."""
        known = self._reading.knowledge.entities
        city = known.get(mention.entity or "")
        country = known.get(city.parent or "") if city is not None else None
        if country is not None and country.type is EntityType.GPE:
            return Party(mention.start, mention.end, country.id, country.name)
        return Party(mention.start, mention.end, mention.entity, mention.canonical)

    def owner(self, scene: Scene, token: Token) -> list[Party]:
        """Return the name to which something belongs or by which it was made."""
        mention = self._reading.mention_of(scene.paragraph, token)
        if mention is None:
            return []
        return [Party(mention.start, mention.end, mention.entity, mention.canonical)]

    def is_newcomer(self, head: Token) -> bool:
        """Say whether a nominal brings in people without names: *a former engineer at A*."""
        return self._introduced.is_newcomer(head)

    def is_person(self, party: Party) -> bool:
        """Say whether a party is a person by its name."""
        entity = self._reading.knowledge.entities.get(party.entity or "")
        if entity is not None:
            return entity.type is EntityType.PERSON
        return party.canonical in self._persons

    def is_place(self, party: Party) -> bool:
        entity = self._reading.knowledge.entities.get(party.entity or "")
        return entity is not None and entity.type is EntityType.GPE

    def state_of(self, paragraph: Paragraph, token: Token) -> list[Party]:
        """Return the state that a word names, if it names one."""
        mention = self._reading.mention_of(paragraph, token)
        named = mention is not None and mention.type is EntityType.GPE
        return [self.state(mention)] if named and mention is not None else []

    def states(self, span: Span) -> list[Party]:
        """Return the states that a piece of text names, a capital for the state that it rules."""
        return [
            self.state(mention)
            for mention in self._reading.mentions_in(span)
            if mention.type is EntityType.GPE
        ]

    def sent_to(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the government to which something was sent: *a demarche was sent to Beijing*."""
        for span in draft.content[:1]:
            for token in tree.words_in(scene.paragraph, span):
                if tree.lemma(token) not in _SENDING or token.pos_ != "VERB":
                    continue
                for child in token.children:
                    mention = self._reading.mention_of(scene.paragraph, child)
                    place = mention is not None and mention.type is EntityType.GPE
                    if place and mention is not None and tree.marker(child) == "to":
                        return [self.state(mention)]
        return []

    def in_front(self, scene: Scene, span: Span) -> list[Party]:
        """Return whom a charge names before the verb that tells what was done, wherever the parser
        hangs the name: *a Chinese start-up, A, harvested …*."""
        tokens = tree.words_in(scene.paragraph, span)
        root = charges.top(tokens)
        if root is None or root.tag_ not in {"VBD", "VBN", "VBZ", "VBG"}:
            return []
        if tree.is_passive_head(root):  # what it was done to did not do it: "A's chips were sold"
            return []
        before = Span(span.start, max(span.start, scene.paragraph.start_of(root)))
        named = [
            Party(m.start, m.end, m.entity, m.canonical)
            for m in listings.parties_in(self._reading, before)
            if m.type in _ORGANS
        ]
        return [party for party in named if self.is_organ(party)]

    def is_organ(self, party: Party) -> bool:
        entity = self._reading.knowledge.entities.get(party.entity or "")
        if entity is not None:
            return entity.type in _ORGANS and entity.kind not in _BEYOND
        return not (party.canonical or "").isupper()

    def actors(self, span: Span, speaker: Party) -> list[Party]:
        """Return who is named in a piece of text, the speaker excepted."""
        return [
            Party(m.start, m.end, m.entity, m.canonical)
            for m in listings.parties_in(self._reading, span)
            if m.type in NAMED
            and (m.entity or m.canonical) != (speaker.entity or speaker.canonical)
        ]

    def only(self, span: Span, speaker: Party) -> list[Party]:
        """Return the one company, body or person that a piece of text names, if it is one."""
        organs = [p for p in self.actors(span, speaker) if p.entity and self.is_organ(p)]
        return organs[:1] if len({party.entity for party in organs}) == 1 else []

    def has_seen(self, who: Token) -> bool:
        """Say whether somebody only saw or got a document: *a notice seen by A*."""
        seen = self._lexicon.party("seen", "saw") | self._lexicon.party("seen", "obtained")
        return tree.marker(who) == "by" and tree.lemma(who.head) in seen


def _beside(paragraph: Paragraph, span: Span, head: Token) -> bool:
    """Say whether a name is listed with the head or stands for it, and is no part of its matter
    (*accused A of copying B*)."""
    tokens = tree.words_in(paragraph, span)
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside or t.head == t), None)
    for node in (top, *tree.climb(top)) if top is not None else ():
        if node == head:
            return True
        listed = node.dep_ in {"nmod", "obl", "acl"} and tree.marker(node) in _SUCH
        if node.dep_ not in _ASIDE and not listed:
            return False
    return False


def _describes(paragraph: Paragraph, span: Span, head: Token) -> bool:
    """Say whether a name only describes the head ("US chip makers")."""
    tokens = tree.words_in(paragraph, span)
    if not tokens or head.i <= tokens[-1].i:
        return False
    return all(t.dep_ in {"amod", "compound", "nmod:poss", "nmod", "det", "flat"} for t in tokens)
