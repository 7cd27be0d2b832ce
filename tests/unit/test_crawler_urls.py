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
]

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


def test_domains() -> None:
    assert registrable_domain("https://news.bbc.co.uk/a") == "bbc.co.uk"
    assert registrable_domain("www.state.gov") == "state.gov"
    assert registrable_domain("https://127.0.0.1:80/") == "127.0.0.1"
    assert origin_of("https://Example.com:8443/a") == "https://example.com:8443"
    assert origin_of("nothing") == ""
