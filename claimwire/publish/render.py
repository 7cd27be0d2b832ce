"""Rendering: compiled Jinja templates, everything escaped, an undefined name is an error."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta, pass_context
from jinja2.runtime import Context, Macro

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


_KEPT = 50_000  # rendered cards in memory, about 2 KB each


class Renderer:
    """Renders pages and feeds, and tells by a key whether one would come out as before."""

    def __init__(self, folder: Path, settings: SiteSettings, style: str, script: str) -> None:
        self._templates = _templates(folder)
        self._common = {
            "site": settings,
            "base_url": routes.outside(settings.base_url),
            "contact": text.title(settings.contact),
            "contact_href": _contact(settings.contact),
            "style": style,
            "script": script,
            "navigation": NAVIGATION,
            "routes": routes,
            "kept": {},
        }
        self._site = text_digest(repr((settings, style, script, NAVIGATION)))

    def key(self, template: str, path: str, view: object) -> str:
        """Return the key of a file: all that its bytes depend on, hashed."""
        state = hashlib.blake2b(digest_size=16)
        for part in (self._templates.closure(template), self._site, path, repr(view)):
            state.update(part.encode("utf-8", "surrogatepass"))
            state.update(b"\x00")
        return state.hexdigest()

    def page(self, page: Page, key: str) -> bytes:
        """Return the bytes of a page."""
        values = {"page": page, "v": page.view, "key": key[:12]}
        return self.text(page.template, page.path, values)

    def text(self, template: str, path: str, values: Mapping[str, Any]) -> bytes:
        """Return the bytes of any file made from a template."""
        rendered = self._templates.environment.get_template(template).render(
            self._common, root=routes.root_of(path), path=path, **values
        )
        return rendered.encode("utf-8", "replace")


@pass_context
def _card(context: Context, macro: Macro, item: Any, *args: Any) -> str:
    """Return what a macro makes of a card, from the first time in this build that it was asked.

    A card (claim, answer, news, event) stands on many pages; all that changes between them is the
    way back to the root. The object is the same wherever the id is, so the id is key enough.
    """
    kept: dict[tuple[Any, ...], str] = context["kept"]
    key = (macro.name, context["root"], item.id, args)
    if key not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = macro(item, *args)
    return kept[key]


class _Templates:
    """The compiled templates of a folder and, for each, a digest over all that it includes."""

    def __init__(self, folder: Path) -> None:
        self._loader = FileSystemLoader(folder)
        self.environment = Environment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        filters = {"plural": text.plural, "number": text.number, "shorten": text.shorten}
        self.environment.filters.update(filters)
        self.environment.globals["card"] = _card
        self._includes: dict[str, tuple[str, list[str]]] = {}
        self._closures: dict[str, str] = {}

    def closure(self, template: str) -> str:
        """Return the digest over a template and everything that it includes, to any depth."""
        if template not in self._closures:
            found: dict[str, str] = {}
            waiting = [template]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found[name], includes = self._read(name)
                    waiting += includes
            self._closures[template] = text_digest(canonical_json(found))
        return self._closures[template]

    def _read(self, name: str) -> tuple[str, list[str]]:
        if name not in self._includes:
            source, _, _ = self._loader.get_source(self.environment, name)
            used = meta.find_referenced_templates(self.environment.parse(source))
            self._includes[name] = (source, [other for other in used if other])
        return self._includes[name]


@lru_cache(maxsize=4)
def _templates(folder: Path) -> _Templates:
    return _Templates(folder)


def _contact(contact: str) -> str:
    if "@" in contact and " " not in contact and "://" not in contact:
        return f"mailto:{contact.removeprefix('mailto:')}"
    return routes.outside(contact)
