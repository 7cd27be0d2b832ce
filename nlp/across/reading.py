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
    Item,
    Knowledge,
    LinkType,
    Party,
    Span,
    SpeakerRole,
    Statement,
)
from nlp import dates
from nlp.across import figures
from nlp.across.parties import (
    bench,
    folded,
    identity,
    is_collective,
    name_of,
    speaker_of,
    without_descriptions,
    wording,
)
from nlp.across.witness import crowd, is_opened, rests_on_private_document, unknown, witness
from nlp.days import FIRST_SEEN, Days, days_of, published
from nlp.nations import Nations
from nlp.said import ACCUSING, ANSWERING, LEAST_CONFIDENCE, PERFORMING, Answering, Said
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
_WEEKS_AGO = dt.timedelta(days=21)
_NEWS = dt.timedelta(days=3)  # how old news may be when it is published
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
    spoken = [
        (row, _with_author(_with_spoken_organ(one, row, others, nations), others))
        for row, one in found
    ]
    sentences = sorted(item.annotation.sentences, key=lambda span: span.end)
    charges = [one for _, one in spoken if one.act in ACCUSING | PERFORMING]
    framed = [(row, _with_frame(one, row, charges)) for row, one in spoken]
    whole = [(row, _completed(item, row, one, sentences)) for row, one in framed]
    return sorted(whole, key=lambda pair: pair[1].order)


def _names_of(item: Item) -> dict[str, str]:
    """Return the entities of a page by their names, as far as each name is of one alone."""
    entities: dict[str, set[str]] = {}
    for mention in item.annotation.mentions:
        if mention.entity:
            entities.setdefault(folded(mention.canonical), set()).add(mention.entity)
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
    entity = names.get(folded(party.canonical))
    return replace(party, entity=entity) if entity else party


def _said(
    item: Item, statement: Statement, statement_id: str, knowledge: Knowledge, nations: Nations
) -> Said:
    key, speaker, name = speaker_of(item, statement.speaker, knowledge)
    key = bench(item, statement, speaker, name, knowledge) or key
    contents = [span.of(item.text) for span in statement.content]
    stems = {stem for text in contents for stem in content_words(text)} - _ANAPHORIC
    targets = [party for party in statement.targets if identity(party) != speaker or not speaker]
    collective = [wording(item, party) for party in targets if is_collective(item, party)]
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
        figures=_telling(item.text, statement.content),
        targets=_unique(identity(party) for party in targets),
        target_names=without_descriptions(
            (
                name_of(item, party, knowledge)
                for party in sorted(targets, key=lambda party: identity(party) is None)
            ),
            named=any(identity(party) for party in targets),
        ),
        nations=_sorted(
            [code for text in collective for code in nations.named_in(text)]
            + [
                nations.of(identity(party))
                for party in targets
                if nations.is_place(identity(party))
            ]
        ),
        named=_sorted(
            entity
            for party in targets
            if (entity := identity(party)) and not nations.is_place(entity)
        ),
        homes=_sorted(nations.of(identity(party)) for party in targets),
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


def _telling(text: str, content: Iterable[Span]) -> tuple[str, ...]:
    """Return the figures of a content that are precise enough to be known again."""
    return _sorted(
        f"{figure.value} {figure.unit}"
        for span in content
        for figure in figures.figures(text, span.start, span.end)
        if float(figure.value) >= figures.TELLING
    )


def _with_frame(one: Said, statement: Statement, charges: Iterable[Said]) -> Said:
    """Mark a saying that only frames a charge or deed of the same speaker.

    *According to a cable, it accuses DeepSeek of …* tells one thing, in two statements.
    """
    if one.act is not Act.SAY or one.negated or one.key is None:
        return one
    frames = any(
        charge.key == one.key and span.start <= charge.start < span.end
        for charge in charges
        for span in statement.content
    )
    return replace(one, carries=True) if frames else one


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


def _with_author(one: Said, others: Sequence[Said]) -> Said:
    """Give "the cable says" to the author that the same text gives such a document elsewhere."""
    if not one.documentary or one.speaker is not None or one.speaker_name is None:
        return one
    kind = one.speaker_name.split()[-1].casefold()
    authors = {
        other.speaker: other
        for other in reversed(others)
        if other.speaker is not None
        and other.medium is not None
        and kind in other.medium.casefold().split()
    }
    if len(authors) != 1:
        return one
    (author,) = authors.values()
    medium = one.medium or kind
    return replace(
        one,
        key=author.key,
        speaker=author.speaker,
        speaker_name=author.speaker_name,
        country=author.country,
        medium=medium,
    )


def _is_organ(entity: str | None, country: str | None, nations: Nations) -> bool:
    return (
        nations.of(entity) == country
        and nations.speaks_for_country(entity)
        and not nations.is_place(entity)
    )
