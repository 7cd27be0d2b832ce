"""From where the resolver goes on: states of earlier runs over the same first documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimwire.ids import value_digest
from claimwire.model import Judgement, Reuse

if TYPE_CHECKING:
    from nlp.across.briefs import Brief
    from nlp.claims import Homes
    from store.db import Database

_STORIES = "stories"
_CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Kept:
    """A state as the store keeps it: of what it stands after so many documents."""

    kind: str
    documents: int
    made_of: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Clustering:
    """The stories; those of the first ``settled`` relevant documents stay as they are."""

    stories: Mapping[str, str]
    settled: int
    kept: Kept | None  # the state to go on from at the next run, if it is a new one


@dataclass(frozen=True, slots=True)
class Claims:
    """To which claims the statements of the first documents went, and what that was made of."""

    before: Homes | None
    settled: int
    made_of: str  # of the documents that are settled now

    def kept(self, homes: Homes) -> Kept | None:
        """Return the state to go on from at the next run, if it is a new one."""
        from nlp.across.compact import packed

        known = self.before.documents if self.before is not None else 0
        if homes.documents <= known:
            return None
        return Kept(_CLAIMS, homes.documents, self.made_of, packed(homes))


def clustering(
    database: Database, held: Sequence[Brief], reused: Sequence[Reuse], made_by: str
) -> Clustering:
    """Put documents into stories; those that are settled and have not changed stay where they are.

    A state holds for documents in the same revisions that copy from the same ones.
    """
    from nlp.across.compact import packed, unpacked_as
    from nlp.across.corpus import profiles
    from nlp.across.settled import State
    from nlp.reuse import sources
    from nlp.stories import clustered
    from store import checkpoints

    relevant = [brief for brief in held if brief.relevance.relevant]
    copied_from = sources(reused)
    made_of = _made_of(relevant, [made_by], copied_from)
    with database.reading() as conn:
        kept = checkpoints.latest(conn, _STORIES, made_of)
    earlier = unpacked_as(State, kept[1]) if kept is not None else None
    stories, state = clustered(profiles(relevant), copied_from, earlier)
    if state is None:
        return Clustering(stories, 0, None)
    if state is earlier:
        return Clustering(stories, state.documents, None)
    new = Kept(_STORIES, state.documents, made_of(state.documents), packed(state))
    return Clustering(stories, state.documents, new)


def claims(
    database: Database,
    held: Sequence[Brief],
    reused: Sequence[Reuse],
    found: Clustering,
    *,
    made_by: str,
    judged: Sequence[Judgement],
) -> Claims:
    """Return what is known of the claims of the first documents.

    That holds for documents in the same revisions that copy from the same ones and are in the same
    stories, under the same judgements.
    """
    from nlp.across.compact import unpacked_as
    from nlp.claims import Homes
    from nlp.reuse import sources
    from store import checkpoints

    relevant = [brief for brief in held if brief.relevance.relevant]
    seed = [made_by, *(one.id for one in judged)]
    made_of = _made_of(relevant, seed, sources(reused), found.stories)
    with database.reading() as conn:
        kept = checkpoints.latest(conn, _CLAIMS, made_of)
    before = unpacked_as(Homes, kept[1]) if kept is not None else None
    return Claims(before, found.settled, made_of(found.settled))


def _made_of(
    relevant: Sequence[Brief], seed: Sequence[str], *decided: Mapping[str, str]
) -> Callable[[int], str]:
    """Return what gives a digest of the first documents and of what was decided of each."""

    def made_of(documents: int) -> str:
        rows = (
            [one.document_id, one.revision_id, *(part.get(one.document_id) for part in decided)]
            for one in relevant[:documents]
        )
        return value_digest([*seed, *rows])

    return made_of
