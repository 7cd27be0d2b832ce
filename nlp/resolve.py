"""Across documents: from the annotations of single texts to claims, origins, answers and news.

The order of work, each step pure and given only what it needs::

    items ─▶ briefs ─▶ reuse ─▶ stories ─▶ claims (accusations and the rest)
                                    │          │
                                    └▶ pairing ◀
                                         │
         origins ◀─ claims (denials, joined by what they answer) ◀─ operator's judgements
            │
            └▶ conflicts, drift, positions ─▶ events, ladder, changes ─▶ deltas

The result depends on the set of items alone, not on their order; unknown is ``None``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimwire.model import (
    Conflict,
    Delta,
    Item,
    Judgement,
    Knowledge,
    Resolution,
    Response,
    Reuse,
    Slot,
    StatementChange,
)
from nlp import deltas, events, ledger, reuse
from nlp.across import conflicts, drift, ladder, positions, recredited, translations
from nlp.across.briefs import Brief, brief_of
from nlp.across.corpus import Corpus, corpus_of
from nlp.across.drafting import Drafted, drafted
from nlp.across.figures import Told
from nlp.across.finishing import Finished, finished
from nlp.across.storybook import build as build_stories
from nlp.claims import Homes, Ref
from nlp.nations import Nations

VERSION = "10"


def resolve(
    items: Sequence[Item],
    knowledge: Knowledge,
    *,
    earlier: Mapping[str, Sequence[Item]] | None = None,
    judgements: Sequence[Judgement] = (),
) -> Resolution:
    """Derive everything that lies between documents.

    Reuse is looked for among all items; the rest concerns the relevant ones only.

    Parameters
    ----------
    earlier:
        Documents in their earlier revisions, oldest first, by document id.
    judgements:
        What an operator decided; see :mod:`nlp.across.judged`.
    """
    ordered = sorted(items, key=lambda item: (item.document.first_seen, item.document.id))
    nations, before = Nations(knowledge), earlier or {}
    briefs = [
        brief_of(item, knowledge, nations, before.get(item.document.id, ())) for item in ordered
    ]
    reused = reuse.find_sampled(
        [brief.document_id for brief in briefs],
        [brief.sample for brief in briefs],
        lambda position: ordered[position].text,
    )
    return resolve_briefs(briefs, reused, knowledge, judgements=judgements)[0]


def resolve_briefs(
    briefs: Sequence[Brief],
    reused: Sequence[Reuse],
    knowledge: Knowledge,
    *,
    judgements: Sequence[Judgement] = (),
    stories: Mapping[str, str] | None = None,
    homes: Homes | None = None,
    settled: int = 0,
) -> tuple[Resolution, Homes]:
    """Derive everything from briefs that come in order, and the reuse among their texts.

    Parameters
    ----------
    stories:
        Those of :func:`nlp.stories.clustered`, where the caller has found them before.
    homes:
        The claims of the first statements, from an earlier run that these were the same in.
    settled:
        How many relevant documents, from the first on, have a story that stays. The claims of
        their statements are returned, for a later run to go on from.
    """
    corpus = corpus_of(briefs, reused, knowledge, judgements, stories)
    made = drafted(corpus, homes, settled=settled)
    done = finished(made, corpus)
    refs = made.refs
    answers = ledger.ledger(
        made.pairings, {id(draft): identity for identity, draft in made.named.items()}, refs
    )
    found = events.find(
        ((one, brief.dispute) for brief in corpus.briefs for one in brief.occasions), refs
    )
    steps = ladder.find(corpus.briefs, refs)
    changed = _changes(corpus, refs)
    whole = Resolution(
        version=VERSION,
        relevance={brief.document_id: brief.relevance for brief in briefs},
        reuse=(*reused, *translations.find(corpus.briefs)),
        claims=done.claims,
        responses=answers,
        stories=build_stories(corpus, refs, done.claims),
        events=found.events,
        deltas=(),
        conflicts=conflicts.with_events(_conflicts(corpus, made, done), found.events),
        figures=recredited.find(corpus.briefs),
        drifts=drift.find(made.named, done.traced, corpus.copied_from),
        ladder=steps,
        positions=positions.find(done.claims, made.named),
        changes=changed,
    )
    return replace(whole, deltas=_deltas(whole, found, corpus, refs)), made.homes


def _changes(corpus: Corpus, refs: Mapping[Ref, str]) -> tuple[StatementChange, ...]:
    found = [
        replace(
            one,
            claim_id=refs.get((one.document_id, one.after_statement or ""))
            or refs.get((one.document_id, one.before_statement or "")),
        )
        for brief in corpus.briefs
        for one in brief.changes
    ]
    return tuple(sorted(found, key=lambda one: (one.learned_at, one.document_id, one.id)))


def _conflicts(corpus: Corpus, made: Drafted, done: Finished) -> tuple[Conflict, ...]:
    figures: dict[str, list[Told]] = {}
    for brief in corpus.briefs:
        for told in brief.figures:
            claim_id = made.refs.get((brief.document_id, told.statement_id))
            if claim_id is not None:
                figures.setdefault(claim_id, []).append(told)
    claims = {claim.id: claim for claim in done.claims}
    rows = (
        conflicts.Row(claim, made.named[claim.id].members, figures.get(claim.id, ()))
        for claim in done.claims
    )
    of_claims = conflicts.find(rows, corpus.publishers)
    dated = {one.claim_id for one in of_claims if one.slot is Slot.DATE}
    of_steps = conflicts.of_steps(
        corpus.briefs,
        {ref: claims[id_] for ref, id_ in made.refs.items()},
        corpus.publishers,
        Nations(corpus.knowledge),
    )
    return of_claims + tuple(one for one in of_steps if one.claim_id not in dated - {None})


def _deltas(
    whole: Resolution, found: events.Found, corpus: Corpus, refs: Mapping[Ref, str]
) -> tuple[Delta, ...]:
    sentences = deltas.Sentences(corpus.statements)
    by_id = {claim.id: claim for claim in whole.claims}
    briefs = {brief.document_id: brief for brief in corpus.briefs}
    disputes = {brief.document_id: brief.dispute for brief in corpus.briefs}
    return deltas.ordered(
        [
            *deltas.of_claims(whole.claims, _answering(whole.responses, refs), sentences),
            *deltas.of_responses(whole.responses, by_id, sentences),
            *deltas.of_events(found, briefs),
            *deltas.of_steps(whole.ladder),
            *deltas.of_changes(whole.changes, by_id, disputes),
        ]
    )


def _answering(answers: Sequence[Response], refs: Mapping[Ref, str]) -> frozenset[str]:
    """Return the claims that a reader is told of as an answer to another claim."""
    found = {
        refs.get((answer.appearance.document_id, answer.appearance.statement_id))
        for answer in answers
    }
    return frozenset(claim for claim in found if claim is not None)
