"""Who wrote a page: people out of bylines, agencies and desks kept apart from them.

"By Ilse Varga and Ed Noor, Reuters" names two people and an agency; "VARGA, Ilse" is one person;
"Technology correspondent" and "@ilse" are nobody. The names of agencies and the words of desks are
data here because bylines are short and a wrong author is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from crawler import dates, datewords
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
    r"|edited|compiled)\s+)?by(?:\s*:\s*|\s+)|^(?:authors?|writers?|reporters?|byline"
    r"|auteure?s?|autor(?:/?in(?:nen)?|en|es|a|as|i)?|autore|verfasser(?:in)?|redactor(?:a|es)?"
    r"|texte?|testo|texto)\s*[:：]\s*"
    r"|^(?:author|autor(?:in)?|auteure?)\s+(?=\w+\s+\w)|^(?:geschrieben\s+von|ein(?:e)?\s+\w+\s+von|propos\s+recueillis\s+par)\s+(?=[A-ZÀ-Ý])"
    r"|^(?:por|par|von|di|door|durch|av|af)\s*:?\s+(?=[A-ZÀ-Ý])|^(?:作者|记者|記者|文|撰文|撰稿"
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
_PLACE = re.compile(
    r"(?<=\w\s)([\w.'’-]+)(?:\s*,\s*(?!Jr|Sr|I{2,3}|Ph|M\.?D|Esq|J\.?D)[A-ZÀ-Ý][\w.'’-]+)+"
    r"(?=\s*(?:$|,|\s(?:and|und|et|y|e)\b))"
)
"""What stands behind a name in full, alone between commas: a town, a degree, an outlet."""

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
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
    r"|follow|updated|e-?mail|print|(?:\w+\s)?reporting|do [A-Z]{2,}"
    r"|super\s?user|user\s?admin|site\s?admin|web\s?editor|guest (?:author|post))$"
    r"|^(?:the|more)\s|^(?:show|view|see|read|all)\s(?:all|more|posts|articles)\b"
    r"|^(?:em|en|from|in|à)\s",
    re.I,
)
_ROLES = (
    r"envoyée?s?\b.*|journalistes?|correspondante?|korrespondent(?:in)?|redakteur(?:in)?"
    r"|corresponsal|redactora?|giornalista|inviat[oa]|"
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
    r"|^(?:ministry|department|office|embassy|government|bureau|council|university|institute"
    r"|secretariat)\sof\b|\w*minist(?:erium|ère|erio|ero)\b|^(?:global affairs|condé nast)\b"
    r"|\b(?:today|times)$|^ediciones\s|\.(?:com|net|org)$",
    re.IGNORECASE,
)
_EAST_OUTLET = re.compile(
    r"(?:[报報网網社]|消息|新[闻聞]|日[报報]|周刊|週刊|财经|財經|频道|頻道|中心|综合|綜合|卫视|衛視|电视台|電視台"
    r"|杂志|雜誌|在线|在線|公众号|平台|官方|编辑|編輯|整理|[媒企百大头]\w号|企鹅号|发布|关注|编辑部|編集部|工作室|取材班|新聞|放送"
    r"|뉴스|신문|일보|방송|편집|편집부|편집국|미디어|온라인뉴스팀|뉴스팀|취재팀|특별취재팀)$"
    r"|^(?:未知|原创|原創|匿名|佚名|小编|管理员|本站|转载|网易|新浪|搜狐|腾讯|凤凰网|百度|搜索|责任|責任|来源|來源|网络|網絡)"
)
_EAST_TITLED = re.compile(r"^[\u3400-\u9fff]{3,16}(?:作者|作家|记者|記者|编辑|教授|研究员|主任)\s+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HANS_LINE = re.compile(
    r"[\u3400-\u9fff]{0,8}(?:记者|编辑|通讯员)[\s　:：]+"
    r"([\u3400-\u9fff]{2,4}(?:[\s　]+[\u3400-\u9fff]{2,4})+)$"
)
"""A line in simplified script: between its names stand spaces, in Japanese ones within a name."""
_HANS_PAIR = re.compile(r"([\u3400-\u9fff]{3}[\s　][\u3400-\u9fff]{3})$")  # two Chinese names
_LONGEST_HAN = 6
"""Ideographs of a name without a dot: Chinese ones have two to four, Japanese up to six."""
_PREFIXED = re.compile(r"(Mac|Mc|De|Di|La|Le|Van|O['’])([A-ZÀ-Ý]{2,})")
_INITIALS = re.compile(r"[A-Z]{2,5}")
_ROLE = re.compile(rf"\b(?:{_ROLES})s?\b|编辑部|編集部", re.IGNORECASE)
_ROLE_BEGINS = re.compile(
    rf"(?:{_ROLES}|senior|chief|staff|executive|managing|deputy|associate|assistant|contributing"
    r"|politic(?:s|al)|economics?|business|tech(?:nology)?|science|health|education|legal|foreign"
    r"|national|international|world|diplomatic|defen[cs]e|security|investigati(?:ve|ons)|digital"
    r"|features?|special|guest|white|washington|global|media|energy|climate|environment|china|asia"
    r"|european?|religion|sports?|culture|arts|royal|home|consumer|money|personal|data|video"
    r"|photo)s?\b",
    re.IGNORECASE,
)
_SHORTEST_NAME = 2  # words of a name before a role
_BROADCASTERS = frozenset(("bbc", "cnn", "nbc", "abc", "cbs", "npr", "pbs", "itv", "msnbc", "cnbc"))
_MIXED = re.compile(r"[\u3400-\u9fff][A-Za-z]|[A-Za-z][\u3400-\u9fff]")  # an account's name
_JUNIOR = re.compile(r"\b[JS]r$")
_SMALL_WORD = re.compile(  # particles of names in the languages that write them small
    r"v[ao]n|vom|der?|den|des|dem|dell?a|del|di|d[aou]|d[ao]s|degli|las?|les?|los?|el|al|ul|bint?"
    r"|ibn|ben|abu|zur?|zum|y|e|i|ter|ten|te|op|af|av|ap|st|san|ní|nic|ma?c|['’]t"
    r"|d['’]\w+|al-\w+|[IVX]+|[“\"][A-ZÀ-Ý][\w.-]*|[\w.-]+[”\"]"
)
_EAST = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,16}$")


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
    hosts = [name for name in own if _HOST.fullmatch(name)]
    for line in stated:
        if line.lstrip().startswith("http") or any(host in line for host in hosts):
            continue
        for name in _names(_without(line, joined)):
            key = _bare(name)
            if key and key not in seen and not _ends_in(name, own):
                seen.add(key)
                found.append(name)
    return tuple(found)


def _ends_in(name: str, own: Iterable[str]) -> bool:
    """Say whether a name is the site's behind a word like "by" of a language not known here."""
    behind = name.partition(" ")[2]
    return " " in behind and any(_bare(one) == _bare(behind) for one in own)


