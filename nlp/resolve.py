"""Across documents: from the annotations of single texts to claims, origins, answers and news.

The order of work, each step pure and given only what it needs::

    items ─▶ reuse ─▶ stories ─▶ statements made comparable ─▶ claims (accusations and the rest)
                                                  │                │
                                                  └─▶ pairing ◀────┘
                                                        │
              deltas ◀─ events ◀─ origins ◀─ claims (denials, joined by what they answer)

The result depends on the set of items alone, not on their order; unknown is ``None``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimwire.model import (
    Appearance,
    Claim,
    DateValue,
    Item,
    Knowledge,
    Resolution,
    Response,
    Reuse,
)
from nlp import deltas, events, ledger, origins, responses, reuse, stories
from nlp.claims import Draft, draft_claims, draft_denials, elaborations, name_all
from nlp.days import days_of
from nlp.nations import Nations
from nlp.said import DENYING, Said, read

VERSION = "2"


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What every step after the stories needs to know of the documents."""

    items: tuple[Item, ...]  # relevant ones, in order of first appearance
    knowledge: Knowledge
    copied_from: Mapping[str, str]
    stories: Mapping[str, str]
    disputes: Mapping[str, str | None]
    statements: tuple[Said, ...]


def resolve(items: Sequence[Item], knowledge: Knowledge) -> Resolution:
    """Derive everything that lies between documents.

    Reuse is looked for among all items; the rest concerns the relevant ones only.
    """
    ordered = sorted(items, key=lambda item: (item.document.first_seen, item.document.id))
    reused = reuse.find([(item.document.id, item.text) for item in ordered])
    corpus = _corpus(ordered, reused, knowledge)
    drafts, pairings = _claims_and_pairings(corpus)
    named = name_all(drafts)
    claims = _finish_claims(named, corpus)
    claim_of = {
        one.statement_id: identity for identity, draft in named.items() for one in draft.members
    }
    answers = ledger.ledger(
        pairings, {id(draft): identity for identity, draft in named.items()}, claim_of
    )
    found = events.find(corpus.items, corpus.statements, claim_of, corpus.disputes, knowledge)
    by_document = {item.document.id: item for item in ordered}
    return Resolution(
        version=VERSION,
        relevance={item.document.id: item.relevance for item in ordered},
        reuse=reused,
        claims=claims,
        responses=answers,
        stories=stories.build(corpus.items, corpus.stories, corpus.disputes),
        events=found,
        deltas=deltas.find(claims, answers, found, by_document, _answering(answers, claim_of)),
    )


def _corpus(ordered: Sequence[Item], reused: Sequence[Reuse], knowledge: Knowledge) -> _Corpus:
    relevant = tuple(item for item in ordered if item.relevance.relevant)
    disputes = {item.document.id: _dispute(item, knowledge) for item in relevant}
    copied_from = reuse.sources(reused)
    pages = [stories.page_of(item, disputes[item.document.id]) for item in relevant]
    nations = Nations(knowledge)
    said = [one for item in relevant for one in read(item, knowledge, nations)]
    return _Corpus(
        items=relevant,
        knowledge=knowledge,
        copied_from=copied_from,
        stories=stories.cluster(pages, copied_from),
        disputes=disputes,
        statements=tuple(sorted(said, key=lambda one: (*one.order, one.statement_id))),
    )


def _dispute(item: Item, knowledge: Knowledge) -> str | None:
    known = (dispute for dispute, _ in item.relevance.disputes if dispute in knowledge.disputes)
    return next(known, None)


