"""Reservations of rights that machines can read, and what they mean for us.

* TDM Reservation Protocol (W3C community report): ``tdm-reservation: 1`` as a header or a meta
  element, or a rule of the host's ``tdmrep.json`` (:mod:`crawler.tdmrep`), reserves text and data
  mining. Of such a page only headline and lead are kept. The file speaks for the whole host, so a
  page's own header or meta element of 0 lifts it; where these two differ, the reservation counts.
* RSL 1.0: the ``License:`` line of robots.txt names a file that says which uses are permitted. If
  it prohibits a use that ours is part of, the host's pages are kept as headline and lead, too.
* Content-Signal and Content-Usage in robots.txt: ``search=no`` is obeyed like the others.

Nothing here asks anything; what was read is recorded in words and shown to the operator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree
from lxml.html import HtmlElement

_OUR_USES = frozenset({"all", "search", "ai-index", "ai-all", "tdm"})
"""Uses of RSL that an index with short quotes and machine reading is part of; we train nothing."""

_YES = re.compile(r"^\s*1\s*$")
_NO_SEARCH = re.compile(r"\b(?:search|tdm|bots)\s*=\s*(?:no|n)\b", re.IGNORECASE)


def of_answer(headers: Mapping[str, str]) -> str | None:
    """Return the reservation in the headers of an answer (names in lower case), in words."""
    if _YES.match(headers.get("tdm-reservation", "")):
        return _tdm(headers.get("tdm-policy", ""))
    return None


def is_free(headers: Mapping[str, str]) -> bool:
    """Say whether an answer states that it reserves nothing, whatever its host's file says."""
    return headers.get("tdm-reservation", "").strip() == "0"


def of_page(tree: HtmlElement, *, by_file: str | None = None) -> str | None:
    """Return what is reserved of a page, in words.

    Parameters
    ----------
    tree:
        The page, whose meta elements say it first.
    by_file:
        What the host's ``tdmrep.json`` reserves of it, which a meta element of 0 lifts.
    """
    found = {
        (element.get("name") or "").strip().lower(): element.get("content") or ""
        for element in tree.iter("meta")
    }
    stated = found.get("tdm-reservation", "").strip()
    if stated == "1":
        return _tdm(found.get("tdm-policy", ""))
    return None if stated == "0" else by_file


def of_robots(signals: Sequence[str]) -> str | None:
    """Return the reservation in the signals of a robots.txt, in words."""
    refusing = [signal for signal in signals if _NO_SEARCH.search(signal)]
    return f"robots.txt signals “{refusing[0][:120]}”" if refusing else None


def of_license(text: str, *, url: str) -> str | None:
    """Return what an RSL licence prohibits of our use, ``None`` when it prohibits nothing.

    A file that cannot be read reserves nothing but is named, so that a person looks at it.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:
        return None
    if root is None or _local(root) != "rsl":
        return None
    for content in (one for one in root.iter() if _local(one) == "content"):
        permitted = _usages(content, "permits")
        prohibited = _usages(content, "prohibits")
        if prohibited & _OUR_USES or (permitted and not permitted & _OUR_USES):
            words = ", ".join(sorted(prohibited & _OUR_USES)) or "all but " + ", ".join(
                sorted(permitted)
            )
            return f"its licence {url} prohibits {words}"
    return None


def _usages(content: etree._Element, name: str) -> set[str]:
    found: set[str] = set()
    for element in content.iter():
        if _local(element) == name and element.get("type", "usage") == "usage":
            found |= set(re.split(r"[\s,]+", (element.text or "").strip().lower())) - {""}
    return found


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _tdm(policy: str) -> str:
    named = f" (policy: {policy.strip()[:200]})" if policy.strip() else ""
    return f"text and data mining is reserved{named}"
