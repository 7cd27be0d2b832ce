"""From drafts to statements: who, to whom, how sure, through whom, when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import (
    ACCUSING_ACTS,
    STANCE_OF,
    Act,
    Cue,
    Party,
    QuoteType,
    Span,
    SpeakerRole,
    Statement,
)
from nlp.chains import Chains
from nlp.reading import Reading
from nlp.speakers import Answer, Speakers
from nlp.statements import acts, carry, filters, modality, own_voice, tree, turns
from nlp.statements.documents import Paper
from nlp.statements.draft import PUBLISHER, Draft, Scene
from nlp.statements.lexicon import Lexicon
from nlp.statements.quarrels import Quarrels
from nlp.statements.targets import Targets
from nlp.statements.trust import KEPT

_TELLING = frozenset({"report", "write", "according", "note", "reveal", "publish", "add"})
"""What an outlet does with the charges of others."""
_DEEDS = ("active-object", "active-infinitive", "active-prep", "active-target", "passive-whole")
"""Rules for acts without anything said."""
_ADDRESSED = frozenset(
    {Act.ACCUSE, Act.WARN, Act.DEMAND, Act.REQUEST, Act.ORDER, Act.PROMISE, Act.THREATEN}
)
_ANSWERS = frozenset({Act.DENY, Act.REJECT, Act.DECLINE_COMMENT, Act.NO_RESPONSE})
_TOLD = ("-clause", "-quote", "rest", "declined")
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_SENDING = frozenset({"send", "email", "issue", "release", "publish", "file", "submit", "post"})
_MEDIA = frozenset({"in", "on", "at", "during", "via", "by"})


class Finisher:
    """Turns drafts, in order of the text, into statements."""

    def __init__(
        self,
        reading: Reading,
        speakers: Speakers,
        chains: Chains,
        lexicon: Lexicon,
        *,
        keep_all: bool = False,
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._chains = chains
        self._lexicon = lexicon
        self.factors: dict[tuple[int, int, str], float] = {}  # cue and rule -> how it is weakened
        self.steps: dict[tuple[int, int], str] = {}  # cue -> step of the speaker sieve
        self._keep_all = keep_all  # those that are too weak to keep as well: for fitting
        self._quarrels = Quarrels(reading, lexicon)
        self._targets = Targets(reading, speakers, lexicon, self._quarrels)
        self._outlet = own_voice.outlet(reading)
        self._told: list[Span] = []  # what was said in clauses so far, as far as it reaches

    def finish(self, drafts: Sequence[tuple[Scene, Draft]]) -> tuple[Statement, ...]:
        """Return the statements of a text; chains are completed over the whole of it."""
        done = []
        for scene, draft in drafts:
            done.append((draft, self._statement(scene, draft)))
            if draft.rule.endswith(_TOLD):
                self._told = [*(s for s in self._told if s.end > draft.cue.start), *draft.content]
        chains = self._chains.completed(done)
        return tuple(
            replace(statement, chain=chain)
            for (_, statement), chain in zip(done, chains, strict=True)
            if statement.confidence >= KEPT or self._keep_all
        )

    def _statement(self, scene: Scene, draft: Draft) -> Statement:
        speaker = self._speaker(scene, draft)
        paper = speaker.paper if speaker is not None else None
        party = speaker.party if speaker is not None else None
        self.steps[draft.cue.start, draft.cue.end] = speaker.step if speaker is not None else "none"
        if paper is None:
            paper, party = self._medium(scene, draft, party)
        if party is None or party.role != SpeakerRole.OUTLET:
            acts.refine(scene, draft)
        elif party.entity is None and draft.act in ACCUSING_ACTS:
            draft.act = Act.SAY  # a page that speaks of itself charges nobody
        elif draft.lemma not in _TELLING:
            acts.refine(scene, draft)
        earlier = modality.earlier(scene, draft)
        worded = draft.act
        if party is not None:
            quarrel = self._quarrels.quarrel(draft)
            voice = self._quarrels.voice(party, earlier=earlier)
            draft.act = turns.turned(scene, draft, voice, quarrel) or draft.act
        plain = draft.act is not worded
        details = self._quarrels.details(scene, draft, party)
        if details:
            draft.act = Act.ALLEGE
        targets = self._targets.of(scene, draft, party, earlier=earlier) or details
        if not targets and acts.boasts(scene, draft, party):
            draft.act = Act.SAY
        carries = draft.rule == "according-carrier"  # who is cited does not take the floor
        if party is not None and not carries and not self._is_within(draft):
            spoken = paper if party.role == SpeakerRole.DOCUMENT else None
            self._speakers.spoke(draft.cue.start, party, spoken)
        return Statement(
            act=draft.act,
            stance=draft.stance or STANCE_OF[draft.act],
            speaker=party,
            cue=Cue(draft.cue.start, draft.cue.end, draft.lemma),
            content=tuple(draft.content),
            sentence=self._sentence(draft),
            quote_type=self._quote_type(draft),
            targets=targets,
            addressee=self._addressee(draft),
            modality=modality.modality(scene, draft, plain=plain),
            negated=draft.negated and not filters.is_silence(draft.act),
            chain=self._chains.of(draft, party, paper),
            date=self._date(draft),
            rule=draft.rule,
            confidence=self._confidence(scene, draft, party, worded),
            earlier=earlier,
            hedge=modality.hedge(scene, draft),
            answers=self._answers(scene, draft),
        )

    def _is_within(self, draft: Draft) -> bool:
        """Say whether a statement is told within what somebody else says: who speaks in it does
        not hold the floor."""
        return any(span.start <= draft.cue.start < span.end for span in self._told)

    def _speaker(self, scene: Scene, draft: Draft) -> Answer | None:
        if draft.rule == own_voice.RULE:
            page = Party(None, None, self._outlet, PUBLISHER, SpeakerRole.OUTLET)
            return Answer(page, "page")
        if draft.speaker is None:
            return None
        paragraph = scene.paragraph
        if draft.floating:
            origin = self._reading.paragraph_at(draft.cue.start)
            paragraph = origin or paragraph
        answer = self._speakers.resolve(paragraph, draft.speaker)
        if answer.step == "words" and tree.lower(draft.speaker) in _PRONOUNS:
            nominal = carry.governing(scene, draft.speaker) if not draft.floating else None
            nominal = nominal or _subject_of_said(draft)
            if nominal is not None:
                found = self._speakers.resolve(paragraph, nominal)
                words = answer.party.start, answer.party.end
                party = replace(found.party, start=words[0], end=words[1])
                answer = replace(found, party=party)
        if answer.step == "role" and draft.act in _ANSWERS:
            charged = self._quarrels.answering(answer.party, draft)
            if charged is not None:
                place = answer.party.start, answer.party.end
                party = replace(charged, start=place[0], end=place[1])
                answer = replace(answer, party=party)
        pronoun = tree.relative_pronoun(draft.anchor)
        end = answer.party.end
        if pronoun is None or end is None or draft.floating:
            return answer
        # "the cable, which requests …": the words that name the speaker run up to the pronoun.
        reach = max(end, paragraph.end_of(pronoun))
        return replace(answer, party=replace(answer.party, end=reach))

    def _medium(
        self, scene: Scene, draft: Draft, party: Party | None
    ) -> tuple[Paper | None, Party | None]:
        """Return the document in which a statement was made, if the text names it: *said in a
        letter*, *a memo in which it claimed*, *according to a letter, X claimed*."""
        papers = self._speakers.papers
        if party is None or party.role == SpeakerRole.OUTLET:
            return None, party
        for token in _places(draft):
            if papers.is_document(token):
                paper = papers.at(scene.paragraph, token)
                if paper is not None and paper.noun != "bill":
                    papers.written_by(paper, party, says=True)
                    return paper, replace(party, medium=paper.name())
        return None, party

    def _addressee(self, draft: Draft) -> Party | None:
        if draft.addressee is None:
            return None
        return self._speakers.resolve(draft.paragraph, draft.addressee).party

    # ---------------------------------------------------------------------------- how, when

    def _sentence(self, draft: Draft) -> Span:
        parts = [*draft.content, draft.cue] if not draft.floating else list(draft.content)
        low = min(span.start for span in parts)
        high = max(span.end for span in parts)
        doc = draft.paragraph.doc
        if not draft.floating and len(doc):
            place = draft.paragraph.place(draft.anchor.sent)
            low, high = min(low, place.start), max(high, place.end)
        return Span(low, high)

    def _quote_type(self, draft: Draft) -> QuoteType:
        if not draft.content:
            return QuoteType.NONE
        total = sum(span.end - span.start for span in draft.content)
        inside = sum(
            min(q.span.end, span.end) - max(q.span.start, span.start)
            for span in draft.content
            for q in self._reading.quotes_in(span)
        )
        if filters.is_silence(draft.act):
            return QuoteType.NONE
        if inside >= 0.9 * total:
            return QuoteType.DIRECT
        singles = any(self._reading.quotes_in(span, single=True) for span in draft.content)
        return QuoteType.MIXED if inside or singles else QuoteType.INDIRECT

    def _date(self, draft: Draft) -> int | None:
        """Return the date that stands beside the cue, outside what is said: one of the cue's own
        clause, if there is any."""
        if draft.floating:
            return None
        near = draft.paragraph.place(draft.anchor.sent)
        outside = [
            index
            for index in self._reading.dates_in(near)
            if not any(
                span.start <= self._reading.dates[index].start < span.end for span in draft.content
            )
        ]
        if not outside:
            return None
        starts = {index: self._reading.dates[index].start for index in outside}
        return min(
            outside,
            key=lambda i: (_is_parted(draft, starts[i]), abs(starts[i] - draft.cue.start), i),
        )

    def _answers(self, scene: Scene, draft: Draft) -> Span | None:
        answered = draft.answered
        if answered is None:
            for span in draft.content[:1]:
                if draft.act == "deny":
                    answered = next(
                        (
                            t
                            for t in tree.words_in(scene.paragraph, span)
                            if tree.lemma(t) in self._lexicon.answered and t.pos_ == "NOUN"
                        ),
                        None,
                    )
        if answered is None or tree.lemma(answered) not in self._lexicon.answered:
            return None
        start, end = tree.extent(answered)
        start = max(
            [start, *(c.i + 1 for c in answered.children if c.dep_ == "case" and c.i < answered.i)]
        )
        while start < end and scene.paragraph.doc[start].is_punct:
            start += 1
        return scene.trimmed((start, end))

    def _confidence(self, scene: Scene, draft: Draft, speaker: Party | None, worded: Act) -> float:
        """Return how far words and speaker are to be trusted; what the act turned out to be says
        nothing of them, so ``worded``, the act by the words of the cue, counts."""
        factor = filters.weakness(scene, draft)
        page = speaker is not None and speaker.role == SpeakerRole.OUTLET
        if page and speaker is not None and speaker.entity is None and speaker.start is not None:
            factor *= 0.7  # "the article says": the page in its own voice
        if speaker is not None and (speaker.canonical or "").lower() in _PRONOUNS:
            factor *= 0.5  # nobody knows whose words they are
        if draft.rule.startswith(_DEEDS) and self._is_within(draft) and not _is_told(draft):
            factor *= 0.6  # a deed within what somebody says, who vouches for it
        self.factors[draft.cue.start, draft.cue.end, draft.rule] = factor
        return self._lexicon.trust.confidence(draft.rule, worded.value, factor)


def _subject_of_said(draft: Draft) -> Token | None:
    """Return whom *it* means in *Acme will cut jobs, it said*: of whom the sentence is."""
    root = draft.anchor.sent.root
    if draft.rule != "aside" or root == draft.anchor or root.i > draft.anchor.i:
        return None
    who = tree.first(root, *tree.SUBJECTS)
    return who if who is not None and who.pos_ == "PROPN" else None


def _is_told(draft: Draft) -> bool:
    """Say whether somebody says of others what they said: *Doe said Acme had accused Cedar*."""
    return draft.anchor.dep_ == "ccomp" and draft.act in _ADDRESSED


def _is_parted(draft: Draft, offset: int) -> bool:
    """Say whether a clause ends between a place in the text and the cue: at a semicolon, or before
    a conjunction with a verb that has a subject of its own."""
    low, high = sorted((offset, draft.cue.start))
    return any(
        token.text == ";" or (token.dep_ == "cc" and _is_clause(token.head))
        for token in tree.words_in(draft.paragraph, Span(low, high))
    )


def _is_clause(head: Token) -> bool:
    own = tree.first(head, *tree.ANY_SUBJECTS)
    return head.dep_ == "conj" and head.pos_ in {"VERB", "AUX"} and own is not None


def _places(draft: Draft) -> Iterator[Token]:
    """Yield the nouns that may name the medium of a statement."""
    yield from draft.carriers
    anchor = draft.anchor
    if anchor.dep_ == "acl":
        yield anchor.head  # "put out a statement saying that"
    for child in anchor.children:
        if child.dep_ in {"obl", "nmod"} and tree.marker(child) in _MEDIA:
            if tree.lower(child) == "which":
                # "a report, in which it said": the noun stands right before, whatever it hangs on.
                yield from reversed(child.doc[max(child.i - 4, 0) : child.i])
                yield from _sent(anchor)
            yield child
        elif child.dep_ == "obj" and tree.lemma(anchor) in _SENDING:
            yield child


def _sent(anchor: Token) -> Iterator[Token]:
    """Yield what was sent in the clause above: *sent a memo to the committee on Friday, in which
    it claimed*."""
    above = anchor.head
    if tree.lemma(above) in _SENDING:
        yield from (c for c in above.children if c.dep_ == "obj" and c.i < anchor.i)
