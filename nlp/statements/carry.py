"""Statements that belong together: outlets that carry others' words, participles that go on.

*Reuters reported that X said …*: the outlet is a link in the chain of what X said; its own
statement is kept below the floor of what is published, or reduced to what it reports itself.
*dismissed the accusations, calling them groundless*: one statement, in two pieces.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act, EntityType, Span
from nlp.outlets import is_outlet
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene, cut, merge
from nlp.statements.voices import can_speak

_GOING_ON = frozenset({"they", "them", "it", "this", "these", "those"})
_ASIDE = frozenset({"although", "though", "but", "while", "adding"})


def outlets(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Hang reporting outlets on the statements that they report."""
    for outer in drafts:
        who = outer.speaker
        if who is None or outer.act not in {Act.SAY, Act.ANNOUNCE} or outer.rule == "according":
            continue
        mention = scene.reading.mention_of(scene.paragraph, who)
        if mention is None or not is_outlet(scene.reading, mention):
            continue
        inner = [d for d in drafts if d is not outer and d.speaker is not None and _holds(outer, d)]
        for draft in inner:
            draft.carriers.append(who)
        if inner:
            _reduce(scene, outer, inner)


def _holds(outer: Draft, inner: Draft) -> bool:
    return any(
        span.start <= inner.cue.start and inner.cue.end <= span.end for span in outer.content
    )


def _reduce(scene: Scene, outer: Draft, inner: Sequence[Draft]) -> None:
    """Leave an outlet only the clause that holds no statement of somebody else."""
    heads = {d.anchor.i for d in inner}
    for draft in inner:
        for child in draft.anchor.children:
            aside = child.dep_ == "advcl" and tree.marker(child) in _ASIDE
            if aside and not heads & {t.i for t in child.subtree} and _in(outer, child):
                low, high = tree.extent(child)
                marks = [c.i for c in child.children if c.dep_ == "mark" and c.i >= low]
                content = scene.content((marks[0] + 1 if marks else low, high))
                if content:
                    outer.content = content
                    draft.content = [s for s in draft.content if not s.overlaps(content[0])] or (
                        draft.content
                    )
                    return
    outer.rule = "outlet-carrier"


def _in(draft: Draft, token: Token) -> bool:
    place = draft.paragraph.start_of(token)
    return any(span.start <= place < span.end for span in draft.content)


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts with participles that only go on (*calling them …*) joined to their clause."""
    left: list[Draft] = []
    for draft in drafts:
        main = _main(draft, drafts)
        if main is None:
            left.append(draft)
            continue
        low = min(draft.cue.start, *(span.start for span in draft.content))
        high = max(span.end for span in draft.content)
        text = draft.paragraph.doc.text
        base = draft.paragraph.span.start
        pieces = [*main.content, type(main.cue)(low, high)]
        main.content = [
            type(s)(s.start + base, s.end + base)
            for s in merge(text, [type(s)(s.start - base, s.end - base) for s in pieces])
        ]
    return left


def _main(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the denial or criticism that a participle with a pronoun for its object goes on."""
    if not draft.rule.endswith("-target") or draft.anchor.tag_ != "VBG" or not draft.targets:
        return None
    if tree.lower(draft.targets[0]) not in _GOING_ON:
        return None
    above = {token.i for token in tree.climb(draft.anchor)}
    for other in drafts:
        fits = other.act in {Act.DENY, Act.REJECT, Act.CRITICIZE} and other is not draft
        if fits and other.anchor.i in above:
            return other
    return None


