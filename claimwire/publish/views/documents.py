"""Documents and stories: our record of what was published, never a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from claimwire.model import DeltaKind, Document, Revision
from claimwire.publish import codes, differences, routes, text, when, words
from claimwire.publish.desk import HOME, Desk
from claimwire.publish.parts import (
    Badge,
    Cited,
    ClaimLine,
    DeltaLine,
    DocumentLine,
    Fact,
    Link,
    Out,
    Page,
    Sheet,
)
from claimwire.publish.quick import quick
from claimwire.publish.records import Record
from claimwire.publish.views import findings
from claimwire.publish.views.findings import ChangeLine
from claimwire.publish.when import When

_STORIES = Link("Stories", routes.STORIES)
_STORIES_LISTED = 200
_CLAIMS = 40
_OWN_NEWS = frozenset(
    {DeltaKind.REVISION, DeltaKind.CORRECTION, DeltaKind.RETRACTION, DeltaKind.STATUS}
)
"""News that tell of a change of a document; what was new in it is listed as said in it."""


@quick
@dataclass(frozen=True, slots=True)
class Said:
    """A statement under the sentence that it stands in."""

    act: Badge
    title: Link
    notes: str


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document that holds statements; ``quote`` is None past the limit."""

    quote: Cited | None
    original: str  # link to the sentence in the original, or ""
    start: int
    end: int
    said: tuple[Said, ...]


@quick
@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few words of one state of a text, in runs: (words, whether the other state lacks them)."""

    runs: tuple[tuple[str, bool], ...]
    cut_before: bool
    cut_after: bool
    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence that was changed, added or removed."""

    kind: str
    before: Excerpt | None
    after: Excerpt | None


@quick
@dataclass(frozen=True, slots=True)
class RevisionLine:
    number: int
    seen: When
    title: str
    old_title: str  # where it differs from the one before
    digest: str
    capture: str
    changes: tuple[str, ...]
    edits: tuple[Edit, ...]
    more_edits: int
    summary: str  # how many sentences changed


@quick
@dataclass(frozen=True, slots=True)
class DocumentView:
    heading: str
    lang: str
    original: Out
    publisher: str
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]
    left_out: int
    copies: tuple[Link, ...]
    reuse: str
    reuse_source: Link | None
    stories: tuple[Link, ...]
    revisions: tuple[RevisionLine, ...]
    changes: tuple[ChangeLine, ...]
    news: tuple[DeltaLine, ...]
    gaps: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class StoryView:
    heading: str
    lang: str
    counts: tuple[tuple[int, str, str], ...]  # (number, words, id of the section)
    facts: tuple[Fact, ...]
    documents: tuple[DocumentLine, ...]
    also: tuple[DocumentLine, ...]  # of other stories; they report this event, too
    claims: tuple[ClaimLine, ...]
    more_claims: int
    emerging: bool


@quick
@dataclass(frozen=True, slots=True)
class StoryLine:
    link: Link
    documents: int
    first: When
    dispute: Link | None
    emerging: bool


@quick
@dataclass(frozen=True, slots=True)
class StoriesView:
    total: int
    stories: tuple[StoryLine, ...]
    more: int


def pages(desk: Desk) -> Iterator[Page | Sheet]:
    """Yield one page per document, the list of stories and one page per story."""
    for document in desk.catalogue.documents.values():
        yield _document_sheet(desk, document)
    yield _stories_page(desk)
    for identity in desk.catalogue.stories:
        yield _story_sheet(desk, identity)


def _document_sheet(desk: Desk, document: Document) -> Sheet:
    c, prints, identity = desk.catalogue, desk.prints, document.id
    stories = [c.stories[s] for s in c.stories_by_document.get(identity, ())]
    changes = c.changes_by_document.get(identity, ())
    return Sheet(
        path=routes.document(identity),
        template="document.html",
        state=(
            prints.document(identity),
            prints.said(identity),
            [prints.statement(s) for s in desk.book.statements_of(identity)],
            prints.documents(c.reused_by.get(identity, ())),
            [(s.id, prints.document(s.headline_document)) for s in stories],
            prints.claims(c.claims_by_document.get(identity, ())),
            [prints.delta(d) for d in c.deltas_by_document.get(identity, ())],
            [(one, prints.title(one.claim_id)) for one in changes],
            prints.evidence(e for one in changes for e in (one.before, one.after) if e),
        ),
        make=partial(_document_page, desk, document),
    )


