"""All constructions together: from a reading to its statements.

Per paragraph every construction proposes drafts; quotes that run on are joined to them; then, in
order of the text, each draft gets its speaker, targets, act, modality, chain and date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimwire.model import Statement
from nlp.chains import Chains
from nlp.reading import Reading
from nlp.speakers import Speakers
from nlp.statements import (
    according,
    active,
    asides,
    bills,
    carry,
    coordinated,
    filters,
    headlines,
    lexicon,
    measures,
    notices,
    nouns,
    own_voice,
    passive,
    predicative,
    quoted,
    silence,
    surface,
    transcripts,
)
from nlp.statements.documents import Papers
from nlp.statements.draft import Draft, Scene
from nlp.statements.finish import Finisher


@dataclass(frozen=True, slots=True)
class Found:
    """The statements of a text, with what :mod:`nlp.explain` wants to know of how they came."""

    statements: tuple[Statement, ...]
    steps: Mapping[tuple[int, int], str]  # cue -> step of the speaker sieve
    scenes: tuple[Scene, ...]
    factors: Mapping[tuple[int, int, str], float]  # cue and rule -> how the words around weaken it


def find(reading: Reading) -> tuple[Statement, ...]:
    """Return the statements of a text, in order of their cues."""
    return trace(reading).statements


def trace(reading: Reading, *, keep_all: bool = False) -> Found:
    """Return the statements of a text with the steps that led to their speakers.

    ``keep_all`` returns those too that are too weak to be kept.
    """
    words = lexicon.load()
    drafts: list[tuple[Scene, Draft]] = []
    scenes: list[Scene] = []
    previous: Draft | None = None
    sanction: Draft | None = None
    turns = transcripts.turns(reading)
    for paragraph in reading.paragraphs:
        if filters.skips(paragraph.kind) or not len(paragraph.doc):
            continue
        scene = Scene.of(reading, paragraph, words, turns.get(paragraph.span.start))
        scenes.append(scene)
        own = of_paragraph(scene)
        own.extend(quoted.floating(reading, own, paragraph, previous))
        own.extend(notices.reasons(scene, sanction, own))
        sanction = notices.sanction_of(own, sanction)
        drafts.extend((scene, draft) for draft in own)
        previous = _floor(reading, own)
    papers = Papers(reading, words)
    speakers = Speakers(reading, papers, words)
    finisher = Finisher(
        reading,
        speakers,
        Chains(reading, papers, speakers.party_of),
        words,
        keep_all=keep_all,
    )
    ordered = sorted(drafts, key=lambda d: (d[1].paragraph.span.start, d[1].cue, d[1].content))
    found = finisher.finish(ordered)
    return Found(found, finisher.steps, tuple(scenes), finisher.factors)


def of_paragraph(scene: Scene) -> list[Draft]:
    """Return the drafts of one paragraph, without duplicates, in order of their cues."""
    if not scene.paragraph.doc.has_annotation("DEP"):
        return headlines.find(scene)
    drafts = headlines.find(scene) + silence.find(scene) + bills.find(scene) + asides.find(scene)
    taken = {draft.anchor.i for draft in drafts}
    drafts += [d for d in notices.find(scene) if d.anchor.i not in taken]
    taken = {draft.anchor.i for draft in drafts}
    drafts += [d for d in measures.find(scene) if d.anchor.i not in taken]
    taken |= {draft.anchor.i for draft in drafts}
    drafts += [d for d in active.find(scene) if d.anchor.i not in taken]
    taken |= {draft.anchor.i for draft in drafts}
    drafts += [d for d in passive.find(scene) if d.anchor.i not in taken]
    drafts += [d for d in surface.find(scene) if d.anchor.i not in taken]
    drafts += [d for d in predicative.find(scene) if d.anchor.i not in taken]
    taken |= {draft.anchor.i for draft in drafts}
    drafts += [d for d in nouns.find(scene) if d.anchor.i not in taken]
    drafts += according.find(scene, drafts)
    drafts = distinct(drafts)
    quoted.continue_quotes(scene, drafts)
    led = quoted.introduced(scene, drafts)
    cues = {draft.cue for draft in led}
    # "Doe explained the decision. “…”": the quote is what was said, and not the decision
    drafts = [d for d in drafts if not (d.cue in cues and d.rule == "active-object")]
    drafts = distinct([*drafts, *led])
    drafts = unrepeated(drafts)
    drafts += own_voice.find(scene, drafts)
    carry.outlets(scene, drafts)
    carry.described(scene, drafts)
    carry.selves(scene, drafts)
    carry.beside(scene, drafts)
    return coordinated.parted(scene, carry.joined(carry.unshown(scene, drafts)))


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts in order of their cues, the first of those alike in cue and speaker."""
    seen: set[tuple[int, int, int | None]] = set()
    found = []
    for draft in sorted(drafts, key=lambda d: (d.cue, d.content)):
        speaker = draft.speaker.i if draft.speaker is not None else None
        key = (draft.cue.start, draft.cue.end, speaker)
        if key not in seen:
            seen.add(key)
            found.append(draft)
    return found


def unrepeated(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts without the nouns that repeat a verb: *said in a statement that …* is one."""
    said = [d.content for d in drafts if "noun" not in d.rule]
    return [d for d in drafts if "noun" not in d.rule or d.content not in said]


def _floor(reading: Reading, drafts: Sequence[Draft]) -> Draft | None:
    """Return the quotation that ends a paragraph, which a paragraph of bare quotes continues."""
    quoting = [
        d
        for d in drafts
        if d.speaker is not None and any(reading.quotes_in(span) for span in d.content)
    ]
    return quoting[-1] if quoting else None
