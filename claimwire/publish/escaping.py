"""Escaping for HTML as plain strings: what is printed a hundred times a page needs no wrapper."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

try:
    from markupsafe._speedups import _escape_inner as escape
except ImportError:  # a build of markupsafe without its C part
    from markupsafe import escape as _escape

    def escape(s: str, /) -> str:
        return str(_escape(s))


__all__ = ["escape", "escaped", "joined", "safe"]


def escaped(value: Any) -> str:
    """Return ``value`` as HTML, like ``markupsafe.escape`` but as a plain string."""
    kind = value.__class__
    if kind is str:
        return escape(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # what it is
    html = getattr(kind, "__html__", None)
    found: str = html(value) if html else escape(str(value))
    return found


def safe(html: str) -> Markup:
    """Return HTML as what is not escaped again; past the class's own constructor, for speed."""
    return str.__new__(Markup, html)


def joined(values: Any, between: str = ", ") -> Markup:
    """Return values as HTML, one after another with ``between`` between them."""
    return safe(escape(between).join([escaped(value) for value in values]))
