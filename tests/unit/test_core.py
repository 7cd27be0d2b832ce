"""Ids, settings, lock, stop: the small things that everything stands on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire import ids
from claimwire.config import Config, find_workspace, load_config
from claimwire.errors import ConfigError, LockHeldError
from claimwire.lock import workspace_lock
from claimwire.stop import Stop
from claimwire.workspace import config_text, create_workspace

PART = st.one_of(st.none(), st.text(), st.integers())


@given(st.lists(PART, max_size=4), st.lists(PART, max_size=4))
def test_ids_are_equal_exactly_when_their_parts_are(
    one: list[str | int | None], other: list[str | int | None]
) -> None:
    same = [None if p is None else str(p) for p in one] == [
        None if p is None else str(p) for p in other
    ]
    assert (ids.make_id("d", *one) == ids.make_id("d", *other)) is same


def test_an_id_never_changes() -> None:
    assert ids.make_id("d", "example.org/a", None, 3) == "d-epwqxqdam5id7kum"
    assert ids.text_digest("Größe").startswith("aedc3f80989a6546962705852b2f4a48")


def test_empty_fields_do_not_change_a_value_digest() -> None:
    assert ids.value_digest({"a": 1, "b": None, "c": []}) == ids.value_digest({"a": 1})
    assert ids.value_digest({"a": 1, "b": 0}) != ids.value_digest({"a": 1})


def test_the_settings_that_init_writes_are_the_defaults(tmp_path: Path) -> None:
    create_workspace(tmp_path, sources="")
    assert load_config(tmp_path) == Config(workspace=tmp_path)


def test_overrides_survive_the_round_trip(tmp_path: Path) -> None:
    title = 'a "quoted" title\nwith a line break and ünïcode'
    (tmp_path / "claimwire.toml").write_text(config_text({"site": {"title": title}}), "utf-8")
    assert load_config(tmp_path).site.title == title


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("[crawl]\ndelay_second = 3\n", ":2", "delay_seconds"),
        ("[crawl]\ndelay_seconds = 'x'\n", ":2", "number"),
        ("[crawl]\ndelay_seconds = true\n", ":2", "number"),
        ("[run]\nmax_failed_share = -1.0\n", ":2", "at least"),
        ("[language]\nworkers = 0\n", ":2", "at least 1"),
        ("[sites]\n", ":1", "site"),
        ("[site\n", "", "TOML"),
        ("crawl = 3\n", ":1", "table"),
        ("[crawl]\nallow_addresses = [3]\n", ":2", "texts"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    tmp_path: Path, text: str, place: str, word: str
) -> None:
    path = tmp_path / "claimwire.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert f"{path}{place}" in str(caught.value)
    assert word in str(caught.value)


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="claimwire init"):
        load_config(tmp_path)


def test_the_nearest_workspace_upward_is_found(tmp_path: Path) -> None:
    create_workspace(tmp_path, sources="")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_workspace(deep) == tmp_path


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    create_workspace(tmp_path, sources="")
    (tmp_path / "claimwire.toml").write_text("# mine\n")
    assert create_workspace(tmp_path, sources="other") == []
    assert (tmp_path / "claimwire.toml").read_text() == "# mine\n"


def test_a_relative_database_lies_in_the_workspace(tmp_path: Path) -> None:
    assert Config(workspace=tmp_path).store_url == f"sqlite:///{tmp_path}/claimwire.db"


def test_the_lock_is_held_by_one_and_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time, pathlib, claimwire.lock as lock\n"
            "with lock.workspace_lock(pathlib.Path(sys.argv[1])):\n"
            "    print('held', flush=True)\n"
            "    time.sleep(60)\n",
            str(path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeldError, match=str(holder.pid)), workspace_lock(path):
            pass
        holder.kill()
        holder.wait()
    with workspace_lock(path):
        pass


def test_a_stop_comes_with_the_time_or_with_its_parent() -> None:
    assert not Stop().requested()
    assert Stop(0.0).requested()
    parent = Stop(100.0)
    child = parent.until(0.5)
    left = child.seconds_left()
    assert left is not None
    assert 49.0 < left <= 50.0
    assert not child.requested()
    parent._on_signal(15, None)
    assert child.interrupted
    with pytest.raises(KeyboardInterrupt):
        parent._on_signal(15, None)
