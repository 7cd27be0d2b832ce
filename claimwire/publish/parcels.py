"""Pages that are made elsewhere: what another process or machine is given, and what comes back.

Only pages that stand for themselves (:class:`~claimwire.publish.parts.Sheet`) are made so; which of
them changed is found out here, by their state. They come out the same wherever they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from claimwire.errors import MachineError
from claimwire.model import Publication
from claimwire.publish import assets
from claimwire.publish.desk import Desk, desk
from claimwire.publish.encoding import encode
from claimwire.publish.parts import Page, Sheet
from claimwire.publish.render import Renderer
from claimwire.publish.settings import SiteSettings

FEW = 50
"""Up to so many pages are made here: whoever makes one has to get the whole publication first."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a site is made from; two with the same digest of their build are the same."""

    build: str
    publication: Publication = field(compare=False, repr=False)
    settings: SiteSettings = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a page and of its machine-readable sibling."""

    path: str
    page: bytes
    record: bytes


Elsewhere = Callable[[Parcel, Sequence[str]], Iterator[Sequence[Made]]]
"""Makes the sheets at these paths and gives them back in parts, in any order."""


def make(parcel: Parcel, paths: Sequence[str]) -> list[Made]:
    """Make the sheets at these paths.

    Raises
    ------
    MachineError
        If this program, or what it has for templates, would make another site of the parcel.
    EvidenceError
        As :func:`claimwire.publish.build`.
    """
    opened = _opened(parcel)
    return [opened.make(path) for path in paths]


@dataclass(frozen=True, slots=True)
class _Opened:
    material: Desk
    renderer: Renderer
    sheets: Mapping[str, Sheet]

    def make(self, path: str) -> Made:
        page: Page = self.sheets[path].make()
        linked = self.material.linked.page(page, page.about())
        return Made(
            path,
            self.renderer.page(page, page.view(), linked),
            encode(page.record()) + b"\n",
        )


@lru_cache(maxsize=1)
def _opened(parcel: Parcel) -> _Opened:
    from claimwire.publish.site import build_digest, pages
    from claimwire.publish.views import claims

    found = build_digest(parcel.publication, parcel.settings)
    if found != parcel.build:
        raise MachineError(
            f"this worker would make the site {found}, wanted is {parcel.build}",
            remedy="Install the same claimwire on every worker, with the same templates.",
        )
    material = desk(parcel.publication, parcel.settings)
    everything = (*pages(material, parcel.build), *claims.pages(material))
    return _Opened(
        material,
        Renderer(parcel.settings, assets.static_files(parcel.settings.overrides)),
        {one.path: one for one in everything if isinstance(one, Sheet)},
    )
