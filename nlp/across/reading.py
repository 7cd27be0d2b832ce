"""From a page to its comparable statements: speakers, targets and days in one notation.

This is all that is read of a statement across documents; what comes after sees :class:`Said` only.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claimwire.model import (
    Act,
    DateValue,
    EntityType,
    Item,
    Knowledge,
    LinkType,
    Party,
    Span,
    SpeakerRole,
    Statement,
)
from nlp import dates
from nlp.across.witness import crowd, is_opened, rests_on_private_document, unknown, witness
from nlp.days import FIRST_SEEN, Days, days_of, published
from nlp.nations import Nations
from nlp.said import ACCUSING, ANSWERING, LEAST_CONFIDENCE, Answering, Said
from nlp.similarity import content_words, words

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
_REFERENCE = 80  # code points of the content in which words of reference count
_REFERS = re.compile(
    r"\b(?:accusations?|allegations?|claims?|charges?|assertions?|insinuations?|criticisms?|"
    r"reports?|lawsuit|complaint|matter|issue)\b",
    re.I,
)
_ADVERB = 16  # code points before the cue in which "partly" speaks of it
_PARTLY = re.compile(r"\b(?:partly|partially|in part|some of the|parts of)\b", re.I)
_DEFERRING = frozenset({"refer", "defer", "direct"})
_PARAGRAPH = re.compile(r"\n\s*\n")


def read(item: Item, knowledge: Knowledge, nations: Nations) -> list[tuple[Statement, Said]]:
    """Return the comparable statements of one item, each with the one it was read from.

    They come in the order of the text; statements of little confidence are left out.
    """
    names = _names_of(item)
    found = [
        (statement, _said(item, _linked(statement, names), statement_id, knowledge, nations))
        for statement, statement_id in zip(
            item.annotation.statements, item.statement_ids, strict=True
        )
        if statement.confidence >= LEAST_CONFIDENCE
    ]
    others = [one for _, one in found]
    spoken = [(row, _with_spoken_organ(one, row, others, nations)) for row, one in found]
    sentences = sorted(item.annotation.sentences, key=lambda span: span.end)
    whole = [(row, _completed(item, row, one, sentences)) for row, one in spoken]
    return sorted(whole, key=lambda pair: pair[1].order)


def _names_of(item: Item) -> dict[str, str]:
    """Return the entities of a page by their names, as far as each name is of one alone."""
    entities: dict[str, set[str]] = {}
    for mention in item.annotation.mentions:
        if mention.entity:
            entities.setdefault(_folded(mention.canonical), set()).add(mention.entity)
    return {name: held.pop() for name, held in entities.items() if len(held) == 1}


def _linked(statement: Statement, names: Mapping[str, str]) -> Statement:
    """Link parties that are only named to the entities that bear these names in the page."""
    parties = (statement.speaker, *statement.targets)
    if all(party is None or party.entity or not party.canonical for party in parties):
        return statement
    speaker = statement.speaker and _linked_party(statement.speaker, names)
    targets = tuple(_linked_party(party, names) for party in statement.targets)
    return replace(statement, speaker=speaker, targets=targets)


def _linked_party(party: Party, names: Mapping[str, str]) -> Party:
    if party.entity or not party.canonical or party.anonymous:
        return party
    entity = names.get(_folded(party.canonical))
    return replace(party, entity=entity) if entity else party


def _said(
    item: Item, statement: Statement, statement_id: str, knowledge: Knowledge, nations: Nations
) -> Said:
    key, speaker, name = _speaker(item, statement.speaker, knowledge)
    key = _bench(item, statement, speaker, name, knowledge) or key
    contents = [span.of(item.text) for span in statement.content]
    stems = {stem for text in contents for stem in content_words(text)} - _ANAPHORIC
    targets = [party for party in statement.targets if _identity(party) != speaker or not speaker]
    collective = [_wording(item, party) for party in targets if _is_collective(item, party)]
    date = _date(item, statement)
    return Said(
        statement_id=statement_id,
        document_id=item.document.id,
        revision_id=item.revision.id,
        first_seen=item.document.first_seen,
        act=statement.act,
        stance=statement.stance,
        modality=statement.modality,
        negated=statement.negated,
        hedge=statement.hedge,
        start=statement.cue.start,
        sentence=statement.sentence,
        has_content=bool(statement.content),
        key=key,
        speaker=speaker,
        speaker_name=name,
        country=nations.of(speaker),
        stems=tuple(sorted(stems)),
        text=" ".join(words(contents[0])) if contents else "",
        targets=_unique(_identity(party) for party in targets),
        target_names=_unique(
            _name(item, party, knowledge)
            for party in sorted(targets, key=lambda party: _identity(party) is None)
        ),
        nations=_sorted(
            [code for text in collective for code in nations.named_in(text)]
            + [
                nations.of(_identity(party))
                for party in targets
                if nations.is_place(_identity(party))
            ]
        ),
        named=_sorted(
            entity
            for party in targets
            if (entity := _identity(party)) and not nations.is_place(entity)
        ),
        homes=_sorted(nations.of(_identity(party)) for party in targets),
        date=date,
        days=_days(item, statement, date),
        earlier=statement.earlier
        or _worded_as_earlier(item.text, statement)
        or _dated_as_earlier(item, statement),
        private=rests_on_private_document(item, statement, knowledge),
        documentary=statement.speaker is not None
        and statement.speaker.role is SpeakerRole.DOCUMENT,
        outlet=statement.speaker is not None and statement.speaker.role is SpeakerRole.OUTLET,
        carries=_carries(item, statement),
        headline=_is_headline(item.text, statement.sentence),
        medium=_medium(statement),
        opened=is_opened(item.text, statement),
        crowd=crowd(statement),
        witness=unknown(),
        answering=None,
    )


def _completed(item: Item, statement: Statement, one: Said, sentences: Sequence[Span]) -> Said:
    """Add what depends on who speaks in the end."""
    seen = witness(item, statement, one.key, one.speaker, one.speaker_name, private=one.private)
    answering = _answering(item, statement, one, sentences) if statement.act in ANSWERING else None
    return replace(one, witness=seen, answering=answering)


def _answering(item: Item, statement: Statement, one: Said, sentences: Sequence[Span]) -> Answering:
    sentence, text = statement.sentence, item.text
    number = bisect_right(sentences, sentence.start, key=lambda span: span.end)
    before = sentences[number - 1] if number else None
    if before is not None and _PARAGRAPH.search(text[before.end : sentence.start]):
        before = None
    content = " ".join(span.of(text) for span in statement.content)[:_REFERENCE]
    start = max(sentence.start, statement.cue.start - _ADVERB)
    cue = text[start : statement.cue.end]
    return Answering(
        names=_sorted(
            mention.entity
            for mention in item.annotation.mentions
            if sentence.start <= mention.start < sentence.end and mention.entity != one.speaker
        ),
        before=before,
        refers=statement.answers is not None or bool(_REFERS.search(content)),
        partly=bool(_PARTLY.search(f"{cue} {content}")),
        defers=statement.cue.lemma.split(" ")[0] in _DEFERRING,
    )


def _is_headline(text: str, sentence: Span) -> bool:
    """Say whether a sentence is the first line of a page and no full sentence."""
    end = text.find("\n")
    first = text[: end if end >= 0 else len(text)].rstrip()
    return sentence.start < len(first) and not first.endswith((".", "!", "?", "”", '"'))


def _medium(statement: Statement) -> str | None:
    if statement.speaker is not None and statement.speaker.medium:
        return statement.speaker.medium
    for node in statement.chain:
        if node.link is LinkType.TOLD:
            return f"told {node.name}"
        if node.link is LinkType.STATEMENT_TO:
            return f"statement to {node.name}"
    return None


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
        return _house(entity, knowledge), entity, name
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


def _house(entity: str, knowledge: Knowledge) -> str:
    """Return the company that a unit speaks for which bears its name: "Acme Research", "Acme"."""
    known = knowledge.entities.get(entity)
    above = knowledge.entities.get(known.parent or "") if known else None
    if known is None or above is None or not known.type is above.type is EntityType.ORG:
        return entity
    return above.id if known.name.startswith(f"{above.name} ") else entity


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


def _sorted(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


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


def _with_spoken_organ(
    one: Said, statement: Statement, others: Sequence[Said], nations: Nations
) -> Said:
    """Give "the US accuses" of a headline to the ministry that accuses in the same text."""
    if not nations.is_place(one.speaker):
        return one
    country = nations.of(one.speaker)
    inner = [node.entity for node in statement.chain if node.entity]
    organs = [entity for entity in reversed(inner) if _is_organ(entity, country, nations)]
    if not organs:
        spoken = Counter(
            other.speaker
            for other in others
            if other.stance is one.stance
            and not other.earlier
            and _is_organ(other.speaker, country, nations)
        )
        organs = [entity for entity, _ in spoken.most_common(1) if entity]
    if not organs:
        return one
    organ = organs[0]
    name = next((other.speaker_name for other in others if other.speaker == organ), None)
    name = name or next(n.name for n in statement.chain if n.entity == organ)
    return replace(one, key=organ, speaker=organ, speaker_name=name)


def _is_organ(entity: str | None, country: str | None, nations: Nations) -> bool:
    return (
        nations.of(entity) == country
        and nations.speaks_for_country(entity)
        and not nations.is_place(entity)
    )
