"""The lexicon of acts, read once from the data files beside this package.

The files explain themselves at their heads; this module turns them into look-ups and refuses what
it does not know, so that a slip of the pen in a frame is an error and not a silent gap.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from claimwire.errors import ConfigError
from claimwire.model import Act
from nlp.statements import forms
from nlp.statements.trust import Trust

FILES = (
    "verbs.toml",
    "adjectives.toml",
    "nouns.toml",
    "phrases.toml",
    "wordings.toml",
    "parties.toml",
    "confidence.toml",
    "calibration.toml",
    "matter.toml",
)

BELIEVE = "believe"
"""Table of attitudes (think, hope, want): kept as ``say``, with low confidence."""

_PLAIN_FRAMES = frozenset(
    {
        "that",
        "quote",
        "obj",
        "obj-claim",
        "obj-bill",
        "obj-deed",
        "obj-wrong",
        "to",
        "a-to",
        "a-that",
        "t",
        "t-as",
    }
)
MATTERS = {
    "list": "lists",
    "measure": "measures",
    "bench": "benches",
    "sum": "sums",
    "filed": "suits",
}
"""Conditions on what a verb's matter names -> tables of ``phrases.toml``."""
OBJECTS = {
    "right": "rights",
    "decided": "decisions",
    "leave": "leaves",
    "innocence": "innocence",
    "favour": "favour",
}
"""Conditions on a verb's object -> tables of ``phrases.toml``."""
_CONDITIONS = frozenset(
    {"court", "party", "paper", "weak", "alone", "whom", "claim", "deed", *MATTERS, *OBJECTS}
)
_PEOPLED = ("roles", "spokespeople", "lawyers", "courts", "anonymous", "people")
_SPEAKING = (*_PEOPLED, "documents", "page")