def _claims_and_pairings(corpus: _Corpus) -> tuple[list[Draft], list[responses.Pairing]]:
    elaborated = elaborations(corpus.statements)
    plain = [one for one in corpus.statements if one.statement_id not in elaborated]
    drafts = draft_claims(plain, corpus.stories)
    own = {one.statement_id: draft for draft in drafts for one in draft.members}
    accusations = responses.Accusations(drafts, Nations(corpus.knowledge))
    pairings = responses.pair(plain, accusations, own, corpus.stories)
    answered = {row.one.statement_id: row.accusation for row in pairings}
    denials = [one for one in plain if one.statement.act in DENYING and one.key is not None]
    denying = draft_denials(denials, answered, corpus.stories)
    home = {one.statement_id: draft for draft in denying for one in draft.members}
    for one in corpus.statements:
        denial = elaborated.get(one.statement_id)
        if denial is not None:
            home[denial.statement_id].add(one, corpus.stories[one.document_id])
    return drafts + denying, pairings


def _finish_claims(named: Mapping[str, Draft], corpus: _Corpus) -> tuple[Claim, ...]:
    access = origins.Access(corpus.statements, corpus.stories, corpus.knowledge)
    return tuple(_claim(identity, draft, corpus, access) for identity, draft in named.items())


def _claim(identity: str, draft: Draft, corpus: _Corpus, access: origins.Access) -> Claim:
    first, voice = draft.first, draft.voice
    # "The accusations" that one text denies are a guess of that text alone; the pairing knows more.
    aimed = draft.members if draft.answers is None else ()
    dispute = _claim_dispute(draft, corpus)
    parties = _parties(dispute, corpus.knowledge)
    traced = origins.trace(draft, corpus.copied_from, access)
    found, independent = origins.origins(identity, traced, parties)
    appearances = tuple(_appearance(row.one, inferred=row.inferred) for row in traced)
    return Claim(
        id=identity,
        act=first.statement.act,
        stance=first.statement.stance,
        speaker=voice.speaker,
        speaker_name=voice.speaker_name,
        targets=_unique(target for one in aimed for target in one.targets),
        target_names=_unique(name for one in aimed for name in one.target_names),
        dispute_id=dispute,
        first=appearances[0],
        appearances=appearances,
        origins=found,
        independent_origins=independent,
        publishers=len({_family(one, corpus.knowledge) for one in draft.members}),
        visibility=origins.visibility(traced),
        party_in_interest=voice.speaker in parties,
        said=_when_said(draft),
        first_seen=first.item.document.first_seen,
    )


def _when_said(draft: Draft) -> DateValue | None:
    """Return the first stated date on which it can have been said: not after it was first seen."""
    seen = draft.first.item.document.first_seen.date()
    for one in draft.members:
        days = days_of(one.date)
        if days is not None and days.first <= seen:
            return one.date
    return None


def _claim_dispute(draft: Draft, corpus: _Corpus) -> str | None:
    """Return the dispute that most appearances belong to; of those of one text, the fitting one."""
    counts = Counter(_fitting_dispute(one, corpus) for one in draft.members)
    counts.pop(None, None)
    return max(counts, key=lambda dispute: counts[dispute]) if counts else None


def _fitting_dispute(one: Said, corpus: _Corpus) -> str | None:
    concerned = {one.speaker, *one.targets} - {None}
    for dispute, _ in one.item.relevance.disputes:
        if concerned & _parties(dispute, corpus.knowledge):
            return dispute
    return corpus.disputes[one.document_id]


def _parties(dispute: str | None, knowledge: Knowledge) -> frozenset[str]:
    known = knowledge.disputes.get(dispute) if dispute else None
    return frozenset(party.entity for party in known.parties) if known else frozenset()


def _appearance(one: Said, *, inferred: bool) -> Appearance:
    return Appearance(one.statement_id, one.item.revision.id, one.document_id, inferred)


def _family(one: Said, knowledge: Knowledge) -> str:
    publisher = one.item.document.publisher
    known = knowledge.publishers.get(publisher)
    return (known.family if known else None) or publisher


def _answering(answers: Sequence[Response], claim_of: Mapping[str, str]) -> frozenset[str]:
    """Return the claims that a reader is told of as an answer to another claim."""
    found = {claim_of.get(answer.appearance.statement_id) for answer in answers}
    return frozenset(claim for claim in found if claim is not None)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
