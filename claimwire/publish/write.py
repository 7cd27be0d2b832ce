"""Writing: only what changed, the whole site or nothing of it, the manifest last.

A build goes through these states, and a kill in any of them leaves a site that is whole:

1. New content is *staged* in a folder inside the site, at the same paths. Until the next step, what
   readers see is the old site; the next build throws the stage away.
2. The stage is synced to the disk and *committed* by renaming it. From here on the next build
   completes what this one began, before anything else.
3. The commit is *applied*: files that are gone are deleted, folders that are new and files that
   changed are renamed into place, each of them at once; the manifest, which says what every file
   was made from, comes last.
"""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import os
import shutil
import sys
from pathlib import Path

import orjson

MANIFEST = ".claimwire-manifest.json"
STAGING = ".claimwire-staging"
COMMIT = ".claimwire-commit"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
SCRATCH = ".scratch"
HIDDEN = frozenset({MANIFEST, STAGING, COMMIT})
_VERSION = 4
_DIGITS = 24  # of the digest of a file
_ONE_BY_ONE = 1_000  # changed files from which the whole disk is synced instead of each file

Entry = tuple[str, str, int]
"""What the manifest says of a file: the key of its inputs, the digest and size of its bytes."""


class SiteWriter:
    """Brings a folder to the state of one build. Use: ``keep`` or ``put`` each file, ``finish``."""

    def __init__(self, out: Path, *, full: bool = False) -> None:
        self._out = out
        self._root = str(out)
        self._stage = str(out / STAGING)
        self._full = full
        recover(out)
        self.build, self.source, self._old = _read_manifest(out / MANIFEST)
        self._new: dict[str, Entry] = {}
        self._folders: set[str] = set()
        self.changed: list[str] = []
        self.deleted = 0
        shutil.rmtree(out / STAGING, ignore_errors=True)
        self._empty = not out.is_dir() or next(out.iterdir(), None) is None

    @property
    def written(self) -> int:
        """How many files were written."""
        return len(self.changed)

    def untouched(self) -> bool:
        """Say whether every file of the last build is still there with its size."""
        stat, root = os.stat, self._root
        try:
            return bool(self._old) and all(
                stat(f"{root}/{path}").st_size == size for path, (_, _, size) in self._old.items()
            )
        except OSError:
            return False

    @property
    def last_files(self) -> dict[str, Entry]:
        """The files of the last build, by path."""
        return self._old

    def keep(self, path: str, key: str) -> bool:
        """Keep the file at ``path`` if it was made from the same inputs; say whether it was."""
        entry = self._old.get(path)
        if self._full or entry is None or entry[0] != key or not self._whole(path, entry[2]):
            return False
        self._new[path] = entry
        return True

    def keep_all(self) -> None:
        """Keep every file of the last build, which is known to be there."""
        self._new = dict(self._old)

    def put(self, path: str, key: str, data: bytes) -> None:
        """Take ``data`` as the content of ``path``; it is written only if it differs."""
        digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
        self._new[path] = (key, digest, len(data))
        if not self._same(path, data, digest):
            self._write(path, data)
            self.changed.append(path)

    @property
    def scratch(self) -> Path:
        """A folder for files that are too large to be handed over as bytes."""
        place = Path(self._stage) / SCRATCH
        place.mkdir(parents=True, exist_ok=True)
        return place

    def put_file(self, path: str, key: str, place: Path, sha256: str, size: int) -> None:
        """Take a file of ``scratch`` as the content of ``path``; it is moved only if it differs."""
        digest = sha256[:_DIGITS]
        self._new[path] = (key, digest, size)
        if self._same_file(path, place, digest):
            place.unlink()
            return
        self._folder_of(path)
        place.replace(f"{self._stage}/{path}")
        self.changed.append(path)

    def begin_share(self) -> None:
        """Begin, in a forked process, to collect what only this one is given."""
        self._new, self.changed = {}, []

    def share(self) -> tuple[dict[str, Entry], list[str]]:
        """Return what this writer was given, for the writer of another process to take over."""
        return self._new, self.changed

    def take_over(self, new: dict[str, Entry], changed: list[str]) -> None:
        """Take over what a forked writer kept and staged."""
        self._new.update(new)
        self.changed += changed

    def finish(self, build: str, source: str = "") -> None:
        """Commit: move what is staged into place, delete what is gone, write the manifest.

        ``source`` is a mark of what the build was made from, given by whoever read it.
        """
        shutil.rmtree(f"{self._stage}/{SCRATCH}", ignore_errors=True)
        gone = sorted(self._old.keys() - self._new.keys())
        told = (build, source) == (self.build, self.source)
        if not self.changed and not gone and told and self._old == self._new:
            shutil.rmtree(self._stage, ignore_errors=True)
            return
        os.makedirs(self._stage, exist_ok=True)  # noqa: PTH103  as everywhere here: called per file
        manifest = orjson.dumps(
            {
                "version": _VERSION,
                "build": build,
                "source": source,
                "files": self._new,
                "gone": gone,
            },
            option=orjson.OPT_SORT_KEYS,
        )
        _create(f"{self._stage}/{MANIFEST}", manifest)
        self._sync()
        os.rename(self._stage, self._out / COMMIT)  # noqa: PTH104  the moment that counts
        self.deleted = _apply(self._out)

    def _whole(self, path: str, size: int) -> bool:
        try:
            return os.stat(f"{self._root}/{path}").st_size == size  # noqa: PTH116
        except OSError:
            return False

    def _same(self, path: str, data: bytes, digest: str) -> bool:
        old = self._old.get(path)
        if not self._full and old:
            return old[1] == digest and self._whole(path, old[2])
        if self._empty:
            return False
        try:
            with open(f"{self._root}/{path}", "rb") as file:  # noqa: PTH123
                return file.read() == data
        except OSError:
            return False

    def _same_file(self, path: str, place: Path, digest: str) -> bool:
        old = self._old.get(path)
        if not self._full and old:
            return old[1] == digest and self._whole(path, old[2])
        try:
            return not self._empty and filecmp.cmp(place, f"{self._root}/{path}", shallow=False)
        except OSError:
            return False

    def _folder_of(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._folder(folder)

    def _write(self, path: str, data: bytes) -> None:
        self._folder_of(path)
        _create(f"{self._stage}/{path}", data)

    def _folder(self, folder: str) -> None:
        """Make a folder of the stage, and those that it is in."""
        if not folder:
            os.makedirs(self._stage, exist_ok=True)  # noqa: PTH103
        else:
            above = folder.rpartition("/")[0]
            if above not in self._folders:
                self._folder(above)
            with contextlib.suppress(FileExistsError):  # made by the process beside this one
                os.mkdir(f"{self._stage}/{folder}")  # noqa: PTH102
        self._folders.add(folder)

    def _sync(self) -> None:
        if not self._old:  # nothing is there yet that a loss of power could spoil
            return
        if len(self.changed) > _ONE_BY_ONE:
            os.sync()
            return
        staged = [f"{self._stage}/{path}" for path in (*self.changed, MANIFEST)]
        from concurrent.futures import ThreadPoolExecutor  # nine times in ten it is not needed

        with ThreadPoolExecutor(8) as pool:  # one commit of the journal then serves several
            list(pool.map(_synced, staged))


def recover(out: Path) -> None:
    """Complete a build that was killed after its commit; do nothing if none was."""
    if (out / COMMIT / MANIFEST).is_file():
        _apply(out)
    elif (out / COMMIT).is_dir():  # its manifest has been moved: all that is left is the folder
        shutil.rmtree(out / COMMIT, ignore_errors=True)


def _apply(out: Path) -> int:
    """Bring a committed stage into place and return how many files were deleted."""
    content = orjson.loads((out / COMMIT / MANIFEST).read_bytes())
    deleted = 0
    for path in content.get("gone", ()):
        if _inside(path) and not os.path.lexists(out / COMMIT / path):
            with contextlib.suppress(OSError):
                os.unlink(out / path)  # noqa: PTH108
                deleted += 1
            _prune(out, (out / path).parent)
    _move(str(out / COMMIT), str(out), top=True)
    os.rename(out / COMMIT / MANIFEST, out / MANIFEST)  # noqa: PTH104
    _synced(str(out))
    shutil.rmtree(out / COMMIT, ignore_errors=True)
    return deleted


def _move(source: str, target: str, *, top: bool = False) -> None:
    """Move a tree into another: a folder that is not there yet at once, others file by file."""
    with os.scandir(source) as found:
        entries = list(found)
    for entry in entries:
        if top and entry.name == MANIFEST:
            continue
        place = f"{target}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if os.path.isdir(place):  # noqa: PTH112
                _move(entry.path, place)
                continue
            with contextlib.suppress(FileNotFoundError):
                os.unlink(place)  # noqa: PTH108  a file stands where a folder has to be
        os.replace(entry.path, place)  # noqa: PTH105


def _prune(out: Path, folder: Path) -> None:
    with contextlib.suppress(OSError):  # not empty: something of it stays
        while folder != out:
            folder.rmdir()
            folder = folder.parent


def _create(path: str, data: bytes) -> None:
    descriptor = os.open(path, _NEW, 0o666)
    try:
        while (done := os.write(descriptor, data)) < len(data):  # as a rule all of it at once
            data = data[done:]
    finally:
        os.close(descriptor)


def _synced(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_manifest(path: Path) -> tuple[str, str, dict[str, Entry]]:
    """Return build, source and files of a manifest; nothing if it is missing or not readable."""
    try:
        content = orjson.loads(path.read_bytes())
        if content["version"] != _VERSION:
            return "", "", {}
        files = {p: _entry(*entry) for p, entry in content["files"].items() if _inside(p)}
        if len(files) < len(content["files"]):
            return "", "", {}
        return str(content["build"]), str(content["source"]), files
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", "", {}


def _entry(key: str, digest: str, size: int) -> Entry:
    if key.__class__ is str and digest.__class__ is str and size.__class__ is int:
        return sys.intern(key), digest, size  # a page and its record have one key
    raise TypeError("no entry of a manifest")


def _inside(path: str) -> bool:
    beyond = path.startswith("/") or (".." in path and ".." in path.split("/"))
    return not beyond and path not in HIDDEN
