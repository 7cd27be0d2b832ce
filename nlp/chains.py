"""Chains: how a statement reached this text, outermost first, as far as the text shows it.

The publishing site is the implicit first link and never stands here; the innermost node is whose
statement it is. Evidence is local (*told Reuters*, *according to a Reuters report*, *a cable seen
by Reuters*) and then holds for the whole text: what is once known of a document, or of where a
speaker said it, is true of the later statements of that document and that speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimwire.model import (
    Act,
    ChainLink,
    LinkType,
    Mention,
    Party,
    SpeakerRole,
    Statement,
)
from nlp.authorship import is_outlet
from nlp.chain_nodes import closed, document_node, outlet_node, party_node, unique
from nlp.reading import Paragraph, Reading
from nlp.statements import lexicon, tree
from nlp.statements.documents import Paper, Papers
from nlp.statements.draft import PUBLISHER, Draft
from nlp.statements.filters import is_silence

__all__ = ["Chains", "is_outlet"]

_CARRYING = frozenset(
    {"cable", "memo", "letter", "report", "filing", "complaint", "study", "brief", "notice"}
    | {"directive", "demarche", "dossier"}
)
"""Documents that are long enough to be behind all that a text tells of their author."""
_CITING = frozenset({"cite", "citing", "quote", "quoting"})
_PAPERS = frozenset({"newspaper", "outlet", "newswire", "magazine", "broadcaster", "publication"})
_PRESS = frozenset({"press", "news"})
_OCCASIONS = frozenset({"conference", "briefing"})
_COUNTRIES = frozenset({"country", "place"})
_SPOKEN = frozenset({LinkType.TOLD, LinkType.STATEMENT_TO})
_UNNAMED = ""
"""Where what is known of people without a name is kept: an entity has an id."""
_BACK = re.compile(
    r"the (?!former|current)|these |those |"
    r"(?:one|two|three|both|some|most|all|another) of (?:them|the|those)\b",
    re.IGNORECASE,
)
"""Words that point back to people of whom the text has spoken: *the sources*, *one of them*."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who spoke last, where, and through what it reached the text."""

    speaker: str
    paragraph: Paragraph
    through: tuple[ChainLink, ...]

    def way(self, draft: Draft, party: Party) -> tuple[ChainLink, ...]:
        """Return the way of a statement of the same speaker that goes on in the same paragraph."""
        same = self.speaker != "" and _house(party) == self.speaker
        return self.through if same and draft.paragraph is self.paragraph else ()


