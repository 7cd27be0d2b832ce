"""Everything known of one thing, and search, for the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claimwire.errors import UsageError
from claimwire.model import Annotation, Claim, Document, Knowledge, Party, Revision, Statement
from claimwire.stages import rendering
from claimwire.stages.base import Workspace
from claimwire.stages.pipe import stamp_text


@dataclass(frozen=True, slots=True)
class Description:
    """One thing as JSON and as text."""

    value: Any
    text: str


def describe(workspace: Workspace, what: str, *, colour: bool = False) -> Description:
    """Describe a document (address or id), a claim (id) or an entity (id).

    ``colour`` paints the text of a document for a terminal.

    Raises
    ------
    UsageError
        If nothing of that name is known.
    """
    if what in workspace.knowledge.entities:
        return entity_description(workspace.knowledge, what)
    if what.startswith("c-"):
        return _claim(workspace, what)
    return _document(workspace, what, colour=colour)


def entity_description(knowledge: Knowledge, entity_id: str) -> Description:
    """Describe an entity of the knowledge base; raises ``UsageError`` for an unknown id."""
    entity = knowledge.entities.get(entity_id)
    if entity is None:
        raise UsageError(
            f"there is no entity {entity_id!r}", remedy="`claimwire entities list` shows them."
        )
    rows = {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "kind": entity.kind,
        "role": entity.role,
        "relation": entity.relation,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "aliases": [alias.text for alias in entity.aliases],
    }
    lines = [
        f"{key:<9} {', '.join(value) if isinstance(value, list) else value}"
        for key, value in rows.items()
        if value
    ]
    return Description(rows, "\n".join(lines))


def _document(workspace: Workspace, what: str, *, colour: bool) -> Description:
    from crawler.urls import canonical, url_key
    from store import annotations, documents, revisions

    with workspace.database.reading() as conn:
        clean = canonical(what)
        found = documents.get(conn, what) or (clean and documents.get(conn, url_key(clean))) or None
        if found is None:
            raise UsageError(
                f"nothing is known of {what!r}",
                remedy="Give an address or an id; `claimwire search` finds documents.",
            )
        history = revisions.of_documents(conn, [found.id]).get(found.id, ())
        newest = history[-1] if history else None
        text = revisions.texts(conn, [newest.text_id])[newest.text_id] if newest else ""
        pipeline = annotations.promoted_pipeline(conn)
        read = (
            annotations.load(conn, pipeline, [newest.text_id]).get(newest.text_id)
            if pipeline and newest
            else None
        )
    lines = _document_lines(found, history)
    value: dict[str, Any] = {
        "id": found.id,
        "url": found.url,
        "publisher": found.publisher,
        "first_seen": found.first_seen.isoformat(),
        "status": found.status.value,
        "failure": found.failure,
        "revisions": [
            {"id": r.id, "seen_at": r.seen_at.isoformat(), "title": r.title} for r in history
        ],
        "statements": [],
    }
    if read is not None:
        annotation, ids = read
        lines += ["", *_statement_lines(text, annotation, colour=colour)]
        value["statements"] = [
            {"id": id_, "line": statement_line(text, statement)}
            for id_, statement in zip(ids, annotation.statements, strict=True)
        ]
    return Description(value, "\n".join(lines))


def _document_lines(document: Document, history: tuple[Revision, ...]) -> list[str]:
    lines = [document.url, f"id {document.id} · {document.publisher} · {document.status.value}"]
    if document.failure:
        lines.append(f"failed: {document.failure}")
    lines.append(f"first seen {document.first_seen.isoformat(timespec='seconds')}")
    for revision in history:
        stated = stamp_text(revision.published) or "no date stated"
        lines.append(f"revision {revision.number}: {revision.title or '(no title)'} · {stated}")
    return lines


def _statement_lines(text: str, annotation: Annotation, *, colour: bool) -> list[str]:
    if not annotation.supported:
        return [f"language {annotation.language or 'unknown'}: statements are not looked for"]
    return [rendering.render(text, annotation, colour=colour)]


def statement_line(text: str, statement: Statement) -> str:
    """Return a statement as one line: speaker, act, targets, the exact words, the chain."""
    speaker = _name(statement.speaker) or "(nobody named)"
    targets = ", ".join(filter(None, map(_name, statement.targets)))
    words = " … ".join(span.of(text) for span in statement.content)
    chain = " ← ".join(link.name for link in statement.chain)
    parts = [f"{speaker} → {statement.act.value}", f"→ {targets}" if targets else ""]
    line = " ".join(filter(None, parts)) + f": “{words}”"
    return line + (f"  [{chain}]" if chain else "") + f"  ({statement.rule})"


def _name(party: Party | None) -> str | None:
    return party.canonical if party else None


def _claim(workspace: Workspace, claim_id: str) -> Description:
    from claimwire.stages.publish import read_publication

    read = read_publication(workspace)
    wanted = read.redirects.get(claim_id, claim_id)
    claim = next((c for c in read.resolution.claims if c.id == wanted), None)
    if claim is None:
        raise UsageError(f"there is no claim {claim_id!r}", remedy="`claimwire search` helps.")
    lines = [_claim_heading(claim), ""]
    appearances = []
    for appearance in claim.appearances:
        record = read.statements[appearance.statement_id]
        document = read.documents[appearance.document_id]
        line = statement_line(read.texts[record.text_id], record.statement)
        lines.append(f"{document.first_seen.date()} {document.publisher}: {line}")
        appearances.append({"document": document.id, "url": document.url, "line": line})
    answers = [r for r in read.resolution.responses if r.claim_id == claim.id]
    lines += ["", "Answers:" if answers else "No answer is known."]
    lines += [f"  {r.responder_name or 'somebody'}: {r.kind.value}" for r in answers]
    value = {
        "id": claim.id,
        "heading": lines[0],
        "independent_origins": claim.independent_origins,
        "origins": [o.name for o in claim.origins],
        "publishers": claim.publishers,
        "appearances": appearances,
        "answers": [{"responder": r.responder, "kind": r.kind.value} for r in answers],
    }
    return Description(value, "\n".join(lines))


def _claim_heading(claim: Claim) -> str:
    origins = claim.independent_origins
    count = "origin unknown" if origins is None else f"{origins} independent origin(s)"
    speaker = claim.speaker_name or "(nobody named)"
    targets = ", ".join(claim.target_names)
    about = f" → {targets}" if targets else ""
    return f"{speaker} → {claim.act.value}{about} · {count} · {claim.publishers} publisher(s)"


def search(workspace: Workspace, text: str, *, limit: int) -> list[dict[str, Any]]:
    """Return the documents whose text matches, best first, each with the passage found."""
    from store import documents, revisions
    from store import search as index

    with workspace.database.reading() as conn:
        hits = index.search(conn, text, limit=limit)
        found = {d.id: d for d in documents.listed(conn, {hit.document_id for hit in hits})}
        history = revisions.of_documents(conn, found)
        by_revision = {r.id: r for all_ in history.values() for r in all_}
        bodies = revisions.texts(conn, {by_revision[hit.revision_id].text_id for hit in hits})
    rows = []
    for hit in hits:
        revision = by_revision[hit.revision_id]
        rows.append(
            {
                "document": hit.document_id,
                "url": found[hit.document_id].url,
                "title": revision.title,
                "revision": revision.id,
                "start": hit.start,
                "end": hit.end,
                "quote": " ".join(bodies[revision.text_id][hit.start : hit.end].split()),
                "score": hit.score,
            }
        )
    return rows
