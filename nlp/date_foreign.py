"""Time expressions of other languages than English: Chinese, Japanese, Korean and European dates.

Names are linked and dates are read in every language, though statements are looked for in English
alone. Only forms that hardly mean anything else: a day with its month, a month with its year, a
month behind the preposition that months have, the commonest words for days around today.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp.date_rules import Rules
from nlp.date_words import YEAR

RULES = Rules()

# ------------------------------------------------------------------- Chinese, Japanese and Korean

_BLANK = r"[^\S\n]?"
_DIGITS = r"(?<![\d.,])"
_DAY_SIGN = r"(?:日|号|號|일)"
_NOT_A_LENGTH = r"(?![間间份個个个월])"


@RULES.add(
    rf"{_DIGITS}(?P<y>{YEAR}){_BLANK}[年년]{_BLANK}(?P<m>\d{{1,2}}){_BLANK}[月월]{_BLANK}"
    rf"(?P<d>\d{{1,2}}){_BLANK}{_DAY_SIGN}",
    anywhere=True,
    needs="年년",
)
def _east_day(match: re.Match[str]) -> str | None:
    return _valid(match["y"], match["m"], match["d"])


@RULES.add(
    rf"{_DIGITS}(?P<y>{YEAR}){_BLANK}[年년]{_BLANK}(?P<m>\d{{1,2}}){_BLANK}[月월]",
    anywhere=True,
    needs="年년",
)
def _east_month(match: re.Match[str]) -> str | None:
    return f"{match['y']}-{int(match['m']):02}" if 1 <= int(match["m"]) <= 12 else None


@RULES.add(rf"{_DIGITS}(?P<y>{YEAR}){_BLANK}[年년](?![間间代度来來])", anywhere=True, needs="年년")
def _east_year(match: re.Match[str]) -> str | None:
    return match["y"]


@RULES.add(
    rf"{_DIGITS}(?P<m>\d{{1,2}}){_BLANK}[月월]{_BLANK}(?P<d>\d{{1,2}}){_BLANK}{_DAY_SIGN}",
    anywhere=True,
    needs="月월",
)
def _east_month_day(match: re.Match[str]) -> str | None:
    known = _valid("2000", match["m"], match["d"])
    return f"monthday:{known[5:]}:past" if known else None


@RULES.add(rf"{_DIGITS}(?P<m>\d{{1,2}})[月월]{_NOT_A_LENGTH}", anywhere=True, needs="月월")
def _east_month_alone(match: re.Match[str]) -> str | None:
    return f"month:{int(match['m']):02}:past" if 1 <= int(match["m"]) <= 12 else None


@RULES.add(
    rf"{_DIGITS}(?P<d>\d{{1,2}}){_BLANK}(?:日(?![本間间])|号(?=[，,晚上下])|일(?=[ ,.\n(]|에|\Z))",
    anywhere=True,
    needs="日号일",
)
def _east_day_alone(match: re.Match[str]) -> str | None:
    return f"mday:{int(match['d']):02}" if 1 <= int(match["d"]) <= 31 else None


_EAST_WORDS: Mapping[str, str] = {
    "今天": "day:0", "今日": "day:0", "오늘": "day:0",
    "昨天": "day:-1", "昨日": "day:-1", "어제": "day:-1",
    "明天": "day:+1", "내일": "day:+1",
    "本周": "week:0", "本週": "week:0", "今週": "week:0", "이번 주": "week:0",
    "上周": "week:-1", "上週": "week:-1", "先週": "week:-1", "지난주": "week:-1",
    "下周": "week:+1", "下週": "week:+1", "来週": "week:+1", "다음 주": "week:+1",
    "本月": "month:0", "今月": "month:0", "이달": "month:0",
    "上月": "month:-1", "上个月": "month:-1", "上個月": "month:-1", "先月": "month:-1",
    "지난달": "month:-1", "下个月": "month:+1", "来月": "month:+1", "다음 달": "month:+1",
    "今年": "year:0", "올해": "year:0", "去年": "year:-1", "昨年": "year:-1", "지난해": "year:-1",
    "작년": "year:-1", "明年": "year:+1", "来年": "year:+1", "내년": "year:+1",
}  # fmt: skip


@RULES.add(
    "(?:" + "|".join(sorted(_EAST_WORDS, key=len, reverse=True)) + ")(?!头条|頭條)",
    anywhere=True,
    needs=_EAST_WORDS,
)
def _east_word(match: re.Match[str]) -> str | None:
    return _EAST_WORDS.get(" ".join(match.group().split()))


_EAST_WEEKDAYS = {
    "一": "mon", "二": "tue", "三": "wed", "四": "thu", "五": "fri", "六": "sat", "日": "sun",
    "天": "sun", "月": "mon", "火": "tue", "水": "wed", "木": "thu", "金": "fri", "土": "sat",
    "월": "mon", "화": "tue", "수": "wed", "목": "thu", "금": "fri", "토": "sat", "일": "sun",
}  # fmt: skip


@RULES.add(
    r"(?:本|这|這)?(?:周|週|星期|礼拜|禮拜)(?P<c>[一二三四五六日天])(?!体)"
    r"|(?P<j>[月火水木金土日])曜日?|(?P<k>[월화수목금토일])요일",
    anywhere=True,
    needs="周週星礼禮曜요",
)
def _east_weekday(match: re.Match[str]) -> str | None:
    sign = match["c"] or match["j"] or match["k"]
    return f"weekday:{_EAST_WEEKDAYS[sign]}:past"


# ------------------------------------------------------------------------------- European tongues

_NAMES = {
    "de": "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    "|diciembre",
    "pt": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro"
    "|dezembro",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre"
    "|dicembre",
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
}
_IN = {"de": "[Ii]m", "fr": "[Ee]n", "es": "[Ee]n", "pt": "[Ee]m", "it": "[Aa]", "nl": "[Ii]n"}
_LINK = {"es": r"(?:\ del?)?\ ", "pt": r"(?:\ de)?\ "}
_MONTHS = {
    (tongue, name): number
    for tongue, names in _NAMES.items()
    for number, name in enumerate(names.split("|"), start=1)
}
_DEFAULT_LINK = r"\ "


def _add(tongue: str) -> None:
    """Add the rules of one language: a day, a month with its year, a month with its preposition.

    The names of months are matched in their own case: German ones have a capital, the others none.
    """
    names = _NAMES[tongue]
    months = names.split("|")
    behind = [mark + month for month in months for mark in " ."]
    link = _LINK.get(tongue, _DEFAULT_LINK)
    dot = r"\.\ ?" if tongue == "de" else r"(?:er|º|°)?(?:\ de)?\ "

    @RULES.add(
        rf"(?P<d>\d{{1,2}}){dot}(?P<m>(?-i:{names}))\b(?:{link}(?P<y>{YEAR})(?!\d))?", needs=behind
    )
    def _day(match: re.Match[str]) -> str | None:
        month = f"{_MONTHS[tongue, match['m']]}"
        known = _valid(match["y"] or "2000", month, match["d"])
        if known is None or match["y"]:
            return known
        return f"monthday:{known[5:]}:past"

    @RULES.add(
        rf"(?P<m>(?-i:{names})){link}(?P<y>{YEAR})(?!\d)", needs=[f"{month} " for month in months]
    )
    def _month(match: re.Match[str]) -> str | None:
        return f"{match['y']}-{_MONTHS[tongue, match['m']]:02}"

    @RULES.add(rf"(?P<skip>(?-i:{_IN[tongue]})\ )(?P<m>(?-i:{names}))\b(?!\ \d)", needs=behind)
    def _alone(match: re.Match[str]) -> str | None:
        return f"month:{_MONTHS[tongue, match['m']]:02}:past"


for _tongue in _NAMES:
    _add(_tongue)


def _valid(year: str, month: str, day: str) -> str | None:
    number, of = int(month), int(day)
    if not (1 <= number <= 12 and 1 <= of <= 31):
        return None
    return f"{year}-{number:02}-{of:02}"
