"""Short names of organisations, surnames that two people bear, names that begin with *The*."""

from __future__ import annotations

from claimwire.model import EntityType, Mention
from nlp import mentions, name_patterns


def _found(text: str, *names: tuple[str, EntityType]) -> tuple[Mention, ...]:
    given = []
    for name, kind in names:
        start = text.index(name)
        key = f"new:{name.lower().replace(' ', '-')}"
        given.append(Mention(start, start + len(name), key, name, kind, "model"))
    return mentions.within_document(text, given)


def _named(text: str, found: tuple[Mention, ...]) -> list[tuple[str, str, EntityType]]:
    return [(text[m.start : m.end], m.canonical, m.type) for m in found]


def test_the_first_word_stands_for_the_company() -> None:
    text = "Quillon Labs lost. Quillon denied it, and lawyers of Quillon left."
    assert _named(text, _found(text, ("Quillon Labs", EntityType.ORG))) == [
        ("Quillon Labs", "Quillon Labs", EntityType.ORG),
        ("Quillon", "Quillon Labs", EntityType.ORG),
        ("Quillon", "Quillon Labs", EntityType.ORG),
    ]


def test_a_model_that_takes_it_for_a_person_is_overruled() -> None:
    text = "Quillon Loom lost. Then Quillon spoke."
    person = text.rindex("Quillon")
    found = mentions.within_document(
        text,
        [
            Mention(0, 12, "new:quillon-loom", "Quillon Loom", EntityType.ORG, "model"),
            Mention(person, person + 7, "new:quillon", "Quillon", EntityType.PERSON, "model"),
        ],
    )
    assert [m.entity for m in found] == ["new:quillon-loom", "new:quillon-loom"]


def test_common_first_words_and_surnames_stand_for_nothing() -> None:
    text = "National Mill Group met Jane Harrow of Harrow Labs. National pride grew. Harrow left."
    found = _found(
        text,
        ("National Mill Group", EntityType.ORG),
        ("Jane Harrow", EntityType.PERSON),
        ("Harrow Labs", EntityType.ORG),
    )
    assert [text[m.start : m.end] for m in found if m.how == "short"] == []
    assert found[-1].canonical == "Jane Harrow"


def test_a_shared_surname_means_the_only_one_named_so_far() -> None:
    text = "Jane Strake sued. Strake won. Tom Strake helped. Strake left."
    found = _found(text, ("Jane Strake", EntityType.PERSON), ("Tom Strake", EntityType.PERSON))
    assert [(text[m.start : m.end], m.canonical) for m in found] == [
        ("Jane Strake", "Jane Strake"),
        ("Strake", "Jane Strake"),
        ("Tom Strake", "Tom Strake"),
    ]


def test_the_with_a_capital_inside_a_sentence_belongs_to_the_name() -> None:
    text = "She told The Fen Ledger. The Fen Ledger printed it."
    first, last = text.index("Fen"), text.rindex("Fen")
    found = mentions.within_document(
        text,
        [
            Mention(at, at + 10, "new:fen-ledger", "Fen Ledger", EntityType.ORG, "model")
            for at in (first, last)
        ],
    )
    assert [text[m.start : m.end] for m in found] == ["The Fen Ledger", "Fen Ledger"]
    assert {m.canonical for m in found} == {"The Fen Ledger"}


def test_credits_and_partners_are_found_by_their_form() -> None:
    text = "Sworn at Marl & Teague LLP.\n(Reporting by Ann Fenwick and Bo Lark; Editing by Cy Orr)"
    found = {(text[n.start : n.end], n.kind) for n in name_patterns.find(text)}
    assert {("Marl & Teague LLP", "partners"), ("Ann Fenwick", "byline")} <= found
    assert {("Bo Lark", "byline"), ("Cy Orr", "byline")} <= found


def test_a_company_has_the_name_that_it_is_called_by() -> None:
    text = "Quillon Corp. lost to Harbour Mills Limited. Quillon appealed, Harbour did not."
    found = _found(
        text, ("Quillon Corp.", EntityType.ORG), ("Harbour Mills Limited", EntityType.ORG)
    )
    assert {m.canonical for m in found if m.start in {0, text.index("Quillon app")}} == {"Quillon"}
    assert "Harbour Mills Limited" in {m.canonical for m in found}


def test_the_first_words_stand_for_a_name_of_more_words() -> None:
    text = "Sable Awan Tools leased it. Sable Awan denied that."
    whole = _found(text, ("Sable Awan Tools", EntityType.ORG))
    short = text.rindex("Sable")
    person = Mention(short, short + 10, "new:sable-awan", "Sable Awan", EntityType.PERSON, "model")
    found = mentions.within_document(text, [*whole, person])
    assert {m.canonical for m in found} == {"Sable Awan Tools"}


def test_surnames_that_stand_first() -> None:
    text = "Teo Han Sing was charged. Teo denied it."
    assert [
        name for _, name, _ in _named(text, _found(text, ("Teo Han Sing", EntityType.PERSON)))
    ] == [
        "Teo Han Sing",
        "Teo Han Sing",
    ]


def test_people_in_capitals_at_the_head_of_a_turn() -> None:
    text = "We met Ines Marrow.\nINES MARROW: Nothing was copied."
    found = _found(text, ("Ines Marrow", EntityType.PERSON))
    assert [text[m.start : m.end] for m in found] == ["Ines Marrow", "INES MARROW"]
