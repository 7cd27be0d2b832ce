"""The built site as a whole: links, feeds, data, increments, hostile and empty input."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser  # type: ignore[import-untyped]
import jsonschema
import pytest
from lxml import etree, html

from claimwire.errors import EvidenceError
from claimwire.model import Act, DeltaKind, Publication
from claimwire.publish import BuildProgress, BuildReport, SiteSettings, build, unchanged
from claimwire.publish.write import MANIFEST
from tests.publication_builder import Builder, at, empty
from tests.publication_sample import Sample, sample

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/", contact="a@b.example")
INLINE = "not(@src) and not(@type='application/ld+json')"  # data is no script
HOSTILE = (
    "<script>alert(1)</script>\u202etxt.exe\u2066 \"'><img src=x onerror=alert(2)> \x00\x07 & "
    + "long " * 1_000
)


@pytest.fixture(scope="module")
def made() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def site(made: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build(made.publication, out, settings=SETTINGS)
    return out


def build_into(out: Path, publication: Publication, *, full: bool = False) -> BuildReport:
    return build(publication, out, settings=SETTINGS, full=full)


def pages(folder: Path) -> Iterator[tuple[Path, Any]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes())


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def broken_links(folder: Path) -> list[str]:
    """Return every relative link that leads nowhere, fragments included."""
    ids = {path.resolve(): set(tree.xpath("//@id")) for path, tree in pages(folder)}
    broken = []
    for path, tree in pages(folder):
        for link in tree.xpath("//@href | //@src"):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not target.is_file():
                broken.append(f"{path}: {link}")
            elif parts.fragment and parts.fragment not in ids.get(target, set()):
                broken.append(f"{path}: {link} (no such id)")
    return broken


# ------------------------------------------------------------------------------------------ pages


def test_no_link_leads_nowhere(site: Path) -> None:
    assert broken_links(site) == []


def test_every_family_of_pages_is_there(site: Path, made: Sample) -> None:
    for path in (
        "index.html",
        "timeline/index.html",
        "timeline/2026/index.html",
        "timeline/2026/04/index.html",
        "disputes/us-china-distillation-2026/index.html",
        f"claims/{made.cable}/index.html",
        "claims/2026/04/index.html",
        "entities/deepseek/index.html",
        f"documents/{made.wire}/index.html",
        f"stories/{made.builder.stories[0].id}/index.html",
        "responses/index.html",
        "sources/courtwatch/index.html",
        "status/index.html",
        "data/index.html",
        "method/index.html",
        "corrections/index.html",
        "search/index.html",
        "404.html",
    ):
        assert (site / path).is_file(), path


def test_status_counts_what_was_read_beside_what_is_shown(site: Path) -> None:
    counts = json.loads((site / "status/index.json").read_text(encoding="utf-8"))["counts"]
    assert counts["documents read, shown or not"] > counts["documents shown"] > 0


def test_pages_are_well_formed_frames(site: Path) -> None:
    titles: dict[str, str] = {}
    for path, tree in pages(site):
        name = path.relative_to(site).as_posix()
        if tree.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert len(tree.xpath("//h1")) == 1, name
        assert len(tree.xpath("//main")) == 1, name
        assert tree.xpath("//a[@class='skip']/@href") == ["#main"], name
        assert not tree.xpath(f"//script[{INLINE}] | //*[@style] | //style"), name
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'; "), name
        assert "unsafe" not in policy, name
        assert bool(tree.xpath("//script[@src]")) == ("script-src 'self'" in policy), name
        assert all(link.startswith(("../", "static/")) for link in tree.xpath("//script/@src")), (
            name
        )
        assert not tree.xpath("//*[starts-with(name(@*), 'on')]"), name
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (name, levels)
        title = tree.findtext(".//title") or ""
        assert titles.setdefault(title, name) == name, title
        assert len(path.read_bytes()) <= 300_000, name


def test_outside_links_are_guarded_and_of_the_web(site: Path) -> None:
    for path, tree in pages(site):
        for link in tree.xpath("//a[contains(@href, '://')]"):
            assert urlsplit(link.get("href")).scheme in {"http", "https"}, path
            assert link.get("rel") == "noopener noreferrer nofollow", path


def test_tables_have_captions_and_scopes(site: Path) -> None:
    for path, tree in pages(site):
        for table in tree.xpath("//table"):
            assert table.xpath("./caption"), path
            assert all(th.get("scope") for th in table.xpath(".//th")), path


def test_the_claim_page_answers_in_order(site: Path, made: Sample) -> None:
    tree: Any = html.parse(str(site / "claims" / made.cable / "index.html"))
    headings = tree.xpath("//div[@class='content']//h2/text()")
    assert headings == [
        "What is claimed",
        "On what evidence",
        "Who answered",
        "What changed",
        "What is not known",
    ]
    words = " ".join(tree.getroot().text_content().split())
    assert "US State Department accused DeepSeek, Moonshot AI and MiniMax" in words
    assert "1 origin · 3 publishers" in words
    assert "named outlets say that they saw it" in words
    assert "DeepSeek did not respond" in words
    assert "hedged: reportedly" in words


def test_an_early_answer_is_marked(site: Path) -> None:
    page = (site / "disputes/us-china-distillation-2026/index.html").read_text(encoding="utf-8")
    assert "Given before later accusations in this matter" in page
    assert "no answer found from Alibaba" in page


def test_foreign_words_carry_their_language(site: Path) -> None:
    page: Any = html.parse(str(site / "disputes/getty-v-stability/index.html"))
    assert page.xpath("//q[@lang='de']")


def test_no_page_and_no_file_holds_a_full_text(site: Path, made: Sample) -> None:
    text = made.builder.text_of(made.wire)
    for name, data in contents(site).items():
        assert text not in data.decode("utf-8", "replace"), name
        assert "How a pot still works" not in data.decode("utf-8", "replace"), name


def test_merged_things_leave_redirects(site: Path, made: Sample) -> None:
    tree: Any = html.parse(str(site / "claims/c-mergedmergedmerg/index.html"))
    refresh = tree.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == [f"0; url=../../claims/{made.cable}/index.html"]


def test_the_style_sheet_is_small(site: Path) -> None:
    sheets = list((site / "static").glob("*.css"))
    assert len(sheets) == 1
    assert sheets[0].stat().st_size < 30_000


# ---------------------------------------------------------------------------- hostile and empty


def hostile() -> Publication:
    b = Builder()
    document = b.document(
        'https://a.example/"><script>alert(3)</script>', "web:evil<b>.example", HOSTILE,
        f"Nobody said {HOSTILE}", "2026-01-01", publisher_name=HOSTILE, authors=(HOSTILE,),
        language='en" onload="x',
    )  # fmt: skip
    said = b.statement(document, f"Nobody said {HOSTILE}".strip(), Act.ACCUSE, "said",
                       speaker="new:" + HOSTILE[:60], targets=("new:<b>", "NEW:<B>"))  # fmt: skip
    claim = b.claim([(said, document)])
    b.event("9999-99-99", (b.evidence(document, "Nobody"),), claim=claim)
    b.delta(DeltaKind.NEW_CLAIM, "2026-01-01", b.evidence(document, HOSTILE.strip()), claim=claim,
            detail=HOSTILE)  # fmt: skip
    b.story((document,), emerging=True)
    script = b.document("javascript:alert(4)", "", None, "A text.", "2026-01-02", language=None)
    assert script
    return b.publication()


def test_hostile_input_gives_safe_pages(tmp_path: Path) -> None:
    build_into(tmp_path, hostile())
    assert broken_links(tmp_path) == []
    for path, tree in pages(tmp_path):
        assert not tree.xpath(f"//script[{INLINE}] | //img | //*[@onerror] | //*[@onload]"), path
        assert not tree.xpath("//a[starts-with(@href, 'javascript')]"), path
        source = path.read_text(encoding="utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", source), path
        assert len(source) < 100_000, path
    for feed in sorted(tmp_path.rglob("*.atom")) + sorted(tmp_path.rglob("*.rss")):
        etree.parse(str(feed))
        assert "<script" not in feedparser.parse(str(feed)).feed.get("title", "")


def test_an_empty_database_gives_readable_pages(tmp_path: Path) -> None:
    report = build_into(tmp_path, empty())
    assert report.pages == len(list(tmp_path.rglob("*.html")))
    assert broken_links(tmp_path) == []
    words = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Nothing is on record yet" in words
    assert (tmp_path / "data/claims.jsonl").read_bytes() == b""


def test_bad_evidence_writes_nothing(tmp_path: Path, made: Sample) -> None:
    texts = dict.fromkeys(made.publication.texts, "another text")
    broken = dataclasses.replace(made.publication, texts=texts, generated_from="x")
    with pytest.raises(EvidenceError):
        build_into(tmp_path / "out", broken)
    assert not (tmp_path / "out").exists()


# ----------------------------------------------------------------------------------- feeds, data


def test_feeds_parse_and_their_ids_are_stable(site: Path, made: Sample) -> None:
    ids = {}
    for form in ("atom", "rss"):
        feed = feedparser.parse((site / f"feeds/all.{form}").read_bytes())
        assert not feed.bozo, feed.get("bozo_exception")
        assert len(feed.entries) == len(made.publication.resolution.deltas)
        ids[form] = [entry.id for entry in feed.entries]
        for entry in feed.entries:
            assert entry.link.startswith("https://claims.example/")
            target = site / entry.link.removeprefix("https://claims.example/") / "index.html"
            assert target.is_file(), entry.link
            assert entry.id.startswith("tag:claims.example,2026:n-")
    assert ids["atom"] == ids["rss"]
    assert feed.entries[0].source.title == "Tech Ledger"


def test_json_feeds_say_what_atom_says(site: Path) -> None:
    paths = sorted((site / "feeds").rglob("*.json"))
    assert len(paths) == len(list((site / "feeds").rglob("*.rss")))
    for path in paths:
        feed = json.loads(path.read_bytes())
        atom = feedparser.parse(path.with_suffix(".atom").read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] == atom.feed.title
        assert feed["home_page_url"] == atom.feed.link
        relative = path.relative_to(site).as_posix()
        assert feed["feed_url"] == f"https://claims.example/{relative}"
        for item, entry in zip(feed["items"], atom.entries, strict=True):
            assert item["id"] == entry.id
            assert item["url"] == entry.link
            assert item["title"] == entry.title
            assert item["content_text"] == entry.content[0].value
            assert item["date_published"] == entry.published
            assert item["authors"] == [{"name": entry.author}]
            via = [link.href for link in entry.links if link.rel == "via"]
            assert via == ([item["external_url"]] if "external_url" in item else [])


def test_an_answer_names_its_accusation(site: Path) -> None:
    names = {"a": "http://www.w3.org/2005/Atom", "t": "http://purl.org/syndication/thread/1.0"}
    tree: Any = etree.parse(str(site / "feeds/all.atom"))
    ids = tree.xpath("//a:entry/a:id/text()", namespaces=names)
    answers = tree.xpath(
        "//a:entry[a:category[@term='response' or @term='revision']]", namespaces=names
    )
    replies = tree.xpath("//a:entry[t:in-reply-to]", namespaces=names)
    assert replies
    assert set(replies) <= set(answers)
    for entry in replies:
        reply = entry.find("t:in-reply-to", names)
        assert reply.get("ref") in ids
        assert reply.get("ref") != entry.findtext("a:id", namespaces=names)
        page = reply.get("href").removeprefix("https://claims.example/")
        assert (site / page / "index.html").is_file()
    feed = json.loads((site / "feeds/all.json").read_bytes())
    told = {item["id"]: item["_claimwire"]["in_reply_to"] for item in feed["items"]}
    assert sum(value is not None for value in told.values()) == len(replies)


def test_every_dispute_and_entity_has_its_feeds(site: Path) -> None:
    feed = feedparser.parse((site / "feeds/dispute/bartz-v-anthropic.rss").read_bytes())
    assert [entry.title for entry in feed.entries] == [
        "New claim: William Alsup ruled on Anthropic"
    ]
    assert (site / "feeds/entity/deepseek.atom").is_file()
    opml: Any = etree.parse(str(site / "feeds/all.opml"))
    outlines = opml.xpath("//outline/@xmlUrl")
    assert "https://claims.example/feeds/dispute/bartz-v-anthropic.rss" in outlines
    for url in outlines:
        assert (site / url.removeprefix("https://claims.example/")).is_file()


def test_data_files_fit_their_schemas_and_the_manifest(site: Path) -> None:
    manifest = json.loads((site / "data/manifest.json").read_bytes())
    written = {path.name for path in (site / "data").iterdir() if path.suffix != ".html"}
    own = {"manifest.json", "index.json", *(n for n in written if n.endswith(".schema.json"))}
    assert {file["name"] for file in manifest["files"]} == written - own
    for file in manifest["files"]:
        data = (site / "data" / file["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    for file in (file for file in manifest["files"] if "schema" in file):
        schema = json.loads((site / "data" / file["schema"]).read_bytes())
        jsonschema.Draft202012Validator.check_schema(schema)
        lines = (site / "data" / file["name"]).read_text(encoding="utf-8").splitlines()
        assert len(lines) == file["records"], file["name"]
        for line in lines:
            jsonschema.validate(json.loads(line), schema)


def test_exported_quotes_hold_and_references_resolve(site: Path, made: Sample) -> None:
    texts = made.publication.texts
    tables = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (site / "data").glob("*.jsonl")
    }
    ids = {name: {record["id"] for record in records} for name, records in tables.items()}
    for record in tables["statements"]:
        quote = record["quote"]
        assert quote["text"] == texts[quote["text_sha256"]][quote["start"] : quote["end"]]
        assert record["claim"] is None or record["claim"] in ids["claims"]
        assert record["document"] in ids["documents"]
    for claim in tables["claims"]:
        assert {a["statement"] for a in claim["appearances"]} <= ids["statements"]
        assert set(claim["origins"]) <= ids["origins"]
        assert set(claim["responses"]) <= ids["responses"]
    for response in tables["responses"]:
        assert response["claim"] in ids["claims"]
    for delta in tables["deltas"]:
        assert delta["document"] in ids["documents"]


def test_pages_name_their_data(site: Path) -> None:
    for path, tree in pages(site):
        for link in tree.xpath("//link[@type='application/json']/@href"):
            json.loads((path.parent / link).read_bytes())


# ------------------------------------------------------------------------------------ increments


def test_the_same_publication_gives_the_same_bytes(tmp_path: Path) -> None:
    build_into(tmp_path / "a", sample().publication)
    build_into(tmp_path / "b", sample().publication)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_nothing_new_writes_nothing(tmp_path: Path, made: Sample) -> None:
    first = build_into(tmp_path, made.publication)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    for full in (False, True):
        again = build_into(tmp_path, made.publication, full=full)
        assert (again.written, again.deleted) == (0, 0)
        assert (again.files, again.pages, again.digest) == (first.files, first.pages, first.digest)
    assert before == {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    assert first.files == len(before) - 1  # the manifest is not listed in itself


def test_a_site_is_known_again_by_what_it_was_read_from(tmp_path: Path, made: Sample) -> None:
    assert unchanged(tmp_path, settings=SETTINGS, source="a") is None
    first = build(made.publication, tmp_path, settings=SETTINGS, source="a")
    again = unchanged(tmp_path, settings=SETTINGS, source="a")
    assert again
    assert (again.files, again.pages, again.written) == (first.files, first.pages, 0)
    assert again.digest == first.digest
    assert unchanged(tmp_path, settings=SETTINGS, source="b") is None
    assert unchanged(tmp_path, settings=SETTINGS, source="") is None
    other = dataclasses.replace(SETTINGS, title="Another")
    assert unchanged(tmp_path, settings=other, source="a") is None
    assert build(made.publication, tmp_path, settings=SETTINGS, source="b").written == 0
    assert unchanged(tmp_path, settings=SETTINGS, source="b")
    (tmp_path / "claims/index.html").write_text("cut")
    assert unchanged(tmp_path, settings=SETTINGS, source="b") is None


def test_a_new_document_touches_few_files(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    other = sample().builder
    other.document("https://x.example/1", "tech-ledger", "A new report", "Nothing is said here.",
                   "2026-06-26", source="tech-ledger")  # fmt: skip
    report = build_into(tmp_path, other.publication())
    changed = report.written
    assert 0 < changed <= 25
    build_into(tmp_path / "cold", other.publication())
    cold = contents(tmp_path / "cold")
    warm = {n: d for n, d in contents(tmp_path).items() if not n.startswith("cold/")}
    assert {n: d for n, d in warm.items() if n != MANIFEST} == {
        n: d for n, d in cold.items() if n != MANIFEST
    }


def test_what_is_gone_is_deleted_and_foreign_files_stay(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    (tmp_path / "CNAME").write_text("claims.example")
    (tmp_path / "documents" / "mine.txt").write_text("kept")
    report = build_into(tmp_path, empty())
    assert report.deleted > 0
    assert not (tmp_path / "claims/2026/04").exists()
    assert [path.name for path in (tmp_path / "claims" / made.cable).iterdir()] == ["index.html"]
    assert (tmp_path / "CNAME").read_text() == "claims.example"
    assert (tmp_path / "documents" / "mine.txt").read_text() == "kept"
    assert broken_links(tmp_path) == []


def test_a_withdrawn_page_leaves_a_mark_until_it_comes_back(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    whole = {n: d for n, d in contents(tmp_path).items() if n.startswith("claims/")}
    for _ in range(2):
        report = build_into(tmp_path, empty())
        tree: Any = html.parse(str(tmp_path / "claims" / made.cable / "index.html"))
        assert tree.xpath("//h1/text()") == ["Withdrawn"]
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        listed = (tmp_path / "gone.txt").read_text().splitlines()
        assert f"/claims/{made.cable}/" in listed
        assert "/claims/2026/04/" not in listed
        assert "claims/" + made.cable not in (tmp_path / "sitemap.xml").read_text()
    assert report.written == 0
    build_into(tmp_path, made.publication)
    assert {n: d for n, d in contents(tmp_path).items() if n.startswith("claims/")} == whole
    assert not (tmp_path / "gone.txt").exists()


def test_a_damaged_manifest_is_no_obstacle(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    whole = contents(tmp_path)
    outside = b'{"version": 3, "build": "x", "source": "", "files": {"../x": ["a", "b", 1]}}'
    for damage in (b"", b"[]", outside):
        (tmp_path / MANIFEST).write_bytes(damage)
        report = build_into(tmp_path, made.publication)
        assert report.written == 0
        assert contents(tmp_path) == whole


def test_a_file_that_was_lost_or_cut_is_written_again(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    whole = contents(tmp_path)
    (tmp_path / "index.html").unlink()
    (tmp_path / "claims/index.html").write_text("cut")
    assert build_into(tmp_path, made.publication).written == 2
    assert contents(tmp_path) == whole


def test_settings_reach_every_page(tmp_path: Path, made: Sample) -> None:
    build_into(tmp_path, made.publication)
    notice = dataclasses.replace(SETTINGS, notice="Demo: simulated.")
    build(made.publication, tmp_path, settings=notice)
    for path, tree in pages(tmp_path):
        if not tree.xpath("//meta[@http-equiv='refresh']"):
            assert "Demo: simulated." in path.read_text(encoding="utf-8"), path


def test_shorter_quotes_when_the_operator_says_so(tmp_path: Path, made: Sample) -> None:
    build(made.publication, tmp_path, settings=dataclasses.replace(SETTINGS, quotation_words=6))
    for path, tree in pages(tmp_path):
        for quote in tree.xpath("//span[@class='v']"):
            assert len(quote.text_content().split()) <= 6, path


def test_progress_is_told(tmp_path: Path, made: Sample) -> None:
    seen: list[BuildProgress] = []
    build(made.publication, tmp_path, settings=SETTINGS, progress=seen.append)
    assert seen
    assert all(at.done <= at.total for at in seen)
    assert seen[-1].done == seen[-1].total


def test_times_of_the_sample_are_aware() -> None:
    assert at("2026-01-01").tzinfo is not None
