"""Cues that stand beside what they say: *…, Acme said*, *…, Acme said, …*, *…, Jane Doe, the
founder, told Reuters*; and verbs of saying whose clause the parser lost altogether."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.statements import tree
from nlp.statements.arguments import Arguments
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import candidates, rule_name
from nlp.statements.voices import set_off

PLAIN = frozenset({"say", "claim", "argue", "allege", "contend", "note", "insist", "maintain"})
"""Verbs that are always followed or preceded by what is said."""


def beside(scene: Scene, args: Arguments) -> Draft | None:
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


def rest(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement of a plain verb of saying whose clause the parser lost: what follows it
    in the sentence, if that can be a clause."""
    verb, who = args.verb, args.subject
    entry = next((v for v in candidates(scene, args) if v.has("that")), None)
    if entry is None or who is None or who.i > verb.i or scene.lexicon.verb(verb) not in PLAIN:
        return None
    end = int(verb.sent.end) - 1
    if verb.dep_ == "acl:relcl":  # "a model it claims beats all others, the office said …"
        comma = next((t.i for t in verb.doc[verb.i + 1 : end] if t.text in {",", ";", ":"}), end)
        end = min(end, max(comma, verb.i + 1))
    words = [t for t in verb.doc[verb.i + 1 : end + 1] if not t.is_punct]
    reduced = verb.dep_ == "acl:relcl" and words[0].tag_ in {"VBD", "VBZ"} if words else False
    finite = reduced or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} for t in words[2:])
    if len(words) < (2 if reduced else 4) or not finite or verb.doc[verb.i + 1].is_punct:
        return None
    content = scene.content((verb.i + 1, end))
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
    if not content:
        return None
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
