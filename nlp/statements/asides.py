"""Cues set off from what they say by commas or dashes: *The goal, he said, is peace*; *…, Jane Doe,
the founder, told Reuters on Monday*; *As Doe noted, the vote was close*; *…, said Jane Doe*.

Order of words and punctuation alone: between two marks stand a nominal and a cue verb, and nothing
that the verb could govern. Parsers are at odds over such sentences; their marks are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_paper
from nlp.statements.lexicon import Verb
from nlp.statements.quoted import attached
from nlp.statements.voices import can_speak

_MARKS = frozenset({",", "—", "–", "--", "-", "(", ")", ";", ":"})
_OPEN_MARKS = _MARKS - {":", ";"}
_CLOSING = frozenset({"”", '"', "''", "’"})
_ENDS = frozenset({".", "!", "?", "…", ")", ";"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_HAVE = frozenset({"has", "have", "had", "'s", "’s", "also", "later", "then", "once", "recently"})
_RELATIVE = frozenset({"who", "which", "that", "what", "whom", "whose", "where", "when"})
_OPENERS = frozenset({"but", "and", "yet", "so", "still", "however"})
_NOT_SAID = frozenset({"who", "which", "whose", "after", "while", "as", "when", "citing", "before"})
_ADJUNCT = frozenset(
    {"in", "on", "at", "during", "to", "last", "late", "early", "this", "earlier", "via", "through"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"}
    | {"today", "by", "from", "afterward", "afterwards", "later", "recently", "here", "once"}
)
_PARTS = frozenset(
    {"than", "if", "because", "although", "though", "since", "how", "why", "whether", "unless"}
    | {"and", "or", "but", "until", "while", "so"}
)
"""Words that begin a clause or go on with one: no nominal that is set off begins behind them."""
_THOUGHT = frozenset({"believe", "hope", "think", "suspect", "conclude"})
"""Attitudes that are set off as if they were said."""
_ABSOLUTE = frozenset({"promise", "warn", "caution", "guarantee", "recommend", "allege", "claim"})
"""Of verbs with an addressee those that stand without one behind a clause: *…, warned Doe*."""
_LONGEST_NAME = 12
_FEW = 5
_LONGEST_ADJUNCT = 10
_LONGEST_ASIDE = 30
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class _Aside:
    """The words of a cue that stands beside what it says."""

    start: int
    end: int
    who: Token
    addressee: Token | None = None


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is set off from the clause around it."""
    found = []
    for token in scene.paragraph.having(scene.lexicon.forms):
        entry = _entry(scene, token)
        if entry is None or scene.quoted(token):
            continue
        aside = _direct(scene, token) or _inverted(scene, token)
        if aside is None:
            continue
        if entry.has("paper") and not is_paper(scene, aside.who):
            continue
        draft = _draft(scene, token, entry, aside)
        if draft is not None:
            found.append(draft)
    return found


def _entry(scene: Scene, token: Token) -> Verb | None:
    lemma = scene.lexicon.forms.get(tree.lower(token), "")
    if not lemma or tree.lower(token).endswith("ing") or _is_name(scene, token):
        return None
    if lemma == tree.lower(token) and token.tag_ not in {"VBD", "VBP"}:
        return None
    entries = scene.lexicon.verbs[lemma]
    behind = tree.lower(token.nbor(1)) if token.i + 1 < len(token.doc) else ""
    if lemma == "point" and behind == "out":
        return next(v for v in entries if v.has("that"))
    plain = (v for v in entries if v.has("that"))
    plain = (v for v in plain if not v.attitude or lemma in _THOUGHT)
    return next((v for v in plain if not v.has("weak")), None)


def _is_name(scene: Scene, token: Token) -> bool:
    """Say whether a form of a verb is a part of a name: *the United States*."""
    if not token.text[:1].isupper() or token.i == token.sent.start:
        return False
    return token.pos_ == "PROPN" or scene.reading.mention_of(scene.paragraph, token) is not None


