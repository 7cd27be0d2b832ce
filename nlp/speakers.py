"""Who a nominal speaks for: names, spokespeople, documents, "the company", pronouns.

A small sieve, from the surest evidence to the weakest; the first that answers decides, and its name
is kept for :mod:`nlp.explain`:

1. ``name``: a mention covers the head of the nominal or stands in apposition to it
2. ``voice``: a spokesperson or lawyer, for the mention in the same nominal
3. ``document``: a document, for its author
4. ``page``: "the article", "the author": the page itself, an outlet
5. ``anonymous``: officials and people without a name, with their affiliation
6. ``group``: "critics such as A", "analysts at A", "both firms": the one named for them
7. ``order``: "the former", "the latter": the one of two names that stand together
8. ``role``: "the company", "the embassy": the nearest fitting name before
9. ``pronoun``: he, she, it, they: the best fitting name within two sentences
10. ``words``: nobody known; the words themselves
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Party, Span, SpeakerRole
from nlp import authorship, collective
from nlp.reading import Paragraph, Reading
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.documents import Paper, Papers
from nlp.statements.draft import AUTHOR, PUBLISHER
from nlp.statements.groups import Groups
from nlp.statements.kinds import KINDS, country_of
from nlp.statements.lexicon import Lexicon
from nlp.statements.referents import Referent, Referents
from nlp.suits import Suits

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
_THINGS = frozenset({"it", "its", "itself"})
_GROUPS = frozenset({"they", "them", "their", "theirs"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_WINDOW = 2
"""Sentences back in which a pronoun looks for its antecedent."""
_FLOOR = 2.4
"""How well a name must fit a pronoun to be preferred to a voice without a name that just spoke."""
_LONGEST_WORDS = 12
"""Most words that say who an anonymous speaker is."""
_TITLES = frozenset({"Representative", "Representatives"})
"""Of a parliament, not of somebody."""
_CLAUSAL = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT"})
_TURN = re.compile(r"[A-Z][A-Z.'’ -]{2,40}:")
_SOME = frozenset({"one", "two", "three", "four", "some", "another", "both", "several"})
_OFFICE = frozenset({"of", "for", "to"})
_BEFORE_DAY = re.compile(r"[\s,]+(?:on|in|late|early)?\s*\Z")
_OFFICES = frozenset(
    {"administration", "government", "intelligence", "defense", "defence", "federal", "security"}
)
"""Whose officials are unnamed people, though nothing else says so."""
_NEW = frozenset({"former", "another", "other", "new", "late", "next", "second", "ex"})
_OFFICE_WORDS = frozenset(
    {"bureau", "department", "ministry", "commission", "committee", "agency", "board", "court"}
    | {"office", "council", "authority"}
)
"""What a body with a longer name is called again with a capital: *the Bureau*."""
_LEVELS = {
    "district": "district", "lower": "lower", "trial": "trial", "appeals": "appeal",
    "appellate": "appeal", "appeal": "appeal", "supreme": "supreme", "high": "high",
    "bankruptcy": "bankruptcy", "regional": "regional", "county": "county",
    "constitutional": "constitutional", "different": "different",
}  # fmt: skip
"""Words that tell courts apart, and what a name has where it is such a court's."""
_ACTORS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_OUTLETS = frozenset({"outlet", "agency"})
_ORDER = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Answer:
    """A party and the step of the sieve that found it."""

    party: Party
    step: str
    paper: Paper | None = None


