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
    EntityType,
    LinkType,
    Mention,
    NodeKind,
    Party,
    Span,
    SpeakerRole,
    Statement,
)
from nlp import setting
from nlp.chain_nodes import closed, document_node, outlet_node, party_node, unique
from nlp.chain_ways import Ways
from nlp.outlets import is_outlet
from nlp.reading import Paragraph, Reading
from nlp.statements import lexicon, tree
from nlp.statements.documents import Paper, Papers
from nlp.statements.draft import PUBLISHER, Draft
from nlp.statements.filters import is_silence
from nlp.statements.standing import is_bench

_CITING = frozenset({"cite", "citing", "quote", "quoting"})
_PAPERS = frozenset({"newspaper", "outlet", "newswire", "magazine", "broadcaster", "publication"})
_PRESS = frozenset({"press", "news"})
_OCCASIONS = frozenset({"conference", "briefing"})
_REPLIES = frozenset({"response", "reply", "answer", "comment", "remark"})
_COUNTRIES = frozenset({"country", "place"})
_CHANNELS = frozenset({"email", "message", "note", "text"})
"""By which somebody answers or writes to his own; documents only once an outlet has got hold of
one."""
_CHARGES = frozenset({Act.ACCUSE, Act.ALLEGE, Act.SAY, Act.CRITICIZE})
_SUITS = frozenset({"suit", "lawsuit", "complaint", "action", "case"})
_FILING = frozenset({"file", "bring", "lodge", "launch"})
_US = frozenset({"me", "us"})
_CALLED = re.compile(r"(?:Reached|Contacted|Approached|Asked) (?:by phone|by email|for comment)\b")
_HEARING = re.compile(r"\b(?:hearing|courtroom|in court|from the bench|oral argument)", re.I)
_ASKED_BY = re.compile(r"\b(?:contacted|reached|approached|asked) by (?:the )?\Z")
_GRANTING = frozenset({"approve", "grant", "certify"})
"""What a court does without giving its reasons."""
_BARE = frozenset({"say", "tell", "add"})
"""By which a judge may speak anywhere."""
_REACH = 30


