"""Time expressions by pattern: where they stand, and what they mean before an anchor is known.

An expression is either a value that needs no anchor (``2026-04-24``, ``2026-04``, ``2026-Q2``,
``198`` for a decade, ``P3W``), or symbolic:

===========================  ==================================================================
``weekday:fri:past``         a day of the week; ``past future last next this``; ``/24`` its day
``monthday:04-25:past``      a day without a year
``month:02:past``            a month without a year
``mday:04``                  a day of the month at hand
``season:SU:past``           a season; ``quarter:2:past`` a quarter
``day:-1`` ``week:0`` …      days, weeks, months, quarters, years from the anchor
``shift:-3W``                so long before (or after) the anchor, exact to the unit named
``after:+2D``                so long after (or before) the date mentioned last
===========================  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp import date_calendar, date_foreign, date_relative
from nlp.date_rules import Rule


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression at its place."""

    start: int
    end: int
    type: str
    expression: str


RULES = (*date_calendar.RULES, *date_relative.RULES, *date_foreign.RULES)
_BEGINNING = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


class _Group:
    """Rules that need one of the same strings in a line, and a quick look whether it is there.

    To search a line for every string that some rule needs costs more than the rules. Those that are
    words begin one (``Rule.needs``): only those are searched that begin like a word of the line.
    """

    def __init__(self, needs: tuple[str, ...]) -> None:
        self.rules = [(order, rule) for order, rule in enumerate(RULES) if rule.needs == needs]
        self._always = not needs
        self._anywhere: list[str] = []
        self._begun: dict[str, list[str]] = {}
        for need in needs:
            word = _WORD.match(need.lstrip(" ."))
            if word is None:
                self._anywhere.append(need)
            else:
                self._begun.setdefault(word.group()[:_BEGINNING], []).append(need)

    def may_match(self, words: str, begun: set[str]) -> bool:
        """Say whether a line has what the rules need; ``begun`` are the beginnings of its words."""
        if self._always:
            return True
        for beginning in self._begun.keys() & begun:
            if any(need in words for need in self._begun[beginning]):
                return True
        return any(need in words for need in self._anywhere)


_GROUPS = [_Group(needs) for needs in dict.fromkeys(rule.needs for rule in RULES)]
_LETTERS = str.maketrans("ſıİ\u212a", "siIK")
"""Letters that match others where case is ignored, and are none of the words that handlers know."""
_LINE = re.compile(r"[^\n]+")
_IN_NAMES = frozenset({"Daily", "Weekly", "Monthly", "Quarterly", "Today", "Annual"})
"""Words of the names of newspapers, where the word beside them has a capital too."""
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’]*[ ]\Z")
_CAPITAL_AFTER = re.compile(r"[ ][A-Z]")


def scan(text: str) -> list[Found]:
    """Return the time expressions of a text in order, the longest where they overlap."""
    text = text.translate(_LETTERS)
    candidates: list[tuple[int, int, int, Found]] = []
    for order, rule, match in _matches(text):
        expression = rule.read(match)
        if expression is None or _is_name(text, match):
            continue
        start = match.start()
        if "skip" in rule.pattern.groupindex and match["skip"]:
            start = match.end("skip")
        found = Found(start, match.end(), _type(expression, rule.type), expression)
        candidates.append((start - match.end(), order, start, found))
    covered = bytearray(len(text))
    kept: list[Found] = []
    for _, _, _, found in sorted(candidates, key=lambda c: c[:3]):
        if not any(covered[found.start : found.end]):
            covered[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda f: f.start)


def _matches(text: str) -> Iterator[tuple[int, Rule, re.Match[str]]]:
    """Yield the matches of all rules with their order; no expression goes over a line break."""
    for line in _LINE.finditer(text):
        words = line.group()
        words += " " + words.lower()
        begun = {word[:_BEGINNING] for word in _WORD.findall(words)}
        for group in _GROUPS:
            if not group.may_match(words, begun):
                continue
            for order, rule in group.rules:
                for match in rule.pattern.finditer(text, line.start(), line.end()):
                    yield order, rule, match


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Say whether a word for a time is a part of a name: *China Daily*, *Data Weekly*."""
    if match.group() not in _IN_NAMES:
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(text, match.end()))


def _type(expression: str, kind: str) -> str:
    return "DURATION" if kind == "DATE" and expression.startswith("P") else kind
