"""The items of feeds: one per piece of news, the same in every feed that holds it.

An item's id never changes, and nothing in it depends on the time of the build or on counts that
grow, so that a reader shows it as new exactly once. ``updated`` moves only with the meaning: the
kind of news, the kind of answer, and the quoted words; not with a headline, a name or a template.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import urlsplit

from claimwire.model import Delta, DeltaKind
from claimwire.publish import routes
from claimwire.publish.desk import Desk
from claimwire.publish.scopes import CORRECTING

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news as a feed shows it."""

    id: str
    title: str
    kind: str
    answer: str  # how it answers, for an answer: "denied"
    link: str
    published: str  # RFC 3339
    updated: str
    rfc822: str
    author: str
    quote: str
    publisher: str
    original: str
    dispute: str
    reply_to: str  # id of the item that this one answers or changes
    reply_link: str  # and the page of the claim concerned


def tag(desk: Desk, part: str) -> str:
    """Return a tag URI (RFC 4151): it names a thing for ever, wherever the site moves."""
    host = urlsplit(routes.base(desk.settings.base_url)).hostname or "example.org"
    return f"tag:{host},2026:{part}"


def moment(at: dt.datetime) -> str:
    """Return a moment after RFC 3339, to the second."""
    utc = at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None)
    return utc.isoformat() + "Z"


def rfc822(at: dt.datetime) -> str:
    """Return a moment as RSS has it."""
    return format_datetime(at.astimezone(dt.UTC).replace(microsecond=0))


def meaning(desk: Desk, delta: Delta) -> str:
    """Return a digest of what a subscriber takes from a piece of news."""
    response = desk.catalogue.responses.get(delta.response_id or "")
    evidence = delta.evidence
    words = desk.catalogue.body(evidence.revision_id)[evidence.start : evidence.end]
    said = f"{delta.kind.value}\x1f{response.kind.value if response else ''}\x1f{words}"
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=6).hexdigest()


def item(desk: Desk, identity: str, updated: Mapping[str, str]) -> Item:
    """Return the item of a piece of news; ``updated`` has the times of those that changed."""
    line = desk.cards.delta(identity)
    delta = desk.catalogue.deltas[identity]
    quote = line.quote
    words = f"{'… ' if quote.cut_before else ''}{quote.words}{' …' if quote.cut_after else ''}"
    response = desk.catalogue.responses.get(delta.response_id or "")
    told = told_before(desk, delta)
    base = routes.base(desk.settings.base_url)
    published = moment(delta.learned_at)
    return Item(
        id=tag(desk, identity),
        title=f"{line.kind.words.capitalize()}: {desk.cards.delta_title(delta).words}",
        kind=delta.kind.value,
        answer=response.kind.value if response else "",
        link=routes.absolute(base, line.title.path or quote.record.path or routes.HOME),
        published=published,
        updated=max(published, updated.get(identity, "")),
        rfc822=rfc822(delta.learned_at),
        author=_author(desk, delta) or quote.publisher,
        quote=words,
        publisher=quote.publisher,
        original=quote.original,
        dispute=line.dispute.words if line.dispute else "",
        reply_to=tag(desk, told.id) if told else "",
        reply_link=routes.absolute(base, routes.claim(told.claim_id or "")) if told else "",
    )


def retracted(desk: Desk) -> dict[str, dt.datetime]:
    """Return when the news of a claim was taken back by the very document that brought it."""
    deltas = desk.catalogue.deltas
    found: dict[str, dt.datetime] = {}
    for delta in deltas.values():  # newest first, so that the first retraction is put last
        if delta.kind is DeltaKind.RETRACTION and delta.claim_id:
            for other in desk.catalogue.deltas_by_claim.get(delta.claim_id, ()):
                news = deltas[other]
                if news.kind is DeltaKind.NEW_CLAIM and news.document_id == delta.document_id:
                    found[other] = delta.learned_at
    return found


def told_before(desk: Desk, delta: Delta) -> Delta | None:
    """Return the news that brought the claim which this piece of news answers or changes."""
    catalogue = desk.catalogue
    response = catalogue.responses.get(delta.response_id or "")
    claim = response.claim_id if response else None
    if delta.kind in CORRECTING:
        claim = delta.claim_id
    known = catalogue.deltas_by_claim.get(claim, ()) if claim else ()
    found = [d for d in (catalogue.deltas[i] for i in known) if d.kind is DeltaKind.NEW_CLAIM]
    return found[-1] if found else None  # the oldest


def _author(desk: Desk, delta: Delta) -> str:
    response = desk.catalogue.responses.get(delta.response_id or "")
    if response:
        return desk.catalogue.name_of(response.responder, response.responder_name)
    claim = desk.catalogue.claims.get(delta.claim_id or "")
    return desk.catalogue.name_of(claim.speaker, claim.speaker_name) if claim else ""
