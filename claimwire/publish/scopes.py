"""What can be followed: the site, every dispute, entity and act, the answers, the corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import Act, Delta, DeltaKind
from claimwire.publish import routes, text, words
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.desk import Desk

ALL, RESPONSES, CORRECTIONS = "all", "responses", "corrections"

CORRECTING = frozenset({DeltaKind.REVISION, DeltaKind.CORRECTION, DeltaKind.RETRACTION})
"""News that change something which a reader was told before."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Something that has feeds: ``id`` is ``all``, ``dispute/<id>``, ``entity/<id>``, …"""

    id: str
    group: str  # heading under which the list of all feeds has it
    title: str
    page: str
    items: tuple[str, ...]  # ids of deltas, newest first


def scopes(desk: Desk) -> Iterator[Scope]:
    """Yield everything that can be followed; a feed without items is there to be subscribed to."""
    catalogue = desk.catalogue
    deltas = catalogue.deltas
    answers = tuple(i for i, d in deltas.items() if d.kind is DeltaKind.RESPONSE)
    changes = tuple(i for i, d in deltas.items() if d.kind in CORRECTING)
    yield Scope(ALL, "Site", "everything new", routes.HOME, tuple(deltas))
    yield Scope(RESPONSES, "Site", "responses", routes.RESPONSES, answers)
    yield Scope(CORRECTIONS, "Site", "corrections", routes.CORRECTIONS, changes)
    for dispute in sorted(catalogue.disputes, key=lambda d: (d.title.casefold(), d.id)):
        ids = catalogue.deltas_by_dispute.get(dispute.id, ())
        title, page = text.title(dispute.title), routes.dispute(dispute.id)
        yield Scope(f"dispute/{dispute.id}", "Disputes", title, page, ids)
    by_act = _by_act(catalogue)
    for act in Act:
        title = f"act: {words.ACT_NOUN[act]}"
        yield Scope(f"act/{act.value}", "Acts", title, routes.CLAIMS, tuple(by_act[act]))
    for identity, face in catalogue.faces.items():
        ids = catalogue.deltas_by_entity.get(identity, ())
        yield Scope(f"entity/{identity}", "Entities", face.name, routes.entity(identity), ids)


def act_of(catalogue: Catalogue, delta: Delta) -> Act | None:
    """Return the act that a piece of news is about: an answer's own, else that of its claim."""
    own = catalogue.claim_of_response.get(delta.response_id or "")
    claim = catalogue.claims.get(own or delta.claim_id or "")
    return claim.act if claim else None


def _by_act(catalogue: Catalogue) -> dict[Act, list[str]]:
    found: dict[Act, list[str]] = defaultdict(list)
    for identity, delta in catalogue.deltas.items():
        if act := act_of(catalogue, delta):
            found[act].append(identity)
    return found
