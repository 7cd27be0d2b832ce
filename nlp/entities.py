"""Who and what a text names: mentions with the entity they stand for and why.

Three sources, in this order of trust: the knowledge base (exact names, longest first, ambiguous
ones only with evidence), grammars for what models are poor at, and the statistical model for
everybody else. Mentions never overlap. Whoever the knowledge base does not know gets a provisional
entity (``new:acme-labs``) that an operator may promote.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Span as TokenSpan

from claimwire.model import EntityType, Knowledge, Mention, Span
from nlp import capitals, mentions, name_patterns, short_names
from nlp.aliases import AliasIndex, Match
from nlp.evidence import Evidence
from nlp.reading import Paragraph
from nlp.short_names import provisional_id
from nlp.words import word_set

_LABELS = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORG,
    "GPE": EntityType.GPE,
    "LOC": EntityType.LOC,
    "FAC": EntityType.FAC,
    "NORP": EntityType.NORP,
    "PRODUCT": EntityType.PRODUCT,
    "EVENT": EntityType.EVENT,
    "LAW": EntityType.LAW,
    "WORK_OF_ART": EntityType.WORK_OF_ART,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention before overlaps are decided; a greater ``rank`` wins."""

    start: int
    end: int
    type: EntityType
    entity: str | None
    canonical: str
    how: str
    rank: int


