"""Names of public bodies and unions by their form, where a statistical model sees half of one.

*Ministry of Investment, Trade and Industry*: the kind of body, a preposition, and its subjects,
joined by commas and *and*. *Harbour Writers' League*: members in the plural, and what unites them.
*Press Guild of New Arden*: a union and its country. After a comma or *and* only words of an
office go on (*Ministry of Trade and Quillon* are two).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.words import word_set

OFFICES = word_set(
    """
    Commerce State Defense Defence Treasury Energy Labor Labour Justice Education Transportation
    Transport Agriculture Interior Homeland Security Industry Trade Foreign Affairs Finance Health
    Human Services Housing Urban Development Veterans Digital Science Technology Innovation
    Information Economy Economic Economics Policy Public Global Export Exports Enforcement
    Administration Intelligence National Investigation Investigations Central Criminal Civil
    Antitrust Division Southern Northern Eastern Western Middle District Court Budget Management
    Culture Environment Climate Internal Market Markets Competition Communications Research
    Government Relations Legal International Strategic Nuclear Nonproliferation Arms Control
    Political Military Business Growth European Eurasian East Asian Pacific Near African South North
    West Hemisphere House Senate Committee Subcommittee Select Banking Judiciary Oversight
    Appropriations Ways Means Office Bureau Department Agency Board Council Commission Exchange
    Federal Trade Tax Terrorism Financial Crimes Privacy Data Media Cyber Cybersecurity
    Infrastructure AI Artificial Safety Consumer Protection Rights Union States United Kingdom
    """
)
"""Words of which the names of offices and of what they see to are made."""
_SUBJECTS = "|".join(
    sorted(
        OFFICES
        | word_set(
            """
            Investment Investments Statistics Standards Tourism Sports Sport Arts Communication
            Broadcasting Telecommunications Fisheries Forestry Food Planning Reform Home Welfare
            Employment Immigration Customs Revenue Supervision Law Order Water Mines Resources
            Natural Religious Youth Women Sciences Engineering Medicine Letters Publishers
            """
        )
    )
)
_BODY = (
    r"(?:Ministry|Department|Bureau|Office|Agency|Commission|Commissioner|Academy|Institute|Council"
    r"|Board|Directorate|Administration|Authority|Chamber|Court|Society|Association|Federation"
    r"|Guild|League|Union|Alliance|Confederation|Center|Centre)"
)
_COUNCIL = r"(?:Council|Committee|Commission|Center|Centre)"
_DAYS = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|Jan|Feb|Mar|Apr|June|July|Aug|Sep|Oct|Nov|Dec"
)
_WORD = r"[A-Z][a-z][\w’'-]{0,30}"
_SEEN_TO = re.compile(
    rf"\b(?:(?!The\b)[A-Z][a-z]+\ ){{0,2}}(?:{_BODY}\ (?:of|for)|{_COUNCIL}\ on)\ (?:the\ )?"
    rf"(?!{_DAYS}){_WORD}(?:\ (?:{_SUBJECTS})\b)*"
    rf"(?:,\ (?:{_SUBJECTS})\b(?:\ (?:{_SUBJECTS})\b)*)*"
    rf"(?:,?\ (?:and|&)\ (?:{_SUBJECTS})\b(?:\ (?:{_SUBJECTS})\b)*)?",
    re.VERBOSE,
)
_JOINED = re.compile(
    rf"\b(?:(?!The\b)[A-Z][a-z]+\ ){{0,2}}"
    r"(?:Society|Association|Federation|Guild|League|Union|Alliance|Confederation|Coalition)\ "
    rf"(?:of|for)\ (?:the\ )?(?!{_DAYS}){_WORD}(?:\ {_WORD}){{0,3}}",
    re.VERBOSE,
)
_MEMBERS = re.compile(
    rf"\b(?:(?!The\b){_WORD}\ ){{0,3}}[A-Z][a-z]+s['’]\ (?:\w+\ )?"
    r"(?:Guild|League|Union|Council|Association|Federation|Society|Club|Alliance|Congress|Forum)\b",
    re.VERBOSE,
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of public bodies and unions stand; they may overlap."""
    for pattern in (_SEEN_TO, _JOINED, _MEMBERS):
        if pattern is _MEMBERS and "s'" not in text and "s’" not in text:
            continue
        for match in pattern.finditer(text):
            yield match.span()
