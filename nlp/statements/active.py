"""Active cue verbs: *X said that …*, *X accused T of O*, *X urged T to V*, *X rejected O*.

One pass over the verbs of a paragraph. The lexicon says in which frames a verb carries an act,
:mod:`nlp.statements.arguments` which frame is filled, and this module turns the filled frame into
content, targets and addressee.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.model import Span
from nlp.statements import tree
from nlp.statements.arguments import Arguments, gather, matching
from nlp.statements.draft import Draft, Scene, cut
from nlp.statements.lexicon import Verb
from nlp.statements.quoted import attached, beside_quote, inverted
from nlp.statements.voices import set_off, voice

_AROUND = frozenset({"through", "via", "after", "before", "during", "while", "when", "until"})
_PLAIN = frozenset({"say", "claim", "argue", "allege", "contend", "note", "insist", "maintain"})
_CLOSING = frozenset({"”", '"', "''", "’"})
_OPENING = frozenset({"“", '"', "‘", "``"})
_COMPLEMENTS = frozenset({"obl", "nmod", "advcl", "xcomp", "acl", "acl:relcl", "ccomp"})
_PRONOUN_OBJECTS = frozenset({"it", "them", "him", "her", "this", "that", "those", "these"})


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is a verb outside quotation marks."""
    found = []
    for token in scene.tokens:
        if not _is_cue(scene, token):
            continue
        draft = of_verb(scene, token)
        if draft is not None:
            found.append(draft)
    return found


def _is_set_off(scene: Scene, args: Arguments) -> bool:
    """Say whether a comma stands before the verb and a name between commas before that, with what
    is said to the left: *The charge is false, Jane Doe, its founder, told Reuters.*"""
    verb = args.verb
    if verb.i == 0 or verb.nbor(-1).text != "," or verb.tag_ not in {"VBD", "VBZ"}:
        return False
    if args.clause is not None and args.clause.i > verb.i:
        return False
    found = set_off(scene, verb)
    return found is not None and (args.subject is None or args.subject.i < found[1])


def _after_name(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of *…, Jane Doe, the founder, told Reuters*, where the parser took the
    name for a part of what is said."""
    verb = next((v for v in candidates(scene, args) if v.has("that")), None)
    found = set_off(scene, args.verb)
    if verb is None:
        return None
    if found is None or (args.clause is not None and args.clause.i > args.verb.i):
        frame = matching(args, verb)
        return _build(scene, args, verb, frame) if frame is not None else None
    args.subject, comma = found
    start = int(args.verb.sent.start)
    if args.clause is not None:
        start = min(tree.extent(args.clause)[0], comma)
    content = scene.content((start, comma))
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=_rule(args, verb, "that"),
        act=verb.act,
        anchor=args.verb,
        cue=scene.span(tree.cue_range(args.verb)),
        lemma=scene.lexicon.verb(args.verb),
        content=content,
        speaker=args.subject,
        addressee=args.recipient or args.object,
        negated=tree.is_negated(args.verb),
        attitude=verb.attitude,
    )


def _is_cue(scene: Scene, token: Token) -> bool:
    return (
        tree.is_verb(token) and tree.lemma(token) in scene.lexicon.verbs and not scene.quoted(token)
    )


def of_verb(scene: Scene, token: Token) -> Draft | None:
    """Return the statement that a verb makes, or None when no frame of it is filled."""
    args = gather(scene, token)
    if args.passive:
        return None
    args.quotes = attached(scene, token)
    if not args.quotes and _is_set_off(scene, args):
        return _after_name(scene, args)
    if not args.quotes and args.subject is None and args.clause is not None:
        return _after_name(scene, args)
    if args.quotes:
        args.subject = beside_quote(scene, token, args.subject, args.quotes)
    elif inverted(scene, args.object, token):
        args.subject, args.object = args.object, None
    for verb in candidates(scene, args):
        frame = matching(args, verb)
        if frame is not None:
            draft = _build(scene, args, verb, frame)
            if draft is not None:
                return draft
    return _beside(scene, args) or _rest(scene, args)


def candidates(scene: Scene, args: Arguments) -> list[Verb]:
    """Return the lexicon's entries for a verb whose conditions hold, those for courts first."""
    court = args.subject is not None and is_court(scene, args.subject)
    paper = args.subject is not None and is_paper(scene, args.subject)
    fitting = [
        verb
        for verb in scene.lexicon.verbs[scene.lexicon.verb(args.verb)]
        if not (verb.has("court") and not court)
        and not (verb.has("party") and court)
        and not (verb.has("paper") and not paper)
    ]
    return sorted(fitting, key=lambda verb: not verb.has("court"))


def is_paper(scene: Scene, subject: Token) -> bool:
    """Say whether a subject is a document or other evidence; *it* may be one."""
    if tree.lower(subject) in {"it", "they"}:
        return True
    lexicon = scene.lexicon
    return tree.lemma(subject) in lexicon.party("documents") | lexicon.party("evidence")


def is_court(scene: Scene, subject: Token) -> bool:
    """Say whether a subject is a court, a judge or a regulator."""
    if tree.lemma(subject) in scene.lexicon.party("courts"):
        return True
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None:
        return False
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    if entity is not None and entity.kind in {"court", "judge"}:
        return True
    words = mention.canonical.lower().split()
    return any(name in word for name in scene.lexicon.party("courts", "names") for word in words)


def _build(scene: Scene, args: Arguments, verb: Verb, frame: str) -> Draft | None:
    if frame == "obj" and scene.lexicon.verb(args.verb) in _PLAIN:
        whole = _rest(scene, args)  # "claims the campaigns “strip protocols”" has a clause
        if whole is not None:
            return whole
    words = _content_range(scene, args, frame)
    content = scene.content(words, list(_foreign(args, words))) if words else []
    cue = scene.span(tree.cue_range(args.verb))
    if frame in {"that", "a-that"} and args.quotes:
        content = _with_quotes(scene, args, content, cue)
    if verb.act != "sue":
        content = [span for span in content if not span.overlaps(cue)]
    if not content:
        return None
    if frame == "obj-claim" and not _is_claim(scene, args.object):
        return None
    if frame == "obj-bill" and not _is_bill(scene, args.object):
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=_rule(args, verb, frame),
        act=verb.act,
        anchor=args.verb,
        cue=cue,
        lemma=scene.lexicon.verb(args.verb),
        content=content,
        speaker=args.subject,
        targets=[args.object] if frame[0] == "t" and frame != "to" and args.object else [],
        addressee=_addressee(args, frame),
        negated=tree.is_negated(args.verb),
        attitude=verb.attitude,
        charged=_lost_subject(args) if frame == "that" else None,
        answered=args.object if frame == "obj-claim" or verb.act == "deny" else None,
    )


