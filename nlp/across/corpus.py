"""The corpus: relevant documents with what joins them before any claim is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimwire.model import Judgement, Knowledge, Reuse
from nlp import reuse
from nlp.across import judged
from nlp.across.briefs import Brief
from nlp.across.profiles import Profile
from nlp.said import ANONYMOUS, Said
from nlp.stories import cluster_profiles


@dataclass(frozen=True, slots=True)
class Corpus:
    """What every step after the stories needs to know of the documents."""

    briefs: tuple[Brief, ...]  # relevant ones, in order of first appearance
    knowledge: Knowledge
    copied_from: Mapping[str, str]
    stories: Mapping[str, str]  # by document id
    pinned: frozenset[str]  # stories that an operator fixed
    publishers: Mapping[str, str]  # the entity that published a document, if it is one
    statements: tuple[Said, ...]  # in order
    judgements: tuple[Judgement, ...]  # those in force


def corpus_of(
    briefs: Sequence[Brief],
    reused: Sequence[Reuse],
    knowledge: Knowledge,
    judgements: Sequence[Judgement] = (),
    stories: Mapping[str, str] | None = None,
) -> Corpus:
    """Put the relevant documents into stories and their statements into order.

    ``stories`` are those that :func:`nlp.stories.clustered` found, where the caller has them.
    """
    held = judged.in_force(judgements)
    merged = judged.merged_entities(held)
    relevant = tuple(
        judged.merged_brief(brief, merged, knowledge)
        for brief in briefs
        if brief.relevance.relevant
    )
    copied_from = reuse.sources(reused)
    found = dict(cluster_profiles(profiles(relevant), copied_from) if stories is None else stories)
    pinned = judged.judged_stories(found, held, copied_from)
    said = [_rekeyed(one, copied_from) for brief in relevant for one in brief.said]
    return Corpus(
        briefs=relevant,
        knowledge=knowledge,
        copied_from=copied_from,
        stories=found,
        pinned=pinned,
        publishers={b.document_id: b.outlet for b in relevant if b.outlet is not None},
        statements=tuple(sorted(said, key=lambda one: (*one.order, one.statement_id))),
        judgements=held,
    )


def profiles(briefs: Iterable[Brief]) -> Iterator[Profile]:
    """Yield the profiles of relevant documents."""
    return (brief.profile for brief in briefs if brief.profile is not None)


def _rekeyed(one: Said, copied_from: Mapping[str, str]) -> Said:
    """Give unnamed speakers of a copy the key that they have in its source.

    Two pages that cite "officials" need not mean the same persons; a page and its reprint do.
    """
    source = copied_from.get(one.document_id)
    if source is None or one.key is None or not one.key.startswith(ANONYMOUS):
        return one
    return replace(one, key=one.key.replace(one.document_id, source, 1))
