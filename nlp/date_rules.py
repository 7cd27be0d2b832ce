"""How a rule that finds time expressions is written down.

A rule is a pattern with a handler that turns a match into an expression, or into ``None`` where the
match is no time after all. Two modules hold them: :mod:`nlp.date_calendar` for what names a day, a
month or a year, :mod:`nlp.date_relative` for what is measured from another day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Handler = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for time expressions of one TIMEX3 type.

    A group named ``skip`` (a preposition) is matched but is no part of the expression. ``needs``
    are strings of which one stands in every line that it can match, as written or in small letters,
    and at the beginning of a word if it has three letters: most lines have none, and are not
    searched.
    """

    pattern: re.Pattern[str]
    type: str
    read: Handler
    needs: tuple[str, ...] = ()


class Rules:
    """A list of rules that grows by decorating their handlers."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def add(
        self,
        pattern: str,
        kind: str = "DATE",
        *,
        needs: Iterable[str] = (),
        anywhere: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that makes a function the reading of ``pattern``.

        ``anywhere`` lets it begin inside a word: Chinese and Japanese part none.
        """
        before = "" if anywhere else r"(?<![\w$€£])"
        compiled = re.compile(rf"{before}(?:{pattern})", re.VERBOSE | re.IGNORECASE)

        def register(handler: Handler) -> Handler:
            self._rules.append(Rule(compiled, kind, handler, tuple(needs)))
            return handler

        return register

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)
