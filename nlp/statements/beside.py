"""Cues whose clause the parser lost: *said the firm would …* read as an object, *…, Jane Doe, the
founder, told Reuters* read as a part of what is said."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.statements import tree
from nlp.statements.arguments import Arguments
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import candidates, rule_name
from nlp.statements.voices import can_speak, set_off

PLAIN = frozenset({"say", "claim", "argue", "allege", "contend", "note", "insist", "maintain"})
"""Verbs that are always followed or preceded by what is said."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset(
    {"who", "which", "whose", "to", "when", "where", "after", "before", "while", "what", "how"}
)
_LONGEST_SUBJECT = 12


def rest(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of a verb of saying whose clause the parser lost: what follows it in the
    sentence, if that can be a clause."""
    verb, who = args.verb, args.subject
    entry = next((v for v in candidates(scene, args) if v.has("that")), None)
    if entry is None or who is None or who.i > verb.i or verb.i + 1 >= len(verb.doc):
        return None
    if verb.dep_ == "acl:relcl" and tree.lower(verb.head) in {"what", "whatever"}:
        return None  # "what he said matters less than …"
    loose = entry.attitude or entry.has("weak") or entry.has("paper")
    if args.object is not None and tree.lemma(args.object) in entry.never:
        return None
    begins = None if loose else clause_after(verb)
    if begins is None and scene.lexicon.verb(verb) not in PLAIN:
        return None
    end = int(verb.sent.end) - 1
    under = verb.dep_ == "advcl" and verb.tag_ != "VBG"
    if verb.dep_ == "acl:relcl" or under or _goes_to_another(scene, verb, end):
        # "a model it claims beats all others, the office said …", "while Doe said …, he said …"
        comma = next((t.i for t in verb.doc[verb.i + 1 : end] if t.text in {",", ";", ":"}), end)
        end = min(end, max(comma, verb.i + 1))
    end = next((t.i - 2 for t in verb.doc[verb.i + 2 : end] if _cites(t)), end)
    start = verb.i + 1 if begins is None else begins
    words = [t for t in verb.doc[start : end + 1] if not t.is_punct]
    reduced = verb.dep_ == "acl:relcl" and words[0].tag_ in {"VBD", "VBZ"} if words else False
    finite = reduced or any(t.tag_ in _FINITE or t.tag_ == "VBN" for t in words[2:])
    if begins is None:
        short = len(words) < (2 if reduced else 4)
        if short or not finite or verb.doc[verb.i + 1].is_punct:
            return None
    content = scene.content((start, end))
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
        attitude=entry.attitude,
        charged=verb.head if reduced and verb.head.pos_ == "PROPN" else None,
    )


_FURTHER = frozenset(
    {"adding", "noting", "saying", "stressing", "insisting", "arguing", "claiming", "warning"}
    | {"explaining", "calling", "describing", "accusing", "citing", "denying", "pointing"}
)


def who_goes_on(scene: Scene, verb: Token) -> Token | None:
    """Return who said what stands before, where a participle goes on about it behind a comma: *The
    inquiry is open, the commissioner said, adding that …*, whatever the parser hangs it on."""
    if verb.i == 0 or verb.nbor(-1).text != "," or verb.tag_ != "VBG":
        return None
    if tree.lower(verb) not in _FURTHER and not says_that(scene, verb):
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.tag_ not in _FINITE - {"MD"} or scene.quoted(token) or token.dep_ == "acl:relcl":
            continue
        entries = scene.lexicon.verbs.get(scene.lexicon.verb(token), ())
        own = tree.first(token, *tree.SUBJECTS)
        said = any(v.has("that") and not v.attitude for v in entries)
        return own if said and own is not None and can_speak(scene, own) else None
    return None


def says_that(scene: Scene, verb: Token) -> bool:
    """Say whether *that* follows a verb of saying at once: *…, writing that …*."""
    if verb.i + 1 >= int(verb.sent.end) or tree.lower(verb.nbor(1)) != "that":
        return False
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(verb), ())
    return any(v.has("that") and not v.attitude for v in entries)


def own_of_conjunct(scene: Scene, verb: Token) -> Token | None:
    """Return the subject of its own that a verb after *and* or *but* has, and who is *quoted as
    saying* something."""
    if verb.dep_ == "conj" and verb.head.pos_ in {"NOUN", "PROPN"} and verb.tag_ in {"VBD", "VBN"}:
        main = next((t for t in tree.climb(verb) if t.pos_ == "VERB"), None)
        who = tree.subject(main) if main is not None else None
        if who is not None and can_speak(scene, who) and not tree.is_passive_head(main or verb):
            return who  # "apologised for the delays and promised refunds"
    if verb.dep_ == "conj":
        linked = tree.first(verb, "cc")
        own = [c for c in verb.lefts if c.dep_ in tree.SUBJECTS and c.pos_ in {"NOUN", "PROPN"}]
        behind = linked is not None and bool(own) and own[-1].i > linked.i
        return own[-1] if behind and can_speak(scene, own[-1]) else None
    if verb.tag_ == "VBG" and verb.i > 1 and tree.lower(verb.nbor(-1)) == "as":
        quoting = verb.head
        if scene.lexicon.verb(quoting) in {"quote", "cite"}:
            return tree.first(quoting, "obj", *tree.PASSIVE_SUBJECTS)
    return None


def _cites(token: Token) -> bool:
    """Say whether *…, according to …* begins here, which is no part of what is said."""
    return tree.lower(token) == "according" and token.nbor(-1).text == ","


def _goes_to_another(scene: Scene, verb: Token, end: int) -> bool:
    """Say whether a sentence ends with the cue of somebody else: *…, the spokesman said.*"""
    tail = [t for t in verb.doc[verb.i + 1 : end + 1] if not t.is_punct][-1:]
    return bool(tail) and bool(scene.lexicon.verb(tail[0])) and tail[0].tag_ in _FINITE


def clause_after(verb: Token) -> int | None:
    """Return where a clause begins that follows a verb by the order of words alone: after *that*,
    or a nominal with a finite verb right behind it (*said the firm would pay*)."""
    doc, last = verb.doc, int(verb.sent.end) - 1
    start = verb.i + 1
    near = doc[start : min(start + 7, last)]
    that = next((t for t in near if tree.lower(t) == "that" and t.dep_ != "det"), None)
    if that is not None and not any(t.is_punct for t in doc[start : that.i]):
        between = doc[start : that.i]
        beside = all(t.pos_ not in {"VERB", "AUX"} for t in between)
        opens = not between or tree.lower(between[0]) in {"in", "on", "at", "during", "to"}
        following = doc[that.i + 1] if that.i < last else that
        if beside and opens and following.tag_ not in _FINITE:
            return int(that.i) + 1
    nominal = joined = False
    for token in doc[start : min(start + _LONGEST_SUBJECT, last)]:
        if token.tag_ in _FINITE:
            return start if nominal and not joined else None
        if token.is_punct or tree.lower(token) in _STOPS or token.pos_ in {"VERB", "SCONJ"}:
            return None
        joined = token.pos_ == "CCONJ"
        nominal = nominal or token.pos_ in {"NOUN", "PROPN", "PRON"}
    return None


def is_set_off(scene: Scene, args: Arguments) -> bool:
    """Say whether a comma stands before the verb and a name between commas before that, with what
    is said to the left: *The charge is false, Jane Doe, its founder, told Reuters.*"""
    verb = args.verb
    if verb.i == 0 or verb.nbor(-1).text != "," or verb.tag_ not in {"VBD", "VBZ"}:
        return False
    if args.clause is not None and args.clause.i > verb.i:
        return False
    found = set_off(scene, verb)
    return found is not None and (args.subject is None or args.subject.i < found[1])


def after_name(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of *…, Jane Doe, the founder, told Reuters*, where the parser took the
    name for a part of what is said."""
    verb = next((v for v in candidates(scene, args) if v.has("that")), None)
    found = set_off(scene, args.verb)
    if verb is None or found is None:
        return None
    if args.clause is not None and args.clause.i > args.verb.i:
        return None
    args.subject, comma = found
    start = int(args.verb.sent.start)
    if args.clause is not None:
        start = min(tree.extent(args.clause)[0], comma)
    content = scene.content((start, comma))
    finite = any(t.tag_ in _FINITE for t in args.verb.doc[start : comma + 1])
    if not content or not finite:
        return None  # "The premier, Jane Doe, promised …": a role before a name is nothing said
    return Draft(
        paragraph=scene.paragraph,
        rule=rule_name(args, verb, "that"),
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