def _document_page(desk: Desk, document: Document) -> Page:
    catalogue = desk.catalogue
    path = routes.document(document.id)
    publisher = catalogue.publisher_name(document.id)
    heading = desk.cards.headline(catalogue.newest[document.id])
    crumb = _source_crumb(desk, document)
    return Page(
        path=path,
        template="document.html",
        title=f"{heading} ({publisher})",
        section="",
        description=f"Record of a document published by {publisher}.",
        crumbs=(HOME, crumb) if crumb else (HOME,),
        json_path=routes.json_of(path),
        record=partial(_record, desk, document),
        about=lambda: [desk.linked.document(document)],
        view=partial(_view, desk, document),
    )


def _record(desk: Desk, document: Document) -> Record:
    revisions = desk.catalogue.publication.revisions[document.id]
    return {
        "document": desk.records.document(document.id),
        "revisions": desk.record_list("revisions", (r.id for r in revisions)),
        "statements": desk.record_list("statements", desk.book.statements_of(document.id)),
    }


def _view(desk: Desk, document: Document) -> DocumentView:
    catalogue, cards = desk.catalogue, desk.cards
    revision = catalogue.newest[document.id]
    reuse = catalogue.reuse.get(document.id)
    sentences = _sentences(desk, document.id)
    news = (catalogue.deltas[d] for d in catalogue.deltas_by_document.get(document.id, ()))
    return DocumentView(
        heading=cards.headline(revision),
        lang=cards.lang(revision),
        original=Out("Read the original", routes.outside(document.url)),
        publisher=catalogue.publisher_name(document.id),
        facts=_facts(desk, document, revision),
        sentences=sentences,
        left_out=sum(sentence.quote is None for sentence in sentences),
        copies=tuple(
            Link(catalogue.publisher_name(d), routes.document(d))
            for d in catalogue.reused_by.get(document.id, ())
        ),
        reuse=cards.reuse_words(document.id),
        reuse_source=cards.document_link(reuse.source_id) if reuse else None,
        stories=tuple(
            Link(_story_title(desk, s), routes.story(s))
            for s in catalogue.stories_by_document.get(document.id, ())
        ),
        revisions=_revisions(desk, document.id),
        changes=findings.changes(desk, catalogue.changes_by_document.get(document.id, ())),
        news=tuple(cards.delta(d.id) for d in news if d.kind in _OWN_NEWS and not d.change_id),
        gaps=_gaps(desk, document, revision),
    )


def _source_crumb(desk: Desk, document: Document) -> Link | None:
    report = desk.catalogue.sources.get(document.source_id or "")
    return Link(text.name(report.source.name), routes.source(report.source.id)) if report else None


def _sentences(desk: Desk, document: str) -> tuple[Sentence, ...]:
    """Group a document's statements under their sentences, in the order of the text."""
    found: dict[tuple[int, int], tuple[Cited, bool, list[Said]]] = {}
    for identity in desk.book.statements_of(document):
        place = desk.book.place(document, identity)
        shown = desk.book.of_statement(document, identity) is not None
        key = (place.start, place.end)
        if key not in found:
            found[key] = (desk.cards.cited(place), shown, [])
        found[key][2].append(_said(desk, identity))
    return tuple(
        Sentence(cited if shown else None, cited.original, start, end, tuple(said))
        for (start, end), (cited, shown, said) in sorted(found.items(), key=lambda item: item[0])
    )


def _said(desk: Desk, identity: str) -> Said:
    cards = desk.cards
    statement = desk.catalogue.statements[identity].statement
    speaker = statement.speaker
    who = desk.catalogue.name_of(speaker.entity, speaker.canonical) if speaker else ""
    targets = tuple(
        name for t in statement.targets if (name := desk.catalogue.name_of(t.entity, t.canonical))
    )
    claim = desk.catalogue.claim_of_statement.get(identity)
    notes = [words.MODALITY_WORDS[statement.modality]]
    if statement.hedge:
        notes.append(f"the writer's hedge: {text.name(statement.hedge)}")
    notes.append(f"reading: {words.certainty(statement.confidence)} confidence")
    return Said(
        act=cards.act(statement.act, statement.stance),
        title=Link(
            cards.sentence(statement.act, who, targets), routes.claim(claim) if claim else ""
        ),
        notes="; ".join(notes),
    )


