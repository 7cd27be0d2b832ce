"""Which rules fired on each sentence, and which nearly did: a view for whoever works on the rules.

A rule *nearly* fires where a word of the lexicon stands in a sentence and made no statement. The
reason says what it would have needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import Span, Statement
from nlp.reading import Reading
from nlp.statements import tree
from nlp.statements.arguments import gather
from nlp.statements.assembly import trace
from nlp.statements.draft import Scene


@dataclass(frozen=True, slots=True)
class Fired:
    """A statement with the step of the speaker sieve that named its speaker."""

    statement: Statement
    speaker_step: str


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the lexicon that made no statement, and why."""

    cue: Span
    lemma: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """One sentence with the rules that fired on it and those that nearly did."""

    sentence: Span
    fired: tuple[Fired, ...]
    near: tuple[Near, ...]


def explain(reading: Reading) -> tuple[SentenceReport, ...]:
    """Return a report for every sentence that holds a statement or a word of the lexicon."""
    found = trace(reading)
    reports = []
    for scene in found.scenes:
        for sentence in _sentences(scene):
            fired = tuple(
                Fired(s, found.steps.get((s.cue.start, s.cue.end), "none"))
                for s in found.statements
                if sentence.start <= s.cue.start < sentence.end
            )
            cues = [Span(s.cue.start, s.cue.end) for s in found.statements]
            near = tuple(_near(scene, sentence, cues))
            if fired or near:
                reports.append(SentenceReport(sentence, fired, near))
    return tuple(reports)


def render(text: str, reports: tuple[SentenceReport, ...]) -> str:
    """Return reports as lines for a terminal: the sentence, then ``+`` fired and ``-`` nearly."""
    lines: list[str] = []
    for report in reports:
        lines.append(" ".join(report.sentence.of(text).split()))
        for fired in report.fired:
            statement = fired.statement
            speaker = statement.speaker
            who = "nobody" if speaker is None else (speaker.canonical or speaker.medium or "?")
            said = " … ".join(" ".join(span.of(text).split()) for span in statement.content)
            lines.append(
                f"  + {statement.rule} ({statement.confidence:.2f}): {who} [{fired.speaker_step}] "
                f"→ {statement.act} → {said or '(nothing)'}"
            )
            if len(statement.chain) > 1:
                lines.append("      through " + " ← ".join(link.name for link in statement.chain))
        lines.extend(f"  - {near.cue.of(text)}: {near.reason}" for near in report.near)
        lines.append("")
    return "\n".join(lines)


def _sentences(scene: Scene) -> Iterator[Span]:
    doc = scene.paragraph.doc
    if not doc.has_annotation("SENT_START"):
        yield scene.paragraph.span
        return
    for sentence in doc.sents:
        yield scene.paragraph.place(sentence)


def _near(scene: Scene, sentence: Span, cues: list[Span]) -> Iterator[Near]:
    for token in tree.words_in(scene.paragraph, sentence):
        place = scene.paragraph.span_of(token, token)
        if any(cue.start <= place.start < cue.end for cue in cues):
            continue
        lemma = scene.lexicon.verb(token)
        if tree.is_verb(token) and lemma:
            yield Near(place, lemma, _why_no_verb(scene, token, lemma))
        elif token.pos_ == "NOUN" and tree.lemma(token) in scene.lexicon.nouns:
            reason = (
                "inside a quotation"
                if scene.quoted(token)
                else "a noun of saying without clause, holder or light verb"
            )
            yield Near(place, tree.lemma(token), reason)


def _why_no_verb(scene: Scene, token: Token, lemma: str) -> str:
    if scene.quoted(token):
        return "inside a quotation"
    args = gather(scene, token)
    has = [
        name
        for name, part in (
            ("subject", args.subject),
            ("clause", args.clause),
            ("infinitive", args.infinitive),
            ("object", args.object),
        )
        if part is not None
    ]
    has.extend(sorted({mark for mark, _ in args.obliques}))
    wanted = " | ".join(
        f"{verb.act}: {' '.join(sorted(verb.frames))}" for verb in scene.lexicon.verbs[lemma]
    )
    voice = "passive" if args.passive else "active"
    return f"no frame filled ({voice}; has {', '.join(has) or 'nothing'}; wants {wanted})"
