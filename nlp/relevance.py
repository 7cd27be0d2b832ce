"""Whether a document belongs to the tracker, and to which dispute, with the reasons in words.

Bare keywords mislead: whisky is distilled, Kimi drives a racing car, a launch names DeepSeek. So
three kinds of evidence are joined, and no one of them is enough: who is named (parties of a
dispute, makers of AI), what is spoken of (the dispute's terms, the vocabulary of intellectual
property), and what is done (statements that accuse, sue, deny, rule; without any, words for it).

The weights are set by hand on development data; :func:`judge` explains each score by its parts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimwire.model import (
    Act,
    Annotation,
    Dispute,
    Entity,
    EntityType,
    Knowledge,
    Relevance,
)
from nlp.aliases import AliasIndex
from nlp.matter import MAKERS, Terms, action_words, ai_words, matter_words

THRESHOLD = 0.5
_ACTS = frozenset(Act) - {Act.SAY, Act.ANNOUNCE, Act.ESTIMATE, Act.SUPPORT}
"""Acts that belong to a dispute; what is merely said or announced may be anything."""

_CONTESTED = frozenset({Act.DENY, Act.REJECT, Act.ACCUSE, Act.ALLEGE, Act.SUE})
_CHARGED = _CONTESTED | {Act.CRITICIZE, Act.INVESTIGATE, Act.SANCTION, Act.RULE}
_BENCHES = frozenset({"court", "judge"})
"""Kinds of party that decide other disputes as well."""
_PARTY, _SECOND_PARTY, _OWN_PRODUCT, _COUNTRY = 1.3, 0.8, 0.8, 0.4
_TERM, _FURTHER_TERM = 1.2, 0.5
_ACT, _WORD_OF_ACTION = 0.8, 0.5
_IDENTIFIER = 2.0
_EXCLUDED = -4.0
_PEACEFUL = -0.8
"""Nothing is done and one term is spoken of: a launch of a distilled model, a course on how to."""
_BIAS = -2.9
_LESSON = -1.5
"""A text addresses its reader and charges nobody: how to distil a model at home."""
_ADDRESSED = 0.02
"""Share of *you* and *your* among the words of a lesson."""
_MAKER, _FURTHER_MAKER, _AI, _FURTHER_AI = 0.9, 0.4, 0.5, 0.4
_FAMILY, _OTHER_NAME, _GENERAL_ACT = 0.9, 0.3, 0.5
_GENERAL_BIAS = -3.4
_NOT_OF_AI = -2.0
"""A firm that makes AI among much else is named; neither AI nor what it is made of is spoken of."""
_NEAR_AI = re.compile(
    r"\btrain(?:ing|ed)\b|\b(?:language model|dataset|chip|processor|semiconductor|Halbleiter"
    r"|Prozessor|puce|semi-?conducteur)(?:s|en|n)?\b|GPU"
    r"|芯片|晶片|半导体|半導体|チップ|반도체|칩",
    re.IGNORECASE,
)
_MOST = 3
"""Of each kind of evidence no more than so many pieces count."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    knowledge: Knowledge
    index: AliasIndex
    terms: dict[str, Terms]
    excludes: dict[str, Terms]


_cache: dict[int, _Compiled] = {}
_CACHED = 4


def judge(
    text: str, annotation: Annotation, knowledge: Knowledge, title: str | None = None
) -> Relevance:
    """Return relevance, dispute scores and reasons for one document.

    ``annotation`` is that of ``text``; ``title`` adds the headline where the text lacks it.
    """
    compiled = _compile(knowledge)
    whole = text if not title or title in text else f"{title}\n\n{text}"
    named = _named(annotation, compiled, title)
    action = _action(annotation, whole)
    scored: list[tuple[float, str, list[str]]] = []
    for dispute in knowledge.disputes.values():
        score, reasons = _of_dispute(dispute, compiled, named, whole, action)
        if score > 0.05:
            scored.append((score, dispute.id, reasons))
    scored.sort(key=lambda row: (-row[0], row[1]))
    general, why = _general(compiled, named, whole, action)
    best, reasons = max(
        [(general, why), *((score, because) for score, _, because in scored)],
        key=lambda row: row[0],
    )
    return Relevance(
        relevant=best >= THRESHOLD,
        score=round(best, 4),
        reasons=tuple(reasons),
        disputes=tuple((dispute, round(score, 4)) for score, dispute, _ in scored),
    )


