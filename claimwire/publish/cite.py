"""How to cite a page: in words, as BibTeX and as CSL-JSON.

The year and day are those of the newest thing on the page, never of the build or of today; a reader
adds the day on which the page was read.
"""

from __future__ import annotations

import datetime as dt
import re

from claimwire.publish import routes
from claimwire.publish.encoding import encode
from claimwire.publish.parts import Citation
from claimwire.publish.settings import SiteSettings

_SPECIAL = re.compile(r"[\\{}$&#^_%~]")
_TEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def citation(
    settings: SiteSettings, *, path: str, identity: str, title: str, at: dt.datetime | None
) -> Citation:
    """Return the three forms for the page at ``path`` about the thing ``identity``."""
    url = routes.absolute(routes.base(settings.base_url), path)
    day = at.astimezone(dt.UTC).date() if at else None
    stated = f" ({day.isoformat()})" if day else ""
    return Citation(
        plain=f"“{title}”. {settings.title}, {identity}{stated}. {url}",
        bibtex=_bibtex(settings, url, identity, title, day),
        csl=_csl(settings, url, identity, title, day),
    )


def _bibtex(
    settings: SiteSettings, url: str, identity: str, title: str, day: dt.date | None
) -> str:
    fields = [
        ("title", f"{{{_tex(title)}}}"),
        ("author", f"{{{_tex(settings.title)}}}"),
        ("year", f"{day.year}" if day else "n.d."),
        ("date", day.isoformat() if day else ""),
        ("note", _tex(identity)),
        ("url", url.replace("{", "%7B").replace("}", "%7D")),
    ]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{_key(identity)},\n{lines}\n}}"


def _key(identity: str) -> str:
    return re.sub(r"[^A-Za-z0-9:-]+", "-", identity).strip("-") or "page"


def _tex(words: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX.get(match[0], "\\" + match[0]), words)


def _csl(settings: SiteSettings, url: str, identity: str, title: str, day: dt.date | None) -> str:
    item = {"id": identity, "type": "webpage", "title": title, "container-title": settings.title}
    lines = [f'"{name}": {_json(value)}' for name, value in item.items()]
    lines.append(f'"author": [{{"literal": {_json(settings.title)}}}]')
    lines.append(f'"URL": {_json(url)}')
    if day:
        lines.append(f'"issued": {{"date-parts": [[{day.year}, {day.month}, {day.day}]]}}')
    return "[{\n  " + ",\n  ".join(lines) + "\n}]"


def _json(words: str) -> str:
    return encode(words).decode()
