"""Identity of addresses: the normal form, the key, and what must never merge."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.urls import canonical, host_of, origin_of, registrable_domain, url_key

SAME = [
    ("http://example.com/a", "https://www.example.com/a/"),
    ("https://example.com/a?utm_source=rss&utm_medium=x", "https://example.com/a"),
    ("https://example.com/?p=123", "https://example.com/?p=123&fbclid=abc"),
    ("https://example.com/a?b=1&a=2", "https://example.com/a?a=2&b=1"),
    ("https://EXAMPLE.com:443/%7Eann", "https://example.com/~ann"),
    ("https://example.com/a/./b/../c", "https://example.com/a/c"),
    ("https://example.com//a///b", "https://example.com/a/b"),
    ("https://example.com/news/index.html", "https://example.com/news/"),
    ("https://example.com/a#section", "https://example.com/a"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa&sa=U", "https://example.com/a"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa", "https://example.com/a"),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fa&data=1",
        "https://example.com/a",
    ),
    ("https://example-com.cdn.ampproject.org/c/s/example.com/a", "https://example.com/a"),
    ("https://www.google.com/amp/s/example.com/a", "https://example.com/a"),
    ("https://urldefense.com/v3/__https://example.com/a__;!!Abc", "https://example.com/a"),
    (
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_a&d=x",
        "http://example.com/a",
    ),
    ("https://müller.example/ä", "https://xn--mller-kva.example/%C3%A4"),
    ("https://example.com./a", "https://example.com/a"),
    # redirectors and link scanners
    (
        "https://urldefense.proofpoint.com/v1/url?u=https://example.com/a&k=x",
        "https://example.com/a",
    ),
    (
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_a-3Fid-3D7&d=DwM",
        "https://example.com/a?id=7",
    ),
    (
        "https://urldefense.com/v3/__https:/example.com/a?id=7__;!!Abc!def$",
        "https://example.com/a?id=7",
    ),
    (
        "https://urldefense.com/v3/__https://example.com/a*id=7&b=2__;Pw!!Abc!def$",
        "https://example.com/a?id=7&b=2",
    ),
    (
        "https://urldefense.com/v3/__https://example.com/**Cb__;Pz9kPTE!!Abc$",
        "https://example.com/??d=b",
    ),
    (
        "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLmNvbS9h&ntb=1",
        "https://example.com/a",
    ),
    (
        "https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fexample.com%2fa/RK=2/RS=x",
        "https://example.com/a",
    ),
    ("https://link.zhihu.com/?target=https%3A//example.com/a", "https://example.com/a"),
    ("https://www.google.co.uk/url?url=https://example.com/a", "https://example.com/a"),
    (
        "https://news.google.com/rss/articles/CBMiFWh0dHBzOi8vZXhhbXBsZS5jb20vYdIBAA?oc=5",
        "https://example.com/a",
    ),
    # AMP, mobile and print views
    ("https://example.com/2026/04/a-long-story/amp/", "https://example.com/2026/04/a-long-story"),
    ("https://example.com/amp/2026/04/a-long-story", "https://example.com/2026/04/a-long-story/"),
    ("https://example.com/news/world-12345678.amp", "https://example.com/news/world-12345678"),
    ("https://example.com/2026/a.amp.html", "https://example.com/2026/a.html"),
    ("https://example.com/a?amp", "https://example.com/a"),
    ("https://amp.example.com/a", "https://www.example.com/a"),
    ("https://m.example.com/a", "https://example.com/a"),
    ("https://mobile.example.com/a?m=1", "https://example.com/a"),
    ("https://example.com/story-12345/print", "https://example.com/story-12345"),
    ("https://example.com/a?view=print&id=3", "https://example.com/a?id=3"),
    ("https://example.com/a?pagewanted=all", "https://example.com/a"),
    # rules of single sites
    ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube.com/watch?v=abcdefghijk&list=PL1"),
    ("https://m.youtube.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
    ("https://twitter.com/a/status/123?s=20", "https://x.com/b/status/123/photo/1"),
    ("https://www.bbc.co.uk/news/articles/abc", "https://www.bbc.com/news/articles/abc"),
    (
        "https://www.scmp.com/tech/article/3311111/a-slug?module=x",
        "https://amp.scmp.com/news/article/3311111/b",
    ),
    (
        "https://mp.weixin.qq.com/s?__biz=A&mid=1&idx=1&sn=f&chksm=9&scene=21",
        "https://mp.weixin.qq.com/s?sn=f&idx=1&mid=1&__biz=A",
    ),
    (
        "https://www.federalregister.gov/documents/2026/04/24/2026-08123/a-title",
        "https://www.federalregister.gov/d/2026-08123",
    ),
]

DIFFERENT = [
    ("https://example.com/?p=123", "https://example.com/?p=124"),
    ("https://example.com/?p=123", "https://example.com/"),
    ("https://example.com/view?id=1", "https://example.com/view?id=2"),
    ("https://example.com/a", "https://example.org/a"),
    ("https://news.example.com/a", "https://example.com/a"),
    ("https://example.com/A", "https://example.com/a"),
    ("https://example.com/#/a", "https://example.com/#/b"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com:8080/a", "https://example.com/a"),
    ("https://example.com/story.html", "https://example.com/story"),
    ("https://www.google.com/search?q=a", "https://www.google.com/search?q=b"),
    ("https://guitars.example.com/amp", "https://guitars.example.com/"),
    ("https://example.com/guitar/amp", "https://example.com/guitar"),
    ("https://example.com/amp/", "https://example.com/"),
    ("https://m.com/a", "https://com/a"),
    ("https://example.com/list?page=2", "https://example.com/list?page=3"),
    ("https://example.com/a?m=2", "https://example.com/a?m=3"),
    ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijl"),
    ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/@channel"),
    ("https://www.youtube.com/playlist?list=a", "https://www.youtube.com/playlist?list=b"),
    ("https://x.com/a/status/123", "https://x.com/a/status/124"),
    (
        "https://mp.weixin.qq.com/s?__biz=A&mid=1&idx=1",
        "https://mp.weixin.qq.com/s?__biz=A&mid=1&idx=2",
    ),
    ("https://mp.weixin.qq.com/s/abcDEF", "https://mp.weixin.qq.com/s/abcDEG"),
    ("https://news.google.com/articles/CAIiEAbc", "https://news.google.com/articles/CAIiEAbd"),
    ("https://www.dw.com/en/a/a-123", "https://www.dw.com/zh/a/a-123"),
]

ID_NAMES = (
    "p",
    "id",
    "v",
    "article_id",
    "docid",
    "newsid",
    "aid",
    "cid",
    "story",
    "no",
    "mid",
    "sn",
    "m",
    "page",
    "print",
    "view",
    "__biz",
    "idx",
    "storyId",
)
ID_HOSTS = (
    "example.com",
    "m.example.com",
    "www.youtube.com",
    "mp.weixin.qq.com",
    "news.ycombinator.com",
    "www.scmp.com",
    "edition.cnn.com",
    "www.163.com",
    "www.npr.org",
    "old.reddit.com",
    "dw.com",
)

addresses = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.from_regex(r"[a-zA-Z0-9-]{1,12}(\.[a-zA-Z0-9]{1,8}){1,2}", fullmatch=True),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=10),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_document(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_documents(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "text",
    ["", " ", "mailto:a@b.c", "javascript:alert(1)", "/relative", "https://", "https://[",
     "http://a b/", "ftp://example.com/a", "https://" + "a" * 5000 + ".com/", "http://example.com:99999/"],
)  # fmt: skip
def test_no_address_of_a_page(text: str) -> None:
    assert canonical(text) is None


def test_relative_addresses_are_taken_from_their_base() -> None:
    assert canonical("../b?x=1", "https://example.com/a/c/") == "https://example.com/a/b?x=1"
    assert canonical("//cdn.example.com/b", "https://example.com/") == "https://cdn.example.com/b"


def test_nested_redirectors_are_unwrapped_and_endless_ones_refused() -> None:
    address = "https://example.com/a"
    for _ in range(3):
        address = f"https://www.google.com/url?q={quote(address, safe='')}"
    assert canonical(address) == "https://example.com/a"
    for _ in range(20):
        address = f"https://www.google.com/url?q={quote(address, safe='')}"
    assert canonical(address) is None


@given(st.one_of(st.text(max_size=200), addresses))
@example("https://www.google.com/url?q=https://www.google.com/url?q=")
@example("http://\ud800.example/\udfff")
@example("http://a/%%%zz%c3%28")
@example("https://urldefense.com/v3/__https:/a__;!!x")
def test_any_string_has_a_key_and_normal_forms_stay(text: str) -> None:
    form = canonical(text)
    assert isinstance(url_key(text), str)
    assert isinstance(host_of(text), str)
    if form is not None:
        assert canonical(form) == form
        assert url_key(form) == url_key(text)
        assert form.isascii()


@given(addresses, st.integers(0, 10**6), st.integers(0, 10**6))
def test_ids_keep_documents_apart(address: str, first: int, second: int) -> None:
    base = address.partition("?")[0].partition("#")[0]
    one, other = f"{base}?p={first}", f"{base}?p={second}"
    if canonical(one) is not None:
        assert (url_key(one) == url_key(other)) == (first == second)


@given(
    st.sampled_from(ID_HOSTS),
    st.sampled_from(["/", "/view", "/s", "/watch", "/item", "/2026/04/24/story.php", "/amp/a-b-c"]),
    st.sampled_from(ID_NAMES),
    st.integers(2, 10**6),
    st.integers(2, 10**6),
)
def test_ids_keep_documents_apart_whatever_the_site(
    host: str, path: str, name: str, first: int, second: int
) -> None:
    one, other = (f"https://{host}{path}?{name}={number}" for number in (first, second))
    assert (url_key(one) == url_key(other)) == (first == second)


def test_what_is_shown_stays_as_published() -> None:
    published = "https://m.example.com/2026/a-long-story/amp?print=1"
    assert canonical(published) == published


@pytest.mark.parametrize(
    "opaque",
    [
        "https://news.google.com/rss/articles/CBMiXEFVX3lxTE1qd3h5el9hYmNkZWZnaGlqa2xtbm9w?oc=5",
        "https://urldefense.com/v3/__notanaddress__;!!x",
        "https://www.bing.com/ck/a?u=a1%%%",
    ],
)
def test_what_cannot_be_read_from_the_address_stays(opaque: str) -> None:
    assert (canonical(opaque) or "").partition("?")[0] == opaque.partition("?")[0]


def test_domains() -> None:
    assert registrable_domain("https://news.bbc.co.uk/a") == "bbc.co.uk"
    assert registrable_domain("www.state.gov") == "state.gov"
    assert registrable_domain("https://127.0.0.1:80/") == "127.0.0.1"
    assert origin_of("https://Example.com:8443/a") == "https://example.com:8443"
    assert origin_of("nothing") == ""
