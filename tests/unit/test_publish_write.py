"""The writer: a kill at any moment leaves every file whole, and the next build completes it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from claimwire.publish import write
from claimwire.publish.write import COMMIT, MANIFEST, SCRATCH, STAGING, SiteWriter

OLD = {"index.html": b"old home", "a/index.html": b"old a", "gone/index.html": b"old gone"}
NEW = {"index.html": b"new home", "a/index.html": b"old a", "b/index.html": b"new b"}


class Killed(BaseException):
    """Ends the process at a chosen call, as `kill -9` would."""


def run(out: Path, files: dict[str, bytes], build: str) -> SiteWriter:
    writer = SiteWriter(out)
    for path, data in files.items():
        if not writer.keep(path, data.decode()):
            writer.put(path, data.decode(), data)
    writer.finish(build)
    return writer


def state(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
        and not path.name.startswith(".")
        and not {STAGING, COMMIT} & set(path.relative_to(out).parts)
    }


def test_only_what_changed_is_written_and_what_is_gone_is_deleted(tmp_path: Path) -> None:
    run(tmp_path, OLD, "1")
    writer = run(tmp_path, NEW, "2")
    assert (writer.written, writer.deleted) == (2, 1)
    assert state(tmp_path) == NEW
    assert not (tmp_path / "gone").exists()
    assert not (tmp_path / STAGING).exists()


class Counted:
    """The functions of ``os`` that change the disk, each of which may be the last."""

    def __init__(self, moment: int) -> None:
        self.calls = 0
        self._moment = moment

    def __getattr__(self, name: str) -> object:
        found = getattr(os, name)
        if name not in {"makedirs", "mkdir", "rename", "replace", "unlink", "fsync", "sync"}:
            return found

        def call(*args: object, **kwargs: object) -> object:
            self.count()
            return found(*args, **kwargs)

        return call

    def count(self) -> None:
        self.calls += 1
        if self.calls > self._moment:
            raise Killed


@pytest.mark.parametrize("moment", range(24))
def test_a_kill_at_any_moment_leaves_the_site_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    run(tmp_path, OLD, "1")
    disk = Counted(moment)
    create = write._create

    def counted(path: str, data: bytes) -> None:
        disk.count()
        create(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(write, "os", disk)
        patch.setattr(write, "_create", counted)
        try:
            run(tmp_path, NEW, "2")
            survived = True
        except Killed:
            survived = False
    committed = (tmp_path / COMMIT).exists()
    if not survived and not committed and not (tmp_path / "b").exists():
        assert state(tmp_path) == OLD
    for path, data in state(tmp_path).items():
        assert data in {OLD.get(path), NEW.get(path)}, path
    for path in set(OLD) & set(NEW):
        assert path in state(tmp_path)
    write.recover(tmp_path)
    assert state(tmp_path) in (OLD, NEW)
    if committed:
        assert state(tmp_path) == NEW
    run(tmp_path, NEW, "2")
    assert state(tmp_path) == NEW
    assert not [name for name in (STAGING, COMMIT) if (tmp_path / name).exists()]
    assert survived == (moment >= disk.calls)


def test_many_files_are_synced_at_once(tmp_path: Path) -> None:
    files = {f"{n}/index.html": b"page %d" % n for n in range(1_100)}
    assert run(tmp_path, {"x": b"x"}, "0").written == 1
    assert run(tmp_path, files, "1").written == 1_100
    assert state(tmp_path) == files
    assert run(tmp_path, files, "1").written == 0


def test_a_folder_takes_the_place_of_a_file_and_the_other_way_round(tmp_path: Path) -> None:
    run(tmp_path, {"a": b"a file", "b/index.html": b"in a folder"}, "1")
    other = {"a/index.html": b"in a folder", "b": b"a file"}
    run(tmp_path, other, "2")
    assert state(tmp_path) == other


def test_a_manifest_cannot_lead_outside(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(
        '{"version": 3, "build": "", "source": "", "files": {"../victim.txt": ["k", "d", 4]}}'
    )
    run(out, NEW, "1")
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("full", [False, True])
def test_a_large_file_is_taken_from_scratch_where_it_differs(tmp_path: Path, full: bool) -> None:
    def build(data: bytes, build: str) -> SiteWriter:
        writer = SiteWriter(tmp_path, full=full)
        place = writer.scratch / "large"
        place.write_bytes(data)
        writer.put_file("data/large", "data", place, hashlib.sha256(data).hexdigest(), len(data))
        writer.finish(build)
        return writer

    assert build(b"one", "1").changed == ["data/large"]
    assert build(b"one", "2").changed == []
    assert build(b"two", "3").changed == ["data/large"]
    assert state(tmp_path) == {"data/large": b"two"}
    assert not (tmp_path / STAGING).exists()
    assert not list(tmp_path.rglob(SCRATCH))


def test_a_full_build_mends_a_large_file_that_was_changed_in_place(tmp_path: Path) -> None:
    for build in ("1", "2"):
        writer = SiteWriter(tmp_path, full=True)
        place = writer.scratch / "large"
        place.write_bytes(b"right")
        digest = hashlib.sha256(b"right").hexdigest()
        writer.put_file("data/large", "data", place, digest, 5)
        writer.finish(build)
        assert state(tmp_path) == {"data/large": b"right"}
        (tmp_path / "data" / "large").write_bytes(b"wrong")
    assert writer.changed == ["data/large"]
