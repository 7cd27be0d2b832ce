"""Operator's judgements: stronger than anything that the resolver finds.

They name parts that survive a new analysis (statements, documents, entities), never the things that
the resolver makes of them. They are applied in the order in which they were given, so that a later
one wins over an earlier one; a withdrawn one counts as never given.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace

from claimwire.ids import make_id
from claimwire.model import JudgedKind, Judgement, Knowledge, Verdict
from nlp.across.briefs import Brief
from nlp.across.figures import Told
from nlp.across.fitting import Draft
from nlp.across.occasions import Occasion
from nlp.said import ANONYMOUS, Said


def in_force(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that hold, oldest first: without withdrawn ones and withdrawals."""
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    withdrawn = {part for one in ordered if one.verdict is Verdict.WITHDRAWN for part in one.parts}
    return tuple(
        one for one in ordered if one.verdict is not Verdict.WITHDRAWN and one.id not in withdrawn
    )


def merged_entities(judgements: Sequence[Judgement]) -> dict[str, str]:
    """Map each entity that was merged into another to the one that stays."""
    direct: dict[str, str] = {}
    for one in judgements:
        if one.kind is JudgedKind.ENTITY and one.verdict is Verdict.SAME:
            direct.update((part, one.parts[-1]) for part in one.parts[:-1])
            direct.pop(one.parts[-1], None)  # what stays now was perhaps merged before
    return {old: end for old in direct if (end := _end(old, direct)) != old}


def _end(entity: str, direct: Mapping[str, str]) -> str:
    seen = set()
    while entity in direct and entity not in seen:
        seen.add(entity)
        entity = direct[entity]
    return entity


def with_merged(said: Said, merged: Mapping[str, str], knowledge: Knowledge) -> Said:
    """Return a statement with the entities that an operator merged under the one that stays."""
    involved = {said.speaker, *said.targets} - {None}
    if involved.isdisjoint(merged):
        return said
    speaker = merged.get(said.speaker or "", said.speaker)
    known = knowledge.entities.get(speaker or "")
    key = said.key
    if speaker != said.speaker and not (key or "").startswith(ANONYMOUS):
        key = speaker
    targets = tuple(dict.fromkeys(merged.get(one, one) for one in said.targets))
    return replace(
        said,
        key=key,
        speaker=speaker,
        speaker_name=known.name if known and speaker != said.speaker else said.speaker_name,
        targets=targets,
        named=tuple(sorted({merged.get(one, one) for one in said.named})),
    )


def judged_stories(
    stories: MutableMapping[str, str],
    judgements: Sequence[Judgement],
    copied_from: Mapping[str, str],
) -> frozenset[str]:
    """Change the story of documents as an operator decided; return the ids of pinned stories.

    ``stories`` maps documents to stories, in order of first appearance. A copy goes where its
    source goes.
    """
    pinned: set[str] = set()
    for one in judgements:
        parts = [part for part in one.parts if part in stories]
        if one.kind is not JudgedKind.STORY or not parts:
            continue
        if one.verdict is Verdict.SAME:
            homes = {stories[part] for part in parts}
            kept = next(story for story in stories.values() if story in homes)
            _move(stories, [id_ for id_, story in stories.items() if story in homes], kept)
        elif one.verdict is Verdict.DIFFERENT and parts[0] == one.parts[0]:
            home, rest = stories[parts[0]], set(parts[1:])
            rest |= {id_ for id_ in stories if copied_from.get(id_) in rest}
            moved = [id_ for id_ in stories if id_ in rest and stories[id_] == home]
            if moved:
                _move(stories, moved, make_id("y", moved[0]))
        elif one.verdict is Verdict.PIN and one.subject is not None:
            _move(stories, parts, one.subject)
            pinned.add(one.subject)
    return frozenset(pinned)


def _move(stories: MutableMapping[str, str], documents: Sequence[str], story: str) -> None:
    for document_id in documents:
        stories[document_id] = story