class EntityFinder:
    """Finds the mentions of a text; built once per knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._index = AliasIndex(knowledge)
        self._evidence = Evidence(knowledge)

    def find(self, text: str, parsed: Sequence[Paragraph]) -> tuple[Mention, ...]:
        """Return the mentions of ``text`` in order.

        ``parsed`` gives the paragraphs that the model has read; names of the knowledge base are
        found outside them too.
        """
        matches = list(self._index.find(text))
        found = self._known(text, matches)
        found.extend(self._patterns(text, found))
        found.extend(self._statistical(text, parsed, found))
        found = _with_rows(parsed, found, text)
        chosen = _without_overlaps(found)
        return mentions.within_document(text, _name_provisional(text, chosen))

    # ------------------------------------------------------------------------- the knowledge base

    def _known(self, text: str, matches: list[Match]) -> list[Candidate]:
        longest = _longest(matches)
        certain = Counter(match.entity.id for match in longest if not match.alias.context)
        accepted: list[Candidate] = []
        words = self._evidence.words(text)
        for match in longest:
            if _part_of_longer_name(text, match) or _cites_law(text, match):
                continue
            how = "alias"
            if match.alias.context:
                named = _is_told_by_place(text, match)
                if not named and not self._evidence.supports(match, certain, words):
                    continue
                how = "context-alias"
            accepted.append(
                Candidate(
                    match.start,
                    match.end,
                    match.entity.type,
                    match.entity.id,
                    match.entity.name,
                    how,
                    _rank_of(match),
                )
            )
        return accepted

    # ------------------------------------------------------------------------------- grammars

    def _patterns(self, text: str, known: list[Candidate]) -> list[Candidate]:
        found: list[Candidate] = []
        parties = [c for c in known if c.type in {EntityType.ORG, EntityType.PERSON}]
        for name in name_patterns.find(text):
            if name.kind in {"provision", "docket"}:
                # Numbers of sections and dockets say where in a law, not which actor or object.
                continue
            if name.kind == "case" and _both_sides_known(text, name, parties):
                continue
            if name.kind == "place" and _WORD_AFTER.match(text, name.end):
                # "London Stock Exchange" is no place; without a longer name it is found again.
                continue
            words = text[name.start : name.end]
            if name.kind == "dateline":
                words = words.title()
            entity = None if name.kind == "nation" else provisional_id(words)
            # A grammar's name beats a shorter name of the knowledge base inside it, not an equal;
            # a case is named after its parties, however sure they are.
            rank = 6 if name.kind == "case" else 3
            found.append(Candidate(name.start, name.end, name.type, entity, words, "pattern", rank))
        return found

    # ---------------------------------------------------------------------------------- the model

    def _statistical(
        self, text: str, parsed: Sequence[Paragraph], known: list[Candidate]
    ) -> list[Candidate]:
        found: list[Candidate] = []
        known = sorted(known, key=lambda c: c.start)
        ends = list(accumulate((c.end for c in known), max))
        for paragraph in parsed:
            place = paragraph.span
            words = place.of(text)[: 2 * _LINE_WINDOW]
            titled = _is_title_case(words) and not words.endswith(".")
            for span in paragraph.doc.ents:
                kind = _LABELS.get(span.label_)
                if kind is None:
                    continue
                start, end = mentions.trim(
                    text, place.start + span.start_char, place.start + span.end_char, kind
                )
                if not mentions.is_name(text[start:end], kind) or _is_common(span):
                    continue
                if kind is EntityType.PERSON and _OFFICE_AFTER.match(text, end):
                    continue  # "Home Affairs Minister"
                if _opens_sentence(span) and _stands_in_small(text, text[start:end]):
                    continue
                if titled and not _stands_elsewhere(text, place, text[start:end]):
                    continue
                # Known names may overlap one another: their ends are searched by running maximum.
                first = bisect_right(ends, start)
                last = bisect_left(known, end, key=lambda c: c.start)
                inside = [c for c in known[first:last] if c.end > start]
                if inside and not _outweighs(text, start, end, kind, inside):
                    continue
                rank = 4 if inside else 2
                name = text[start:end]
                found.append(Candidate(start, end, kind, provisional_id(name), name, "model", rank))
        return found


def _with_rows(parsed: Sequence[Paragraph], found: list[Candidate], text: str) -> list[Candidate]:
    """Return candidates with half names made whole, and with names that only capitals give."""
    order = sorted(found, key=lambda c: c.start)
    starts = [c.start for c in order]
    reach = list(accumulate((c.end for c in order), max))
    dropped: set[int] = set()
    added: list[Candidate] = []
    for paragraph in parsed:
        for row in capitals.rows(paragraph.tokens):
            start, end = paragraph.span.start + row.start, paragraph.span.start + row.end
            first, last = bisect_right(reach, start), bisect_left(starts, end)
            inside = [c for c in order[first:last] if c.end > start]
            if any(c.how != "model" or c.start < start or c.end > end for c in inside):
                continue
            same = any((c.start, c.end) == (start, end) for c in inside)
            if len(inside) > 1 or (same and row.type in {None, inside[0].type}):
                continue
            if row.words < 2 or not (inside or (row.placed and row.type is not None)):
                continue
            kind = row.type or inside[0].type
            start, end = mentions.trim(text, start, end, kind)
            dropped.update(id(c) for c in inside)
            name = text[start:end]
            added.append(Candidate(start, end, kind, provisional_id(name), name, "capitals", 2))
    return [c for c in found if id(c) not in dropped] + added


def _stands_elsewhere(text: str, place: Span, name: str) -> bool:
    """Say whether a name stands in the text outside ``place``.

    In a headline in title case every word has a capital, and a model takes many of them for names.
    """
    return name in text[: place.start] or name in text[place.end :]


def _is_common(span: TokenSpan) -> bool:
    """Say whether a name is one word that only the start of a sentence gave its capital."""
    if len(span) != 1 or not span[0].tag_:
        return False
    token = span[0]
    return token.pos_ not in {"PROPN", "X"} and (token.i == token.sent.start or not token.is_upper)


def _opens_sentence(span: TokenSpan) -> bool:
    return len(span) == 1 and (span[0].i == 0 or span[0].is_sent_start is True)


def _stands_in_small(text: str, word: str) -> bool:
    """Say whether a word that opens a sentence has a small letter elsewhere, and never a capital
    inside a sentence: *Copying is common. … called copying*."""
    if not word.istitle() or not word.isalpha():
        return False
    low = word.lower()
    small = low in text and re.search(rf"(?<![\w-]){low}(?![\w-])", text) is not None
    return small and re.search(rf"[a-z,] {word}\b", text) is None


# ------------------------------------------------------------------------------ deciding overlaps


def _longest(matches: list[Match]) -> list[Match]:
    """Drop matches that lie inside a longer one."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.alias.context, m.entity.id)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _is_told_by_place(text: str, match: Match) -> bool:
    """Say whether the place of an ambiguous name tells what it is.

    *The* with a capital inside a sentence, an outlet before a colon at the start of a line, a
    network that something is posted on.
    """
    before = text[max(0, match.start - 90) : match.start]
    if _ARTICLE.match(text, match.start) and _INSIDE.search(before[-2:]):
        return True
    if match.entity.kind in _MEDIA and text[match.end : match.end + 2] == ": ":
        return _LINE_OPENS.search(before) is not None
    posted = match.entity.kind == "website" and _POSTED_ON.search(before)
    return bool(posted) and text[match.end : match.end + 1] not in {"-", "&"}


def _cites_law(text: str, match: Match) -> bool:
    """Say whether what looks like a name stands in a citation: *15 CFR Part 744*."""
    before = text[max(0, match.start - 2) : match.start]
    cited = _BEFORE_CODE.search(before) and _AFTER_CODE.match(text, match.end)
    return bool(cited) and match.alias.text.isupper()


def _rank_of(match: Match) -> int:
    # A name of several words, or one that nothing else can mean, is not given up for the model.
    return 5 if " " in match.alias.text and not match.alias.context else 3


