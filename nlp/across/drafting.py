"""Claims and answers in the making: who says the same, and who answers whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlp import responses
from nlp.across.corpus import Corpus
from nlp.across.fitting import Draft
from nlp.across.judged import judged_claims
from nlp.claims import Homes, Ref, draft_claims, draft_denials, elaborations, kept_homes, name_all
from nlp.nations import Nations
from nlp.said import DENYING


@dataclass(frozen=True, slots=True)
class Drafted:
    """All claims by id, in order of first appearance, and the answers to them."""

    named: Mapping[str, Draft]
    pairings: tuple[responses.Pairing, ...]
    refs: Mapping[Ref, str]  # the claim of each statement
    pinned: frozenset[str]
    homes: Homes  # to go on from, after the documents that are settled


def drafted(corpus: Corpus, homes: Homes | None = None, *, settled: int = 0) -> Drafted:
    """Join statements to claims, pair answers, and apply what an operator decided.

    Parameters
    ----------
    homes:
        Those of an earlier run over the same first documents.
    settled:
        After how many documents the returned homes shall stand.
    """
    elaborated = elaborations(corpus.statements)
    plain = [one for one in corpus.statements if one.ref not in elaborated]
    known = homes.numbers if homes is not None else ()
    drafts, numbers = draft_claims(plain, corpus.stories, known)
    kept = kept_homes(plain, numbers, [brief.order for brief in corpus.briefs[:settled]])
    drafts, fixed = judged_claims(drafts, corpus.judgements, corpus.stories)
    own = {one.ref: draft for draft in drafts for one in draft.members}
    accusations = responses.Accusations(drafts, Nations(corpus.knowledge))
    pairings = responses.pair(plain, accusations, own, corpus.stories)
    answered = {row.one.ref: row.accusation for row in pairings}
    denials = [one for one in plain if one.act in DENYING and one.key is not None]
    denying = draft_denials(denials, answered, corpus.stories)
    denying, more = judged_claims(denying, corpus.judgements, corpus.stories)
    home = {one.ref: draft for draft in denying for one in draft.members}
    for one in corpus.statements:
        denial = elaborated.get(one.ref)
        if denial is not None:
            home[denial.ref].add(one, corpus.stories[one.document_id])
    named = name_all(drafts + denying, fixed | more)
    return Drafted(
        named=named,
        pairings=tuple(pairings),
        refs={one.ref: id_ for id_, draft in named.items() for one in draft.members},
        pinned=frozenset((fixed | more).values()) & named.keys(),
        homes=kept,
    )
