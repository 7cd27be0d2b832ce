"""What a worker of a Dask cluster does: read texts with a model that it keeps in memory.

A worker needs claimwire installed and nothing else: no database, no workspace. It is told which
pipeline is wanted, with the operator's additions to the knowledge base, and refuses when what is
installed there would find something else.
"""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimwire.model import Annotation, Knowledge

if TYPE_CHECKING:
    from claimwire.publish.parcels import Made, Parcel
    from nlp.pipeline import Annotator
    from store.resolution import AnnotatedDocument

_one_at_a_time = threading.Lock()  # a worker may run several threads; spaCy must not


class AnotherPipelineError(Exception):
    """A worker would read texts with another pipeline than the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The pipeline that is wanted of a worker."""

    digest: str
    model: str  # name or path of the model on the worker; empty: the one that ships
    additions: tuple[tuple[str, bytes], ...]  # files of the workspace's knowledge base


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, or why it could not be read."""

    text_id: str
    annotation: Annotation | None
    error: str = ""


def read_texts(wanted: Wanted, texts: list[tuple[str, str]]) -> list[Reading]:
    """Read texts, given as (id, body).

    Raises
    ------
    AnotherPipelineError
        If this worker's pipeline is not the wanted one.
    """
    with _one_at_a_time:
        annotator = _annotator(wanted)
        return [_read(annotator, text_id, body) for text_id, body in texts]


def brief_documents(
    wanted: Wanted, histories: list[tuple[AnnotatedDocument, ...]]
) -> dict[tuple[str, str], bytes]:
    """Make the briefs of documents, as bytes by document and revision.

    Raises
    ------
    AnotherPipelineError
        If this worker's pipeline or knowledge is not the wanted one.
    """
    from claimwire.stages.briefing import briefs_from

    with _one_at_a_time:
        return briefs_from(histories, _knowledge(wanted))


def make_pages(parcel: Parcel, paths: list[str]) -> list[Made]:
    """Make pages of the site, as :func:`claimwire.publish.parcels.make` does."""
    from claimwire.publish.parcels import make

    with _one_at_a_time:
        return make(parcel, paths)


def _read(annotator: Annotator, text_id: str, body: str) -> Reading:
    try:
        return Reading(text_id, annotator.annotate(body))
    except Exception as error:  # a text that breaks the pipeline must not break the others
        return Reading(text_id, None, f"{type(error).__name__}: {error}")


@lru_cache(maxsize=1)
def _annotator(wanted: Wanted) -> Annotator:
    from nlp.pipeline import load

    return load(wanted.model or None, _knowledge(wanted))


@lru_cache(maxsize=1)
def _knowledge(wanted: Wanted) -> Knowledge:
    """Return the knowledge base of this worker with the operator's additions."""
    from claimwire import __version__
    from nlp.identity import identify
    from nlp.knowledge_base import load as load_knowledge

    with tempfile.TemporaryDirectory() as name:
        for file, data in wanted.additions:
            (Path(name) / file).write_bytes(data)
        knowledge = load_knowledge(Path(name))
    found = identify(wanted.model or None, knowledge).digest
    if found != wanted.digest:
        raise AnotherPipelineError(
            f"the worker has claimwire {__version__} with the pipeline {found}, "
            f"wanted is {wanted.digest}"
        )
    return knowledge
