"""Verdicts of robots.txt, row by row: RFC 9309 and what large crawlers agree on beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import robotstxt

SEVERAL_GROUPS = """allow: /foo/bar/

user-agent: claimwire
disallow: /
allow: /x/
user-agent: BarBot
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: claimwire
allow: /z/
disallow: /
"""
ROWS = [
    ("", "/", True),
    ("user-agent: claimwire\ndisallow: /\n", "/x/y", False),
    ("foo: claimwire\nbar: /\n", "/x/y", True),
    ("user-agent claimwire\ndisallow /\n", "/x/y", False),
    ("disallow: /x\nuser-agent: claimwire\nallow: /y", "/x/b", True),
    (
        SEVERAL_GROUPS,
        "/x/b",
        True,
    ),
    (
        SEVERAL_GROUPS,
        "/z/d",
        True,
    ),
    (
        SEVERAL_GROUPS,
        "/y/c",
        False,
    ),
    (
        "user-agent: b\ndisallow: /x\nsitemap: http://e/\nuser-agent: claimwire\ndisallow: /y\n",
        "/y",
        False,
    ),
    (
        "user-agent: BarBot\nsitemap: https://a.example/s\nuser-agent: *\ndisallow: /y\n",
        "/y",
        False,
    ),
    ("USER-AGENT: ClaimWire\nDISALLOW: /x/\n", "/x/y", False),
    ("user-agent: claimwire/1.2\ndisallow: /\n", "/x", False),
    ("user-agent: claimwire bot\ndisallow: /\n", "/x", False),
    ("user-agent: claimwirebot\ndisallow: /\n", "/x", True),
    ("user-agent: claim\ndisallow: /\n", "/x", True),
    ("user-agent: *\ndisallow: /x/\nuser-agent: claimwire\nallow: /x/y\n", "/x/y", True),
    ("user-agent: *\ndisallow: /x/\nuser-agent: claimwire\nallow: /x/y\n", "/x/z", True),
    ("user-agent: *\ndisallow: /\nuser-agent: claimwire\n", "/x/z", True),
    ("user-agent: claimwire\ndisallow: /x\nuser-agent: *\nallow: /\n", "/x/page.html", False),
    ("user-agent: claimwire\ndisallow: /x/page.html\nallow: /x/\n", "/x/page.html", False),
    ("user-agent: claimwire\ndisallow: /x/page.html\nallow: /x/page.html\n", "/x/page.html", True),
    ("user-agent: claimwire\ndisallow:\nallow:\n", "/x", True),
    ("user-agent: claimwire\ndisallow: /\nallow: /\n", "/", True),
    ("user-agent: claimwire\ndisallow: /x\nallow: /x/\n", "/x", False),
    ("user-agent: claimwire\ndisallow: /x\nallow: /x/\n", "/x/", True),
    ("user-agent: claimwire\ndisallow: /x/page.html\nallow: /page\n", "/x/page.html", False),
    ("user-agent: claimwire\nallow: /p\ndisallow: /\n", "/page", True),
    ("user-agent: claimwire\nallow: /folder\ndisallow: /folder\n", "/folder/page", True),
    ("user-agent: claimwire\nallow: /page\ndisallow: /*.htm\n", "/page.htm", False),
    ("user-agent: claimwire\nallow: /$\ndisallow: /\n", "/", True),
    ("user-agent: claimwire\nallow: /$\ndisallow: /\n", "/page.html", False),
    (
        "User-agent: claimwire\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
        "/foo/bar?qux=taz&baz=http://foo.bar?tar&par",
        True,
    ),
    ("User-agent: claimwire\nDisallow: /\nAllow: /foo/bar/ツ\n", "/foo/bar/%E3%83%84", True),
    ("User-agent: claimwire\nDisallow: /\nAllow: /foo/bar/%E3%83%84\n", "/foo/bar/%E3%83%84", True),
    ("User-agent: claimwire\nDisallow: /\nAllow: /foo/bar/%e3%83%84\n", "/foo/bar/%E3%83%84", True),
    ("User-agent: claimwire\nDisallow: /\nAllow: /foo/bar/%E3%83%84\n", "/foo/bar/ツ", True),
    ("User-agent: claimwire\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n", "/foo/bar/baz", True),
    ("User-agent: claimwire\nDisallow: /foo/bar/baz\n", "/foo/bar/%62%61%7A", False),
    ("User-agent: claimwire\nDisallow: /a%2Fb\n", "/a/b", True),
    ("User-agent: claimwire\nDisallow: /a%2fb\n", "/a%2Fb", False),
    ("User-agent: claimwire\nDisallow: /a/b\n", "/a%2Fb", True),
    ("User-agent: claimwire\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n", "/foo/bar/quz", False),
    ("User-agent: claimwire\nDisallow: /foo/*/quz\n", "/foo/bar/quz", False),
    ("User-agent: claimwire\nDisallow: /foo/bar$\n", "/foo/bar/qux", True),
    ("User-agent: claimwire\nDisallow: /foo/bar$\n", "/foo/bar", False),
    ("User-agent: claimwire\n# Disallow: /\nDisallow: /foo/quz#qux\n", "/foo/quz", False),
    (
        "User-agent: claimwire\nDisallow: /\nAllow: /allowed-slash/index.html\n",
        "/allowed-slash/",
        True,
    ),
    ("User-agent: claimwire\nDisallow: /x*y*z$\n", "/xaybzcz", False),
    ("User-agent: claimwire\nDisallow: /x$y\n", "/x$y", False),
    ("User-agent: claimwire\nDisallow: *.pdf\n", "/a/b.pdf", False),
    ("User-agent: claimwire\nDisallow: *.pdf$\n", "/a/b.pdf?x=1", True),
    ("User-agent: claimwire\nDisallow: x\n", "/x", True),
    ("User-agent: claimwire\nDisallow: /?\n", "/?a=1", False),
    ("User-agent: claimwire\nDisallow: /*?\n", "/a?b", False),
    ("\ufeffUser-agent: claimwire\nDisallow: /\n", "/a", False),
    ("User-Agent: foo\nAllow: /some/path\nUser-Agent: claimwire\n\n\nDisallow: /\n", "/a", False),
    ("User-Agent: foo\rAllow: /some/path\rUser-Agent: claimwire\r\r\rDisallow: /\r", "/a", False),
    ("User-agent: claimwire\nCrawl-delay: 5\nUser-agent: other\nDisallow: /\n", "/a", False),
    (
        "User-agent: a\nUser-agent: claimwire\nDisallow: /q\n\nUser-agent: b\nDisallow: /\n",
        "/q",
        False,
    ),
    ("user-agent: claimwire\nDissallow: /x\n", "/x", False),
    ("user-agent: claimwire\nDis allow: /x\n", "/x", True),
    ("useragent: claimwire\ndisallow: /\n", "/x", False),
    ("user agent: claimwire\ndisallow: /\n", "/x", False),
    ("User-agent: *\nDisallow: /a b\n", "/a%20b", False),
    ("User-agent: *\nDisallow: /a;b=1\n", "/a;b=1", False),
    ("User-agent: *\nDisallow: /~joe\n", "/%7Ejoe", False),
    ("User-agent: *\nDisallow: /%7Ejoe\n", "/~joe", False),
    ("User-agent: *\nDisallow: /%7ejoe/\n", "/%7Ejoe/x", False),
    ("User-agent: *\nDisallow: https://h.example/x\n", "/x", True),
    ("User-agent: *\nDisallow: /x\nAllow: /x/y\nDisallow: /x/y/z\n", "/x/y/z/1", False),
    ("User-agent: *\nDisallow: /a*\nAllow: /ab\n", "/ab", True),
    ("User-agent: *\nAllow: /\nDisallow: /\n", "/x", True),
    ("User-agent: * \nDisallow : /x\n", "/x", False),
    ("User-agent:claimwire#c\nDisallow:/x#c\n", "/x", False),
    ("User-agent: *\nDisallow: /" + "a" * 3000, "/b", True),
    ("User-agent: *\nNoindex: /x\n", "/x", True),
    ("User-agent: *\nDisallow: /index.html\n", "/", True),
]
"""File, path, and whether ``claimwire`` may ask for it."""


@pytest.mark.parametrize(("body", "path", "allowed"), ROWS)
def test_verdicts(body: str, path: str, allowed: bool) -> None:
    found = robotstxt.parse(body, agent="ClaimWire")
    assert found.allows(f"https://example.com{path}") is allowed


def test_what_else_a_file_says() -> None:
    found = robotstxt.parse(
        "License: https://example.com/license.xml\nContent-Signal: search=yes, ai-train=no\n"
        "User-agent: a\nCrawl-delay: 2\nUser-agent: claimwire\nCrawl-delay: 7.5 s\nDisallow: /x\n"
        "Sitemap: https://example.com/s.xml\nUser-agent: *\nCrawl-delay: 9",
        agent="claimwire",
    )
    assert found.licenses == ("https://example.com/license.xml",)
    assert found.signals == ("search=yes, ai-train=no",)
    assert found.sitemaps == ("https://example.com/s.xml",)
    assert found.crawl_delay == 7.5


@pytest.mark.parametrize("value", ["-1", "soon", "", "1e9", "0x1"])
def test_a_delay_that_is_no_number_is_none(value: str) -> None:
    found = robotstxt.parse(f"User-agent: *\nCrawl-delay: {value}", agent="claimwire")
    assert found.crawl_delay is None


def test_a_path_is_compared_in_one_form() -> None:
    rules = "User-agent: *\nDisallow: /a%2a\nDisallow: /b%24\nDisallow: /c%7e"
    found = robotstxt.parse(rules, agent="claimwire")
    assert not found.allows("https://example.com/a*")
    assert found.allows("https://example.com/ab")
    assert not found.allows("https://example.com/b$")
    assert not found.allows("https://example.com/c~")


@given(st.text(), st.text())
def test_no_file_and_no_address_raises(body: str, path: str) -> None:
    assert robotstxt.parse(body, agent="claimwire").allows(f"https://e.com/{path}") in (True, False)


@given(st.lists(st.text("ab*$/", max_size=8), max_size=6), st.text("ab/", max_size=12))
def test_allowing_everything_after_all_forbids_nothing(patterns: list[str], path: str) -> None:
    """A rule as long as the address outweighs every shorter one."""
    rules = "\n".join(f"Disallow: /{pattern}" for pattern in patterns)
    allowed = f"Allow: /{path}{'a' * 20}"
    found = robotstxt.parse(f"User-agent: *\n{rules}\n{allowed}", agent="claimwire")
    assert found.allows(f"https://e.com/{path}{'a' * 20}")


def test_robots_txt_itself_may_always_be_asked() -> None:
    file = robotstxt.parse("User-agent: *\nDisallow: /", agent="claimwire")
    assert file.allows("https://e.example/robots.txt")
    assert not file.allows("https://e.example/robots.txt.bak")


def test_an_address_behind_a_blank_is_no_part_of_the_name() -> None:
    file = robotstxt.parse(
        "Sitemap https://e.example/s.xml\nLicense\thttps://e.example/l.xml", agent="x"
    )
    assert file.sitemaps == ("https://e.example/s.xml",)
    assert file.licenses == ("https://e.example/l.xml",)