def is_role(word: str) -> bool:
    """Say whether a word is what somebody is, not who: "correspondent", "Redakteurin"."""
    return _ROLE.fullmatch(word) is not None


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
    text = _PLACE.sub(r"\1", text)
    spaced = _HANS_LINE.match(plain_line(line, limit=400)) or _HANS_PAIR.match(text)
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
    if _EAST.match(name) or _HAN.fullmatch(name):
        return _east(name)
    if _MIXED.search(name):
        return None
    name = _without_agency(_without_role(name))
    if _OUTLET_WORDS.search(name) or _INITIALS.fullmatch(name):
        return None
    if not name or dates.parse(name) is not None:
        return None
    words = name.split()
    if words[0].casefold() in _BROADCASTERS:
        return None
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


def _without_role(name: str) -> str:
    """Return a name without the role behind it, "" where a role is all there is.

    "Ilse Varga Senior Economics Correspondent" is cut where the role begins.
    """
    if _ROLE.search(name) is None:
        return name
    words = name.split()
    starts = (n for n, word in enumerate(words) if _ROLE_BEGINS.match(word))
    start = next(starts, 0)
    return " ".join(words[:start]) if start >= _SHORTEST_NAME else ""


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


def _bare(name: str) -> str:
    """Return a name for comparison: letters and digits, without their marks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())
