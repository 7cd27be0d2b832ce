"""The public dataset as a STIX 2.1 bundle (OASIS Standard, 10 June 2021), for threat-intelligence
platforms.

A claim is a ``note`` of its speaker about those it is aimed at; an answer is an ``opinion`` of the
one who answers, about that note; actors are ``identity`` objects; a dispute is a ``report`` over
all of them. Ids are UUIDs of version 5 over our own ids, so that an importer updates what it holds:
``created``, a report's ``name`` and ``published`` never change, ``modified`` is the newest news.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimwire.model import EntityType, ResponseKind
from claimwire.publish import pieces, routes, text, when
from claimwire.publish.desk import Desk
from claimwire.publish.encoding import encode
from claimwire.publish.pieces import Growing, Piece
from claimwire.publish.prints import print_of
from claimwire.publish.quotes import Quote

NAME = "claimwire.stix.json"

_SPACE = uuid.UUID("6e7a5f0a-4d1f-5b43-9b06-6c2f4a6d8c11").bytes  # drawn once: ids hang on it
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CLASS = {
    EntityType.PERSON: "individual",
    EntityType.ORG: "organization",
    EntityType.GPE: "organization",  # a government that speaks
    EntityType.NORP: "group",
    EntityType.PRODUCT: "system",
}
_OPINION = {
    ResponseKind.DENIED: "strongly-disagree",
    ResponseKind.COUNTER_ACCUSED: "strongly-disagree",
    ResponseKind.PARTLY_DENIED: "disagree",
    ResponseKind.CONFIRMED: "strongly-agree",
    ResponseKind.DEFERRED: "neutral",
    ResponseKind.DECLINED: "neutral",
}
"""A reported silence is no opinion and has no object."""

Stix = dict[str, Any]


def content(desk: Desk) -> bytes:
    """Return the bytes of the bundle's file; the same data give the same ones."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / NAME
        with Growing(place) as file:
            write(desk, file, ())
        return place.read_bytes()


def write(desk: Desk, file: Growing, old: Sequence[Piece]) -> list[Piece]:
    """Write the bundle's file, what is as in an ``old`` one by copying; return its pieces.

    The objects stand before the id of the bundle, which is a digest of them.
    """
    made = Bundle(desk)
    head = b'{"type":"bundle","objects":[' + encode(made.site)
    offsets = pieces.offsets(old, (len(head),))
    parts = [(kind, part) for kind, ids in made.names() for part in pieces.divided(ids)]
    prints = [print_of(kind, [made.state(kind, one) for one in part]) for kind, part in parts]
    file.write(head)
    found: list[Piece] = []
    for run in pieces.runs(prints, old):
        if run.old is None:
            for at in range(run.first, run.end):
                kind, part = parts[at]
                data = b"".join([b",\n" + encode(made.object(kind, one)) for one in part])
                file.write(data)
                found.append(Piece(prints[at], len(part), (len(data),)))
        else:
            end = run.old + run.end - run.first
            file.copy(offsets[run.old][1], offsets[end][1])
            found += old[run.old : end]
    file.write(b'],"id":' + encode(_id("bundle", file.sha256)) + b"}\n")
    return found


