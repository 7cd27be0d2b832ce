"""Who wrote a page: people out of bylines, agencies and desks kept apart from them.

"By Ilse Varga and Ed Noor, Reuters" names two people and an agency; "VARGA, Ilse" is one person;
"Technology correspondent" and "@ilse" are nobody. The names of agencies and the words of desks are
data here because bylines are short and a wrong author is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from lxml.html import HtmlElement

from crawler import dates, datewords
from crawler.datelines import near_headline
from crawler.plain import plain_line

AGENCIES = frozenset(
    ("reuters", "thomson reuters", "ap", "associated press", "the associated press", "afp",
     "agence france-presse", "agence france presse", "bloomberg", "bloomberg news", "dpa", "upi",
     "united press international", "pa media", "press association", "pa", "xinhua",
     "xinhua news agency", "kyodo", "kyodo news", "jiji press", "yonhap",
     "yonhap news agency",
     "tass", "ria novosti",
     "interfax", "ansa", "efe", "anp", "apa", "ians", "pti", "ani", "press trust of india", "cna",
     "aap", "the canadian press", "canadian press", "dow jones", "dow jones newswires", "ap news",
     "getty images", "cnn wire", "states newsroom", "the conversation", "propublica",
     "kff health news", "business wire", "businesswire", "pr newswire", "prnewswire",
     "globenewswire", "globe newswire", "newsfile", "accesswire", "ots", "marketwired",
     "cision", "eqs group", "newswire", "taboola", "outbrain",
     "新华社", "中新社", "中国新闻社", "新华网", "人民日报", "人民网",
     "央视新闻",
     "共同通信", "時事通信",
     "연합뉴스", "뉴시스", "뉴스1")
)  # fmt: skip
"""News agencies and syndicates, in lower case; bylines credit them beside people."""

_BY = re.compile(
    r"^(?:(?:written|reported|posted|story|words|text|article|analysis|opinion|review"
    r"|interview|published"
    r"|edited|compiled)\s+)?by(?:\s*:\s*|\s+)|^(?:authors?|writers?|reporters?|byline)\s*[:：]\s*"
    r"|^(?:por|par|von|di|door|av|af)\s+(?=[A-ZÀ-Ý])|^(?:作者|记者|記者|文|撰文|撰稿"
    r"|本报记者|新华社记者"
    r"|기자)\s*[:：／/丨|　 ]\s*",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:;|\||·|•|\n|\band\b|\bund\b|\bwith\b|&|、|，|/|\s-\s|\s–\s|\s—\s"
    r"|(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])|,(?!\s*(?:Jr|Sr|II|III|Ph\.?\s?D|M\.?D|Esq|J\.?D)\b))\s*",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"^([^\s,]+),\s+([^\s,]+(?:\s[^\s,]+)?)$")
_CAPITALS = re.compile(r"[A-ZÀ-Ý]{2,}(?:-[A-ZÀ-Ý]+)*$")
_COMPANY = re.compile(r"\b(?:GmbH|Inc\.|LLC|Ltd|S\.?p\.?A|Co\. KG|Pty)(?![\w])")
_IN_BRACKETS = re.compile(r"\s*[(\[（【].*?[)\]）】]")
_TAIL = re.compile(
    r"\s+(?:(?:in|at)\s+[A-ZÀ-Ý][\w.'’ -]+|for\s+(?:the\s+)?[A-ZÀ-Ý][\w.'’ -]+|of\s+the\s+.+|@\S+"
    r"|(?:(?:Print|E-?mail|Share|Follow|Tweet|Save|Updated)\b\s*)+)$"
)
_EAST_TAIL = re.compile(
    r"\s*(?:记者|記者|特派員|编辑|編輯|編集委員|論説委員|기자|특파원|선임기자|논설위원|报道"
    r"|通讯员)$"
)
_EAST_HEAD = re.compile(
    r"^(?:본지|본보)?\s*(?:本报|本社|新华社|央视)?(?:记者|記者|編集|通讯员)[\s　]*"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|[{}<>=_]|\.(?:com|org|net|cn)\b"
    r"|^(?:admin|administrator|editors?|guest|none|null|unknown|anonymous"
    r"|author|authors|autor|auteur|autore"
    r"|webmaster|root"
    r"|undefined|staff|newsroom|team|contributors?|user|test|default|n/a|min read|share"
    r"|follow|updated|e-?mail|print|(?:\w+\s)?reporting|do [A-Z]{2,})$"
    r"|^(?:em|en|from|in|à)\s",
    re.I,
)
_ROLES = (
    r"correspondent|reporter|editor|editor-in-chief|columnist|contributor|producer|writer|analyst"
    r"|journalist|bureau chief|chief|head of|professor|director|intern|freelance|photographer|staff"
    r"|desk|team|newsroom|editorial board|news service|wire service|news agency|press office"
    r"|communications office|redaktion|redacción|rédaction|编辑部|编辑室|読売新聞|編集部|공동취재단"
)
_OUTLET_WORDS = re.compile(
    r"\b(?:news|newspapers?|newswire|media|magazine|radio|tv|television|network|online|tribune"
    r"|gazette|agency|bureau|institute|university|foundation|council|committee|association"
    r"|department|ministry|office|sun-sentinel|sentinel|chronicle|dispatch|inquirer|examiner|courier|group|inc|llc|ltd|corp|gmbh|ediciones|verlag|publishing)\.?$"
    r"|^(?:the|el|la|le|die|der)\s.*\b(?:times|post|press|journal|herald|star|sun|guardian|mail"
    r"|globe|observer|telegraph|independent|mirror|express|country|mundo|monde|welt|zeit)$"
    r"|\b(?:today|times)$|^ediciones\s|\.(?:com|net|org)$",
    re.IGNORECASE,
)
_EAST_OUTLET = re.compile(
    r"(?:[报報网網社]|消息|新[闻聞]|日[报報]|周刊|週刊|财经|財經|频道|頻道|中心|综合|綜合|卫视|衛視|电视台|電視台"
    r"|杂志|雜誌|在线|在線|公众号|平台|官方|编辑|編輯|编辑部|編集部|工作室|取材班|新聞|放送"
    r"|뉴스|신문|일보|방송|편집|편집부|편집국|미디어|온라인뉴스팀|뉴스팀|취재팀|특별취재팀)$"
    r"|^(?:未知|原创|原創|匿名|佚名|小编|管理员|本站|转载|网易|新浪|搜狐|腾讯|凤凰网|百度|搜索|责任|責任|来源|來源)"
)
_EAST_TITLED = re.compile(r"^[\u3400-\u9fff]{3,16}(?:作者|作家|记者|記者|编辑|教授|研究员|主任)\s+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HANS_LINE = re.compile(
    r"[\u3400-\u9fff]{0,8}(?:记者|编辑|通讯员)[\s　:：]+"
    r"([\u3400-\u9fff]{2,4}(?:[\s　]+[\u3400-\u9fff]{2,4})+)$"
)
"""A line in simplified script: between its names stand spaces, in Japanese ones within a name."""
_LONGEST_HAN = 6
"""Ideographs of a name without a dot: Chinese ones have two to four, Japanese up to six."""
_PREFIXED = re.compile(r"(Mac|Mc|De|Di|La|Le|Van|O['’])([A-ZÀ-Ý]{2,})")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_ROLE = re.compile(rf"\b(?:{_ROLES})s?\b|编辑部|編集部", re.IGNORECASE)
_JUNIOR = re.compile(r"\b[JS]r$")
_SMALL_WORD = re.compile(r"[a-z]{1,3}|d['’]\w+|al-\w+|[IVX]+|[“\"][A-ZÀ-Ý][\w.-]*|[\w.-]+[”\"]")
_EAST = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,16}$")
_MARKED_CLASS = re.compile(
    r"[Bb]yline|author[-_]name|AuthorName|contributor|article(?:-|__)author|post-author"
    r"|entry-author|story-author|reporter|name_author|^\s*(?:author|writer)\s*$"
)
_MARKED_DATA = (("data-testid", ("byline", "author")), ("data-qa", ("author", "attribution")))
_MOST_MARKED = 12
_SAME_PLACE = 3  # elements around two bylines, of which they share one
_BESIDE = frozenset(("aside", "footer", "nav"))
_ELSEWHERE = re.compile(
    r"related|recommend|sidebar|popular|teaser|promo|comment|bio\b|card|widget|more-from|read-next",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"^by\s+[A-ZÀ-Ý]", re.IGNORECASE)
_EAST_LINE = re.compile(
    r"(?:作者|记者|記者|文"
    r"|撰文)\s*[:：／/　]\s*([\u3400-\u9fff·]{2,8}(?:[、，\s]+[\u3400-\u9fff·]{2,8}){0,3})"
    r"|([\uac00-\ud7af]{2,5})\s*(?:기자|특파원)(?=$|[\s=()·|,])"
    r"|記者[\s　]+([\u3040-\u30ff\u3400-\u9fff]{2,8})"
)
_LONGEST_LINE = 160
_LINE_TAGS = frozenset(("p", "div", "span", "td", "li", "strong", "em", "b", "address", "small"))


def people(
    stated: Iterable[str], *, publisher: str | None, sites: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the people whom bylines name, once each in order: no agencies, desks or roles.

    Parameters
    ----------
    publisher:
        Name of the outlet, which many pages give as their author.
    sites:
        Other names of the site, such as the first label of its host.
    """
    own = (publisher or "", *sites)
    seen = {_bare(name) for name in ("by", "and", *own)}
    joined = [name for name in own if name and _AND.search(name)]  # "Mac & i": not two people
    found: list[str] = []
    for line in stated:
        for name in _names(_without(line, joined)):
            key = _bare(name)
            if key and key not in seen:
                seen.add(key)
                found.append(name)
    return tuple(found)


