"""What an analyst reads: titles that say something, what no dispute holds, what has no date."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import html

from claimwire.model import Act, DeltaKind, EntityType, NodeKind
from claimwire.publish import SiteSettings, build, routes
from tests.publication_builder import Builder

SETTINGS = SiteSettings(title="Desk", base_url="https://claims.example/")
SENTENCE = (
    "Brelnor says that the archive of the quarry was copied by night, twice in every week of the"
    " year, and that nobody was told."
)
OTHER = "Quellmann Verlag sagt, das Archiv sei bei Nacht kopiert worden."
AUTHOR = "The harbour keeps no lists, this reporter finds."


@dataclass(frozen=True)
class Made:
    site: Path
    document: str
    story: str
    claim: str
    foreign: str
    author: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    b = Builder()
    b.entity("brelnor", "Brelnor", EntityType.ORG)
    where = "https://outlet.example/undated"
    body = f"{SENTENCE}\n\n{AUTHOR}"
    document = b.document(where, "outlet", "An archive is gone", body, "2026-05-02T10:00")
    german = b.document(
        "https://blatt.example/1", "blatt", "Archiv", OTHER, "2026-05-01", language="de"
    )
    said = b.statement(document, SENTENCE, Act.SAY, "says that", speaker="brelnor")
    foreign = b.statement(german, OTHER, Act.SAY, "sagt", speaker_words="Quellmann Verlag")
    found = b.statement(document, AUTHOR, Act.SAY, "finds", speaker_words="(author)")
    origin = [("Brelnor", NodeKind.ORGANIZATION, "brelnor")]
    claim = b.claim([(said, document)], origins=origin, interest=True)
    others = b.claim([(foreign, german)]), b.claim([(found, document)])
    for one, place, words in ((claim, document, SENTENCE), (others[0], german, OTHER)):
        b.delta(
            DeltaKind.NEW_CLAIM,
            "2026-05-02T10:00",
            b.evidence(place, words),
            claim=one,
        )
    story = b.story([document], emerging=True)
    site = tmp_path_factory.mktemp("reading")
    build(b.publication(), site, settings=SETTINGS)
    return Made(site, document, story, claim, others[0], others[1])


def read(site: Path, path: str) -> Any:
    return html.fromstring((site / path).read_bytes())


def words(site: Path, path: str) -> str:
    page = read(site, path)
    return " ".join(page.find("body").text_content().split())


# -------------------------------------------------------------------------------------- no date


def test_a_document_without_a_date_says_so_and_names_the_day_it_was_seen(made: Made) -> None:
    page = words(made.site, routes.document(made.document))
    assert "date not stated" in page
    assert "When it was published" in page  # among what is not known
    assert "2 May 2026" in page


def test_no_date_is_made_up_where_none_is_stated(made: Made) -> None:
    record = json.loads((made.site / routes.json_of(routes.document(made.document))).read_bytes())
    assert record["document"]["published"] is None
    assert record["document"]["modified"] is None
    assert record["document"]["first_seen"].startswith("2026-05-02T10:00")
    page = read(made.site, routes.document(made.document))
    linked = page.xpath("//script[@type='application/ld+json']")[0].text
    assert "datePublished" not in linked
    assert all(time.get("datetime") for time in page.iter("time"))


def test_what_is_found_without_a_date_is_found_by_the_day_it_was_seen(made: Made) -> None:
    script = (made.site / routes.SEARCH_RECENT).read_text()
    records = json.loads(script.partition(",")[2].rpartition(")")[0])["records"]
    assert [one[4] for one in records.values() if one[0] == "An archive is gone"] == ["2 May 2026"]


# --------------------------------------------------------------------------------------- titles


def test_a_title_that_names_no_target_has_the_first_words_of_the_claim(made: Made) -> None:
    titles = [one.title for one in feedparser.parse(made.site / "feeds" / "all.atom").entries]
    assert "New claim: Brelnor said: the archive of the quarry was copied by night…" in titles
    assert "New claim: Quellmann Verlag said" in titles  # in another language than the site's


def test_the_words_in_a_title_stand_in_the_text(made: Made) -> None:
    for entry in ET.parse(made.site / "feeds" / "all.rss").iter("item"):  # noqa: S314  our own
        title = entry.findtext("title") or ""
        if title.count(": ") > 1:
            assert title.split(": ")[2].removesuffix("…") in SENTENCE


def test_above_its_words_a_claim_has_the_short_title(made: Made) -> None:
    page = read(made.site, routes.HOME)
    assert "Brelnor said" in [one.text_content().strip() for one in page.iter("h4")]


def test_an_author_whom_no_text_names_is_called_the_author(made: Made) -> None:
    page = read(made.site, routes.claim(made.author))
    assert page.find(".//h1").text_content() == "The author said"


# ------------------------------------------------------------------------------- what is marked


def test_home_names_stories_that_fit_no_dispute(made: Made) -> None:
    page = read(made.site, routes.HOME)
    [panel] = page.xpath("//section[@aria-labelledby='emerging']")
    assert [link.get("href") for link in panel.iter("a")] == [routes.story(made.story)]
    assert "2 May 2026" in panel.text_content()


def test_news_says_where_a_party_speaks_for_itself(made: Made) -> None:
    page = read(made.site, routes.HOME)
    rows = {row.xpath("string(.//h4)"): row.text_content() for row in page.iter("article")}
    assert "from a party" in rows["Brelnor said"]
    assert "from a party" not in rows["Quellmann Verlag said"]
