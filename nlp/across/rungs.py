"""Steps of a dispute in the words of one sentence: which rung, and under which number.

A step is more than talk: a bill that is introduced, a complaint that is filed, a ruling that is
given. The act decides where it can; else words that only such a step has.
"""

from __future__ import annotations

import re

from claimwire.model import Act, Rung

_BY_ACT = {Act.SUE: Rung.COMPLAINT, Act.RULE: Rung.RULING}
_WORDS: tuple[tuple[Rung, re.Pattern[str]], ...] = tuple(
    (rung, re.compile(pattern, re.I))
    for rung, pattern in (
        (Rung.SETTLEMENT, r"\b(?:settle[ds]?|settlement|settling)\b"),
        (Rung.APPEAL, r"\b(?:appeal(?:s|ed|ing)?|court of appeal|permission to appeal)\b"),
        (
            Rung.LISTING,
            r"\b(?:entity list|blacklist(?:s|ed|ing)?|(?:sanctions|export) list|"
            r"added to (?:a|the) list)\b",
        ),
        (
            Rung.RULE,
            r"\b(?:(?:interim |proposed )?final rule|proposed rule|rulemaking|"
            r"federal register|export controls? (?:rule|regulation)s?)\b",
        ),
        (
            Rung.BILL,
            r"\b(?:bill|legislation|act)\b[^.!?]{0,60}\b(?:introduc|pass|advanc|mark(?:ed)? up|"
            r"vot)\w*|\b(?:introduc|pass|advanc|sponsor)\w*\b[^.!?]{0,60}\b(?:bill|legislation|"
            r"(?-i:Act))\b|\bH\.\s?R\.\s?\d+|\bS\.\s?\d{2,4}\b",
        ),
        (Rung.HEARING, r"\b(?:hearing|testif(?:y|ies|ied)|testimony)\b"),
        (
            Rung.COMPLAINT,
            r"\b(?:fil(?:e|es|ed|ing) (?:a |an |the )?(?:\w+ ){0,2}(?:complaint|lawsuit|suit)|"
            r"lawsuit (?:was )?filed|class action (?:was )?filed)\b",
        ),
        (Rung.RULING, r"\b(?:ruling|judg(?:e)?ment|verdict|injunction (?:was )?granted)\b"),
        (Rung.CABLE, r"\b(?:diplomatic )?cable\b|\bd[eé]marche\b"),
        (Rung.MEMO, r"\b(?:memo(?:randum)?|memoranda|letter to (?:congress|lawmakers|senators))\b"),
    )
)
_ACCUSING = frozenset({Act.ACCUSE, Act.ALLEGE})
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bill", re.compile(r"\bH\.\s?R\.\s?\d{1,5}\b|\bS\.\s?\d{2,4}\b(?!\s?(?:percent|%))")),
    ("docket", re.compile(r"\b\d{1,2}:\d{2}-(?:cv|cr|mc|md)-\d{3,5}(?:-[A-Z]{2,4})?\b")),
    ("docket", re.compile(r"\bNo\.\s\d{2}-\d{2,5}\b")),
    ("citation", re.compile(r"\[\d{4}\]\s(?:EWHC|EWCA|UKSC)\s(?:Civ\s)?\d+(?:\s\([A-Za-z]+\))?")),
    ("docket", re.compile(r"\b\d{1,3}\s[OUS]\s\d{1,6}/\d{2}\b")),
    ("register", re.compile(r"\b(?:FR Doc\.\s)?20\d\d-\d{5}\b|\b\d{2,3}\sFR\s\d{4,6}\b")),
    ("memorandum", re.compile(r"\b(?:NSTM|NSM|OMB M|EO)-\d{1,5}(?:-\d+)?\b")),
)


def rung_of(act: Act | None, sentence: str, medium: str | None = None) -> Rung | None:
    """Return the rung that a dated sentence tells of, if any.

    Parameters
    ----------
    act:
        The act of its statement, ``None`` for an occurrence without one.
    medium:
        The document that speaks ("diplomatic cable").
    """
    if act in _BY_ACT:
        appeals = dict(_WORDS)[Rung.APPEAL].search(sentence) is not None
        return Rung.APPEAL if appeals and act is Act.SUE else _BY_ACT[act]
    spoken = medium or ""
    for rung in (Rung.CABLE, Rung.MEMO):
        if dict(_WORDS)[rung].search(spoken):
            return rung
    if act is Act.SANCTION:
        return Rung.LISTING
    if act in _ACCUSING:
        return Rung.ALLEGATION
    return next((rung for rung, pattern in _WORDS if pattern.search(sentence)), None)


def identifiers(sentence: str) -> tuple[tuple[str, str], ...]:
    """Return the docket, bill and register numbers of a sentence as (kind, value)."""
    found = {
        (kind, " ".join(match.group().split()))
        for kind, pattern in _NUMBERS
        for match in pattern.finditer(sentence)
    }
    return tuple(sorted(found))
