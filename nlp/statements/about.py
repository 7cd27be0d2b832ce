"""Whom a statement is about that aims at nobody outright: those it speaks of, or spoke of before.

Its own words come first (*A's safety record*, *adding A to the list*), then the quarrel so far
(:mod:`nlp.statements.quarrels`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import Act, Party, SpeakerRole, Stance
from nlp import suits
from nlp.reading import Reading
from nlp.statements import charges, tree
from nlp.statements.demands import Demands
from nlp.statements.draft import Draft, Scene
from nlp.statements.lexicon import Lexicon
from nlp.statements.nominals import Nominals
from nlp.statements.quarrels import TELLING, Quarrels

_DETAILING = frozenset({Act.ACCUSE, Act.ALLEGE})
_BLAMING = frozenset({Act.CRITICIZE, Act.ACCUSE})
_OWNING = frozenset({"nmod:poss", "compound", "nmod", "amod"})
_MEASURES = frozenset(
    {"move", "decision", "listing", "ban", "step", "ruling", "measure", "order", "case", "suit"}
    | {"addition", "lawsuit", "verdict", "judgment", "rule", "plan", "action", "restriction"}
)
_ADDING = frozenset({"add", "put", "place"})
_HITTING = _ADDING | {"ban", "blacklist", "sanction", "sue", "investigate", "fine", "bar", "probe"}
_LISTS = frozenset({"list", "blacklist", "watchlist"})
_ABOUT = frozenset({Act.RULE, Act.SUPPORT, Act.THREATEN, Act.ESTIMATE})
"""Acts that are about the one party that their content names."""
_THEM = frozenset({"he", "she", "they"})
_RELIEF = frozenset({"damages", "injunction", "compensation", "restitution"})
"""What somebody asks of a court against whom it sues."""
_STANDING = frozenset({"oppose", "take", "defend", "safeguard", "respond", "retaliate", "attach"})
"""What a ministry says that its own state does."""
_SERVICES = frozenset({"service", "app", "site", "website"})
"""What a company is called by that is accused of what it offers."""
_CHARGED = frozenset({"charge", "indict", "accuse", "arrest", "sue", "convict", "blacklist"})
_SUITS = frozenset({"suit", "lawsuit", "complaint"})
_DEFENDANTS = frozenset({"defendant", "defendants", "accused", "suspects", "trio", "duo", "pair"})
"""Nouns that mean who was charged last, however long before."""
_BEFORE = frozenset({"the", "these", "those", "both", "this"})
_ORDERING = frozenset({Act.DEMAND, Act.ORDER, Act.REQUEST, Act.WARN})


_SETTLEMENT = re.compile(r"\b(?:settlement|deal|agreement|pact)\b", re.IGNORECASE)
_STATELY = frozenset({Act.THREATEN, Act.CRITICIZE})
"""Acts of a state that are aimed at the other state which they name."""


class About:
    """Finds whom the statements of one reading speak of."""

    def __init__(
        self, reading: Reading, names: Nominals, lexicon: Lexicon, quarrels: Quarrels
    ) -> None:
        self._reading = reading
        self._names = names
        self._lexicon = lexicon
        self._quarrels = quarrels
        self._demands = Demands(reading, names)

    def of(self, scene: Scene, draft: Draft, speaker: Party | None) -> list[Party]:
        """Return whom a statement is about that aims at nobody by its own words."""
        if speaker is None or not draft.content or speaker.role is SpeakerRole.OUTLET:
            return []
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        return self._meant(scene, draft, tokens, speaker) or self._spoken_of(
            scene, draft, tokens, speaker
        )

    def _meant(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return who was charged before, or who charged, where a statement goes on with it."""
        if draft.act in _DETAILING | TELLING:
            door = charges.traced(draft.anchor.sent, self._lexicon)
            if door is not None:
                return self._behind(scene, door)
        if draft.act in _DETAILING:
            charged = self._quarrels.charged_by(speaker)
            if not charged and _points(tokens) and self._quarrels.is_near(draft):
                charged = tuple(self._quarrels.others(speaker))
            if not charged and charges.is_deed_of_nobody(tokens):
                charged = tuple(self._quarrels.sole(speaker))
            key = self._quarrels.key
            named = {key(p) for p in self._names.actors(draft.content[0], speaker)}
            # Another name may be whom this one is about; which, its words did not tell.
            return list(charged) if named <= {key(p) for p in charged} else []
        if draft.act not in TELLING | {Act.CRITICIZE}:
            return []
        if charges.judges_charges(tokens, draft.anchor, self._lexicon):
            accuser = self._quarrels.accuser
            known = accuser is not None and self._quarrels.is_named(accuser)
            return [replace(accuser, start=None, end=None)] if accuser and known else []
        if draft.stance is Stance.DENIES:
            actors = self._names.actors(draft.content[0], speaker)
            return [party for party in actors if self._quarrels.is_named(party)]
        return []

    def _spoken_of(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return the one party that a ruling, a demand or a saying is about by its content."""
        if draft.act in _ORDERING:
            asked = self._demands.asked_of(scene, draft, tokens)
            suing = any(tree.lower(token) in _RELIEF for token in tokens)
            if asked or not suing:
                return asked
            return list(self._quarrels.charged_by(speaker)) or self._quarrels.sole(speaker)
        if draft.act in TELLING:
            return self._told_of(scene, draft, tokens, speaker)
        if draft.act in _BLAMING and draft.charged is None:
            blamed = self._blamed(scene, draft, tokens, speaker)
            if blamed:
                return blamed
        if draft.act in _STATELY:
            opponent = self._opponent(draft, speaker)
            if opponent:
                return opponent
        return self._named_in(scene, draft, tokens, speaker)

    def _named_in(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return whom a measure names, and the one party that a ruling or a forecast names."""
        if draft.act is Act.SANCTION:
            return [
                p for p in self._names.actors(draft.content[0], speaker) if self._names.is_organ(p)
            ]
        if draft.act not in _ABOUT:
            return []
        root = charges.top(tokens)
        subject = tree.subject(root) if root is not None else None
        if draft.act is Act.RULE and subject is not None and subject in tokens:
            own = [p for p in self._names.named(scene, subject) if self._names.is_organ(p)]
            if own:
                return own
        found = self._names.only(draft.content[0], speaker)
        return found or (self._settling(draft) if draft.act is Act.RULE else [])

    def _settling(self, draft: Draft) -> list[Party]:
        """Return who is sued in the case whose settlement is ruled on: *approved the deal in A v.
        B*."""
        if not _SETTLEMENT.search(draft.content[0].of(self._reading.text)):
            return []
        sued = [suit.defendant for suit in suits.named(self._reading, draft.content[0])]
        return [party for party in sued[:1] if party is not None]

    def _told_of(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return about whom somebody only tells: whom a measure hits, who is charged, whom the
        speaker has charged before, or *they* close behind a charge and *the defendants*."""
        hit = self._in_store(scene, tokens, speaker) or self._indicted(scene, tokens, speaker)
        if hit:
            return hit
        if _points(tokens, _DEFENDANTS):
            return self._quarrels.others(speaker)
        if self._quarrels.is_near(draft) and _points(tokens, _THEM):
            return self._them(scene, draft, tokens, speaker)
        return self._again(scene, tokens, speaker) or self._of_the_firm(tokens, speaker)

    def _of_the_firm(self, tokens: Sequence[Token], speaker: Party) -> list[Party]:
        """Return whom accusers that are no firm mean by *the company*: *they asked the company
        twice to stop*."""
        people = speaker.entity is None or self._names.is_person(speaker)
        if not people or not self._quarrels.charged_by(speaker):
            return []
        named = any(self._names.is_the_firm(token) for token in tokens)
        return self._quarrels.the_accused(speaker) if named else []

    def _them(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return whom *he* and *they* mean close behind a charge: who was charged, unless who
        speaks may mean himself (*He said he hoped*)."""
        root = charges.top(tokens)
        pronoun = tree.subject(root) if root is not None else None
        others = self._quarrels.others(speaker)
        if pronoun is None:
            return []
        single = tree.lower(pronoun) in {"he", "she"}
        if single and not all(self._names.is_person(party) for party in others):
            return []
        own = self._names.is_person(speaker) if single else speaker.entity is None
        return others if scene.quoted(pronoun) or not own else []

    def _indicted(self, scene: Scene, tokens: Sequence[Token], speaker: Party) -> list[Party]:
        """Return who is charged or sued by nobody named: *A was charged with theft*."""
        for token in tokens:
            if tree.lemma(token) in _SUITS and token.pos_ == "NOUN":
                sued = [c for c in token.rights if tree.marker(c) == "against"]
                if sued and self._names.is_named(scene, sued[0]):
                    return self._quarrels.without(speaker, self._names.parties(scene, sued[0]))
            if tree.lemma(token) in _CHARGED and tree.is_passive_head(token):
                who = tree.first(token, *tree.PASSIVE_SUBJECTS)
                if who is not None and who in tokens:
                    return self._quarrels.without(speaker, self._names.parties(scene, who))
        return []

    def _again(self, scene: Scene, tokens: Sequence[Token], speaker: Party) -> list[Party]:
        """Return whom a speaker has charged before and tells more of: *A had rejected a licence*,
        *nobody at A replied*, *A's engine shows it*."""
        root = charges.top(tokens)
        subject = tree.subject(root) if root is not None else None
        what = subject if subject is not None and subject in tokens else root
        if what is None:
            return []
        charged = {self._quarrels.key(party) for party in self._quarrels.charged_by(speaker)}
        for token in (what, *(c for c in what.children if c.dep_ in _OWNING)):
            found = self._names.owner(scene, token)
            if any(self._quarrels.key(party) in charged for party in found):
                return found
            if charged and self._names.is_the_firm(token, _SERVICES):
                return self._quarrels.the_accused(speaker)
        return []

    def _opponent(self, draft: Draft, speaker: Party) -> list[Party]:
        """Return against whom a state speaks, or whom somebody threatens: who is named, whom it
        charged, who charged it, whom it went against before."""
        found = self.rival(draft, speaker)
        accuser = self._quarrels.accuser
        if not found and draft.act is Act.THREATEN:
            found = list(self._quarrels.charged_by(speaker))
            if not found and self._quarrels.is_in(speaker) and accuser is not None:
                found = [replace(accuser, start=None, end=None)]
        if not found and self._quarrels.is_state(speaker):
            found = list(self._quarrels.foe(speaker)) or self._quarrels.state_acting(speaker)
        return found

    def rival(self, draft: Draft, speaker: Party) -> list[Party]:
        """Return the one other state that the words of a state name: its quarrels are with it."""
        for token in tree.words_in(draft.paragraph, draft.content[0]) if draft.content else ():
            if token.dep_ in tree.SUBJECTS and tree.lemma(token.head) in _STANDING:
                for state in self._names.state_of(draft.paragraph, token):
                    self._quarrels.speaks_for(speaker, state)
        if not self._quarrels.is_state(speaker):
            return []
        side = self._quarrels.side(speaker)
        sides = {
            self._quarrels.side(party): party
            for span in draft.content
            for party in self._names.states(span)
        }
        if draft.act is Act.THREATEN and set(sides) <= {side}:  # "hit back, if A goes ahead"
            sentence = draft.paragraph.place(draft.anchor.sent)
            sides = {self._quarrels.side(party): party for party in self._names.states(sentence)}
        sides.pop(side, None)
        return list(sides.values()) if len(sides) == 1 else []

    def _blamed(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return whom a criticism hits that aims at nobody outright: who owns or took what it
        speaks of (*A's safety record*, *the decision by A*), else, for *the move* and *the
        ruling*, who made the last one."""
        root = charges.top(tokens)
        if root is None:
            return []
        subject = tree.first(root, *tree.ANY_SUBJECTS)
        what = subject if subject is not None and subject in tokens else root
        if self._names.is_newcomer(what):
            return []  # "an engineer at A" is not A
        for token in (what, *(c for c in what.children if c.dep_ in _OWNING)):
            hit = token is not what or what is not root or draft.act is Act.CRITICIZE
            if hit and self._names.is_named(scene, token) and not self._names.has_seen(token):
                found = self._quarrels.without(
                    speaker, self._names.parties(scene, token, wide=True)
                )
                if found:
                    return found
            if self._names.is_the_firm(token) and self._quarrels.the_accused(speaker):
                return self._quarrels.the_accused(speaker)
        heads = {tree.lemma(token) for token in (what, *tokens[:2])}  # "the case", "a sham"
        answers = bool(heads & _MEASURES) or self._quarrels.is_in(speaker)
        return self._quarrels.opponent(speaker) if answers else []

    def _in_store(self, scene: Scene, tokens: Sequence[Token], speaker: Party) -> list[Party]:
        """Return whom a measure hits that is only told of: *weighed adding A to the list*."""
        for token in tokens:
            if token.pos_ != "VERB" or tree.lemma(token) not in _HITTING:
                continue
            what = tree.first(token, "obj")
            if what is None or not self._names.is_named(scene, what):
                continue
            listed = any(tree.lemma(t) in _LISTS for t in tokens if t.i > what.i)
            if tree.lemma(token) in _ADDING and not listed:
                continue
            return self._quarrels.without(speaker, self._names.parties(scene, what))
        return []

    def _behind(self, scene: Scene, door: Token) -> list[Party]:
        """Return at whose door deeds are laid; of people without a name, whose people they are:
        *accounts linked to A employees*."""
        found = self._names.parties(scene, door, wide=True)
        if any(party.entity is not None for party in found):
            return found
        owners = [c for c in door.children if c.dep_ in {"compound", "nmod:poss"}]
        return [party for c in owners for party in self._names.named(scene, c)] or found


def _points(tokens: Sequence[Token], words: frozenset[str] | None = None) -> bool:
    """Say whether something is told of *he*, *they*, *these companies*: of somebody before it.

    With ``words`` only those pronouns count.
    """
    root = charges.top(tokens)
    subject = tree.subject(root) if root is not None else None
    if subject is None:
        return False
    if words is not None:
        return tree.lower(subject) in words
    return subject.pos_ == "PRON" or any(tree.lower(c) in _BEFORE for c in subject.lefts)
