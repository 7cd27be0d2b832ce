"""Stages over a real store: local files in, revisions, extraction again, failures recorded."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.config import load_config
from claimwire.errors import UsageError
from claimwire.stages.annotate import annotate, is_dead
from claimwire.stages.base import Workspace
from claimwire.stages.ingest import ingest
from claimwire.stages.publish import publish
from claimwire.stages.reextract import reextract
from claimwire.stages.show import describe, search
from claimwire.stop import Stop
from claimwire.workspace import create_workspace
from store import annotations as work
from store import documents, revisions

NOON = dt.datetime(2026, 5, 2, 12, tzinfo=dt.UTC)
BODY = (
    "Nimbus Labs accused Acme Press of copying its archive on Friday.",
    "Acme Press denied the accusation and said that its lawyers were looking at the letter.",
    "The letter was seen by Example News, which published parts of it during the week.",
)


@pytest.fixture
def workspace(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    create_workspace(tmp_path, sources="", store={"url": database_url})
    made = Workspace(load_config(tmp_path))
    yield made
    made.database.close()


def page(*paragraphs: str, title: str = "Nimbus accuses Acme") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang=en><head><title>{title}</title>"
        '<meta property="article:published_time" content="2026-05-01T10:00:00+02:00"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body>"
    )


def take_in(
    workspace: Workspace,
    *files: Path,
    hours: int = 0,
    url: str | None = None,
    publisher: str | None = None,
) -> dict[str, int]:
    moment = NOON + dt.timedelta(hours=hours)
    report = ingest(workspace, files, url=url, publisher=publisher, now=moment, stop=Stop())
    return dict(report.counts)


def test_a_page_becomes_a_document_with_capture_and_revision(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(*BODY), encoding="utf-8")
    url = "https://news.example/a?utm_source=x"
    assert take_in(workspace, file, url=url, publisher="Example News") == {"captured": 1}
    with workspace.database.reading() as conn:
        (document,) = documents.listed(conn)
        (revision,) = revisions.of_documents(conn)[document.id]
        text = revisions.texts(conn, [revision.text_id])[revision.text_id]
    assert document.url == "https://news.example/a"
    assert document.first_seen == NOON
    assert revision.title == "Nimbus accuses Acme"
    assert revision.published is not None
    assert revision.published.at == dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC)
    assert text == "\n\n".join(BODY)


def test_a_changed_page_is_a_second_revision_and_the_first_stays(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    for hours, paragraphs in enumerate((BODY[:2], BODY)):
        file.write_text(page(*paragraphs), encoding="utf-8")
        take_in(workspace, file, hours=hours, url="https://news.example/a")
    with workspace.database.reading() as conn:
        (history,) = revisions.of_documents(conn).values()
        texts = revisions.texts(conn, [r.text_id for r in history])
    assert [r.number for r in history] == [1, 2]
    assert texts[history[0].text_id] == "\n\n".join(BODY[:2])
    assert texts[history[1].text_id] == "\n\n".join(BODY)


def test_two_files_of_one_name_are_two_documents(workspace: Workspace, tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "note.txt").write_text(f"Nimbus sued Acme {number} times.\n", encoding="utf-8")
    found = take_in(workspace, tmp_path / "1" / "note.txt", tmp_path / "2" / "note.txt")
    assert found == {"captured": 2}
    assert take_in(workspace, tmp_path / "1" / "note.txt") == {"unchanged": 1}


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("empty.html", b"", "empty"),
        ("noise.html", bytes(range(256)) * 20, "noise.html"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj", "half.pdf"),
        ("data.xyz", b"?", "unknown kind"),
        ("broken.warc.gz", b"\x1f\x8b\x08\x00broken", "broken.warc.gz"),
        ("list.jsonl", b"[1, 2]\n", "list.jsonl:1"),
        ("wrong.jsonl", b'{"text": 3}\n', "wrong.jsonl:1"),
    ],
)
def test_bad_files_are_reported_and_the_others_are_taken(
    workspace: Workspace, tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text("Nimbus sued Acme over its archive.\n", encoding="utf-8")
    report = ingest(workspace, [bad, good], now=NOON, stop=Stop())
    assert report.counts["captured"] == 1
    assert report.counts["rejected"] == 1
    assert word in report.problems[0]


def test_reading_captures_again_changes_nothing_by_itself(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(*BODY), encoding="utf-8")
    take_in(workspace, file, url="https://news.example/a")
    assert dict(reextract(workspace, stop=Stop()).counts) == {"unchanged": 1}


def test_captures_are_read_again_in_batches(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimwire.stages.reextract.BATCH", 2)
    for number in range(5):
        file = tmp_path / f"page{number}.html"
        file.write_text(page(*BODY, f"Sentence {number} ends here."), encoding="utf-8")
        take_in(workspace, file, url=f"https://news.example/{number}")
    seen: list[str] = []
    report = reextract(
        workspace, stop=Stop(), progress=lambda step: seen.append(f"{step.done}/{step.total}")
    )
    assert dict(report.counts) == {"unchanged": 5}
    assert seen == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert reextract(workspace, only=frozenset({"nobody"}), stop=Stop()).counts == {}


def test_what_was_taken_in_can_be_shown_and_found(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "pages.jsonl"
    row = {"url": "https://news.example/b", "title": "A letter", "text": "\n\n".join(BODY)}
    file.write_text(json.dumps(row), encoding="utf-8")
    take_in(workspace, file)
    assert "A letter" in describe(workspace, "http://www.news.example/b/").text
    (hit,) = search(workspace, "lawyers letter", limit=5)
    assert hit["title"] == "A letter"
    assert search(workspace, '"no such words" OR *', limit=5) == []
    with pytest.raises(UsageError):
        describe(workspace, "c-unknown")


@pytest.mark.model
def test_texts_are_read_once_for_a_pipeline(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("\n\n".join(BODY), encoding="utf-8")
    take_in(workspace, file)
    assert annotate(workspace, stop=Stop()).counts["texts read"] == 1
    assert annotate(workspace, stop=Stop()).counts["texts read"] == 0
    with workspace.database.reading() as conn:
        pipeline = work.promoted_pipeline(conn)
        assert pipeline is not None
        ((annotation, ids),) = work.load(conn, pipeline).values()
    assert len(ids) == len(annotation.statements) >= 2


def test_only_processes_of_this_machine_are_known_to_be_dead() -> None:
    import os
    import subprocess
    import sys

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here = os.uname().nodename
    assert is_dead(f"{here}:{ended.pid}")
    assert not is_dead(f"{here}:{os.getpid()}")
    assert not is_dead(f"elsewhere:{ended.pid}")
    assert not is_dead("nonsense")


def test_templates_of_the_workspace_are_those_of_its_site(workspace: Workspace) -> None:
    publish(workspace)
    plain = (workspace.config.site_dir / "404.html").read_text(encoding="utf-8")
    theirs = workspace.config.site_overrides / "templates"
    theirs.mkdir(parents=True)
    (theirs / "404.html").write_text(
        '{% extends "default/404.html" %}{% block content %}<h1>Lost</h1>{% endblock %}'
    )
    publish(workspace)
    page = (workspace.config.site_dir / "404.html").read_text(encoding="utf-8")
    assert "<h1>Lost</h1>" in page
    assert "<h1>Lost</h1>" not in plain
