"""Whom a statement is about: the accused, the criticised, the one whose accusation is answered.

Names in the target's nominal come first. A group that is named by country and kind (*Chinese AI
companies*) stands for those members that the text itself gives (*such as A, B and C*), each linked
to the words for the group. Whose accusation *the allegations* are is the latest accuser before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import (
    ACCUSING_ACTS,
    Act,
    EntityType,
    Mention,
    Party,
    Span,
    SpeakerRole,
    Stance,
)
from nlp.reading import Paragraph, Reading
from nlp.speakers import Speakers
from nlp.statements import charges, tree, turns
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party
from nlp.statements.groups import Groups
from nlp.statements.lexicon import Lexicon
from nlp.statements.sides import Sides

_NAMED = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})
_PLAIN = frozenset({Act.SAY, Act.ANNOUNCE, Act.CONFIRM, Act.SUPPORT, Act.AGREE, Act.PROMISE})
"""Acts that are aimed at somebody only where they name them outright."""
_ORDERING = frozenset({Act.DEMAND, Act.ORDER, Act.REQUEST, Act.WARN})
_PUNISHING = frozenset({Act.SANCTION, Act.SUE, Act.RULE})
_ANSWERABLE = frozenset({"accuse", "indict", "charge", "sue", "suspect", "arrest", "convict"})
"""Verbs whose object is always somebody."""
_ASIDE = frozenset({"conj", "appos", "flat", "list", "parataxis", "flat:name", "compound"})
_TOO = frozenset({"alongside", "including"})
_SUCH = frozenset({"as", "including", "like", "alongside", "with"})
_AIMED = ACCUSING_ACTS | {Act.WARN}
_TELLING = frozenset({Act.SAY, Act.ANNOUNCE})
_SENDING = frozenset({"send", "deliver", "hand", "dispatch", "go"})
_CHARGING = frozenset({Act.ACCUSE, Act.ALLEGE, Act.SUE})
_DETAILING = frozenset({Act.ACCUSE, Act.ALLEGE})
_MILDER = frozenset({Act.WARN, Act.CRITICIZE})
"""What answers speak of only where nobody accuses."""
_ABOUT = frozenset({Act.RULE, Act.SUPPORT, Act.THREATEN, Act.ESTIMATE})
"""Acts that are about the one party that their content names."""
_ORGANS = frozenset({EntityType.ORG, EntityType.PERSON})
_BEYOND = frozenset({"outlet", "agency", "court", "judge"})
_THEM = frozenset({"he", "she", "they"})
_STILL = 500
"""Code points after a charge within which *he* and *they* still mean who was charged."""
_OPENS_LIST = frozenset(
    {",", ":", "–", "—", "(", "such as", "including", ", namely", ", including"}
)
_BEFORE = frozenset({"the", "these", "those", "both", "this"})
_POINTERS = frozenset({"it", "he", "she", "they", "there", "that", "this", "which", "who", "what"})


class Targets:
    """Finds targets; statements come in order of the text."""

    def __init__(self, reading: Reading, speakers: Speakers, lexicon: Lexicon) -> None:
        self._reading = reading
        self._speakers = speakers
        self._lexicon = lexicon
        self._accuser: Party | None = None
        self._older: Party | None = None  # who accused before the matter at hand
        self._groups = Groups(reading, lexicon)
        self._sides = Sides(reading, lexicon)
        self._charges: dict[str, tuple[Party, ...]] = {}  # speaker -> whom it last accused
        self._here: tuple[int, Party | None] = (-1, None)  # sentence and its accuser
        self._accused: tuple[Party, ...] = ()  # whom anybody accused last
        self._accused_at = 0  # offset of the cue
        self._ever: set[str] = set()  # whom anybody accused so far
        self._accusers: set[str] = set()

    def of(
        self, scene: Scene, draft: Draft, speaker: Party | None, *, earlier: bool
    ) -> tuple[Party, ...]:
        """Return the targets of a statement, the speaker itself excepted, each once."""
        found = self._aimed(scene, draft)
        if draft.act == Act.RULE:
            found = [p for p in found if p.entity is not None] or self._sides.ruled_on(scene, draft)
        elif draft.act in _TELLING and not found:
            found = self._sent_to(scene, draft)
        if draft.act == Act.DENY:
            found = self._answered(scene, draft, earlier=earlier)
        elif draft.charged is not None and draft.act in ACCUSING_ACTS:
            vague = tree.lower(draft.charged) in _POINTERS
            found = [] if vague else self._parties(scene, draft.charged, wide=True)
            found = self._charged(scene, draft) if vague else found
        elif not found and draft.act in _AIMED:
            found = self._charged(scene, draft) or self._grouped(scene, draft)
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
                    self._parties(
                        scene,
                        token,
                        matter=_matters(scene, draft),
                        somebody=draft.lemma in _ANSWERABLE,
                    )
                )
        if draft.targets and draft.act in _AIMED:
            for child in draft.anchor.children:  # "names A, alongside other firms, B and C"
                if child.dep_ in {"obl", "nmod"} and tree.marker(child) in _TOO:
                    found.extend(self._parties(scene, child))
        if draft.addressee is not None and draft.act in _ORDERING and not found:
            found.extend(self._named(scene, draft.addressee))
        if not found and draft.act in _PUNISHING:
            found.extend(self._right_after(scene, draft.anchor))
        return found

    def _keep(
        self, draft: Draft, speaker: Party | None, aims: tuple[Party, ...], *, earlier: bool
    ) -> None:
        """Remember who accused, and whom: later details and denials speak of them."""
        if speaker is None or draft.negated:
            return
        if draft.act is Act.DENY:
            self._ever.add(_key(speaker))
        first = draft.act in _MILDER and bool(aims) and self._accuser is None
        if draft.act in ACCUSING_ACTS - _MILDER or first:
            self._remember(draft, speaker, earlier=earlier)
        told = draft.act in _TELLING and charges.traced(draft.anchor.sent, self._lexicon)
        if aims and (draft.act in _CHARGING or told):
            self._charges[_key(speaker)] = aims
            self._accused, self._accused_at = aims, draft.cue.start
            self._ever.update(_key(party) for party in aims)
            self._accusers.add(_key(speaker))

    def details(self, scene: Scene, draft: Draft, speaker: Party | None) -> tuple[Party, ...]:
        """Return whom a speaker goes on to charge who tells details of what it has accused somebody
        of: *It said the campaigns were aimed at …*. Empty where it tells none.

        A saying that is something else in the quarrel at hand, a denial or a threat, becomes that.
        """
        if speaker is None or draft.act not in _TELLING or not draft.content:
            return ()
        draft.act = turns.turned(scene, draft, _key(speaker), self._quarrel(draft)) or draft.act
        if draft.act != Act.SAY:
            return ()
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if charges.tells_of_deeds(tokens, self._lexicon):
            return self._charges.get(_key(speaker), ())
        return ()

    def _quarrel(self, draft: Draft) -> turns.Quarrel:
        return turns.Quarrel(
            frozenset(self._accusers),
            frozenset(self._ever),
            recent=bool(self._accused) and self._is_near(draft),
        )

    def _meant(self, scene: Scene, draft: Draft, speaker: Party | None) -> list[Party]:
        """Return whom a statement is about that aims at nobody by its own words."""
        if speaker is None or not draft.content or speaker.role is SpeakerRole.OUTLET:
            return []
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if draft.act in _DETAILING | _TELLING:
            door = charges.traced(draft.anchor.sent, self._lexicon)
            if door is not None:
                return self._parties(scene, door, wide=True)
        if draft.act in _DETAILING:
            charged = self._charges.get(_key(speaker), ())
            if not charged and _points(tokens):
                charged = tuple(p for p in self._accused if _key(p) != _key(speaker))
            named = {_key(party) for party in self._actors(draft.content[0], speaker)}
            # Another name may be whom this one is about; which, its words did not tell.
            return list(charged) if named <= {_key(party) for party in charged} else []
        if draft.act not in _TELLING:
            return []
        if charges.judges_charges(tokens, draft.anchor, self._lexicon):
            accuser = self._accuser
            known = accuser is not None and accuser.entity is not None
            return [replace(accuser, start=None, end=None)] if accuser and known else []
        if draft.stance is Stance.DENIES:
            return [m for m in self._actors(draft.content[0], speaker) if m.entity is not None]
        return []

    def _spoken_of(self, scene: Scene, draft: Draft, speaker: Party | None) -> list[Party]:
        """Return the one party that a ruling, a demand or a saying is about by its content."""
        if speaker is None or not draft.content or speaker.role is SpeakerRole.OUTLET:
            return []
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if draft.act in _ORDERING:
            return self._asked_of(scene, tokens)
        if draft.act in _TELLING and _points(tokens, _THEM) and self._is_near(draft):
            return [p for p in self._accused if _key(p) != _key(speaker)]
        if draft.act is Act.THREATEN and _key(speaker) in self._ever and self._accuser is not None:
            return [replace(self._accuser, start=None, end=None)]
        if draft.act not in _ABOUT:
            return []
        root = charges.top(tokens)
        subject = tree.subject(root) if root is not None else None
        if draft.act is Act.RULE and subject is not None and subject in tokens:
            own = [p for p in self._named(scene, subject) if self._is_organ(p)]
            if own:
                return own
        named = {
            party.entity: party
            for party in self._actors(draft.content[0], speaker)
            if party.entity is not None and self._is_organ(party)
        }
        return list(named.values()) if len(named) == 1 else []

    def _asked_of(self, scene: Scene, tokens: Sequence[Token]) -> list[Party]:
        """Return of whom something is asked: *demanded an answer from A*."""
        for token in tokens:
            if tree.marker(token) == "from" and self._is_named(scene, token):
                return self._parties(scene, token)
        return []

    def _is_near(self, draft: Draft) -> bool:
        return 0 <= draft.cue.start - self._accused_at <= _STILL

    def _is_organ(self, party: Party) -> bool:
        entity = self._reading.knowledge.entities.get(party.entity or "")
        if entity is not None:
            return entity.type in _ORGANS and entity.kind not in _BEYOND
        return not (party.canonical or "").isupper()

    def _actors(self, span: Span, speaker: Party) -> list[Party]:
        """Return who is named in a piece of text, the speaker excepted."""
        return [
            Party(m.start, m.end, m.entity, m.canonical)
            for m in self._reading.mentions_in(span)
            if m.type in _NAMED
            and (m.entity or m.canonical) != (speaker.entity or speaker.canonical)
        ]

    def _named(self, scene: Scene, token: Token) -> list[Party]:
        """Return a name in the place of somebody who is to do something: *urged Acme to stop*."""
        mention = self._reading.mention_of(scene.paragraph, token)
        if mention is None or mention.type not in _NAMED:
            return []
        return [Party(mention.start, mention.end, mention.entity, mention.canonical)]

    def _right_after(self, scene: Scene, verb: Token) -> list[Party]:
        """Return the name right behind a verb that has two objects: *fined Acme 12 million*."""
        if verb.i + 1 >= len(verb.doc) or verb.pos_ == "NOUN":
            return []
        word = verb.nbor(1)
        if word.pos_ == "DET" and verb.i + 2 < len(verb.doc):
            word = word.nbor(1)
        return self._named(scene, word)

    def _remember(self, draft: Draft, speaker: Party, *, earlier: bool) -> None:
        """Keep who accused last. Older and merely similar accusations count in their sentence."""
        words = {tree.lower(token) for token in draft.anchor.subtree}
        self._here = (draft.paragraph.place(draft.anchor.sent).start, speaker)
        if earlier or "similar" in words:
            self._older = speaker
        if self._accuser is None or not (earlier or "similar" in words):
            self._accuser = speaker

    def _parties(
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
        if tree.lower(head) in _POINTERS:
            return []
        start, end = tree.extent(head)
        clause = next((c for c in head.children if c.dep_ in {"acl", "acl:relcl"}), None)
        if clause is not None and clause.left_edge.i > head.i and not wide:
            end = clause.left_edge.i - 1
        span = scene.span((start, max(end, head.i)))
        names = [
            m
            for m in self._reading.mentions_in(span)
            if m.type in _NAMED and not _describes(scene.paragraph, m.span, head)
        ]
        at_home = [m for m in names if self._is_home(scene, m)]
        if at_home and names == at_home:
            return []  # "entities based in A": nobody is named
        own = self._reading.mention_of(scene.paragraph, head)
        if own is not None and own.type in _NAMED:
            names = [m for m in names if m == own or _beside(scene.paragraph, m.span, head)]
        if names:
            return [Party(m.start, m.end, m.entity, m.canonical) for m in names]
        words = self._speakers.span_of(scene.paragraph, head)
        members = self._groups.members(head) or self._groups.counted(scene.paragraph, head)
        if members:
            return [Party(words.start, words.end, m.entity, m.canonical) for m in members]
        party = self._speakers.resolve(scene.paragraph, head).party
        if party.entity is None and not (somebody or is_party(scene, head)):
            return []
        return [self._shortened(scene, head, party, matter)]

    def _is_home(self, scene: Scene, mention: Mention) -> bool:
        place = mention.type is EntityType.GPE
        return place and charges.is_residence(tree.words_in(scene.paragraph, mention.span))

    def _shortened(self, scene: Scene, head: Token, party: Party, matter: frozenset[str]) -> Party:
        """Return a party in common nouns without the matter: *a firm*, of *a firm of theft*."""
        begins = [c.left_edge.i for c in head.rights if tree.marker(c) in matter]
        start, end = tree.nominal(head)
        if party.entity is not None or not begins or min(begins) > end:
            return party
        span = scene.span((start, max(min(begins) - 1, head.i)))
        words = span.of(self._reading.text)
        return replace(party, start=span.start, end=span.end, canonical=words)

    def _charged(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return whom a charge is against: who does it, or who it is *by*."""
        for span in draft.content[:1]:
            for who in charges.doers(tree.words_in(scene.paragraph, span), self._lexicon):
                if self._is_named(scene, who) and not self._has_seen(who):
                    found = self._parties(scene, who)
                    if found:
                        return found
            return self._in_front(scene, span)
        return []

    def _in_front(self, scene: Scene, span: Span) -> list[Party]:
        """Return whom a charge names before the verb that tells what was done, wherever the parser
        hangs the name: *a Chinese start-up, A, harvested …*."""
        tokens = tree.words_in(scene.paragraph, span)
        root = charges.top(tokens)
        if root is None or root.tag_ not in {"VBD", "VBN", "VBZ", "VBG"}:
            return []
        before = Span(span.start, max(span.start, scene.paragraph.start_of(root)))
        named = [
            Party(m.start, m.end, m.entity, m.canonical)
            for m in self._reading.mentions_in(before)
            if m.type in _ORGANS
        ]
        return [party for party in named if self._is_organ(party)]

    def _grouped(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the members of the first group that the content of a charge names."""
        if draft.act not in ACCUSING_ACTS:
            return []
        for span in draft.content:
            for token in tree.words_in(scene.paragraph, span):
                if self._groups.members(token):
                    return self._parties(scene, token)
        return []

    def _has_seen(self, who: Token) -> bool:
        """Say whether somebody only saw or got a document: *a notice seen by A*."""
        seen = self._lexicon.party("seen", "saw") | self._lexicon.party("seen", "obtained")
        return tree.marker(who) == "by" and tree.lemma(who.head) in seen

    def _listed(self, scene: Scene, head: Token) -> list[Mention]:
        """Return the names that stand in apposition to a group: *three labs, A, B and C, ran …*."""
        if head.pos_ != "NOUN" or tree.lemma(head) not in self._lexicon.party("roles", "company"):
            return []
        _, end = tree.extent(head)
        last = scene.paragraph.end_of(head)
        behind = scene.span((head.i, max(end, head.i)))
        found = [m for m in self._reading.mentions_in(behind) if m.type in _NAMED]
        between = self._reading.text[last : found[0].start].strip() if found else ""
        return found if between in _OPENS_LIST else []

    def _is_named(self, scene: Scene, token: Token) -> bool:
        mention = self._reading.mention_of(scene.paragraph, token)
        if mention is not None and mention.type in _NAMED:
            return True
        counted = self._groups.counted(scene.paragraph, token)
        return self._groups.is_group(token) or bool(counted or self._listed(scene, token))

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

    def _sent_to(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return the government to which something was sent: *a demarche was sent to Beijing*."""
        for span in draft.content[:1]:
            for token in tree.words_in(scene.paragraph, span):
                if tree.lemma(token) not in _SENDING or token.pos_ != "VERB":
                    continue
                for child in token.children:
                    mention = self._reading.mention_of(scene.paragraph, child)
                    place = mention is not None and mention.type is EntityType.GPE
                    if place and mention is not None and tree.marker(child) == "to":
                        return [self._state(mention)]
        return []

    def _state(self, mention: Mention) -> Party:
        """Return a place as a party, a capital as the country whose government sits there."""
        known = self._reading.knowledge.entities
        city = known.get(mention.entity or "")
        country = known.get(city.parent or "") if city is not None else None
        if country is not None and country.type is EntityType.GPE:
            return Party(mention.start, mention.end, country.id, country.name)
        return Party(mention.start, mention.end, mention.entity, mention.canonical)


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


def _key(party: Party) -> str:
    return party.on_behalf_of or party.entity or party.canonical or ""


def _matters(scene: Scene, draft: Draft) -> frozenset[str]:
    """Return the prepositions that part the target of a cue from the matter: *of*, *for*."""
    entries = scene.lexicon.verbs.get(draft.lemma, ())
    return frozenset(mark for verb in entries for mark in verb.prepositions("t"))


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


def _distinct(found: Iterable[Party], speaker: Party | None) -> tuple[Party, ...]:
    own = (speaker.entity or speaker.canonical) if speaker is not None else None
    seen: set[str] = set()
    unique = []
    for party in found:
        key = party.entity or party.canonical or ""
        if key and key != own and key not in seen:
            seen.add(key)
            unique.append(party)
    return tuple(unique)
