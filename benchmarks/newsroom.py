"""A newsroom that never was: reports on invented matters, annotated without a language model.

Every event has a wire report, reprints of it, rewrites in other words, now and then a report of a
second outlet with sight of its own, and an answer. Names and words are made of syllables, so that
nothing real is said; which document goes back to whom is known, because it was made that way. The
same seed gives the same documents.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimwire.model import (
    STANCE_OF,
    Act,
    Annotation,
    ChainLink,
    Cue,
    DateMention,
    Dispute,
    DisputeParty,
    Entity,
    EntityType,
    Knowledge,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Party,
    QuoteType,
    Span,
    Statement,
)

START = dt.datetime(2025, 1, 1, 6, tzinfo=dt.UTC)
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split()  # noqa: SIM905
_DISPUTES = 12
_ACCUSERS = 60
_ACCUSED = 240
_AGENCIES = 12
_VOCABULARY = 6000
_PATHS = ("seen", "hidden", "seen", "credited")
_FILLERS = 9  # sentences of a wire report that say nothing about anybody


@dataclass(frozen=True, slots=True)
class Made:
    """One document with what is known of it."""

    url: str
    published: dt.datetime
    publisher: str
    title: str
    text: str
    annotation: Annotation
    event: int
    witness: str | None  # entity id of the outlet that it goes back to


@dataclass(slots=True)
class _Draft:
    """A page while it is written: sentences, and statements that point into them."""

    sentences: list[str] = field(default_factory=list)
    told: list[tuple[int, _Told]] = field(default_factory=list)

    def add(self, sentence: str, told: _Told | None = None) -> None:
        if told is not None:
            self.told.append((len(self.sentences), told))
        self.sentences.append(sentence)


@dataclass(frozen=True, slots=True)
class _Told:
    act: Act
    speaker: Entity
    cue: str
    content: str
    targets: tuple[Entity, ...]
    chain: tuple[ChainLink, ...] = ()


class Newsroom:
    """Makes documents one after the other, ``per_day`` of them on every day."""

    def __init__(self, seed: int = 1, per_day: int = 200) -> None:
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._gap = dt.timedelta(days=1) / per_day
        self._words = [self._word(2, 4) for _ in range(_VOCABULARY)]
        self._accusers = self._entities("office", _ACCUSERS, "ministry", "US")
        self._accused = self._entities("firm", _ACCUSED, "company", "CN")
        self._agencies = self._entities("wire", _AGENCIES, "agency", "UK")
        entities = [*self._accusers, *self._accused, *self._agencies]
        self.knowledge = Knowledge(
            entities={one.id: one for one in entities},
            disputes=self._disputes(),
            publishers={},
            digest=f"newsroom-{seed}",
        )

    def documents(self, number: int) -> Iterator[Made]:
        """Yield so many documents in order of publication."""
        made = event = 0
        moment = START
        while made < number:
            for one in self._event(event, moment):
                if made >= number:
                    return
                yield one
                made += 1
                moment += self._gap
            event += 1

    # ------------------------------------------------------------------------------- what happens

    def _event(self, event: int, moment: dt.datetime) -> Iterator[Made]:
        pick = self._random
        accuser = pick.choice(self._accusers)
        accused = tuple(pick.sample(self._accused, pick.randint(1, 3)))
        agency, second = pick.sample(self._agencies, 2)
        charge = self._phrase(9)
        wire = self._report(accuser, accused, agency, charge)
        yield self._made(event, moment, f"{agency.id}.example", wire, agency)
        for number in range(pick.randint(1, 5)):
            later = moment + self._gap * (number + 1)
            page = f"paper{pick.randrange(900)}.example"
            shape = pick.random()
            if shape < 0.4:
                yield self._made(event, later, page, wire, agency)
            elif shape < 0.85:
                # Some name the agency, some hide the path, some credit another paper.
                path = _PATHS[int(shape * 100) % len(_PATHS)]
                retold = self._report(accuser, accused, agency, charge, retold=wire, path=path)
                yield self._made(event, later, page, retold, agency)
            else:
                own = self._report(accuser, accused, second, charge)
                yield self._made(event, later, page, own, second)

    def _report(
        self,
        accuser: Entity,
        accused: tuple[Entity, ...],
        agency: Entity,
        charge: str,
        *,
        retold: _Draft | None = None,
        path: str = "seen",
    ) -> _Draft:
        names = " and ".join(one.name for one in accused)
        chain: tuple[ChainLink, ...] = (
            ChainLink(NodeKind.DOCUMENT, "letter", None, LinkType.ISSUED),
            ChainLink(NodeKind.ORGANIZATION, accuser.name, accuser.id, None),
        )
        source = "a letter"
        if path == "seen":
            chain = (ChainLink(NodeKind.AGENCY, agency.name, agency.id, LinkType.SAW), *chain)
            source = f"a letter seen by {agency.name}"
        elif path == "credited":
            paper = f"{self._word(2, 3).capitalize()} Courier"
            chain = (ChainLink(NodeKind.OUTLET, paper, None, LinkType.CITES), *chain)
            source = f"a letter, the {paper} reported"
        page = _Draft()
        content = f"of {charge}"
        page.add(
            f"{accuser.name} accused {names} {content}, according to {source}.",
            _Told(Act.ACCUSE, accuser, "accused", content, accused, chain),
        )
        order = self._phrase(6)
        page.add(
            f"{accuser.name} said {order} on Friday.",
            _Told(Act.SAY, accuser, "said", order, ()),
        )
        answer = accused[0]
        page.add(
            f"{answer.name} denied the allegations about {charge}.",
            _Told(Act.DENY, answer, "denied", f"the allegations about {charge}", ()),
        )
        fillers = [self._sentence() for _ in range(_FILLERS)]
        if retold is not None:
            kept = self._random.sample(retold.sentences[3:], _FILLERS // 2)
            fillers = kept + fillers[: _FILLERS // 2]
        for sentence in fillers:
            page.add(sentence)
        return page

    # -------------------------------------------------------------------------------- how it looks

    def _made(
        self, event: int, moment: dt.datetime, host: str, page: _Draft, agency: Entity
    ) -> Made:
        text, spans = "", []
        for number, sentence in enumerate(page.sentences):
            text += ("\n\n" if number % 3 == 0 else " ") if text else ""
            spans.append(Span(len(text), len(text) + len(sentence)))
            text += sentence
        slug = f"{self._random.getrandbits(60):015x}"
        return Made(
            url=f"https://{host}/{slug}",
            published=moment,
            publisher=f"web:{host}",
            title=page.sentences[0][:60],
            text=text,
            annotation=self._annotation(text, spans, page),
            event=event,
            witness=agency.id,
        )

    def _annotation(self, text: str, spans: list[Span], page: _Draft) -> Annotation:
        statements = tuple(_statement(text, spans[place], told) for place, told in page.told)
        mentions: dict[tuple[int, int], Mention] = {}
        for place, told in page.told:
            for entity in (told.speaker, *told.targets):
                at = text.find(entity.name, spans[place].start, spans[place].end)
                if at >= 0:
                    end = at + len(entity.name)
                    mentions[at, end] = Mention(
                        at, end, entity.id, entity.name, entity.type, "alias"
                    )
        friday = text.find("Friday")
        return Annotation(
            language="en",
            supported=True,
            mentions=tuple(mentions[key] for key in sorted(mentions)),
            dates=(DateMention(friday, friday + 6, "DATE", "weekday:fri:past"),),
            statements=statements,
            sentences=tuple(spans),
        )

    def _word(self, least: int, most: int) -> str:
        number = self._random.randint(least, most)
        return "".join(self._random.choice(_SYLLABLES) for _ in range(number))

    def _phrase(self, length: int) -> str:
        # Squaring makes some words common and most rare, as in a language.
        return " ".join(
            self._words[int(len(self._words) * self._random.random() ** 2)] for _ in range(length)
        )

    def _sentence(self) -> str:
        return self._phrase(self._random.randint(10, 22)).capitalize() + "."

    def _entities(self, prefix: str, number: int, kind: str, country: str) -> list[Entity]:
        return [
            Entity(
                f"{prefix}-{n}",
                f"{self._word(2, 3).capitalize()}{n} {kind.capitalize()}",
                EntityType.ORG,
                kind=kind,
                country=country,
            )
            for n in range(number)
        ]

    def _disputes(self) -> dict[str, Dispute]:
        found = {}
        for n in range(_DISPUTES):
            parties = [DisputeParty(one.id, "accuser") for one in self._accusers[n::_DISPUTES]]
            parties += [DisputeParty(one.id, "accused") for one in self._accused[n::_DISPUTES]]
            found[f"matter-{n}"] = Dispute(
                f"matter-{n}",
                f"Matter {n}",
                "An invented matter.",
                None,
                tuple(parties),
                ("letter", "allegations"),
            )
        return found


def _statement(text: str, sentence: Span, told: _Told) -> Statement:
    cue = text.index(told.cue, sentence.start)
    content = text.index(told.content, sentence.start)
    party = Party(
        sentence.start,
        sentence.start + len(told.speaker.name),
        told.speaker.id,
        told.speaker.name,
    )
    own = ChainLink(NodeKind.ORGANIZATION, told.speaker.name, told.speaker.id, None)
    return Statement(
        act=told.act,
        stance=STANCE_OF[told.act],
        speaker=party,
        cue=Cue(cue, cue + len(told.cue), told.cue),
        content=(Span(content, content + len(told.content)),),
        sentence=sentence,
        quote_type=QuoteType.INDIRECT,
        targets=tuple(Party(None, None, one.id, one.name) for one in told.targets),
        addressee=None,
        modality=Modality.ALLEGED if told.act is Act.ACCUSE else Modality.ASSERTED,
        negated=False,
        chain=told.chain or (own,),
        date=0 if told.act is Act.SAY else None,
        rule="made",
        confidence=0.9,
    )
