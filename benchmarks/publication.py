"""A synthetic publication of any size: the proportions of the demo archive, the same every time.

Per document: 1.6 claims, 2.4 statements, 1.7 pieces of news, 0.75 events, 0.3 stories, 0.1 answers;
a third of the documents are copies. Words are drawn by a generator of fixed seed from a vocabulary
with the frequencies of a language (Zipf), so that the search index is as large as a real one.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from claimwire.ids import make_id, text_digest
from claimwire.model import (
    STANCE_OF,
    Act,
    Alias,
    Appearance,
    Capture,
    ChainLink,
    Claim,
    Cue,
    Delta,
    DeltaKind,
    Dispute,
    DisputeParty,
    Document,
    DocumentStatus,
    Entity,
    EntityType,
    Event,
    Evidence,
    Health,
    Knowledge,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Origin,
    Party,
    Publication,
    Publisher,
    QuoteType,
    Relevance,
    Resolution,
    Response,
    ResponseKind,
    Reuse,
    ReuseKind,
    Revision,
    Source,
    SourceKind,
    SourceReport,
    SourceState,
    Span,
    Stamp,
    Statement,
    StatementRecord,
    Story,
)

START = dt.datetime(2024, 1, 1, 6, tzinfo=dt.UTC)
PER_DAY = 14  # documents; ten thousand span two years
SENTENCES = 16  # of a document
DISPUTES, ENTITIES, PUBLISHERS = 12, 300, 80
SYLLABLES = (
    "ka", "lo", "mi", "ten", "ver", "sa", "dor", "pri", "al", "en",
    "tu", "gar", "shi", "mon", "bel", "rat", "qui", "fos", "lan", "der",
)  # fmt: skip
ACTS = (Act.ACCUSE, Act.SAY, Act.ANNOUNCE, Act.SUE, Act.DENY, Act.WARN, Act.RULE, Act.ALLEGE)


@dataclass
class _Made:
    documents: dict[str, Document] = field(default_factory=dict)
    revisions: dict[str, tuple[Revision, ...]] = field(default_factory=dict)
    captures: dict[str, Capture] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    statements: dict[str, StatementRecord] = field(default_factory=dict)
    document_statements: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    relevance: dict[str, Relevance] = field(default_factory=dict)
    reuse: list[Reuse] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    deltas: list[Delta] = field(default_factory=list)


def synthetic(documents: int) -> Publication:
    """Return a publication of so many documents; one of ``n + 1`` differs from one of ``n`` by
    exactly one document and what follows from it."""
    knowledge = _knowledge()
    words = _Words()
    made = _Made()
    for number in range(documents):
        _document(made, number, words, knowledge)
    seen = [document.first_seen for document in made.documents.values()]
    return Publication(
        generated_from=text_digest(f"synthetic {documents}"),
        as_of=max(seen, default=None),
        documents=made.documents,
        revisions=made.revisions,
        captures=made.captures,
        texts=made.texts,
        statements=made.statements,
        document_statements=made.document_statements,
        mentions=made.mentions,
        resolution=Resolution(
            version="synthetic@1",
            relevance=made.relevance,
            reuse=tuple(made.reuse),
            claims=tuple(made.claims),
            responses=tuple(made.responses),
            stories=tuple(made.stories),
            events=tuple(made.events),
            deltas=tuple(made.deltas),
        ),
        knowledge=knowledge,
        sources=tuple(_report(publisher, documents) for publisher in knowledge.publishers.values()),
        redirects={},
        pipeline="fast@synthetic",
        backlog={"pending": 0},
        read=len(made.documents),
    )


class _Words:
    """Invented words with the frequencies of a language."""

    def __init__(self) -> None:
        made = random.Random(7)  # noqa: S311  # words, not secrets
        found: dict[str, None] = {}
        while len(found) < 20_000:
            found["".join(made.choices(SYLLABLES, k=made.randint(1, 4)))] = None
        self._words = list(found)
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(found))))

    def sentence(self, chance: random.Random, count: int) -> str:
        return " ".join(chance.choices(self._words, cum_weights=self._weights, k=count))


def _knowledge() -> Knowledge:
    chance = random.Random(11)  # noqa: S311
    words = _Words()
    entities = {}
    for number in range(ENTITIES):
        name = words.sentence(chance, 2).title() + f" {number}"
        kind = (EntityType.ORG, EntityType.PERSON, EntityType.GPE)[number % 3]
        entities[f"actor-{number}"] = Entity(
            f"actor-{number}", name, kind, (Alias(name),), country="US", role="an invented actor"
        )
    disputes = {
        f"matter-{number}": Dispute(
            id=f"matter-{number}",
            title=f"The matter of {words.sentence(chance, 3)}",
            definition=words.sentence(chance, 20).capitalize() + ".",
            started="2024-01-02",
            parties=tuple(DisputeParty(f"actor-{number * 5 + at}", "party") for at in range(4)),
            terms=(),
        )
        for number in range(DISPUTES)
    }
    publishers = {
        f"outlet-{number}": Publisher(
            f"outlet-{number}", f"Outlet {number}", (f"outlet-{number}.example",)
        )
        for number in range(PUBLISHERS)
    }
    return Knowledge(entities, disputes, publishers, text_digest("synthetic knowledge"))


def _report(publisher: Publisher, documents: int) -> SourceReport:
    source = Source(
        publisher.id,
        publisher.name,
        publisher.id,
        SourceKind.RSS,
        f"https://{publisher.id}.example/f",
    )
    return SourceReport(source, SourceState(publisher.id, Health.ACTIVE), 1000, 100, START)


def _document(made: _Made, number: int, words: _Words, knowledge: Knowledge) -> None:
    chance = random.Random(number)  # noqa: S311
    seen = START + dt.timedelta(minutes=number * 24 * 60 // PER_DAY)
    original = number - 1 - chance.randrange(5) if number > 10 and number % 3 == 0 else None
    url = f"https://outlet-{chance.randrange(PUBLISHERS)}.example/{number}"
    identity = make_id("d", url)
    copied = list(made.documents)[original] if original is not None else None
    body = _body(made, chance, words, knowledge, copied)
    text_id = text_digest(body)
    made.texts[text_id] = body
    capture = make_id("k", identity)
    made.captures[capture] = Capture(capture, identity, seen, url, 200, text_digest(capture))
    revision = Revision(
        id=make_id("r", identity, 1, text_id),
        document_id=identity,
        number=1,
        capture_id=capture,
        seen_at=seen,
        text_id=text_id,
        title=words.sentence(chance, 9).capitalize(),
        authors=(words.sentence(chance, 2).title(),),
        published=Stamp(seen - dt.timedelta(hours=2), "minute", "json-ld"),
        modified=None,
        publisher_name=None,
        language="en",
        summary=None,
        kind="news",
        paywalled=False,
        partial=False,
    )
    made.revisions[identity] = (revision,)
    made.documents[identity] = Document(
        id=identity,
        url=url,
        url_key=url,
        publisher=url.split("/")[2].removesuffix(".example"),
        source_id=url.split("/")[2].removesuffix(".example"),
        first_seen=seen,
        status=DocumentStatus.CAPTURED,
        urls=(url,),
    )
    made.relevance[identity] = Relevance(True, 0.9, ("parties of a listed dispute",))
    if copied:
        made.reuse.append(Reuse(identity, copied, ReuseKind.COPY, 0.8))
    _said(made, chance, identity, revision, body, knowledge)
    if copied is None or not made.stories:
        made.stories.append(
            Story(make_id("y", identity), (identity,), identity, seen, _matter(chance))
        )
    else:
        last = made.stories[-1]
        made.stories[-1] = replace(last, documents=(*last.documents, identity))


def _matter(chance: random.Random) -> str | None:
    return f"matter-{chance.randrange(DISPUTES)}" if chance.random() < 0.8 else None


def _body(
    made: _Made, chance: random.Random, words: _Words, knowledge: Knowledge, copied: str | None
) -> str:
    sentences = []
    for at in range(SENTENCES):
        lead = ""
        if at % 3 == 0:
            who, whom = (chance.randrange(ENTITIES) for _ in range(2))
            lead = f"{_name(knowledge, who)} accused {_name(knowledge, whom)} of "
        sentences.append(f"{lead}{words.sentence(chance, 18)}.".capitalize())
    if copied:
        old = made.texts[made.revisions[copied][0].text_id].split("\n\n")
        return "\n\n".join([*old[:3], " ".join(sentences[-4:])])
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, SENTENCES, 4))


def _name(knowledge: Knowledge, number: int) -> str:
    return knowledge.entities[f"actor-{number}"].name


def _said(
    made: _Made,
    chance: random.Random,
    document: str,
    revision: Revision,
    body: str,
    knowledge: Knowledge,
) -> None:
    ids: list[str] = []
    for at in range(2 + (chance.random() < 0.4)):
        statement = _statement(chance, body, at, knowledge)
        identity = make_id("s", revision.text_id, at)
        made.statements[identity] = StatementRecord(identity, revision.text_id, statement)
        ids.append(identity)
        appearance = Appearance(identity, revision.id, document)
        if at < 1 or chance.random() < 0.45 or not made.claims:
            _claim(made, chance, appearance, statement, revision)
        else:
            _again(made, chance, appearance, statement)
    made.document_statements[document] = tuple(ids)
    speaker = made.statements[ids[0]].statement.speaker
    if speaker and speaker.entity:
        name = speaker.canonical or ""
        made.mentions[document] = (
            Mention(0, len(name), speaker.entity, name, EntityType.ORG, "alias"),
        )


def _statement(chance: random.Random, body: str, at: int, knowledge: Knowledge) -> Statement:
    paragraphs = body.split("\n\n")
    paragraph = paragraphs[at % len(paragraphs)]
    start = body.index(paragraph)
    end = start + paragraph.index(".") + 1
    # Half of what is said comes from few: a skew as in the news.
    who, whom = (int(ENTITIES * chance.random() ** 3) for _ in range(2))
    act = ACTS[chance.randrange(len(ACTS))]
    return Statement(
        act=act,
        stance=STANCE_OF[act],
        speaker=Party(start, start + 5, f"actor-{who}", _name(knowledge, who)),
        cue=Cue(start + 6, start + 13, act.value),
        content=(Span(start + 14, end),),
        sentence=Span(start, end),
        quote_type=QuoteType.INDIRECT,
        targets=(Party(None, None, f"actor-{whom}", _name(knowledge, whom)),),
        addressee=None,
        modality=Modality.ASSERTED,
        negated=False,
        chain=(
            ChainLink(NodeKind.OUTLET, "Outlet 1", None, LinkType.TOLD),
            ChainLink(NodeKind.ORGANIZATION, _name(knowledge, who), f"actor-{who}", None),
        ),
        date=None,
        rule="active-clause",
        confidence=0.9,
    )


def _claim(
    made: _Made,
    chance: random.Random,
    appearance: Appearance,
    statement: Statement,
    revision: Revision,
) -> None:
    identity = make_id("c", appearance.statement_id)
    speaker, target = statement.speaker, statement.targets[0]
    matter = _matter(chance)
    origin = Origin(
        make_id("o", identity),
        identity,
        True,
        NodeKind.OUTLET,
        "Outlet 1",
        None,
        (appearance.document_id,),
    )
    made.claims.append(
        Claim(
            id=identity,
            act=statement.act,
            stance=statement.stance,
            speaker=speaker.entity if speaker else None,
            speaker_name=speaker.canonical if speaker else None,
            targets=(target.entity or "",),
            target_names=(target.canonical or "",),
            dispute_id=matter,
            first=appearance,
            appearances=(appearance,),
            origins=(origin,),
            independent_origins=1,
            publishers=1,
            visibility=None,
            party_in_interest=False,
            said=None,
            first_seen=revision.seen_at,
        )
    )
    evidence = Evidence(
        revision.id, appearance.document_id, statement.sentence.start, statement.sentence.end
    )
    entities = tuple(e for e in (speaker.entity if speaker else None, target.entity) if e)
    news = Delta(
        make_id("n", identity),
        DeltaKind.NEW_CLAIM,
        revision.seen_at,
        identity,
        matter,
        entities,
        evidence,
        appearance.document_id,
    )
    made.deltas.append(news)
    if chance.random() < 0.46:
        made.events.append(
            Event(
                id=make_id("e", identity),
                date=revision.seen_at.date().isoformat(),
                precision="day",
                status="past",
                kind=statement.act.value,
                actors=entities[:1],
                actor_names=(speaker.canonical or "",) if speaker else (),
                target_names=(target.canonical or "",),
                claim_id=identity,
                dispute_id=matter,
                evidence=(evidence,),
            )
        )
    if statement.act is Act.DENY and len(made.claims) > 1:
        _answer(made, appearance, statement, news)


def _answer(made: _Made, appearance: Appearance, statement: Statement, news: Delta) -> None:
    accusation = made.claims[-2]
    speaker = statement.speaker
    response = Response(
        id=make_id("a", accusation.id, appearance.statement_id),
        claim_id=accusation.id,
        responder=speaker.entity if speaker else None,
        responder_name=speaker.canonical if speaker else None,
        kind=ResponseKind.DENIED,
        appearance=appearance,
        said=None,
        medium=None,
        strength="named",
    )
    made.responses.append(response)
    made.deltas.append(
        replace(
            news,
            id=make_id("n", response.id),
            kind=DeltaKind.RESPONSE,
            claim_id=accusation.id,
            dispute_id=accusation.dispute_id,
            response_id=response.id,
        )
    )


def _again(
    made: _Made, chance: random.Random, appearance: Appearance, statement: Statement
) -> None:
    """Let a statement express a claim that is on record already, one of the newest."""
    at = len(made.claims) - 1 - chance.randrange(min(20, len(made.claims)))
    claim = made.claims[at]
    origin = claim.origins[0]
    documents = tuple(dict.fromkeys((*origin.documents, appearance.document_id)))
    made.claims[at] = replace(
        claim,
        appearances=(*claim.appearances, appearance),
        origins=(replace(origin, documents=documents),),
        publishers=len(documents),
    )


def describe(publication: Publication) -> Sequence[tuple[str, int]]:
    """Return how many there are of everything."""
    held = publication.resolution
    return (
        ("documents", len(publication.documents)),
        ("statements", len(publication.statements)),
        ("claims", len(held.claims)),
        ("responses", len(held.responses)),
        ("stories", len(held.stories)),
        ("events", len(held.events)),
        ("news", len(held.deltas)),
    )
