"""Search in a real browser: from the disk and over HTTP, under the page's own strict policy."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from claimwire.publish import SiteSettings, build, searching
from claimwire.publish.terms import terms
from tests.e2e.test_site_browser import browser, open_page, pytestmark, site
from tests.publication_sample import sample

__all__ = ["browser", "pytestmark", "site"]  # fixtures and marks of the other module

LISTED = """
caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized
hopping tanned falling hissing fizzed failing filing happy sky relational conditional rational
valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli vietnamization
predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti
sensibiliti triplicate formative formalize electriciti electrical hopeful goodness revival allowance
inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent
adoption homologou communism activate angulariti homologous effective bowdlerize probate rate cease
controll roll distillation distilled distilling distils accusations accused accuser copyrighted
copyrights infringement infringing yes yelling syzygy eyes being as us is said u.s. U.S.A. e.g.
DeepSeek’s Crème BRÛLÉE Straße Ærø Łódź İstanbul ıssız ΟΔΟΣ ﬁnes Ⅷ x² 智谱 深度求索公司 データ 知
한국어 Йод naïve co-operate 24-cv-05417 constructor __proto__ ations ings eed
"""
WORDS = LISTED.split()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site / "full"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def search_for(page: Page, root: str, query: str) -> str:
    """Open the search page with a query string and return what it announces."""
    page.goto(f"{root}search/index.html?{query}")
    page.wait_for_selector("#said:not(:empty)")
    return page.inner_text("#said")


def root_of(site: Path) -> str:
    return (site / "full").as_uri() + "/"


def test_python_and_browser_agree_on_terms(browser: Browser, site: Path) -> None:
    page, complaints = open_page(browser, 1280)
    page.goto(root_of(site) + "search/index.html")
    for word in WORDS:
        assert page.evaluate("word => claimwireSearch.termsOf(word)", word) == terms(word), word
    text = " ".join(WORDS)
    assert page.evaluate("text => claimwireSearch.termsOf(text)", text) == terms(text)
    assert complaints == []
    page.close()


def test_search_from_the_disk(browser: Browser, site: Path) -> None:
    page, complaints = open_page(browser, 1280)
    said = search_for(page, root_of(site), "q=accusations%20moonshot")
    assert "for accusations moonshot" in said
    assert page.inner_text("#results h2 >> nth=0")
    assert page.locator("#results mark").count() > 0
    page.click("#results a >> nth=0")
    page.wait_for_selector("h1")
    assert "/search/" not in page.url
    assert complaints == []
    page.close()


def test_search_over_http_under_the_policy(browser: Browser, served: str) -> None:
    page, complaints = open_page(browser, 1280)
    page.goto(served)
    page.fill("#find", "deepseek")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=deepseek")
    page.wait_for_selector("#results li")
    assert page.inner_text("#results h2 >> nth=0") == "DeepSeek"
    assert [c for c in complaints if not c.startswith(served)] == []
    page.close()


def test_the_address_holds_the_state(browser: Browser, served: str) -> None:
    page, _ = open_page(browser, 1280)
    search_for(page, served, "q=deepseek&type=c&sort=new")
    assert page.is_checked("input[value=c]")
    everything = int(page.inner_text("input[value=''] + span b"))
    claims = page.locator("#results li").count()
    assert 0 < claims < everything
    page.select_option("#f-dispute", "us-china-distillation-2026")
    page.wait_for_url("**dispute=us-china-distillation-2026**")
    page.fill("#q", "moonshot")
    page.wait_for_url("**q=moonshot**")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:has-text('moonshot')")
    address = page.url
    titles = page.locator("#results h2").all_inner_texts()
    page.goto(served)
    page.goto(address)
    page.wait_for_selector("#results li")
    assert page.locator("#results h2").all_inner_texts() == titles
    page.close()


def test_every_facet_narrows(browser: Browser, served: str) -> None:
    page, _ = open_page(browser, 1280)
    for query in ("entity=deepseek", "publisher=tech-ledger", "year=2026&q=said",
                  "dispute=getty-v-stability&type=c"):  # fmt: skip
        said = search_for(page, served, query)
        assert "result" in said, query
        assert page.locator("#results li").count() > 0, query
    assert search_for(page, served, "entity=nobody-at-all").startswith("No record has")
    page.close()


def test_keys_and_announcements(browser: Browser, served: str) -> None:
    page, _ = open_page(browser, 1280)
    search_for(page, served, "q=deepseek")
    assert page.get_attribute("#said", "role") == "status"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q", "one key acts only on focus"
    page.focus("#results a")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("us/")
    assert page.input_value("#q") == "us/"
    page.close()


def test_words_that_are_begun_or_partly_known(browser: Browser, served: str) -> None:
    page, _ = open_page(browser, 1280)
    assert "result" in search_for(page, served, "q=moonsh")
    assert search_for(page, served, "q=moonsh").split()[0] != "0"
    said = search_for(page, served, "q=deepseek%20zebrafish")
    assert said.startswith("No record has all of these words.")
    assert "nearly every record" in search_for(page, served, "q=the%20of")
    page.close()


@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"'><b id=bold>", "constructor",
     "__proto__", "\u202e=d", "a" * 5_000, "%00", "\ud83d\ude00 (.*)+$"],
)  # fmt: skip
def test_hostile_queries_stay_text(browser: Browser, served: str, query: str) -> None:
    page, complaints = open_page(browser, 1280)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(f"{served}search/index.html")
    address = page.evaluate("q => '?' + new URLSearchParams({q, entity: q, type: q})", query)
    page.goto(f"{served}search/index.html{address}")
    page.wait_for_selector("#said:not(:empty)")
    assert page.locator("main img, main b#bold, #said *, main script").count() == 0
    assert [c for c in complaints if not c.startswith(served)] == []
    page.close()


def test_without_scripts_the_page_leads_on(browser: Browser, site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(root_of(site) + "search/index.html?q=deepseek")
    assert page.is_visible("noscript p")
    assert not page.is_visible("#search")
    page.click("text=Entities from A to Z")
    assert page.inner_text("h1") == "Entities"
    page.close()


def test_an_empty_site_can_be_searched(browser: Browser, site: Path) -> None:
    page, complaints = open_page(browser, 1280)
    said = search_for(page, (site / "empty").as_uri() + "/", "q=anything")
    assert said.startswith("No record has")
    assert complaints == []
    page.close()


def test_divided_shards_are_found(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SHARD", 150)
    monkeypatch.setattr(searching, "PART", 3)
    monkeypatch.setattr(searching, "BLOCK", 5)
    build(sample().publication, tmp_path, settings=SiteSettings(title="Desk"))
    page, complaints = open_page(browser, 1280)
    for query in ("q=deepseek", "q=moonshot%20distilling", "q=dee", "entity=deepseek&q=cable"):
        said = search_for(page, tmp_path.as_uri() + "/", query)
        assert said[0] in "123456789", (query, said)
    assert complaints == []
    page.close()