def _facts(desk: Desk, document: Document, revision: Revision) -> tuple[Fact, ...]:
    published, modified = when.stamp(revision.published), when.stamp(revision.modified)
    relevance = desk.catalogue.publication.resolution.relevance.get(document.id)
    source = _source_crumb(desk, document)
    facts = [
        Fact("Publisher", (Link(desk.catalogue.publisher_name(document.id)),)),
        Fact("Authors", tuple(Link(text.name(a)) for a in revision.authors[:8])),
        Fact("Published", (Link(published.words),), published.note),
        Fact("Modified", (Link(modified.words),) if revision.modified else (), modified.note),
        Fact("First seen by us", (Link(when.moment(document.first_seen).words),)),
        Fact("Language", (Link(codes.language(revision.language) or "not known"),)),
        Fact("Kind", (Link(text.name(revision.kind)),) if revision.kind else ()),
        Fact("Paywall", (Link("yes, as stated"),) if revision.paywalled else ()),
        Fact("Taken from", (Link(text.name(document.credited_source)),))
        if document.credited_source
        else Fact("Taken from", ()),
        Fact("Found through", (source,) if source else ()),
        Fact(
            "Why it is here",
            tuple(Link(text.title(r)) for r in relevance.reasons[:4]) if relevance else (),
        ),
    ]
    return tuple(fact for fact in facts if fact.items)


def _revisions(desk: Desk, document: str) -> tuple[RevisionLine, ...]:
    lines: list[RevisionLine] = []
    previous: Revision | None = None
    for revision in desk.catalogue.publication.revisions[document]:
        capture = desk.catalogue.publication.captures.get(revision.capture_id or "")
        changes = _changes(previous, revision)
        edits, more, summary = _edits(desk, previous, revision)
        renamed = previous is not None and "headline" in changes
        lines.append(
            RevisionLine(
                number=revision.number,
                seen=when.moment(revision.seen_at),
                title=desk.cards.headline(revision),
                old_title=desk.cards.headline(previous) if renamed else "",
                digest=revision.text_id,
                capture=capture.sha256 if capture else "",
                changes=changes,
                edits=edits,
                more_edits=more,
                summary=summary,
            )
        )
        previous = revision
    return tuple(reversed(lines))


def _edits(desk: Desk, old: Revision | None, new: Revision) -> tuple[tuple[Edit, ...], int, str]:
    """Return the edits between two revisions that may be quoted, how many more, and their sum."""
    if old is None or old.text_id == new.text_id:
        return (), 0, ""
    before, after = desk.catalogue.body(old.id), desk.catalogue.body(new.id)
    limit = desk.settings.quotation_words
    found = differences.difference(before, after, words=min(limit, 40), budget=2 * limit)
    if not found.compared:
        return (), 0, "So much of the text differs that its sentences cannot be compared."
    counts = (
        (found.changed, "changed"),
        (found.added, "added"),
        (found.removed, "removed"),
    )
    told = [f"{text.plural(count, 'sentence')} {what}" for count, what in counts if count]
    edits = tuple(
        Edit(
            kind="changed" if c.old and c.new else "added" if c.new else "removed",
            before=_excerpt(before, c.old),
            after=_excerpt(after, c.new),
        )
        for c in found.shown
    )
    summary = text.sentence_case(text.listed(told)) + "." if told else "Only spaces changed."
    return edits, found.left_out, summary


def _excerpt(body: str, piece: differences.Piece | None) -> Excerpt | None:
    if piece is None:
        return None
    return Excerpt(
        runs=tuple((text.readable(w), marked) for w, marked in differences.runs(body, piece)),
        cut_before=piece.cut_before,
        cut_after=piece.cut_after,
        start=piece.span.start,
        end=piece.span.end,
    )


def _changes(old: Revision | None, new: Revision) -> tuple[str, ...]:
    if old is None:
        return ()
    compared = (
        ("headline", old.title != new.title),
        ("text", old.text_id != new.text_id),
        ("authors", old.authors != new.authors),
        ("time of publication", old.published != new.published),
        ("time of modification", old.modified != new.modified),
    )
    return tuple(what for what, differs in compared if differs)