def _with_quotes(scene: Scene, args: Arguments, content: list[Span], cue: Span) -> list[Span]:
    """Join the quotes beside the cue to the content, less what stands between quote and cue."""
    holes = [
        Span(min(quote.end, cue.start), cue.start)
        if quote.end <= cue.start
        else Span(cue.end, quote.start)
        for quote in args.quotes
    ]
    for hole in holes:
        if hole.start < hole.end:
            content = cut(scene.reading.text, content, hole)
    return scene.whole_quotes([*content, *args.quotes])


def _rule(args: Arguments, verb: Verb, frame: str) -> str:
    if frame in {"that", "a-that"} and args.quotes:
        name = "quote"
    elif frame in {"that", "a-that"}:
        name = "clause"
    elif frame in {"to", "a-to"}:
        name = "infinitive"
    elif frame.startswith("t-"):
        name = "target"
    elif frame.startswith("p-"):
        name = "prepositional"
    else:
        name = "object"
    if verb.attitude:
        return f"attitude-{name}"
    kind = {"acl": "participle", "acl:relcl": "relative", "advcl": "participle"}.get(args.verb.dep_)
    return f"{kind or 'active'}-{name}"


def _addressee(args: Arguments, frame: str) -> Token | None:
    if frame in {"a-that", "a-to"}:
        return args.recipient or args.object
    if frame == "that":
        return args.oblique("to")
    return None


def _content_range(scene: Scene, args: Arguments, frame: str) -> tree.Range | None:
    verb = args.verb
    if frame in {"that", "a-that"}:
        if args.clause is None:
            return None
        said = tree.extent(args.clause)
        said = _from_that(verb, said[0]), _until_cue(scene, args, said)
        subject = _lost_subject(args)
        if subject is not None:
            said = (tree.extent(subject)[0], max(said[1], tree.extent(subject)[1]))
        if args.clause.i < verb.i:
            return said
        return _contrast(verb, _run_on(scene, args, _reaching(scene, args, said)))
    if frame == "to" and args.infinitive is not None:
        return tree.extent(args.infinitive)
    if frame == "a-to" and args.infinitive is not None and args.object is not None:
        return _join(tree.nominal(args.object), tree.extent(args.infinitive), after=verb.i)
    if frame.startswith("p-"):
        matter_words = _after_mark(args, frame[2:])
        return None if matter_words is None else _reaching(scene, args, matter_words)
    matter = _matter(args, frame)
    target = args.object
    if target is None:
        return _predicate_range(args, frame)
    if target.i < verb.i:  # "which it called groundless", "what X describes as efforts"
        return _predicate_range(args, frame) or _relative_object(target)
    if frame in {"obj", "t"} and scene.lexicon.verb(args.verb) in {"sue", "countersue"}:
        return tree.extent(args.verb)
    words = tree.thing(target)
    if matter is not None:
        words = _join(words, tree.extent(matter), after=verb.i)
    return _reaching(scene, args, words)


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
    return start, end


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
        cue = child.dep_ == "conj" and bool(scene.lexicon.verb(child)) and child.pos_ == "VERB"
        if cue and args.subject is not None and voice(scene, child) == args.subject:
            return max(tree.extent(child)[0] - 1, said[0])
    return said[1]


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


