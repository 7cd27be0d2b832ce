"""Dates as people write them: day, clock and zone taken apart, in the languages of our sources.

A timestamp in words is read by finding its date, then its clock time, then its zone, each of which
is cut out; what is left over may only be weekdays, labels ("Published", "发布时间") and glue.
Anything else means that the text is prose with a date in it, and no timestamp. Of dates whose
order of day and month cannot be told (04/05/2026) nothing is read unless the zone of the
publisher says which country writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari ocak stycznia"
    " января январь янв",
    "february feb februar février fevrier févr fevr febrero febbraio febb fevereiro fev februari"
    " şubat lutego февраля февраль фев",
    "march mar märz mrz mars marzo março marco maart mrt maret marts marca марта март мар",
    "april apr avril avr abril abr aprile nisan kwietnia апреля апрель апр",
    "may mai mayo maggio mag maio mei maj maja mayıs мая май",
    "june jun juni juin junio giugno giu junho haziran czerwca июня июнь июн",
    "july jul juli juillet juil julio luglio lug julho temmuz lipca июля июль июл",
    "august aug août aout agosto ago augustus augusti agustus ağustos sierpnia августа август авг",
    "september sep sept septembre septiembre settembre set setembro eylül września"
    " сентября сентябрь сент сен",
    "october oct oktober okt octobre octubre ottobre ott outubro out ekim października"
    " октября октябрь окт",
    "november nov novembre noviembre novembro kasım listopada ноября ноябрь ноя",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro"
    " desember aralık grudnia декабря декабрь дек",
)
MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTH_OF, key=len, reverse=True))
_WEEKDAYS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
    sun montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so lundi mardi
    mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miércoles miercoles
    jueves viernes sábado sabado domingo mié jue vie dom lunedì martedì mercoledì giovedì venerdì
    sabato domenica mar senin selasa rabu kamis jumat jum'at sabtu minggu
"""
_LABELS = """
    published posted updated last modified release released date first created issued filed as of
    publication publish time dated on at the by publié publie le à a mis jour en el del de il ore
    alle publicado actualizado pubblicato um uhr am vom veröffentlicht stand aktualisiert
    aktualisierung erstellt op om hrs hours hour local uur geplaatst às horas h press
    statement for immediate опубликовано обновлено дата публикации в г года
"""
_NOISE = frozenset((_WEEKDAYS + _LABELS).split())
_LABEL_WORDS = frozenset(_LABELS.split())
_LABELS_EAST = re.compile(
    "发布时间|发布日期|發布時間|发布于|发表于|发表时间|时间|日期|更新时间|更新|发布|發布|发表|來源時間|公開日|公開|配信|掲載"
    "|投稿日|最終|投稿|登録|입력|등록|게시|발행|작성|기사입력|최종수정|수정|최종|업데이트|승인|时|於|于"
    "|[(（]?(?:星期|周|週)[一二三四五六日天][)）]?|[(（][月火水木金土日월화수목금토일一二三四五六][)）]|[月火水木金土日]曜日?|[월화수목금토일]요일"
)
_SOURCE_EAST = re.compile(
    r"(?:来源|來源|稿源|出处|出典|출처|source)\s*[:：].*\Z", re.IGNORECASE | re.DOTALL
)
_YEAR = r"(?:19|20)\d\d"
_YMD = re.compile(
    rf"(?<![\d.])(?P<year>{_YEAR})\s*(?P<mark>[-/.年년])\s*(?P<month>\d{{1,2}})\s*[-/.月월]\s*"
    r"(?P<day>\d{1,2})(?!\d)\s*(?:[日일号號]|\.(?!\d))?"
)
_DMY_WORDS = re.compile(
    rf"(?<![\d:])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s\-/]*(?:(?:de|of)\s+)?"
    rf"(?P<month>{_MONTH})\b\.?(?:\s*(?:de|del)\s+|[\s,\-/]*)(?P<year>{_YEAR}|'?\d\d(?![\d:.h]))"
)
_MDY_WORDS = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?[\s\-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[\s,]+)(?P<year>{_YEAR})"
)
_MD_WORDS = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])"
)
_YEAR_ALONE = re.compile(rf"(?<![\d:+\-])(?P<year>{_YEAR})(?![\d:])")
_MY_WORDS = re.compile(rf"\b(?P<month>{_MONTH})\b\.?[\s,]*(?:de\s+)?(?P<year>{_YEAR})")
_NUMBERS = re.compile(
    rf"(?<![\d.])(?P<one>\d{{1,2}})(?P<mark>[./-])\s?(?P<two>\d{{1,2}})(?P=mark)\s?(?P<year>{_YEAR}|\d\d)(?!\d)"
)
_MORNING = ("上午", "午前", "오전", "凌晨", "早上", "清晨", "am")
_AFTERNOON = ("下午", "午後", "오후", "晚上", "傍晚", "中午", "pm")
_CLOCK = re.compile(
    rf"(?P<half>{'|'.join((*_MORNING[:-1], *_AFTERNOON[:-1]))})?\s*"
    r"(?<![\d:.+\-])(?P<hour>\d{1,2})"
    r"(?:\s*(?:[:：h]|[時时点點시])\s*(?P<minute>\d{2}|\d(?=\s*[分분]))|\.(?P<dotted>[0-5]\d)(?!\d)"
    r"|\s*[時时点點시](?!\d)|(?=\s*[ap]m\b))"
    r"(?:\s*[:：]\s*(?P<second>\d{2})(?:[.,]\d+)?|\s*[分분]\s*(?:(?P<second2>\d{2})\s*[秒초])?)?"
    r"\s*(?P<meridiem>[ap]m\b)?"
)
_NOON = re.compile(r"\b(?:12(?::00)?\s+)?noon\b")
_MERIDIEM = re.compile(r"\b([ap])\.\s?m\b\.?")
_OFFSET = re.compile(r"(?:\b(?:gmt|utc)\s*)?(?<![\d])(?P<offset>[+\-−]\d{1,2}(?::?\d{2})?)(?!\d)")
_AREA = re.compile(
    r"\[?\b(?P<area>(?:America|Europe|Asia|Africa|Australia|Pacific|Atlantic|Indian|Etc)/[\w+\-/]+)\]?"
)
_US_WORDS = re.compile(
    r"\b(eastern|central|mountain|pacific)(?:\s+(standard|daylight))?(?:\s+time)?\b"
)
_CITY_TIME = re.compile(
    r"\(?\b(beijing|hong kong|tokyo|seoul|london|local)\s+time\)?"
    r"|北京时间|北京時間|日本時間|한국시간|\(?\bмск\b\)?"
)
_MILITARY = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)(?= (?:GMT|UTC)\b)")  # "1405 GMT"
_AMERICAN_ZONE = re.compile(r"(?:E|C|M|P|AK|H)[SD]?T|America/.+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_GLUE = re.compile(r"[\s,;:.|/·•‧–—\-()（）\[\]【】：，。、~@]+")
_ABBREVIATION = re.compile(r"(?<![\w+\-])\(?([A-Z]{1,5})\)?(?![\w])")

_CITIES = {
    "beijing": "Asia/Shanghai", "hong kong": "Asia/Hong_Kong", "tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul", "london": "Europe/London", "北京时间": "Asia/Shanghai",
    "北京時間": "Asia/Shanghai", "日本時間": "Asia/Tokyo", "한국시간": "Asia/Seoul",
    "мск": "Europe/Moscow",
}  # fmt: skip
_US_ZONES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a written timestamp; ``zone`` is what stands there: offset, name or nothing."""

    year: int
    month: int
    day: int | None
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    zone: str | None = None


def is_label(text: str) -> bool:
    """Say whether a text is nothing but what stands before a date: "Published", "发布"."""
    words = _LABELS_EAST.sub(" ", text.lower()).replace(":", " ").split()
    return all(word in _LABEL_WORDS for word in words)


def read(text: str, *, abbreviations: frozenset[str], american: bool | None) -> Written | None:
    """Return the parts of a timestamp in words, ``None`` when the text is none.

    Parameters
    ----------
    abbreviations:
        Names of zones that are understood ("EDT").
    american:
        Whether the writer puts the month before the day; ``None`` when nobody knows.
    """
    if _MILITARY.search(text):  # "1405 GMT (2205 HKT)"
        text = _IN_BRACKETS.sub(" ", _MILITARY.sub(r"\1:\2", text))
    zone, rest = _zone(text, abbreviations)
    if american is None and zone is not None and zone in abbreviations | set(_US_ZONES.values()):
        american = _AMERICAN_ZONE.fullmatch(zone) is not None
    lowered = _MERIDIEM.sub(r"\1m", rest.lower())
    lowered = _SOURCE_EAST.sub(" ", lowered)
    date, rest = _date(lowered, american)
    if date is None:
        return None
    clock, rest = _clock(rest)
    year, month, day = date
    if year == 0:  # the year stands at the end, behind the clock
        alone = _YEAR_ALONE.search(rest)
        if alone is None:
            return None
        year = int(alone["year"])
        rest = _without(rest, alone)
    if zone is None and clock is not None:
        offset = _OFFSET.search(rest)
        if offset is not None:
            zone, rest = offset["offset"], _without(rest, offset)
    if not _only_noise(rest):
        return None
    hour, minute, second = clock or (None, 0, None)
    return Written(year, month, day, hour, minute, second, zone if clock else None)


def _zone(text: str, abbreviations: frozenset[str]) -> tuple[str | None, str]:
    """Return the zone that is named, and the text without it."""
    area = _AREA.search(text)
    if area is not None:
        return area["area"], _without(text, area)
    lowered = text.lower()
    city = _CITY_TIME.search(lowered)
    if city is not None:
        return _CITIES.get(city[1] or city[0].strip("()")), _cut(text, city.span())
    stated = _OFFSET.search(lowered)
    if stated is not None and stated[0].startswith(("gmt", "utc")):
        return stated["offset"], _IN_BRACKETS.sub(" ", _cut(text, stated.span()))
    for found in reversed(list(_ABBREVIATION.finditer(text))):
        if found[1] in abbreviations:
            return found[1], _IN_BRACKETS.sub(" ", _without(text, found))
    words = _US_WORDS.search(lowered)
    if words is not None:
        return _US_ZONES[words[1]], _cut(text, words.span())
    return None, text


def _date(text: str, american: bool | None) -> tuple[tuple[int, int, int | None] | None, str]:
    for pattern in (_YMD, _DMY_WORDS, _MDY_WORDS):
        found = pattern.search(text)
        if found is not None:
            return (_full_year(found["year"]), _month(found["month"]), int(found["day"])), _without(
                text, found
            )
    found = _NUMBERS.search(text)
    if found is not None:
        ordered = _ordered(int(found["one"]), int(found["two"]), found["mark"], american)
        if ordered is None or (len(found["year"]) == 2 and found["mark"] == "-"):
            return None, text
        return (_full_year(found["year"]), *ordered), _without(text, found)
    found = _MD_WORDS.search(text)
    if found is not None and _YEAR_ALONE.search(text, found.end()):
        return (0, _month(found["month"]), int(found["day"])), _without(text, found)
    found = _MY_WORDS.search(text)
    if found is not None:
        return (int(found["year"]), _month(found["month"]), None), _without(text, found)
    return None, text


def _ordered(one: int, two: int, mark: str, american: bool | None) -> tuple[int, int] | None:
    """Return (month, day) of two numbers before a year, ``None`` when it cannot be told."""
    if mark == "." or one > 12:
        return two, one
    if two > 12 or one == two or american:
        return one, two
    return (two, one) if american is False else None


def _clock(text: str) -> tuple[tuple[int, int, int | None] | None, str]:
    noon = _NOON.search(text)
    if noon is not None:
        return (12, 0, None), _without(text, noon)
    found = _CLOCK.search(text)
    if found is None:
        return None, text
    hour = int(found["hour"])
    half = found["half"] or found["meridiem"]
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    seconds = found["second"] or found["second2"]
    minute = int(found["minute"] or found["dotted"] or 0)
    return (hour, minute, int(seconds) if seconds else None), _without(text, found)


def _only_noise(text: str) -> bool:
    rest = _LABELS_EAST.sub(" ", text)
    return all(not word or word in _NOISE for word in _GLUE.split(rest))


def _full_year(text: str) -> int:
    """Return a year; of two digits that of the web's time."""
    year = int(text.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTH_OF[text]


def _without(text: str, found: re.Match[str]) -> str:
    return _cut(text, found.span())


def _cut(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"