def _direct(scene: Scene, verb: Token) -> _Aside | None:
    """Return *, the firm said on Monday,* with the place of its first and last word."""
    doc, sentence = verb.doc, verb.sent
    place = verb.i - 1
    while place > sentence.start and (
        tree.lower(doc[place]) in _HAVE or doc[place].pos_ == "ADV" or doc[place].dep_ == "aux"
    ):
        place -= 1
    if any(c.dep_ == "aux:pass" or tree.lower(c) in {"'s", "’s", "be"} for c in verb.lefts):
        return None
    who_end = place
    if place > sentence.start and doc[place].text == ",":
        named = _before_apposition(scene, verb, place)
        if named is None:
            return None
        who_end = named
    who = doc[who_end]
    if who.pos_ not in _NOMINAL and not who.text[:1].isupper():
        return None
    if tree.lower(who) in _RELATIVE or who_end < sentence.start:
        return None
    start = _nominal_start(scene, who_end, int(sentence.start))
    if start is None:
        return None
    end = _adjunct_end(scene, verb)
    if end is None:
        return None
    told = _told(verb, end) if scene.lexicon.forms.get(tree.lower(verb)) == "tell" else None
    who = _person_in(scene, start, who_end) or _head_of(doc, start, who_end)
    return _Aside(start, end, who, told)


def _person_in(scene: Scene, start: int, end: int) -> Token | None:
    """Return the first name behind a role: *the plaintiffs Jane Doe and John Roe*."""
    doc = scene.paragraph.doc
    for token in doc[start : end + 1]:
        if token.pos_ == "ADP" or token.tag_ == "POS":
            return None
        mention = scene.reading.mention_of(scene.paragraph, token)
        if mention is not None and mention.type == "PERSON":
            return tree.words_in(scene.paragraph, mention.span)[-1]
    return None


def _before_apposition(scene: Scene, verb: Token, comma: int) -> int | None:
    """Return the last word of the name before *, the founder,* that a comma ends before a verb."""
    doc = verb.doc
    for index in range(comma - 1, max(int(verb.sent.start), comma - _LONGEST_ASIDE), -1):
        token = doc[index]
        if token.tag_ in _FINITE and token.dep_ not in {"acl:relcl", "aux", "cop"}:
            return None
        if token.text == ",":
            mention = scene.reading.mention_of(scene.paragraph, doc[index - 1])
            if mention is not None and mention.type in {"PERSON", "ORG", "GPE"}:
                return index - 1
    return None


def _nominal_start(scene: Scene, end: int, first: int) -> int | None:
    """Return where the nominal that ends at a place begins, if a mark or the sentence bounds it."""
    doc = scene.paragraph.doc
    listed = False
    for index in range(end, max(first, end - _LONGEST_NAME) - 1, -1):
        token = doc[index]
        text = token.text
        between = first < index < end and _named(doc[index - 1]) and _named(doc[index + 1])
        if between and (tree.lower(token) in {"and", "or"} or (listed and text == ",")):
            listed = True  # "the plaintiffs Jane Doe, John Roe and Max Poe said"
            continue
        joined = text == "-" and not doc[index - 1].whitespace_
        joined = joined or _is_of_a_date(token)
        if (text in _OPEN_MARKS and not joined) or text in _CLOSING:
            return index + 1 if index < end else None
        if tree.lower(token) in _PARTS:
            return None
        if index == first:
            return index
        if token.tag_ in _FINITE or tree.lower(token) in _RELATIVE:
            return None
        if tree.lower(token) == "as" and index < end:
            return index
    return None


def _is_of_a_date(comma: Token) -> bool:
    """Say whether a comma stands in a date: *on May 4, 2031 the firm said*."""
    if comma.text != "," or comma.i == 0 or comma.i + 1 >= len(comma.doc):
        return False
    year = comma.nbor(1).text
    return comma.nbor(-1).text.isdigit() and year.isdigit() and len(year) == 4


