"""What an operator decides about the published site."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings that reach the pages; all of them are part of the key of every page.

    Parameters
    ----------
    title:
        Name of the site.
    base_url:
        Where the site will be found. Feeds and canonical addresses start with it; everything else
        is linked relatively, so that the site also works from another prefix or from a disk.
    contact:
        Web or e-mail address that a reader can write to; empty: none is shown.
    quotation_words:
        Longest quote that is published, in words.
    notice:
        One sentence for the footer of every page; empty: none.
    hub:
        Address of a WebSub hub that is told of changed feeds; empty: none.
    language:
        BCP 47 tag of the language that the templates are written in.
    overrides:
        Folder with ``templates/`` and ``static/`` of the operator's own; empty: none. What is in
        them is part of the keys, where they lie is not.
    """

    title: str = "claimwire"
    base_url: str = "https://example.org/"
    contact: str = ""
    quotation_words: int = 60
    notice: str = ""
    hub: str = ""
    language: str = "en"
    overrides: str = field(default="", repr=False)
