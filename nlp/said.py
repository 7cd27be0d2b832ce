"""Statements made comparable: what of a statement other documents can be held against.

A statement knows its own text only. Here it gets what the comparison needs: a key for its speaker,
the content words, the parties and countries that it is aimed at, and the days on which it can have
been said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimwire.model import (
    Act,
    DateValue,
    EntityType,
    Item,
    Knowledge,
    NodeKind,
    Party,
    SpeakerRole,
    Statement,
)
from nlp import dates
from nlp.days import FIRST_SEEN, Days, days_of, published
from nlp.nations import Nations
from nlp.similarity import content_words, words

LEAST_CONFIDENCE = 0.5
ACCUSING = frozenset({Act.ALLEGE, Act.ACCUSE, Act.CRITICIZE})
"""Acts that are one accusation when speaker, target and time agree, whatever the words."""
PERFORMING = frozenset({Act.SUE, Act.INVESTIGATE, Act.SANCTION, Act.RULE, Act.ORDER, Act.PROPOSE})
"""Acts that are done by being said: one act, one actor, one time is one occurrence."""
DENYING = frozenset({Act.DENY, Act.REJECT})
SILENT = frozenset({Act.DECLINE_COMMENT, Act.NO_RESPONSE})
"""Acts without a proposition: they answer, but are no claim."""

_ANAPHORIC = frozenset(
    word
    for text in (
        "accusation accusations allegation allegations claim claims charge charges assertion",
        "assertions criticism complaint complaints similar same such latest controversy matter",
        "comment request requests question questions respond response immediately",
    )
    for word in content_words(text)
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last (?:week|month|year)|recently|in the past|"
    r"had (?:already )?(?:made|accused|warned|alleged|said|denied|called)|"
    r"similar (?:accusations?|allegations?|charges|claims|warnings?))\b",
    re.I,
)
_EARLIER_REACH = 60  # code points around the cue within which a word of time belongs to it
_PRONOUNS = """
    i me we us you he she it they them who which that this these those some many others everyone
    people critics one somebody
"""
_NOBODY = frozenset(_PRONOUNS.split())
_OF_COURTS = frozenset({Act.RULE, Act.ORDER})
_A_COURT = re.compile(r"^(?:an?|the)?\s*(?:\w+ )?(?:judge|court)\b", re.I)
_WEEKS_AGO = dt.timedelta(days=21)
_NEWS = dt.timedelta(days=3)  # how old news may be when it is published
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one document, ready to be compared with statements of others."""

    item: Item
    statement: Statement
    statement_id: str
    key: str | None  # of the speaker; None when the text names nobody
    speaker: str | None  # entity id
    speaker_name: str | None
    country: str | None  # of the speaker
    content: frozenset[str]
    text: str  # first content, folded: part of a claim's id
    targets: tuple[str, ...]  # entity ids
    target_names: tuple[str, ...]
    nations: frozenset[str]  # countries aimed at: "China", "Chinese AI companies"
    homes: frozenset[str]  # countries of the named targets
    named: frozenset[str]  # targets that are no countries
    date: DateValue | None
    days: Days | None
    earlier: bool
    private: bool  # rests on a document that is not open to everybody
    outlet: bool  # an outlet that reports: it vouches that something was said
    carries: bool  # only passes on another statement of the same text

    @property
    def document_id(self) -> str:
        return self.item.document.id

    @property
    def order(self) -> tuple[dt.datetime, str, int, int]:
        """Sort key: first seen, then document, then place in the text."""
        start = self.statement.cue.start
        return self.item.document.first_seen, self.document_id, start, self.statement.sentence.start


def read(item: Item, knowledge: Knowledge, nations: Nations) -> list[Said]:
    """Return the comparable statements of one item in the order of its text."""
    found = [
        _said(item, statement, statement_id, knowledge, nations)
        for statement, statement_id in zip(
            item.annotation.statements, item.statement_ids, strict=True
        )
        if statement.confidence >= LEAST_CONFIDENCE
    ]
    found = [_with_spoken_organ(one, found, nations) for one in found]
    return sorted(found, key=lambda one: one.order)


