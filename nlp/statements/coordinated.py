"""What is said in two clauses is two statements: *said A and that B*, *said it had A and would B*.

Both have the cue, the speaker and the medium of the first; what each amounts to (a denial and a
threat, news and a promise) is told by its own words. A list of deeds in one tense stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimwire.model import Act, Span
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene, tidy

_SAID = ("-clause", "-quote", "rest")
_JOINTS = frozenset({"and", "but", "or", "yet"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SHAPES = {
    "will": "future", "would": "future", "wo": "future", "shall": "future", "'ll": "future",
    "’ll": "future", "has": "perfect", "have": "perfect", "had": "perfect", "'ve": "perfect",
    "’ve": "perfect", "does": "do", "do": "do", "did": "do",
}  # fmt: skip
"""Auxiliaries, by what they make of a verb; forms of *be* count only before a participle, and what
can, may or must be is of the same matter."""
_SELVES = frozenset({"it", "he", "she", "they", "we"})
_LOOSE = frozenset({Act.SAY, Act.INVESTIGATE})
"""What a verb behind a joint only tells of: *it had a letter and was looking into it*."""
_ANSWERS = frozenset({Act.DENY, Act.REJECT})
_BEING = frozenset({"is", "are", "was", "were"})
_SHORTEST = 3
"""Fewest words of a clause."""


def parted(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts with those taken apart that say several clauses, each with *that* or with
    auxiliaries of its own."""
    own = {draft.anchor.i: draft for draft in drafts}
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        rest = _second(scene, draft, own)
        while rest is not None:
            found.append(rest)
            rest = _second(scene, rest, own)
    return [draft for draft in found if draft.anchor.i in own]


def _second(scene: Scene, draft: Draft, own: dict[int, Draft]) -> Draft | None:
    """Cut a draft at its joints and return the first of what follows that has no statement yet, or
    None. What the verb behind a joint says is left to it where it is a cue that says more."""
    joints = _joints(scene, draft, own) if draft.rule.endswith(_SAID) else ()
    for joint, start in joints:
        last = draft.content[-1]
        place = scene.paragraph.start_of(joint)
        first = tidy(scene.reading.text, Span(last.start, place)) if last.start < place else None
        rest = tidy(scene.reading.text, Span(scene.paragraph.start_of(start), last.end))
        if first is None or rest is None:
            continue
        draft.content = [*draft.content[:-1], first]
        other = own.get(joint.head.i) if start == joint.nbor(1) else None
        if other is not None and not other.attitude and other.act not in _LOOSE:
            _hand_over(draft, other, rest)
            return None
        if other is not None:
            del own[other.anchor.i]
        return replace(draft, content=[rest], targets=[], charged=None, answered=None)
    return None


def _hand_over(draft: Draft, other: Draft, rest: Span) -> None:
    """Give the words behind a joint to the statement that their verb makes, by the same speaker."""
    other.speaker = draft.speaker
    if other.rule.endswith("-object") and other.act in _ANSWERS:
        other.content = [rest]


def _joints(scene: Scene, draft: Draft, own: Mapping[int, Draft]) -> Iterator[tuple[Token, Token]]:
    """Yield the conjunctions in the last piece of a content that part two clauses of what is said,
    with the first word of the second."""
    tokens = tree.words_in(scene.paragraph, draft.content[-1])
    for at, token in enumerate(tokens[_SHORTEST - 1 : -_SHORTEST], _SHORTEST - 1):
        if tree.lower(token) not in _JOINTS or scene.quoted(token):
            continue
        following = tokens[at + 1]
        if _is_that(following, tokens[at + 2]):
            yield token, tokens[at + 2]
        elif _or_else(tokens, at) if tree.lower(token) == "or" else _goes_on(tokens, token, own):
            yield token, following


def _is_that(word: Token, following: Token) -> bool:
    """Say whether a word is the *that* which opens a clause, and no pronoun or determiner."""
    if tree.lower(word) != "that" or following.tag_ in _FINITE:
        return False
    return word.dep_ in {"mark", "cc"} or word.tag_ == "IN"


def _goes_on(tokens: Sequence[Token], joint: Token, own: Mapping[int, Draft]) -> bool:
    """Say whether a conjunction joins to the main verb of a content a second one that has no
    subject of its own and stands in another tense or mood (*had A and would B*) or is a cue again
    (*it had A and expects B*)."""
    verb, main = joint.head, joint.head.head
    if joint.dep_ != "cc" or verb.dep_ != "conj" or verb.i <= joint.i:
        return False
    if joint.i == main.i + 1 and verb.i == joint.i + 1:
        return False  # "found and blocked the accounts": they share what follows
    inside = {t.i for t in tokens}
    if main.i not in inside or any(above.i in inside for above in tree.climb(main)):
        return False  # within a relative clause or an adjunct
    if tree.first(verb, *tree.ANY_SUBJECTS) is not None:
        return False
    again = verb.i in own and _is_of_itself(main)
    return again or goes_another_way(verb, main)


def _is_of_itself(main: Token) -> bool:
    who = tree.first(main, *tree.SUBJECTS)
    return who is not None and tree.lower(who) in _SELVES


def goes_another_way(verb: Token, main: Token) -> bool:
    """Say whether a verb has auxiliaries of its own that tell of another time or mood than those of
    the verb to which it is joined."""
    shape = _shape(verb)
    return bool(shape) and shape != _shape(main)


def _shape(verb: Token) -> frozenset[str]:
    """Return what the auxiliaries before a verb or a predicate make of it."""
    found = set()
    for child in verb.lefts:
        word = tree.lower(child)
        if child.dep_ in {"aux", "aux:pass", "cop"} and word in _SHAPES:
            found.add(_SHAPES[word])
        if child.dep_ == "aux" and word in _BEING and verb.tag_ == "VBG":
            found.add("going on")
    return frozenset(found)


def _or_else(tokens: Sequence[Token], at: int) -> bool:
    """Say whether *or* opens what will happen else: *must stop, or China will respond*."""
    if tokens[at - 1].text != ",":
        return False
    after = tokens[at + 1 : at + 7]
    will = next((t for t in after if tree.lower(t) in {"will", "would", "'ll", "’ll"}), None)
    return will is not None and will != after[0] and not any(t.is_punct for t in after[:3])