def agencies(stated: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies that bylines credit, in order."""
    parts = (part for line in stated for part in _AND.split(_BY.sub("", plain_line(line))))
    named = (part.strip(" .,()") for part in parts)
    return tuple(dict.fromkeys(name for name in named if name.casefold() in AGENCIES))


def _without(line: str, names: Iterable[str]) -> str:
    for name in names:
        line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", line)
    return line


def _names(line: str) -> Iterator[str]:
    text = _BY.sub("", plain_line(line, limit=400)).strip()
    text = _IN_BRACKETS.sub("", text)
    if _COMPANY.search(text):  # with its address behind it: "Example GmbH, Berlin, Germany"
        return
    inverted = _INVERTED.match(text)
    if inverted and _CAPITALS.match(inverted[1]) and not _CAPITALS.match(inverted[2]):
        text = f"{inverted[2]} {inverted[1]}"
    spaced = _HANS_LINE.match(plain_line(line, limit=400))
    for part in spaced[1].split() if spaced else _AND.split(text):
        name = _one(part)
        if name:
            yield name


def _one(part: str) -> str | None:
    """Return a part of a byline as a name, ``None`` when it is none."""
    name = _EAST_HEAD.sub("", _EAST_TAIL.sub("", _BY.sub("", part.strip(" .,:：-–—*|·"))))
    name = _TAIL.sub("", name).strip(" .,:-–—*|")
    if name.endswith((" By", " by")):  # a label whose name stands elsewhere: "Story By"
        return None
    if not 2 <= len(name) <= 80 or name.casefold() in AGENCIES or _NO_NAME.search(name):
        return None
    if datewords.is_label(name):
        return None
    if _EAST.match(name):
        return _east(name)
    if _OUTLET_WORDS.search(name) or _INITIALS.fullmatch(name):
        return None
    name = _without_agency(name)
    if _ROLE.search(name) or dates.parse(name) is not None:
        return None
    words = name.split()
    if len(words) > 6 or not all(_is_of_a_name(word.rstrip(",")) for word in words):
        return None
    if all(word[0].islower() for word in words):
        return None
    return _cased(f"{name}." if _JUNIOR.search(name) else name)


def _east(name: str) -> str | None:
    """Return a name in an eastern script without a title before it; ``None`` for an outlet."""
    name = _EAST_TITLED.sub("", name).strip()
    if len(name) < 2 or _EAST_OUTLET.search(name):
        return None
    return None if _HAN.fullmatch(name) and len(name) > _LONGEST_HAN else name


def _without_agency(name: str) -> str:
    """Return a name without the agency behind it: "Ada Moreno Reuters" is of two parts."""
    words = name.split()
    for count in (1, 2):
        if len(words) >= count + 2 and " ".join(words[-count:]).casefold() in AGENCIES:
            return " ".join(words[:-count])
    return name


def _is_of_a_name(word: str) -> bool:
    """Say whether a word can be part of a name: letters of any script, with a capital if it has."""
    if _SMALL_WORD.fullmatch(word):
        return True
    letters = all(c.isalpha() or c in ".'’-‐·" or unicodedata.combining(c) for c in word)
    return letters and word[0].isalpha() and not word[0].islower()


def _cased(name: str) -> str:
    """Return a name that is written in capitals as names are written."""
    words = name.split()
    if any(len(part) > 3 and _shouted(part) for word in words for part in word.split("-")):
        return " ".join(
            "-".join(map(_spoken, word.split("-"))) if len(word) > 2 and "." not in word else word
            for word in words
        )
    return name


def _shouted(word: str) -> bool:
    return word.isupper() or _PREFIXED.fullmatch(word) is not None


def _spoken(word: str) -> str:
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed:  # "DeVRIES"
        return prefixed[1] + prefixed[2].capitalize()
    return word.title() if word.isupper() else word


def on_page(tree: HtmlElement) -> Iterator[list[str]]:
    """Yield the visible bylines of a page, one list for each place: marked ones first.

    Other places name the writers of other articles, so they only count where the first one names
    nobody.
    """
    places: list[tuple[frozenset[HtmlElement], list[str]]] = []
    for element in islice(_marked(tree), _MOST_MARKED):
        text = " ".join(str(part).strip() for part in _parts(element))
        if not 2 <= len(text) <= _LONGEST_LINE or _is_elsewhere(element):
            continue
        around = frozenset(islice(element.iterancestors(), _SAME_PLACE))
        near = next((lines for there, lines in places if around & there), None)
        if near is None:
            places.append((around, [text]))
        else:
            near.append(text)
    yield from ([lines for _, lines in places] or [list(_written(tree))])


def _marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that mark-up calls a byline or an author, in the order of the page."""
    for element in tree.iter():
        given = element.attrib
        if not given or not isinstance(element.tag, str) or not _is_marked(given):
            continue
        if not any(above.tag in _BESIDE for above in element.iterancestors()):
            yield element


def _is_marked(given: Mapping[str, str]) -> bool:
    names = given.get("class")
    return (
        (names is not None and _MARKED_CLASS.search(names) is not None)
        or given.get("rel") == "author"
        or given.get("id") == "author"
        or "author" in given.get("itemprop", "")
        or any(word in given.get(name, "") for name, words in _MARKED_DATA for word in words)
    )


def _parts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of a byline, cut where a block or a time begins."""
    for node in element.iter():
        if not isinstance(node.tag, str) or node.tag in (
            "time",
            "script",
            "style",
            "button",
            "svg",
        ):
            if node.tail and node is not element:
                yield node.tail
            continue
        block = node.tag in ("div", "p", "li", "br", "span") and node is not element
        if node.text and not _is_when(node.text):
            yield ("; " if block else "") + node.text
        if node.tail and node is not element and not _is_when(node.tail):
            yield node.tail


def _is_when(text: str) -> bool:
    cleaned = " ".join(text.split())
    return any(c.isdigit() for c in cleaned) and dates.parse(cleaned) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(
        _ELSEWHERE.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        for above in element.iterancestors()
        if above.tag not in ("html", "body", "main", "article")
    )


def _written(tree: HtmlElement) -> Iterator[str]:
    """Yield bylines that no mark-up shows: a short line "By …", or the East's "记者 …"."""
    for node in near_headline(tree):
        if node.tag not in _LINE_TAGS:
            continue
        for text in (node.text or "", *(child.tail or "" for child in node)):
            line = " ".join(text.split())
            if not 3 <= len(line) <= _LONGEST_LINE:
                continue
            if _BY_LINE.match(line) and _one(_AND.split(_BY.sub("", line))[0]):
                yield line
                return
            east = _EAST_LINE.search(line)
            if east is not None and len(line) <= 120:
                yield next(filter(None, east.groups()), "")
                return


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
