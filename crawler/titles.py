"""Which of a page's titles is the headline, and where the name of the site ends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crawler.plain import plain_line

_SEPARATOR = re.compile(
    r"\s+(?:[|•·»›–—\\/]|-{1,2}|::|:)\s+|\s*[|｜]\s*|:\s+|[：]"
    r"|(?<=[\u3040-\u9fff\uac00-\ud7af」』”\d])\s*[_＿\-–—](?=[\u3040-\u9fff\uac00-\ud7af])"
)
_EAST_SUFFIX = re.compile(
    r"(?<=[\u3040-\u9fff\uac00-\ud7af」』”\d])"
    r"(?:-{1,2}[^-_]{1,12}"
    r"(?:网|網|报|報|新闻|新聞|日报|日報|在线|频道|頻道|客户端|传媒|傳媒|官网|资讯|電視台|电视台))$"
    r"|(?<=[^\s_])_[^_]{2,20}$"
)
_DIVIDED = re.compile(r"\s+[|»›«‹]\s+")  # marks that no headline has, but between it and the site
_PHOTO_CREDIT = re.compile(r"\s*[（(](?:写真|画像|사진)\s*[=＝:：／/][^（()）]{1,20}[)）]$")
_CUT = re.compile(r"(?:\.{3}|…)$")
_WEIGHTS = {"json-ld": 1.0, "microdata": 1.0, "meta": 0.8, "title": 0.6}
_SHORTEST_CUT = 50  # characters at which systems cut headlines off without a sign
_HEADING_WEIGHT = 0.95
_HEADLINE_LETTERS = 12  # of a heading that can be a headline; shorter ones name sections
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
    shown = [_without_end(text, page_title) for text in shown if _bare(text) not in names]
    candidates = [(how, plain_line(text, limit=_LONGEST)) for how, text in stated]
    candidates.append(("title", plain_line(page_title, limit=_LONGEST)))
    cleaned = [(how, without_site(text, names, shown)) for how, text in candidates if text]
    cleaned = [(how, text) for how, text in cleaned if text and _bare(text) not in names]
    whole = [("h1", full) if (full := _completed(text, shown)) else (how, text)
             for how, text in cleaned]  # fmt: skip
    if not whole:
        return ("h1", shown[0]) if shown else None
    return _most_stated(whole, shown)


def _most_stated(candidates: Sequence[tuple[str, str]], headings: Sequence[str]) -> tuple[str, str]:
    """Return the title that most witnesses agree on; the heading of the page outweighs one."""
    votes: dict[str, float] = {}
    for place, (how, text) in enumerate(candidates):
        weight = _WEIGHTS.get(how, 0.5) - 0.01 * place
        votes[_bare(text)] = votes.get(_bare(text), 0.0) + weight
    lone = [text for text in headings if len(_bare(text)) >= _HEADLINE_LETTERS]
    lone.sort(key=lambda text: _bare(text) not in votes)  # one that is stated, before a section's
    for text in lone[:1]:
        votes[_bare(text)] = votes.get(_bare(text), 0.0) + _HEADING_WEIGHT
    best = max(votes, key=lambda key: votes[key])  # the first of equals: dicts keep their order
    every = [*candidates, *(("h1", text) for text in lone[:1])]
    return next((how, text) for how, text in every if _bare(text) == best)


def without_site(title: str, names: set[str], headings: Sequence[str]) -> str:
    """Return a title without the site's name at its end or, more rarely, at its start.

    The credit of its picture, which Japanese and Korean systems put behind it, goes, too.
    """
    title = _PHOTO_CREDIT.sub("", title)
    cuts = list(_SEPARATOR.finditer(title))
    for heading in headings:  # the page itself shows where the headline ends
        for cut in cuts:
            if _bare(start := title[: cut.start()]) == _bare(heading):
                return start if heading.isupper() else heading
    for cut in reversed(cuts):
        if _bare(title[cut.end() :]) in names:
            return without_site(title[: cut.start()].strip(), names, headings)
    if cuts and _bare(title[: cuts[0].start()]) in names:
        return title[cuts[0].end() :].strip()
    return _EAST_SUFFIX.sub("", _longest_part(title, headings))


def _longest_part(title: str, headings: Sequence[str]) -> str:
    """Return the part of a divided title that is the headline: the longest, where none is shown."""
    parts = _DIVIDED.split(title)
    if len(parts) == 1 or title in headings:
        return title
    longest = max(parts, key=len)
    return longest if len(_bare(longest)) >= _HEADLINE_LETTERS else title


def _without_end(heading: str, page_title: str) -> str:
    """Return a heading without a site's name that is glued to it and ends the page's title, too."""
    end = _SEPARATOR.split(plain_line(page_title, limit=_LONGEST))[-1]
    start = heading.removesuffix(end)
    glued = len(end) > 3 and start != heading and start[-1:].isalnum()
    return start if glued and len(start) >= _HEADLINE_LETTERS else heading


def _completed(title: str, headings: Sequence[str]) -> str | None:
    """Return the heading of which ``title`` is a cut-off beginning."""
    start = _CUT.sub("", title).rstrip()
    if start == title and len(title) < _SHORTEST_CUT:  # a short title is a title of its own
        return None
    return next(
        (h for h in headings if len(start) > 12 and h != title and h.startswith(start)), None
    )


def _bare(name: str) -> str:
    """Return a site's name for comparison: "The Verge" and "theverge.com" are both ``verge``."""
    text = re.sub(
        r"\.(?:com|org|net|co|gov|edu|io|news|cn|uk|in|jp|kr|eu|de)(?=\.|$)", "", name.casefold()
    )
    return re.sub(r"^the", "", re.sub(r"[^\w]+", "", text))
