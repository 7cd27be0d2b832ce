"""The file ``/.well-known/tdmrep.json`` of the TDM Reservation Protocol (W3C community report).

It is an array of rules: ``location`` is a pattern of paths as in robots.txt (``*`` and a final
``$``), ``tdm-reservation`` is 1 or 0, ``tdm-policy`` names a policy. The first rule whose location
matches decides. The file yields to what a page's own header or meta element says.

Nothing here asks anything and no text raises: what is no such file reserves nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from crawler import robotstxt

PATH = "/.well-known/tdmrep.json"

MAX_RULES = 1_000
"""Rules of one file that are read."""

_SHOWN = 3  # locations that are named to the operator


@dataclass(frozen=True, slots=True)
class TdmRule:
    """One rule: where it holds, whether it reserves, and the policy that it names ("": none)."""

    location: str
    reserves: bool
    policy: str
    pattern: robotstxt.Rule


@dataclass(frozen=True, slots=True)
class TdmFile:
    """What a host reserves, in the order of its rules."""

    rules: tuple[TdmRule, ...] = ()

    def reservation(self, url: str) -> str | None:
        """Return what is reserved of the page at an address, in words; ``None``: nothing."""
        path = robotstxt.path_of(url)
        found = next((rule for rule in self.rules if rule.pattern.matches(path)), None)
        return _words(found.policy) if found is not None and found.reserves else None

    @property
    def summary(self) -> str | None:
        """What the host reserves, for the operator; ``None`` when it reserves nothing."""
        reserving = [rule for rule in self.rules if rule.reserves]
        if not reserving:
            return None
        places = [rule.location[:80] for rule in reserving[:_SHOWN]]
        more = f" and {len(reserving) - _SHOWN} more" if len(reserving) > _SHOWN else ""
        policy = next((rule.policy for rule in reserving if rule.policy), "")
        return f"{_words(policy)}: {', '.join(places)}{more}"


def parse(text: str) -> TdmFile:
    """Return the rules of a file; those that cannot be understood are passed over."""
    try:
        rows = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return TdmFile()
    found = (_rule(row) for row in (rows[:MAX_RULES] if isinstance(rows, list) else ()))
    return TdmFile(tuple(rule for rule in found if rule is not None))


def _rule(row: Any) -> TdmRule | None:
    if not isinstance(row, dict):
        return None
    location, reserves = row.get("location"), row.get("tdm-reservation")
    if not isinstance(location, str) or str(reserves).strip() not in ("0", "1"):
        return None
    location = " ".join(location.encode("utf-8", "replace").decode().split())
    pattern = robotstxt.rule(location, allow=False)
    if pattern is None:
        return None
    stated = row.get("tdm-policy")
    policy = " ".join(stated.encode("utf-8", "replace").decode().split())[:200] if isinstance(
        stated, str
    ) else ""  # fmt: skip
    return TdmRule(location, str(reserves).strip() == "1", policy, pattern)


def _words(policy: str) -> str:
    return f"text and data mining is reserved{f' (policy: {policy})' if policy else ''}"