def _named(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _adjunct_end(scene: Scene, verb: Token) -> int | None:
    """Return the last word of a cue that a mark follows, times and places of saying included."""
    doc = verb.doc
    last = len(doc) - 1
    place = verb.i + 1
    if place <= last and tree.lower(doc[place]) == "out":
        place += 1  # "…, the complaint points out."
    if place > last:
        return last
    if doc[place].text in _MARKS - {":"} | _ENDS:
        return place - 1
    told = scene.lexicon.forms.get(tree.lower(verb)) == "tell"
    begins = tree.lower(doc[place]) in _ADJUNCT or bool(
        scene.reading.dates_in(scene.paragraph.span_of(doc[place], doc[place]))
    )
    if not (begins or told):
        return None
    while place <= last and place - verb.i <= _LONGEST_ADJUNCT:
        token = doc[place]
        if token.text in _MARKS - {":", "-"} | _ENDS:
            return place - 1
        if token.tag_ in _FINITE or scene.quoted(token) or tree.lower(token) in _RELATIVE:
            return None
        place += 1
    return last if place > last else None


def _told(verb: Token, end: int) -> Token | None:
    after = [t for t in verb.doc[verb.i + 1 : end + 1] if t.pos_ in _NOMINAL]
    if not after:
        return None
    return _head_of(verb.doc, after[0].i, after[0].i)


def _inverted(scene: Scene, verb: Token) -> _Aside | None:
    """Return *, said Jane Doe, the founder* after a clause."""
    doc, sentence = verb.doc, verb.sent
    if verb.i <= sentence.start + 2 or doc[verb.i - 1].text not in {",", "—", "–"}:
        return None
    if verb.tag_ not in {"VBD", "VBZ", "VBN", "VBP"} or verb.i + 1 >= len(doc):
        return None
    entries = scene.lexicon.verbs[scene.lexicon.forms[tree.lower(verb)]]
    aimed = any(v.has("a-to") or v.has("a-that") or v.prepositions("t") for v in entries)
    if aimed and scene.lexicon.forms[tree.lower(verb)] not in _ABSOLUTE:
        return None  # after "directs" stands who is to do it, after "told" who was told
    word = doc[verb.i + 1]
    capital = word.text[:1].isupper() or tree.lower(word) in {"the", "a", "an", "one"}
    if not capital:
        return None
    end = None
    for index in range(verb.i + 1, min(int(sentence.end), verb.i + _LONGEST_ASIDE)):
        token = doc[index]
        if index > verb.i + 1 and (token.text in _MARKS or token.text in _ENDS):
            end = index - 1
            break
        if token.tag_ in _FINITE or tree.lower(token) == "that":
            return None
    if end is None:
        return None
    who = _head_of(doc, verb.i + 1, end)
    if not can_speak(scene, who) or any(_is_clause_verb(t) for t in doc[verb.i + 1 : end + 1]):
        return None
    return _Aside(verb.i, int(sentence.end) - 1, who)


def _is_clause_verb(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def _head_of(doc: Doc, start: int, end: int) -> Token:
    """Return the head of the nominal in a range: the word that hangs on one outside of it."""
    words: list[Token] = list(doc[start : end + 1])
    inside = {t.i for t in words}
    nominal = [t for t in words if t.pos_ in _NOMINAL]
    tops = [t for t in nominal if t.head.i not in inside or t.head == t]
    return tops[0] if tops else (nominal[-1] if nominal else words[-1])


def _draft(scene: Scene, verb: Token, entry: Verb, aside: _Aside) -> Draft | None:
    sentence = verb.sent
    if attached(scene, verb):
        return None
    first, last = int(sentence.start), int(sentence.end) - 1
    doc = verb.doc
    while first < aside.start and tree.lower(doc[first]) in _OPENERS:
        first += 1
    left = [t for t in doc[first : aside.start] if not t.is_punct]
    right = [t for t in doc[aside.end + 1 : last + 1] if not t.is_punct]
    pieces: list[tree.Range] = []
    further = bool(right) and _is_further(scene, right)
    as_said = tree.lower(doc[aside.start]) == "as"
    if as_said and tree.lower(aside.who) in {"they", "we", "you", "it", "one"}:
        return None  # "as they say"
    if left:
        pieces.append((first, aside.start - 1))
    elif not as_said:
        return None  # "Doe said, …" is a clause with its cue before it
    if right and not further:
        pieces.append((aside.end + 1, last))
    finite = any(_has_verb(doc, piece) for piece in pieces) or aside.start == verb.i
    # A verb may have been read as a noun: at the end of a sentence the order of words decides.
    final = (not right or further) and len(left) >= _FEW and left[0].pos_ not in {"ADP", "SCONJ"}
    if not pieces or not (finite or final):
        return None
    content = [span for piece in pieces for span in scene.content(piece)]
    if not content or not can_speak(scene, aside.who):
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="aside",
        act=entry.act,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=entry.lemma,
        content=content,
        speaker=aside.who,
        addressee=aside.addressee,
        negated=tree.is_negated(verb),
        attitude=entry.attitude,
    )


def _has_verb(doc: Doc, piece: tree.Range) -> bool:
    return any(t.tag_ in _FINITE for t in doc[piece[0] : piece[1] + 1])


def _is_further(scene: Scene, right: list[Token]) -> bool:
    """Say whether words after a cue go on about the saying: *…, he said, adding that …*."""
    first = right[0]
    if tree.lower(first) in _NOT_SAID or first.tag_ == "VBG":
        return True
    return any(_says(scene, t) and not scene.quoted(t) for t in right[:6])


def _says(scene: Scene, token: Token) -> bool:
    if token.tag_ not in _FINITE:
        return False
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(token), ())
    return any(v.has("that") and not v.attitude for v in entries)
