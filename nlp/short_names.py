"""Short names of organisations that the knowledge base does not know: *Velora* for *Velora Labs*.

A text gives such a name in full once and by its first words afterwards, and a statistical model
takes the short form for a person as often as not. What belongs to the full name is told by its
last words (*Labs*, *Technologies*, *Inc.*), or else by the model having found the first word alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from claimwire import ids
from claimwire.model import EntityType, Mention
from nlp.outlets import PRESS
from nlp.words import word_set

_TAILS = word_set(
    """
    ai labs lab inc inc. corp corp. corporation co co. company ltd ltd. limited llc llp plc ag se
    gmbh sa s.a. pbc bv nv holdings holding group technologies technology tech intelligence systems
    software networks network robotics semiconductor semiconductors cognition research computing
    cloud media press publishing publishers books music pictures studios entertainment games
    capital ventures partners bank securities analytics security energy motors electronics
    institute foundation university college association industries international global
    """
)
_TOO_COMMON = word_set(
    """
    the a an american chinese european british german french japanese korean indian international
    national global united general federal central royal state first new old north south east west
    northern southern eastern western world open public independent democratic republican house
    senate institute centre center council committee ministry department office bureau agency
    association foundation university school court bank group company digital artificial data
    computer science technology technologies research news daily weekly free big red blue black
    white green golden silver next future human machine model models good best smart
    """
)
_LEGAL = (
    r"Inc|Corp|Co|Ltd|Pte|Limited|Corporation|Company|LLC|PLC|plc|AG|SE|GmbH|S\.?A|N\.?V|B\.?V"
    r"|Holdings?"
)
_FORMS = re.compile(rf"(?:,?\s(?:{_LEGAL})\b\.?)+\Z")
"""What the law adds to a company's name. Not *LLP*: partners keep it."""
_POSSESSIVE = re.compile(r"['’]s?\Z")
_RUNS_ON = re.compile(r"[ -][A-Z][a-z]")


def provisional_id(name: str) -> str:
    """Return the id of an entity that the knowledge base does not know, made from its name."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    return f"new:{slug[:60]}" if slug else f"new:{ids.text_digest(name)[:12]}"


def has_tail(name: str) -> bool:
    """Say whether the last word of a name is one that companies and institutes end with."""
    words = name.split()
    return len(words) > 1 and words[-1].casefold() in _TAILS


def link(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions in which short names stand for the one full name that they begin.

    A company that the text also calls without its legal form (*Quillon Corp.*, *Quillon*) has the
    name that it is called by.
    """
    found = _papers(text, [_plain(text, mention) for mention in found])
    fuller = _fuller(text, found)
    if not fuller:
        return found
    linked = []
    for mention in found:
        whole = fuller.get(text[mention.start : mention.end])
        own = (mention.entity or "new:").startswith("new:")
        if whole is not None and own and whole[0].entity != mention.entity:
            linked.append(replace(whole[0], start=mention.start, end=mention.end, how="short"))
        else:
            linked.append(mention)
    covered = bytearray(len(text))
    for mention in linked:
        covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    for short, (full, sure) in fuller.items():
        if not sure:
            continue
        for match in re.finditer(rf"(?<![\w@/.-]){re.escape(short)}(?![\w/])", text):
            if any(covered[match.start() : match.end()]) or _RUNS_ON.match(text, match.end()):
                continue
            linked.append(replace(full, start=match.start(), end=match.end(), how="short"))
    return sorted(linked, key=lambda m: m.start)


def _papers(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions with newspapers called by their last word: *the Post* behind *the Hartford
    Post*, where a text names one paper that ends so."""
    papers: dict[str, Mention] = {}
    refused: set[str] = set()
    for mention in found:
        last = mention.canonical.split()[-1]
        if mention.type is not EntityType.ORG or " " not in mention.canonical:
            continue
        if last.casefold() in PRESS and last[:1].isupper():
            known = papers.setdefault(last, mention)
            refused |= {last} if known.entity != mention.entity else set()
    for last, paper in sorted(papers.items()):
        if last in refused:
            continue
        again = re.compile(rf"\b[Tt]he ({re.escape(last)})\b(?! [A-Z])")
        spans = [m.span(1) for m in again.finditer(text, paper.end)]
        found = [m for m in found if (m.start, m.end) not in spans]
        taken = [(m.start, m.end) for m in found]
        found += [
            replace(paper, start=start, end=end, how="short")
            for start, end in spans
            if not any(a < end and start < b for a, b in taken)
        ]
    return sorted(found, key=lambda m: m.start)


def _plain(text: str, mention: Mention) -> Mention:
    """Return a mention with the canonical name and id that leave out its legal form."""
    provisional = (mention.entity or "").startswith("new:")
    form = _FORMS.search(mention.canonical) if provisional else None
    if form is None or mention.type is not EntityType.ORG or not form.start():
        return mention
    bare = mention.canonical[: form.start()]
    pattern = rf"(?<![\w-]){re.escape(bare)}(?!\w)(?!,?\s(?:{_LEGAL})\b)"
    if not _is_own(bare) or re.search(pattern, text) is None:
        return mention
    return replace(mention, canonical=bare, entity=provisional_id(bare))


def _fuller(text: str, found: list[Mention]) -> dict[str, tuple[Mention, bool]]:
    """Return short names with the mention that they stand for, and whether its last words alone
    make that sure; none that two names share or that somebody's surname is."""
    names: dict[str, tuple[Mention, bool]] = {}
    refused = {
        word
        for mention in found
        if mention.type is EntityType.PERSON
        for word in text[mention.start : mention.end].split()[1:]
    }
    for mention in found:
        provisional = mention.entity is not None and mention.entity.startswith("new:")
        if not provisional or mention.type is not EntityType.ORG:
            continue
        for short, sure in _shorter(text[mention.start : mention.end]):
            other = names.setdefault(short, (mention, sure))
            if other[0].entity != mention.entity:
                refused.add(short)
    return {short: whole for short, whole in names.items() if short not in refused}


def _shorter(name: str) -> Iterator[tuple[str, bool]]:
    words = name.split()
    end = len(words)
    while end > 1 and words[end - 1].casefold() in _TAILS:
        end -= 1
    first = _POSSESSIVE.sub("", words[0])
    if 1 <= end < len(words):
        short = " ".join(words[:end])
        if end > 1 or _is_own(words[0]):
            yield short, True
    if len(words) > 1 and end > 1 and _is_own(first):
        yield first, False
    if len(words) > 2 and end == len(words) and _is_own(first):
        yield " ".join(words[:-1]), False


def _is_own(word: str) -> bool:
    """Say whether a word is no common first word of names."""
    return word[:1].isupper() and len(word) > 2 and word.casefold() not in _TOO_COMMON