@dataclass(frozen=True, slots=True)
class Verb:
    """One act that a verb may carry and how its arguments are laid out."""

    lemma: str
    act: Act
    frames: frozenset[str]
    attitude: bool = False  # a belief or wish, not an utterance
    never: frozenset[str] = frozenset()  # objects with which it is no act: claim insurance
    particle: frozenset[str] = frozenset()  # words behind it of which one must be there: push back

    def has(self, frame: str) -> bool:
        return frame in self.frames

    def prepositions(self, kind: str) -> tuple[str, ...]:
        """Return the prepositions of frames ``t-…`` or ``p-…``, in alphabetical order."""
        marks = (f[len(kind) + 1 :] for f in self.frames if f.startswith(kind + "-"))
        return tuple(sorted(m for m in marks if m != "as" or kind == "p"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the data files say, ready for look-up by lower-cased lemma or word."""

    verbs: Mapping[str, tuple[Verb, ...]]
    adjectives: Mapping[str, tuple[Verb, ...]]  # predicates that carry an act: critical of
    forms: Mapping[str, str]  # inflected form -> lemma of a verb
    nouns: Mapping[str, tuple[Act, bool]]  # act, attitude
    carrying: frozenset[str]  # all nouns that may carry an act, the legal ones too
    light: frozenset[str]
    light_forms: Mapping[str, str]  # inflected form -> light verb
    faced: frozenset[str]  # light verbs whose subject is the one at whom the act is aimed
    faced_nouns: Mapping[str, Act]  # nouns that carry an act behind those verbs alone: drew fire
    legal: frozenset[str]  # nouns that are a suit when they are filed against somebody
    filing: frozenset[str]  # verbs that file them
    aimed: frozenset[str]  # prepositions that say at whom a noun's act is aimed
    answered: frozenset[str]
    claims: frozenset[str]
    bills: frozenset[str]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]  # phrases.toml
    wordings: Mapping[str, Mapping[str, tuple[str, ...]]]  # wordings.toml: regular expressions
    sets: Mapping[tuple[str, str], frozenset[str]]  # both files, by table and key
    trust: Trust
    speaking: frozenset[str]  # common nouns that can say something: people, bodies, documents
    parties: frozenset[str]  # common nouns for people and bodies, who can be charged and can answer
    misdeeds: Mapping[str, frozenset[str]]  # form of a verb -> objects with which it is a wrong
    wrongs: Mapping[str, str]  # inflected form -> lemma of a verb of wrongdoing
    wrongful: frozenset[str]  # verbs, nouns, adverbs and deeds of wrongdoing together
    rebuttal: re.Pattern[str]  # the list of that name, as words of a text in small letters
    digest: str

    def verb(self, token: Token) -> str:
        """Return the lemma of a verb of the lexicon that a word is a form of, or ''."""
        known = self.forms.get(str(token.text).lower(), "")
        lemma = str(token.lemma_).lower()
        return lemma if lemma in self.verbs else known

    def light_verb(self, token: Token) -> str:
        """Return the lemma of a light verb that a word is a form of, or ''."""
        known = self.light_forms.get(str(token.text).lower(), "")
        lemma = str(token.lemma_).lower()
        return lemma if lemma in self.light else known

    def set(self, table: str, key: str = "words") -> frozenset[str]:
        """Return a list of ``phrases.toml`` as a set."""
        return self.sets[table, key]

    def party(self, table: str, key: str = "nouns") -> frozenset[str]:
        """Return a list of ``parties.toml`` as a set."""
        return self.sets[table, key]


@cache
def load() -> Lexicon:
    """Read the data files. :raises ConfigError: when one of them says what nobody understands."""
    raw = {name: files("nlp").joinpath("lexicon", name).read_bytes() for name in FILES}
    data = {name: _parse(name, body) for name, body in raw.items()}
    nouns = data["nouns.toml"]
    faced = {lemma: act for lemma, (act, _) in _nouns(nouns["faced"]).items()}
    verbs = _verbs(data["verbs.toml"])
    phrases, parties = _tables(data["phrases.toml"]), _tables(data["parties.toml"])
    return Lexicon(
        verbs=verbs,
        adjectives=_verbs(data["adjectives.toml"], "adjectives.toml"),
        forms=forms.table(verbs),
        nouns=_nouns(nouns["acts"]),
        carrying=frozenset(_nouns(nouns["acts"])).union(nouns["legal"]["nouns"], faced),
        light=frozenset(nouns["light"]["issue"]).union(nouns["light"]["faced"]),
        light_forms=forms.table({*nouns["light"]["issue"], *nouns["light"]["faced"]}),
        faced=frozenset(nouns["light"]["faced"]),
        faced_nouns=faced,
        legal=frozenset(nouns["legal"]["nouns"]),
        filing=frozenset(nouns["legal"]["verbs"]),
        aimed=frozenset(nouns["light"]["aimed"]),
        answered=frozenset(nouns["answered"]["nouns"]),
        claims=frozenset(nouns["claims"]["nouns"]),
        bills=frozenset(nouns["bills"]["nouns"]),
        words=phrases,
        wordings=_tables(data["wordings.toml"]),
        sets={
            (table, key): frozenset(words)
            for tables in (phrases, parties)
            for table, lists in tables.items()
            for key, words in lists.items()
        },
        speaking=_nouns_of(parties, *_SPEAKING),
        parties=_nouns_of(parties, *_PEOPLED).union(phrases["wrongdoing"]["actors"])
        - frozenset(parties["generic"]["shares"]),
        misdeeds={
            form: frozenset(phrases["misdeeds"][lemma])
            for form, lemma in forms.table(phrases["misdeeds"]).items()
        },
        wrongs=forms.table(phrases["wrongdoing"]["verbs"]),
        wrongful=frozenset(
            word
            for key in ("verbs", "nouns", "qualifiers", "deeds")
            for word in phrases["wrongdoing"][key]
        ),
        rebuttal=re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases['rebuttal']['words']))})\b"),
        trust=_trust(data["confidence.toml"], data["calibration.toml"]),
        digest=hashlib.sha256(b"\0".join(raw[name] for name in FILES)).hexdigest(),
    )


def _trust(judged: dict[str, Any], fitted: dict[str, Any]) -> Trust:
    return Trust(
        judged={rule: float(share) for rule, share in judged["rules"].items()},
        counts={key: (float(r), float(n)) for key, (r, n) in fitted["counts"].items()},
        curve=tuple((float(x), float(y)) for x, y in fitted["curve"]["points"]),
    )


def _parse(name: str, body: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"nlp/lexicon/{name}: {error}") from error


def _tables(data: dict[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        table: {key: tuple(words) for key, words in lists.items()} for table, lists in data.items()
    }


def _nouns_of(parties: Mapping[str, Mapping[str, tuple[str, ...]]], *tables: str) -> frozenset[str]:
    return frozenset(word for t in tables for words in parties[t].values() for word in words)


def _verbs(data: dict[str, Any], file: str = "verbs.toml") -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for act_name, entries in data.items():
        attitude = act_name == BELIEVE
        act = Act.SAY if attitude else _act(act_name)
        for lemma, frames in _several(entries):
            never = frozenset(f[4:] for f in frames.split() if f.startswith("not-"))
            behind = frozenset(f[5:] for f in frames.split() if f.startswith("with-"))
            words = frozenset(f for f in frames.split() if not f.startswith(("not-", "with-")))
            for frame in words:
                if not _known(frame):
                    raise ConfigError(
                        f"nlp/lexicon/{file}: unknown frame {frame!r} of {lemma!r} in "
                        f"[{act_name}]; use one of those explained at the head of the file"
                    )
            found.setdefault(lemma, []).append(Verb(lemma, act, words, attitude, never, behind))
    return {lemma: tuple(verbs) for lemma, verbs in found.items()}


def _several(entries: dict[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    """Yield lemma and frames; a lemma may have a list of them, each with conditions of its own."""
    for lemma, frames in entries.items():
        yield from ((lemma, one) for one in ([frames] if isinstance(frames, str) else frames))


def _known(frame: str) -> bool:
    if frame in _PLAIN_FRAMES or frame in _CONDITIONS:
        return True
    kind, _, mark = frame.partition("-")
    return kind in {"t", "p"} and mark.isalpha()


def _nouns(data: dict[str, Any]) -> dict[str, tuple[Act, bool]]:
    found: dict[str, tuple[Act, bool]] = {}
    for act_name, lemmas in data.items():
        attitude = act_name == BELIEVE
        act = Act.SAY if attitude else _act(act_name)
        for lemma in lemmas:
            found.setdefault(lemma, (act, attitude))
    return found


def _act(name: str) -> Act:
    try:
        return Act(name)
    except ValueError as error:
        raise ConfigError(
            f"nlp/lexicon: unknown act {name!r}; the acts are {', '.join(Act)}"
        ) from error