def _without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    order = sorted(
        candidates, key=lambda c: (-c.rank, c.start - c.end, c.start, c.how, c.canonical)
    )
    taken: list[Candidate] = []
    covered = bytearray(max((c.end for c in candidates), default=0))
    for candidate in order:
        if not any(covered[candidate.start : candidate.end]):
            covered[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


_ARTICLE = re.compile(r"The [A-Z]")
_INSIDE = re.compile(r"[\w,] \Z")
"""Inside a sentence a capital on *The* is itself evidence of a name: *reported by The Hill*."""
_POSTED_ON = re.compile(r"\b(?:on|via) \Z")
"""What stands before the name of a network of people: *wrote on X*."""
_LINE_OPENS = re.compile(r"(?:\A|\n)[ \t]*(?:[-–—*•·][ \t]*)?\Z")
_MEDIA = frozenset({"outlet", "agency"})
_BEFORE_CODE = re.compile(r"\d \Z")
_AFTER_CODE = re.compile(r"\.? (?:§|[Pp]arts? |\d)")
_OFFICE_AFTER = re.compile(r" (?:Minister|Secretary|Commissioner|Committee|Department|Ministry)\b")
_WORD_AFTER = re.compile(r"[\ -]([A-Z][\w'’]*)")
_CONTINUES_ANYWAY = word_set(
    """
    AI CEO CTO CFO COO US Inc Corp Ltd LLC PBC API App Says Said Warns Accuses Denies Sues And
    Employees Researchers Officials Models Model Chips Chip Labs Lab Has Is Was Will Chief
    Chairman President Director Founder Spokesman Spokesperson Spokeswoman Over Of In On For
    To The By With From As At After Against Amid V
    """
)


_LINE_WINDOW = 200
"""Code points to each side that tell whether a line is printed in title case."""


def _part_of_longer_name(text: str, match: Match) -> bool:
    """Say whether an ambiguous single word continues into somebody else's name.

    "Kimi Antonelli", "Claude Shannon", "Washington Post": the next word has a capital, too, and is
    not one that titles and headlines put after a name.
    """
    if not match.alias.context and match.entity.type is not EntityType.GPE:
        return False
    if " " in match.alias.text or match.entity.id in {"united-states", "china"}:
        return False
    after = _WORD_AFTER.match(text, match.end)
    if after is None or after.group(1) in _CONTINUES_ANYWAY:
        return False
    before = text[max(0, match.start - _LINE_WINDOW) : match.start].rpartition("\n")[2]
    line = before + text[match.start : match.end + _LINE_WINDOW].partition("\n")[0]
    return not _is_title_case(line) and after.group(1).casefold() not in {"and", "or"}


def _is_title_case(line: str) -> bool:
    words: list[str] = re.findall(r"[^\W\d_]{4,}", line)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _outweighs(text: str, start: int, end: int, kind: EntityType, inside: list[Candidate]) -> bool:
    """Say whether a name that the model found is longer than the known name inside it for a reason.

    "China Daily" is not China, "Melania Trump" not Donald Trump; but "US State Department
    officials" or "Anthropic report" are the known name and something else.
    """
    if len(inside) > 1 or inside[0].rank >= 5:
        return False
    known = inside[0]
    if known.how == "pattern" and known.type is not EntityType.ORG:
        return False
    if known.start < start or known.end > end or (known.start, known.end) == (start, end):
        return False
    rest = (text[start : known.start] + " " + text[known.end : end]).split()
    if not rest or not all(mentions.is_name_word(word) for word in rest):
        return False
    if any(word in _CONTINUES_ANYWAY for word in rest):
        return False
    if kind is EntityType.PERSON:
        return known.type is EntityType.PERSON or known.how == "context-alias"
    if known.type is EntityType.GPE:
        return kind in {EntityType.ORG, EntityType.FAC, EntityType.LAW, EntityType.EVENT}
    return kind is EntityType.ORG and known.type is EntityType.ORG and known.start == start


def _both_sides_known(text: str, name: name_patterns.NamePattern, parties: list[Candidate]) -> bool:
    """Say whether a case is better shown as its parties: a headline names them, not a docket."""
    line_start = text.rfind("\n", 0, name.start) + 1
    sides = [c for c in parties if c.start < name.end and name.start < c.end]
    return len(sides) >= 2 and name.start == line_start


# ------------------------------------------------------------------------------ provisional names


_WORKS = frozenset({EntityType.WORK_OF_ART, EntityType.EVENT, EntityType.FAC})


def _name_provisional(text: str, chosen: list[Candidate]) -> list[Mention]:
    """Give all mentions of one provisional entity the same type: the commonest, first of equals."""
    votes: dict[str, Counter[EntityType]] = {}
    for candidate in chosen:
        if candidate.entity is not None and candidate.entity.startswith("new:"):
            votes.setdefault(candidate.entity, Counter())[candidate.type] += 1
    named: list[Mention] = []
    for candidate in chosen:
        ballot = votes.get(candidate.entity or "")
        kind = ballot.most_common(1)[0][0] if ballot else candidate.type
        if kind in _WORKS and short_names.has_tail(candidate.canonical) and ballot:
            kind = EntityType.ORG  # "Quillon Cognition"
        named.append(
            Mention(
                candidate.start,
                candidate.end,
                candidate.entity,
                candidate.canonical,
                kind,
                candidate.how,
            )
        )
    return named
