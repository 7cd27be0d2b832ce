"""Adapter: independent origins on ``domain-dev``, from annotation to resolution.

What is measured, and how:

``origin_count``
    The gold groups pages by event and names, for each group, the class of its origin. In every
    class but *leaked-document-multi* there is exactly one independent origin. For each such group
    of two pages or more, the claim that most of its pages report (the earliest of several) must
    have ``independent_origins == 1``; a group without any claim on two pages is not judged.
``origin_judged``
    The share of groups that could be judged.
``origin_false_independent``
    Among all claims whose pages lie in such groups and that stand on two pages or more: the share
    that counts two origins or more. This is the costly error.
``origin_unknown``
    Among the same claims: the share shown as "origin unknown".
``origin_witness``
    For groups that go back to one outlet's exclusive: the share of pages, among those whose main
    claim has a known origin, that are led back to that outlet.
``story_bcubed``, ``story_dispute_bcubed``
    B-cubed F1 of stories over the relevant pages, and of the disputes of those stories.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from claimwire.ids import make_id, text_digest
from claimwire.model import (
    Claim,
    Document,
    DocumentStatus,
    Item,
    Knowledge,
    Resolution,
    Revision,
    Stamp,
)
from nlp import pipeline, relevance
from nlp.knowledge_base import load as load_knowledge
from nlp.resolve import resolve
from tests.eval.clusters import bcubed

_SINGLE = "single-exclusive"
_MANY = "leaked-document-multi"
_UNDATED = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


def run(data: Path, model: str | None = None) -> dict[str, float]:
    """Annotate and resolve all pages of ``domain-dev`` and score the outcome."""
    folder = data / "domain-dev"
    pages = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf-8")]
    knowledge = load_knowledge()
    found = resolve(items(pages, knowledge, model), knowledge)
    clusters = json.loads((folder / "clusters.json").read_text(encoding="utf-8"))["clusters"]
    origins = json.loads((folder / "origins.json").read_text(encoding="utf-8"))["origins"]
    return _origins(found, clusters, origins) | _stories(found, pages, clusters)


def items(pages: list[dict[str, Any]], knowledge: Knowledge, model: str | None) -> list[Item]:
    """Annotate pages; what has no date of publication is taken to have been seen last."""
    annotator = pipeline.load(model, knowledge)
    made = []
    for page in pages:
        annotation = annotator.annotate(page["text"])
        published = _stamp(page["published"])
        document_id = make_id("d", page["url"])
        document = Document(
            id=document_id,
            url=page["url"],
            url_key=page["url"],
            publisher=_publisher(page, knowledge),
            source_id=None,
            first_seen=published.at if published else _UNDATED,
            status=DocumentStatus.CAPTURED,
        )
        revision = Revision(
            id=make_id("r", document_id),
            document_id=document_id,
            number=1,
            capture_id=None,
            seen_at=document.first_seen,
            text_id=text_digest(page["text"]),
            title=page["title"],
            authors=(),
            published=published,
            modified=None,
            publisher_name=page["publisher"],
            language=page["language"],
            summary=None,
            kind=page["kind"],
            paywalled=None,
            partial=False,
        )
        judged = relevance.judge(page["text"], annotation, knowledge, page["title"])
        numbers = range(len(annotation.statements))
        ids = tuple(make_id("s", document_id, number) for number in numbers)
        made.append(Item(document, revision, page["text"], annotation, ids, judged))
    return made


def _stamp(value: str | None) -> Stamp | None:
    """A day as stated; a bare month or year dates nothing here."""
    if value is None or len(value) < len("2026-04-24"):
        return None
    day = dt.datetime.fromisoformat(value[:10]).replace(hour=12, tzinfo=dt.UTC)
    return Stamp(day, "day", "given")


def _publisher(page: dict[str, Any], knowledge: Knowledge) -> str:
    domain = str(page["domain"])
    for publisher in knowledge.publishers.values():
        if domain in publisher.domains:
            return publisher.id
    return f"web:{domain}"


def _origins(
    found: Resolution, clusters: list[dict[str, Any]], origins: dict[str, Any]
) -> dict[str, float]:
    single = [row for row in clusters if row["origin_class"] != _MANY and row["size"] > 1]
    right = judged = led = leading = 0
    for row in single:
        pages = {make_id("d", url) for url in row["urls"]}
        main = _main_claim(found.claims, pages)
        if main is None:
            continue
        judged += 1
        right += main.independent_origins == 1
        if row["origin_class"] == _SINGLE:
            outlet = str(origins[row["urls"][0]]["full_chain"][0])
            for origin in main.origins:
                share = len(pages.intersection(origin.documents))
                leading += share if origin.known else 0
                led += share if origin.known and origin.name == outlet else 0
    inside = {make_id("d", url) for row in single for url in row["urls"]}
    counted = [claim for claim in found.claims if _within(claim, inside)]
    false = sum((claim.independent_origins or 0) > 1 for claim in counted)
    unknown = sum(claim.independent_origins is None for claim in counted)
    return {
        "origin_count": _share(right, judged),
        "origin_judged": _share(judged, len(single)),
        "origin_false_independent": _share(false, len(counted)),
        "origin_unknown": _share(unknown, len(counted)),
        "origin_witness": _share(led, leading),
    }


def _main_claim(claims: tuple[Claim, ...], pages: set[str]) -> Claim | None:
    """The claim that most pages of a group report, if at least two do; the earliest of several."""
    best: Claim | None = None
    most = 1
    for claim in claims:
        share = len(pages.intersection(one.document_id for one in claim.appearances))
        if share > most:
            best, most = claim, share
    return best


def _within(claim: Claim, pages: set[str]) -> bool:
    documents = {one.document_id for one in claim.appearances}
    return len(documents) > 1 and documents <= pages


def _stories(
    found: Resolution, pages: list[dict[str, Any]], clusters: list[dict[str, Any]]
) -> dict[str, float]:
    relevant = [page for page in pages if page["relevant"]]
    group = {make_id("d", url): row["id"] for row in clusters for url in row["urls"]}
    story = {page: row.id for row in found.stories for page in row.documents}
    dispute = {page: row.dispute_id for row in found.stories for page in row.documents}
    ids = {make_id("d", page["url"]): page["dispute"] for page in relevant}
    return {
        "story_bcubed": _f1(
            {page: group.get(page, page) for page in ids},
            {page: story.get(page, page) for page in ids},
        ),
        "story_dispute_bcubed": _f1(
            {page: str(known) for page, known in ids.items()},
            {page: dispute.get(page) or page for page in ids},
        ),
    }


def _f1(gold: dict[str, str], found: dict[str, str]) -> float:
    precision, recall = bcubed(gold, found)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
