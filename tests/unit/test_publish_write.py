"""The writer: a kill at any moment leaves every file whole, and the next build completes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwire.publish import write
from claimwire.publish.write import MANIFEST, STAGING, SiteWriter

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
        if path.is_file() and not path.name.startswith(".") and STAGING not in path.parts
    }


def test_only_what_changed_is_written_and_what_is_gone_is_deleted(tmp_path: Path) -> None:
    run(tmp_path, OLD, "1")
    writer = run(tmp_path, NEW, "2")
    assert (writer.written, writer.deleted) == (2, 1)
    assert state(tmp_path) == NEW
    assert not (tmp_path / "gone").exists()
    assert not (tmp_path / STAGING).exists()


@pytest.mark.parametrize("moment", range(16))
def test_a_kill_at_any_moment_leaves_every_page_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    run(tmp_path, OLD, "1")
    calls = 0

    def counted(function: object) -> object:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls > moment:
                raise Killed
            return function(*args, **kwargs)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patch:
        for owner, name in ((Path, "write_bytes"), (Path, "replace"), (Path, "unlink"),
                            (Path, "mkdir"), (Path, "write_text"), (write, "_sync")):  # fmt: skip
            patch.setattr(owner, name, counted(getattr(owner, name)))
        try:
            run(tmp_path, NEW, "2")
            survived = True
        except Killed:
            survived = False
    for path, data in state(tmp_path).items():
        assert data in {OLD.get(path), NEW.get(path)}, path
    for path in set(OLD) & set(NEW):
        assert path in state(tmp_path)
    run(tmp_path, NEW, "2")
    assert state(tmp_path) == NEW
    assert not (tmp_path / STAGING).exists()
    assert survived == (moment >= calls)


def test_a_manifest_cannot_lead_outside(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(
        '{"version": 1, "build": "", "files": {"../victim.txt": ["k", "d", 4]}}'
    )
    run(out, NEW, "1")
    assert victim.read_text() == "mine"
