"""The sample that the tests of the site show: three disputes, a silence, a revision, a redirect."""

from __future__ import annotations

from dataclasses import dataclass

from claimwire.model import (
    Act,
    ChainLink,
    DeltaKind,
    Dispute,
    DisputeParty,
    Document,
    DocumentStatus,
    EntityType,
    Health,
    LinkType,
    Modality,
    NodeKind,
    Publication,
    Publisher,
    ResponseKind,
    Reuse,
    ReuseKind,
    SpeakerRole,
    Visibility,
)
from tests.publication_builder import (
    CABLE,
    IMAGES,
    MATTER,
    SETTLEMENT,
    Builder,
    at,
    day,
    stated,
)

_CABLE_LINE = (
    "The State Department cable accuses DeepSeek, Moonshot AI and MiniMax of taking the outputs of"
    " American models to train their own, according to the text seen by Reuters."
)
_PURPOSE = (
    "The cable says its purpose is to “warn of the risks of utilizing AI models distilled from U.S."
    " proprietary AI models, and lay the groundwork for potential follow-up and outreach by the"
    " U.S. government.”"
)
_EMBASSY = (
    "“The allegations that Chinese entities are stealing American AI intellectual property are"
    " groundless,” the Chinese embassy in Washington told Reuters."
)
_SILENT = "DeepSeek did not immediately respond to a request for comment."
_HOUSE = (
    "On Wednesday the White House said that China was distilling American models on an industrial"
    " scale."
)
_SUMMIT = "The accusations come weeks before a summit in Beijing planned for 14 May 2026."


@dataclass(frozen=True)
class Sample:
    """The publication and the ids that tests speak of."""

    builder: Builder
    publication: Publication
    cable: str  # the claim of the cable
    denial: str  # the response of the embassy
    wire: str  # the document that first reported it
    copy: str
    withheld: str  # a statement below the confidence needed


def sample() -> Sample:
    """Return the sample; it is the same every time."""
    b = Builder()
    _knowledge(b)
    wire, copy, texts = _distillation(b)
    _letter(b)
    _settlement(b)
    _images(b)
    _odds(b)
    return Sample(b, b.publication(), texts[0], texts[1], wire, copy, texts[2])


