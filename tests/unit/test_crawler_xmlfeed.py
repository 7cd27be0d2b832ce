"""What the specifications of feeds allow and few feeds use: bases, entities, what stands in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.model import Entry, SourceKind
from crawler.doctype import behind_prologue, without_doctype
from crawler.feeds import FeedReading, read
from crawler.sniffing import sniff

FEED = "http://paper.example/dir/feed.xml"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def reading(text: str, **options: str) -> FeedReading:
    return read(text.encode(), url=FEED, content_type=None, kind=SourceKind.RSS, **options)


def only(text: str) -> Entry:
    (entry,) = reading(text).entries
    return entry


def item(inner: str, namespaces: str = "") -> str:
    return f"<rss {namespaces}><channel><item><link>/1</link>{inner}</item></channel></rss>"


@pytest.mark.parametrize(
    ("head", "inner", "url"),
    [
        (ATOM, '<entry><id>x:1</id><content src="/film.mp4" type="video/mp4"/></entry>',
         "http://paper.example/film.mp4"),
        (ATOM, '<entry><link href="/p"/><content src="/film.mp4"/></entry>',
         "http://paper.example/p"),
        (f'{ATOM} xml:base="/news/"', '<entry><link href="one"/></entry>',
         "http://paper.example/news/one"),
        (ATOM, '<entry xml:base="/news/"><link href="one"/></entry>',
         "http://paper.example/news/one"),
        (f'{ATOM} xml:base="http://other.example/a/"',
         '<entry xml:base="b/"><link href="one"/></entry>', "http://other.example/a/b/one"),
        (ATOM, '<entry xml:base="b/"><link href="one"/></entry>',
         "http://paper.example/dir/b/one"),
    ],
)  # fmt: skip
def test_where_an_entry_of_atom_lies(head: str, inner: str, url: str) -> None:
    assert only(f"<feed {head}>{inner}</feed>").url == url


def test_identifiers_are_no_links_whatever_the_base() -> None:
    entry = only(item('<guid isPermaLink="false">77</guid>'))
    assert (entry.url, entry.guid) == ("http://paper.example/1", "77")


def test_an_entry_taken_from_another_feed_keeps_its_people_and_its_outlet() -> None:
    source = (
        '<source><title>Other Paper</title><link href="http://other.example/"/>'
        "<author><name>Per Holm</name></author></source>"
    )
    entry = only(f'<feed {ATOM}><entry><link href="/p"/>{source}</entry></feed>')
    assert entry.authors == ("Per Holm",)
    assert (entry.credited_source, entry.credited_url) == ("Other Paper", "http://other.example/")


def test_elements_of_podcasts_and_pictures_stand_in_where_something_is_missing() -> None:
    itunes = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    spoken = "<itunes:author>Ana Lund</itunes:author><itunes:summary>Of the trial</itunes:summary>"
    podcast = only(item(spoken, itunes))
    assert (podcast.authors, podcast.summary) == (("Ana Lund",), "Of the trial")
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    picture = only(item("<media:title>The court</media:title>", media))
    assert picture.title == "The court"
    both = "<media:title>A picture</media:title><title>The ruling</title>"
    assert only(item(both, media)).title == "The ruling"


def test_the_date_of_prism_is_a_date_of_publication() -> None:
    prism = 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
    dated = "<prism:publicationDate>2026-04-01T10:00:00Z</prism:publicationDate>"
    published = only(item(dated, prism)).published
    assert published is not None
    assert published.isoformat() == "2026-04-01T10:00:00+00:00"


def test_declared_entities_are_resolved_and_bombs_are_not() -> None:
    doctype = "<!DOCTYPE rss [<!ENTITY co \"Larnvik Works\"> <!ENTITY id 'tag:larnvik.example,'>]>"
    entry = only(
        doctype + item("<title>&co; sues</title><guid>&id;5</guid><description>&nbsp;&co;"
                       "</description>")
    )  # fmt: skip
    assert (entry.title, entry.guid) == ("Larnvik Works sues", "tag:larnvik.example,5")
    assert entry.summary == "Larnvik Works"
    nested = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert only(nested + item("<title>&b; &a;</title>")).title == "&b; ha"
    long = f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 5000}">]>'
    assert len(without_doctype(long + item("<title>&a;&a;&a;</title>"))) < 1000
    quoted = f"{doctype}<rss><![CDATA[&co;]]></rss>"
    assert without_doctype(quoted) == "<rss><![CDATA[&co;]]></rss>"


def test_only_what_stands_before_the_root_is_a_document_type() -> None:
    page = "<description><![CDATA[<!DOCTYPE html><p>The ruling</p>]]></description>"
    assert only(item(page)).summary == "The ruling"
    assert only(item("<description>a &lt;!DOCTYPE is markup</description>")).summary == (
        "a <!DOCTYPE is markup"
    )


def test_a_feed_under_the_document_type_of_pages_is_a_feed() -> None:
    html = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://w.example/">'
    assert sniff(f"<?xml version='1.0'?>{html}<rss>") == "feed"
    assert sniff(f"{html}<html><body><rss>") == "html"
    assert [one.title for one in reading(html + item("<title>T</title>")).entries] == ["T"]


def test_the_header_says_the_language_of_a_feed_that_says_none() -> None:
    silent, stated = (
        item("<title>T</title>"),
        "<rss><channel><language>sv</language></channel></rss>",
    )
    assert reading(silent, content_language="de-AT").entries[0].language == "de-AT"
    assert reading(silent, content_language="de, en").language is None
    assert reading(silent, content_language="<b>").language is None
    assert reading(stated, content_language="de").language == "sv"


@given(st.text(alphabet="<>!-?[]&;\"' aDOCTYPENI", max_size=80), st.booleans())
def test_no_prologue_raises(text: str, doctype: bool) -> None:
    assert text.endswith(behind_prologue(text, doctype=doctype))
    assert isinstance(without_doctype(text), str)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-16", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("x-sjis", "cp932"),
        ("x-cp1251", "cp1251"),
        ("csMacintosh", "mac-roman"),
        ("utf8mb4", "utf-8"),
        ("windows-949", "cp949"),
    ],
)
def test_encodings_as_they_are_written(declared: str, encoding: str) -> None:
    """Some write UTF-16 into what they send as UTF-8; with an even length it could be read so."""
    title = {"cp932": "判決", "cp1251": "Суд", "cp949": "판결"}.get(encoding, "Court")
    for end in ("", " "):
        text = (
            f'<?xml version="1.0" encoding="{declared}"?>' + item(f"<title>{title}</title>") + end
        )
        found = read(text.encode(encoding), url=FEED, content_type=None, kind=SourceKind.RSS)
        assert [entry.title for entry in found.entries] == [title]


@pytest.mark.parametrize(
    ("stated", "hour"),
    [
        ("Fri, 24 Apr 2026 10:00:00 +02:00", 8),
        ("Fri, 24 Apr 2026 10:00:00 -0500", 15),
        ("2026-04-24T10:00:00+02:00", 8),
        ("2026-04-24 10:00:00 +02:00", 8),
    ],
)
def test_offsets_with_a_colon_are_offsets_in_every_form(stated: str, hour: int) -> None:
    published = only(item(f"<pubDate>{stated}</pubDate>")).published
    assert published is not None
    assert published.astimezone(dt.UTC) == dt.datetime(2026, 4, 24, hour, tzinfo=dt.UTC)


def test_links_as_people_write_them() -> None:
    alternate = '<link rel="http://www.iana.org/assignments/relation/alternate" href="/p"/>'
    assert only(f"<feed {ATOM}><entry>{alternate}</entry></feed>").url == ("http://paper.example/p")
    bare = "<rss><channel><item><link>www.other.example/p</link></item></channel></rss>"
    assert only(bare).url == "http://www.other.example/p"
