"""Times that a page states by their distance: "2 hours ago", "vor 3 Stunden", "昨天 18:05".

They mean something only beside the moment at which the page was fetched. A distance is a span: "2
hours ago" is what came two to three hours before. It is told as exactly as the whole span allows:
to the minute, the day, the month or the year. "Yesterday" and "today" are days of the page's zone;
a clock beside them counts as beside any other date. No moment after the fetch is ever told; a day
is named by its date in the page's zone, as everywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crawler import dates

_LONGEST = 60  # characters: a longer text is prose
_MINUTE, _HOUR, _DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

# Each language's own words, singular and plural; the order of the lists is that of _SPANS.
_UNITS = (
    "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi"
    " seconden секунду секунды секунд 秒 秒钟 秒鐘 초",
    "m min mins minute minutes minuten minuto minutos minuti minuut минуту минуты минут 分 分钟"
    " 分鐘 分間 분",
    "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore uur час часа часов"
    " 小时 小時 時間 시간",
    "d day days tag tagen tage jour jours día días dia dias giorno giorni dag dagen день дня дней"
    " 天 日 일",
    "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken"
    " неделю недели недель 周 週 週間 星期 주 주일",
    "mo month months monat monaten monate mois mes meses mês mese mesi maand maanden месяц месяца"
    " месяцев 个月 個月 ヶ月 か月 カ月 개월 달",
    "y yr yrs year years jahr jahren jahre an ans année années año años ano anos anno anni jaar"
    " год года лет 年 년",
)
_SPANS = (dt.timedelta(seconds=1), _MINUTE, _HOUR, _DAY, 7 * _DAY, 31 * _DAY, 366 * _DAY)
_UNIT_OF = {word: place for place, words in enumerate(_UNITS) for word in words.split()}
_ONE = "a an one einer einem eine une un uma um una uno een один одну"
_FEW = "few einigen wenigen quelques unos algunos alcuni pochi alguns enkele несколько 几 幾 数"
_WORD = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_NUMBER = rf"\d{{1,3}}|{'|'.join(f'{one}(?=[^a-zа-я])' for one in f'{_ONE} {_FEW}'.split())}"
_AMOUNT = rf"(?:an? )?(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})(?![a-zа-яáéíóúêñ])\.?"
_SMALLER = rf"(?:[\s,]*(?:and|und|et|y|e|en)?\s*\d{{1,2}}\s*(?:{_WORD}))?"
_BEHIND = r"ago|fa|geleden|назад|atrás|前|之前|전"
_BEFORE = r"vor|il y a|hace|há|desde hace|ongeveer"
_ROUGHLY = (
    r"(?:about|around|almost|over|more than|less than|etwa|rund|environ|casi|circa|около|约|約|약)"
)
_AGO = re.compile(
    rf"(?:{_ROUGHLY}\s*)?(?:(?:{_BEFORE})\s+(?:{_ROUGHLY}\s*)?{_AMOUNT}{_SMALLER}"
    rf"|{_AMOUNT.replace('<n>', '<m>').replace('<unit>', '<other>')}{_SMALLER}\s*(?:{_BEHIND}))"
)
_NOW = re.compile(
    r"just now|moments? ago|a moment ago|gerade eben|soeben|à l'instant|ahora mismo|proprio ora"
    r"|agora mesmo|zojuist|только что|刚刚|剛剛|たった今|방금(?: 전)?"
)
_WHILE = dt.timedelta(minutes=10)  # that "just now" and "a few" of a unit may be too short or long
_DAYS_BACK = {
    0: "today heute aujourd'hui hoy oggi hoje vandaag сегодня 今天 今日 오늘",
    1: "yesterday gestern hier ayer ieri ontem gisteren вчера 昨天 昨日 어제",
    2: "vorgestern avant-hier anteayer позавчера 前天 一昨日 그저께",
}
_BACK_OF = {word: back for back, words in _DAYS_BACK.items() for word in words.split()}
_DAY_NAME = "|".join(sorted(map(re.escape, _BACK_OF), key=len, reverse=True))
_NAMED_DAY = re.compile(rf"(?<![a-zа-я])(?:{_DAY_NAME})(?![a-zа-я])")
_LABEL = re.compile(
    r"\A(?:(?:first )?(?:published|posted|updated|last updated|modified)|veröffentlicht"
    r"|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|atualizado|geplaatst"
    r"|опубликовано|发布于|发表于|发布时间|更新于|公開|更新|입력|등록|수정)\b\s*[:：]?\s*"
)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something may have been published, both in UTC."""

    early: dt.datetime
    late: dt.datetime


def parse(text: str, *, now: dt.datetime, zone: str | None = None) -> dates.Moment | None:
    """Return the moment that a text states by its distance from ``now``, ``None`` when it does not.

    Parameters
    ----------
    now:
        When the page was fetched, aware.
    zone:
        IANA name of the zone in which the page counts days; UTC without one.
    """
    words = " ".join(text.replace("\u2019", "'").split())
    if not words or len(words) > _LONGEST:
        return None
    try:
        place = ZoneInfo(zone) if zone is not None else dt.UTC
        return _on_named_day(words, now, place, zone) or _told(words.lower(), now, place)
    except (ValueError, OverflowError, KeyError, OSError):
        return None


def _on_named_day(
    text: str, now: dt.datetime, place: dt.tzinfo, zone: str | None
) -> dates.Moment | None:
    """Read "yesterday, 5:30 pm ET": the day's name stands for its date."""
    named = _NAMED_DAY.search(text.lower())
    if named is None:
        return None
    day = now.astimezone(place).date() - _BACK_OF[named[0]] * _DAY
    moment = dates.parse(f"{text[: named.start()]}{day} {text[named.end() :]}", zone=zone)
    if moment is None or moment.precision not in ("second", "minute", "day"):
        return None
    if moment.precision == "day":
        return _moment(day.year, day.month, day.day, "day")
    return moment if moment.at <= now else None


def _told(text: str, now: dt.datetime, place: dt.tzinfo) -> dates.Moment | None:
    bare = _LABEL.sub("", text).strip(" .,|·•()（）")
    span = _span(bare, now)
    if span is None:
        return None
    early, late = span.early.astimezone(place), span.late.astimezone(place)
    if span.late - span.early <= _MINUTE:
        at = span.late.astimezone(dt.UTC).replace(second=0, microsecond=0)
        return dates.Moment(at, "minute", True)
    if early.date() == late.date():
        return _moment(late.year, late.month, late.day, "day")
    if (early.year, early.month) == (late.year, late.month):
        return _moment(late.year, late.month, 1, "month")
    return _moment(late.year, 1, 1, "year") if early.year == late.year else None


def _moment(year: int, month: int, day: int, precision: str) -> dates.Moment:
    return dates.Moment(dt.datetime(year, month, day, tzinfo=dt.UTC), precision, False)


def _span(text: str, now: dt.datetime) -> Span | None:
    if _NOW.fullmatch(text):
        return Span(now - _WHILE, now)
    found = _AGO.fullmatch(text)
    if found is None:
        return None
    number, unit = found["n"] or found["m"], _UNIT_OF[found["unit"] or found["other"]]
    if number in _FEW.split():
        return Span(max(_EPOCH, now - 9 * _SPANS[unit]), now - _SPANS[unit])
    count = int(number) if number.isdecimal() else 1
    return Span(max(_EPOCH, now - (count + 1) * _SPANS[unit]), now - count * _SPANS[unit])
