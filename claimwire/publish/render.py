"""Rendering: compiled Jinja templates, everything escaped, an undefined name is an error.

Three things keep a page at a fraction of a millisecond: the smallest parts are made in Python
(:mod:`claimwire.publish.markup`), a card that stands on many pages is made once, and so is the
frame that all pages of a section share. That works because nothing of them depends on where the
page is: the way to the root is a marker until the page is whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    meta,
)
from markupsafe import Markup

from claimwire.errors import ConfigError
from claimwire.ids import canonical_json, text_digest
from claimwire.publish import assets, routes, text
from claimwire.publish.bytecode import TemplateCode
from claimwire.publish.compiled import PageEnvironment
from claimwire.publish.encoding import state_of
from claimwire.publish.escaping import joined
from claimwire.publish.markup import IDENTITY, ROOT
from claimwire.publish.parts import Page
from claimwire.publish.settings import SiteSettings

NAVIGATION = (
    ("home", "New", routes.HOME),
    ("disputes", "Disputes", routes.DISPUTES),
    ("timeline", "Timeline", routes.TIMELINE),
    ("calendar", "Calendar", routes.DATES),
    ("claims", "Claims", routes.CLAIMS),
    ("responses", "Responses", routes.RESPONSES),
    ("entities", "Entities", routes.ENTITIES),
    ("sources", "Sources", routes.SOURCES),
    ("data", "Data", routes.DATA),
)
FRAME = ("frame_top.html", "frame_foot.html")
_TAG = re.compile(r"""{%[-+]?\s*(extends|include|import|from)\b(?:\s+["']([^"'\[\]]+)["'])?""")

_IDENTITY = IDENTITY.encode()
_SHOWN = 12  # digits of the identity of a page
_KEPT = 6_000  # rendered cards in memory, about 2 KB each


class Renderer:
    """Renders pages and feeds, and tells by a key whether one would come out as before."""

    def __init__(self, settings: SiteSettings, static: dict[str, bytes]) -> None:
        sources = text_digest(repr(assets.template_sources(settings.overrides)))
        self._templates = _templates(assets.template_folders(settings.overrides), sources)
        self.forget()
        self._styles = assets.styles(static)
        self._scripts = assets.scripts(static)
        self._common: dict[str, Any] = {
            "site": settings,
            "base_url": routes.outside(settings.base_url),
            "contact": text.title(settings.contact),
            "contact_href": _contact(settings.contact),
            "styles": self._styles,
            "scripts": self._scripts,
            "navigation": NAVIGATION,
        }
        self._frames: dict[tuple[str, str, str], Markup] = {}
        frame = [self._templates.closure(name) for name in FRAME]
        self._site = text_digest(
            repr(
                (
                    settings,
                    self._styles,
                    sorted(self._scripts.items()),
                    NAVIGATION,
                    frame,
                    assets.code_digest(),
                )
            )
        )

    def forget(self) -> None:
        """Let go of what was kept of cards, when no page follows that has many of them."""
        self._templates.kept.clear()

    def key(self, template: str, path: str, view: object) -> str:
        """Return the key of a file: all that its bytes depend on, hashed."""
        state = hashlib.blake2b(digest_size=16)
        for part in (self._templates.closure(template), self._site, path):
            state.update(part.encode("utf-8", "surrogatepass") + b"\x00")
        state.update(state_of(view))
        return state.hexdigest()

    def state(self, value: object) -> str:
        """Return the key of files that no template makes, from all that they are made of."""
        return hashlib.blake2b(self._site.encode() + state_of(value), digest_size=16).hexdigest()

    def page(self, page: Page, view: object, linked: Markup) -> bytes:
        """Return the bytes of a page that shows ``view``; ``linked`` is its JSON-LD."""
        top, foot = (self._frame(name, page) for name in FRAME)
        values = {
            "page": page,
            "v": view,
            "key": Markup(IDENTITY),  # noqa: S704  replaced below
            "frame_top": top,
            "frame_foot": foot,
            "linked": linked,
        }
        made = self.text(page.template, page.path, values)
        before, _, after = made.rpartition(_IDENTITY)
        shown = hashlib.sha256(made).hexdigest()[:_SHOWN]
        return b"".join((before, shown.encode(), after))

    def text(self, template: str, path: str, values: Mapping[str, Any]) -> bytes:
        """Return the bytes of any file made from a template.

        Raises
        ------
        ConfigError
            If a template of the operator's cannot be read or names what does not exist.
        """
        try:
            made = self._templates.environment.get_template(template)
            rendered = made.text({**self._common, "path": path, **values})
        except (TemplateError, AttributeError) as error:
            if not self._common["site"].overrides:
                raise
            raise ConfigError(
                f"template {template}: {error}",
                remedy="Mend or remove it in the workspace's folder `site/templates`.",
            ) from error
        return routes.root_of(path).join(rendered.split(ROOT)).encode("utf-8", "replace")

    def _frame(self, name: str, page: Page) -> Markup:
        """Return what surrounds the content of all pages of a section."""
        own = page.path if any(page.path == target for _, _, target in NAVIGATION) else ""
        key = (name, page.section, routes.SEARCH if page.path == routes.SEARCH else own)
        if key not in self._frames:
            made = self._templates.environment.get_template(name)
            self._frames[key] = Markup(made.text({**self._common, "page": page}))  # noqa: S704  a template
        return self._frames[key]


class _Templates:
    """The compiled templates of some folders and, for each, a digest over all that it includes."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        ours = FileSystemLoader(folders[-1])
        theirs = [FileSystemLoader(folder) for folder in folders[:-1]]
        self._loader = ChoiceLoader([*theirs, ours, PrefixLoader({"default": ours})])
        self.kept: dict[tuple[Any, ...], str] = {}
        self.environment = PageEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=TemplateCode(assets.code_digest()),
        )
        filters = {
            "plural": text.plural,
            "number": text.number,
            "shorten": text.shorten,
            "joined": joined,
        }
        self.environment.filters.update(filters)
        self.environment.globals.update(
            root=Markup(ROOT), routes=routes, card=self._card  # noqa: S704  one character
        )  # fmt: skip
        self._includes: dict[str, tuple[str, list[str]]] = {}
        self._closures: dict[str, str] = {}

    def _card(self, macro: Callable[..., str], item: Any, *args: Any) -> str:
        """Return what a macro makes of a card, from the first time in this build that it was asked.

        A card (claim, answer, news, event) stands on many pages and is the same on all of them; the
        object is the same wherever the id is, so the id is key enough.
        """
        key = (macro, item.id, args)
        made = self.kept.get(key)
        if made is None:
            if len(self.kept) >= _KEPT:
                self.kept.clear()
            made = self.kept[key] = macro(item, *args)
        return made

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
            self._includes[name] = (source, _used(self.environment, source))
        return self._includes[name]


def _used(environment: PageEnvironment, source: str) -> list[str]:
    """Return the templates that a template names; parsed only where names alone do not tell."""
    tags = _TAG.findall(source)
    if all(name for _, name in tags):
        return [name for _, name in tags]
    return [name for name in meta.find_referenced_templates(environment.parse(source)) if name]


@lru_cache(maxsize=4)
def _templates(folders: tuple[Path, ...], sources: str) -> _Templates:
    """Return the templates of these folders; ``sources`` tells one state of them from another."""
    return _Templates(folders)


def _contact(contact: str) -> str:
    if "@" in contact and " " not in contact and "://" not in contact:
        return f"mailto:{contact.removeprefix('mailto:')}"
    return routes.outside(contact)