def _gaps(desk: Desk, document: Document, revision: Revision) -> tuple[str, ...]:
    found = (
        (revision.published is None, "When it was published: the page does not state it."),
        (
            bool(revision.published and revision.published.suspect),
            "When it was published: the time that the page states cannot be right.",
        ),
        (not revision.authors, "Who wrote it: no author is stated."),
        (revision.partial, "The rest of it: only headline and lead are held."),
        (
            not desk.catalogue.publication.document_statements.get(document.id),
            "Who says what in it: no statement was found, or its language is not yet read.",
        ),
        (
            document.status.value not in {"captured", "discovered"},
            f"Whether it still stands: the last fetch ended as “{document.status.value}”.",
        ),
    )
    return tuple(sentence for applies, sentence in found if applies)


def _story_title(desk: Desk, story: str) -> str:
    return desk.cards.document_link(desk.catalogue.stories[story].headline_document).words


def _stories_page(desk: Desk) -> Page:
    stories = tuple(desk.catalogue.stories.values())
    shown = stories[:_STORIES_LISTED]
    return Page(
        path=routes.STORIES,
        template="stories.html",
        title="Stories",
        section="",
        description="Clusters of documents that report one event, newest first.",
        crumbs=(HOME,),
        json_path=routes.json_of(routes.STORIES),
        record=lambda: {"stories": desk.record_list("stories", (s.id for s in stories))},
        view=lambda: StoriesView(
            total=len(stories),
            stories=tuple(
                StoryLine(
                    link=Link(_story_title(desk, story.id), routes.story(story.id)),
                    documents=sum(d in desk.catalogue.documents for d in story.documents),
                    first=when.day_of(story.first_seen),
                    dispute=desk.cards.dispute(story.dispute_id),
                    emerging=story.emerging,
                )
                for story in shown
            ),
            more=len(stories) - len(shown),
        ),
    )


def _story_sheet(desk: Desk, identity: str) -> Sheet:
    story, prints = desk.catalogue.stories[identity], desk.prints
    held = [d for d in story.documents if d in desk.catalogue.documents]
    return Sheet(
        path=routes.story(identity),
        template="story.html",
        state=(
            story,
            prints.documents((story.headline_document, *story.documents, *story.also)),
            prints.claims(_claims(desk, held)),
            prints.dispute(story.dispute_id),
        ),
        make=partial(_story_page, desk, identity),
    )


def _story_page(desk: Desk, identity: str) -> Page:
    story = desk.catalogue.stories[identity]
    documents = [d for d in story.documents if d in desk.catalogue.documents]
    path = routes.story(identity)
    title = desk.cards.headline(desk.catalogue.newest.get(story.headline_document))
    return Page(
        path=path,
        template="story.html",
        title=f"Story: {title}",
        section="",
        description=f"{text.plural(len(documents), 'document')} about one event.",
        crumbs=(HOME, _STORIES),
        cite=desk.cite(path, identity, title, story.first_seen),
        json_path=routes.json_of(path),
        record=lambda: {
            "story": desk.records.story(identity),
            "claims": _claims(desk, documents),
        },
        view=partial(_story_view, desk, identity, documents),
    )


def _claims(desk: Desk, documents: list[str]) -> list[str]:
    by_document = desk.catalogue.claims_by_document
    return list(dict.fromkeys(c for d in documents for c in by_document.get(d, ())))


def _story_view(desk: Desk, identity: str, documents: list[str]) -> StoryView:
    catalogue, cards = desk.catalogue, desk.cards
    story = catalogue.stories[identity]
    headline = catalogue.newest.get(story.headline_document)
    publishers = {catalogue.publisher_name(d) for d in documents}
    facts = [
        Fact("First seen", (Link(when.moment(story.first_seen).words),)),
        Fact("Dispute", (cards.dispute(story.dispute_id) or Link("none fits"),)),
    ]
    if story.pinned:
        facts.append(Fact("Fixed", (Link("an operator decided what belongs to it"),)))
    facts.append(Fact("Id", (Link(identity),)))
    claims = cards.by_date(_claims(desk, documents))
    return StoryView(
        heading=cards.headline(headline),
        lang=cards.lang(headline),
        counts=tuple(
            (count, one if count == 1 else f"{one}s", section)
            for count, one, section in (
                (len(claims), "claim", "claims"),
                (len(documents), "document", "documents"),
                (len(publishers), "publisher", "documents"),
            )
        ),
        facts=tuple(facts),
        documents=tuple(cards.document(d) for d in documents),
        also=tuple(cards.document(d) for d in story.also if d in catalogue.documents),
        claims=tuple(cards.claim(c) for c in claims[:_CLAIMS]),
        more_claims=max(0, len(claims) - _CLAIMS),
        emerging=story.emerging,
    )
