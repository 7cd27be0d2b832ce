"""Who has accused whom so far in a text: what later details, answers and threats speak of.

One memory per reading, filled in order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claimwire.model import ACCUSING_ACTS, Act, EntityType, Party, SpeakerRole
from nlp.reading import Reading
from nlp.statements import affiliations, charges, standing, tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.lexicon import Lexicon
from nlp.statements.nominals import NAMED

PUNISHING = frozenset({Act.SANCTION, Act.SUE, Act.RULE})
TELLING = frozenset({Act.SAY, Act.ANNOUNCE})
_CHARGING = frozenset({Act.ACCUSE, Act.ALLEGE, Act.SUE})
_AIMING = ACCUSING_ACTS | {Act.SANCTION, Act.THREATEN, Act.DENY}
"""Acts that make who does them and whom they hit opponents."""
_MILDER = frozenset({Act.WARN, Act.CRITICIZE})
"""What answers speak of only where nobody accuses."""
_POWERS = frozenset({"government", "ministry", "country", "legislature", "committee", "embassy"})
_STILL = 500
"""Code points after a charge within which *he* and *they* still mean who was charged."""


class Quarrels:
    """Who accused whom in one reading, up to the statement last kept."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._lexicon = lexicon
        self._houses = affiliations.known(reading)
        self._people = {m.canonical for m in reading.mentions if m.type is EntityType.PERSON}
        self._named = {m.canonical for m in reading.mentions if m.type in NAMED}
        self._log: list[tuple[Party, frozenset[str]]] = []  # who aimed at whom, in order
        self.accuser: Party | None = None
        self._older: Party | None = None  # who accused before the matter at hand
        self._charges: dict[str, tuple[Party, ...]] = {}  # speaker -> whom it last accused
        self._states: dict[str, str] = {}  # unknown ministry -> its side
        self._suspects: dict[str, Party] = {}  # whom anybody accused so far
        self._foes: dict[str, tuple[Party, ...]] = {}  # side -> whom it last went against
        self._here: tuple[int, Party | None] = (-1, None)  # sentence and its accuser
        self.accused: tuple[Party, ...] = ()  # whom anybody accused last
        self._accused_at = 0  # offset of the cue
        self._ever: set[str] = set()  # whom anybody accused so far
        self._accusers: set[str] = set()
        self.punisher: Party | None = None  # who took the last measure

    def begin(self, claimant: Party | None, defendant: Party | None) -> None:
        """Learn the sides of the case that a text is about."""
        if claimant is not None and defendant is not None:
            self._charges[self.key(claimant)] = (defendant,)
            self._log.append((claimant, frozenset({self.side(defendant)})))

    def quarrel(self, draft: Draft) -> standing.Quarrel:
        """Return who has accused and been accused up to a statement."""
        return standing.Quarrel(
            frozenset(self._accusers),
            frozenset(self._ever),
            recent=bool(self.accused) and self.is_near(draft),
        )

    def answering(self, speaker: Party, draft: Draft) -> Party | None:
        """Return whom *the company* rather is that denies or keeps silent right after a charge:
        whoever was charged, where the accuser was taken for it."""
        alone = self.accused[0] if len(self.accused) == 1 else None
        if alone is None or self.accuser is None or not self.is_near(draft):
            return None
        fits = self.key(speaker) == self.key(self.accuser) and self._is_house(alone)
        return alone if fits and self.key(alone) != self.key(speaker) else None

    def voice(self, speaker: Party, *, earlier: bool) -> standing.Voice:
        """Return who speaks, with those for whom he stands."""
        names = {speaker.entity, speaker.canonical, speaker.on_behalf_of, self.key(speaker)}
        entity = self._reading.knowledge.entities.get(speaker.entity or "")
        kind = entity.kind if entity is not None else None
        charging = self._lexicon.party("documents", "charging")
        medium = (speaker.medium or "").lower().split()
        return standing.Voice(
            frozenset(name for name in names if name),
            charging=speaker.role is SpeakerRole.DOCUMENT and bool(charging & set(medium)),
            ruling=kind in {"court", "judge"},
            outlet=speaker.role is SpeakerRole.OUTLET,
            power=kind in _POWERS or standing.is_power(speaker.canonical or ""),
            earlier=earlier,
            house=self._is_house(speaker),
            person=self._is_private(speaker),
        )

    def _is_private(self, speaker: Party) -> bool:
        """Say whether a speaker is a person who speaks for no house."""
        if speaker.on_behalf_of or speaker.canonical in self._houses:
            return False
        return speaker.canonical in self._people

    def _is_house(self, speaker: Party) -> bool:
        """Say whether a speaker is a company, or speaks for one."""
        if speaker.on_behalf_of or speaker.canonical in self._houses:
            return True
        entity = self._reading.knowledge.entities.get(speaker.entity or "")
        if entity is not None:
            return entity.kind in {"company", "lab", "association"}
        kinds = {m.type for m in self._reading.mentions if m.canonical == speaker.canonical}
        return EntityType.ORG in kinds and not standing.is_power(speaker.canonical or "")

    def key(self, party: Party) -> str:
        """Return for whom a party speaks in a quarrel: an entity id, or words."""
        known = self._reading.knowledge.entities.get(party.entity or "")
        house = None if known is not None else self._houses.get(party.canonical or "")
        own = (house.entity or house.canonical) if house is not None else None
        return party.on_behalf_of or own or party.entity or party.canonical or ""

    def is_named(self, party: Party) -> bool:
        """Say whether a party has a name, known to us or given by the text."""
        return party.entity is not None or party.canonical in self._named

    def side(self, party: Party) -> str:
        """Return on whose side a party speaks: its country if it is a state or a body of one."""
        if self.key(party) in self._states:
            return self._states[self.key(party)]
        entity = self._reading.knowledge.entities.get(self.key(party))
        state = entity is not None and (entity.kind in _POWERS or entity.type is EntityType.GPE)
        return f"state {entity.country}" if entity and state and entity.country else self.key(party)

    def speaks_for(self, speaker: Party, state: Party) -> None:
        """Learn for which state a ministry speaks that we do not know: *China will answer*."""
        if not self.is_state(speaker) and standing.is_power(self.key(speaker)):
            self._states[self.key(speaker)] = self.side(state)

    def is_state(self, party: Party) -> bool:
        return self.side(party).startswith("state ")

    def keep(
        self, draft: Draft, speaker: Party | None, aims: tuple[Party, ...], *, earlier: bool
    ) -> None:
        """Remember who accused, and whom: later details and denials speak of them."""
        if speaker is None or draft.negated or speaker.role is SpeakerRole.OUTLET:
            return
        if draft.act is Act.DENY:
            self._ever.add(self.key(speaker))
        first = draft.act in _MILDER and bool(aims) and self.accuser is None
        if draft.act in PUNISHING:
            self.punisher = speaker
        if aims and draft.act in _AIMING:
            self._log.append((speaker, frozenset(self.side(party) for party in aims)))
            self._foes[self.side(speaker)] = aims
        vague = draft.act is Act.INVESTIGATE and not aims
        # Who strikes back at accusers is not whose charges others answer.
        back = bool(aims) and all(self.key(party) in self._accusers for party in aims)
        if (draft.act in ACCUSING_ACTS - _MILDER and not (vague or back)) or first:
            self._remember(draft, speaker, earlier=earlier)
        told = draft.act in TELLING and charges.traced(draft.anchor.sent, self._lexicon)
        if aims and (draft.act in _CHARGING or told):
            self._charges[self.key(speaker)] = aims
            self.accused, self._accused_at = aims, draft.cue.start
            self._suspects.update({self.key(party): party for party in aims})
            self._ever.update(self.key(party) for party in aims)
            self._accusers.add(self.key(speaker))

    def _remember(self, draft: Draft, speaker: Party, *, earlier: bool) -> None:
        """Keep who accused last. Older and merely similar accusations count in their sentence."""
        words = {tree.lower(token) for token in draft.anchor.subtree}
        self._here = (draft.paragraph.place(draft.anchor.sent).start, speaker)
        if earlier or "similar" in words:
            self._older = speaker
        if self.accuser is None or not (earlier or "similar" in words):
            self.accuser = speaker

    def charged_by(self, speaker: Party) -> tuple[Party, ...]:
        """Return whom a speaker, or the house it speaks for, last accused."""
        return self._charges.get(self.key(speaker), ())

    def is_in(self, speaker: Party) -> bool:
        """Say whether a speaker has been accused or has denied something so far."""
        return self.key(speaker) in self._ever

    def others(self, speaker: Party) -> list[Party]:
        """Return whom anybody accused last, the speaker excepted."""
        return self.without(speaker, self.accused)

    def sole(self, speaker: Party) -> list[Party]:
        """Return the one party accused so far, if only one was and it is not the speaker."""
        found = self.without(speaker, self._suspects.values()) if len(self._suspects) == 1 else []
        return [replace(party, start=None, end=None) for party in found]

    def state_acting(self, speaker: Party) -> list[Party]:
        """Return the other state or its body that took the last measure."""
        who = self.punisher
        if who is None or not self.is_state(who) or self.side(who) == self.side(speaker):
            return []
        return [replace(who, start=None, end=None)]

    def opponent(self, speaker: Party) -> list[Party]:
        """Return against whom who was hit speaks: who aimed at it, who took the last measure, who
        accused last."""
        for who in (self._against(speaker), self.punisher, self.accuser):
            if who is not None and self.is_named(who) and self.key(who) != self.key(speaker):
                return [replace(who, start=None, end=None)]
        return []

    def the_accused(self, speaker: Party) -> list[Party]:
        """Return the one whom *the company* means to somebody who speaks against it: whom the
        speaker accused, else whom anybody accused last; nobody where several were."""
        aims = self.charged_by(speaker) or tuple(self.others(speaker))
        return [replace(party, start=None, end=None) for party in aims] if len(aims) == 1 else []

    def without(self, speaker: Party, parties: Iterable[Party]) -> list[Party]:
        """Return parties without the speaker and the house for which it speaks."""
        return [party for party in parties if self.key(party) != self.key(speaker)]

    def foe(self, speaker: Party) -> tuple[Party, ...]:
        """Return whom a speaker or its side last went against, as it has not to be told again."""
        aims = self._foes.get(self.side(speaker), ())
        return tuple(Party(None, None, p.entity, p.canonical) for p in aims if self.is_named(p))

    def answered(self, draft: Draft, speaker: Party | None, *, earlier: bool) -> list[Party]:
        """Return whose accusation an answer speaks of that does not tell: one in its sentence, the
        latest against the speaker, whom its side went against before, the latest of all."""
        here = draft.paragraph.place(draft.anchor.sent).start
        if self._here[0] == here:
            return self._accusing(self._here[1], speaker)
        if earlier and self._older is not None:
            return self._accusing(self._older, speaker)  # answers what was charged before
        if speaker is not None:
            against = self._accusing(self._against(speaker), speaker)
            if against:
                return against
            if self.foe(speaker):
                return list(self.foe(speaker))
        return self._accusing(self.accuser, speaker)

    def _against(self, speaker: Party) -> Party | None:
        """Return who last aimed at a speaker or its side."""
        side = self.side(speaker)
        return next((who for who, aims in reversed(self._log) if side in aims), None)

    def _accusing(self, accuser: Party | None, speaker: Party | None) -> list[Party]:
        """Return an accuser that has a name and is not on the side of who answers."""
        if accuser is None or accuser.canonical is None or accuser.anonymous:
            return []
        if speaker is not None and self.side(accuser) == self.side(speaker):
            return []
        if not self.is_named(accuser):
            return []
        return [Party(None, None, accuser.entity, accuser.canonical)]

    def details(self, scene: Scene, draft: Draft, speaker: Party | None) -> tuple[Party, ...]:
        """Return whom a speaker goes on to charge who tells details of what it has accused somebody
        of: *It said the campaigns were aimed at …*. Empty where it tells none.
        """
        if speaker is None or draft.act not in TELLING or not draft.content:
            return ()
        if draft.act != Act.SAY:
            return ()
        tokens = tree.words_in(scene.paragraph, draft.content[0])
        if charges.tells_of_deeds(tokens, self._lexicon):
            return self._charges.get(self.key(speaker), ())
        return ()

    def is_near(self, draft: Draft) -> bool:
        """Say whether a statement stands close behind the last charge."""
        return 0 <= draft.cue.start - self._accused_at <= _STILL