def _said(
    item: Item, statement: Statement, statement_id: str, knowledge: Knowledge, nations: Nations
) -> Said:
    key, speaker, name = _speaker(item, statement.speaker, knowledge)
    key = _bench(item, statement, speaker, name, knowledge) or key
    contents = [span.of(item.text) for span in statement.content]
    stems = frozenset(stem for text in contents for stem in content_words(text)) - _ANAPHORIC
    targets = [party for party in statement.targets if _identity(party) != speaker or not speaker]
    collective = [_wording(item, party) for party in targets if _is_collective(item, party)]
    date = _date(item, statement)
    return Said(
        item=item,
        statement=statement,
        statement_id=statement_id,
        key=key,
        speaker=speaker,
        speaker_name=name,
        country=nations.of(speaker),
        content=stems,
        text=" ".join(words(contents[0])) if contents else "",
        targets=_unique(_identity(party) for party in targets),
        target_names=_unique(
            _name(item, party, knowledge)
            for party in sorted(targets, key=lambda party: _identity(party) is None)
        ),
        nations=frozenset(code for text in collective for code in nations.named_in(text))
        | frozenset(
            code
            for party in targets
            if nations.is_place(_identity(party)) and (code := nations.of(_identity(party)))
        ),
        named=frozenset(
            entity
            for party in targets
            if (entity := _identity(party)) and not nations.is_place(entity)
        ),
        homes=frozenset(code for party in targets if (code := nations.of(_identity(party)))),
        date=date,
        days=_days(item, statement, date),
        earlier=statement.earlier
        or _worded_as_earlier(item.text, statement)
        or _dated_as_earlier(item, statement),
        private=_rests_on_private_document(statement, knowledge),
        outlet=statement.speaker is not None and statement.speaker.role is SpeakerRole.OUTLET,
        carries=_carries(item, statement),
    )


def _dated_as_earlier(item: Item, statement: Statement) -> bool:
    """Whether the sentence dates an accusation weeks before the page: "in February"."""
    if statement.act not in ACCUSING and statement.act is not Act.WARN:
        return False
    reference = (published(item) or item.document.first_seen).date()
    for mention in item.annotation.dates:
        inside = statement.sentence.start <= mention.start < statement.sentence.end
        said = any(span.start <= mention.start < span.end for span in statement.content)
        if not inside or said or mention.type != "DATE":
            continue
        value = dates.resolve(
            mention.expression, published=published(item), first_seen=item.document.first_seen
        )
        days = days_of(value)
        if days is not None and (reference - days.last) > _WEEKS_AGO:
            return True
    return False


def _carries(item: Item, statement: Statement) -> bool:
    """Whether an outlet's statement is only the frame of another: *Reuters reports that X says*."""
    if statement.speaker is None or statement.speaker.role is not SpeakerRole.OUTLET:
        return False
    return any(
        span.start <= other.cue.start < span.end
        for span in statement.content
        for other in item.annotation.statements
        if other is not statement and other.confidence >= LEAST_CONFIDENCE
    )


def _speaker(
    item: Item, party: Party | None, knowledge: Knowledge
) -> tuple[str | None, str | None, str | None]:
    if party is None:
        return None, None, None
    entity = _government(_identity(party), knowledge)
    known = knowledge.entities.get(entity or "")
    name = known.name if known else _name(item, party, knowledge) or None
    if not entity and _folded(name or "") in _NOBODY:
        return None, None, None
    if party.anonymous or party.role is SpeakerRole.ANONYMOUS:
        # Two pages that cite "officials" need not mean the same persons.
        return f"anonymous:{item.document.id}:{_folded(name or '')}", entity, name
    if entity and not entity.startswith("new:"):
        return entity, entity, name
    return (f"name:{_folded(name)}", entity, name) if name else (None, None, None)


def _bench(
    item: Item,
    statement: Statement,
    speaker: str | None,
    name: str | None,
    knowledge: Knowledge,
) -> str | None:
    """Return the key under which court and judge of one proceeding rule with one voice."""
    if statement.act not in _OF_COURTS or not item.relevance.disputes:
        return None
    dispute = knowledge.disputes.get(item.relevance.disputes[0][0])
    courts = {party.entity for party in dispute.parties if party.role == "court"} if dispute else ()
    if not dispute or not courts:
        return None
    unnamed = speaker is None or speaker.startswith("new:")
    by_word = unnamed and name is not None and _A_COURT.search(name) is not None
    return f"court:{dispute.id}" if speaker in courts or by_word else None


def _government(entity: str | None, knowledge: Knowledge) -> str | None:
    """Return the government that a capital or an office inside it stands for."""
    known = knowledge.entities.get(entity or "")
    above = knowledge.entities.get(known.parent or "") if known else None
    if known is None or above is None:
        return entity
    places = known.type is EntityType.GPE and above.type is EntityType.GPE
    offices = known.kind == above.kind == "government"
    return above.id if places or offices else entity


def _identity(party: Party) -> str | None:
    return party.on_behalf_of or party.entity