def judged_claims(
    drafts: list[Draft], judgements: Sequence[Judgement], stories: Mapping[str, str]
) -> tuple[list[Draft], dict[int, str]]:
    """Return the claims as an operator decided, and the ids of pinned ones by ``id(draft)``."""
    pinned: dict[int, str] = {}
    for one in judgements:
        if one.kind is not JudgedKind.CLAIM:
            continue
        parts = frozenset(one.parts)
        touched = [d for d in drafts if any(m.statement_id in parts for m in d.members)]
        if not touched:
            continue
        if one.verdict is Verdict.SAME:
            members = [member for draft in touched for member in draft.members]
            drafts = _replaced(drafts, touched, [_made(touched[0], members, stories)])
        elif one.verdict is Verdict.DIFFERENT:
            drafts = _split(drafts, touched, frozenset(one.parts[1:]), stories)
        elif one.verdict is Verdict.PIN and one.subject is not None:
            members = [m for d in touched for m in d.members if m.statement_id in parts]
            rest = [
                _made(draft, left, stories)
                for draft in touched
                if (left := [m for m in draft.members if m.statement_id not in parts])
            ]
            fixed = _made(touched[0], members, stories)
            drafts = _replaced(drafts, touched, [fixed, *rest])
            pinned[id(fixed)] = one.subject
    return drafts, {key: subject for key, subject in pinned.items() if key in map(id, drafts)}


def _split(
    drafts: list[Draft],
    touched: Sequence[Draft],
    apart: frozenset[str],
    stories: Mapping[str, str],
) -> list[Draft]:
    for draft in touched:
        there = [one for one in draft.members if one.statement_id in apart]
        here = [one for one in draft.members if one.statement_id not in apart]
        if here and there:
            halves = [_made(draft, here, stories), _made(draft, there, stories)]
            drafts = _replaced(drafts, [draft], halves)
    return drafts


def _replaced(drafts: Sequence[Draft], old: Sequence[Draft], new: Sequence[Draft]) -> list[Draft]:
    gone = set(map(id, old))
    return [draft for draft in drafts if id(draft) not in gone] + list(new)


def _made(like: Draft, members: Sequence[Said], stories: Mapping[str, str]) -> Draft:
    made = Draft(like.key, answers=like.answers)
    for one in sorted(members, key=lambda one: one.order):
        made.add(one, stories.get(one.document_id, one.document_id))
    return made


def merged_brief(brief: Brief, merged: Mapping[str, str], knowledge: Knowledge) -> Brief:
    """Return a brief whose statements, events and figures know the merged entities."""
    if not merged:
        return brief
    return replace(
        brief,
        said=tuple(with_merged(one, merged, knowledge) for one in brief.said),
        occasions=tuple(_merged_occasion(one, merged, knowledge) for one in brief.occasions),
        figures=tuple(_merged_figure(one, merged, knowledge) for one in brief.figures),
    )


def _merged_occasion(one: Occasion, merged: Mapping[str, str], knowledge: Knowledge) -> Occasion:
    if merged.keys().isdisjoint(actor for actor, _ in one.actors):
        return one
    actors: dict[str, str] = {}
    for actor, name in one.actors:
        kept = merged.get(actor, actor)
        actors.setdefault(kept, name if kept == actor else _name_of(kept, name, knowledge))
    entities = dict.fromkeys(merged.get(entity, entity) for entity in one.entities)
    return replace(one, actors=tuple(actors.items()), entities=tuple(entities))


def _merged_figure(one: Told, merged: Mapping[str, str], knowledge: Knowledge) -> Told:
    kept = merged.get(one.entity or "")
    if kept is None:
        return one
    key = kept if one.key == one.entity else one.key
    return replace(one, key=key, entity=kept, name=_name_of(kept, one.name, knowledge))


def _name_of(entity: str, otherwise: str, knowledge: Knowledge) -> str:
    known = knowledge.entities.get(entity)
    return known.name if known else otherwise
