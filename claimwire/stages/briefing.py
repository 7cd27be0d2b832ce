"""Briefs of documents: made once each, in several processes when there are many.

A process reads its documents, makes their briefs and gives back bytes; what is written is written
by one process alone. One that is killed loses what it had not given back, and that is due again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from claimwire.ids import value_digest
from claimwire.model import Item, Knowledge, Relevance
from claimwire.stages.base import Progress, ProgressSink

if TYPE_CHECKING:
    from nlp.across.briefs import Brief
    from nlp.nations import Nations
    from store.db import Database
    from store.resolution import AnnotatedDocument

_AT_ONCE = 200  # documents that are read, briefed and committed together
_MANY = 2000  # documents from which a second process pays
_MOST = 4  # processes
_UNJUDGED = Relevance(relevant=True, score=0.0, reasons=())

Packed = Mapping[tuple[str, str], bytes]
"""Briefs as bytes by document and revision."""


def maker(pipeline: str, knowledge: Knowledge) -> str:
    """Return the digest of all that a brief depends on beside its document."""
    from nlp.resolve import VERSION

    return value_digest([pipeline, VERSION, knowledge.digest])


def brief_all(
    database: Database,
    pipeline: str,
    made_by: str,
    knowledge: Knowledge,
    progress: ProgressSink,
) -> int:
    """Make the briefs that are missing or no longer hold; return how many.

    Parameters
    ----------
    made_by:
        Digest of all that a brief depends on beside its document.
    """
    from store import briefs

    with database.reading() as conn:
        due = briefs.due(conn, pipeline, made_by)
    done = 0
    for made in _made(database, pipeline, knowledge, due):
        with database.writing() as conn:
            briefs.save(conn, made_by, made)
        done += len(made)
        progress(Progress("resolve", done, len(due)))
    return len(due)


def _made(
    database: Database, pipeline: str, knowledge: Knowledge, due: Sequence[str]
) -> Iterator[Packed]:
    parts = [due[start : start + _AT_ONCE] for start in range(0, len(due), _AT_ONCE)]
    processes = min(_MOST, os.cpu_count() or 1)
    if len(due) < _MANY or processes == 1 or database.file is None:
        yield from (briefs_of(database, pipeline, knowledge, part) for part in parts)
        return
    url = database.url.render_as_string(hide_password=False)
    work = partial(_in_process, url, pipeline, knowledge)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(work, parts)


def _in_process(url: str, pipeline: str, knowledge: Knowledge, part: Sequence[str]) -> Packed:
    from store.db import Database

    with Database(url) as database:
        return briefs_of(database, pipeline, knowledge, part)


def briefs_of(
    database: Database, pipeline: str, knowledge: Knowledge, document_ids: Sequence[str]
) -> Packed:
    """Return the briefs of these documents."""
    from store import resolution

    with database.reading() as conn:
        histories = resolution.histories(conn, pipeline, document_ids)
    return briefs_from(histories, knowledge)


def briefs_from(
    histories: Sequence[Sequence[AnnotatedDocument]], knowledge: Knowledge
) -> dict[tuple[str, str], bytes]:
    """Return the briefs of documents, each given in all its revisions, oldest first."""
    from nlp.across.compact import packed
    from nlp.nations import Nations

    nations = Nations(knowledge)
    made = {}
    for states in histories:
        brief = _brief(states, knowledge, nations)
        made[brief.document_id, brief.revision_id] = packed(brief)
    return made


def _brief(states: Sequence[AnnotatedDocument], knowledge: Knowledge, nations: Nations) -> Brief:
    from nlp.across.briefs import brief_of
    from nlp.relevance import judge

    newest = states[-1]
    relevance = judge(newest.text, newest.annotation, knowledge, title=newest.revision.title)
    earlier = [_item(one, _UNJUDGED) for one in states[:-1]] if relevance.relevant else []
    return brief_of(_item(newest, relevance), knowledge, nations, earlier)


def _item(one: AnnotatedDocument, relevance: Relevance) -> Item:
    return Item(
        document=one.document,
        revision=one.revision,
        text=one.text,
        annotation=one.annotation,
        statement_ids=one.statement_ids,
        relevance=relevance,
    )
