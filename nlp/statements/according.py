"""*According to X*, *in the words of X*, *citing X*: the phrase names who speaks or what is cited.

Content is the clause that the phrase belongs to, without the phrase. Where that clause has a cue of
its own (*According to a letter seen by Reuters, Acme claimed that …*), the phrase adds a link to
the chain of that statement, and its own stays below the floor of what is published.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act, EntityType, Span
from nlp.outlets import is_outlet
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene, cut

_TELLINGS = frozenset({"account", "telling", "view", "opinion", "words", "reckoning", "estimate"})
"""Nouns of whose owner the clause is: *by Doe's account*, *in Doe's view*."""
_BEGINNING = _TELLINGS | {"according", "citing", "per"}
"""The words that such a phrase begins with."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SAID = ("-clause", "-quote", "rest")
_NEAR = 4
"""Most words between *said* and the *citing* that belongs to it."""
_CARRYING = frozenset({"active", "relative", "participle", "parenthetical", "sentence", "surface"})


def find(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return statements of *according to* phrases; hang the rest on ``drafts`` as carriers."""
    found = []
    for token in scene.paragraph.having(_BEGINNING):
        if scene.quoted(token):
            continue
        who = _named(token)
        if who is None or tree.lemma(who) in scene.lexicon.party("page"):
            continue
        who = _apposed(scene, who)
        clause = _clause(token if tree.lower(token) in _TELLINGS else who)
        if clause is None:
            continue
        inner = _cued(drafts, clause, who)
        outer = _told_before(scene, drafts, token, who)
        for draft in {id(d): d for d in (*inner, *outer)}.values():
            draft.carriers.append(who)
        made = _statement(scene, token, who, clause)
        if made is not None:
            carried = bool(outer) or any(draft.anchor == clause for draft in inner)
            carried = carried or _tells_a_deed(scene, drafts, token, who)
            made.rule = "according-carrier" if carried else "according"
            found.append(made)
    return found


def _named(token: Token) -> Token | None:
    """Return the nominal that a phrase like *according to* introduces, if this word begins one."""
    word = tree.lower(token)
    if word == "according":
        head = token.head
        if token.dep_ in {"case", "mark"} and head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "X"}:
            return head
        return tree.first(token, "obl", "nmod", "obj")
    if word in {"words", "view", "opinion"} and token.i >= 2:
        in_the = tree.lower(token.nbor(-1)) == "the" and tree.lower(token.nbor(-2)) == "in"
        holder = tree.first(token, "nmod")
        if in_the and holder is not None and tree.marker(holder) == "of":
            return holder
    if word in _TELLINGS and token.i >= 2:
        owner = tree.first(token, "nmod:poss")
        opens = owner is not None and tree.marker(token) in {"by", "in"}
        return owner if opens else None
    if word == "citing":
        return tree.first(token, "obj")
    if word == "per" and token.dep_ == "case" and token.head.pos_ == "PROPN":
        return token.head
    return None


def _apposed(scene: Scene, who: Token) -> Token:
    """Return the name between commas behind a role: *according to her lawyer, Jane Doe, …*."""
    doc = who.doc
    if who.pos_ != "NOUN" or who.i + 3 >= len(doc) or doc[who.i + 1].text != ",":
        return who
    mention = scene.reading.mention_of(scene.paragraph, doc[who.i + 2])
    words = tree.words_in(scene.paragraph, mention.span) if mention is not None else []
    person = mention is not None and mention.type == EntityType.PERSON and bool(words)
    closed = person and words[-1].i + 1 < len(doc) and words[-1].nbor(1).text in {",", "."}
    return words[-1] if closed and who.i < words[0].i else who


def _clause(who: Token) -> Token | None:
    """Return the head of the clause that the phrase belongs to."""
    for token in tree.climb(who):
        if token.i == tree.extent(who)[1] + 1 and token.tag_ in {"VBN", "VBG"}:
            continue  # "according to three people briefed on the plan"
        if token.pos_ in {"VERB", "AUX"} and tree.lower(token) not in {"according", "citing"}:
            return token
        if any(c.dep_ in {"nsubj", "cop", "nsubj:pass"} for c in token.children):
            return token
    return None


def _cued(drafts: Sequence[Draft], clause: Token, who: Token) -> list[Draft]:
    """Return the statements whose cue stands in the clause of the phrase, outside the phrase."""
    phrase = tree.extent(who)
    low, high = tree.extent(clause)
    return [
        draft
        for draft in drafts
        if low <= draft.anchor.i <= high
        and not phrase[0] <= draft.anchor.i <= phrase[1]
        and draft.speaker is not None
        and draft.rule.split("-")[0] in _CARRYING
    ]


def _told_before(scene: Scene, drafts: Sequence[Draft], token: Token, who: Token) -> list[Draft]:
    """Return the statements of a sentence at whose end a phrase says who carries them: *Acme said
    it had paid, per Reuters*, *The firm had paid, Reuters said, citing three officials*."""
    last = tree.extent(who)[1]
    ends = all(t.is_punct for t in token.doc[last + 1 : token.sent.end])
    if not ends or token.i == token.sent.start or token.nbor(-1).text != ",":
        return []
    place = scene.paragraph.start_of(token)
    before = [d for d in drafts if d.anchor.sent == token.sent and d.anchor.i < token.i]
    if tree.lower(token) == "citing":
        return [d for d in before if d.rule == "aside" and d.anchor.i >= token.i - _NEAR]
    if not _passes_on(scene, who):
        return []
    told = [d for d in before if d.anchor == token.sent.root and d.speaker is not None]
    if tree.lemma(who) in scene.lexicon.party("documents"):
        told = [d for d in told if d.rule.endswith(_SAID)]  # a deed stands in no paper
    phrase = Span(place, scene.paragraph.end_of(token.doc[last]))
    for draft in told:
        draft.content = cut(scene.reading.text, draft.content, phrase)
    return told


def _tells_a_deed(scene: Scene, drafts: Sequence[Draft], token: Token, who: Token) -> bool:
    """Say whether a paper is cited for a deed that stands by itself: *A opened an inquiry into B,
    according to a filing*."""
    paper = tree.lemma(who) in scene.lexicon.party("documents")
    return paper and any(
        d.anchor == token.sent.root and d.speaker is not None and not d.rule.endswith(_SAID)
        for d in drafts
    )


def _passes_on(scene: Scene, who: Token) -> bool:
    """Say whether a phrase names an outlet, or the paper in which somebody said what he *said*."""
    if tree.lemma(who) in scene.lexicon.party("documents"):
        return True
    mention = scene.reading.mention_of(scene.paragraph, who)
    return mention is not None and is_outlet(scene.reading, mention)


def _scope(token: Token, clause: Token, phrase: tree.Range) -> tree.Range:
    """Return the words that the phrase covers: the sentence when it is set off at its end or
    stands at its beginning, else the clause that it hangs on."""
    sentence = token.sent
    rest = [t for t in token.doc[phrase[1] + 1 : sentence.end] if not t.is_punct]
    set_off = token.i > sentence.start and token.doc[token.i - 1].text in {",", "—", "–", "-"}
    after = token.doc[phrase[1] + 1].text if phrase[1] + 1 < sentence.end else ""
    between = set_off and after == "," and not any(t.tag_ in _FINITE for t in rest[:1])
    further = any(t.tag_ == "VBG" for t in rest[:1])
    opens = phrase[0] == sentence.start or token.i == sentence.start
    if (set_off and not rest) or opens or (between and not further):
        return int(sentence.start), int(sentence.end) - 1
    return tree.extent(clause)


def _until_comma(token: Token, who: Token, high: int) -> int:
    """Return where a phrase ends: at its comma, or before words that belong to the name behind it;
    what the parser hung on the name behind the comma belongs to the clause."""
    last = int(token.sent.end) - 1
    reduced = who.i + 1 < last and token.doc[who.i + 1].tag_ == "VBN"
    if reduced:
        return next((t.i - 1 for t in token.doc[who.i + 1 : last + 1] if t.is_punct), high)
    comma = next((t.i for t in token.doc[who.i + 1 : high + 1] if t.text == ","), None)
    if comma is not None and any(t.tag_ in _FINITE for t in token.doc[comma : high + 1]):
        return comma - 1
    return high


def _statement(scene: Scene, token: Token, who: Token, clause: Token) -> Draft | None:
    low, high = tree.extent(who)
    high = _until_comma(token, who, high)
    phrase = (min(low, token.i), high)
    if who.head == token and who.i < token.i:
        phrase = (tree.extent(token)[0], token.i)  # "by Doe's account"
    content = scene.content(_scope(token, clause, phrase), [phrase])
    cue_end = token.i + 1 if tree.lower(token) == "according" else token.i
    cue = scene.span((token.i, min(cue_end, len(scene.paragraph.doc) - 1)))
    content = [span for span in content if not span.overlaps(cue)]
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="according",
        act=Act.SAY,
        anchor=token,
        cue=cue,
        lemma=tree.lower(token),
        content=content,
        speaker=who,
    )