def _knowledge(b: Builder) -> None:
    org, gpe = EntityType.ORG, EntityType.GPE
    b.entity(
        "deepseek",
        "DeepSeek",
        org,
        aliases=("Deepseek", "深度求索"),
        country="CN",
        role="AI lab in Hangzhou",
        relation="backed by High-Flyer",
        wikidata="Q131577453",
        kind="company",
        parent="high-flyer",
    )
    b.entity(
        "high-flyer", "High-Flyer", org, aliases=("幻方量化",), country="CN", role="hedge fund"
    )
    b.entity("moonshot-ai", "Moonshot AI", org, aliases=("月之暗面",), country="CN", role="AI lab")
    b.entity("minimax", "MiniMax", org, aliases=("稀宇科技",), country="CN", role="AI lab")
    b.entity(
        "us-state-department",
        "US State Department",
        org,
        aliases=("State Department",),
        country="US",
        role="foreign ministry",
        kind="ministry",
        parent="united-states",
    )
    b.entity("united-states", "United States", gpe, aliases=("U.S.", "US"), country="US")
    b.entity("china", "China", gpe, country="CN")
    b.entity("white-house", "White House", org, country="US", parent="united-states")
    b.entity(
        "chinese-embassy",
        "Chinese Embassy in Washington",
        org,
        country="CN",
        role="embassy",
        kind="ministry",
    )
    b.entity("anthropic", "Anthropic", org, country="US", role="AI developer", kind="company")
    b.entity("alibaba", "Alibaba", org, aliases=("阿里巴巴",), country="CN", role="company")
    b.entity("reuters", "Reuters", org, role="news agency", kind="agency")
    b.entity("getty", "Getty Images", org, role="picture agency", country="US")
    b.entity("stability", "Stability AI", org, role="AI developer", country="GB")
    b.entity("alsup", "William Alsup", EntityType.PERSON, role="US district judge")
    b.disputes[MATTER] = Dispute(
        MATTER,
        "Distillation of American models by Chinese labs",
        "Accusations by the US government and by American developers that Chinese AI labs train"
        " their models on outputs taken from American ones without permission, and the answers.",
        "2026-02",
        (
            DisputeParty("us-state-department", "accuser"),
            DisputeParty("white-house", "accuser"),
            DisputeParty("anthropic", "accuser"),
            DisputeParty("deepseek", "accused"),
            DisputeParty("moonshot-ai", "accused"),
            DisputeParty("minimax", "accused"),
            DisputeParty("alibaba", "accused"),
        ),
        ("distillation",),
    )
    b.disputes[SETTLEMENT] = Dispute(
        SETTLEMENT,
        "Bartz v. Anthropic",
        "Authors sued over books taken from pirate libraries to train Claude; settled in 2025.",
        "2024-08-19",
        (DisputeParty("anthropic", "defendant"), DisputeParty("alsup", "judge")),
        ("settlement",),
        identifiers=(("docket", "N.D. Cal. 3:24-cv-05417"),),
    )
    b.disputes[IMAGES] = Dispute(
        IMAGES,
        "Getty Images v Stability AI",
        "Photographs used to train Stable Diffusion.",
        "2023",
        (DisputeParty("getty", "claimant"), DisputeParty("stability", "defendant")),
        ("images",),
        identifiers=(("case", "IL-2023-000007"),),
    )
    for identity, name, kind in (
        ("reuters", "Reuters", "wire"),
        ("harbour-post", "The Harbour Post", "press"),
        ("tech-ledger", "Tech Ledger", "press"),
        ("courtwatch", "Courtwatch", "blog"),
    ):
        b.publishers[identity] = Publisher(identity, name, (f"{identity}.example",), kind=kind)
    b.source("reuters", "Reuters", Health.ACTIVE, documents=2)
    b.source("harbour-post", "The Harbour Post", Health.QUIET, documents=2)
    b.source("tech-ledger", "Tech Ledger", Health.ACTIVE, documents=3)
    b.source("courtwatch", "Courtwatch", Health.STALE, documents=1)
    b.source("lantern", "Lantern Wire", Health.BLOCKED, error="answers 403; robots.txt allows us")
    b.source("gazette", "Official Gazette", Health.PROBATION)