class Bundle:
    """Makes the objects of a bundle, each when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._catalogue = desk.catalogue
        self._first: dict[str, dt.datetime] = {}
        self._seen_of_entities()
        self._news = {
            claim: self._catalogue.deltas[ids[0]].learned_at
            for claim, ids in self._catalogue.deltas_by_claim.items()
        }
        site = text.title(desk.settings.title) or "claimwire"
        self.site = self._begun("identity", "site", _EPOCH, _EPOCH)
        self.site |= {"name": site, "identity_class": "system"}
        self._make: dict[str, Callable[[str], Stix]] = {
            "identity": self._identity,
            "note": self._note,
            "opinion": self._opinion,
            "report": self._report,
        }

    def names(self) -> Iterator[tuple[str, list[str]]]:
        """Yield kinds and ids: who, then what is said, what answers it, and the disputes."""
        c = self._catalogue
        yield "identity", sorted(c.faces)
        yield "note", sorted(c.claims)
        yield "opinion", sorted(r for r in c.responses if c.responses[r].kind in _OPINION)
        known = c.publication.knowledge.disputes
        yield "report", sorted(d for d in known if c.claims_by_dispute.get(d))

    def object(self, kind: str, identity: str) -> Stix:
        """Return one object."""
        return self._make[kind](identity)

    def state(self, kind: str, identity: str) -> Any:
        """Return all that an object is made from; of the few reports, the object itself."""
        c, prints = self._catalogue, self._desk.prints
        if kind == "identity":
            return identity, c.faces[identity], self._first.get(identity)
        if kind == "note":
            claim = c.claims[identity]
            known = [one in c.faces for one in (claim.speaker, *claim.targets)]
            return prints.claim(identity), self._news.get(identity), known
        if kind == "opinion":
            return prints.answer(identity), c.responses[identity].responder in c.faces
        return self._report(identity)

    def _begun(self, kind: str, key: str, created: dt.datetime, modified: dt.datetime) -> Stix:
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": _id(kind, key),
            "created": _time(created),
            "modified": _time(max(created, modified)),
        }

    def _seen_of_entities(self) -> None:
        """Note when each entity first had a part in a claim."""
        for claim in self._catalogue.claims.values():
            for identity in (claim.speaker, *claim.targets):
                if identity:
                    known = self._first.get(identity, claim.first_seen)
                    self._first[identity] = min(known, claim.first_seen)

    def _identity(self, identity: str) -> Stix:
        face = self._catalogue.faces[identity]
        seen = self._first.get(face.id, _EPOCH)
        found = self._begun("identity", face.id, seen, seen)
        found |= {
            "created_by_ref": self.site["id"],
            "name": face.name or face.id,
            "identity_class": _CLASS.get(face.type, "unknown") if face.type else "unknown",
        }
        if face.known and face.known.role:
            found["description"] = text.title(face.known.role)
        wikidata = face.known.wikidata if face.known else None
        return found | self._references(
            routes.entity(face.id),
            [{"source_name": "wikidata", "external_id": wikidata}] if wikidata else [],
        )

    def _note(self, identity: str) -> Stix:
        claim = self._catalogue.claims[identity]
        first = self._catalogue.appearances[identity][0]
        quote = self._desk.book.of_appearance(first)
        named = [target for target in claim.targets if target in self._catalogue.faces]
        speaker = claim.speaker if claim.speaker in self._catalogue.faces else None
        about = named or ([speaker] if speaker else [])
        found = self._begun(
            "note", identity, claim.first_seen, self._news.get(identity, claim.first_seen)
        )
        found |= {
            "created_by_ref": _id("identity", speaker) if speaker else self.site["id"],
            "abstract": self._desk.cards.claim_title(claim),
            "content": text.readable(quote.text) or "…",
            "object_refs": [_id("identity", one) for one in dict.fromkeys(about)]
            or [self.site["id"]],
            "labels": [claim.act.value, claim.stance.value],
        }
        return found | self._references(routes.claim(identity), self._sources(quote))

    def _opinion(self, identity: str) -> Stix:
        response = self._catalogue.responses[identity]
        quote = self._desk.book.of_appearance(response.appearance)
        document = self._catalogue.publication.documents.get(response.appearance.document_id)
        seen = document.first_seen if document else _EPOCH
        who = response.responder if response.responder in self._catalogue.faces else None
        found = self._begun("opinion", identity, seen, seen)
        found |= {
            "created_by_ref": _id("identity", who) if who else self.site["id"],
            "explanation": text.readable(quote.text),
            "opinion": _OPINION[response.kind],
            "object_refs": [_id("note", response.claim_id)],
            "labels": [response.kind.value],
        }
        return found | self._references(routes.claim(response.claim_id), self._sources(quote))

    def _report(self, identity: str) -> Stix:
        dispute = self._catalogue.publication.knowledge.disputes[identity]
        claims = self._catalogue.claims_by_dispute[identity]
        first = min(self._catalogue.claims[c].first_seen for c in claims)
        deltas = self._catalogue.deltas_by_dispute.get(identity, ())
        newest = self._catalogue.deltas[deltas[0]].learned_at if deltas else first
        started = when.days(dispute.started) if dispute.started else None
        published = dt.datetime.combine(started[0], dt.time(), dt.UTC) if started else first
        answers = (
            _id("opinion", r)
            for c in claims
            for r in self._catalogue.responses_by_claim.get(c, ())
            if self._catalogue.responses[r].kind in _OPINION
        )
        parties = (
            _id("identity", p.entity) for p in dispute.parties if p.entity in self._catalogue.faces
        )
        refs = [*(_id("note", c) for c in claims), *answers, *parties]
        found = self._begun("report", identity, first, newest)
        found |= {
            "created_by_ref": self.site["id"],
            "name": dispute.title or identity,
            "description": text.title(dispute.definition, limit=1_500),
            "report_types": ["observed-data"],
            "published": _time(published),
            "object_refs": sorted(set(refs)),
        }
        identifiers = [
            {"source_name": kind or "identifier", "external_id": value}
            for kind, value in dispute.identifiers
            if value
        ]
        return found | self._references(routes.dispute(identity), identifiers)

    def _sources(self, quote: Quote) -> Iterable[Stix]:
        document = self._catalogue.publication.documents.get(quote.document_id)
        url = routes.outside(document.url) if document else ""
        return [{"source_name": self._catalogue.publisher_name(quote.document_id), "url": url}] * (
            url != ""
        )

    def _references(self, page: str, more: Iterable[Stix]) -> Stix:
        base = routes.base(self._desk.settings.base_url)
        site = {"source_name": self.site["name"], "url": routes.absolute(base, page)}
        return {"external_references": [site, *more]}


@lru_cache(maxsize=50_000)
def _id(kind: str, key: str) -> str:
    """Return ``<kind>--<UUID>``: version 5 (RFC 9562), spelt out for a third of the time."""
    name = f"{kind} {key}".encode("utf-8", "replace")
    digest = bytearray(hashlib.sha1(_SPACE + name, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    d = digest.hex()
    return f"{kind}--{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:]}"


def _time(at: dt.datetime) -> str:
    utc = at.astimezone(dt.UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
