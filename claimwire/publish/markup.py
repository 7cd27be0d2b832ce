"""The smallest pieces of pages as HTML: made a million times in a large build, so made here.

A template that prints one of :mod:`claimwire.publish.parts` gets what these functions make of it.
Everything is escaped. Links inside the site begin with :data:`ROOT`, which the renderer replaces by
the way from the page to the root of the site; so one piece serves pages at every depth.
"""

from __future__ import annotations

from functools import lru_cache

from claimwire.publish.escaping import escape

ROOT = "\ue000"
"""Stands for the way to the root of the site until a page is whole; no text that is shown holds it
(see :mod:`claimwire.publish.text`)."""

IDENTITY = "\ue001"
"""Stands for the identity of a page, which is a digest of all the rest of it."""

GUARD = 'rel="noopener noreferrer nofollow"'
"""What every link out of the site carries."""

_RING = "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z"
_DOT = "M6 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
_DOTS = "M3 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM9 3.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
_TRIANGLE = "M6 1l5 10H1z"
_CHECK = "M1 6l4 4 6-8"
_PLUS = "M6 1v10M1 6h10"
_DASHES = "M1 6h2M5 6h2M9 6h2"
_LEAF = "M1.5 3h9v8h-9zM1.5 5.5h9"
SHAPES = {
    "against": _TRIANGLE,
    "denies": "M2 2h8v8H2zM2 10l8-8",
    "affirms": _RING,
    "requests": "M2 2l5 4-5 4M6 2l5 4-5 4",
    "commits": _CHECK,
    "decides": "M6 .5L11.5 6 6 11.5.5 6z",
    "for": _PLUS,
    "concedes": "M1 2l5 8 5-8z",
    "silent": _DASHES,
    "none": _DASHES,
    "new-claim": _PLUS,
    "new-origin": "M6 1v10M6 6l5-4M6 6l-5-4",
    "response": "M11 9V5H2M5 2L2 5l3 3",
    "revision": "M2 10l1-3 6-6 2 2-6 6z",
    "correction": _CHECK,
    "retraction": "M2 2l8 8M10 2l-8 8",
    "status": "M1 11h3V8h3V5h3V2",
    "schedule": _LEAF + "M4 1v3M8 1v3",
    "event": _LEAF,
    "well": _CHECK,
    "ill": _TRIANGLE + "M6 5v3",
    "new": _RING,
    "off": "M2 6h8",
    "one": _DOT,
    "many": _DOTS,
    "unknown": "M4 4a2 2 0 1 1 3 1.7Q6 6.300 6 7.500M6 9.500v.8",
    "conflict": "M1 4h8L7 2M11 8H3l2 2",
    "copy": "M4 1h7v7M1 4h7v7H1z",
    "up": "M6 11V1M2 5l4-4 4 4",
    "down": "M6 1v10M2 7l4 4 4-4",
    "turn": "M2 10V5q0-3 4-3t4 3v2M7 5l3 3 2-3",
    "same": "M2 4h8M2 8h8",
}
"""The shape beside each badge's word, as a path in a box of twelve by twelve."""


def _icon(kind: str) -> str:
    path = SHAPES.get(kind, SHAPES["event"])
    return (
        '<svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" focusable="false">'
        f'<path d="{path}"/></svg>'
    )


@lru_cache(maxsize=4_000)
def link(words: str, path: str, lang: str) -> str:
    """Return words that lead to a page of the site, or only words where the path is empty."""
    said = f' lang="{escape(lang)}"' if lang else ""
    if path:
        return f'<a href="{ROOT}{escape(path)}"{said}><bdi>{escape(words)}</bdi></a>'
    return f"<bdi{said}>{escape(words)}</bdi>"


def out(words: str, href: str) -> str:
    """Return words that lead out of the site."""
    if not href:
        return f"<bdi>{escape(words)}</bdi>"
    return f'<a class="out" href="{escape(href)}" {GUARD}><bdi>{escape(words)}</bdi></a>'


@lru_cache(maxsize=4_000)
def badge(kind: str, words: str, title: str) -> str:
    """Return a word with its shape."""
    told = f' title="{escape(title)}"' if title else ""
    return f'<span class="b b-{kind}"{told}>{_icon(kind)}<bdi>{escape(words)}</bdi></span>'


@lru_cache(maxsize=4_000)
def time(iso: str, words: str) -> str:
    """Return a time, machine-readable where HTML has a form for it."""
    if iso:
        return f'<time datetime="{escape(iso)}">{escape(words)}</time>'
    return f'<span class="nodate">{escape(words)}</span>'


def quote(words: str, *, before: bool, after: bool) -> str:
    """Return quoted words; what was left out is told by an ellipsis that is not part of them."""
    start = '<span class="cut">… </span>' if before else ""
    end = '<span class="cut"> …</span>' if after else ""
    return f'{start}<span class="v">{escape(words)}</span>{end}'


def attributes(**values: str) -> str:
    """Return ``data-`` attributes for those values that are not empty."""
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items() if value)