def _distillation(b: Builder) -> tuple[str, str, tuple[str, str, str]]:
    wire = b.document(
        "https://reuters.example/technology/cable-2026-04-24/",
        "reuters",
        "Exclusive: US warns the world about Chinese AI models, cable shows",
        "\n\n".join((_CABLE_LINE, _PURPOSE, _HOUSE, _EMBASSY, _SILENT, _SUMMIT)),
        "2026-04-24T21:10",
        published=day("2026-04-24T20:58"),
        authors=("A. Correspondent",),
        source="reuters",
    )
    copy = b.document(
        "https://harbour-post.example/world/us-cable-ai?id=7",
        "harbour-post",
        "US cable warns allies about Chinese AI",
        "\n\n".join((_CABLE_LINE, _PURPOSE, _EMBASSY)),
        "2026-04-25T05:40",
        published=day("2026-04-25"),
        source="harbour-post",
    )
    rewrite = b.document(
        "https://tech-ledger.example/2026/04/distilled",
        "tech-ledger",
        "State Department names DeepSeek, Moonshot AI and MiniMax in a global warning",
        "A cable directly accused Chinese AI companies such as DeepSeek, Moonshot AI and MiniMax"
        " of distilling US AI models, reportedly without permission.\n\n"
        "DeepSeek has previously said that its V3 model used naturally occurring web pages.\n\n"
        "It is perhaps a sign of things to come.",
        "2026-04-25T11:05",
        source="tech-ledger",
        earlier=(
            (
                "2026-04-25T09:30",
                "State Department names three Chinese labs",
                "A cable accused Chinese AI companies of distilling US AI models.",
            ),
        ),
    )
    b.reuse.append(Reuse(copy, wire, ReuseKind.COPY, 0.84))
    labs = ("deepseek", "moonshot-ai", "minimax")
    friday = stated("2026-04-24", "published")
    places = [
        (
            b.statement(
                wire,
                _CABLE_LINE,
                Act.ACCUSE,
                "accuses",
                speaker="us-state-department",
                speaker_words="The State Department cable",
                role=SpeakerRole.DOCUMENT,
                targets=labs,
                chain=CABLE,
                said=friday,
                modality=Modality.ALLEGED,
            ),
            wire,
        ),
        (
            b.statement(
                copy,
                _CABLE_LINE,
                Act.ACCUSE,
                "accuses",
                speaker="us-state-department",
                role=SpeakerRole.DOCUMENT,
                targets=labs,
                chain=CABLE,
                said=friday,
            ),
            copy,
        ),
        (
            b.statement(
                rewrite,
                "A cable directly accused Chinese AI companies such as DeepSeek,"
                " Moonshot AI and MiniMax of distilling US AI models, reportedly without"
                " permission.",
                Act.ACCUSE,
                "accused",
                speaker="us-state-department",
                role=SpeakerRole.DOCUMENT,
                targets=labs,
                hedge="reportedly",
                chain=CABLE[1:],
                confidence=0.66,
            ),
            rewrite,
        ),
    ]
    cable = b.claim(
        places,
        dispute=MATTER,
        origins=(("Reuters", NodeKind.OUTLET, "reuters"),),
        visibility=Visibility.SEEN,
    )
    purpose = b.statement(
        wire,
        _PURPOSE,
        Act.SAY,
        "says",
        speaker="us-state-department",
        role=SpeakerRole.DOCUMENT,
        chain=CABLE,
        said=friday,
    )
    b.claim(
        [(purpose, wire)],
        dispute=MATTER,
        origins=(("Reuters", NodeKind.OUTLET, "reuters"),),
        visibility=Visibility.SEEN,
    )
    house = b.statement(
        wire,
        _HOUSE,
        Act.ACCUSE,
        "said",
        speaker="white-house",
        targets=("china",),
        said=stated("2026-04-22", "published"),
    )
    white = b.claim([(house, wire)], dispute=MATTER)
    deny = b.statement(
        wire,
        _EMBASSY,
        Act.DENY,
        "groundless",
        speaker="chinese-embassy",
        speaker_words="the Chinese embassy in Washington",
        said=friday,
        chain=(
            ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.TOLD),
            ChainLink(NodeKind.ORGANIZATION, "Chinese Embassy", "chinese-embassy", None),
        ),
    )
    denied = b.claim(
        [(deny, wire)],
        dispute=MATTER,
        origins=(("Reuters", NodeKind.OUTLET, "reuters"),),
        interest=True,
    )
    silent = b.statement(
        wire,
        _SILENT,
        Act.NO_RESPONSE,
        "did not immediately respond",
        speaker="deepseek",
        said=friday,
    )
    denial = b.response(cable, deny, wire, ResponseKind.DENIED, medium="told Reuters")
    b.response(
        white,
        deny,
        wire,
        ResponseKind.DENIED,
        medium="told Reuters",
        strength="same-matter",
        predates=True,
    )
    quiet = b.response(
        cable, silent, wire, ResponseKind.NO_RESPONSE, medium="request by Reuters", strength="named"
    )
    guess = b.statement(
        rewrite, "It is perhaps a sign of things to come.", Act.SAY, "is", confidence=0.31
    )
    story = b.story((wire, copy, rewrite), dispute=MATTER)
    b.redirects["y-mergedmergedmerg"] = story
    b.redirects["c-mergedmergedmerg"] = "c-secondstepsecond"
    b.redirects["c-secondstepsecond"] = cable
    sent = b.event(
        "2026-04-24",
        (b.evidence(wire, _CABLE_LINE), b.evidence(copy, _CABLE_LINE)),
        kind="accuse",
        actors=("us-state-department",),
        targets=labs,
        claim=cable,
        dispute=MATTER,
    )
    due = b.event("2026-05-14", (b.evidence(wire, _SUMMIT),), status="planned", dispute=MATTER)
    b.event(
        "2026-04-22",
        (b.evidence(wire, _HOUSE),),
        kind="accuse",
        actors=("white-house",),
        targets=("china",),
        claim=white,
        dispute=MATTER,
    )
    who = ("us-state-department", *labs)
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2026-04-24T21:10",
        b.evidence(wire, _CABLE_LINE),
        claim=cable,
        dispute=MATTER,
        entities=who,
    )
    b.delta(
        DeltaKind.RESPONSE,
        "2026-04-24T21:10",
        b.evidence(wire, _EMBASSY),
        claim=cable,
        response=denial,
        dispute=MATTER,
        entities=("chinese-embassy", *labs),
    )
    b.delta(
        DeltaKind.RESPONSE,
        "2026-04-24T21:11",
        b.evidence(wire, _SILENT),
        claim=cable,
        response=quiet,
        dispute=MATTER,
        entities=("deepseek",),
    )
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2026-04-24T21:10",
        b.evidence(wire, _HOUSE),
        claim=white,
        dispute=MATTER,
        entities=("white-house",),
    )
    b.delta(
        DeltaKind.SCHEDULE, "2026-04-24T21:12", b.evidence(wire, _SUMMIT), event=due, dispute=MATTER
    )
    b.delta(
        DeltaKind.REVISION,
        "2026-04-25T11:05",
        b.evidence(
            rewrite,
            "A cable directly accused Chinese AI companies such as DeepSeek,"
            " Moonshot AI and MiniMax of distilling US AI models, reportedly without"
            " permission.",
        ),
        claim=cable,
        dispute=MATTER,
        detail="hardened: directly",
    )
    assert denied
    assert sent
    return wire, copy, (cable, denial, guess)