class Speakers:
    """The sieve over one reading. Statements are resolved in order of the text."""

    def __init__(self, reading: Reading, papers: Papers, lexicon: Lexicon) -> None:
        self._reading = reading
        self.papers = papers
        self._lexicon = lexicon
        self._referents = Referents(reading, papers)
        self.groups = Groups(reading, lexicon)
        self._suits: Suits | None = None
        self._voices = Voices(reading, self._referents)
        self._unnamed: list[Party] = []  # in order of the text
        self._surnames: dict[str, Mention] = {}
        for mention in reading.mentions:
            if mention.type == EntityType.PERSON and " " in mention.canonical:
                self._surnames.setdefault(mention.canonical.split()[-1], mention)
        for noun, paragraph, who in papers.pending:
            paper = papers.named(noun)
            if paper is not None:
                papers.written_by(paper, self.resolve(paragraph, who).party)
        authorship.complete(reading, papers, lexicon, self.party_of)
        self._suits = Suits(reading, self.party_of)
        self._suits.complete(papers)
        self._unnamed.clear()
        self._voices.forget()

    def resolve(self, paragraph: Paragraph, head: Token) -> Answer:
        """Return who the nominal with this head is."""
        head = self._possessed(paragraph, head)
        span = self.span_of(paragraph, head)
        for step in (
            self._by_name, self._by_voice, self._by_document, self._by_page, self._by_anonymity,
            self._by_group, self._by_order, self._by_role, self._by_pronoun,
        ):  # fmt: skip
            answer = step(paragraph, head, span)
            if answer is not None:
                return answer
        span = self._undated(span)
        words = span.of(self._reading.text)
        collective = "Plur" in head.morph.get("Number", []) if head.has_morph() else False
        role = SpeakerRole.COLLECTIVE if collective else SpeakerRole.PRINCIPAL
        return Answer(Party(span.start, span.end, None, words, role), "words")

    def _undated(self, span: Span) -> Span:
        """Return the words of a nominal without the day behind them: *two senators on Monday*."""
        dates = self._reading.dates
        for day in (dates[i] for i in self._reading.dates_in(span)):
            rest = self._reading.text[day.end : span.end]
            if day.start < span.start < day.end < span.end and rest.strip():
                span = Span(span.end - len(rest.lstrip(" ,")), span.end)  # "May 4, 2031 two firms"
        inside = [dates[i].start for i in self._reading.dates_in(span)]
        start = min((at for at in inside if at > span.start), default=span.end)
        if start == span.end:
            return span
        kept = _BEFORE_DAY.sub("", self._reading.text[span.start : start])
        return Span(span.start, span.start + len(kept)) if kept.strip() else span

    def _possessed(self, paragraph: Paragraph, head: Token) -> Token:
        """Return the noun that somebody owns, where the parser took the owner for who speaks:
        *says A's librarian, Jane Doe*."""
        doc, end = head.doc, int(head.sent.end)
        if head.i + 2 >= end or doc[head.i + 1].text not in {"'s", "’s"}:
            return head
        mention = self._reading.mention_of(paragraph, head)
        if mention is None or mention.end > paragraph.end_of(head):
            return head
        for token in doc[head.i + 2 : min(head.i + 6, end)]:
            last = token.i + 1 >= end or doc[token.i + 1].pos_ not in {"NOUN", "PROPN"}
            if token.pos_ == "NOUN" and last:  # "A's claim" is A's own
                return token if tree.lemma(token) in self._lexicon.parties else head
            if token.pos_ not in {"NOUN", "ADJ", "PROPN"}:
                break
        return head

    def party_of(self, paragraph: Paragraph, head: Token) -> Party:
        """Return who the nominal with this head is, without the way it was found."""
        return self.resolve(paragraph, head).party

    def spoke(self, offset: int, party: Party, paper: Paper | None) -> None:
        """Remember who spoke last: pronouns prefer that speaker, be it a document."""
        self._referents.spoke(offset, party, paper)
        self._voices.spoke(offset, party)

    @staticmethod
    def span_of(paragraph: Paragraph, head: Token) -> Span:
        """Return the words of a nominal."""
        start, end = tree.nominal(head)
        return paragraph.span_of(paragraph.doc[start], paragraph.doc[end])

    # ------------------------------------------------------------------------------- the sieve

    def _by_name(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        mention = self._reading.mention_of(paragraph, head)
        if mention is None or mention.type == EntityType.NORP:
            mention = self._beside(paragraph, head)
        if mention is None or (
            head.pos_ == "NOUN" and self.papers.is_document(head) and mention.type != EntityType.LAW
        ):
            return None
        if mention.how == "coreference" and mention.entity is None:
            return None
        if mention.how == "model" and mention.canonical.lower() in _OFFICE_WORDS:
            whole = self._search(span.start, [f"={mention.canonical.lower()}"], None)
            mention = whole.mention if whole is not None and whole.mention else mention
        mention = self._full(self._first_of(mention, paragraph.start_of(head.left_edge)))
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
            self._voices.heard(span.start, self._voice_noun(paragraph, span, head), party)
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

    def _full(self, mention: Mention) -> Mention:
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

    def _voice_noun(self, paragraph: Paragraph, span: Span, head: Token) -> str:
        """Return what a voice with a name is called: *the company's spokesman, Li Wei*."""
        voices = self._lexicon.party("spokespeople") | self._lexicon.party("lawyers")
        near = (*tree.words_in(paragraph, span), *head.children)
        return next((tree.lemma(t) for t in near if tree.lemma(t) in voices), tree.lemma(head))

    def _by_voice(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        name = tree.lemma(head)
        if name in self._lexicon.party("spokespeople"):
            role = SpeakerRole.SPOKESPERSON
        elif name in self._lexicon.party("lawyers"):
            role = SpeakerRole.LAWYER
        else:
            return None
        answer = self._voice_in(paragraph, head, span, role)
        if answer is not None:
            self._voices.heard(span.start, name, answer.party)
            return answer
        offset = paragraph.start_of(head)
        known = self._voices.again(offset, head)
        if known is not None:
            return Answer(replace(known, start=span.start, end=span.end), "voice")
        house = self._voices.house(offset, head, self._search, self._groups_of)
        if house is None:
            return None
        answer = _voice(span, house.entity, house.canonical, role)
        self._voices.heard(span.start, name, answer.party)
        return answer

    def _voice_in(
        self, paragraph: Paragraph, head: Token, span: Span, role: SpeakerRole
    ) -> Answer | None:
        """Return whom a voice speaks for by its own words: *for Acme*, *the firm's*, *its*."""
        for mention in self._reading.mentions_in(span):
            if mention.type in {EntityType.ORG, EntityType.GPE, EntityType.PERSON}:
                return _voice(span, mention.entity, mention.canonical, role)
        for token in tree.words_in(paragraph, span):
            inner = None
            if token != head and token.pos_ == "NOUN":
                inner = self._by_role(paragraph, token, self.span_of(paragraph, token))
            elif token.head == head and tree.lower(token) in {"its", "his", "her"}:
                inner = self._by_pronoun(paragraph, token, self.span_of(paragraph, token))
            if inner is not None:
                return _voice(span, inner.party.entity, inner.party.canonical, role)
        return None

    def _by_document(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        if not self.papers.is_document(head):
            return None
        outlet = self.papers.outlet_of(paragraph, head)
        if outlet is not None:
            return Answer(
                Party(span.start, span.end, outlet.entity, outlet.canonical, SpeakerRole.OUTLET),
                "document",
            )
        paper = self.papers.at(paragraph, head)
        if paper is None or (paper.author is None and self._is_page(head)):
            return None
        return Answer(self._paper_party(span, paper), "document", paper)

    def _paper_party(self, span: Span, paper: Paper) -> Party:
        author = paper.author
        return Party(
            span.start,
            span.end,
            author.entity if author else None,
            author.canonical if author else None,
            SpeakerRole.DOCUMENT,
            medium=paper.name(),
        )

    def _by_page(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        first = tree.lower(head) in {"i", "me", "we", "us"}
        writer = first and self._reading.quote_at(span.start) is None
        if writer and _TURN.match(paragraph.span.of(self._reading.text)):
            return None  # "MS. DOE: We have …": a transcript's turn, not the page
        if not writer and not self._is_page(head):
            return None
        person = tree.lower(head) in {"i", "me", "author", "editor", "writer"}
        words = AUTHOR if person else PUBLISHER
        return Answer(Party(span.start, span.end, None, words, SpeakerRole.OUTLET), "page")

    def _is_page(self, head: Token) -> bool:
        """Say whether a page speaks of itself: *the article*, *the author*, with no word more."""
        if tree.lower(head) not in self._lexicon.party("page") or not head.n_lefts:
            return False
        pointing = all(tree.lower(child) in {"the", "this"} for child in head.lefts)
        return pointing and not any(c.dep_ in {"nmod", "acl", "appos"} for c in head.rights)

    def _by_anonymity(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        if self._unnamed and _some_of_them(head):
            return Answer(replace(self._unnamed[-1], start=span.start, end=span.end), "anonymous")
        if tree.lower(head) not in self._lexicon.party("anonymous", "heads"):
            return None
        wide = Span(span.start, paragraph.end_of(head.right_edge))
        words = {tree.lower(t) for t in tree.words_in(paragraph, wide)}
        affiliation = self._reading.mention_at(span)
        marked = words & self._lexicon.party("anonymous", "markers")
        if tree.lemma(head) == "official" and any(tree.lower(c) in _OFFICES for c in head.lefts):
            marked = marked | _OFFICES
        if not marked and affiliation is None:
            return self._unnamed_again(head, span)
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
        self._unnamed.append(party)
        return Answer(party, "anonymous")

    def _unnamed_again(self, head: Token, span: Span) -> Answer | None:
        """Return the unnamed people that *the official*, *one of the people* point back to."""
        pointing = any(tree.lower(c) in {"the", "that", "those"} for c in head.lefts)
        if not pointing:
            return None
        name = tree.lemma(head)
        kin = {"people", "person"} if name in {"people", "person"} else {name}
        for party in reversed(self._unnamed):
            words = (party.canonical or "").casefold().split()
            if any(word in kin or word.rstrip("s") in kin for word in words):
                return Answer(replace(party, start=span.start, end=span.end), "anonymous")
        return None

    def _by_group(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return the one named for a group: *critics such as A*, *analysts at A*, *both firms*,
        *the researchers* of A again."""
        mention = collective.example(self._reading, paragraph, head) or collective.team(
            self._reading, paragraph, head
        )
        if mention is None:
            house = collective.house(self._reading, self._lexicon, paragraph, head)
            if house is not None:
                wide = Span(span.start, max(span.end, house.end))
                words = wide.of(self._reading.text)
                behind = house.entity or house.canonical
                role = SpeakerRole.COLLECTIVE
                return Answer(
                    Party(wide.start, wide.end, None, words, role, on_behalf_of=behind), "group"
                )
            mention = next(iter(self.groups.counted(paragraph, head)), None)
        if mention is None:
            return None
        return Answer(Party(span.start, span.end, mention.entity, mention.canonical), "group")

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

    def _by_order(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return whom *the former* or *the latter* of two names that stand together means."""
        word = tree.lower(head)
        if word not in {"former", "latter"} or not any(tree.lower(c) == "the" for c in head.lefts):
            return None
        offset = paragraph.start_of(head)
        before = [m for m in self._reading.mentions if m.end <= offset and m.type in _ACTORS]
        for first, second in reversed(list(pairwise(before))):
            between = self._reading.text[first.end : second.start]
            if between.strip(" ,") in {"and", "or"} or between.strip() == "and the":
                mention = self._full(first if word == "former" else second)
                return Answer(
                    Party(span.start, span.end, mention.entity, mention.canonical), "order"
                )
        return None

    def _by_role(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        side = self._suits.side(head) if self._suits is not None else None
        if side is not None:
            return Answer(Party(span.start, span.end, side.entity, side.canonical), "role")
        groups = self._groups_of(_joined(head))
        if not any(tree.lower(c) in _DEFINITE for c in head.children):
            return None
        if head.has_morph() and "Plur" in head.morph.get("Number", []):
            return None
        owned = any(c.dep_ == "nmod:poss" for c in head.children)
        new = any(tree.lower(c) in _NEW for c in head.children) or self._voices.is_of_a_house(head)
        if new or (owned and groups == ["person"]):
            return None  # "its former chairman", "another judge": nobody named so far
        country = country_of(head)
        found = self._search(paragraph.start_of(head), groups, country)
        if found is not None and found.mention is not None and "court" in groups:
            level = next((_LEVELS[w] for c in head.lefts if (w := tree.lower(c)) in _LEVELS), "")
            if level not in found.mention.canonical.lower():
                return None  # "the district court" after one of appeals
        if found is None and "judge" in groups:
            found = self._search(paragraph.start_of(head), ["court"], country)
        if found is None or found.mention is None:
            return None
        mention = self._full(found.mention)
        return Answer(Party(span.start, span.end, mention.entity, mention.canonical), "role")

    def _groups_of(self, name: str) -> list[str]:
        """Return what a role noun can stand for: kinds of the table, or names that have it."""
        return [g for g in _ORDER if name in self._lexicon.party("roles", g)] or [f"={name}"]

    def _search(self, offset: int, groups: Sequence[str], country: str | None) -> Referent | None:
        here = self._referents.sentence_of(offset)
        best: tuple[float, Referent] | None = None
        for referent in self._referents.before(offset):
            if referent.mention is None or not self._fits(referent.mention, groups):
                continue
            entity = self._reading.knowledge.entities.get(referent.mention.entity or "")
            if country and entity is not None and entity.country not in {None, country}:
                continue
            score = referent.subject - 0.9 * min(here - referent.sentence, 8)
            score += 1.5 if self._referents.has_floor(referent) else 0.0
            if best is None or score >= best[0]:
                best = (score, referent)
        return best[1] if best else None

    def _fits(self, mention: Mention, groups: Sequence[str]) -> bool:
        entity = self._reading.knowledge.entities.get(mention.entity or "")
        kind = entity.kind if entity is not None else None
        if groups[0].startswith("="):  # "the council": a name that has the word itself
            return (
                mention.type == EntityType.ORG
                and groups[0][1:] in mention.canonical.lower().split()
            )
        for group in groups:
            if kind is not None:
                if kind in KINDS[group]:
                    return True
                continue
            if group == "person" and mention.type == EntityType.PERSON:
                return True
            if group in {"company", "organization"} and mention.type == EntityType.ORG:
                return True
            low = mention.canonical.lower()
            if group == "judge" and mention.type == EntityType.PERSON:
                return True
            if group in low and mention.type == EntityType.ORG:
                return True
        return False

    def _by_pronoun(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        word = tree.lower(head)
        if word not in _PERSONAL | _THINGS | _GROUPS:
            return None
        offset = paragraph.start_of(head)
        here = self._referents.sentence_of(offset)
        before = self._clause_before(paragraph, head)
        best: tuple[float, Referent] | None = None
        for referent in self._referents.before(offset):
            back = here - referent.sentence
            if back > _WINDOW + (2 if self._referents.has_floor(referent) else 0):
                continue
            if referent.aside:
                continue
            if not self._agrees(referent, word):
                continue
            score = 1.2 * referent.subject - 1.5 * back
            score += 2.5 if self._referents.has_floor(referent) else 0.0
            score += 3.0 if back == 0 and referent.start == before else 0.0
            if best is None or score >= best[0]:
                best = (score, referent)
        voice = None
        if word not in _THINGS:
            voice = self._voices.pronoun(offset, plural=word in _GROUPS)
        if voice is not None and (best is None or best[0] < _FLOOR):
            return Answer(replace(voice, start=span.start, end=span.end), "pronoun")
        if best is None:
            return None
        referent = best[1]
        if referent.paper is not None:
            return Answer(self._paper_party(span, referent.paper), "pronoun", referent.paper)
        if referent.mention is None:
            return None
        mention = self._full(referent.mention)
        return Answer(Party(span.start, span.end, mention.entity, mention.canonical), "pronoun")

    def _clause_before(self, paragraph: Paragraph, head: Token) -> int | None:
        """Return where the subject of the clause stands that a colon or semicolon parts from that
        of a pronoun: *the cable goes further: it says …* goes on about the cable."""
        verb = head.head
        if head.dep_ not in tree.SUBJECTS or verb.dep_ not in {"parataxis", "conj", "ccomp"}:
            return None
        opens = verb.left_edge
        while opens.i > head.sent.start and opens.is_punct and opens.text not in {":", ";"}:
            opens = opens.nbor(1)
        parted = opens.text in {":", ";"} or (
            opens.i > head.sent.start and opens.nbor(-1).text in {":", ";"}
        )
        who = tree.first(verb.head, *tree.SUBJECTS, *tree.PASSIVE_SUBJECTS) if parted else None
        if who is None or who.i > head.i:
            return None
        mention = self._reading.mention_of(paragraph, who)
        return mention.start if mention is not None else paragraph.start_of(who)

    def _agrees(self, referent: Referent, word: str) -> bool:
        if referent.paper is not None:
            return word in _THINGS
        mention = referent.mention
        if mention is None:
            return False
        if word in _PERSONAL:
            return mention.type == EntityType.PERSON
        if word in _THINGS:
            return mention.type in {EntityType.ORG, EntityType.GPE} and not referent.plural
        return mention.type in {EntityType.ORG, EntityType.GPE, EntityType.PERSON}


def _joined(head: Token) -> str:
    """Return the lemma of a noun, one of two parts whole: *start-up*, *think-tank*."""
    if head.i >= 2 and head.nbor(-1).text == "-" and not head.nbor(-1).whitespace_:
        return f"{tree.lower(head.nbor(-2))}-{tree.lemma(head)}"
    return tree.lemma(head)


def _some_of_them(head: Token) -> bool:
    """Say whether a nominal is *two of them*, *one of the people*, wherever its head is."""
    around = head.doc[max(head.i - 2, head.sent.start) : min(head.i + 4, head.sent.end)]
    words = [tree.lower(t) for t in around]
    for index, word in enumerate(words[:-2]):
        if word in _SOME and words[index + 1] == "of" and words[index + 2] in {"them", "the"}:
            rest = words[index + 2 : index + 4]
            return rest[0] == "them" or (len(rest) > 1 and rest[1] in {"people", "officials"})
    return False


def _voice(span: Span, entity: str | None, canonical: str | None, role: SpeakerRole) -> Answer:
    """Return who speaks for somebody: the words name the voice, the party is the one behind."""
    party = Party(span.start, span.end, entity, canonical, role, on_behalf_of=entity or canonical)
    return Answer(party, "voice")