def _lost_subject(args: Arguments) -> Token | None:
    """Return the subject of the clause where the parser took it for the verb's object: *said
    Chinese companies “will continue”*."""
    thing, clause = args.object, args.clause
    if thing is None or clause is None or not args.verb.i < thing.i < clause.i:
        return None
    own = tree.first(clause, *tree.SUBJECTS, *tree.PASSIVE_SUBJECTS)
    gap = args.verb.doc[tree.extent(thing)[1] + 1 : tree.extent(clause)[0]]
    marked = tree.lower(args.verb.doc[tree.extent(clause)[0]]) == "that"
    lost = own is None and not marked and all(t.is_punct and t.text != "," for t in gap)
    return thing if lost else None


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
        return tree.extent(args.predicate)
    return _after_mark(args, frame[2:]) if frame.startswith("t-") else None


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


def _foreign(args: Arguments, words: tree.Range | None) -> Iterator[tree.Range]:
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


def _is_claim(scene: Scene, token: Token | None) -> bool:
    return token is not None and (
        tree.lemma(token) in scene.lexicon.claims or tree.lower(token) in _PRONOUN_OBJECTS
    )


def _is_bill(scene: Scene, token: Token | None) -> bool:
    if token is None:
        return False
    if tree.lemma(token) in scene.lexicon.bills:
        return True
    mention = scene.reading.mention_of(scene.paragraph, token)
    return mention is not None and mention.type == "LAW"


def _beside(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of a cue that stands beside what it says: *…, X said, …*."""
    entry = next((v for v in candidates(scene, args) if v.has("that") and not v.has("weak")), None)
    verb = args.verb
    if entry is None or args.subject is None or args.infinitive is not None:
        return None
    if verb.dep_ == "parataxis" or (verb.dep_ in {"ccomp", "advcl"} and verb.i > verb.head.i):
        words, cue_words = tree.extent(verb.head), tree.extent(verb)
        rule = "parenthetical"
    elif _ends_sentence(verb):
        words = (verb.sent.start, verb.i)
        low = min(args.subject.left_edge.i, verb.i)
        cue_words = (
            low,
            max(verb.i, tree.extent(verb)[1] if verb.head != verb else verb.sent.end - 1),
        )
        rule = "sentence-final"
    elif _between_commas(verb, args.subject):
        low = min(args.subject.left_edge.i, verb.i)
        words, cue_words = (verb.sent.start, max(low - 1, verb.sent.start)), (low, verb.i)
        rule = "parenthetical"
    else:
        return None
    if rule == "sentence-final" and not _has_finite(verb, words):
        return None
    if not _set_off(verb, cue_words):
        return None
    content = scene.content(words, [cue_words])
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=rule,
        act=entry.act,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=scene.lexicon.verb(verb),
        content=content,
        speaker=args.subject,
        addressee=args.recipient or args.object,
        negated=tree.is_negated(verb),
        attitude=entry.attitude,
    )


def _rest(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of a plain verb of saying whose clause the parser lost: what follows it
    in the sentence, if that can be a clause."""
    verb, who = args.verb, args.subject
    entry = next((v for v in candidates(scene, args) if v.has("that")), None)
    if entry is None or who is None or who.i > verb.i or scene.lexicon.verb(verb) not in _PLAIN:
        return None
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_punct]
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} for t in rest[2:])
    if len(rest) < 4 or not finite or verb.doc[verb.i + 1].is_punct:
        return None
    content = scene.content((verb.i + 1, int(verb.sent.end) - 1))
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="rest",
        act=entry.act,
        anchor=verb,
        cue=scene.span(tree.cue_range(verb)),
        lemma=scene.lexicon.verb(verb),
        content=content,
        speaker=who,
        negated=tree.is_negated(verb),
    )


def _has_finite(verb: Token, words: tree.Range) -> bool:
    """Say whether there is a clause among words beside the verb itself."""
    inside = verb.doc[words[0] : words[1]]
    return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t != verb for t in inside)


def _between_commas(verb: Token, who: Token) -> bool:
    """Say whether a subject and its verb stand between commas after a clause: *…, Acme said, …*."""
    doc, low = verb.doc, min(int(who.left_edge.i), int(verb.i))
    if low - 1 <= verb.sent.start or doc[low - 1].text != "," or verb.i + 1 >= len(doc):
        return False
    before = doc[verb.sent.start : low - 1]
    return doc[verb.i + 1].text == "," and any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in before)


def _ends_sentence(verb: Token) -> bool:
    """Say whether nothing but adjuncts follows the verb in its sentence."""
    rest = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_punct]
    return len(rest) <= 8 and all(verb in (t, *tree.climb(t)) for t in rest)


def _set_off(verb: Token, cue_words: tree.Range) -> bool:
    """Say whether a comma, dash or bracket parts the cue's words from the clause beside them."""
    doc = verb.doc
    before = doc[cue_words[0] - 1].text if cue_words[0] > 0 else ""
    opener = doc[cue_words[0]].text
    return any(mark in ",—–-(”\"'’" for mark in (before[-1:], opener[:1]) if mark)
