"""Hand-made items for the tests of everything that lies across documents.

A text is written as sentences; a statement is found in it by its words, so that a test reads like
the page that it stands for::

    page("one", "The Ministry accused Acme of theft.",
         [told("accused", Act.ACCUSE, "ministry", content="of theft", targets=["acme"])])
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claimwire.ids import make_id, text_digest
from claimwire.model import (
    STANCE_OF,
    Act,
    Annotation,
    ChainLink,
    Cue,
    DateMention,
    Dispute,
    DisputeParty,
    Document,
    DocumentStatus,
    Entity,
    EntityType,
    Item,
    Knowledge,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Party,
    Publisher,
    QuoteType,
    Relevance,
    Revision,
    Span,
    SpeakerRole,
    Stamp,
    Statement,
)

DAY = dt.datetime(2026, 4, 24, 12, tzinfo=dt.UTC)
DISPUTE = "distillation"
_SENTENCE = re.compile(r"[^.\n]+(?:\.(?!\s|$)[^.\n]*)*[.\n]?")


def _entity(
    identity: str,
    name: str,
    kind: str,
    country: str | None,
    type_: EntityType = EntityType.ORG,
    parent: str | None = None,
) -> Entity:
    return Entity(identity, name, type_, kind=kind, country=country, parent=parent)


_ENTITIES = (
    _entity("united-states", "United States", "country", "US", EntityType.GPE),
    _entity("china", "China", "country", "CN", EntityType.GPE),
    _entity("beijing", "Beijing", "place", "CN", EntityType.GPE, "china"),
    _entity("high-court", "High Court", "court", "UK"),
    _entity("state-department", "US State Department", "ministry", "US"),
    _entity("white-house", "White House", "government", "US"),
    _entity("embassy", "Chinese Embassy in Washington", "embassy", "CN"),
    _entity("deepseek", "DeepSeek", "company", "CN"),
    _entity("moonshot", "Moonshot AI", "company", "CN"),
    _entity("minimax", "MiniMax", "company", "CN"),
    _entity("alibaba", "Alibaba", "company", "CN"),
    _entity("qwen", "Qwen", "lab", "CN", EntityType.ORG, "alibaba"),
    _entity("anthropic", "Anthropic", "company", "US"),
    _entity("openai", "OpenAI", "company", "US"),
    _entity("reuters", "Reuters", "agency", "UK"),
    _entity("afp", "AFP", "agency", "FR"),
    _entity("bloomberg", "Bloomberg News", "outlet", "US"),
    _entity("trump", "Donald Trump", "official", "US", EntityType.PERSON),
)

KNOWLEDGE = Knowledge(
    entities={entity.id: entity for entity in _ENTITIES},
    disputes={
        DISPUTE: Dispute(
            DISPUTE,
            "Distillation of models",
            "Whether models were distilled.",
            "2026",
            (
                DisputeParty("state-department", "accuser"),
                DisputeParty("white-house", "accuser"),
                DisputeParty("anthropic", "accuser"),
                DisputeParty("deepseek", "accused"),
                DisputeParty("china", "accused"),
                DisputeParty("high-court", "court"),
            ),
            ("distillation",),
        )
    },
    publishers={
        "daily": Publisher("daily", "Daily", ("daily.example",), family="house"),
        "evening": Publisher("evening", "Evening", ("evening.example",), family="house"),
    },
    digest="test",
)

SEEN_BY_REUTERS = (
    ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.SAW),
    ChainLink(NodeKind.DOCUMENT, "diplomatic cable", None, LinkType.ISSUED),
    ChainLink(NodeKind.ORGANIZATION, "US State Department", "state-department", None),
)
THE_CABLE = SEEN_BY_REUTERS[1:]
TOLD_REUTERS = (
    ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.TOLD),
    ChainLink(NodeKind.ORGANIZATION, "Chinese Embassy in Washington", "embassy", None),
)


def seen_by(name: str, entity: str | None = None) -> tuple[ChainLink, ...]:
    """The chain of a cable that another outlet saw."""
    return (ChainLink(NodeKind.OUTLET, name, entity, LinkType.SAW), *THE_CABLE)


@dataclass(frozen=True)
class _Page:
    text: str
    sentences: tuple[Span, ...]

    def span(self, words: str, start: int = 0) -> Span:
        found = self.text.index(words, start)
        return Span(found, found + len(words))

    def sentence_at(self, position: int) -> Span:
        return next(span for span in self.sentences if span.start <= position < span.end)


Told = Callable[[_Page], Statement]


def told(
    cue: str,
    act: Act,
    speaker: str | None,
    *,
    content: str | None = None,
    targets: Sequence[str] = (),
    collective: str | None = None,
    chain: tuple[ChainLink, ...] = (),
    earlier: bool = False,
    confidence: float = 0.9,
    date: int | None = None,
    negated: bool = False,
    anonymous: bool = False,
    outlet: bool = False,
    modality: Modality = Modality.ASSERTED,
) -> Told:
    """A statement whose cue, content and collective target are words of the page."""

    def build(page: _Page) -> Statement:
        at = page.span(cue)
        party = None
        if speaker is not None:
            known = KNOWLEDGE.entities.get(speaker)
            role = SpeakerRole.OUTLET if outlet else SpeakerRole.PRINCIPAL
            party = Party(
                None,
                None,
                known.id if known else None,
                known.name if known else speaker,
                SpeakerRole.ANONYMOUS if anonymous else role,
                anonymous=anonymous,
            )
        aimed = [Party(None, None, target, KNOWLEDGE.entities[target].name) for target in targets]
        if collective is not None:
            words = page.span(collective)
            aimed.append(Party(words.start, words.end, None, None))
        return Statement(
            act=act,
            stance=STANCE_OF[act],
            speaker=party,
            cue=Cue(at.start, at.end, cue),
            content=(page.span(content),) if content else (),
            sentence=page.sentence_at(at.start),
            quote_type=QuoteType.INDIRECT,
            targets=tuple(aimed),
            addressee=None,
            modality=modality,
            negated=negated,
            chain=chain,
            date=date,
            rule="by-hand",
            confidence=confidence,
            earlier=earlier,
        )

    return build


def page(
    name: str,
    text: str,
    statements: Sequence[Told] = (),
    *,
    seen: dt.datetime = DAY,
    published: dt.datetime | None = None,
    publisher: str | None = None,
    title: str | None = None,
    relevant: bool = True,
    disputes: tuple[tuple[str, float], ...] = ((DISPUTE, 1.0),),
    mentions: Sequence[tuple[str, str]] = (),
    dates: Sequence[tuple[str, str]] = (),
) -> Item:
    """An item; ``mentions`` are (words, entity id), ``dates`` (words, expression)."""
    made = _Page(text, tuple(_sentences(text)))
    found = tuple(build(made) for build in statements)
    annotation = Annotation(
        language="en",
        supported=True,
        mentions=tuple(_mention(made, words, entity) for words, entity in mentions),
        dates=tuple(
            DateMention(span.start, span.end, "DATE", expression)
            for span, expression in ((made.span(words), value) for words, value in dates)
        ),
        statements=found,
        sentences=made.sentences,
    )
    return item(
        name,
        text,
        annotation,
        seen=seen,
        published=published,
        publisher=publisher,
        title=title,
        relevance=Relevance(relevant, 1.0 if relevant else 0.0, (), disputes),
    )


def item(
    name: str,
    text: str,
    annotation: Annotation,
    *,
    relevance: Relevance,
    seen: dt.datetime = DAY,
    published: dt.datetime | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> Item:
    """An item around an annotation; ids are made as the store makes them."""
    url = f"https://{name}.example/"
    document_id = make_id("d", url)
    document = Document(
        document_id, url, url, publisher or f"web:{name}", None, seen, DocumentStatus.CAPTURED
    )
    revision = Revision(
        id=make_id("r", document_id, text_digest(text)),
        document_id=document_id,
        number=1,
        capture_id=None,
        seen_at=seen,
        text_id=text_digest(text),
        title=title,
        authors=(),
        published=Stamp(published, "day", "given") if published else None,
        modified=None,
        publisher_name=None,
        language="en",
        summary=None,
        kind=None,
        paywalled=None,
        partial=False,
    )
    ids = tuple(make_id("s", document_id, number) for number in range(len(annotation.statements)))
    return Item(document, revision, text, annotation, ids, relevance)


def document_id(name: str) -> str:
    """The id of the document that :func:`page` makes for a name."""
    return make_id("d", f"https://{name}.example/")


def _mention(page: _Page, words: str, entity: str) -> Mention:
    span = page.span(words)
    known = KNOWLEDGE.entities[entity]
    return Mention(span.start, span.end, entity, known.name, known.type, "alias")


def _sentences(text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in _SENTENCE.finditer(text)]