# --------------------------------------------------------------------------------- what is in it


def _compile(knowledge: Knowledge) -> _Compiled:
    key = id(knowledge)
    found = _cache.get(key)
    # The entry holds the knowledge base itself, so its identity cannot be given to another one.
    if found is None or found.knowledge is not knowledge:
        while len(_cache) >= _CACHED:
            _cache.pop(next(iter(_cache)))
        disputes = knowledge.disputes.values()
        found = _Compiled(
            knowledge=knowledge,
            index=AliasIndex(knowledge),
            terms={d.id: Terms(d.terms) for d in disputes},
            excludes={d.id: Terms(d.excludes) for d in disputes},
        )
        _cache[key] = found
    return found


def _named(annotation: Annotation, compiled: _Compiled, title: str | None) -> dict[str, int]:
    """Return the known entities that text and title name, with how often."""
    named: dict[str, int] = {}
    for mention in annotation.mentions:
        if mention.entity is not None:
            named[mention.entity] = named.get(mention.entity, 0) + 1
    for match in compiled.index.find(title or ""):
        if not match.alias.context or match.entity.id in named:
            named[match.entity.id] = named.get(match.entity.id, 0) + 1
    return named


@dataclass(frozen=True, slots=True)
class _Action:
    """What is done in a text: parties of telling statements, and words for such acts."""

    acts: tuple[tuple[Act, frozenset[str]], ...]
    words: tuple[str, ...]


def _action(annotation: Annotation, whole: str) -> _Action:
    acts: list[tuple[Act, frozenset[str]]] = []
    for statement in annotation.statements:
        if statement.act in _ACTS and not statement.negated:
            parties = (statement.speaker, *statement.targets, statement.addressee)
            involved = frozenset(p.entity for p in parties if p is not None and p.entity)
            acts.append((statement.act, involved))
    return _Action(tuple(acts), tuple(action_words(whole)))


# ----------------------------------------------------------------------------------------- scores


def _of_dispute(
    dispute: Dispute, compiled: _Compiled, named: dict[str, int], whole: str, action: _Action
) -> tuple[float, list[str]]:
    terms = compiled.terms[dispute.id].found(whole)
    identifiers = [value for _, value in dispute.identifiers if value in whole]
    parties, points = _party_points(dispute, compiled.knowledge, named)
    if not (terms or identifiers) or not (parties or identifiers or len(terms) >= _MOST):
        return 0.0, []
    points += _TERM * bool(terms) + _FURTHER_TERM * min(len(terms) - 1, _MOST) * bool(terms)
    points += _IDENTIFIER * bool(identifiers) + _lesson(whole, action)
    reasons = []
    if parties:
        names = [compiled.knowledge.entities[p].name for p in parties[:_MOST]]
        reasons.append(f"names {_listed(names)}, of the dispute “{dispute.title}”")
    if terms:
        reasons.append(f"speaks of {_listed(terms[:_MOST])}")
    if identifiers:
        reasons.append(f"gives {_listed(identifiers)}")
    more, why = _act_points(action, {party.entity for party in dispute.parties})
    points += more
    reasons.extend(why)
    if not (why or identifiers) and len(terms) < 2:
        points += _PEACEFUL
    excluded = compiled.excludes[dispute.id].found(whole)
    if excluded:
        points += _EXCLUDED
        reasons.append(f"but speaks of {_listed(excluded[:_MOST])}")
    return _squash(points + _BIAS), reasons


def _party_points(
    dispute: Dispute, knowledge: Knowledge, named: dict[str, int]
) -> tuple[list[str], float]:
    parties: list[str] = []
    beside = products = 0
    for party in dispute.parties:
        entity = knowledge.entities[party.entity]
        if entity.id in named and (entity.type is EntityType.GPE or entity.kind in _BENCHES):
            beside += 1
        elif entity.id in named:
            parties.append(entity.id)
    own = {party.entity for party in dispute.parties} - set(parties)
    for entity_id in named:
        known = knowledge.entities.get(entity_id)
        products += known is not None and known.parent in own
    parties.sort(key=lambda party: -named[party])
    points = _PARTY * bool(parties) + _SECOND_PARTY * min(max(len(parties) - 1, 0), _MOST)
    points += _OWN_PRODUCT * bool(products) + _COUNTRY * min(beside, 2)
    return parties, points


