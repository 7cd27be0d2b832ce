"""The knowledge base: what ships is sound, an operator's folder overrides it, mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwire.errors import ConfigError
from claimwire.model import Alias, EntityType
from nlp import knowledge_base

ENTITY = '[[entity]]\nid = "borealis"\nname = "Borealis"\ntype = "ORG"\n'


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_ships_is_sound() -> None:
    knowledge = knowledge_base.load()
    assert knowledge.entities["deepseek"].name == "DeepSeek"
    assert knowledge.entities["deepseek"].wikidata == "Q131577453"
    assert len(knowledge.disputes) == 5
    for dispute in knowledge.disputes.values():
        assert dispute.definition
        assert dispute.terms
        assert len({party.entity for party in dispute.parties}) == len(dispute.parties)


def test_every_alias_of_what_ships_means_one_entity_or_needs_context() -> None:
    owners: dict[str, set[str]] = {}
    for entity in knowledge_base.load().entities.values():
        for alias in entity.aliases:
            if not alias.context:
                owners.setdefault(alias.text, set()).add(entity.id)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


def test_ambiguous_names_need_context() -> None:
    entities = knowledge_base.load().entities
    for identity, name in (("kimi", "Kimi"), ("meta", "Meta"), ("claude", "Claude")):
        assert {a.text: a.context for a in entities[identity].aliases}[name]


def test_an_operators_folder_adds_and_overrides(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "knowledge",
        "entities.toml",
        ENTITY
        + 'aliases = ["Borealis", { text = "Bore", context = true, exact = false }]\n'
        + '[[entity]]\nid = "deepseek"\nname = "Deep Seek"\ntype = "ORG"\n',
    )
    knowledge = knowledge_base.load(folder)
    assert knowledge.entities["borealis"].aliases == (
        Alias("Borealis"),
        Alias("Bore", context=True, exact=False),
    )
    assert knowledge.entities["borealis"].type is EntityType.ORG
    assert knowledge.entities["deepseek"].name == "Deep Seek"
    assert knowledge.digest != knowledge_base.load().digest
    assert knowledge_base.load(folder) == knowledge


def test_a_folder_that_is_not_there_counts_as_empty(tmp_path: Path) -> None:
    assert knowledge_base.load(tmp_path / "none") == knowledge_base.load()


def test_disputes_and_publishers_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "k", "entities.toml", ENTITY)
    write(
        folder,
        "disputes.toml",
        '[[dispute]]\nid = "b"\ntitle = "B"\ndefinition = "What B is."\nstarted = "2031-02"\n'
        'parties = [{ entity = "borealis", role = "accuser" }]\nterms = ["copying"]\n'
        'identifiers = [{ kind = "docket", value = "4:31-cv-00077" }]\n',
    )
    write(
        folder,
        "publishers.toml",
        '[[publisher]]\nid = "herald"\nname = "Herald"\ndomains = ["Herald.example"]\n'
        'kind = "press"\nentity = "borealis"\nstate_media = true\n',
    )
    knowledge = knowledge_base.load(folder)
    assert knowledge.disputes["b"].identifiers == (("docket", "4:31-cv-00077"),)
    publisher = knowledge.publishers["herald"]
    assert publisher.domains == ("herald.example",)
    assert publisher.state_media


def test_outlets_that_texts_cite_are_entities(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "k",
        "publishers.toml",
        '[[publisher]]\nid = "herald"\nname = "The Morning Herald"\nkind = "press"\n'
        '[[publisher]]\nid = "rivet"\nname = "Rivet"\nkind = "press"\n'
        '[[publisher]]\nid = "bare"\nname = "bare.example"\nkind = "press"\n'
        '[[publisher]]\nid = "firm"\nname = "Firm Press Room"\nkind = "company"\n',
    )
    entities = knowledge_base.load(folder).entities
    assert entities["herald"].kind == "outlet"
    assert [a.text for a in entities["herald"].aliases] == ["The Morning Herald", "Morning Herald"]
    assert entities["rivet"].aliases == (Alias("Rivet", context=True),)
    assert "bare" not in entities
    assert "firm" not in entities


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("entities.toml", "[[entity]\n", "not TOML"),
        ("entities.toml", ENTITY + "colour = 1\n", "unknown key 'colour'"),
        ("entities.toml", '[[entities]]\nid = "x"\n', "unknown key 'entities'"),
        ("entities.toml", '[[entity]]\nname = "X"\ntype = "ORG"\n', "no 'id'"),
        ("entities.toml", ENTITY.replace("ORG", "COMPANY"), "'type' is 'COMPANY'"),
        ("entities.toml", ENTITY + ENTITY, "stands twice"),
        ("entities.toml", ENTITY.replace('"borealis"', '"Bore Alis"'), "an id has only"),
        ("entities.toml", ENTITY + "aliases = [3]\n", "3 is not an alias"),
        ("entities.toml", ENTITY + 'aliases = [{ txt = "B" }]\n', "unknown key 'txt'"),
        ("entities.toml", ENTITY + 'aliases = "Bore"\n', "'aliases'"),
        ("entities.toml", ENTITY + 'parent = "nobody"\n', "'nobody' is not an entity"),
        ("entities.toml", "entity = 3\n", "'entity'"),
        ("entities.toml", "entity = [3]\n", "is not a table"),
        (
            "disputes.toml",
            '[[dispute]]\nid = "b"\ntitle = "B"\ndefinition = "D."\n'
            'parties = [{ entity = "nobody", role = "accuser" }]\n',
            "'nobody' is not an entity",
        ),
        (
            "disputes.toml",
            '[[dispute]]\nid = "b"\ntitle = "B"\ndefinition = "D."\nstarted = "May"\n',
            "'started' is 'May'",
        ),
        (
            "disputes.toml",
            '[[dispute]]\nid = "b"\ntitle = "B"\ndefinition = "D."\nterms = [""]\n',
            "is not a text",
        ),
        (
            "disputes.toml",
            '[[dispute]]\nid = "b"\ntitle = "B"\ndefinition = "D."\nparties = ["x"]\n',
            "is not a table",
        ),
        ("publishers.toml", '[[publisher]]\nid = "p"\nname = "P"\nkind = "blogger"\n', "'kind'"),
        ("publishers.toml", '[[publisher]]\nid = "p"\nname = "P"\nentity = "no"\n', "'no' is not"),
    ],
)
def test_mistakes_name_file_key_and_remedy(tmp_path: Path, name: str, text: str, told: str) -> None:
    folder = write(tmp_path / "knowledge", name, text)
    with pytest.raises(ConfigError) as caught:
        knowledge_base.load(folder)
    assert told in str(caught.value)
    assert "knowledge" in str(caught.value)


def test_a_line_number_is_given_where_a_key_stands(tmp_path: Path) -> None:
    folder = write(tmp_path / "knowledge", "entities.toml", ENTITY + "colour = 1\n")
    with pytest.raises(ConfigError, match=r"entities\.toml:5"):
        knowledge_base.load(folder)
