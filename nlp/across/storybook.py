"""Stories as records: their documents, dispute and headline, and who reports them beside others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from claimwire.model import Claim, Story
from nlp.across.briefs import Brief
from nlp.across.corpus import Corpus
from nlp.claims import Ref

_LEAST_CLAIMS = 2  # claims of another story that a page must repeat to count as reporting it, too


def build(corpus: Corpus, refs: Mapping[Ref, str], claims: Iterable[Claim]) -> tuple[Story, ...]:
    """Make the story records, in order of first appearance."""
    members: dict[str, list[Brief]] = defaultdict(list)
    for brief in corpus.briefs:
        members[corpus.stories[brief.document_id]].append(brief)
    also = _also(corpus, refs, claims)
    stories = []
    for story_id, group in members.items():
        counts = Counter(brief.dispute for brief in group)
        counts.pop(None, None)
        dispute = min(counts, key=lambda known: (-counts[known], str(known)), default=None)
        titled = next((brief for brief in group if brief.titled), group[0])
        stories.append(
            Story(
                id=story_id,
                documents=tuple(brief.document_id for brief in group),
                headline_document=titled.document_id,
                first_seen=group[0].first_seen,
                dispute_id=dispute,
                emerging=dispute is None,
                also=tuple(also.get(story_id, ())),
                pinned=story_id in corpus.pinned,
            )
        )
    return tuple(stories)


def _also(corpus: Corpus, refs: Mapping[Ref, str], claims: Iterable[Claim]) -> dict[str, list[str]]:
    """Return, by story, the documents of other stories that repeat claims which it brought."""
    home = {claim.id: corpus.stories[claim.first.document_id] for claim in claims}
    found: dict[str, list[str]] = defaultdict(list)
    for brief in corpus.briefs:
        told = {refs[one.ref] for one in brief.said if one.ref in refs}
        counts = Counter(home[claim_id] for claim_id in told)
        for story, number in sorted(counts.items()):
            if number >= _LEAST_CLAIMS and story != corpus.stories[brief.document_id]:
                found[story].append(brief.document_id)
    return found