def _is_collective(item: Item, party: Party) -> bool:
    """Whether a target is many of a kind: "Chinese AI companies", not "a Chinese company"."""
    if _identity(party):
        return False
    words_of_it = _wording(item, party).casefold().split()
    singular = words_of_it[:1] in (["a"], ["an"], ["the"], ["this"], ["that"])
    return party.role is SpeakerRole.COLLECTIVE or any(
        word.endswith("s") and not word.endswith("ss") for word in words_of_it[singular:]
    )


def _name(item: Item, party: Party, knowledge: Knowledge) -> str:
    known = knowledge.entities.get(_identity(party) or "")
    return known.name if known else party.canonical or _wording(item, party)


def _wording(item: Item, party: Party) -> str:
    if party.start is None or party.end is None:
        return ""
    return _SPACE.sub(" ", item.text[party.start : party.end]).strip()


def _folded(name: str) -> str:
    return " ".join(words(_ARTICLE.sub("", name)))


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _date(item: Item, statement: Statement) -> DateValue | None:
    mentions = item.annotation.dates
    if statement.date is None or not 0 <= statement.date < len(mentions):
        return None
    return dates.resolve(
        mentions[statement.date].expression,
        published=published(item),
        first_seen=item.document.first_seen,
    )


def _days(item: Item, statement: Statement, date: DateValue | None) -> Days | None:
    """Return when a statement can have been made, as far as statements may be compared by it.

    A date that hangs on when we came by the page is none. A statement without a date of its own is
    taken to be news of its page, unless it is told as older.
    """
    stated = days_of(date) if date is not None and date.anchor != FIRST_SEEN else None
    moment = published(item)
    if stated is not None or moment is None or statement.earlier:
        return stated
    return Days(moment.date() - _NEWS, moment.date())


def _worded_as_earlier(text: str, statement: Statement) -> bool:
    start = max(statement.sentence.start, statement.cue.start - _EARLIER_REACH)
    end = min(statement.sentence.end, statement.cue.end + _EARLIER_REACH)
    inside = [span for span in statement.content if span.start < end and span.end > start]
    around = text[start:end]
    for span in inside:  # words inside the content speak of other times
        around = around.replace(text[max(span.start, start) : min(span.end, end)], " ", 1)
    around += text[statement.cue.start : statement.cue.end]
    anaphor = " ".join(span.of(text) for span in statement.content[:1])[:_EARLIER_REACH]
    noun = text[max(0, statement.cue.start - len("similar ")) : statement.cue.start]
    similar = re.match(r"similar\b", anaphor, re.I) or noun.casefold() == "similar "
    return bool(similar or _EARLIER.search(around))


_PRIVATE = re.compile(
    r"\b(?:cable|letter|e-?mail|draft|internal|leaked|confidential|note|memo(?:randum)?|message)\b",
    re.I,
)


def is_private(name: str, entity: str | None, knowledge: Knowledge) -> bool:
    """Say whether a document so named is one that not everybody can read.

    A memorandum or letter that the knowledge base lists as law (a presidential memorandum) is
    published; of others only their own words can tell.
    """
    known = knowledge.entities.get(entity) if entity else None
    if known is not None and known.type is EntityType.LAW:
        return False
    return bool(_PRIVATE.search(name))


def _rests_on_private_document(statement: Statement, knowledge: Knowledge) -> bool:
    nodes = [(node.name, node.entity) for node in statement.chain if node.kind is NodeKind.DOCUMENT]
    if not nodes and statement.speaker is not None and statement.speaker.medium:
        nodes = [(statement.speaker.medium, None)]
    return any(is_private(name, entity, knowledge) for name, entity in nodes)


def _with_spoken_organ(one: Said, others: Sequence[Said], nations: Nations) -> Said:
    """Give "the US accuses" of a headline to the ministry that accuses in the same text."""
    if not nations.is_place(one.speaker):
        return one
    country = nations.of(one.speaker)
    inner = [node.entity for node in one.statement.chain if node.entity]
    organs = [entity for entity in reversed(inner) if _is_organ(entity, country, nations)]
    if not organs:
        spoken = Counter(
            other.speaker
            for other in others
            if other.statement.stance is one.statement.stance
            and not other.earlier
            and _is_organ(other.speaker, country, nations)
        )
        organs = [entity for entity, _ in spoken.most_common(1) if entity]
    if not organs:
        return one
    organ = organs[0]
    name = next((other.speaker_name for other in others if other.speaker == organ), None)
    name = name or next(n.name for n in one.statement.chain if n.entity == organ)
    return replace(one, key=organ, speaker=organ, speaker_name=name)


def _is_organ(entity: str | None, country: str | None, nations: Nations) -> bool:
    return (
        nations.of(entity) == country
        and nations.speaks_for_country(entity)
        and not nations.is_place(entity)
    )
