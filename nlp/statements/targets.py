"""Whom a statement is about: the accused, the criticised, the one whose accusation is answered.

Names in the target's nominal come first (:mod:`nlp.statements.nominals`). Whose accusation *the
allegations* are is the latest accuser before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import (
    ACCUSING_ACTS,
    Act,
    EntityType,
    Party,
    Span,
    SpeakerRole,
    Stance,
)
from nlp.reading import Reading
from nlp.speakers import Speakers
from nlp.statements import affiliations, charges, tree, turns
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party
from nlp.statements.lexicon import Lexicon
from nlp.statements.nominals import NAMED, POINTERS, Nominals
from nlp.statements.sides import Sides

_PLAIN = frozenset({Act.SAY, Act.ANNOUNCE, Act.CONFIRM, Act.SUPPORT, Act.AGREE, Act.PROMISE})
"""Acts that are aimed at somebody only where they name them outright."""
_ORDERING = frozenset({Act.DEMAND, Act.ORDER, Act.REQUEST, Act.WARN})
_PUNISHING = frozenset({Act.SANCTION, Act.SUE, Act.RULE})
_ANSWERABLE = frozenset({"accuse", "indict", "charge", "sue", "suspect", "arrest", "convict"})
"""Verbs whose object is always somebody."""
_TOO = frozenset({"alongside", "including"})
_AIMED = ACCUSING_ACTS | {Act.WARN}
_TELLING = frozenset({Act.SAY, Act.ANNOUNCE})
_CHARGING = frozenset({Act.ACCUSE, Act.ALLEGE, Act.SUE})
_DETAILING = frozenset({Act.ACCUSE, Act.ALLEGE})
_MILDER = frozenset({Act.WARN, Act.CRITICIZE})
"""What answers speak of only where nobody accuses."""
_OPENING = 24
"""Code points of a title before a name that is to do something: *Commerce Secretary A to …*."""
_LETTERS = frozenset({"letter", "email", "note", "memo", "message", "petition", "comment"})
_BLAMING = frozenset({Act.CRITICIZE, Act.ACCUSE})
_OWNING = frozenset({"nmod:poss", "compound", "nmod", "amod"})
_MEASURES = frozenset(
    {"move", "decision", "listing", "ban", "step", "ruling", "measure", "order", "case", "suit"}
    | {"addition", "lawsuit", "verdict", "judgment", "rule", "plan", "action", "restriction"}
)
_ADDING = frozenset({"add", "put", "place"})
_HITTING = _ADDING | {"ban", "blacklist", "sanction", "sue", "investigate", "fine", "bar", "probe"}
_LISTS = frozenset({"list", "blacklist", "watchlist"})
_POWERS = frozenset({"government", "ministry", "country", "legislature", "committee", "embassy"})
_ABOUT = frozenset({Act.RULE, Act.SUPPORT, Act.THREATEN, Act.ESTIMATE})
"""Acts that are about the one party that their content names."""
_THEM = frozenset({"he", "she", "they"})
_STILL = 500
"""Code points after a charge within which *he* and *they* still mean who was charged."""
_BEFORE = frozenset({"the", "these", "those", "both", "this"})


class Targets:
    """Finds targets; statements come in order of the text."""

    def __init__(self, reading: Reading, speakers: Speakers, lexicon: Lexicon) -> None:
        self._reading = reading
        self._speakers = speakers
        self._lexicon = lexicon
        self._accuser: Party | None = None
        self._older: Party | None = None  # who accused before the matter at hand
        self._groups = speakers.groups
        self._names = Nominals(reading, speakers, lexicon, self._groups)
        self._sides = Sides(reading, lexicon)
        self._charges: dict[str, tuple[Party, ...]] = {}  # speaker -> whom it last accused
        self._here: tuple[int, Party | None] = (-1, None)  # sentence and its accuser
        self._accused: tuple[Party, ...] = ()  # whom anybody accused last
        self._accused_at = 0  # offset of the cue
        self._ever: set[str] = set()  # whom anybody accused so far
        self._accusers: set[str] = set()
        self._punisher: Party | None = None  # who took the last measure
        self._houses = affiliations.known(reading)

    def of(
        self, scene: Scene, draft: Draft, speaker: Party | None, *, earlier: bool
    ) -> tuple[Party, ...]:
        """Return the targets of a statement, the speaker itself excepted, each once."""
        found = self._aimed(scene, draft)
        if draft.act == Act.RULE:
            found = [p for p in found if p.entity is not None] or self._sides.ruled_on(scene, draft)
        elif draft.act in _TELLING and not found:
            found = self._names.sent_to(scene, draft)
        if draft.act == Act.DENY:
            found = self._answered(scene, draft, earlier=earlier)
        elif draft.charged is not None and draft.act in ACCUSING_ACTS:
            vague = tree.lower(draft.charged) in POINTERS
            found = [] if vague else self._names.parties(scene, draft.charged, wide=True)
            found = self._charged(scene, draft) if vague else self._said_of(draft, found)
        elif not found and draft.act in _AIMED:
            found = self._said_of(draft, self._charged(scene, draft))
            found = found or self._grouped(scene, draft)
        # Who turns out to charge itself by a word like "the company" charges somebody else.
        unique = _distinct(found, speaker) or _distinct(
            self._meant(scene, draft, speaker) or self._spoken_of(scene, draft, speaker), speaker
        )
        self._keep(draft, speaker, unique, earlier=earlier)
        return unique

    def _aimed(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return at whom the words of an act are aimed: its object, those beside it, whom it tells
        to act, whom it punishes."""
        found: list[Party] = []
        for token in draft.targets:
            if draft.act not in _PLAIN or is_party(scene, token):
                found.extend(
                    self._names.parties(
                        scene,
                        token,
                        matter=_matters(scene, draft),
                        somebody=draft.lemma in _ANSWERABLE,
                    )
                )
        if draft.targets and draft.act in _AIMED:
            for child in draft.anchor.children:  # "names A, alongside other firms, B and C"
                if child.dep_ in {"obl", "nmod"} and tree.marker(child) in _TOO:
                    found.extend(self._names.parties(scene, child))
        if draft.addressee is not None and draft.act in _ORDERING and not found:
            found.extend(self._names.named(scene, draft.addressee))
        if not found and draft.act in _PUNISHING:
            found.extend(self._names.right_after(scene, draft.anchor))
        return found

    def _keep(
        self, draft: Draft, speaker: Party | None, aims: tuple[Party, ...], *, earlier: bool
    ) -> None:
        """Remember who accused, and whom: later details and denials speak of them."""
        if speaker is None or draft.negated:
            return
        if draft.act is Act.DENY:
            self._ever.add(self._key(speaker))
        first = draft.act in _MILDER and bool(aims) and self._accuser is None
        if draft.act in _PUNISHING:
            self._punisher = speaker
        if draft.act in ACCUSING_ACTS - _MILDER or first:
            self._remember(draft, speaker, earlier=earlier)
        told = draft.act in _TELLING and charges.traced(draft.anchor.sent, self._lexicon)
        if aims and (draft.act in _CHARGING or told):
            self._charges[self._key(speaker)] = aims
            self._accused, self._accused_at = aims, draft.cue.start
            self._ever.update(self._key(party) for party in aims)
            self._accusers.add(self._key(speaker))

    def details(self, scene: Scene, draft: Draft, speaker: Party | None) -> tuple[Party, ...]:
        """Return whom a speaker goes on to charge who tells details of what it has accused somebody
        of: *It said the campaigns were aimed at …*. Empty where it tells none.
        """
        if speaker is None or draft.act not in _TELLING or not draft.content:
            return ()
        if draft.act != Act.SAY:
            return ()
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if charges.tells_of_deeds(tokens, self._lexicon):
            return self._charges.get(self._key(speaker), ())
        return ()

    def quarrel(self, draft: Draft) -> turns.Quarrel:
        """Return who has accused and been accused up to a statement."""
        return turns.Quarrel(
            frozenset(self._accusers),
            frozenset(self._ever),
            recent=bool(self._accused) and self._is_near(draft),
        )

    def voice(self, speaker: Party, *, earlier: bool) -> turns.Voice:
        """Return who speaks, with those for whom he stands."""
        names = {speaker.entity, speaker.canonical, speaker.on_behalf_of, self._key(speaker)}
        entity = self._reading.knowledge.entities.get(speaker.entity or "")
        kind = entity.kind if entity is not None else None
        charging = self._lexicon.party("documents", "charging")
        medium = (speaker.medium or "").lower().split()
        return turns.Voice(
            frozenset(name for name in names if name),
            charging=speaker.role is SpeakerRole.DOCUMENT and bool(charging & set(medium)),
            ruling=kind in {"court", "judge"},
            outlet=speaker.role is SpeakerRole.OUTLET,
            power=kind in _POWERS or turns.is_power(speaker.canonical or ""),
            earlier=earlier,
            house=self._is_house(speaker),
        )

    def _is_house(self, speaker: Party) -> bool:
        """Say whether a speaker is a company, or speaks for one."""
        if speaker.on_behalf_of or speaker.canonical in self._houses:
            return True
        entity = self._reading.knowledge.entities.get(speaker.entity or "")
        if entity is not None:
            return entity.kind in {"company", "lab", "association"}
        kinds = {m.type for m in self._reading.mentions if m.canonical == speaker.canonical}
        return EntityType.ORG in kinds and not turns.is_power(speaker.canonical or "")

    def _key(self, party: Party) -> str:
        """Return for whom a party speaks in a quarrel: an entity id, or words."""
        house = None if party.entity else self._houses.get(party.canonical or "")
        own = (house.entity or house.canonical) if house is not None else None
        return party.on_behalf_of or own or party.entity or party.canonical or ""

    def _meant(self, scene: Scene, draft: Draft, speaker: Party | None) -> list[Party]:
        """Return whom a statement is about that aims at nobody by its own words."""
        if speaker is None or not draft.content or speaker.role is SpeakerRole.OUTLET:
            return []
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if draft.act in _DETAILING | _TELLING:
            door = charges.traced(draft.anchor.sent, self._lexicon)
            if door is not None:
                return self._behind(scene, door)
        if draft.act in _DETAILING:
            charged = self._charges.get(self._key(speaker), ())
            if not charged and _points(tokens) and self._is_near(draft):
                charged = tuple(p for p in self._accused if self._key(p) != self._key(speaker))
            named = {self._key(party) for party in self._names.actors(draft.content[0], speaker)}
            # Another name may be whom this one is about; which, its words did not tell.
            return list(charged) if named <= {self._key(party) for party in charged} else []
        if draft.act not in _TELLING | {Act.CRITICIZE}:
            return []
        if charges.judges_charges(tokens, draft.anchor, self._lexicon):
            accuser = self._accuser
            known = accuser is not None and accuser.entity is not None
            return [replace(accuser, start=None, end=None)] if accuser and known else []
        if draft.stance is Stance.DENIES:
            return [
                m for m in self._names.actors(draft.content[0], speaker) if m.entity is not None
            ]
        return []

    def _spoken_of(self, scene: Scene, draft: Draft, speaker: Party | None) -> list[Party]:
        """Return the one party that a ruling, a demand or a saying is about by its content."""
        if speaker is None or not draft.content or speaker.role is SpeakerRole.OUTLET:
            return []
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if draft.act in _ORDERING:
            return self._asked_of(scene, draft, tokens)
        if draft.act in _TELLING:
            hit = self._in_store(scene, tokens, speaker)
            if hit:
                return hit
        if draft.act in _TELLING and _points(tokens, _THEM) and self._is_near(draft):
            return [p for p in self._accused if self._key(p) != self._key(speaker)]
        if draft.act in _BLAMING and draft.charged is None:
            blamed = self._blamed(scene, draft, tokens, speaker)
            if blamed:
                return blamed
        if draft.act is Act.THREATEN and self._charges.get(self._key(speaker)):
            return list(self._charges[self._key(speaker)])
        if (
            draft.act is Act.THREATEN
            and self._key(speaker) in self._ever
            and self._accuser is not None
        ):
            return [replace(self._accuser, start=None, end=None)]
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
        return self._names.only(draft.content[0], speaker)

    def _blamed(
        self, scene: Scene, draft: Draft, tokens: Sequence[Token], speaker: Party
    ) -> list[Party]:
        """Return whom a criticism hits that aims at nobody outright: who owns or took what it
        speaks of (*A's safety record*, *the decision by A*), else, for *the move* and *the
        ruling*, who made the last one."""
        root = charges.top(tokens)
        if root is None:
            return []
        subject = tree.first(root, *tree.SUBJECTS, *tree.PASSIVE_SUBJECTS)
        what = subject if subject is not None and subject in tokens else root
        for token in (what, *(c for c in what.children if c.dep_ in _OWNING)):
            hit = token is not what or what is not root or draft.act is Act.CRITICIZE
            if hit and self._names.is_named(scene, token) and not self._names.has_seen(token):
                found = [
                    p
                    for p in self._names.parties(scene, token, wide=True)
                    if self._key(p) != self._key(speaker)
                ]
                if found:
                    return found
        answers = tree.lemma(what) in _MEASURES or self._key(speaker) in self._ever
        other = self._punisher or self._accuser
        if answers and other is not None and other.entity is not None:
            return [replace(other, start=None, end=None)]
        return []

    def _asked_of(self, scene: Scene, draft: Draft, tokens: Sequence[Token]) -> list[Party]:
        """Return of whom something is asked: *demanded an answer from A*, *called on A to stop*,
        *A should pay*, *told A: stop it*, *in a letter to A*."""
        for token in tokens:
            if tree.marker(token) == "from" and self._names.is_named(scene, token):
                return self._names.parties(scene, token)
        root = charges.top(tokens)
        opens = self._opener(draft, tokens)
        if opens is not None:
            return opens
        subject = tree.first(root, *tree.SUBJECTS) if root is not None else None
        acting = subject is not None and not tree.marker(subject) and draft.act is not Act.WARN
        if acting and subject is not None and subject in tokens:
            found = self._names.named(scene, subject)
            if found:
                return found
        if draft.addressee is not None and self._names.is_named(scene, draft.addressee):
            return self._names.parties(scene, draft.addressee)
        return self._written_to(scene, draft)

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
            return [
                p for p in self._names.parties(scene, what) if self._key(p) != self._key(speaker)
            ]
        return []

    def _opener(self, draft: Draft, tokens: Sequence[Token]) -> list[Party] | None:
        """Return the name with which a demand begins that is to do something: *A to disclose …*."""
        first = draft.content[0]
        begins = [
            m
            for m in self._reading.mentions_in(first)
            if m.type in NAMED and 0 <= m.start - first.start <= _OPENING
        ]
        if not begins or len(tokens) < 2:
            return None
        behind = self._reading.text[begins[0].end : begins[0].end + 4]
        found = begins[0]
        named = Party(found.start, found.end, found.entity, found.canonical)
        return [named] if behind.startswith(" to ") else None

    def _written_to(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return to whom the letter went in which something is asked."""
        for token in draft.anchor.sent:
            place = scene.paragraph.start_of(token)
            said = any(span.start <= place < span.end for span in draft.content)
            letter = tree.lemma(token) in _LETTERS and not said
            for child in token.children if letter else ():
                if tree.marker(child) == "to" and self._names.is_named(scene, child):
                    return self._names.parties(scene, child)
        return []

    def _behind(self, scene: Scene, door: Token) -> list[Party]:
        """Return at whose door deeds are laid; of people without a name, whose people they are:
        *accounts linked to A employees*."""
        found = self._names.parties(scene, door, wide=True)
        if any(party.entity is not None for party in found):
            return found
        owners = [c for c in door.children if c.dep_ in {"compound", "nmod:poss"}]
        return [party for c in owners for party in self._names.named(scene, c)] or found

    @staticmethod
    def _said_of(draft: Draft, found: list[Party]) -> list[Party]:
        """Return of parties those that what is said names, if it names any: who stands beside it
        (*A copied it, US firm B has claimed*) is not charged."""
        inside = [
            party
            for party in found
            if party.start is not None
            and any(span.start <= party.start < span.end for span in draft.content)
        ]
        return inside or found

    def _is_near(self, draft: Draft) -> bool:
        return 0 <= draft.cue.start - self._accused_at <= _STILL

    def _remember(self, draft: Draft, speaker: Party, *, earlier: bool) -> None:
        """Keep who accused last. Older and merely similar accusations count in their sentence."""
        words = {tree.lower(token) for token in draft.anchor.subtree}
        self._here = (draft.paragraph.place(draft.anchor.sent).start, speaker)
        if earlier or "similar" in words:
            self._older = speaker
        if self._accuser is None or not (earlier or "similar" in words):
            self._accuser = speaker

    def _charged(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return whom a charge is against: who does it, or who it is *by*."""
        for span in draft.content[:1]:
            for who in charges.doers(tree.words_in(scene.paragraph, span), self._lexicon):
                if self._names.is_named(scene, who) and not self._names.has_seen(who):
                    found = self._names.parties(scene, who)
                    if found:
                        return found
            return self._names.in_front(scene, span) or self._subject_of(scene, draft, span)
        return []

    def _subject_of(self, scene: Scene, draft: Draft, span: Span) -> list[Party]:
        """Return the body in common nouns that a noun charges: *accusations that foreign firms
        copied it*."""
        root = charges.top(tree.words_in(scene.paragraph, span))
        who = tree.first(root, *tree.SUBJECTS) if root is not None else None
        noun = draft.rule == "noun-clause" and draft.act in _DETAILING
        if who is None or not noun or not is_party(scene, who):
            return []
        return self._names.parties(scene, who)

    def _grouped(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the members of the first group that the content of a charge names."""
        if draft.act not in ACCUSING_ACTS:
            return []
        for span in draft.content:
            for token in tree.words_in(scene.paragraph, span):
                if self._groups.members(token):
                    return self._names.parties(scene, token)
        return []

    def _answered(self, scene: Scene, draft: Draft, *, earlier: bool) -> list[Party]:
        """Return whose accusation is denied: by its words, else the latest accuser before."""
        tokens = [t for span in draft.content[:1] for t in tree.words_in(scene.paragraph, span)]
        for token in tokens:
            if tree.lemma(token) not in self._lexicon.answered:
                continue
            for child in token.children:
                by = child.dep_ == "nmod" and tree.marker(child) in {"by", "from"}
                if by or child.dep_ == "nmod:poss":
                    mention = self._reading.mention_of(scene.paragraph, child)
                    if mention is not None:
                        return [
                            Party(mention.start, mention.end, mention.entity, mention.canonical)
                        ]
        here = draft.paragraph.place(draft.anchor.sent).start
        accuser = self._here[1] if self._here[0] == here else self._accuser
        if earlier and self._here[0] != here and self._older is not None:
            accuser = self._older  # "previously denied": an answer to what was charged before
        if accuser is None or accuser.canonical is None or accuser.anonymous:
            return []
        if accuser.entity is None and accuser.role is not SpeakerRole.PRINCIPAL:
            return []
        return [Party(None, None, accuser.entity, accuser.canonical)]


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


def _matters(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the prepositions that part the target of a cue from the matter: *of*, *for*."""
    entries = scene.lexicon.verbs.get(draft.lemma, ())
    return frozenset(mark for verb in entries for mark in verb.prepositions("t"))


def _distinct(found: Iterable[Party], speaker: Party | None) -> tuple[Party, ...]:
    own = (speaker.entity or speaker.canonical) if speaker is not None else None
    seen: set[str] = set()
    unique = []
    for party in found:
        name = party.entity or party.canonical or ""
        if name and name != own and name not in seen:
            seen.add(name)
            unique.append(party)
    return tuple(unique)
