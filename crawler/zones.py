"""The zone of clock times that a page states without one, from where the page comes.

A country code at the end of a host stands for a zone where the country has a single one, or one in
which its press writes (Spain, Portugal, New Zealand, whose islands differ); so do the
language and region that a page declares (``ja``, ``zh-CN``). Countries with several zones (.us .ca
.au .br .ru .mx .id) and codes that are sold to the world (.io .ai .co .tv .me) say nothing.
Source of the zones: ``zone.tab`` of the tz database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_OF_COUNTRY = {
    "ae": "Asia/Dubai", "at": "Europe/Vienna", "bd": "Asia/Dhaka", "be": "Europe/Brussels",
    "bg": "Europe/Sofia", "ch": "Europe/Zurich", "cn": "Asia/Shanghai", "cz": "Europe/Prague",
    "dk": "Europe/Copenhagen", "ee": "Europe/Tallinn", "eg": "Africa/Cairo",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris", "gr": "Europe/Athens", "hk": "Asia/Hong_Kong", "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest", "ie": "Europe/Dublin", "il": "Asia/Jerusalem", "in": "Asia/Kolkata",
    "ir": "Asia/Tehran", "it": "Europe/Rome", "jp": "Asia/Tokyo", "ke": "Africa/Nairobi",
    "kr": "Asia/Seoul", "lk": "Asia/Colombo", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga", "ma": "Africa/Casablanca", "my": "Asia/Kuala_Lumpur",
    "ng": "Africa/Lagos", "nl": "Europe/Amsterdam", "no": "Europe/Oslo", "np": "Asia/Kathmandu",
    "ph": "Asia/Manila", "pk": "Asia/Karachi", "pl": "Europe/Warsaw", "ro": "Europe/Bucharest",
    "rs": "Europe/Belgrade", "sa": "Asia/Riyadh", "se": "Europe/Stockholm", "sg": "Asia/Singapore",
    "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul", "tw": "Asia/Taipei", "ua": "Europe/Kyiv", "uk": "Europe/London",
    "es": "Europe/Madrid", "pt": "Europe/Lisbon", "nz": "Pacific/Auckland", "pe": "America/Lima",
    "ar": "America/Argentina/Buenos_Aires", "uy": "America/Montevideo",
    "vn": "Asia/Ho_Chi_Minh", "za": "Africa/Johannesburg", "de": "Europe/Berlin",
}  # fmt: skip
_OF_LANGUAGE = {"ja": "jp", "ko": "kr", "zh": "cn"}
"""Languages of one zone: Beijing, Hong Kong, Taipei and Singapore keep the same time."""
_LOCALE_DECIDES = frozenset(("zh", "ja", "ko"))
"""Languages whose region is meant: "de-DE" and "en-GB" are defaults of systems used anywhere."""


def of_page(host: str, locales: list[str]) -> str | None:
    """Return the IANA zone of a page's clock times, ``None`` where nothing says it.

    Parameters
    ----------
    host:
        Its host; an address is answered by nothing.
    locales:
        What it declares: "zh-CN", "ja_JP", "ko".
    """
    zone = _OF_COUNTRY.get(host.rpartition(".")[2].lower()) if "." in host else None
    if zone is not None:
        return zone
    for stated in locales:
        parts = stated.strip().lower().replace("_", "-").split("-")
        language, region = parts[0], parts[-1] if len(parts) > 1 else ""
        if language in _LOCALE_DECIDES:
            country = region if region in _OF_COUNTRY else _OF_LANGUAGE.get(language, "")
            if country:
                return _OF_COUNTRY[country]
    return None


_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW = 4  # characters of a script that a headline in another one may hold


def of_script(headline: str) -> str | None:
    """Return the zone of the script that a page's headline is written in, ``None`` of most."""
    for script, language in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh")):
        if len(script.findall(headline)) >= _FEW:
            return _OF_COUNTRY[_OF_LANGUAGE[language]]
    return None


_OFFSET = re.compile(r"\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*([+-])(\d{2}):?00\Z")


def of_times(stated: Iterable[str]) -> str | None:
    """Return a zone of the one offset that a page's other times have, ``None`` without or with two.

    UTC is none: systems store in it what they show in local time. The zone is one of the tz
    database's fixed ones, whose signs are turned round.
    """
    offsets = {match.groups() for text in stated if (match := _OFFSET.search(text.strip()))}
    if len(offsets) != 1:
        return None
    sign, hours = offsets.pop()
    if not 0 < int(hours) <= 12:
        return None
    return f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}"