@dataclass(slots=True)
class Chains:
    """Builds the chain of each statement, and carries what one shows over to its like."""

    reading: Reading
    papers: Papers
    resolve: Callable[[Paragraph, Token], Party]  # who a nominal is
    _setting: setting.Setting = field(init=False)

    def __post_init__(self) -> None:
        self._setting = setting.of(self.reading)

    def completed(self, done: Sequence[tuple[Draft, Statement]]) -> Iterator[tuple[ChainLink, ...]]:
        """Yield the chains of all statements, in order of the text, completed by one another."""
        return Ways(self.reading, self.papers, self._setting).completed(done)

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
        outer.extend(self._heard(draft, party))
        paper = paper or next(
            (p for p in (self._paper(draft.paragraph, who) for who in draft.carriers) if p), None
        )
        nodes = unique(outer)
        if paper is not None and not _is_channel(paper) and draft.act is not Act.SUE:
            nodes = nodes if nodes else unique([*self._witnesses(paper), *nodes])
            return closed([*nodes, *self._document(paper, self._author_of(paper, party))])
        speaker = party_node(self.reading, party)
        if not nodes and _in_complaint(draft):
            return closed([document_node("complaint"), speaker])
        occasion = self._occasion(draft, party) or self._release(draft, speaker, nodes)
        if occasion is not None:
            nodes.append(document_node(occasion))
        return closed([*nodes, speaker])

    def _heard(self, draft: Draft, party: Party) -> Iterator[ChainLink]:
        """Yield the outlets that a speaker spoke to, or that saw what his people had."""
        yield from self._addressed(draft, party)
        page = self._setting
        if page.asker is not None and self._answers(draft):
            yield outlet_node(page.asker, LinkType.TOLD)
        to_us = draft.addressee is not None and tree.lower(draft.addressee) in _US
        sentence = draft.paragraph.place(draft.anchor.sent).of(self.reading.text)
        if page.own is not None and (to_us or _CALLED.match(sentence)):
            yield outlet_node(page.own, LinkType.TOLD)
        if party.anonymous and party.start is not None and party.end is not None:
            # "people with knowledge of it and documents seen by the Herald"
            for mention in self.reading.mentions_in(Span(party.start, party.end)):
                if is_outlet(self.reading, mention):
                    yield outlet_node(mention, LinkType.TOLD)

    def _answers(self, draft: Draft) -> bool:
        """Say whether a statement is a turn of a transcript."""
        return draft.rule == "colon" and draft.paragraph.span.start in self._setting.turns

    def _release(self, draft: Draft, speaker: ChainLink, nodes: Sequence[ChainLink]) -> str | None:
        """Return the press release by which a page quotes somebody, if it is one."""
        quotes = any(self.reading.quotes_in(span) for span in draft.content)
        person = speaker.kind is NodeKind.PERSON
        page = self._setting.release and quotes and person and not nodes
        return setting.PRESS_RELEASE if page else None

    # -------------------------------------------------------------------------------- nodes

    def _asked(self, draft: Draft) -> ChainLink | None:
        """Return the outlet that asked in vain: *a Global Times request for comment*."""
        for span in draft.content:
            for mention in self.reading.mentions_in(span):
                if is_outlet(self.reading, mention):
                    return outlet_node(mention, LinkType.CITES)
        for mention in self.reading.mentions_in(draft.paragraph.place(draft.anchor.sent)):
            before = self.reading.text[max(0, mention.start - _REACH) : mention.start]
            if _ASKED_BY.search(before) and mention.type is EntityType.ORG:
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

    def _occasion(self, draft: Draft, party: Party) -> str | None:
        """Return the public occasion or the ruling in which something was said, by its name."""
        if draft.act == Act.RULE and self._is_opinion(draft, party):
            return "court opinion"
        page = self._setting
        if page.occasion is not None and self._answers(draft):
            return page.occasion
        if draft.floating:
            return None
        for token in draft.anchor.sent:
            name = _occasion_of(token)
            place = draft.paragraph.start_of(token)
            if name and not any(span.start <= place < span.end for span in draft.content):
                return name
        return None

    def _is_opinion(self, draft: Draft, party: Party) -> bool:
        """Say whether a court gives its opinion: a judge who only says so may do it at a
        hearing."""
        rules = any(verb.act is Act.RULE for verb in lexicon.load().verbs.get(draft.lemma, ()))
        if rules and draft.lemma in _GRANTING:
            return False  # done at a hearing or in a line of an order
        if rules:
            return draft.rule.startswith(("active", "participle"))
        judge = is_bench(party.canonical or "", self.reading.text)
        told = draft.lemma in _BARE or _HEARING.search(self.reading.text) is not None
        return judge and not told

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
        if mention is None:
            return None
        asker = self._setting.asker
        asks = asker is not None and mention.entity == asker.entity
        return mention if asks or is_outlet(self.reading, mention) else None


def _is_channel(paper: Paper) -> bool:
    return paper.noun in _CHANNELS and not paper.witnesses and not paper.adjective


def _occasion_of(token: Token) -> str | None:
    """Return the occasion that a noun names: *a news conference*, *a written response*."""
    name = tree.lemma(token)
    before = tree.lower(token.nbor(-1)) if token.i > 0 else ""
    if token.pos_ != "NOUN":
        return None
    if name in _REPLIES and before == "written":
        return "statement"
    # A conference may be anybody's, and is no medium.
    press = name in _OCCASIONS and (before in _PRESS or name == "briefing")
    return setting.PRESS_CONFERENCE if press else None


def _in_complaint(draft: Draft) -> bool:
    """Say whether a charge is a suit's: *sued in May, claiming that …*, *filed a lawsuit against
    Acme, accusing it of …*."""
    verb = draft.anchor.head
    if not draft.rule.startswith("participle") or draft.act not in _CHARGES:
        return False
    filed = any(c.dep_ == "obj" and tree.lemma(c) in _SUITS for c in verb.children)
    return tree.lemma(verb) == "sue" or (tree.lemma(verb) in _FILING and filed)
