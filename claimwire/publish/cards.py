"""Lines and cards that several page families show: claims, answers, news, events, documents.

A card is made once and used on every page that shows it. All sentences are templates over fields;
the only other words are verbatim quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from claimwire.model import (
    ACCUSING_ACTS,
    STANCE_OF,
    Act,
    Claim,
    Delta,
    DeltaKind,
    Event,
    Response,
    Revision,
    Stance,
)
from claimwire.publish import fragments, routes, text, when, words
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.parts import (
    AnswerLine,
    Badge,
    Cited,
    ClaimLine,
    DeltaLine,
    DocumentLine,
    EventLine,
    Feed,
    LedgerRow,
    Link,
    Out,
    Tags,
)
from claimwire.publish.quotebook import QuoteBook
from claimwire.publish.quotes import Quote
from claimwire.publish.settings import SiteSettings
from claimwire.publish.when import When

_KEPT = 8_000  # cards of each kind in memory, about 1 KB each: neighbours share most of theirs
UNNAMED = "A speaker who is not named"
_DIGEST = 12  # digits of a digest that are shown
_FIRST_WORDS = 9  # of a claim in a title that would name nothing else
_MARKS = "\"'“”„‘’«»,;:.–— "
_BEFORE = 3  # words before a quote that tell it from the same words elsewhere
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
T = TypeVar("T")


class Cards:
    """Makes and keeps the cards of one build."""

    def __init__(self, catalogue: Catalogue, book: QuoteBook, settings: SiteSettings) -> None:
        self.catalogue = catalogue
        self.book = book
        self.settings = settings
        keep = lru_cache(maxsize=_KEPT)
        self.document_link = keep(self._document_link)
        self._heading = keep(self._claim_heading)
        self.claim = keep(self._claim)
        self.answer = keep(self._answer)
        self.delta = keep(self._delta)
        self.event = keep(self._event)
        self.document = keep(self._document)
        self.cited = keep(self._cited)

    def forget(self) -> None:
        """Let go of the cards: those who come next need few of them."""
        for kept in (self.claim, self.answer, self.delta, self.event, self.document, self.cited):
            kept.cache_clear()

    # ------------------------------------------------------------------------------- small parts

    def entity(self, identity: str | None, stated: str | None, *, nobody: str = UNNAMED) -> Link:
        """Return the name of a party, linked where it has a page."""
        shown = self.catalogue.name_of(identity, stated)
        if not shown:
            return Link(nobody)
        linked = identity is not None and identity in self.catalogue.faces
        return Link(shown, routes.entity(identity) if linked and identity else "")

    def dispute(self, identity: str | None) -> Link | None:
        """Return the link to a dispute, if it is one of the knowledge base."""
        known = self.catalogue.publication.knowledge.disputes.get(identity) if identity else None
        return Link(text.title(known.title), routes.dispute(known.id)) if known else None

    def _document_link(self, identity: str) -> Link:
        """Return the headline of a document, linked where it has a page."""
        revision = self.catalogue.newest.get(identity)
        shown = self.headline(revision)
        path = routes.document(identity) if identity in self.catalogue.documents else ""
        return Link(shown, path, self.lang(revision))

    def headline(self, revision: Revision | None) -> str:
        """Return the title of a revision as shown."""
        return text.title(revision.title if revision else None) or "Untitled document"

    def lang(self, revision: Revision | None) -> str:
        """Return the language tag of a revision where it differs from the site's, else empty."""
        tag = (revision.language if revision else None) or ""
        return tag if _LANGUAGE.fullmatch(tag) and tag != self.settings.language else ""

    def feed(self, scope: str, title: str) -> Feed:
        """Return the three forms of a feed."""
        return Feed(title, *(routes.feed(scope, form) for form in ("atom", "rss", "json")))

    def _cited(self, quote: Quote) -> Cited:
        """Return a quote with its publisher, its links and its digest."""
        catalogue = self.catalogue
        document = catalogue.publication.documents.get(quote.document_id)
        revision = catalogue.revisions.get(quote.revision_id)
        return Cited(
            words=text.readable(quote.text),
            cut_before=quote.cut_before,
            cut_after=quote.cut_after,
            lang=self.lang(revision),
            publisher=catalogue.publisher_name(quote.document_id),
            original=self._at(document.url, quote) if document else "",
            record=self.document_link(quote.document_id),
            start=quote.start,
            end=quote.end,
            digest=quote.text_id[:_DIGEST],
            published=when.to_the_day(when.stamp(revision.published if revision else None)),
        )

    def _at(self, url: str, quote: Quote) -> str:
        """Return an address that opens the original at a quote, also where it occurs twice."""
        body = self.catalogue.body(quote.revision_id)
        before = ""
        if body.find(quote.text, body.find(quote.text) + 1) >= 0:
            before = " ".join(body[: quote.start].rsplit("\n", 1)[-1].split()[-_BEFORE:])
        return fragments.link(url, quote.text, prefix=before)

    def tags(
        self,
        *,
        kind: str = "",
        act: str = "",
        dispute: str | None = None,
        entities: Iterable[str | None] = (),
        document: str = "",
        on: When | None = None,
    ) -> Tags:
        """Return by what a line can be found; only entities that have a page are named."""
        held = self.catalogue.publication.documents.get(document)
        faces = self.catalogue.faces
        return Tags(
            kind=kind,
            act=act,
            dispute=routes.slug(dispute) if dispute else "none",
            entity=tuple(dict.fromkeys(routes.slug(e) for e in entities if e and e in faces)),
            publisher=routes.slug(held.publisher) if held else "",
            on=on.iso[:10] if on else "",
        )

    # ------------------------------------------------------------------------------------ claims

    def sentence(self, act: Act, who: str, targets: tuple[str, ...]) -> str:
        """Return who says or does what towards whom, as reported."""
        if targets:
            verb = words.ACT_TOWARDS.get(act, words.ACT_VERB[act])
            return f"{text.sentence_case(who) or UNNAMED} {verb} {text.listed(targets)}"
        return f"{text.sentence_case(who) or UNNAMED} {words.ACT_VERB[act]}"

    def claim_heading(self, claim: Claim) -> str:
        """Return the title of a claim above its words: its speaker, its act, its targets."""
        return self._heading(claim.id)

    def _claim_heading(self, identity: str) -> str:
        claim = self.catalogue.claims[identity]
        who = self.catalogue.name_of(claim.speaker, claim.speaker_name)
        return self.sentence(claim.act, who, self.target_names(claim))

    def claim_title(self, claim: Claim) -> str:
        """Return the title of a claim where its words do not stand beside.

        One that names no target would say little: it has the first words of what is said.
        """
        heading = self.claim_heading(claim)
        said = "" if self.target_names(claim) else self._said(claim)
        return f"{heading}: {said}" if said else heading

    def _said(self, claim: Claim) -> str:
        """Return the first words of a claim, verbatim, if they are of the site's language."""
        first = self.catalogue.appearances[claim.id][0]
        record = self.catalogue.statements[first.statement_id]
        revision = self.catalogue.revisions.get(first.revision_id)
        if revision is None or revision.text_id != record.text_id or self.lang(revision):
            return ""
        body = self.catalogue.body(first.revision_id)
        said = " ".join(body[span.start : span.end] for span in record.statement.content)
        shown = text.readable(said).split()
        most = min(_FIRST_WORDS, self.settings.quotation_words)
        ending = "…" if len(shown) > most else ""
        return text.title(" ".join(shown[:most])).strip(_MARKS) + ending

    def target_names(self, claim: Claim) -> tuple[str, ...]:
        """Return the names of those whom a claim is about."""
        return self.paired(claim.targets, claim.target_names)

    def paired(self, ids: tuple[str, ...], stated: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of parties given by id and as worded; the lists may differ."""
        if len(ids) == len(stated):
            pairs = zip(ids, stated, strict=True)
            names = [self.catalogue.name_of(target, words_) for target, words_ in pairs]
        else:
            names = [self.catalogue.name_of(identity, None) for identity in ids]
            names += [text.name(words_) for words_ in stated]
        return tuple(dict.fromkeys(name for name in names if name))

    def act(self, act: Act, stance: Stance) -> Badge:
        """Return the badge of an act."""
        kind = words.STANCE_CLASS[stance]
        return Badge(kind, words.ACT_NOUN[act], f"act: {act.value}, stance: {stance.value}")

    def origins(self, claim: Claim) -> Badge:
        """Return how many independent origins and publishers a claim has."""
        publishers = text.plural(claim.publishers, "publisher")
        if claim.independent_origins is None:
            return Badge(
                "unknown",
                f"origin unknown · {publishers}",
                "No text that we hold shows who saw or heard it.",
            )
        count = claim.independent_origins
        return Badge(
            "many" if count > 1 else "one",
            f"{text.plural(count, 'origin')} · {publishers}",
            "Origins are independent witnesses; copies and re-reports share one.",
        )

    def answers(self, claim: Claim) -> tuple[AnswerLine, ...]:
        """Return what answers a claim, oldest first."""
        return tuple(self.answer(r) for r in self.catalogue.responses_by_claim.get(claim.id, ()))

    def answer_badges(self, claim: Claim) -> tuple[Badge, ...]:
        """Return one badge for every kind of answer, or one for silence under an accusation."""
        if claim.act not in ACCUSING_ACTS:
            return ()
        found = dict.fromkeys(
            (self.catalogue.responses[r].kind, self.responder(self.catalogue.responses[r]))
            for r in self.catalogue.responses_by_claim.get(claim.id, ())
        )
        if not found:
            return (Badge("none", "no answer found"),)
        return tuple(
            Badge(words.RESPONSE_CLASS[kind], f"{words.RESPONSE_WORD[kind]}: {who}")
            for kind, who in found
        )

    def responder(self, response: Response) -> str:
        """Return the name of whoever answers or is silent."""
        stated = self.catalogue.name_of(response.responder, response.responder_name)
        return stated or "not named"

    def ledger(self, claim: Claim) -> LedgerRow:
        """Return an accusation with its answers."""
        answers = self.answers(claim)
        line = self.claim(claim.id)
        told = "answered"
        if self.catalogue.unanswered(claim):
            told = "silent" if answers else "unanswered"
        silent = Badge("none", "" if answers else self.silence(claim))
        return LedgerRow(line, answers, silent, replace(line.tags, kind=told))

    def silence(self, claim: Claim) -> str:
        """Return what is said where no answer is known."""
        targets = self.target_names(claim)
        return f"no answer found{' from ' + text.listed(targets) if targets else ''}"

    def claim_when(self, claim: Claim) -> tuple[When, str]:
        """Return when a claim was made, or else seen, and which of the two it is."""
        if when.is_calendar(claim.said):
            return when.value(claim.said), "said"
        return when.day_of(claim.first_seen), "seen"

    def by_date(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return claims by the date that stands beside each, newest first."""

        def day(identity: str) -> str:
            claim = self.catalogue.claims[identity]
            said = claim.said.value if claim.said and when.is_calendar(claim.said) else ""
            return when.first_day(said or when.day_of(claim.first_seen).iso).iso

        return tuple(sorted(claims, key=day, reverse=True))

    def _claim(self, identity: str) -> ClaimLine:
        claim = self.catalogue.claims[identity]
        shown, label = self.claim_when(claim)
        seen = when.day_of(claim.first_seen)
        first = self.catalogue.appearances[identity][0]
        return ClaimLine(
            id=identity,
            act=self.act(claim.act, claim.stance),
            title=Link(self.claim_heading(claim), routes.claim(identity)),
            when=shown,
            when_label=label,
            seen=seen if label == "said" and seen.iso != shown.iso else None,
            quote=self.cited(self.book.of_appearance(first)),
            origins=self.origins(claim),
            answers=self.answer_badges(claim),
            dispute=self.dispute(claim.dispute_id),
            interest=claim.party_in_interest,
            pinned=claim.pinned,
            tags=self.tags(
                act=claim.act.value,
                dispute=claim.dispute_id,
                entities=(claim.speaker, *claim.targets),
                document=first.document_id,
                on=seen,
            ),
        )

    def _answer(self, identity: str) -> AnswerLine:
        response = self.catalogue.responses[identity]
        own = self.catalogue.claim_of_response.get(identity)
        accusation = self.catalogue.claims[response.claim_id]
        ended = self.catalogue.responses.get(response.answered_by or "")
        how = [text.title(response.medium), words.STRENGTH_WORDS.get(response.strength, "")]
        shown, label = self._answered(response)
        return AnswerLine(
            id=identity,
            kind=Badge(words.RESPONSE_CLASS[response.kind], words.RESPONSE_WORD[response.kind]),
            who=self.entity(response.responder, response.responder_name, nobody="not named"),
            when=shown,
            when_label=label,
            quote=self.cited(self.book.of_appearance(response.appearance)),
            how="; ".join(part for part in how if part),
            claim=Link("its own page", routes.claim(own)) if own else None,
            accusation=Link(self.claim_title(accusation), routes.claim(accusation.id)),
            predates=response.predates,
            ended_by=self.responder(ended) if ended else "",
        )

    def _answered(self, response: Response) -> tuple[When, str]:
        """Return when an answer was given; where no text says so, when it was reported or seen."""
        if when.is_calendar(response.said):
            return when.value(response.said), ""
        revision = self.catalogue.revisions.get(response.appearance.revision_id)
        if revision and revision.published:
            return when.to_the_day(when.stamp(revision.published)), "reported"
        document = self.catalogue.publication.documents.get(response.appearance.document_id)
        return (when.day_of(document.first_seen), "seen") if document else (when.NOT_STATED, "")

    # ------------------------------------------------------------------------- news and timeline

    def _delta(self, identity: str) -> DeltaLine:
        delta = self.catalogue.deltas[identity]
        claim = self.catalogue.claims.get(delta.claim_id or "")
        return DeltaLine(
            id=identity,
            kind=Badge(delta.kind.value.replace("_", "-"), words.DELTA_WORD[delta.kind]),
            title=self.delta_title(delta, alone=False),
            when=when.moment(delta.learned_at),
            quote=self.cited(self.book.of_evidence(delta.evidence)),
            act=self.act(claim.act, claim.stance)
            if claim and delta.kind is DeltaKind.NEW_CLAIM
            else None,
            origins=self.origins(claim) if claim else None,
            interest=claim.party_in_interest if claim and not delta.response_id else False,
            dispute=self.dispute(delta.dispute_id),
            detail=self._delta_detail(delta),
            tags=self.tags(
                kind=delta.kind.value.replace("_", "-"),
                act=claim.act.value if claim else "",
                dispute=delta.dispute_id,
                entities=delta.entities,
                document=delta.evidence.document_id,
                on=when.day_of(delta.learned_at),
            ),
        )

    def _delta_detail(self, delta: Delta) -> str:
        """Return the free words of a piece of news; a closed list's value in the site's own."""
        if delta.kind is DeltaKind.STATUS or delta.change_id:
            return words.DETAIL_WORDS.get(delta.detail, text.title(delta.detail))
        return text.title(delta.detail)

    def delta_title(self, delta: Delta, *, alone: bool = True) -> Link:
        """Return what is new; ``alone``: where its words do not stand beside."""
        claim = self.catalogue.claims.get(delta.claim_id or "")
        response = self.catalogue.responses.get(delta.response_id or "")
        if response:
            accusation = self.catalogue.claims[response.claim_id]
            kind = words.RESPONSE_WORD[response.kind]
            answered = f"{self.responder(response)} {kind}, asked about: "
            if response.kind not in words.SILENT_RESPONSES:
                answered = f"{self.responder(response)} {kind}, in answer to: "
            target = self.catalogue.claim_of_response.get(response.id, accusation.id)
            return Link(answered + self.claim_title(accusation), routes.claim(target))
        event = self.catalogue.events.get(delta.event_id or "")
        if event and delta.kind is DeltaKind.SCHEDULE:
            line = self.event(event.id)
            what = f": {line.title.words}" if line.named else ""
            return Link(f"{line.when.words}{what}", line.title.path)
        if claim:
            path = routes.claim(claim.id)
            if delta.kind is DeltaKind.NEW_ORIGIN:
                return Link(f"Another origin for: {self.claim_title(claim)}", path)
            return Link(self.claim_title(claim) if alone else self.claim_heading(claim), path)
        document = self.document_link(delta.document_id)
        return Link(document.words, document.path, document.lang)

    def event_title(self, event: Event) -> str:
        """Return who did what towards whom; empty where no act is known, only names."""
        act = _act(event.kind)
        if act is None:
            return ""
        targets = tuple(name for stated in event.target_names if (name := text.name(stated)))
        return self.sentence(act, self.event_names(event), targets)

    def event_names(self, event: Event) -> str:
        """Return the names in an event's evidence."""
        return text.listed(self.paired(event.actors, event.actor_names))

    def _event_path(self, event: Event) -> str:
        if event.claim_id:
            return routes.claim(event.claim_id)
        return self.document_link(event.evidence[0].document_id).path

    def _event(self, identity: str) -> EventLine:
        event = self.catalogue.events[identity]
        claim = self.catalogue.claims.get(event.claim_id or "")
        act = _act(event.kind)
        badge = Badge("event", "event")
        if act:
            badge = self.act(act, STANCE_OF[act])
        shown = event.evidence[0].document_id
        others = dict.fromkeys(e.document_id for e in event.evidence if e.document_id != shown)
        quote = self.cited(self.book.of_evidence(event.evidence[0]))
        named = self.event_title(event)
        planned = event.status == "planned"
        return EventLine(
            id=identity,
            when=when.written(event.date),
            due=("due" if self.catalogue.to_come(event) else "was due") if planned else "",
            act=badge,
            title=Link(named or quote.words, self._event_path(event), "" if named else quote.lang),
            named=bool(named),
            names="" if named else self.event_names(event),
            quote=quote,
            origins=self.origins(claim) if claim else None,
            answers=self.answers(claim) if claim else (),
            others=tuple(self._other(document) for document in others),
            dispute=self.dispute(event.dispute_id),
            tags=self.tags(
                kind=("due" if self.catalogue.to_come(event) else "was-due") if planned else "past",
                act=event.kind if act else "event",
                dispute=event.dispute_id,
                entities=(*event.actors, *(claim.targets if claim else ())),
                document=shown,
                on=when.first_day(event.date),
            ),
        )

    def _other(self, document: str) -> Link:
        link = self.document_link(document)
        return Link(f"{self.catalogue.publisher_name(document)}: {link.words}", link.path)

    # --------------------------------------------------------------------------------- documents

    def _document(self, identity: str) -> DocumentLine:
        catalogue = self.catalogue
        document = catalogue.documents[identity]
        revision = catalogue.newest[identity]
        return DocumentLine(
            title=self.document_link(identity),
            original=Out("original", routes.outside(document.url)),
            publisher=catalogue.publisher_name(identity),
            published=when.to_the_day(when.stamp(revision.published)),
            seen=when.day_of(document.first_seen),
            reuse=self.reuse_words(identity),
            claims=len(catalogue.claims_by_document.get(identity, ())),
            lang=self.lang(revision),
        )

    def reuse_words(self, identity: str) -> str:
        """Return how a document's text depends on an earlier one; empty when it does not."""
        reuse = self.catalogue.reuse.get(identity)
        if reuse is None:
            return ""
        share = round(100 * min(1.0, max(0.0, reuse.containment)))
        source = self.catalogue.publisher_name(reuse.source_id)
        return f"{words.REUSE_WORD[reuse.kind]} {source} ({share}\u00a0% of its text)"


def newest(items: tuple[T, ...], limit: int) -> tuple[tuple[T, ...], int]:
    """Return the first ``limit`` of a list that is newest first, and how many are left out."""
    return items[:limit], max(0, len(items) - limit)


def _act(kind: str) -> Act | None:
    try:
        return Act(kind)
    except ValueError:
        return None
