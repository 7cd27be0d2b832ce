"""The search index: terms, keys, shards; what is in it and what a change rewrites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.publish import SiteSettings, build, searching
from claimwire.publish.findable import Item
from claimwire.publish.searching import BLOCK, index, recent, split
from claimwire.publish.terms import LONGEST, STOP_WORDS, fold, stem, terms
from claimwire.publish.when import When
from tests.publication_builder import empty
from tests.publication_sample import Sample, sample

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")


def item(number: int, words: str = "alpha beta", kind: str = "c") -> Item:
    day = f"2026-01-{number % 28 + 1:02}"
    return Item(kind, f"id-{number}", "index.html", f"Title {number}", "", ((words, 2),),
                "A quote.", When(day, day), "note", "", ("=dmatter",))  # fmt: skip


def read(files: dict[str, bytes]) -> dict[str, Any]:
    """Return what the scripts of an index hand to the page, by their path."""
    found = {}
    for path, data in files.items():
        call, _, rest = data.decode("ascii").partition("(")
        assert call.startswith("claimwireSearch.")
        arguments = rest.removesuffix(");\n")
        found[path] = json.loads(f"[{arguments}]")[1]
    return found


@pytest.fixture(scope="module")
def made() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def site(made: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    build(made.publication, out, settings=SETTINGS)
    return out


def test_related_words_share_a_term() -> None:
    assert len(set(terms("distill distils distilled distilling distillation"))) == 1
    assert len(set(terms("accuse accused accuses accusation accusations"))) == 1
    assert terms("Crème BRÛLÉE") == terms("creme brulee")
    assert terms("the U.S. of A.") == ["us"]
    assert terms("24-cv-05417") == ["24", "cv", "05417"]
    assert terms("深度求索") == ["深度", "度求", "求索"]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_terms(text: str) -> None:
    found = terms(text)
    assert found == terms(text)
    for term in found:
        assert 0 < len(term) <= LONGEST
        assert term not in STOP_WORDS or term == stem(term)
    assert terms(fold(text)) == found


@settings(deadline=None)
@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_begins_as_its_word_does(word: str) -> None:
    assert stem(word)
    assert len(stem(word)) <= len(word) + 1
    assert stem(word)[0] == word[0]


def test_the_order_of_items_does_not_matter() -> None:
    found = [item(number, f"alpha w{number}") for number in range(90)]
    assert dict(index(found)) == dict(index(reversed(found)))


def test_crowded_shards_are_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "SHARD", 1_200)
    files = read(dict(index(item(n, f"al alpha alpine beta{n} 深{n}") for n in range(60))))
    shards = files["search/meta.js"]["shards"]
    assert sum(name.startswith("al") for name in shards) > 1
    held = {path: terms for path, terms in files.items() if "/t/" in path}
    assert set(held) == {f"search/t/t-{name}.js" for name in shards}
    spelt = {"深": "-6df1", "=dmatter": "-3ddmatter"}
    for path, found in held.items():
        for term in found:
            fits = [name for name in shards if spelt.get(term, term).startswith(name)]
            assert path == f"search/t/t-{max(fits, key=len)}.js", term
        assert len(found) == 1 or sum(len(t) + len(k) + 6 for t, k in found.items()) <= 1_200


def test_keys_tell_kind_and_day_and_records_are_where_they_say() -> None:
    files = read(dict(index(item(n) for n in range(500))))
    parts = files["search/meta.js"]["parts"]
    assert parts == 8
    keys = [key for path, held in files.items() if "/r/" in path for key in held]
    assert len(set(keys)) == len(keys) == 500
    for path, held in files.items():
        if "/r/" in path:
            assert all(path == f"search/r/r-{int(key[4:], 36) % parts}.js" for key in held)
    postings = files["search/t/t-a.js"]["alpha"]
    assert [postings[at : at + 8] for at in range(0, len(postings), 9)] == sorted(keys)
    assert {int(key[1:4], 36) for key in keys} == set(range(20454, 20482))


def test_something_new_stands_in_one_file() -> None:
    names = [("c", f"id-{n:04}") for n in range(2 * BLOCK + 1)]
    settled, new = split(names)
    assert [*settled, *new] == names
    assert len(settled) == BLOCK
    assert split([*names, ("c", "id-9999")]) == (settled, [*new, ("c", "id-9999")])
    made = read(dict(recent([item(7), item(8, "zebra")], 9)))
    assert list(made) == ["search/recent.js"]
    content = made["search/recent.js"]
    assert content["total"] == 9
    assert set(content["records"]) == {
        content["terms"][term][at : at + 8] for term, at in (("alpha", 0), ("zebra", 0))
    }
    assert all(key[4] == "Z" for key in content["records"])


def test_something_that_changes_rewrites_only_its_shards() -> None:
    before = dict(index(item(n, f"alpha w{n}") for n in range(100)))
    after = dict(index([*(item(n, f"alpha w{n}") for n in range(100)), item(500, "zebra")]))
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path for path in changed if "/t/" in path} == {
        "search/t/t-z.js",
        "search/t/t--.js",  # the facet that it has in common with the others
    }
    assert len({path for path in changed if "/r/" in path}) == 1


def test_what_is_found_is_shown_and_leads_to_a_page(site: Path, made: Sample) -> None:
    scripts = site.glob("search/**/*.js")
    files = read({path.relative_to(site).as_posix(): path.read_bytes() for path in scripts})
    new = files["search/recent.js"]
    records = [r for path, held in files.items() if "/r/" in path for r in held.values()]
    records += new["records"].values()
    assert new["total"] == len(records)
    for title, path, quote, *_ in records:
        assert title
        assert (site / path).is_file()
        assert len(quote) <= 280
    assert f"claims/{made.cable}/index.html" in {record[1] for record in records}
    held = {term for path, held in files.items() if "/t/" in path for term in held}
    held |= new["terms"].keys()
    assert {"deepseek", "=edeepseek", "=dgetty-v-stability", "=ptech-ledger"} <= held
    assert "kettl" not in held
    assert "still" not in held  # of "How a pot still works", which is not relevant


def test_an_empty_publication_has_an_empty_index(tmp_path: Path) -> None:
    build(empty(), tmp_path, settings=SETTINGS)
    found = read({n: (tmp_path / f"search/{n}.js").read_bytes() for n in ("meta", "recent")})
    assert found["meta"]["shards"] == []
    assert not list(tmp_path.glob("search/r/*.js"))
    assert found["recent"] == {"total": 0, "terms": {}, "records": {}}


def test_the_budget_of_scripts_is_kept(site: Path) -> None:
    scripts = list((site / "static").glob("*.js"))
    assert {script.name.split(".")[0] for script in scripts} == {"filter", "search"}
    assert sum(script.stat().st_size for script in scripts) <= 60_000
