"""Which of a page's titles is the headline, and where the name of the site ends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crawler.plain import plain_line

_SEPARATOR = re.compile(r"\s+(?:[|•·»›–—]|-{1,2}|::|:)\s+|\s*[|｜]\s*|:\s+")
_CUT = re.compile(r"(?:\.{3}|…)$")
_LONGEST = 500


def best_title(
    stated: Iterable[tuple[str, str]],
    *,
    headings: Sequence[str],
    page_title: str,
    sites: Iterable[str],
) -> tuple[str, str] | None:
    """Return (how, headline): what the page states, completed or confirmed by its heading.

    Parameters
    ----------
    stated:
        (how, title) of JSON-LD and meta elements, best first.
    headings:
        Texts of the first ``h1`` elements.
    page_title:
        Text of the ``title`` element.
    sites:
        Names under which the site may stand at the end of a title.
    """
    names = {_bare(name) for name in sites} - {""}
    shown = [text for text in (plain_line(h, limit=_LONGEST) for h in headings) if text]
    shown = [text for text in shown if _bare(text) not in names]
    candidates = [(how, plain_line(text, limit=_LONGEST)) for how, text in stated]
    candidates.append(("title", plain_line(page_title, limit=_LONGEST)))
    for how, text in candidates:
        cleaned = without_site(text, names, shown)
        if not cleaned or _bare(cleaned) in names:
            continue
        whole = _completed(cleaned, shown)
        return ("h1", whole) if whole else (how, cleaned)
    return ("h1", shown[0]) if shown else None


def without_site(title: str, names: set[str], headings: Sequence[str]) -> str:
    """Return a title without the site's name at its end or, more rarely, at its start."""
    cuts = list(_SEPARATOR.finditer(title))
    for heading in headings:  # the page itself shows where the headline ends
        if any(title[: cut.start()] == heading for cut in cuts):
            return heading
    for cut in reversed(cuts):
        if _bare(title[cut.end() :]) in names:
            return without_site(title[: cut.start()].strip(), names, headings)
    if cuts and _bare(title[: cuts[0].start()]) in names:
        return title[cuts[0].end() :].strip()
    return title


def _completed(title: str, headings: Sequence[str]) -> str | None:
    """Return the heading of which ``title`` is a cut-off beginning."""
    if not _CUT.search(title):
        return None
    start = _CUT.sub("", title).rstrip()
    return next((h for h in headings if len(start) > 12 and h.startswith(start)), None)


def _bare(name: str) -> str:
    """Return a site's name for comparison: "The Verge" and "theverge.com" are both ``verge``."""
    text = re.sub(
        r"\.(?:com|org|net|co|gov|edu|io|news|cn|uk|in|jp|kr|eu|de)(?=\.|$)", "", name.casefold()
    )
    return re.sub(r"^the", "", re.sub(r"[^\w]+", "", text))
