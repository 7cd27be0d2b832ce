"""Documents that a text speaks of: the cable, the memo, the complaint; who wrote and who saw them.

Texts name such a document once in full (*a diplomatic cable seen by Reuters*) and by one noun
afterwards (*the cable*, *the document*). What is said of it at any place holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimwire.model import EntityType, LinkType, Mention, Party, Span, SpeakerRole
from nlp.outlets import is_outlet
from nlp.reading import FURNITURE, Paragraph, Reading
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_ISSUING = frozenset(
    {"send", "issue", "release", "file", "publish", "write", "submit", "post", "circulate"}
    | {"author", "draft", "sign", "dispatch", "introduce"}
)
_SAME = {
    "memorandum": "memo",
    "demarche": "cable",
    "démarche": "cable",
    "suit": "lawsuit",
    "judgement": "judgment",
    "e-mail": "email",
    "blog": "post",
    "legislation": "bill",
    "act": "bill",
}
_EXCHANGES = frozenset({"Securities", "Exchange", "SEC", "Bourse"})
_OPINIONS = frozenset({"opinion", "ruling", "judgment"})
_SORTS = frozenset({"diplomatic", "internal", "legal", "open"})
_FAR = 24
"""Most words between a document and who saw it."""
_NEAR = 12
"""Most words between "released" and the document that was released."""
_ISSUED = frozenset(
    {"report", "letter", "memo", "statement", "opinion", "order", "ruling", "judgment", "notice"}
    | {"resolution", "judgement", "memorandum", "cable", "paper", "guidance", "directive"}
)
_ORGANS = frozenset(
    {"committee", "commission", "court", "ministry", "department", "office", "council", "agency"}
    | {"board", "bureau", "panel", "senate", "parliament", "chamber", "authority", "association"}
    | {"federation", "union", "institute", "centre", "center", "inspectorate", "tribunal"}
)
"""Words of bodies whose documents are *of* them."""
_TOLD_BY = frozenset({"report", "publish", "cite", "quote", "disclose", "reveal", "describe"})
"""What outlets do with a document that they need not have seen themselves."""
_VOICED = frozenset({"embassy", "ministry", "government"})
_POSTED = frozenset(
    {"blog", "media", "facebook", "instagram", "x", "weibo", "substack", "forum", "site", "website"}
    | {"platform", "network", "linkedin", "threads", "bluesky", "telegram", "wechat", "mastodon"}
    | {"page", "online"}
)
_POINTING = frozenset({"the", "that", "this", "its", "his", "her", "their"})
_CAN_WRITE = frozenset({EntityType.ORG, EntityType.GPE, EntityType.PERSON})
_OUTLET_KINDS = frozenset({"outlet", "agency"})
_FOREIGN_OFFICES = ("state department", "foreign ministry", "foreign office", "foreign affairs")


@dataclass(slots=True)
class Paper:
    """One document that the text speaks of."""

    noun: str  # lemma by which it is known
    place: int  # where it is first named
    adjective: str = ""
    kind: str = ""  # of its author in the knowledge base
    author: Mention | None = None
    witnesses: list[tuple[LinkType, Mention]] = field(default_factory=list)
    inferred: bool = False  # the author is who sued: what he says elsewhere is not from this paper

    def name(self) -> str:
        """Return the name by which the document stands in a chain."""
        if self.noun == "cable":
            return "diplomatic cable"
        if self.noun in _OPINIONS and self.adjective != "legal":
            return "court opinion"
        if self.adjective:
            return f"{self.adjective} {self.noun}"
        author = self.author
        if author is None or self.noun in {"lawsuit", "complaint", "bill", "act", "judgment"}:
            return self.noun
        if self.noun == "statement":
            return f"{self.kind} statement" if self.kind in _VOICED else "statement"
        short = author.canonical
        return f"{short} {self.noun}" if len(short.split()) <= 3 else self.noun


class Papers:
    """All documents of a text, looked up by a noun in it."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._nouns = lexicon.party("documents")
        self._generic = lexicon.party("documents", "generic")
        self._outlets = lexicon.party("documents", "outlets")
        self._saw = lexicon.party("seen", "saw")
        self._obtained = lexicon.party("seen", "obtained")
        self.seeing = self._saw | self._obtained
        self._forms = lexicon.forms
        self._said = frozenset(lexicon.verbs)
        self._known: dict[str, Paper] = {}
        self.pending: list[tuple[str, Paragraph, Token]] = []
        self._order: list[Paper] = []
        for paragraph in reading.paragraphs:
            if paragraph.kind == FURNITURE:
                continue
            for token in self.documents(paragraph):
                if not self._is_of_a_name(paragraph, token):
                    self._learn(paragraph, token)
        self._infer_authors()

    def documents(self, paragraph: Paragraph) -> Iterator[Token]:
        """Yield the heads of the nominals of a paragraph that name documents, in order."""
        return filter(self.is_document, paragraph.having(lemmas=self._nouns))

    def is_document(self, token: Token) -> bool:
        """Say whether a token is the head of a nominal that names a document."""
        name = tree.lemma(token)
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or name not in self._nouns:
            return False
        gap = token.doc[token.i + 1 : token.head.i]  # "the document reportedly notes"
        near = token.head.i > token.i and len(gap) <= 1 and all(t.pos_ == "ADV" for t in gap)
        misread = near and tree.lower(token.head) in self._forms
        if token.dep_ in {"compound", "amod", "flat"} and not misread:
            return False
        # A post is a place or a job unless the word before says otherwise.
        return name != "post" or self._is_posted(token)

    def _is_posted(self, token: Token) -> bool:
        """Say whether a post was put up somewhere, or is one again that was."""
        if any(tree.lower(c) in _POSTED for c in token.children):
            return True
        on = (c for c in token.rights if tree.marker(c) == "on")
        if any(tree.lemma(c) in _POSTED for c in on):
            return True
        return "post" in self._known and any(tree.lower(c) in _POINTING for c in token.lefts)

    def _is_of_a_name(self, paragraph: Paragraph, token: Token) -> bool:
        """Say whether a word is a part of somebody's name: *the Office of Science Policy*."""
        if not token.text[:1].isupper():
            return False
        start = paragraph.start_of(token)
        named = self._reading.mention_at(Span(start, start + len(token.text)))
        return named is not None and named.type in _CAN_WRITE

    def at(self, paragraph: Paragraph, token: Token) -> Paper | None:
        """Return the document that a noun names, an outlet's own report excepted."""
        noun = self._key(token)
        if self.outlet_of(paragraph, token) is not None:
            return None
        place = paragraph.start_of(token)
        if noun in self._generic and not _is_new(token):
            before = [p for p in self._order if p.place < place and p.noun not in self._generic]
            if before:
                seen = [p for p in before if p.witnesses]
                return (seen or before)[-1]
        return self._known.get(noun)

    def outlet_of(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return the outlet whose report a noun names ("a Reuters report"), or None."""
        if tree.lemma(token) not in self._outlets:
            return None
        for mention in self._near(paragraph, token):
            if self._is_outlet(mention):
                return mention
        return None

    def by(self, entity: str) -> list[Paper]:
        """Return the documents that a text says an entity wrote, in order of appearance."""
        wrote = (p for p in self._order if p.author is not None and not p.inferred)
        return [p for p in wrote if p.author is not None and p.author.entity == entity]

    def named(self, noun: str) -> Paper | None:
        """Return the document known by a noun."""
        return self._known.get(noun)

    def _kinds(self, paper: Paper) -> None:
        author = paper.author.entity if paper.author is not None else None
        entity = self._reading.knowledge.entities.get(author or "")
        paper.kind = (entity.kind or "") if entity is not None else ""

    def written_by(self, paper: Paper, party: Party, *, says: bool = False) -> None:
        """Record the author of a document that a statement shows ("X said in a letter"); who
        ``says`` something in it is surer than who *the company* was that sent it."""
        known = party.entity is not None and party.canonical is not None
        guessed = paper.author is not None and paper.author.how == "coreference"
        if (
            (paper.author is None or (guessed and says))
            and known
            and party.role != SpeakerRole.OUTLET
        ):
            start, end = party.start or 0, party.end or 0
            paper.author = Mention(
                start, end, party.entity, party.canonical or "", EntityType.ORG, "coreference"
            )
            self._kinds(paper)

    def _key(self, token: Token) -> str:
        noun = tree.lemma(token)
        return _SAME.get(noun, noun)

    def _learn(self, paragraph: Paragraph, token: Token) -> None:
        if self.outlet_of(paragraph, token) is not None:
            return
        noun = self._key(token)
        if noun in self._generic and self._order and not _is_new(token):
            paper = self.at(paragraph, token) or self._order[-1]
        else:
            known = self._known.get(noun)
            if known is None:
                known = Paper(noun, paragraph.start_of(token))
                self._known[noun] = known
                self._order.append(known)
            paper = known
        paper.adjective = paper.adjective or self._kind_of(paragraph, token)
        paper.author = paper.author or self._author(paragraph, token)
        self._kinds(paper)
        for link, outlet in self._witnesses(paragraph, token):
            if (link, outlet.entity) not in {(k, m.entity) for k, m in paper.witnesses}:
                paper.witnesses.append((link, outlet))

    def _kind_of(self, paragraph: Paragraph, token: Token) -> str:
        """Return the word that says what sort of document it is: "press" release, "blog" post."""
        for child in token.children:
            plain = child.i == token.i - 1 and not _is_measured(child)
            sort = child.dep_ == "compound" and child.pos_ == "NOUN"
            if plain and sort and self._mention(paragraph, child) is None:
                return tree.lower(child)
            if child.dep_ == "amod" and tree.lower(child) in _SORTS:
                return tree.lower(child)
            filed = child.dep_ in {"nmod", "obl"} and tree.marker(child) in {"with", "to"}
            if token.lemma_ == "filing" and filed and self._is_exchange(paragraph, child):
                return "securities"
        return ""

    def _is_exchange(self, paragraph: Paragraph, token: Token) -> bool:
        """Say whether listed companies file with a body: a stock exchange or who watches it."""
        mention = self._mention(paragraph, token)
        names = set(mention.canonical.split()) if mention is not None else {token.text}
        return bool(names & _EXCHANGES)

    def _author(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return the author that the words around a document show: "X cable", "letter from X",
        "X released a memo", "X said in a letter", "signed by X", in this order."""
        for mention in self._near(paragraph, token):
            if mention.type in _CAN_WRITE and not self._is_outlet(mention):
                return mention
        for child in token.children:
            if child.i > token.i and child.dep_ == "nmod" and tree.marker(child) in {"from", "by"}:
                return self._mention(paragraph, child)
            if child.i > token.i and child.dep_ == "nmod" and tree.marker(child) == "of":
                body = self._mention(paragraph, child)
                if body is not None and _issues(tree.lemma(token), body):
                    return body
        who = self._issuer(token)
        if who is not None:
            found = self._mention(paragraph, who)
            if found is None:
                self.pending.append((self._key(token), paragraph, who))
            return found
        found = self._written_from(paragraph, token)
        if found is not None:
            return found
        for child in token.children:
            agent = _agent(child) if tree.lemma(child) in _ISSUING else None
            if child.dep_ == "acl" and agent is not None:
                return self._mention(paragraph, agent)
            if child.dep_ == "acl:relcl" and tree.lemma(child) in _ISSUING:
                sender = tree.first(child, *tree.SUBJECTS)  # "the memo, which Acme sent to …"
                return self._mention(paragraph, sender) if sender is not None else None
        return None

    def _written_from(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return the author by the bare order of words: *memorandum from the White House*, *the
        Office released NSTM-4, a memorandum*."""
        after = list(token.doc[token.i + 1 : token.i + 4])
        if after and tree.lower(after[0]) in {"from", "by"}:
            for word in after[1:]:
                found = self._mention(paragraph, word)
                if found is not None and found.type in _CAN_WRITE:
                    return found
        for word in token.doc[max(token.sent.start, token.i - _NEAR) : token.i]:
            if word.pos_ == "VERB" and tree.lemma(word) in _ISSUING:
                who = tree.subject(word)
                found = self._mention(paragraph, who) if who is not None else None
                if found is not None and found.type in _CAN_WRITE:
                    return found
        return None

    def _issuer(self, token: Token) -> Token | None:
        top = token.head if token.dep_ == "appos" else token
        verb = tree.lemma(top.head)
        if top.dep_ == "obj" and verb in _ISSUING:
            return tree.subject(top.head)
        inside = top.dep_ == "obl" and tree.marker(top) == "in" and verb in self._said
        if inside and not tree.is_passive(top.head):
            return tree.subject(top.head)
        return None

    def _near(self, paragraph: Paragraph, token: Token) -> Iterator[Mention]:
        """Yield the mentions that modify a noun from the left: "State Department cable"."""
        for child in token.children:
            if child.i < token.i and child.dep_ in {"compound", "nmod:poss", "amod", "nmod"}:
                mention = self._mention(paragraph, child)
                if mention is not None and mention.type != EntityType.NORP:
                    yield mention

    def _witnesses(self, paragraph: Paragraph, token: Token) -> Iterator[tuple[LinkType, Mention]]:
        """Yield who saw, obtained or was sent a document, by the words after its noun: *dated
        Friday and seen by Reuters*. Order of words is surer here than any parse."""
        doc, end = token.doc, int(token.sent.end)
        for index in range(token.i + 1, min(token.i + _FAR, end - 1)):
            word = doc[index]
            if self.is_document(word) and word.pos_ == "NOUN":
                return
            link = self._link(token, word)
            if link is None:
                continue
            for outlet in self._outlets_from(paragraph, doc[index + 1 : min(index + 9, end)]):
                if link is not LinkType.CITES or is_outlet(self._reading, outlet):
                    yield link, outlet
            return

    def _link(self, token: Token, word: Token) -> LinkType | None:
        following = tree.lower(word.nbor(1))
        name = tree.lemma(word)
        if following == "by" and name in self._saw:
            return LinkType.SAW
        if following == "by" and name in self._obtained:
            return LinkType.OBTAINED
        if following == "by" and name in _TOLD_BY and word.tag_ == "VBN":
            return LinkType.CITES
        if token.lemma_ == "statement" and tree.lower(word) == "to":
            return LinkType.STATEMENT_TO
        return None

    def _outlets_from(self, paragraph: Paragraph, words: Iterable[Token]) -> Iterator[Mention]:
        seen: set[int] = set()
        for word in words:
            mention = self._mention(paragraph, word)
            if mention is not None and mention.start not in seen:
                if mention.type != EntityType.ORG or (seen and not self._is_outlet(mention)):
                    return
                seen.add(mention.start)
                yield mention
            elif mention is None and tree.lower(word) not in {"by", "the", "and", ","}:
                return

    def _infer_authors(self) -> None:
        """Give a diplomatic cable to the foreign office that the text names, if there is one."""
        offices: dict[str, Mention] = {}
        for mention in self._reading.mentions:
            if any(office in mention.canonical.lower() for office in _FOREIGN_OFFICES):
                offices.setdefault(mention.entity or mention.canonical, mention)
        for paper in self._order:
            ours = [m for m in offices.values() if "state department" in m.canonical.lower()]
            pick = list(offices.values()) if len(offices) == 1 else ours
            if paper.noun == "cable" and len(pick) == 1:
                author = paper.author
                if author is None or author.type == EntityType.GPE:
                    paper.author = pick[0]

    def _mention(self, paragraph: Paragraph, token: Token) -> Mention | None:
        return self._reading.mention_of(paragraph, token)

    def _is_outlet(self, mention: Mention) -> bool:
        entity = self._reading.knowledge.entities.get(mention.entity or "")
        return entity is not None and entity.kind in _OUTLET_KINDS and entity.type == "ORG"


def _issues(noun: str, body: Mention) -> bool:
    """Say whether a document *of* somebody is by him and not about him: a report of a committee."""
    return (
        noun in _ISSUED
        and body.type is EntityType.ORG
        and bool(_ORGANS & set(body.canonical.casefold().split()))
    )


def _is_new(token: Token) -> bool:
    """Say whether a document is named for the first time: *a note to staff*."""
    return any(tree.lower(child) in {"a", "an", "another"} for child in token.children)


def _is_measured(token: Token) -> bool:
    """Say whether a word counts what a document has: the *page* of a *nine-page memo*."""
    before = token.nbor(-1) if token.i > 0 else None
    return before is not None and (before.text == "-" or before.pos_ == "NUM" or before.is_digit)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "obl:agent" or (child.dep_ == "obl" and tree.marker(child) == "by"):
            return child
    return None
