"""The archive of captures: written, read back, recovered; and a replay's answers from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from claimwire.errors import ConfigError, InputError
from crawler.replay import Replay, is_unchanged
from crawler.warc import ArchiveWriter, Position, read, recover, responses

AT = dt.datetime(2026, 4, 24, 12, 0, 0, 123456, tzinfo=dt.UTC)
PAGE = "https://example.com/a?b=1"


def writer(folder: Path) -> ArchiveWriter:
    return ArchiveWriter(folder, started=AT, software="claimwire/test", contact="me@example.com")


def put(
    archive: ArchiveWriter,
    *,
    url: str = PAGE,
    body: bytes = b"<p>x</p>",
    status: int = 200,
    at: dt.datetime = AT,
    **headers: str,
) -> Position:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return archive.write_exchange(
        url=url, at=at, request=[("Host", "example.com")], status=status, headers=named, body=body
    )


def test_records_come_back_from_their_places(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    first = put(archive, Content_Type="text/html", Content_Encoding="gzip", Content_Length="5")
    second = put(archive, url="https://example.com/b", body=b"\x00\xff" * 1000, status=404)
    archive.sync()
    while_open = read(tmp_path, second)
    archive.close()
    found = read(tmp_path, first)
    assert (found.url, found.status, found.body, found.at) == (PAGE, 200, b"<p>x</p>", AT)
    assert found.headers == (("Content-Type", "text/html"),)
    assert read(tmp_path, second) == while_open
    assert while_open.status == 404
    assert [stored.url for stored in responses(tmp_path / first.file)] == [PAGE, while_open.url]


def test_other_tools_read_the_file(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    put(archive)
    place = archive.write_resource(url=PAGE, at=AT, content_type="text/html", body=b"{}")
    archive.close()
    found = read(tmp_path, place)
    assert (found.body, found.headers) == (b"{}", (("Content-Type", "text/html"),))
    (path,) = tmp_path.iterdir()
    assert [stored.body for stored in responses(path)] == [b"<p>x</p>"]
    with path.open("rb") as file:
        records = list(ArchiveIterator(file, check_digests="raise"))
    kinds = [record.rec_type for record in records]
    assert kinds == ["warcinfo", "response", "request", "resource"]


def test_same_crawl_same_bytes_and_no_file_is_overwritten(tmp_path: Path) -> None:
    contents = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        archive = writer(folder)
        put(archive)
        archive.close()
        (path,) = folder.iterdir()
        contents.append(path.read_bytes())
    assert contents[0] == contents[1]
    again = writer(tmp_path / "one")
    put(again)
    again.close()
    assert len(list((tmp_path / "one").iterdir())) == 2


def test_nothing_is_created_without_a_record(tmp_path: Path) -> None:
    archive = writer(tmp_path / "new")
    archive.sync()
    archive.close()
    assert not (tmp_path / "new").exists()


def test_a_killed_crawl_leaves_whole_records(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    place = put(archive)
    archive.sync()
    (path,) = tmp_path.iterdir()
    assert path.suffix == ".open"
    whole = path.read_bytes()
    archive.close()
    killed = tmp_path / "killed"
    killed.mkdir()
    (killed / path.name).write_bytes(whole + whole[: len(whole) // 3])
    (final,) = recover(killed)
    assert final.name == place.file
    assert read(killed, place).body == b"<p>x</p>"
    assert list(responses(final))
    assert recover(killed) == []


def test_a_header_cannot_break_out_of_its_line(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    place = put(archive, X_Evil="a\r\nWARC-Type: warcinfo\r\n\r\nb")
    archive.close()
    assert read(tmp_path, place).body == b"<p>x</p>"


def test_what_cannot_be_read_says_which_file(tmp_path: Path) -> None:
    (tmp_path / "no.warc.gz").write_bytes(b"\x1f\x8bgarbage")
    (tmp_path / "text.warc").write_text("hello")
    for name in ("no.warc.gz", "text.warc", "absent.warc.gz"):
        with pytest.raises(InputError, match=name):
            list(responses(tmp_path / name))
        with pytest.raises(InputError, match=name):
            Replay.open(tmp_path / name)
    with pytest.raises(InputError, match=r"no\.warc"):
        read(tmp_path, Position("no.warc.gz", 0, 5))


def test_an_archive_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        put(writer(tmp_path / "file" / "below"))


@given(st.binary(max_size=300), st.integers(100, 599))
def test_any_body_comes_back(body: bytes, status: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        archive = writer(Path(folder))
        place = put(archive, body=body, status=status)
        archive.close()
        found = read(Path(folder), place)
        assert (found.body, found.status) == (body, status)


def test_a_replay_answers_with_the_last_record(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    put(archive, body=b"old")
    put(archive, body=b"new", at=AT + dt.timedelta(hours=1), ETag='"1"', Last_Modified="m")
    archive.close()
    (path,) = tmp_path.iterdir()
    replay = Replay.open(path)
    assert replay.now == AT + dt.timedelta(hours=1)
    found = replay.find(PAGE)
    assert found is not None
    assert found.body == b"new"
    assert replay.find(PAGE + "&utm_source=x#top") is found
    assert replay.find("https://example.com/other") is None
    assert is_unchanged(found, 'W/"1"', None)
    assert not is_unchanged(found, '"2"', "m")
    assert is_unchanged(found, None, "m")
    assert not is_unchanged(found, None, None)
