"""Briefs: all that the work across documents needs of one document, without its text.

A brief is a function of the document, its revisions, what the language work found in them and the
knowledge base. It is small (a few kilobytes) and is kept in the store, so that a document is read
and judged once, however often the corpus is resolved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimwire.model import Evidence, Item, Knowledge, Relevance, Statement, StatementChange
from nlp import reuse
from nlp.across import changes, figures
from nlp.across.numbers import Longs
from nlp.across.occasions import Occasion, occasions
from nlp.across.profiles import Profile, page_of, profile
from nlp.across.reading import read
from nlp.across.witness import sight_in_text
from nlp.days import published
from nlp.nations import Nations
from nlp.said import Said, Witness

_SIGNS = 64  # entities and figures by which a possible translation is found


@dataclass(frozen=True, slots=True)
class Brief:
    """One document as the resolver sees it. Of one that is not relevant only the head is filled."""

    document_id: str
    revision_id: str
    text_id: str
    first_seen: dt.datetime
    published: dt.datetime | None  # as stated, unless that cannot be
    language: str | None
    publisher: str
    family: str  # of the publisher
    outlet: str | None  # entity that the publisher is
    titled: bool
    relevance: Relevance
    dispute: str | None  # the best fitting one that the knowledge base has
    sample: Longs  # of the text's trigrams: by which reuse is found
    profile: Profile | None = None
    said: tuple[Said, ...] = ()
    sight: Witness | None = None
    occasions: tuple[Occasion, ...] = ()
    figures: tuple[figures.Told, ...] = ()
    signs: tuple[str, ...] = ()  # linked entities and figures
    changes: tuple[StatementChange, ...] = ()  # without their claims

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Sort key: first seen, then id."""
        return self.first_seen, self.document_id


def brief_of(
    item: Item, knowledge: Knowledge, nations: Nations, earlier: Sequence[Item] = ()
) -> Brief:
    """Return the brief of a document.

    Parameters
    ----------
    nations:
        Made from ``knowledge``; given so that it is made once for many documents.
    earlier:
        The document in its earlier revisions, oldest first, as far as they have been read.
    """
    document, revision = item.document, item.revision
    publisher = knowledge.publishers.get(document.publisher)
    dispute = next((d for d, _ in item.relevance.disputes if d in knowledge.disputes), None)
    head = {
        "document_id": document.id,
        "revision_id": revision.id,
        "text_id": revision.text_id,
        "first_seen": document.first_seen,
        "published": published(item),
        "language": item.annotation.language or revision.language,
        "publisher": document.publisher,
        "family": (publisher.family if publisher else None) or document.publisher,
        "outlet": _outlet(document.publisher, knowledge),
        "titled": bool(revision.title),
        "relevance": item.relevance,
        "dispute": dispute,
        "sample": reuse.sample(item.text),
    }
    if not item.relevance.relevant:
        return Brief(**head)  # type: ignore[arg-type]  # values of their own types
    statements = read(item, knowledge, nations)
    page = page_of(item, dispute)
    told = tuple(_told(item, statements))
    return Brief(
        **head,  # type: ignore[arg-type]  # values of their own types
        profile=profile(page),
        said=tuple(one for _, one in statements),
        sight=sight_in_text(item, knowledge),
        occasions=occasions(item, statements, knowledge),
        figures=told,
        signs=_signs(item),
        changes=_changes(item, statements, knowledge, nations, earlier),
    )


def _outlet(publisher: str, knowledge: Knowledge) -> str | None:
    known = knowledge.publishers.get(publisher)
    if known is not None and known.entity:
        return known.entity
    return publisher if publisher in knowledge.entities else None


def _told(item: Item, statements: Sequence[tuple[Statement, Said]]) -> Iterator[figures.Told]:
    """Yield the figures that statements give, each once a statement."""
    for statement, one in statements:
        if one.key is None or one.speaker_name is None:
            continue
        shown = Evidence(one.revision_id, one.document_id, one.sentence.start, one.sentence.end)
        seen = set()
        for span in statement.content:
            for figure in figures.figures(item.text, span.start, span.end):
                if (figure.value, figure.unit) not in seen:
                    seen.add((figure.value, figure.unit))
                    yield figures.Told(
                        figure, one.statement_id, one.key, one.speaker, one.speaker_name, shown
                    )


def _signs(item: Item) -> tuple[str, ...]:
    named = {
        f"e:{mention.entity}"
        for mention in item.annotation.mentions
        if mention.entity and not mention.entity.startswith("new:")
    }
    counted = {f"f:{value}" for value in reuse.numbers(item.text) if len(value) > 1}
    return tuple(sorted(named | counted)[:_SIGNS])


def _changes(
    item: Item,
    statements: Sequence[tuple[Statement, Said]],
    knowledge: Knowledge,
    nations: Nations,
    earlier: Sequence[Item],
) -> tuple[StatementChange, ...]:
    """Return the changes over all revisions, oldest first."""
    states = [(one, [said for _, said in read(one, knowledge, nations)]) for one in earlier]
    states.append((item, [said for _, said in statements]))
    found: list[StatementChange] = []
    for (older, before), (newer, after) in pairwise(states):
        if older.revision.text_id != newer.revision.text_id:
            found.extend(changes.between(older, before, newer, after))
    return tuple(found)
