"""The response ledger over all disputes: unanswered accusations first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import ACCUSING_ACTS
from claimwire.publish import routes, text
from claimwire.publish.cards import newest
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import LedgerRow, Page

_ROWS = 100


@dataclass(frozen=True, slots=True)
class ResponsesView:
    accusations: int
    unanswered: tuple[LedgerRow, ...]
    more_unanswered: int
    answered: tuple[LedgerRow, ...]
    more_answered: int


def pages(desk: Desk) -> Iterator[Page]:
    """Yield the ledger."""
    catalogue = desk.catalogue
    accusing = [claim for claim in catalogue.claims.values() if claim.act in ACCUSING_ACTS]
    silent = tuple(claim for claim in accusing if catalogue.unanswered(claim))
    spoken = tuple(claim for claim in accusing if not catalogue.unanswered(claim))
    unanswered, more_unanswered = newest(silent, _ROWS)
    answered, more_answered = newest(spoken, _ROWS)
    yield Page(
        path=routes.RESPONSES,
        template="responses.html",
        title="Responses",
        section="responses",
        description=f"{text.plural(len(accusing), 'accusation')} and who answered them.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.RESPONSES),
        record={
            "unanswered": [claim.id for claim in silent],
            "responses": desk.record_list("responses", catalogue.responses),
        },
        view=ResponsesView(
            accusations=len(accusing),
            unanswered=tuple(desk.cards.ledger(claim) for claim in unanswered),
            more_unanswered=more_unanswered,
            answered=tuple(desk.cards.ledger(claim) for claim in answered),
            more_answered=more_answered,
        ),
    )
