"""The response ledger over all disputes: unanswered accusations first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS, Claim
from claimwire.publish import routes, text
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import Filters, LedgerRow, Page
from claimwire.publish.views.disputes import LEDGER_KINDS
from claimwire.publish.views.filtering import filters

_ROWS = 60


@dataclass(frozen=True, slots=True)
class ResponsesView:
    accusations: int
    filters: Filters | None
    unanswered: tuple[LedgerRow, ...]
    total_unanswered: int
    answered: tuple[LedgerRow, ...]
    total_answered: int


def _rows(desk: Desk, claims: Iterable[Claim]) -> tuple[LedgerRow, ...]:
    found = desk.cards.by_date(claim.id for claim in claims)
    return tuple(desk.cards.ledger(desk.catalogue.claims[c]) for c in found[:_ROWS])


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the ledger."""
    catalogue = desk.catalogue
    accusing = [claim for claim in catalogue.claims.values() if claim.act in ACCUSING_ACTS]
    silent = tuple(claim for claim in accusing if catalogue.unanswered(claim))
    spoken = tuple(claim for claim in accusing if not catalogue.unanswered(claim))

    def view() -> ResponsesView:
        unanswered = _rows(desk, silent)
        answered = _rows(desk, spoken)
        return ResponsesView(
            accusations=len(accusing),
            filters=filters(
                desk,
                (row.tags for row in (*unanswered, *answered)),
                unit="accusation",
                kinds=LEDGER_KINDS,
            ),
            unanswered=unanswered,
            total_unanswered=len(silent),
            answered=answered,
            total_answered=len(spoken),
        )

    yield Page(
        path=routes.RESPONSES,
        template="responses.html",
        title="Responses",
        section="responses",
        description=f"{text.plural(len(accusing), 'accusation')} and who answered them.",
        crumbs=(HOME,),
        scripts=("filter",),
        json_path=routes.json_of(routes.RESPONSES),
        record=lambda: {
            "unanswered": [claim.id for claim in silent],
            "responses": desk.record_list("responses", catalogue.responses),
        },
        view=view,
    )
