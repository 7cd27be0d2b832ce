"""Adding to the catalogue of a workspace, and OPML in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwire.config import Config, load_config
from claimwire.errors import InputError, UsageError
from claimwire.stages.catalogue import Wanted, add_source, export_opml, import_opml
from claimwire.workspace import create_workspace
from crawler.sources import load

FIRST = (
    '# mine\n[source.a]\nname = "A"\npublisher = "a"\nkind = "rss"\nurl = "https://a.example/f"\n'
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    create_workspace(tmp_path, sources=FIRST)
    return load_config(tmp_path)


def test_a_source_is_appended_and_comments_stay(config: Config) -> None:
    added = add_source(config, Wanted("https://b.example/feed", name="B & “C”", language="en"))
    assert added.id == "b-c"
    assert [source.id for source in load(config.sources_file)] == ["a", "b-c"]
    assert config.sources_file.read_text(encoding="utf-8").startswith("# mine\n")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("nothing"),
        Wanted("http://www.a.example/f/"),
        Wanted("https://b.example/", id="a"),
    ],
    ids=["no-address", "known-address", "known-id"],
)
def test_what_cannot_be_added_leaves_the_file(config: Config, wanted: Wanted) -> None:
    with pytest.raises(UsageError):
        add_source(config, wanted)
    assert config.sources_file.read_text(encoding="utf-8") == FIRST


def test_opml_goes_out_and_comes_in(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(export_opml(config), encoding="utf-8")
    assert import_opml(config, path) == ()
    other = path.read_text(encoding="utf-8").replace("a.example", "b.example")
    path.write_text(other, encoding="utf-8")
    (added,) = import_opml(config, path)
    assert added.url == "https://b.example/f"
    assert len(load(config.sources_file)) == 2
    path.write_text("no opml", encoding="utf-8")
    with pytest.raises(InputError):
        import_opml(config, path)