def _letter(b: Builder) -> None:
    line = (
        "Anthropic wrote to two senators that operators tied to Alibaba had used thousands of"
        " accounts to take Claude’s outputs."
    )
    ask = "The letter asks Congress to make such taking an offence."
    letter = b.document(
        "https://tech-ledger.example/2026/06/letter",
        "tech-ledger",
        "Anthropic writes to senators, accuses Alibaba of taking Claude’s outputs",
        f"{line}\n\n{ask}\n\nAlibaba could not be reached outside business hours.",
        "2026-06-25T06:15",
        published=day("2026-06-25", "meta"),
        authors=("B. Writer", "C. Writer"),
        source="tech-ledger",
    )
    accuse = b.statement(
        letter,
        line,
        Act.ACCUSE,
        "wrote",
        speaker="anthropic",
        speaker_words="Anthropic",
        targets=("alibaba",),
        said=stated("2026-06-24", "published"),
        modality=Modality.ALLEGED,
        chain=(
            ChainLink(NodeKind.DOCUMENT, "letter to two senators", None, LinkType.ISSUED),
            ChainLink(NodeKind.ORGANIZATION, "Anthropic", "anthropic", None),
        ),
    )
    claim = b.claim(
        [(accuse, letter)],
        dispute=MATTER,
        origins=(("letter to two senators", NodeKind.DOCUMENT, None),),
        visibility=Visibility.EXCERPT,
        interest=True,
    )
    demand = b.statement(
        letter, ask, Act.DEMAND, "asks", speaker="anthropic", targets=("new:congress",)
    )
    b.claim([(demand, letter)], dispute=MATTER, interest=True)
    b.story((letter,), dispute=MATTER)
    b.event(
        "2026-06",
        (b.evidence(letter, line),),
        kind="accuse",
        actors=("anthropic",),
        targets=("alibaba",),
        claim=claim,
        dispute=MATTER,
    )
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2026-06-25T06:15",
        b.evidence(letter, line),
        claim=claim,
        dispute=MATTER,
        entities=("anthropic", "alibaba"),
    )


