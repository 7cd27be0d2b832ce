"""Rendering: compiled Jinja templates, everything escaped, an undefined name is an error."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from claimwire.ids import canonical_json, text_digest
from claimwire.publish import routes, text
from claimwire.publish.parts import Page
from claimwire.publish.settings import SiteSettings

NAVIGATION = (
    ("home", "New", routes.HOME),
    ("disputes", "Disputes", routes.DISPUTES),
    ("timeline", "Timeline", routes.TIMELINE),
    ("claims", "Claims", routes.CLAIMS),
    ("responses", "Responses", routes.RESPONSES),
    ("entities", "Entities", routes.ENTITIES),
    ("sources", "Sources", routes.SOURCES),
    ("data", "Data", routes.DATA),
)


class Renderer:
    """Renders pages and feeds, and tells by a key whether one would come out as before."""

    def __init__(self, folder: Path, settings: SiteSettings, style: str) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters["plural"] = text.plural
        self._environment.filters["number"] = text.number
        self._closures: dict[str, str] = {}
        self._environment.globals.update(
            site=settings,
            base_url=routes.outside(settings.base_url),
            contact=text.title(settings.contact),
            contact_href=_contact(settings.contact),
            style=style,
            navigation=NAVIGATION,
            routes=routes,
        )
        self._site = text_digest(repr((settings, style, NAVIGATION)))

    def closure(self, template: str) -> str:
        """Return a digest over a template and everything that it includes, to any depth."""
        if template not in self._closures:
            sources = self._sources(template, {})
            self._closures[template] = text_digest(canonical_json(sources))
        return self._closures[template]

    def key(self, template: str, path: str, view: object) -> str:
        """Return the key of a file: all that its bytes depend on, hashed."""
        state = hashlib.blake2b(digest_size=16)
        for part in (self.closure(template), self._site, path, repr(view)):
            state.update(part.encode("utf-8", "surrogatepass"))
            state.update(b"\x00")
        return state.hexdigest()

    def page(self, page: Page, key: str) -> bytes:
        """Return the bytes of a page."""
        values = {"page": page, "v": page.view, "key": key[:12]}
        return self.text(page.template, page.path, values)

    def text(self, template: str, path: str, values: Mapping[str, Any]) -> bytes:
        """Return the bytes of any file made from a template."""
        rendered = self._environment.get_template(template).render(
            root=routes.root_of(path), path=path, **values
        )
        return rendered.encode("utf-8", "replace")

    def _sources(self, template: str, found: dict[str, str]) -> dict[str, str]:
        loader = self._environment.loader
        assert loader is not None  # noqa: S101  set in the constructor; Jinja types it optional
        source, _, _ = loader.get_source(self._environment, template)
        found[template] = source
        for name in meta.find_referenced_templates(self._environment.parse(source)):
            if name and name not in found:
                self._sources(name, found)
        return found


def _contact(contact: str) -> str:
    if "@" in contact and " " not in contact and "://" not in contact:
        return f"mailto:{contact.removeprefix('mailto:')}"
    return routes.outside(contact)