def _act_points(action: _Action, parties: set[str]) -> tuple[float, list[str]]:
    own = [(act, who) for act, who in action.acts if who & parties]
    points = _ACT * min(len(own), 2) + _WORD_OF_ACTION * min(len(action.words), 2)
    if own:
        acts = sorted({act.value for act, _ in own})
        return points, [f"its parties {_listed([act.replace('-', ' ') for act in acts[:_MOST]])}"]
    if action.words:
        return points, [f"uses words of dispute: {_listed(action.words[:_MOST])}"]
    return points, []


def _general(
    compiled: _Compiled, named: dict[str, int], whole: str, action: _Action
) -> tuple[float, list[str]]:
    """Score a document that fits no dispute of the knowledge base but may open a new one."""
    entities = compiled.knowledge.entities
    makers = [entities[e].name for e in named if e in entities and entities[e].kind in MAKERS]
    matter = matter_words(whole) or _quarrel(entities, named, action)
    spoken = ai_words(whole)
    if not (makers or spoken) or not matter:
        return 0.0, []
    others = sum(1 for e in named if e not in entities or entities[e].kind not in MAKERS)
    acts = sum(1 for act, _ in action.acts if act not in {Act.PROPOSE, Act.PROMISE, Act.CONFIRM})
    points = _GENERAL_BIAS + _about_ai(makers, spoken) + _lesson(whole, action)
    of_ai = spoken or any(_is_lab(entity) for entity in _entities(compiled, named))
    if not of_ai and not _NEAR_AI.search(whole):
        points += _NOT_OF_AI
    if not (makers or acts):
        points += _PEACEFUL  # a bill that touches AI among other things
    points += _OTHER_NAME * min(others, 2) + _FAMILY * min(len(matter), _MOST)
    points += _GENERAL_ACT * min(acts, 2) + _WORD_OF_ACTION * min(len(action.words), 2)
    reasons = [
        f"names {_listed(makers[:_MOST])}" if makers else f"speaks of {_listed(spoken[:_MOST])}",
        f"speaks of {_listed(matter[:_MOST])}",
    ]
    if action.words:
        reasons.append(f"uses words of dispute: {_listed(action.words[:_MOST])}")
    return _squash(points), reasons


def _entities(compiled: _Compiled, named: Iterable[str]) -> Iterator[Entity]:
    known = compiled.knowledge.entities
    return (known[entity] for entity in named if entity in known)


def _about_ai(makers: Sequence[str], spoken: Sequence[str]) -> float:
    """Return the points for AI: makers of it that are known, else words for it."""
    if makers:
        return _MAKER + _FURTHER_MAKER * min(len(makers) - 1, 2)
    return _AI + _FURTHER_AI * min(len(spoken) - 1, 2)


def _lesson(whole: str, action: _Action) -> float:
    """Return the points against a text that tells its reader how to do something."""
    if any(act in _CHARGED for act, _ in action.acts):
        return 0.0
    words = re.findall(r"\w+", whole.lower())
    addressed = sum(word in {"you", "your", "yourself"} for word in words)
    return _LESSON if addressed >= _ADDRESSED * len(words) and addressed > 2 else 0.0


def _quarrel(entities: Mapping[str, Entity], named: dict[str, int], action: _Action) -> list[str]:
    """Return what makers of AI hold against one another, where no word tells of what."""
    labs = {e for e in named if e in entities and _is_lab(entities[e])}
    answers = [act for act, who in action.acts if act in _CONTESTED and who & labs]
    return ["charges between makers of AI"] if len(labs) > 2 and answers else []


def _is_lab(entity: Entity) -> bool:
    made = entity.kind in {"lab", "model"} or "AI" in (entity.role or "").split()
    return made and entity.type is not EntityType.PERSON


def _squash(points: float) -> float:
    return 1.0 / (1.0 + math.exp(-1.6 * points))


def _listed(words: Iterable[str]) -> str:
    given = list(words)
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"
