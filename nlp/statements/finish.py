"""From drafts to statements: who, to whom, how sure, through whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import (
    ACCUSING_ACTS,
    STANCE_OF,
    Cue,
    EntityType,
    Party,
    QuoteType,
    Span,
    Statement,
)
from nlp.chains import Chains
from nlp.reading import BULLET, HEADLINE, Reading
from nlp.speakers import Answer, Speakers
from nlp.statements import acts, filters, modality, tree
from nlp.statements.documents import Paper
from nlp.statements.draft import Draft, Scene
from nlp.statements.lexicon import Lexicon

_TARGET_TYPES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE, EntityType.PRODUCT})
_DEFAULT_CONFIDENCE = 0.5
_MEDIA = frozenset({"in", "on", "at", "during", "via"})


class Finisher:
    """Turns drafts, in order of the text, into statements."""

    def __init__(
        self, reading: Reading, speakers: Speakers, chains: Chains, lexicon: Lexicon
    ) -> None:
        self._reading = reading
        self._speakers = speakers
        self._chains = chains
        self._lexicon = lexicon

    def finish(self, drafts: Sequence[tuple[Scene, Draft]]) -> tuple[Statement, ...]:
        """Return the statements of a text; chains are completed over the whole of it."""
        done = [(draft, self._statement(scene, draft)) for scene, draft in drafts]
        for _, statement in done:
            self._chains.remember(statement.speaker, statement.chain)
        return tuple(
            replace(
                statement,
                chain=self._chains.carried(
                    draft, statement.speaker, statement.chain, earlier=statement.earlier
                ),
            )
            for draft, statement in done
        )

    def _statement(self, scene: Scene, draft: Draft) -> Statement:
        speaker = self._speaker(scene, draft)
        paper = speaker.paper if speaker is not None else None
        party = speaker.party if speaker is not None else None
        if paper is None:
            paper, party = self._medium(scene, draft, party)
        acts.refine(scene, draft)
        targets = self._targets(scene, draft, party)
        if party is not None:
            self._speakers.spoke(draft.cue.start, party)
        earlier = modality.earlier(scene, draft)
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
            modality=modality.modality(scene, draft),
            negated=draft.negated and not filters.is_silence(draft.act),
            chain=self._chains.of(draft, party, paper),
            date=self._date(draft),
            rule=draft.rule,
            confidence=self._confidence(scene, draft),
            earlier=earlier,
            hedge=modality.hedge(scene, draft),
            answers=self._answers(scene, draft),
        )

    def _speaker(self, scene: Scene, draft: Draft) -> Answer | None:
        if draft.speaker is None:
            return None
        paragraph = scene.paragraph
        if draft.floating:
            origin = self._reading.paragraph_at(draft.cue.start)
            paragraph = origin or paragraph
        return self._speakers.resolve(paragraph, draft.speaker)

    def _medium(
        self, scene: Scene, draft: Draft, party: Party | None
    ) -> tuple[Paper | None, Party | None]:
        """Return the document in which a statement was made ("said in a letter"), if it is said."""
        papers = self._speakers.papers
        for child in draft.anchor.children:
            if child.dep_ not in {"obl", "nmod"} or tree.marker(child) not in _MEDIA:
                continue
            if papers.is_document(child):
                paper = papers.at(scene.paragraph, child)
                if paper is not None and party is not None:
                    return paper, replace(party, medium=paper.name())
        return None, party

    # --------------------------------------------------------------------------- about whom

    def _targets(self, scene: Scene, draft: Draft, speaker: Party | None) -> tuple[Party, ...]:
        own = speaker.entity or speaker.canonical if speaker is not None else None
        found: list[Party] = []
        for token in draft.targets:
            found.extend(self._parties(scene, token))
        if not found and draft.act in ACCUSING_ACTS:
            found.extend(self._charged(scene, draft))
        if not found and draft.answered is not None:
            found.extend(self._accuser(scene, draft.answered))
        seen: set[str] = set()
        unique = []
        for party in found:
            key = party.entity or party.canonical or ""
            if key and key != own and key not in seen:
                seen.add(key)
                unique.append(party)
        return tuple(unique)

    def _parties(self, scene: Scene, head: Token) -> list[Party]:
        """Return the names in a nominal, or the nominal itself where there is none."""
        start, end = tree.extent(head)
        clause = next((c for c in head.children if c.dep_ in {"acl", "acl:relcl"}), None)
        if clause is not None and clause.left_edge.i > head.i:
            end = clause.left_edge.i - 1
        span = scene.span((start, max(end, head.i)))
        names = [
            m
            for m in self._reading.mentions_in(span)
            if m.type in _TARGET_TYPES and not self._modifies(scene, m.span, head)
        ]
        if names:
            return [Party(m.start, m.end, m.entity, m.canonical) for m in names]
        answer = self._speakers.resolve(scene.paragraph, head)
        return [answer.party]

    def _modifies(self, scene: Scene, span: Span, head: Token) -> bool:
        """Say whether a name only describes the head ("US chip makers")."""
        tokens = scene.paragraph.tokens_in(span)
        return (
            bool(tokens)
            and head.i > tokens[-1].i
            and all(
                t.dep_ in {"amod", "compound", "nmod:poss", "nmod", "det", "flat"} for t in tokens
            )
            and not any(t is head for t in tokens)
        )

    def _charged(self, scene: Scene, draft: Draft) -> list[Party]:
        """Return whom a charge in clausal form is against: the subject of the clause."""
        for span in draft.content[:1]:
            tokens = scene.paragraph.tokens_in(span)
            inside = {t.i for t in tokens}
            root = next((t for t in tokens if t.head.i not in inside or t.head is t), None)
            if root is None:
                return []
            who = tree.first(root, "nsubj", "obl:agent") or self._agent(root)
            if who is None:
                return []
            if tree.lower(who) in {"it", "he", "she", "they", "there", "that", "this"}:
                return []
            return self._parties(scene, who)
        return []

    @staticmethod
    def _agent(root: Token) -> Token | None:
        return next(
            (c for c in root.children if c.dep_ in {"nmod", "obl"} and tree.marker(c) == "by"), None
        )

    def _accuser(self, scene: Scene, answered: Token) -> list[Party]:
        """Return whose accusation is answered, where the words say it ("claims by X")."""
        for child in answered.children:
            by = child.dep_ == "nmod" and tree.marker(child) in {"by", "from"}
            if by or child.dep_ == "nmod:poss":
                mention = self._reading.mention_of(scene.paragraph, child)
                if mention is not None:
                    return [Party(mention.start, mention.end, mention.entity, mention.canonical)]
        return []

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
        """Return the date that stands beside the cue, outside what is said."""
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
        return min(outside, key=lambda i: (abs(self._reading.dates[i].start - draft.cue.start), i))

    def _answers(self, scene: Scene, draft: Draft) -> Span | None:
        answered = draft.answered
        if answered is None:
            for span in draft.content[:1]:
                if draft.act == "deny":
                    answered = next(
                        (
                            t
                            for t in scene.paragraph.tokens_in(span)
                            if tree.lemma(t) in self._lexicon.answered and t.pos_ == "NOUN"
                        ),
                        None,
                    )
        if answered is None or tree.lemma(answered) not in self._lexicon.answered:
            return None
        return scene.trimmed(tree.extent(answered))

    def _confidence(self, scene: Scene, draft: Draft) -> float:
        table = self._lexicon.confidence
        general = table.get(draft.rule, _DEFAULT_CONFIDENCE)
        base = table.get(f"{draft.rule}.{draft.act}", general)
        factor = filters.weakness(scene, draft)
        if scene.paragraph.kind in {HEADLINE, BULLET}:
            factor *= 0.9
        return round(base * factor, 3)
