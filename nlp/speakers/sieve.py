"""A small sieve, from the surest evidence to the weakest; the first that answers decides, and its
name is kept for :mod:`nlp.explain`:

1. ``name``: a mention covers the head of the nominal or stands in apposition to it
2. ``voice``: a spokesperson or lawyer, for the mention in the same nominal
3. ``document``: a document, for its author
4. ``page``: "the article", "the author": the page itself, an outlet
5. ``anonymous``: officials and people without a name, with their affiliation
6. ``group``: "critics such as A", "analysts at A", "both firms": the one named for them;
   "Acme's website": its owner
7. ``order``: "the former", "the latter": the one of two names that stand together
8. ``role``: "the company", "the embassy": the nearest fitting name before
9. ``pronoun``: who "they" are by the clauses alone; he, she, it, they: the best fitting name
   within two sentences
10. ``words``: nobody known; the words themselves
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import Party, Span, SpeakerRole
from nlp import authorship, collective
from nlp.reading import Paragraph, Reading
from nlp.speakers.answer import Answer, named, of_paper, span_of
from nlp.speakers.names import Names
from nlp.speakers.pronouns import Pronouns
from nlp.speakers.roles import Roles
from nlp.speakers.unnamed import Unnamed
from nlp.speakers.voices import Behind
from nlp.spokespeople import Voices
from nlp.statements import tree
from nlp.statements.documents import Paper, Papers
from nlp.statements.draft import AUTHOR, PUBLISHER
from nlp.statements.groups import Groups
from nlp.statements.lexicon import Lexicon
from nlp.statements.referents import Referents
from nlp.suits import Suits

_TURN = re.compile(r"[A-Z][A-Z.'’ -]{2,40}:")
_BEFORE_DAY = re.compile(r"[\s,]+(?:on|in|late|early)?\s*\Z")


class Speakers:
    """The sieve over one reading. Statements are resolved in order of the text."""

    def __init__(self, reading: Reading, papers: Papers, lexicon: Lexicon) -> None:
        self._reading = reading
        self.papers = papers
        self._lexicon = lexicon
        self.groups = Groups(reading, lexicon)
        self._referents = Referents(reading, papers)
        persons = lexicon.party("roles", "person") | lexicon.party("courts", "bench")
        self._voices = Voices(reading, self._referents, persons)
        self._names = Names(reading, lexicon, papers, self._referents, self._voices)
        self._roles = Roles(reading, lexicon, self._referents, self._voices, self._names)
        self._pronouns = Pronouns(reading, self._referents, self._voices, self._names)
        self._behind = Behind(reading, lexicon, self._voices, self._roles, self._pronouns)
        self._unnamed = Unnamed(reading, lexicon)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Find the authors of documents and the parties of suits before anybody speaks."""
        for noun, paragraph, who in self.papers.pending:
            paper = self.papers.named(noun)
            if paper is not None:
                self.papers.written_by(paper, self.resolve(paragraph, who).party)
        authorship.complete(self._reading, self.papers, self._lexicon, self.party_of)
        self._roles.suits = Suits(self._reading, self.party_of)
        self._roles.suits.complete(self.papers)
        self._unnamed.forget()
        self._voices.forget()

    def resolve(self, paragraph: Paragraph, head: Token) -> Answer:
        """Return who the nominal with this head is."""
        head = self._possessed(paragraph, head)
        span = span_of(paragraph, head)
        for step in (
            self._names.find, self._behind.find, self._by_document, self._by_page,
            self._unnamed.find, self._by_group, self._by_owner, self._roles.by_order,
            self._roles.find, self._by_clause, self._pronouns.find,
        ):  # fmt: skip
            answer = step(paragraph, head, span)
            if answer is not None:
                return self._of_its_house(paragraph, span, answer)
        span = self._undated(span)
        words = span.of(self._reading.text)
        collective = "Plur" in head.morph.get("Number", []) if head.has_morph() else False
        role = SpeakerRole.COLLECTIVE if collective else SpeakerRole.PRINCIPAL
        return Answer(Party(span.start, span.end, None, words, role), "words")

    def _of_its_house(self, paragraph: Paragraph, span: Span, answer: Answer) -> Answer:
        """Return an answer with whom *its general counsel Jane Doe* speaks for."""
        party = answer.party
        voice = party.role in {SpeakerRole.SPOKESPERSON, SpeakerRole.LAWYER}
        if not voice or party.on_behalf_of is not None:
            return answer
        for token in tree.words_in(paragraph, span):
            if tree.lower(token) in {"its", "their"} and token.dep_ == "nmod:poss":
                inner = self._pronouns.find(paragraph, token, span_of(paragraph, token))
                house = inner.party if inner is not None else None
                if house is not None and house.canonical:
                    behalf = house.entity or house.canonical
                    return replace(answer, party=replace(party, on_behalf_of=behalf))
        return answer

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
        return of_paper(span, paper, "document")

    def _by_page(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        first = tree.lower(head) in {"i", "me", "we", "us"}
        writer = first and self._reading.quote_at(span.start) is None
        turn = _TURN.match(paragraph.span.of(self._reading.text)) if writer else None
        if turn is not None:  # "MS. DOE: We have …": a transcript's turn, not the page
            place = Span(paragraph.span.start, paragraph.span.start + turn.end())
            speaker = self._reading.mention_at(place)
            return named(span, self._names.full(speaker), "page") if speaker is not None else None
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

    def _by_owner(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return whose a thing is that speaks for its owner: *Acme's website*. An *office* is
        a body of its own."""
        if tree.lemma(head) not in self._lexicon.party("owned"):
            return None
        owner = tree.first(head, "nmod:poss")
        if owner is None or tree.lower(owner) in {"whose", "my", "our", "your"}:
            return None
        place = span_of(paragraph, owner)
        for step in (self._names.find, self._roles.find, self._pronouns.find):
            found = step(paragraph, owner, place)
            if found is not None:
                break
        if found is None or found.paper is not None:
            return None
        return replace(found, party=replace(found.party, start=span.start, end=span.end))

    def _by_clause(self, paragraph: Paragraph, head: Token, span: Span) -> Answer | None:
        """Return whom *they* means in a relative clause: of whom the sentence is, where those are
        several without a name: *prosecutors charged a man who they say copied it*."""
        clause = next((t for t in tree.climb(head) if t.dep_ == "acl:relcl"), None)
        if tree.lower(head) != "they" or clause is None:
            return None
        who = tree.first(head.sent.root, *tree.SUBJECTS)
        several = who is not None and who.tag_ == "NNS" and who.i < head.i
        if who is None or not several or clause.head == who:
            return None
        found = self.resolve(paragraph, who)
        return replace(found, party=replace(found.party, start=span.start, end=span.end))

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
        return named(span, mention, "group")
