"""Speakers in the plural that stand for somebody named: *critics such as A*, *a group led by A*,
*analysts at A*, and *both firms* for the two that were named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.model import EntityType, Mention, Span
from nlp.reading import Paragraph, Reading
from nlp.statements import tree
from nlp.statements.lexicon import Lexicon

_LEADING = frozenset({"lead", "head", "front", "spearhead"})
_BANDS = frozenset(
    {"group", "coalition", "alliance", "team", "consortium", "delegation", "panel", "bloc", "crowd"}
)
_INSIDE = frozenset({"at", "from", "with", "for"})
_STAFF = frozenset(
    {"analyst", "researcher", "economist", "scientist", "strategist", "engineer", "investigator"}
)
"""People who speak for the house that they work at."""
_TEAM = "researchers|scientists|engineers|economists|investigators|team"
_TEAM_AFTER = re.compile(rf"(?:['’]s)? (?:[a-z]+ ){{0,2}}(?:{_TEAM})\b")
_TEAM_BEFORE = re.compile(
    rf"\b(?:[Rr]esearchers|[Ss]cientists|{_TEAM}) (?:at|from|with|of) (?:the )?\Z"
)
_AGAIN = frozenset({"the", "these", "those"})
_TEAM_BACK = 1200
"""Code points back in which *the researchers* look for the house that they were named with."""
_NEAR = 4
_FAR = 10
"""Words between a group and its example, none and one with a comma before it."""
_NAMED = frozenset({EntityType.PERSON, EntityType.ORG})


def example(reading: Reading, paragraph: Paragraph, head: Token) -> Mention | None:
    """Return the name that a group is told by: *critics such as A*, *authors led by A*."""
    if head.pos_ != "NOUN":
        return None
    for place in _opened(head):
        mention = reading.mention_of(paragraph, place)
        if mention is not None and mention.type in _NAMED:
            return mention
    return None


def _opened(head: Token) -> Iterator[Token]:
    """Yield the words right behind *such as*, *including*, *led by* next to a group."""
    doc, end = head.doc, int(head.sent.end)
    for index in range(head.i + 1, min(head.i + 1 + _FAR, end - 1)):
        pair = (tree.lower(doc[index]), tree.lower(doc[index + 1]))
        if index > head.i + _NEAR and doc[index - 1].text != ",":
            continue
        led = tree.lemma(doc[index]) in _LEADING and pair[1] == "by" and _is_group(head)
        if pair in {("such", "as"), ("among", "them")} or led:
            yield from doc[index + 2 : min(index + 4, end)]
            return
        if doc[index].pos_ in {"VERB", "AUX"} and not led:
            return


def _is_group(head: Token) -> bool:
    """Say whether who leads it can speak for it: several people or a band of them; *the company
    led by A* has a name of its own."""
    return head.tag_ == "NNS" or tree.lemma(head) in _BANDS


def team(reading: Reading, paragraph: Paragraph, head: Token) -> Mention | None:
    """Return the house whose people *the researchers* were: *researchers at A*, *A's team*."""
    plural = tree.lower(head) in _TEAM.split("|")
    pointing = any(tree.lower(c) in _AGAIN for c in head.lefts)
    if (
        not plural
        or not pointing
        or any(c.dep_ in {"nmod", "acl", "compound"} for c in head.children)
    ):
        return None
    here = paragraph.start_of(head)
    before = list(reading.mentions_in(Span(max(0, here - _TEAM_BACK), here)))
    for mention in reversed(before):
        if mention.type is not EntityType.ORG or mention.end > here:
            continue
        lead = reading.text[max(0, mention.start - 30) : mention.start]
        if _TEAM_AFTER.match(reading.text, mention.end) or _TEAM_BEFORE.search(lead):
            return mention
    return None


def house(reading: Reading, lexicon: Lexicon, paragraph: Paragraph, head: Token) -> Mention | None:
    """Return the house of people who speak for it: *analysts at A*, *researchers from A*."""
    plural = head.tag_ == "NNS" or tree.lower(head).endswith("s")
    if tree.lemma(head) not in _STAFF | lexicon.party("lawyers") or not plural:
        return None
    doc, end = head.doc, int(head.sent.end)
    if head.i + 2 >= end or tree.lower(doc[head.i + 1]) not in _INSIDE:
        return None
    for word in doc[head.i + 2 : min(head.i + 5, end)]:
        mention = reading.mention_of(paragraph, word)
        if mention is not None:
            return mention if mention.type is EntityType.ORG else None
    return None
