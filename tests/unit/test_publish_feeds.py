"""Feeds as their readers see them: by the grammars of the standards, and by programs not ours."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import subprocess
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from claimwire.model import Act, DeltaKind, Publication
from claimwire.publish import SiteSettings, build
from claimwire.publish.feeds import BLOCK
from tests.publication_builder import Builder, empty
from tests.publication_sample import sample

SETTINGS = SiteSettings(
    title="Desk & Co", base_url="https://claims.example/", hub="https://hub.example/"
)
GRAMMAR = Path(__file__).resolve().parents[1] / "schemas" / "atom.rng"
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("feeds")
    build(sample().publication, out, settings=SETTINGS)
    return out


def many(count: int) -> Builder:
    """Return a publication with so many news items in one dispute, one a minute."""
    made = sample().builder
    first = made.deltas[0]
    made.deltas = [
        dataclasses.replace(
            first,
            id=f"n-{number:016}",
            kind=DeltaKind.NEW_ORIGIN,
            learned_at=first.learned_at + dt.timedelta(minutes=number),
        )
        for number in range(count)
    ]
    return made


def atom(path: Path) -> Any:
    return etree.parse(str(path))


def entries(path: Path) -> list[str]:
    found: list[str] = atom(path).xpath("/a:feed/a:entry/a:id/text()", namespaces=NAMES)
    return found


def links(path: Path, relation: str) -> list[str]:
    found = atom(path).xpath("/a:feed/a:link[@rel=$rel]/@href", rel=relation, namespaces=NAMES)
    return [href.removeprefix("https://claims.example/") for href in found]


# ------------------------------------------------------------------------------------ the formats


def test_atom_feeds_fit_the_grammar(site: Path, tmp_path: Path) -> None:
    grammar = etree.RelaxNG(etree.parse(str(GRAMMAR)))
    build(many(3 * BLOCK).publication(), tmp_path / "many", settings=SETTINGS)
    build(empty(), tmp_path / "empty", settings=SETTINGS)
    found = [p for d in (site, tmp_path) for p in sorted(d.rglob("*.atom"))]
    assert len(found) > 60
    for path in found:
        tree = atom(path)
        assert grammar.validate(tree), (path.name, grammar.error_log)
        ids = tree.xpath("//a:entry/a:id/text()", namespaces=NAMES)
        assert len(ids) == len(set(ids)), path
        for element in tree.xpath("//a:updated | //a:published", namespaces=NAMES):
            assert dt.datetime.fromisoformat(element.text).tzinfo == dt.UTC
        newest = max(tree.xpath("//a:entry/a:updated/text()", namespaces=NAMES), default="1970")
        assert tree.findtext("a:updated", namespaces=NAMES) >= newest


@pytest.mark.parametrize("part", ["", "title", "id", "updated", "author"])
def test_the_grammar_refuses_what_lacks_a_part(site: Path, part: str) -> None:
    grammar = etree.RelaxNG(etree.parse(str(GRAMMAR)))
    tree = atom(site / "feeds/all.atom")
    if part:
        for element in tree.xpath(f"/a:feed/a:{part}", namespaces=NAMES):
            tree.getroot().remove(element)
        if part == "author":
            for element in tree.xpath("//a:entry/a:author", namespaces=NAMES):
                element.getparent().remove(element)
    assert grammar.validate(tree) == (not part)


def test_rss_feeds_keep_the_rules(site: Path) -> None:
    paths = sorted((site / "feeds").rglob("*.rss"))
    assert len(paths) > 40
    for path in paths:
        channel = atom(path).getroot().find("channel")
        assert atom(path).getroot().get("version") == "2.0"
        for name in ("title", "link", "description"):
            assert len(channel.findall(name)) == 1
        assert channel.findtext("lastBuildDate").endswith("+0000")
        for item in channel.findall("item"):
            for name in ("title", "link", "guid", "pubDate", "description"):
                assert len(item.findall(name)) == 1, (path, name)
            assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
            assert item.find("guid").get("isPermaLink") == "false"
            assert urlsplit(item.findtext("link")).scheme == "https"
            assert all(s.get("url") and s.text for s in item.findall("source"))


def test_feeds_say_where_they_are_and_which_hub_tells_of_them(site: Path) -> None:
    for path in (site / "feeds").rglob("*.atom"):
        relative = path.relative_to(site).as_posix()
        assert links(path, "self") == [relative]
        assert links(path, "hub") == ["https://hub.example/"]
    for path in (site / "feeds").rglob("*.rss"):
        feed = feedparser.parse(path.read_bytes()).feed
        found = {link.rel: link.href for link in feed.links}
        relative = path.relative_to(site).as_posix()
        assert found["self"] == f"https://claims.example/{relative}"
        assert found["hub"] == "https://hub.example/"


# --------------------------------------------------------------------------- what can be followed


def test_there_are_feeds_for_acts_answers_and_corrections(site: Path) -> None:
    deltas = sample().publication.resolution.deltas
    for scope, kinds in (
        ("responses", {DeltaKind.RESPONSE}),
        ("corrections", {DeltaKind.REVISION, DeltaKind.CORRECTION, DeltaKind.RETRACTION}),
    ):
        wanted = {f"tag:claims.example,2026:{d.id}" for d in deltas if d.kind in kinds}
        assert wanted
        assert set(entries(site / f"feeds/{scope}.atom")) == wanted
    for act in Act:
        assert (site / f"feeds/act/{act.value}.rss").is_file()
    ruled = feedparser.parse((site / "feeds/act/rule.rss").read_bytes())
    assert [entry.title for entry in ruled.entries] == [
        "New claim: William Alsup ruled on Anthropic"
    ]


def test_a_revision_names_the_news_that_it_changes(site: Path) -> None:
    tree = atom(site / "feeds/corrections.atom")
    reply = tree.xpath("//*[local-name()='in-reply-to']/@ref")
    assert reply
    assert set(reply) <= set(entries(site / "feeds/all.atom"))


def test_the_list_of_feeds_has_all_of_them_in_groups(site: Path) -> None:
    tree = atom(site / "feeds/all.opml")
    groups = tree.xpath("/opml/body/outline/@text")
    assert groups == ["Site", "Disputes", "Acts", "Entities"]
    listed = tree.xpath("//outline[@type='rss']/@xmlUrl")
    held = {p.relative_to(site).as_posix() for p in (site / "feeds").rglob("*.rss")}
    assert {url.removeprefix("https://claims.example/") for url in listed} == held
    assert len(listed) == len(held)


# ------------------------------------------------------------------------------------- archives


@pytest.mark.parametrize("count", [0, 1, BLOCK, 2 * BLOCK - 1, 2 * BLOCK, 3 * BLOCK + 7])
def test_archives_hold_what_the_newest_document_does_not(tmp_path: Path, count: int) -> None:
    made = many(count)
    build(made.publication(), tmp_path, settings=SETTINGS)
    current = tmp_path / "feeds/all.atom"
    seen = entries(current)
    assert len(seen) == count or BLOCK <= len(seen) < 2 * BLOCK
    path, later = current, ""
    while before := links(path, "prev-archive"):
        assert links(path, "next-archive") == ([later] if later else [])
        later = path.relative_to(tmp_path).as_posix() if path != current else ""
        path = tmp_path / before[0]
        assert atom(path).xpath("/a:feed/fh:archive", namespaces=NAMES)
        assert links(path, "current") == ["feeds/all.atom"]
        assert len(entries(path)) == BLOCK
        seen += entries(path)
    assert seen == [f"tag:claims.example,2026:{d.id}" for d in reversed(made.deltas)]


def test_something_new_leaves_the_archives_alone(tmp_path: Path) -> None:
    build(many(3 * BLOCK).publication(), tmp_path, settings=SETTINGS)
    report = build(many(3 * BLOCK + 1).publication(), tmp_path, settings=SETTINGS)
    assert "feeds/all.atom" in report.changed
    assert not [p for p in report.changed if p.startswith("feeds/all/")]


# ---------------------------------------------------------------------------- what became of items


def test_updated_moves_with_the_meaning_alone(tmp_path: Path) -> None:
    made = sample()
    build(made.publication, tmp_path, settings=SETTINGS)
    before = atom(tmp_path / "feeds/all.atom")
    other = sample().builder
    alibaba = other.entities["alibaba"]
    other.entities["alibaba"] = dataclasses.replace(alibaba, name="Alibaba Group")
    build(other.publication(), tmp_path, settings=SETTINGS, full=True)
    renamed = atom(tmp_path / "feeds/all.atom")
    path = "//a:entry/a:updated/text()"
    assert renamed.xpath(path, namespaces=NAMES) == before.xpath(path, namespaces=NAMES)
    assert "Alibaba Group" in etree.tostring(renamed, encoding="unicode")
    delta = other.deltas[0]
    evidence = dataclasses.replace(delta.evidence, end=delta.evidence.end - 9)
    other.deltas[0] = dataclasses.replace(delta, evidence=evidence)
    for _ in range(2):  # and stays as it is after that
        build(other.publication(), tmp_path, settings=SETTINGS)
        tree = atom(tmp_path / "feeds/all.atom")
        [entry] = tree.xpath(f"//a:entry[contains(a:id, '{delta.id}')]", namespaces=NAMES)
        as_of = other.publication().as_of
        assert as_of is not None
        assert dt.datetime.fromisoformat(entry.findtext("a:updated", namespaces=NAMES)) == as_of
        published = dt.datetime.fromisoformat(entry.findtext("a:published", namespaces=NAMES))
        assert published == delta.learned_at
        changed = [
            e.findtext("a:id", namespaces=NAMES)
            for e in tree.xpath("//a:entry[a:updated != a:published]", namespaces=NAMES)
        ]
        assert changed == [f"tag:claims.example,2026:{delta.id}"]


def test_what_is_withdrawn_is_told_in_the_feeds_that_had_it(tmp_path: Path) -> None:
    made = sample().builder
    build(made.publication(), tmp_path, settings=SETTINGS)
    lost = next(d for d in made.deltas if d.dispute_id and d.kind is DeltaKind.RESPONSE)
    made.deltas.remove(lost)
    for _ in range(2):
        build(made.publication(), tmp_path, settings=SETTINGS)
        for scope in ("all", "responses", f"dispute/{lost.dispute_id}"):
            path = tmp_path / f"feeds/{scope}.atom"
            stones = atom(path).xpath("//at:deleted-entry/@ref", namespaces=NAMES)
            assert stones == [f"tag:claims.example,2026:{lost.id}"], scope
            assert stones[0] not in entries(path)
    assert not atom(tmp_path / "feeds/act/rule.atom").xpath("//at:*", namespaces=NAMES)


def test_a_retraction_takes_its_news_back(tmp_path: Path) -> None:
    made = sample().builder
    news = next(d for d in made.deltas if d.kind is DeltaKind.NEW_CLAIM)
    later = news.learned_at + dt.timedelta(days=1)
    back = dataclasses.replace(news, id="n-back", kind=DeltaKind.RETRACTION, learned_at=later)
    made.deltas.append(back)
    build(made.publication(), tmp_path, settings=SETTINGS)
    path = tmp_path / "feeds/all.atom"
    [stone] = atom(path).xpath("//at:deleted-entry", namespaces=NAMES)
    assert stone.get("ref") == f"tag:claims.example,2026:{news.id}"
    assert dt.datetime.fromisoformat(stone.get("when")) == later
    assert f"tag:claims.example,2026:{back.id}" in entries(path)
    assert f"tag:claims.example,2026:{news.id}" not in entries(path)


# ------------------------------------------------------------------------------- readers not ours


def published() -> Publication:
    return sample().publication


def test_feedparser_reads_them_all(site: Path) -> None:
    for path in sorted((site / "feeds").rglob("*")):
        if path.suffix in {".atom", ".rss"}:
            feed = feedparser.parse(path.read_bytes())
            assert not feed.bozo, (path, feed.get("bozo_exception"))
            assert feed.version == ("atom10" if path.suffix == ".atom" else "rss20")


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_the_library_reader_keeps_one_entry_an_item(site: Path, tmp_path: Path, form: str) -> None:
    reader_module = pytest.importorskip("reader")
    reader = reader_module.make_reader(":memory:", feed_root=str(site))
    try:
        reader.add_feed(f"feeds/all.{form}")
        reader.update_feeds()
        [feed] = reader.get_feeds()
        assert feed.title == "Desk & Co: everything new"
        found = {e.id: e for e in reader.get_entries()}
        assert len(found) == len(published().resolution.deltas)
        assert set(found) == set(entries(site / "feeds/all.atom"))
        for entry in found.values():
            assert entry.link.startswith("https://claims.example/")
            assert entry.published is not None
            assert entry.authors_str
        assert reader.get_entry_counts().total == len(found)
        reader.update_feeds()
        assert reader.get_entry_counts().total == len(found)
    finally:
        reader.close()


def test_newsboat_reads_them(site: Path, tmp_path: Path) -> None:
    if shutil.which("newsboat") is None:
        pytest.skip("newsboat is not installed")
    urls = [f"file://{site}/feeds/{name}" for name in ("all.atom", "all.rss", "responses.rss")]
    for at, url in enumerate(urls):
        home = tmp_path / str(at)
        home.mkdir()
        (home / "urls").write_text(url + "\n")
        (home / "config").write_text("cache-file cache.db\n")
        files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
        subprocess.run(
            ["newsboat", *files, "-x", "reload"], check=True, timeout=300, capture_output=True
        )
        told = subprocess.run(
            ["newsboat", *files, "-x", "print-unread"], check=True, timeout=300, capture_output=True
        )
        expected = len(feedparser.parse(url.removeprefix("file://")).entries)
        assert told.stdout.decode().split()[0] == str(expected), url