@dataclass(slots=True)
class Chains:
    """Builds the chain of each statement, and carries what one shows over to its like."""

    reading: Reading
    papers: Papers
    resolve: Callable[[Paragraph, Token], Party]  # who a nominal is
    _told: dict[str, list[ChainLink]] = field(default_factory=dict)

    def of(self, draft: Draft, party: Party | None, paper: Paper | None) -> tuple[ChainLink, ...]:
        """Return the chain of a statement by what its own sentence shows."""
        outer = [link for who in draft.carriers for link in self._carrier(draft.paragraph, who)]
        if party is None or party.canonical == PUBLISHER:
            return closed(outer)  # the page is the implicit first link
        if party.role == SpeakerRole.OUTLET and not outer:
            return closed([party_node(self.reading, party), *self._cited(draft, party)])
        if is_silence(draft.act):
            asked = self._asked(draft)
            return closed([asked] if asked is not None else [party_node(self.reading, party)])
        outer.extend(self._addressed(draft, party))
        occasion = self._occasion(draft)
        paper = paper or next(
            (p for p in (self._paper(draft.paragraph, who) for who in draft.carriers) if p), None
        )
        nodes = unique(outer)
        if paper is not None:
            nodes = nodes if nodes else unique([*self._witnesses(paper), *nodes])
            return closed([*nodes, *self._document(paper, self._author_of(paper, party))])
        if occasion is not None:
            nodes.append(document_node(occasion))
        return closed([*nodes, party_node(self.reading, party)])

    def completed(self, done: Sequence[tuple[Draft, Statement]]) -> Iterator[tuple[ChainLink, ...]]:
        """Yield the chains of all statements, in order of the text, completed by what the rest of
        the text shows of the same speaker.

        Silence and what the text marks as said before are left alone: the document or the call that
        the other statements came through need not be theirs.
        """
        for _, statement in done:
            self._remember(statement)
        before: _Turn | None = None
        for draft, statement in done:
            party, chain = statement.speaker, statement.chain
            if party is None or is_silence(statement.act):
                yield chain
                continue
            bare = len(chain) <= 1 and party.role != SpeakerRole.OUTLET and not statement.earlier
            if bare:
                way = self._way(statement, party) or (before.way(draft, party) if before else ())
                chain = closed([*way, party_node(self.reading, party)]) if way else chain
            if not statement.earlier:
                before = _Turn(_house(party), draft.paragraph, chain[:-1])
            yield chain

    def _way(self, statement: Statement, party: Party) -> Sequence[ChainLink]:
        """Return through what the statements of a speaker come wherever they stand in the text."""
        if party.anonymous:
            words = self.reading.text[party.start or 0 : party.end or 0]
            return self._told.get(_UNNAMED, ()) if _BACK.match(words) else ()
        if party.entity is None:
            return ()
        papers = [p for p in self.papers.by(party.entity) if p.noun in _CARRYING]
        if len(papers) == 1:
            return [*self._witnesses(papers[0]), *self._document(papers[0], party)[:1]]
        if statement.act in {Act.DENY, Act.REJECT}:
            return self._told.get(party.entity, ())
        return ()

    def _remember(self, statement: Statement) -> None:
        """Keep which outlet a speaker spoke to."""
        party = statement.speaker
        who = None if party is None else _UNNAMED if party.anonymous else party.entity
        if who is None:
            return
        spoken = [link for link in statement.chain if link.link in _SPOKEN]
        if spoken:
            self._told.setdefault(who, spoken)

    # -------------------------------------------------------------------------------- nodes

    def _asked(self, draft: Draft) -> ChainLink | None:
        """Return the outlet that asked in vain: *a Global Times request for comment*."""
        for span in draft.content:
            for mention in self.reading.mentions_in(span):
                if is_outlet(self.reading, mention):
                    return outlet_node(mention, LinkType.CITES)
        return None

    def _author_of(self, paper: Paper, party: Party) -> Party:
        """Return who issued a document that a text cites for what a country says: its ministry."""
        entity = self.reading.knowledge.entities.get(party.entity or "")
        author = paper.author
        if author is None or entity is None or entity.kind not in _COUNTRIES:
            return party
        return Party(author.start, author.end, author.entity, author.canonical)

    def _cited(self, draft: Draft, party: Party) -> list[ChainLink]:
        """Return whom an outlet cites in its own sentence: *Axios, citing a person close to the
        firm, reported that …*, *the site said, quoting the ministry, that …*."""
        for word in draft.anchor.sent:
            if tree.lemma(word) not in _CITING or tree.lower(word) == "quoted":
                continue
            place = draft.paragraph.start_of(word)
            if any(span.start <= place < span.end for span in draft.content):
                continue
            cited = next((c for c in word.children if c.dep_ == "obj" and c.i > word.i), None)
            if cited is not None:
                return self._cited_links(draft.paragraph, cited, party)
        return []

    def _cited_links(self, paragraph: Paragraph, cited: Token, party: Party) -> list[ChainLink]:
        paper = self._paper(paragraph, cited)
        if paper is not None:
            author = paper.author
            node = document_node(paper.name())
            if author is None:
                return [node]
            named = Party(author.start, author.end, author.entity, author.canonical)
            return [node, party_node(self.reading, named)]
        source = self.resolve(paragraph, cited)
        known = source.anonymous or source.entity is not None
        return [party_node(self.reading, source)] if known and source.entity != party.entity else []

    def _occasion(self, draft: Draft) -> str | None:
        """Return the public occasion or the ruling in which something was said, by its name."""
        rules = any(verb.act is Act.RULE for verb in lexicon.load().verbs.get(draft.lemma, ()))
        if rules and draft.act == Act.RULE and draft.rule.startswith(("active", "participle")):
            return "ruling"  # a court that only says so may do it at a hearing
        if draft.floating:
            return None
        for token in draft.anchor.sent:
            if tree.lemma(token) not in _OCCASIONS or token.pos_ != "NOUN":
                continue
            place = draft.paragraph.start_of(token)
            if any(span.start <= place < span.end for span in draft.content):
                continue
            before = tree.lower(token.nbor(-1)) if token.i > 0 else ""
            if before in _PRESS:
                return f"{before} {tree.lemma(token)}"
            if tree.lemma(token) == "briefing":
                return "briefing"  # a conference may be anybody's, and is no medium
        return None

    def _carrier(self, paragraph: Paragraph, who: Token) -> list[ChainLink]:
        outlet = self.papers.outlet_of(paragraph, who) or self._outlet(paragraph, who)
        if outlet is not None:
            return [outlet_node(outlet, LinkType.CITES)]
        paper = self._paper(paragraph, who)
        return self._witnesses(paper) if paper is not None else []

    def _addressed(self, draft: Draft, party: Party) -> list[ChainLink]:
        if draft.addressee is None:
            return []
        outlet = self._outlet(draft.paragraph, draft.addressee) or self._pointed(
            draft.paragraph, draft.addressee
        )
        if outlet is None or outlet.entity == party.entity:
            return []
        return [outlet_node(outlet, LinkType.TOLD)]

    def _pointed(self, paragraph: Paragraph, who: Token) -> Mention | None:
        """Return the outlet that *the news agency*, *the newspaper* points back to."""
        name = tree.lemma(who)
        news = name == "agency" and any(tree.lower(c) == "news" for c in who.lefts)
        if not (news or name in _PAPERS) or not any(tree.lower(c) == "the" for c in who.lefts):
            return None
        place = paragraph.start_of(who)
        before = [m for m in self.reading.mentions if m.end <= place]
        return next((m for m in reversed(before) if is_outlet(self.reading, m)), None)

    def _witnesses(self, paper: Paper) -> list[ChainLink]:
        return [outlet_node(mention, link) for link, mention in paper.witnesses]

    def _document(self, paper: Paper, party: Party) -> list[ChainLink]:
        node = document_node(paper.name())
        return [node] if party.canonical is None else [node, party_node(self.reading, party)]

    def _paper(self, paragraph: Paragraph, who: Token) -> Paper | None:
        return self.papers.at(paragraph, who) if self.papers.is_document(who) else None

    def _outlet(self, paragraph: Paragraph, who: Token) -> Mention | None:
        mention = self.reading.mention_of(paragraph, who)
        return mention if mention is not None and is_outlet(self.reading, mention) else None


def _house(party: Party) -> str:
    """Return whose turn it is: the house that somebody speaks for, else who speaks himself."""
    return party.on_behalf_of or party.entity or party.canonical or ""
