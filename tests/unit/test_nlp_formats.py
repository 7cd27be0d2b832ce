"""The JSON of ``pipe annotate``: exactly the fields of the design, offsets into the given text."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from claimwire.model import (
    Act,
    Annotation,
    ChainLink,
    Cue,
    DateMention,
    EntityType,
    LinkType,
    Mention,
    Modality,
    NodeKind,
    Party,
    QuoteType,
    Relevance,
    Span,
    SpeakerRole,
    Stance,
    Statement,
)
from nlp.formats import read_time, to_json
from tests.unit.nlp_builders import world

BODY = "Borealis accused Quillon AI of theft on Tuesday, according to a letter."


def mention(words: str, entity: str, name: str) -> Mention:
    start = BODY.index(words)
    return Mention(start, start + len(words), entity, name, EntityType.ORG, "alias")


def annotation() -> Annotation:
    tuesday = BODY.index("Tuesday")
    accused = BODY.index("accused")
    content = Span(BODY.index("of theft"), BODY.index(" on Tuesday"))
    statement = Statement(
        act=Act.ACCUSE,
        stance=Stance.AGAINST,
        speaker=Party(
            0,
            8,
            "borealis",
            "Borealis",
            role=SpeakerRole.SPOKESPERSON,
            on_behalf_of="borealis",
            medium="letter",
        ),
        cue=Cue(accused, accused + 7, "accuse"),
        content=(content,),
        sentence=Span(0, len(BODY)),
        quote_type=QuoteType.INDIRECT,
        targets=(Party(17, 27, "quillon-ai", "Quillon AI"),),
        addressee=None,
        modality=Modality.ALLEGED,
        negated=False,
        chain=(
            ChainLink(NodeKind.DOCUMENT, "letter", None, LinkType.ISSUED),
            ChainLink(NodeKind.ORGANIZATION, "Borealis", "borealis", None),
        ),
        date=0,
        rule="active-object",
        confidence=0.87654,
    )
    return Annotation(
        language="en",
        supported=True,
        mentions=(
            mention("Borealis", "borealis", "Borealis"),
            mention("Quillon AI", "quillon-ai", "Quillon AI"),
        ),
        dates=(DateMention(tuesday, tuesday + 7, "DATE", "weekday:tue:past"),),
        statements=(statement,),
        sentences=(Span(0, len(BODY)),),
    )


def printed(**record: Any) -> dict[str, Any]:
    judged = Relevance(True, 0.97, ("names Borealis",), (("borealis-v-quillon", 0.9),))
    return to_json(record, BODY, annotation(), judged, world(), "fast@1.0")


def test_the_whole_record() -> None:
    out = printed(id="a1", url="https://example.org/a", published="2031-04-24T09:30:00Z")
    assert json.loads(json.dumps(out)) == out
    assert list(out) == [
        *("id", "url", "language", "pipeline", "relevance", "disputes"),
        *("entities", "dates", "statements", "events"),
    ]
    assert out["relevance"] == {"relevant": True, "score": 0.97, "reasons": ["names Borealis"]}
    assert out["disputes"] == [{"id": "borealis-v-quillon", "score": 0.9}]
    assert out["entities"][0] == {
        "entity": "borealis",
        "canonical": "Borealis",
        "type": "ORG",
        "start": 0,
        "end": 8,
        "how": "alias",
        "why": "a name of Borealis in the knowledge base",
    }
    (date,) = out["dates"]
    assert BODY[date["start"] : date["end"]] == "Tuesday"
    assert (date["value"], date["precision"], date["anchor"]) == ("2031-04-22", "day", "published")


def test_a_statement() -> None:
    (told,) = printed(published="2031-04-24")["statements"]
    assert (told["act"], told["stance"], told["modality"]) == ("accuse", "against", "alleged")
    assert told["speaker"]["role"] == "spokesperson"
    assert told["speaker"]["on_behalf_of_name"] == "Borealis"
    assert told["targets"] == [
        {"entity": "quillon-ai", "canonical": "Quillon AI", "start": 17, "end": 27}
    ]
    assert told["addressee"] is None
    assert [BODY[c["start"] : c["end"]] for c in told["content"]] == ["of theft"]
    assert [(link["kind"], link["link"]) for link in told["chain"]] == [
        ("document", "issued"),
        ("organization", None),
    ]
    assert told["date"]["value"] == "2031-04-22"
    assert told["said"] == {"value": "2031-04-22", "precision": "day", "how": "stated"}
    assert told["confidence"] == 0.8765


def test_events_are_dated_sentences_with_an_actor() -> None:
    assert printed(published="2031-04-24")["events"] == [
        {
            "date": "2031-04-22",
            "precision": "day",
            "start": 0,
            "end": len(BODY),
            "actors": ["borealis", "quillon-ai"],
        }
    ]


def test_without_an_anchor_the_value_is_unknown() -> None:
    out = printed()
    assert out["id"] is None
    assert out["url"] is None
    assert out["dates"][0]["value"] is None
    assert out["statements"][0]["date"]["value"] is None
    assert out["statements"][0]["said"] is None
    assert out["events"] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-04-24", dt.datetime(2031, 4, 24, tzinfo=dt.UTC)),
        ("2031-04-24T09:30:00Z", dt.datetime(2031, 4, 24, 9, 30, tzinfo=dt.UTC)),
        ("2031-09", dt.datetime(2031, 9, 1, tzinfo=dt.UTC)),
        ("2031", dt.datetime(2031, 1, 1, tzinfo=dt.UTC)),
        ("yesterday", None),
        ("", None),
        (None, None),
        (20310424, None),
    ],
)
def test_reads_times(value: Any, expected: dt.datetime | None) -> None:
    assert read_time(value) == expected