def described(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Take *what A describes as efforts by B to …* out of what others say around it: the words are
    those of A, and so is the charge."""
    for inner in drafts:
        what = _free_relative(inner)
        if what is None or inner.charged is None:
            continue
        first = what.nbor(-1) if what.i and what.nbor(-1).pos_ == "ADP" else what
        hole = Span(scene.paragraph.start_of(first), max(s.end for s in inner.content))
        for outer in drafts:
            around = any(s.start < hole.start < s.end for s in outer.content)
            if outer is inner or not around:
                continue
            outer.content = cut(scene.reading.text, outer.content, hole)
            if _is_of_a_paper(scene, outer, inner):
                inner.speaker = outer.speaker


def unshown(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts without what evidence is said to show inside of what somebody says: *the cable
    shows how serious it is, the report adds* is one statement."""
    return [
        inner
        for inner in drafts
        if not _is_evidence(scene, inner)
        or not any(outer is not inner and _holds(outer, inner) for outer in drafts)
    ]


def _is_evidence(scene: Scene, draft: Draft) -> bool:
    entries = scene.lexicon.verbs.get(draft.lemma, ())
    return draft.act == Act.SAY and any(v.has("paper") and v.has("that") for v in entries)


def selves(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Let who says that *it* did something be who did it: *the ministry said it had fined Acme*."""
    for inner in drafts:
        who = inner.speaker
        if who is None or tree.lower(who) not in {"it", "he", "she", "they"}:
            continue
        for outer in drafts:
            said = outer is not inner and outer.speaker is not None and outer.speaker.i < who.i
            if not said or not outer.rule.endswith("-clause") or not _holds(outer, inner):
                continue
            opens = any(s.start == scene.paragraph.start_of(who) for s in outer.content)
            if opens and outer.speaker is not None and _agrees(scene, outer.speaker, who):
                inner.speaker = outer.speaker


def beside(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give a participle behind an aside to who speaks in it: *The firm has paid, a spokesman said,
    urging …*: the firm urges nothing."""
    asides = [d for d in drafts if d.rule == "aside" and d.speaker is not None]
    for draft in drafts if asides else ():
        verb = draft.anchor
        if not draft.rule.startswith("participle") or verb.tag_ != "VBG" or verb.i == 0:
            continue
        if verb.nbor(-1).text not in {",", "”"} and verb.nbor(-1).pos_ != "ADV":
            continue
        for aside in reversed(asides):
            words = verb.doc[aside.anchor.i + 1 : verb.i]
            same = aside.anchor.i < verb.i and aside.anchor.sent.start == verb.sent.start
            if same and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words):
                draft.speaker = aside.speaker
                break


def governing(scene: Scene, pronoun: Token) -> Token | None:
    """Return the nominal that a pronoun stands for by the clauses alone, where no name does: the
    subject of a clause above it (*a ministry issued a statement in which it …*), or that of the
    sentence before."""
    for above in tree.climb(pronoun):
        who = tree.first(above, "nsubj") if above.pos_ in {"VERB", "AUX"} else None
        if who is not None and who.i < pronoun.i and _stands_for(scene, who, pronoun):
            return who
    start = int(pronoun.sent.start)
    if start == 0:
        return None
    who = tree.subject(pronoun.doc[start - 1].sent.root)
    return who if who is not None and _stands_for(scene, who, pronoun) else None


def _stands_for(scene: Scene, who: Token, pronoun: Token) -> bool:
    return who.pos_ in {"NOUN", "PROPN"} and can_speak(scene, who) and _agrees(scene, who, pronoun)


def _agrees(scene: Scene, name: Token, pronoun: Token) -> bool:
    """Say whether a pronoun can stand for a nominal: *it* for no person, *he* for a person."""
    word = tree.lower(pronoun)
    mention = scene.reading.mention_of(scene.paragraph, name)
    person = mention is not None and mention.type == EntityType.PERSON
    if word in {"he", "she"}:
        return person or (
            mention is None and tree.lemma(name) in scene.lexicon.party("roles", "person")
        )
    plural = name.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in name.children)
    if word == "they":
        return plural and mention is None
    voice = scene.lexicon.party("spokespeople") | scene.lexicon.party("lawyers")
    people = scene.lexicon.party("roles", "person") | voice
    return not person and not plural and tree.lemma(name) not in people and name.pos_ != "PRON"


def _free_relative(draft: Draft) -> Token | None:
    """Return the *what* of *what A describes as …*."""
    near = [draft.anchor.head, *draft.anchor.children]
    return next((t for t in near if tree.lower(t) == "what" and t.i < draft.anchor.i), None)


def _is_of_a_paper(scene: Scene, outer: Draft, inner: Draft) -> bool:
    """Say whether a capital or country stands for who wrote the paper around: *a cable orders
    embassies to raise what Washington describes as …*."""
    if outer.speaker is None or inner.speaker is None:
        return False
    place = scene.reading.mention_of(scene.paragraph, inner.speaker)
    paper = tree.lemma(outer.speaker) in scene.lexicon.party("documents")
    return paper and place is not None and place.type == EntityType.GPE
