"""The document type of an XML body: taken away, with the plain entities that it declares resolved.

A document type may hold an entity bomb, so no parser gets to see one. Old feeds do declare entities
that they use (a company's name, the start of an identifier). Those are resolved here: only such
whose text has neither markup nor references to others, and only as long as the body does not grow
to more than twice its length.
"""

from __future__ import annotations

import re

_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"<]*)\"|'([^'<]*)')\s*>")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z_][\w.-]*);")
_SPACE = re.compile("[\ufeff \\t\\r\\n\\x00]*")


def behind_prologue(text: str, *, doctype: bool) -> str:
    """Return a text from its first element on: no declaration, comments or instructions before it.

    Parameters
    ----------
    doctype:
        Whether a document type is passed over, too; otherwise it is where the text begins.
    """
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere
        if text.startswith("<?", at):
            end, length = text.find("?>", at), 2
        elif text.startswith("<!--", at):
            end, length = text.find("-->", at), 3
        elif doctype and (match := _DOCTYPE.match(text, at)):
            end, length = match.end(), 0
        else:
            return text[at:]
        if end < 0:
            return ""
        at = end + length


def without_doctype(text: str) -> str:
    """Return an XML body without what stands before its root, its plain entities resolved."""
    rest = behind_prologue(text, doctype=False)
    match = _DOCTYPE.match(rest)
    if match is None:
        return rest
    body = behind_prologue(rest[match.end() :], doctype=True)
    declared = {name: double or single for name, double, single in _ENTITY.findall(match[0])}
    plain = {name: value for name, value in declared.items() if not _NAMED.search(value)}
    return _resolved(body, plain) if plain else body


def _resolved(body: str, entities: dict[str, str]) -> str:
    parts = _CDATA.split(body)
    named = (name for part in parts[::2] for name in _NAMED.findall(part))
    growth = sum(len(entities.get(name, "")) for name in named)
    if growth > len(body):
        return body
    parts[::2] = [_NAMED.sub(lambda m: entities.get(m[1], m[0]), part) for part in parts[::2]]
    return "".join(parts)
