# ruff: noqa: E501 - feeds stand as servers write them
"""Feeds as the web writes them, nasty ones too, each with what is to be read from it."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from typing import Any

import pytest

from claimwire.model import SourceKind
from crawler.feeds import FeedReading, read

URL = "https://h.example/feed/index.xml"


def r(body: str | bytes, ct: str | None = None, kind: SourceKind = SourceKind.RSS) -> FeedReading:
    data = body if isinstance(body, bytes) else body.encode()
    return read(data, url=URL, content_type=ct, kind=kind)


def js(body: str) -> FeedReading:
    return r(body, kind=SourceKind.JSON_FEED)


def e0(body: str | bytes, ct: str | None = None) -> Any:
    found = r(body, ct).entries
    return found[0] if found else None


def rss(items: str, head: str = "", ns: str = "", attrs: str = 'version="2.0"') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><rss {attrs} {ns}><channel><title>T</title><link>https://h.example/</link>{head}{items}</channel></rss>'


def item(x: str = "", link: str = "https://h.example/a", title: str = "A") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{x}</item>"


def atom(x: str, head: str = "", attrs: str = "") -> str:
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" {attrs}><title>T</title><id>u</id>{head}{x}</feed>'


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


RDF = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-RDF-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel><item rdf:about="https://h.example/a"><title>A</title><link>https://h.example/a</link><dc:date>2026-04-24T10:00:00+09:00</dc:date></item></rdf:RDF>'
BASE = rss(item(title="Übergröße “x” 中文"))
TEN = rss("".join(item(link=f"https://h.example/{i}", title=f"T{i}") for i in range(10)))
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    + rss(item(title="x&c;")).split("?>", 1)[1]
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + rss(item(title="x&a;")).split("?>", 1)[1]
)
UPDATED = atom(
    '<entry><title>A</title><id>1</id><link href="https://h.example/a"/><updated>2026-04-24T10:00:00Z</updated></entry>'
)

DATES = [
    ("Fri, 24 Apr 2026 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("Fri, 24 Apr 26 10:00:00 EST", "2026-04-24T15:00:00"),
    ("24 Apr 2026 10:00 +0200", "2026-04-24T08:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 PDT", "2026-04-24T17:00:00"),
    ("2026-04-24T10:00:00Z", "2026-04-24T10:00:00"),
    ("2026-04-24T10:00:00+02:00", "2026-04-24T08:00:00"),
    ("2026-04-24", "2026-04-24T00:00:00"),
    ("Fri, 24 Apr 2026", "2026-04-24T00:00:00"),
    ("Friday, 24-Apr-26 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("Fri, 24 Apr 2026 24:00:00 GMT", "2026-04-25T00:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 UT", "2026-04-24T10:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 CEST", "2026-04-24T08:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 JST", "2026-04-24T01:00:00"),
    ("Monday, May 11, 2026 - 08:30 ET", "2026-05-11T12:30:00"),
    ("Fri, 24 avr. 2026 10:00:00 +0200", "2026-04-24T08:00:00"),
    ("2026-04-24 10:00:00", "2026-04-24T10:00:00"),
    ("Fri , 24 Apr 2026 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("Fri, 24 April 2026 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("fri, 24 apr 2026 10:00:00 gmt", "2026-04-24T10:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 -0400 (EDT)", "2026-04-24T14:00:00"),
    ("Fri, 24 Apr 2026 10:00:00 GMT+2", "2026-04-24T08:00:00"),
    ("Thu, 24 Apr 2026 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("04/24/2026 10:00:00 GMT", "2026-04-24T10:00:00"),
    ("24.04.2026 10:00", "2026-04-24T10:00:00"),
    ("1777024800", "2026-04-24T10:00:00"),
    ("Fri, 31 Feb 2026 10:00:00 GMT", None),
    ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ("0000-00-00T00:00:00Z", None),
    ("Mon, 01 Jan 0001 00:00:00 +0000", None),
    ("", None),
    ("2026-W17-5", "2026-04-24T00:00:00"),
    ("2026-114", "2026-04-24T00:00:00"),
]

CASES: list[tuple[str, Callable[[], Any], Any]] = [
    ("ent", lambda: e0(rss(item(title="AT&amp;T sues"))).title, "AT&T sues"),
    ("bareamp", lambda: e0(rss(item(title="AT&T sues"))).title, "AT&T sues"),
    ("bareamp2", lambda: e0(rss(item(title="Q&A: what now"))).title, "Q&A: what now"),
    ("nbsp", lambda: e0(rss(item(title="A&nbsp;B &mdash; C"))).title, "A B — C"),
    ("cdata", lambda: e0(rss(item(title="<![CDATA[A <b>bold</b> & B]]>"))).title, "A bold & B"),
    ("cdata-amp", lambda: e0(rss(item(title="<![CDATA[A &amp; B &#8217;s]]>"))).title, "A & B ’s"),
    ("lt", lambda: e0(rss(item(title="x &lt; y and y &gt; z"))).title, "x < y and y > z"),
    (
        "script",
        lambda: e0(rss(item(title="A&lt;script&gt;alert(1)&lt;/script&gt; B"))).title,
        "A B",
    ),
    ("double", lambda: e0(rss(item(title="A &amp;amp; B"))).title, "A & B"),
    ("num", lambda: e0(rss(item(title="&#x201C;A&#x201D;"))).title, "“A”"),
    ("cp1252num", lambda: e0(rss(item(title="It&#146;s"))).title, "It’s"),
    ("ws", lambda: e0(rss(item(title="\n   A\n   B  \n"))).title, "A B"),
    ("empty title", lambda: e0(rss(item(title=""))).title, None),
    ("rel link base url", lambda: e0(rss(item(link="/a/b"))).url, "https://h.example/a/b"),
    ("rel link dir", lambda: e0(rss(item(link="b"))).url, "https://h.example/feed/b"),
    (
        "xml:base",
        lambda: (
            e0(rss(item(link="a/b"), attrs='version="2.0" xml:base="https://other.example/x/"')).url
        ),
        "https://other.example/x/a/b",
    ),
    ("proto-rel", lambda: e0(rss(item(link="//cdn.example/a"))).url, "https://cdn.example/a"),
    ("link ws", lambda: e0(rss(item(link="\n https://h.example/a \n"))).url, "https://h.example/a"),
    (
        "link cdata",
        lambda: e0(rss(item(link="<![CDATA[https://h.example/a?x=1&y=2]]>"))).url,
        "https://h.example/a?x=1&y=2",
    ),
    (
        "link amp",
        lambda: e0(rss(item(link="https://h.example/a?x=1&amp;y=2"))).url,
        "https://h.example/a?x=1&y=2",
    ),
    (
        "link rawamp",
        lambda: e0(rss(item(link="https://h.example/a?x=1&y=2"))).url,
        "https://h.example/a?x=1&y=2",
    ),
    (
        "guid as link",
        lambda: e0(rss("<item><title>A</title><guid>https://h.example/g</guid></item>")).url,
        "https://h.example/g",
    ),
    (
        "guid notperma",
        lambda: e0(rss('<item><title>A</title><guid isPermaLink="false">tag:1</guid></item>')),
        None,
    ),
    (
        "guid rel perma no",
        lambda: (
            e0(
                rss(
                    '<item><title>A</title><link>https://h.example/a</link><guid isPermaLink="false">12</guid></item>'
                )
            ).guid
        ),
        "12",
    ),
    ("js link", lambda: e0(rss(item(link="javascript:alert(1)"))), None),
    (
        "feedburner",
        lambda: (
            e0(
                rss(
                    "<item><title>A</title><link>https://feedproxy.example/~r/x</link><feedburner:origLink>https://h.example/o</feedburner:origLink></item>",
                    ns='xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"',
                )
            ).url
        ),
        "https://h.example/o",
    ),
    (
        "atom link in rss",
        lambda: (
            e0(
                rss(
                    '<item><title>A</title><atom:link rel="alternate" href="https://h.example/al"/></item>',
                    ns='xmlns:atom="http://www.w3.org/2005/Atom"',
                )
            ).url
        ),
        "https://h.example/al",
    ),
    (
        "enclosure only",
        lambda: e0(
            rss(
                '<item><title>A</title><enclosure url="https://h.example/x.mp3" length="1" type="audio/mpeg"/></item>'
            )
        ),
        None,
    ),
    (
        "dc:date",
        lambda: (
            e0(
                rss(
                    item("<dc:date>2026-04-24T10:00:00Z</dc:date>"),
                    ns='xmlns:dc="http://purl.org/dc/elements/1.1/"',
                )
            ).published
        ),
        at("2026-04-24T10:00:00"),
    ),
    ("dayprec", lambda: e0(rss(item("<pubDate>2026-04-24</pubDate>"))).published_precision, "day"),
    (
        "dcterms",
        lambda: (
            e0(
                rss(
                    item(
                        "<dcterms:modified>2026-04-24T10:00:00Z</dcterms:modified><pubDate>Fri, 24 Apr 2026 09:00:00 GMT</pubDate>"
                    ),
                    ns='xmlns:dcterms="http://purl.org/dc/terms/"',
                )
            ).modified
        ),
        at("2026-04-24T10:00:00"),
    ),
    (
        "atom:updated in rss",
        lambda: (
            e0(
                rss(
                    item(
                        "<atom:updated>2026-04-24T10:00:00Z</atom:updated><pubDate>Fri, 24 Apr 2026 09:00:00 GMT</pubDate>"
                    ),
                    ns='xmlns:atom="http://www.w3.org/2005/Atom"',
                )
            ).published
        ),
        at("2026-04-24T09:00:00"),
    ),
    (
        "author mail",
        lambda: e0(rss(item("<author>jane@h.example (Jane Roe)</author>"))).authors,
        ("Jane Roe",),
    ),
    ("author mail only", lambda: e0(rss(item("<author>jane@h.example</author>"))).authors, ()),
    (
        "dc:creator",
        lambda: (
            e0(
                rss(
                    item("<dc:creator><![CDATA[Jane Roe]]></dc:creator>"),
                    ns='xmlns:dc="http://purl.org/dc/elements/1.1/"',
                )
            ).authors
        ),
        ("Jane Roe",),
    ),
    (
        "two creators",
        lambda: (
            e0(
                rss(
                    item("<dc:creator>Jane Roe</dc:creator><dc:creator>Ed Noor</dc:creator>"),
                    ns='xmlns:dc="http://purl.org/dc/elements/1.1/"',
                )
            ).authors
        ),
        ("Jane Roe", "Ed Noor"),
    ),
    (
        "creator and",
        lambda: (
            e0(
                rss(
                    item("<dc:creator>By Jane Roe and Ed Noor</dc:creator>"),
                    ns='xmlns:dc="http://purl.org/dc/elements/1.1/"',
                )
            ).authors
        ),
        ("Jane Roe", "Ed Noor"),
    ),
    (
        "desc html",
        lambda: (
            e0(
                rss(
                    item("<description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</description>")
                )
            ).summary
        ),
        "One two",
    ),
    (
        "desc img",
        lambda: (
            e0(
                rss(
                    item(
                        '<description><![CDATA[<img src="x.jpg" onerror="a()"/>Lead here.<script>x()</script>]]></description>'
                    )
                )
            ).summary
        ),
        "Lead here.",
    ),
    (
        "content",
        lambda: (
            e0(
                rss(
                    item("<content:encoded><![CDATA[<p>Full</p>]]></content:encoded>"),
                    ns='xmlns:content="http://purl.org/rss/1.0/modules/content/"',
                )
            ).summary
        ),
        "Full",
    ),
    (
        "atom alt",
        lambda: (
            e0(
                atom(
                    '<entry><title>A</title><id>1</id><link rel="self" href="https://h.example/s"/><link href="https://h.example/a"/><updated>2026-04-24T10:00:00Z</updated></entry>'
                )
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "atom alt html",
        lambda: (
            e0(
                atom(
                    '<entry><title>A</title><id>1</id><link rel="alternate" type="application/json" href="https://h.example/a.json"/><link rel="alternate" type="text/html" href="https://h.example/a"/><updated>2026-04-24T10:00:00Z</updated></entry>'
                )
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "atom upd only",
        lambda: (e0(UPDATED).published, e0(UPDATED).modified),
        (None, at("2026-04-24T10:00:00")),
    ),
    (
        "atom xhtml title",
        lambda: (
            e0(
                atom(
                    '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>B</em></div></title><id>1</id><link href="https://h.example/a"/></entry>'
                )
            ).title
        ),
        "A B",
    ),
    (
        "atom html title",
        lambda: (
            e0(
                atom(
                    '<entry><title type="html">A &amp;amp; &lt;i&gt;B&lt;/i&gt;</title><id>1</id><link href="https://h.example/a"/></entry>'
                )
            ).title
        ),
        "A & B",
    ),
    (
        "atom base",
        lambda: (
            e0(
                atom(
                    '<entry xml:base="sub/"><title>A</title><id>1</id><link href="a"/></entry>',
                    attrs='xml:base="https://b.example/x/"',
                )
            ).url
        ),
        "https://b.example/x/sub/a",
    ),
    (
        "atom id url",
        lambda: e0(atom("<entry><title>A</title><id>https://h.example/i</id></entry>")).url,
        "https://h.example/i",
    ),
    (
        "atom03",
        lambda: (
            e0(
                '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>A</title><link rel="alternate" type="text/html" href="https://h.example/a"/><issued>2026-04-24T10:00:00Z</issued><modified>2026-04-24T11:00:00Z</modified></entry></feed>'
            ).published
        ),
        at("2026-04-24T10:00:00"),
    ),
    (
        "atom noxmlns",
        lambda: (
            e0(
                '<feed><title>T</title><entry><title>A</title><link href="https://h.example/a"/></entry></feed>'
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "atom prefix",
        lambda: (
            e0(
                '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:title>A</a:title><a:link href="https://h.example/a"/></a:entry></a:feed>'
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "rdf",
        lambda: (e0(RDF).url, e0(RDF).published),
        ("https://h.example/a", at("2026-04-24T01:00:00")),
    ),
    (
        "utf8 declared latin1",
        lambda: e0(BASE.replace("UTF-8", "iso-8859-1").encode()).title,
        "Übergröße “x” 中文",
    ),
    (
        "utf16 bom",
        lambda: (
            e0(
                BASE.replace("UTF-8", "utf-16").encode("utf-16"), ct="text/xml; charset=iso-8859-1"
            ).title
        ),
        "Übergröße “x” 中文",
    ),
    (
        "utf16le nobom",
        lambda: e0(BASE.replace("UTF-8", "utf-16").encode("utf-16-le")).title,
        "Übergröße “x” 中文",
    ),
    (
        "utf16be nobom",
        lambda: e0(BASE.replace("UTF-8", "utf-16").encode("utf-16-be")).title,
        "Übergröße “x” 中文",
    ),
    ("utf8 bom ws", lambda: e0(b"\xef\xbb\xbf\r\n  " + BASE.encode()).title, "Übergröße “x” 中文"),
    (
        "gb2312",
        lambda: e0(rss(item(title="中文新闻")).replace("UTF-8", "gb2312").encode("gbk")).title,
        "中文新闻",
    ),
    (
        "sjis http",
        lambda: (
            e0(
                rss(item(title="日本語")).replace("UTF-8", "Shift_JIS").encode("cp932"),
                ct="text/xml; charset=Shift_JIS",
            ).title
        ),
        "日本語",
    ),
    (
        "euckr",
        lambda: e0(rss(item(title="한국어")).replace("UTF-8", "euc-kr").encode("cp949")).title,
        "한국어",
    ),
    ("win1252 as utf8", lambda: e0(rss(item(title="It’s")).encode("cp1252")).title, "It’s"),
    (
        "latin1 http, no decl",
        lambda: (
            e0(
                rss(item(title="café")).replace(' encoding="UTF-8"', "").encode("latin-1"),
                ct="text/xml; charset=iso-8859-1",
            ).title
        ),
        "café",
    ),
    (
        "text/xml no charset utf8",
        lambda: e0(BASE.encode(), ct="text/xml").title,
        "Übergröße “x” 中文",
    ),
    ("control chars", lambda: e0(rss(item(title="A\x0bB\x00C\x1f"))).title, "ABC"),
    (
        "truncated",
        lambda: len(r(rss(item() + item(link="https://h.example/b"))[:-60]).entries) >= 1,
        True,
    ),
    ("trunc mid", lambda: len(r(TEN[: len(TEN) // 2]).entries) >= 4, True),
    ("junk before", lambda: len(r("\n\n<br />Warning: PHP notice in /x.php\n" + TEN).entries), 10),
    ("junk after", lambda: len(r(TEN + "\n<!-- cached -->\n<script>x</script>").entries), 10),
    ("leading blank", lambda: len(r("\n\n\n" + TEN).entries), 10),
    (
        "html",
        lambda: (
            r("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>").problem
            is not None
        ),
        True,
    ),
    (
        "html xml decl",
        lambda: (
            r(
                '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
            ).problem
            is not None
        ),
        True,
    ),
    ("empty", lambda: r("").problem is not None, True),
    ("ws", lambda: r("   \n ").problem is not None, True),
    ("json err", lambda: r('{"error":"x"}').problem is not None, True),
    ("plain", lambda: r("Not Found").problem is not None, True),
    ("noitems", lambda: (r(rss("")).problem, len(r(rss("")).entries)), (None, 0)),
    (
        "upper",
        lambda: len(
            r(
                '<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>A</TITLE><LINK>https://h.example/a</LINK></ITEM></CHANNEL></RSS>'
            ).entries
        ),
        1,
    ),
    (
        "rss091",
        lambda: len(
            r('<rss version="0.91"><channel><title>T</title>' + item() + "</channel></rss>").entries
        ),
        1,
    ),
    (
        "rss no version",
        lambda: len(r("<rss><channel><title>T</title>" + item() + "</channel></rss>").entries),
        1,
    ),
    (
        "items outside channel",
        lambda: len(
            r('<rss version="2.0"><channel><title>T</title></channel>' + item() + "</rss>").entries
        ),
        1,
    ),
    (
        "dup",
        lambda: len(
            r(rss(item() + item() + item(link="https://h.example/a?utm_source=rss"))).entries
        ),
        1,
    ),
    (
        "dupguid diff link",
        lambda: len(
            r(
                rss(
                    item("<guid isPermaLink='false'>1</guid>")
                    + item("<guid isPermaLink='false'>1</guid>", link="https://h.example/b")
                )
            ).entries
        ),
        2,
    ),
    (
        "undeclared ns",
        lambda: len(
            r(rss(item("<media:content url='x'/><dc:creator>Jane Roe</dc:creator>"))).entries
        ),
        1,
    ),
    (
        "undeclared ns creator",
        lambda: e0(rss(item("<dc:creator>Jane Roe</dc:creator>"))).authors,
        ("Jane Roe",),
    ),
    (
        "doctype",
        lambda: len(
            r(
                '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
                + TEN.split("?>", 1)[1]
            ).entries
        ),
        10,
    ),
    ("bomb", lambda: len(e0(BOMB).title) < 100, True),
    ("xxe", lambda: "root:" not in (e0(XXE).title or ""), True),
    (
        "stylesheet pi",
        lambda: len(
            r(
                '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><!-- c -->'
                + TEN.split("?>", 1)[1]
            ).entries
        ),
        10,
    ),
    ("gz", lambda: len(r(gzip.compress(TEN.encode())).entries), 10),
    ("ttl", lambda: r(rss(item(), head="<ttl>90</ttl>")).ttl, dt.timedelta(minutes=90)),
    (
        "sy",
        lambda: (
            r(
                rss(
                    item(),
                    head="<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
                    ns='xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
                )
            ).ttl
        ),
        dt.timedelta(minutes=30),
    ),
    (
        "skip",
        lambda: (
            r(
                rss(
                    item(),
                    head="<skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>",
                )
            ).skip_hours,
        ),
        (frozenset({3}),),
    ),
    ("lang", lambda: r(rss(item(), head="<language>en-us</language>")).language, "en-us"),
    (
        "media title no override",
        lambda: (
            e0(
                rss(
                    item(
                        "<media:title>Photo</media:title><media:description>ph</media:description>"
                    ),
                    ns='xmlns:media="http://search.yahoo.com/mrss/"',
                )
            ).title
        ),
        "A",
    ),
    (
        "media group",
        lambda: (
            e0(
                rss(
                    item("<media:group><media:title>Photo</media:title></media:group>"),
                    ns='xmlns:media="http://search.yahoo.com/mrss/"',
                )
            ).title
        ),
        "A",
    ),
    (
        "itunes title",
        lambda: (
            e0(
                rss(
                    item(
                        "<itunes:title>Pod</itunes:title><itunes:author>Pod Author</itunes:author>"
                    ),
                    ns='xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
                )
            ).title
        ),
        "A",
    ),
    (
        "image link",
        lambda: (
            e0(
                rss(
                    "<item><image><title>I</title><url>u</url><link>https://h.example/img</link></image><title>A</title><link>https://h.example/a</link></item>"
                )
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "huge item",
        lambda: len(r(rss(item("<description>" + "x" * 3_000_000 + "</description>"))).entries),
        1,
    ),
    ("title with tag unescaped", lambda: e0(rss(item(title="A <b>B</b> C"))).title, "A B C"),
    (
        "comments not link",
        lambda: (
            e0(
                rss(
                    "<item><title>A</title><comments>https://h.example/c</comments><link>https://h.example/a</link></item>"
                )
            ).url
        ),
        "https://h.example/a",
    ),
    (
        "isodate w/o tz",
        lambda: e0(rss(item("<pubDate>2026-04-24T10:00:00</pubDate>"))).published,
        at("2026-04-24T10:00:00"),
    ),
    (
        "link attr href rss",
        lambda: e0(rss('<item><title>A</title><link href="https://h.example/a"/></item>')).url,
        "https://h.example/a",
    ),
    (
        "jf",
        lambda: len(
            js(
                '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","url":"https://h.example/a","title":"A","date_published":"2026-04-24T10:00:00Z"}]}'
            ).entries
        ),
        1,
    ),
    (
        "jf noversion",
        lambda: len(
            js(
                '{"title":"T","home_page_url":"https://h.example","items":[{"id":"1","url":"https://h.example/a","title":"A"}]}'
            ).entries
        ),
        1,
    ),
    (
        "jf int id",
        lambda: (
            js(
                '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":1,"url":"https://h.example/a"}]}'
            )
            .entries[0]
            .guid
        ),
        "1",
    ),
    (
        "jf author",
        lambda: (
            js(
                '{"version":"https://jsonfeed.org/version/1","author":{"name":"Jane Roe"},"items":[{"id":"1","url":"https://h.example/a"}]}'
            )
            .entries[0]
            .authors
        ),
        ("Jane Roe",),
    ),
    (
        "jf bom",
        lambda: len(
            r(
                b'\xef\xbb\xbf{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://h.example/a"}]}'
            ).entries
        ),
        1,
    ),
    (
        "jf trailing comma",
        lambda: len(
            js(
                '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://h.example/a"},]}'
            ).entries
        ),
        1,
    ),
    (
        "jf rel",
        lambda: (
            js('{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"/a"}]}')
            .entries[0]
            .url
        ),
        "https://h.example/a",
    ),
    (
        "jf html summary",
        lambda: (
            js(
                '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"/a","content_html":"<p>Hi <b>x</b></p>"}]}'
            )
            .entries[0]
            .summary
        ),
        "Hi x",
    ),
    (
        "jf day",
        lambda: (
            js(
                '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"/a","date_published":"2026-04-24"}]}'
            )
            .entries[0]
            .published_precision
        ),
        "day",
    ),
    (
        "dcterms created",
        lambda: (
            e0(
                rss(
                    item("<dcterms:created>2026-04-24T10:00:00Z</dcterms:created>"),
                    ns='xmlns:dcterms="http://purl.org/dc/terms/"',
                )
            ).published
        ),
        at("2026-04-24T10:00:00"),
    ),
    ("halves", lambda: e0(rss(item(title="A &#xD83D;&#xDE00; &#55357;&#56832;"))).title, "A 😀 😀"),
    ("forbidden", lambda: e0(rss(item(title="A&#xD83D; &#0;B &#x1F;C &#9999999;"))).title, "A B C"),
    (
        "lead in the whole text of one",
        lambda: [
            one.summary
            for one in r(
                rss(
                    item("<description>d</description><content:encoded>D</content:encoded>")
                    + item("<content:encoded>E</content:encoded>", link="https://h.example/b"),
                    ns='xmlns:content="http://purl.org/rss/1.0/modules/content/"',
                )
            ).entries
        ],
        ["d", "E"],
    ),
    (
        "atom id no link",
        lambda: e0(
            atom(
                '<entry><title>A</title><id>1</id><link rel="self" href="https://h.example/x"/></entry>'
            )
        ),
        None,
    ),
    (
        "jf items no list",
        lambda: js('{"version":"https://jsonfeed.org/version/1.1","items":{}}').problem,
        "JSON instead of a JSON feed",
    ),
    ("guid no link", lambda: e0(rss("<item><title>A</title><guid>123</guid></item>")), None),
    (
        "guid path",
        lambda: e0(rss("<item><title>A</title><guid>/a/b</guid></item>")).url,
        "https://h.example/a/b",
    ),
    ("ttl behind", lambda: r(rss(item() + "<ttl>30</ttl>")).ttl, dt.timedelta(minutes=30)),
    ("ttl of an item", lambda: r(rss(item("<ttl>30</ttl>"))).ttl, None),
    (
        "lang of an entry",
        lambda: (
            e0(
                atom(
                    '<entry xml:lang="de"><title>A</title><id>1</id><link href="https://h.example/a"/></entry>',
                    attrs='xml:lang="en"',
                )
            ).language
        ),
        "de",
    ),
]


@pytest.mark.parametrize(
    ("found", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_feeds_as_they_are_written(found: Callable[[], Any], expected: Any) -> None:
    assert found() == expected


@pytest.mark.parametrize(("written", "moment"), DATES)
def test_dates_of_feeds(written: str, moment: str | None) -> None:
    found = e0(rss(item(f"<pubDate>{written}</pubDate>")))
    assert found.published == (at(moment) if moment else None)


JSON_FEED = (
    '{"version":"https://jsonfeed.org/version/1.1","title":"T",'
    '"items":[{"id":"1","url":"https://h.example/a","title":"Ä"}]}'
)


@pytest.mark.parametrize(
    "body",
    [
        f")]}}',\n{JSON_FEED}",
        f"while(1);{JSON_FEED}",
        f"callback({JSON_FEED});",
        f"/* cached */ {JSON_FEED}",
        f"{JSON_FEED}\n<!-- served from cache -->",
        f"<br />\n<b>Warning</b>: include() {{closure}} failed\n{JSON_FEED}",
        f"\ufeff\ufeff{JSON_FEED}",
        f"\u200b{JSON_FEED}",
        JSON_FEED.replace("/", "\\/"),
    ],
)
def test_a_json_feed_behind_a_prefix(body: str) -> None:
    found = js(body)
    assert [entry.title for entry in found.entries] == ["Ä"]
    assert found.problem is None


@pytest.mark.parametrize(
    "body",
    [
        f"<!DOCTYPE html><html><body><pre>{JSON_FEED}</pre></body></html>",
        f"callback({JSON_FEED[:60]}",
        'while(1);{"version":"https://jsonfeed.org/version/1.1","items":"none"}',
    ],
)
def test_what_only_speaks_of_a_json_feed_is_none(body: str) -> None:
    found = js(body)
    assert found.entries == ()
    assert found.problem is not None
