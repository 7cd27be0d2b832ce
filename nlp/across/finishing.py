"""Claims as records: origins, publishers, dispute and time, from all their appearances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimwire.model import Appearance, Claim, DateValue
from nlp import origins
from nlp.across.briefs import Brief
from nlp.across.corpus import Corpus
from nlp.across.drafting import Drafted
from nlp.across.fitting import Draft
from nlp.across.parties import without_descriptions
from nlp.days import days_of
from nlp.origins import Traced
from nlp.said import Said

Parties = Mapping[str, frozenset[str]]
"""The parties of each dispute."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The claims, and where each of their appearances goes back to."""

    claims: tuple[Claim, ...]
    traced: Mapping[str, Sequence[Traced]]  # by claim id


def finished(made: Drafted, corpus: Corpus) -> Finished:
    """Make the record of every claim."""
    access = origins.Access(
        corpus.statements,
        corpus.stories,
        {brief.document_id: brief.sight for brief in corpus.briefs if brief.sight is not None},
        corpus.publishers,
    )
    briefs = {brief.document_id: brief for brief in corpus.briefs}
    parties = {
        one.id: frozenset(party.entity for party in one.parties)
        for one in corpus.knowledge.disputes.values()
    }
    traced = {
        identity: origins.trace(draft, corpus.copied_from, access)
        for identity, draft in made.named.items()
    }
    claims = tuple(
        _claim(identity, draft, traced[identity], briefs, parties, made.pinned)
        for identity, draft in made.named.items()
    )
    return Finished(claims, traced)


def _claim(
    identity: str,
    draft: Draft,
    traced: Sequence[Traced],
    briefs: Mapping[str, Brief],
    parties_of: Parties,
    pinned: frozenset[str],
) -> Claim:
    first, voice = draft.first, draft.voice
    # "The accusations" that one text denies are a guess of that text alone; the pairing knows more.
    aimed = draft.members if draft.answers is None else ()
    dispute = _claim_dispute(draft, briefs, parties_of)
    parties = parties_of.get(dispute or "", frozenset())
    found, independent = origins.origins(identity, traced, parties)
    appearances = tuple(map(_appearance, traced))
    return Claim(
        id=identity,
        act=first.act,
        stance=first.stance,
        speaker=voice.speaker,
        speaker_name=voice.speaker_name,
        targets=_unique(target for one in aimed for target in one.targets),
        target_names=without_descriptions(
            (name for one in aimed for name in one.target_names),
            named=any(one.targets for one in aimed),
        ),
        dispute_id=dispute,
        first=appearances[0],
        appearances=appearances,
        origins=found,
        independent_origins=independent,
        publishers=len({briefs[one.document_id].family for one in draft.members}),
        visibility=origins.visibility(traced),
        party_in_interest=voice.speaker in parties,
        said=_when_said(draft),
        first_seen=first.first_seen,
        pinned=identity in pinned,
    )


def _when_said(draft: Draft) -> DateValue | None:
    """Return the first stated date on which it can have been said: not after it was first seen."""
    seen = draft.first.first_seen.date()
    for one in draft.members:
        days = days_of(one.date)
        if days is not None and days.first <= seen:
            return one.date
    return None


def _claim_dispute(draft: Draft, briefs: Mapping[str, Brief], parties: Parties) -> str | None:
    """Return the dispute that most appearances belong to; of those of one text, the fitting one."""
    counts = Counter(
        _fitting_dispute(one, briefs[one.document_id], parties) for one in draft.members
    )
    counts.pop(None, None)
    return max(counts, key=lambda dispute: counts[dispute]) if counts else None


def _fitting_dispute(one: Said, brief: Brief, parties: Parties) -> str | None:
    concerned = (one.speaker, *one.targets)
    for dispute, _ in brief.relevance.disputes:
        if not parties.get(dispute, frozenset()).isdisjoint(concerned):
            return dispute
    return brief.dispute


def _appearance(row: Traced) -> Appearance:
    one = row.one
    return Appearance(one.statement_id, one.revision_id, one.document_id, row.inferred, row.source)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
