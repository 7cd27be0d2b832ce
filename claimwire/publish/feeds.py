"""Feeds for the site, each dispute and each entity: RSS 2.0, Atom, JSON Feed 1.1.

Items are deltas. Item ids never change, and nothing in an item depends on the time of the build or
on counts that grow, so that a reader shows an item as new exactly once. Links lead to our page; the
source of the news is in the item. Only feeds hold absolute addresses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from claimwire.model import Delta, DeltaKind
from claimwire.publish import routes, text
from claimwire.publish.desk import Desk
from claimwire.publish.parts import DeltaLine
from claimwire.publish.settings import SiteSettings

ITEMS = 60
"""Newest deltas that a feed holds."""

_EPOCH = "1970-01-01T00:00:00Z"
_EPOCH_RFC822 = "Thu, 01 Jan 1970 00:00:00 +0000"


@dataclass(frozen=True, slots=True)
class Item:
    """One delta as a feed shows it."""

    id: str
    title: str
    kind: str
    link: str
    iso: str
    rfc822: str
    author: str
    quote: str
    publisher: str
    original: str
    dispute: str
    reply_to: str  # of an answer: id of the item that its accusation is
    reply_link: str  # and the page of the accusation


@dataclass(frozen=True, slots=True)
class FeedView:
    id: str
    title: str
    subtitle: str
    self_atom: str
    self_rss: str
    self_json: str
    page: str
    iso: str
    rfc822: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    rss: str
    page: str


def feeds(desk: Desk) -> Iterator[tuple[str, FeedView]]:
    """Yield (scope, feed) for the site, every dispute, and every entity with a page."""
    catalogue = desk.catalogue
    yield "all", _feed(desk, "all", "everything new", routes.HOME, tuple(catalogue.deltas))
    for dispute in catalogue.disputes:
        scope = f"dispute/{dispute.id}"
        ids = catalogue.deltas_by_dispute.get(dispute.id, ())
        yield scope, _feed(desk, scope, text.title(dispute.title), routes.dispute(dispute.id), ids)
    for identity, face in catalogue.faces.items():
        scope = f"entity/{identity}"
        ids = catalogue.deltas_by_entity.get(identity, ())
        yield scope, _feed(desk, scope, face.name, routes.entity(identity), ids)


def outlines(desk: Desk) -> tuple[Outline, ...]:
    """Return the feeds of the site and of every dispute, for the OPML file."""
    base = _base(desk)
    found = [("all", "Everything new", routes.HOME)]
    found += [
        (f"dispute/{d.id}", text.title(d.title), routes.dispute(d.id))
        for d in desk.catalogue.disputes
    ]
    found += [
        (f"entity/{e}", face.name, routes.entity(e))
        for e, face in desk.catalogue.faces.items()
        if desk.catalogue.deltas_by_entity.get(e)
    ]
    return tuple(
        Outline(
            title,
            routes.absolute(base, routes.feed(scope, "rss")),
            routes.absolute(base, page),
        )
        for scope, title, page in found
    )


def _base(desk: Desk) -> str:
    return routes.base(desk.settings.base_url)


def _tag(desk: Desk, part: str) -> str:
    """Return a tag URI (RFC 4151): it names a thing for ever, wherever the site moves."""
    host = urlsplit(_base(desk)).hostname or "example.org"
    return f"tag:{host},2026:{part}"


def _feed(desk: Desk, scope: str, title: str, page: str, ids: tuple[str, ...]) -> FeedView:
    items = tuple(_item(desk, identity) for identity in ids[:ITEMS])
    base = _base(desk)
    return FeedView(
        id=_tag(desk, f"feed/{scope}"),
        title=f"{text.title(desk.settings.title)}: {title}",
        subtitle="New claims, origins, answers and dates, each with its evidence.",
        self_atom=routes.absolute(base, routes.feed(scope, "atom")),
        self_rss=routes.absolute(base, routes.feed(scope, "rss")),
        self_json=routes.absolute(base, routes.feed(scope, "json")),
        page=routes.absolute(base, page),
        iso=items[0].iso if items else _EPOCH,
        rfc822=items[0].rfc822 if items else _EPOCH_RFC822,
        items=items,
    )


def _item(desk: Desk, identity: str) -> Item:
    line: DeltaLine = desk.cards.delta(identity)
    delta = desk.catalogue.deltas[identity]
    quote = line.quote
    words = f"{'… ' if quote.cut_before else ''}{quote.words}{' …' if quote.cut_after else ''}"
    accusation = _accusation(desk, identity)
    at = delta.learned_at.astimezone(dt.UTC).replace(microsecond=0)
    return Item(
        id=_tag(desk, identity),
        title=f"{line.kind.words.capitalize()}: {line.title.words}",
        kind=delta.kind.value,
        link=routes.absolute(_base(desk), line.title.path or quote.record.path or routes.HOME),
        iso=line.when.iso,
        rfc822=format_datetime(at),
        author=_author(desk, identity) or quote.publisher,
        quote=words,
        publisher=quote.publisher,
        original=quote.original,
        dispute=line.dispute.words if line.dispute else "",
        reply_to=_tag(desk, accusation.id) if accusation else "",
        reply_link=routes.absolute(_base(desk), routes.claim(accusation.claim_id or ""))
        if accusation
        else "",
    )


def _accusation(desk: Desk, identity: str) -> Delta | None:
    """Return the news that brought the accusation which this piece of news answers."""
    catalogue = desk.catalogue
    response = catalogue.responses.get(catalogue.deltas[identity].response_id or "")
    known = catalogue.deltas_by_claim.get(response.claim_id, ()) if response else ()
    found = [d for d in (catalogue.deltas[i] for i in known) if d.kind is DeltaKind.NEW_CLAIM]
    return found[-1] if found else None  # the oldest


def json_feed(feed: FeedView, settings: SiteSettings) -> dict[str, Any]:
    """Return a feed in the form of JSON Feed 1.1.

    ``_claimwire`` is an extension: kind of news, publisher of the evidence, and for an answer the
    id of the item that it answers.
    """
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.page,
        "feed_url": feed.self_json,
        "language": settings.language,
        "authors": [{"name": text.title(settings.title)}],
        "items": [_json_item(item) for item in feed.items],
    }


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.link,
        **({"external_url": item.original} if item.original else {}),
        "title": item.title,
        "content_text": f"“{item.quote}” – {item.publisher}",
        "date_published": item.iso,
        "date_modified": item.iso,
        "authors": [{"name": item.author}],
        "tags": [tag for tag in (item.kind, item.dispute) if tag],
        "_claimwire": {
            "kind": item.kind,
            "publisher": item.publisher,
            "in_reply_to": item.reply_to or None,
        },
    }


def _author(desk: Desk, identity: str) -> str:
    delta = desk.catalogue.deltas[identity]
    response = desk.catalogue.responses.get(delta.response_id or "")
    if response:
        return desk.catalogue.name_of(response.responder, response.responder_name)
    claim = desk.catalogue.claims.get(delta.claim_id or "")
    return desk.catalogue.name_of(claim.speaker, claim.speaker_name) if claim else ""