def _settlement(b: Builder) -> None:
    line = (
        "Judge William Alsup approved the settlement of 1.5 billion dollars on 25 September 2025."
    )
    report = b.document(
        "https://courtwatch.example/bartz/approval",
        "courtwatch",
        "Judge approves Anthropic settlement",
        f"{line}\n\nPayments are due in 2026.",
        "2025-09-26T10:00",
        published=day("2025-09-26"),
        source="courtwatch",
    )
    ruled = b.statement(
        report,
        line,
        Act.RULE,
        "approved",
        speaker="alsup",
        speaker_words="Judge William Alsup",
        targets=("anthropic",),
        said=stated("2025-09-25"),
    )
    claim = b.claim(
        [(ruled, report)],
        dispute=SETTLEMENT,
        visibility=Visibility.PUBLIC,
        origins=(("court order", NodeKind.DOCUMENT, None),),
    )
    b.event(
        "2025-09-25",
        (b.evidence(report, line),),
        kind="rule",
        actors=("alsup",),
        targets=("anthropic",),
        claim=claim,
        dispute=SETTLEMENT,
    )
    b.event(
        "2026",
        (b.evidence(report, "Payments are due in 2026."),),
        status="planned",
        dispute=SETTLEMENT,
    )
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2025-09-26T10:00",
        b.evidence(report, line),
        claim=claim,
        dispute=SETTLEMENT,
        entities=("alsup", "anthropic"),
    )
    b.story((report,), dispute=SETTLEMENT)


def _images(b: Builder) -> None:
    line = "Getty Images wirft Stability AI vor, Millionen Bilder ohne Erlaubnis benutzt zu haben."
    report = b.document(
        "https://bild-blatt.example/getty",
        "web:bild-blatt.example",
        "Getty Images gegen Stability AI: Urteil in London",
        line,
        "2025-11-05T08:00",
        published=day("2025-11-04"),
        language="de",
        publisher_name="Bildblatt",
    )
    accuse = b.statement(
        report,
        line,
        Act.ACCUSE,
        "wirft",
        speaker="getty",
        speaker_words="Getty Images",
        targets=("stability",),
    )
    claim = b.claim([(accuse, report)], dispute=IMAGES)
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2025-11-05T08:00",
        b.evidence(report, line),
        claim=claim,
        dispute=IMAGES,
        entities=("getty", "stability"),
    )


def _odds(b: Builder) -> None:
    plain = b.document(
        "https://lab-notes.example/memo",
        "web:lab-notes.example",
        None,
        "Officials familiar with the matter said a second list is being prepared.",
        "2026-06-20T12:00",
    )
    said = b.statement(
        plain,
        "Officials familiar with the matter said a second list is being prepared.",
        Act.SAY,
        "said",
        role=SpeakerRole.ANONYMOUS,
        speaker_words="Officials familiar with the matter",
    )
    claim = b.claim([(said, plain)])
    b.story((plain,), emerging=True)
    b.delta(
        DeltaKind.NEW_CLAIM,
        "2026-06-20T12:00",
        b.evidence(plain, "a second list is being prepared"),
        claim=claim,
    )
    b.document(
        "https://malt.example/still",
        "web:malt.example",
        "How a pot still works",
        "Distillation of whisky takes two runs.",
        "2026-06-01T08:00",
        relevant=False,
    )
    b.failed.append(
        Document(
            "d-failed",
            "https://lantern.example/story/9",
            "https://lantern.example/story/9",
            "web:lantern.example",
            "lantern",
            at("2026-06-24T08:00"),
            DocumentStatus.FAILED,
            failure="the server answered 503 three times",
        )
    )
    b.backlog.update({"discovered": 4, "pending": 0, "failed": 1})
