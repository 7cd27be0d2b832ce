"""Where the content of an active cue begins and ends, frame by frame.

The parse gives a first range; what follows mends it where small parsers break clauses: words hung
on the verb, clauses that run on, subjects taken for objects, a second cue in the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from nlp.statements import tree
from nlp.statements.arguments import Arguments
from nlp.statements.coordinated import goes_another_way
from nlp.statements.draft import Scene
from nlp.statements.entries import is_court
from nlp.statements.voices import voice

_AROUND = frozenset({"through", "via", "after", "before", "during", "while", "when", "until"})
_BETWEEN = 5
"""Most words between a bill and the clause that says what it would do."""
_ASIDE = 14
"""Most words between efforts and what they are to achieve."""
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD", "VBG"})
_CLOSING = frozenset({"”", '"', "''", "’"})
_OPENING = frozenset({"“", '"', "‘", "``"})
_COMPLEMENTS = frozenset(
    {"obj", "iobj", "obl", "nmod", "advcl", "xcomp", "acl", "acl:relcl", "ccomp"}
)


def content_range(scene: Scene, args: Arguments, frame: str) -> tree.Range | None:
    """Return the words that are the content of a cue in a frame, or None if it has none."""
    verb = args.verb
    if frame in {"that", "a-that"}:
        return None if args.clause is None else _clause_range(scene, args, args.clause)
    if frame == "to" and args.infinitive is not None:
        return _further_verbs(verb, tree.extent(args.infinitive))
    if frame == "a-to" and args.infinitive is not None and args.object is not None:
        words = _join(tree.nominal(args.object), tree.extent(args.infinitive), after=verb.i)
        return _further_verbs(verb, words)
    if frame.startswith("p-"):
        matter_words = _after_mark(args, frame[2:])
        return None if matter_words is None else _reaching(scene, args, matter_words)
    if args.object is None:
        return _predicate_range(args, frame)
    if args.object.i < verb.i:  # "which it called groundless", "what X describes as efforts"
        return _predicate_range(args, frame) or _relative_object(args.object)
    return _object_range(scene, args, args.object, frame)


def _clause_range(scene: Scene, args: Arguments, clause: Token) -> tree.Range:
    said = tree.extent(clause)
    said = _from_that(args.verb, said[0]), _until_cue(scene, args, said)
    subject = lost_subject(args)
    if subject is not None:
        said = (tree.extent(subject)[0], max(said[1], tree.extent(subject)[1]))
    if clause.i < args.verb.i:
        return said
    return _contrast(args.verb, _run_on(scene, args, _reaching(scene, args, said)))


def _object_range(scene: Scene, args: Arguments, target: Token, frame: str) -> tree.Range:
    if frame in {"obj", "t"} and scene.lexicon.verb(args.verb) in {"sue", "countersue"}:
        end = tree.extent(args.verb)[1]
        for token in args.verb.doc[target.i + 1 : end]:
            goes_on = token.tag_ in _VERBAL and bool(scene.lexicon.verb(token))
            if goes_on and token.nbor(-1).text == ",":
                end = token.i - 2
                break
        return tree.thing(target)[0], max(end, target.i)  # whom, where and when
    if frame == "t-as" and args.named is not None:
        return min(tree.extent(target)[0], args.named[0]), args.named[1]
    words = tree.thing(target)
    if frame == "obj-bill":
        words = words[0], _with_clause(args.verb, words[1])
    matter = _matter(args, frame)
    if matter is None and frame == "obj-claim":
        words = words[0], _named_as(args.verb, words[1])
    if matter is not None:
        words = _join(words, tree.extent(matter), after=args.verb.i)
    return _reaching(scene, args, words)


def _with_clause(verb: Token, end: int) -> int:
    """Return where *introduced a bill on Monday that would ban it* ends: what a bill would do is a
    part of it, wherever its clause hangs."""
    for child in verb.rights:
        opener = child.left_edge
        relative = tree.lower(opener) in {"that", "which"} and child.pos_ in {"VERB", "AUX"}
        if relative and end < opener.i <= end + _BETWEEN and opener.nbor(-1).text != ",":
            return int(child.right_edge.i)
    return end


def _further_verbs(verb: Token, words: tree.Range) -> tree.Range:
    """Widen *to share information* over *, coordinate defences and develop practices*."""
    doc, end, last = verb.doc, words[1], int(verb.sent.end) - 1
    while end + 2 <= last and doc[end + 1].text == ",":
        word = doc[end + 2]
        if tree.lower(word) in {"and", "or"} and end + 3 <= last:
            word = doc[end + 3]
        if word.tag_ != "VB":
            break
        stop = next((t.i for t in doc[word.i + 1 : last + 1] if t.text in {",", ";", ":"}), last)
        if any(t.tag_ in _VERBAL - {"VBG"} for t in doc[word.i + 1 : stop]):
            break
        end = stop - 1
    return words[0], end


def _named_as(verb: Token, end: int) -> int:
    """Return where *dismissed the claim as slander* ends, whatever the parser made of *as*."""
    doc, last = verb.doc, int(verb.sent.end) - 1
    if end + 2 > last or tree.lower(doc[end + 1]) != "as":
        return end
    stop = next((t.i for t in doc[end + 2 : last + 1] if t.is_punct or t.tag_ in _VERBAL), last + 1)
    return max(end, stop - 1)


def lost_subject(args: Arguments) -> Token | None:
    """Return the subject of the clause where the parser took it for the verb's object: *said
    Chinese companies “will continue”*."""
    thing, clause = args.object, args.clause
    if thing is None or clause is None or not args.verb.i < thing.i < clause.i:
        return None
    own = tree.first(clause, *tree.ANY_SUBJECTS)
    gap = args.verb.doc[tree.extent(thing)[1] + 1 : tree.extent(clause)[0]]
    marked = tree.lower(args.verb.doc[tree.extent(clause)[0]]) == "that"
    lost = own is None and not marked and all(t.is_punct and t.text != "," for t in gap)
    return thing if lost else None


def foreign(args: Arguments, words: tree.Range | None) -> Iterator[tree.Range]:
    """Yield what lies in the range of the content but belongs to the cue: the cue itself."""
    verb = args.verb
    if words is None or not words[0] <= verb.i <= words[1]:
        return
    clause = args.clause
    own = [verb.i]
    for child in verb.children:
        if clause is not None and (child == clause or clause in child.subtree):
            continue
        own.extend(tree.extent(child))
    yield min(own), max(own)


def _reaching(scene: Scene, args: Arguments, words: tree.Range) -> tree.Range:
    """Widen an object over what follows it without a pause: parsers hang *funds to help states* or
    *ties to the president* on the verb. Times and places of saying stay outside."""
    start, end = words
    for child in args.verb.children:
        low, high = tree.extent(child)
        if child.dep_ not in _COMPLEMENTS or _circumstance(scene, child):
            continue
        gap = [token.text for token in args.verb.doc[end + 1 : low]]
        opener = args.verb.doc[low]
        paused = opener.is_punct and opener.text not in _OPENING
        if low <= end or paused or any(mark not in _CLOSING for mark in gap):
            continue
        end = high
    return start, _over_quote(scene, args.verb, end)


def _over_quote(scene: Scene, verb: Token, end: int) -> int:
    """Return where words end that run into a quotation: *asked staff to raise “concerns” …*."""
    doc, last = verb.doc, int(verb.sent.end) - 1
    if end >= last or not (scene.quoted(doc[end + 1]) or scene.quoted(doc[end])):
        return end
    if scene.quoted(doc[end]) and not scene.quoted(doc[end + 1]) and doc[end + 1].pos_ != "CCONJ":
        return end
    while end < last and scene.quoted(doc[end + 1]):
        end += 1
    joined = end + 2 <= last and doc[end + 1].pos_ == "CCONJ"
    cue = joined and any(scene.lexicon.verb(t) and t.pos_ == "VERB" for t in doc[end + 2 : end + 5])
    if end < last and (doc[end + 1].pos_ == "ADP" or (joined and not cue)):
        while end < last and not doc[end + 1].is_punct:
            end += 1
    return end


def _from_that(verb: Token, start: int) -> int:
    """Return where a clause begins behind its *that*, whatever label that bears."""
    doc = verb.doc
    opens = tree.lower(doc[start]) == "that" and start + 1 < len(doc)
    return start + 1 if opens and doc[start + 1].pos_ not in {"VERB", "AUX"} else start


def _until_cue(scene: Scene, args: Arguments, said: tree.Range) -> int:
    """Return where a clause ends before a second cue of the same speaker: *said it is fair and
    acknowledged that …*."""
    if args.clause is None:
        return said[1]
    for child in args.clause.children:
        cue = child.dep_ == "conj" and child.pos_ == "VERB" and _is_cue(scene, child, args.subject)
        if cue and (goes_another_way(child, args.clause) or _goes_with(child, args)):
            continue  # "said it had a letter and would answer it": a part of what is said
        if cue and args.subject is not None and voice(scene, child) == args.subject:
            return max(tree.extent(child)[0] - 1, said[0])
    return said[1]


def _is_cue(scene: Scene, verb: Token, speaker: Token | None) -> bool:
    """Say whether a verb can be a cue of a speaker: what only courts do is none of others."""
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(verb), ())
    if any(not entry.has("court") for entry in entries):
        return True
    return bool(entries) and speaker is not None and is_court(scene, speaker)


def _goes_with(verb: Token, args: Arguments) -> bool:
    """Say whether the form of a verb joins it to what is said and not to the cue: *said it will
    worry the industry and encourage developers*, *says it found and blocked the accounts*."""
    clause = args.clause
    if clause is None:
        return False
    if verb.tag_ == "VB":
        return clause.tag_ == "VB" and args.verb.tag_ != "VB"
    past = {"VBD", "VBN"}
    return verb.tag_ in past and clause.tag_ in past and args.verb.tag_ in {"VBZ", "VBP"}


def _run_on(scene: Scene, args: Arguments, words: tree.Range) -> tree.Range:
    """Widen a clause with *that* over words that follow without pause or conjunction: the parser
    broke the clause in two."""
    doc, clause = args.verb.doc, args.clause
    last = int(args.verb.sent.end) - 1
    marked = words[0] > 0 and tree.lower(doc[words[0] - 1]) == "that"
    if clause is None or not marked or words[1] >= last:
        return words
    following = doc[words[1] + 1]
    outside = following.is_punct or following.pos_ in {"CCONJ", "ADP", "SCONJ", "ADV", "PART"}
    if outside or scene.reading.dates_in(scene.paragraph.span_of(following, following)):
        return words
    end = words[1]
    while end < last and not doc[end + 1].is_punct:
        end += 1
    return words[0], end


def _contrast(verb: Token, words: tree.Range) -> tree.Range:
    """Widen a clause over *…, rather than …*: what is denied belongs to what is said."""
    doc, end = verb.doc, words[1]
    following = [tree.lower(token) for token in doc[end + 1 : end + 4]]
    if (
        following[:2] == [",", "rather"]
        or following[:2] == [",", "instead"]
        or (following[:3] == [",", "but", "not"])
    ):
        return words[0], int(verb.sent.end) - 1
    if following[:1] == [","] and end + 2 < verb.sent.end and doc[end + 2].tag_ == "VBN":
        return words[0], max(tree.extent(doc[end + 2])[1], end)
    return words


def _circumstance(scene: Scene, token: Token) -> bool:
    """Say whether a dependent tells when, where or in what medium something was said."""
    if tree.marker(token) in _AROUND:
        return True
    lexicon = scene.lexicon
    if tree.lemma(token) in lexicon.party("documents") | lexicon.party("occasions"):
        return tree.marker(token) in {"in", "on", "at", "during", "via", "by", ""}
    return bool(scene.reading.dates_in(scene.paragraph.span_of(token, token)))


def _matter(args: Arguments, frame: str) -> Token | None:
    if frame == "t-as":
        return args.predicate or args.oblique("as")
    if frame.startswith("t-"):
        return args.oblique(frame[2:])
    return None


def _predicate_range(args: Arguments, frame: str) -> tree.Range | None:
    if frame == "t-as" and args.predicate is not None:
        return args.named or tree.extent(args.predicate)
    if not frame.startswith("t-"):
        return None
    words, noun = _after_mark(args, frame[2:]), args.oblique(frame[2:])
    if words is None or noun is None or doer(noun) is None:
        return words
    return words[0], _to_its_purpose(noun, words[1])


def doer(noun: Token) -> Token | None:
    """Return whose efforts *efforts by A* are."""
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"nmod", "obl"} and tree.marker(child) == "by":
            return child
    return None


def _to_its_purpose(noun: Token, end: int) -> int:
    """Return where *efforts by A, B among them, to do …* ends: parsers hang what A is to do on the
    verb of the sentence."""
    doc, last = noun.doc, int(noun.sent.end) - 1
    for index in range(end + 1, min(end + _ASIDE, last)):
        word, following = doc[index], doc[index + 1]
        if word.tag_ in {"VBD", "VBZ", "VBP", "MD"} or word.text in {";", ":", "—", "("}:
            return end
        if tree.lower(word) == "to" and following.tag_ == "VB":
            stop = next((t.i for t in doc[index + 1 : last] if t.is_punct and t.text != "-"), last)
            return max(stop - 1, index + 1)
    return end


def _relative_object(target: Token) -> tree.Range | None:
    return None if tree.lower(target) in tree.RELATIVES | {"what"} else tree.extent(target)


def _after_mark(args: Arguments, mark: str) -> tree.Range | None:
    token = args.oblique(mark)
    if token is None:
        return None
    start, end = tree.extent(token)
    marks = [c.i for c in token.children if c.dep_ in {"case", "mark"} and tree.lower(c) == mark]
    if marks:
        start = marks[0] + 1
    if args.infinitive is not None and args.infinitive.i > token.i:
        end = max(end, tree.extent(args.infinitive)[1])
    return (start, end) if start <= end else None


def _join(left: tree.Range, right: tree.Range, *, after: int) -> tree.Range:
    start = min(low for low in (left[0], right[0]) if low > after or low == left[0])
    return start, max(left[1], right[1])
