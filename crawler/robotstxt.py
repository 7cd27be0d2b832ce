"""Reading and matching robots.txt (RFC 9309), with the readings that large crawlers agree on.

Of the groups that name an agent all rules count together, whatever stands between them; only
``allow`` and ``disallow`` end a list of ``user-agent`` lines. The longest matching pattern decides
and ``allow`` wins between equals. Before they are compared, address and pattern are brought into
one form: escapes of unreserved characters are resolved, everything else is escaped in upper case,
and a literal ``*`` or ``$`` is written as its escape, so that only the pattern's own are special.

Matching looks for the pieces between the stars one after the other from the left, so that no
pattern takes more than one pass over an address. No input raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlsplit

_AGENT = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = (
    "/:@!&'()+,;=?%~-._[]*$"  # what stands in an address unescaped; * and $ are dealt with apart
)
_KEYS = {
    "useragent": "agent", "allow": "allow", "disallow": "disallow", "crawldelay": "delay",
    "sitemap": "sitemap", "license": "license", "contentsignal": "signal", "contentusage": "signal",
    # As typed by people; Google's reader takes them for what they mean.
    "dissallow": "disallow", "dissalow": "disallow", "disalow": "disallow",
    "diasllow": "disallow", "disallaw": "disallow",
}  # fmt: skip
_WITH_ADDRESS = ("sitemap ", "sitemap\t", "license ", "license\t")
_NO_SPACE_INSIDE = ("allow", "disallow")  # "dis allow" is no word


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of paths in its compared form, and whether it allows or forbids them."""

    allow: bool
    length: int
    pieces: tuple[str, ...]  # between the stars
    to_the_end: bool

    def matches(self, path: str) -> bool:
        """Say whether a path in its compared form (:func:`path_of`) is one of the pattern's."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        if not others:
            return len(path) == len(first) or not self.to_the_end
        at = len(first)
        *between, last = others
        for piece in between:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if self.to_the_end:
            return path.endswith(last) and len(path) - len(last) >= at
        return path.find(last, at) >= 0


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """What a robots.txt says to one agent; rules stand in the order in which they decide."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float | None = None  # seconds, as stated
    sitemaps: tuple[str, ...] = ()
    licenses: tuple[str, ...] = ()  # addresses of RSL licences
    signals: tuple[str, ...] = ()  # Content-Signal and Content-Usage, as stated

    def allows(self, url: str) -> bool:
        """Say whether the agent may ask for an address of this host."""
        path = path_of(url)
        if path == "/robots.txt":  # always allowed (RFC 9309 2.2.2)
            return True
        return next((one.allow for one in self.rules if one.matches(path)), True)


def parse(text: str, *, agent: str) -> RobotsFile:
    """Return what a robots.txt says to ``agent``.

    Parameters
    ----------
    text:
        The file; bytes that are no UTF-8 may stand as surrogate escapes.
    agent:
        The product token, in any case.
    """
    wanted = agent.casefold()
    named: list[Rule] = []
    general: list[Rule] = []
    delays: dict[bool, float] = {}
    found: dict[str, list[str]] = {"sitemap": [], "license": [], "signal": []}
    rule_agents = _Agents(wanted)
    delay_agents = _Agents(wanted)
    addressed = False
    for key, value in _records(text):
        if key == "agent":
            addressed |= rule_agents.add(value)
            delay_agents.add(value)
        elif key == "delay":
            seconds = _seconds(value)
            for specific in delay_agents.members() if seconds is not None else ():
                delays.setdefault(specific, seconds or 0.0)
            delay_agents.close()
        elif key in found:
            found[key].append(value)
        else:
            rule_agents.close()
            delay_agents.close()
            found_rule = rule(value, allow=key == "allow")
            if found_rule is not None:
                for specific in rule_agents.members():
                    (named if specific else general).append(found_rule)
    return RobotsFile(
        rules=_in_order(named if addressed else general),
        crawl_delay=delays.get(True) if addressed else delays.get(False),
        sitemaps=tuple(dict.fromkeys(found["sitemap"])),
        licenses=tuple(dict.fromkeys(found["license"])),
        signals=tuple(dict.fromkeys(found["signal"])),
    )


class _Agents:
    """The agents that the current group speaks to: ours by name (True), all of them (False)."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._found: set[bool] = set()
        self._closed = True

    def add(self, value: str) -> bool:
        """Take a ``user-agent`` line; say whether it names ours."""
        if self._closed:
            self._found = set()
            self._closed = False
        if value.startswith("*") and not value[1:2].strip():
            self._found.add(False)
            return False
        match = _AGENT.match(value)
        ours = match is not None and match[0].casefold() == self._wanted
        if ours:
            self._found.add(True)
        return ours

    def close(self) -> None:
        self._closed = True

    def members(self) -> Iterable[bool]:
        return sorted(self._found)


def _records(text: str) -> Iterable[tuple[str, str]]:
    for line in re.split(r"[\r\n]+", text.removeprefix("\ufeff")):
        stated = line.partition("#")[0].strip(" \t\x00\ufeff")
        if not stated:
            continue
        name, colon, value = stated.partition(":")
        if not colon:
            words = stated.split()
            if len(words) != 2:
                continue
            name, value = words
        word = name.strip().casefold()
        if word.startswith(_WITH_ADDRESS) and len(words := stated.split()) == 2:  # no colon of ours
            word, value = words[0].casefold(), words[1]
        key = _KEYS.get(re.sub(r"[\s_-]+", "", word))
        if key is None or (key in _NO_SPACE_INSIDE and not word.isalpha()):
            continue
        yield key, value.strip()


def rule(value: str, *, allow: bool) -> Rule | None:
    """Return what a value says as a pattern of paths, ``None`` when it is empty."""
    if not value:
        return None
    to_the_end = value.endswith("$")
    pattern = value.removesuffix("$")
    pieces = tuple(_normal(piece) for piece in pattern.split("*"))
    length = len("*".join(pieces)) + to_the_end
    return Rule(allow, length, pieces, to_the_end)


def _in_order(rules: list[Rule]) -> tuple[Rule, ...]:
    every = list(rules)
    for one in rules:  # who allows an index file allows the folder that shows it
        for name in ("/index.html", "/index.htm"):
            if one.allow and one.pieces[-1].endswith(name) and not one.to_the_end:
                last = one.pieces[-1].removesuffix(name) + "/"
                pieces = (*one.pieces[:-1], last)
                every.append(Rule(True, len("*".join(pieces)) + 1, pieces, True))
    unique = dict.fromkeys(every)
    return tuple(sorted(unique, key=lambda one: (-one.length, not one.allow)))


def path_of(url: str) -> str:
    """Return path and query of an address in the form in which they are compared."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    query = f"?{parts.query}" if parts.query or "?" in url.partition("#")[0] else ""
    return _normal((parts.path or "/") + query)


def _normal(text: str) -> str:
    """Return a path, or a piece of a pattern, in the form in which both are compared."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else f"%{match[1].upper()}"

    resolved = _ESCAPE.sub(one, text)
    escaped = quote_from_bytes(_octets(resolved), safe=_SAFE)
    return escaped.replace("*", "%2A").replace("$", "%24")


def _octets(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that stands for no byte
        return text.encode("utf-8", "replace")


def _seconds(value: str) -> float | None:
    match = re.match(r"\d{1,9}(?:[.,]\d{1,6})?(?=\s|$|s)|[.]\d{1,6}", value)
    return float(match[0].replace(",", ".")) if match else None
