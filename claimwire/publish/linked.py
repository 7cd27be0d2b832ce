"""JSON-LD in the vocabulary of schema.org: what a page is about, for machines that read pages.

A claim is a ``Claim`` with its first and its other appearances; no ``ClaimReview`` is published,
because nothing here is rated. Documents are stubs: headline, publisher, dates and address, no text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from claimwire.model import Document, EntityType, Event
from claimwire.publish import routes, text, when
from claimwire.publish.cards import Cards
from claimwire.publish.catalogue import Catalogue
from claimwire.publish.encoding import encode
from claimwire.publish.parts import Page
from claimwire.publish.settings import SiteSettings

Thing = dict[str, Any]

CONTEXT = "https://schema.org"
_APPEARANCES = 20  # that a page names; all of them are in its data
_CLAIMS = 50
_TYPES = {
    EntityType.PERSON: "Person",
    EntityType.ORG: "Organization",
    EntityType.GPE: "AdministrativeArea",
    EntityType.LOC: "Place",
    EntityType.FAC: "Place",
    EntityType.PRODUCT: "Product",
    EntityType.EVENT: "Event",
    EntityType.LAW: "Legislation",
    EntityType.WORK_OF_ART: "CreativeWork",
}


class Linked:
    """Makes the JSON-LD of one build's pages."""

    def __init__(self, catalogue: Catalogue, cards: Cards, settings: SiteSettings) -> None:
        self._catalogue = catalogue
        self._cards = cards
        self._base = routes.base(settings.base_url)
        self._settings = settings

    def url(self, path: str) -> str:
        """Return the full address of a page."""
        return routes.absolute(self._base, path)

    def site(self) -> Thing:
        """Return the site itself with its search."""
        return {
            "@type": "WebSite",
            "@id": self._base,
            "url": self._base,
            "name": self._settings.title,
            "inLanguage": self._settings.language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": self.url(routes.SEARCH) + "?q={search_term_string}",
                },
            },
        }

    def claim(self, identity: str) -> Thing:
        """Return a claim with where it appeared."""
        catalogue = self._catalogue
        claim = catalogue.claims[identity]
        line = self._cards.claim(identity)
        places = dict.fromkeys(a.document_id for a in catalogue.appearances[identity])
        stubs = [self.stub(catalogue.publication.documents[d]) for d in places]
        found: Thing = {
            "@type": "Claim",
            "@id": self.url(routes.claim(identity)),
            "identifier": text.name(identity),
            "name": line.title.words,
            "text": line.quote.words,
            "firstAppearance": stubs[0],
        }
        if len(stubs) > 1:
            found["appearance"] = stubs[1 : _APPEARANCES + 1]
        if claim.speaker or claim.speaker_name:
            author = self.party(claim.speaker, claim.speaker_name)
            kind = "Person" if author["@type"] == "Person" else "Organization"
            found["author"] = author | {"@type": kind}  # only these two can be authors
        targets = [
            self.party(target, name)
            for target, name in zip(claim.targets, claim.target_names, strict=False)
        ]
        if targets:
            found["about"] = targets
        said = when.value(claim.said)
        if said.iso and "W" not in said.iso:
            found["dateCreated"] = said.iso
        if line.quote.lang:
            found["inLanguage"] = line.quote.lang
        return found

    def party(self, identity: str | None, stated: str | None) -> Thing:
        """Return who or what a claim names, by its page where it has one."""
        face = self._catalogue.faces.get(identity or "")
        name = self._catalogue.name_of(identity, stated)
        kind = _TYPES.get(face.type, "Thing") if face and face.type else "Thing"
        found = {"@type": kind, "name": name or "not named"}
        if face:
            found["@id"] = self.url(routes.entity(face.id))
        return found

    def stub(self, document: Document) -> Thing:
        """Return what is told of a document: never its text."""
        revision = self._catalogue.newest.get(document.id)
        found: Thing = {
            "@type": "NewsArticle",
            "headline": self._cards.headline(revision),
            "publisher": {
                "@type": "Organization",
                "name": self._catalogue.publisher_name(document.id),
            },
        }
        address = routes.outside(document.url)
        if address:
            found["url"] = address
        if document.id in self._catalogue.documents:
            found["@id"] = self.url(routes.document(document.id))
        if revision and revision.published and not revision.published.suspect:
            found["datePublished"] = when.stamp(revision.published).iso
        if revision and revision.language:
            found["inLanguage"] = text.name(revision.language)
        return found

    def document(self, document: Document) -> Thing:
        """Return the stub of a document with its authors and what is claimed in it."""
        found = self.stub(document)
        revision = self._catalogue.newest[document.id]
        authors = [name for a in revision.authors[:8] if (name := text.name(a))]
        if authors:
            found["author"] = [{"@type": "Person", "name": name} for name in authors]
        claims = self._catalogue.claims_by_document.get(document.id, ())[:_APPEARANCES]
        if claims:
            found["hasPart"] = [self._brief(c) for c in claims]
        return found

    def _brief(self, claim: str) -> Thing:
        title = self._cards.claim_title(self._catalogue.claims[claim])
        return {"@type": "Claim", "@id": self.url(routes.claim(claim)), "name": title}

    def entity(self, identity: str) -> Thing:
        """Return an actor or object with its other names."""
        face = self._catalogue.faces[identity]
        found = self.party(identity, None) | {"identifier": text.name(identity)}
        if face.known:
            aliases = [text.name(alias.text) for alias in face.known.aliases]
            names = [name for name in dict.fromkeys(aliases) if name and name != face.name]
            if names:
                found["alternateName"] = names[:_APPEARANCES]
            if face.known.role:
                found["description"] = text.title(face.known.role)
            if face.known.wikidata:
                found["sameAs"] = (
                    f"https://www.wikidata.org/entity/{text.name(face.known.wikidata)}"
                )
        return found

    def dispute(self, identity: str) -> Thing:
        """Return the page of a dispute: its parties and its claims."""
        dispute = self._catalogue.publication.knowledge.disputes[identity]
        claims = self._catalogue.claims_by_dispute.get(identity, ())[:_CLAIMS]
        return {
            "@type": "CollectionPage",
            "@id": self.url(routes.dispute(identity)),
            "identifier": text.name(identity),
            "name": text.title(dispute.title),
            "description": text.title(dispute.definition, limit=600),
            "about": [self.party(p.entity, None) for p in dispute.parties],
            "hasPart": [self._brief(c) for c in claims],
        }

    def event(self, event: Event) -> Thing:
        """Return something that is due."""
        line = self._cards.event(event.id)
        span = when.days(event.date)
        found: Thing = {
            "@type": "Event",
            "identifier": text.name(event.id),
            "name": text.shorten(line.title.words, 110),
            "description": line.quote.words,
            "url": self.url(line.title.path),
        }
        if span:
            found |= {"startDate": span[0].isoformat(), "endDate": span[1].isoformat()}
        return found

    def dataset(self, files: Iterable[tuple[str, str, str]]) -> Thing:
        """Return the public dataset; each file is (name, address, media type)."""
        title = self._settings.title
        return {
            "@type": "Dataset",
            "@id": self.url(routes.DATA),
            "name": f"{title}: claims, answers, origins and documents",
            "description": "Who said what about AI intellectual property, where it came from, who"
            " answered, and what changed since: records with short quotes and digests, no full"
            " texts.",
            "creator": {"@type": "Organization", "name": title, "url": self._base},
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": name,
                    "contentUrl": self.url(path),
                    "encodingFormat": kind,
                }
                for name, path, kind in files
            ],
        }

    def page(self, page: Page, about: list[Thing]) -> Markup:
        """Return the whole of a page's data, ready to stand in it."""
        graph = list(about)
        if page.crumbs:
            graph.append(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {
                            "@type": "ListItem",
                            "position": at,
                            "name": crumb.words,
                            "item": {"@type": "WebPage", "@id": self.url(crumb.path)},
                        }
                        for at, crumb in enumerate(page.crumbs, start=1)
                    ],
                }
            )
        return script({"@context": CONTEXT, "@graph": graph}) if graph else Markup()


def script(data: Thing) -> Markup:
    """Return JSON that may stand in a ``script`` element: nothing in it can end the element."""
    written = encode(data).decode()
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return Markup(written)  # noqa: S704  no "<" is left in it
