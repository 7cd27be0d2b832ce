"""Claims go on from where they stood, and end in the same."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwire.model import Act, Item
from nlp.across.briefs import Brief, brief_of
from nlp.across.compact import packed, unpacked_as
from nlp.claims import Homes
from nlp.nations import Nations
from nlp.resolve import resolve, resolve_briefs
from tests.unit.resolve_builders import DAY, KNOWLEDGE, page, told

_SAID = (
    "a separate demarche has been sent to Beijing",
    "the talks on port fees will go on in the autumn",
    "a separate demarche request was sent to Beijing",
    "the talks on port fees go on in the autumn as planned",
    "a list of harbour towns is being drawn up for next year",
)


def _items() -> list[Item]:
    return [
        page(
            f"page-{number}",
            f"The department notes {content}.",
            [told("notes", Act.SAY, "state-department", content=content)],
            seen=DAY + dt.timedelta(days=number),
            published=DAY + dt.timedelta(days=number),
        )
        for number, content in enumerate(_SAID)
    ]


def _briefs() -> list[Brief]:
    nations = Nations(KNOWLEDGE)
    return [brief_of(item, KNOWLEDGE, nations) for item in _items()]


@pytest.mark.parametrize("settled", range(len(_SAID) + 1))
def test_claims_need_not_be_looked_for_again(settled: int) -> None:
    briefs = _briefs()
    whole = resolve(_items(), KNOWLEDGE)
    assert 1 < len(whole.claims) < len(_SAID)
    found, homes = resolve_briefs(briefs, (), KNOWLEDGE, settled=settled)
    assert found == whole
    assert (homes.documents, len(homes.numbers)) == (settled, settled)
    _, earlier = resolve_briefs(briefs[: max(settled, 1)], (), KNOWLEDGE, settled=settled)
    assert earlier == homes
    kept = unpacked_as(Homes, packed(homes))
    assert kept == homes
    again, after = resolve_briefs(briefs, (), KNOWLEDGE, homes=kept, settled=len(briefs))
    assert again == whole
    assert list(after.numbers) == [0, 1, 0, 1, 2]


def test_what_is_known_is_believed() -> None:
    """Else the test above would pass without any use of it."""
    briefs = _briefs()
    _, homes = resolve_briefs(briefs, (), KNOWLEDGE, settled=2)
    homes.numbers[1] = 0
    found, _ = resolve_briefs(briefs, (), KNOWLEDGE, homes=homes)
    assert len(found.claims[0].appearances) > len(
        resolve(_items(), KNOWLEDGE).claims[0].appearances
    )
