"""Active cue verbs: *X said that …*, *X accused T of O*, *X urged T to V*, *X rejected O*.

One pass over the verbs of a paragraph. The lexicon says in which frames a verb carries an act
(:mod:`entries` which of its acts is meant), :mod:`arguments` which frame is filled,
:mod:`contents` where the content lies, and :mod:`beside` looks left where nothing is filled.
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import ACCUSING_ACTS, Act, Span
from nlp.statements import tree
from nlp.statements.arguments import Arguments, gather, matching
from nlp.statements.beside import (
    PLAIN,
    after_name,
    clause_after,
    is_set_off,
    own_of_conjunct,
    rest,
    says_that,
    who_goes_on,
)
from nlp.statements.contents import content_range, doer, foreign, lost_subject
from nlp.statements.draft import Draft, Scene, cut
from nlp.statements.entries import (
    candidates,
    is_bill,
    is_claim,
    is_deed,
    is_party,
    is_wrong,
    rule_name,
)
from nlp.statements.lexicon import Verb
from nlp.statements.quoted import attached, beside_quote, inverted

_UTTERING = frozenset({"reiterate", "restate", "echo", "express", "utter"})
_GOING_ON = frozenset(
    {"citing", "adding", "noting", "referring", "referencing", "saying", "alluding", "quoting"}
    | {"insisting", "explaining", "arguing", "calling", "pointing", "stressing"}
)
_GRANTING = frozenset({"accept", "agree", "recognize", "recognise", "concede"})
"""What is denied where it is not done: *does not accept that …*."""
_EFFORTS = frozenset(
    {"campaign", "initiative", "drive", "offensive", "push", "effort", "programme"}
)
"""What somebody orders or asks for, and who is not told to do anything."""
_POINTED = frozenset({Act.ACCUSE, Act.CRITICIZE, Act.WARN})
"""Acts aimed at whom their preposition names."""
_UTTERED = ACCUSING_ACTS | {Act.WARN, Act.DEMAND, Act.THREATEN, Act.APOLOGIZE}


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is a verb outside quotation marks."""
    found = []
    for token in scene.cues:
        if not _is_cue(scene, token):
            continue
        draft = of_verb(scene, token)
        if draft is not None:
            found.append(draft)
    return found


def _is_cue(scene: Scene, token: Token) -> bool:
    if token.dep_ == "advcl" and tree.lower(token).endswith("ed") and token.i == token.sent.start:
        return False  # "Asked about it, Doe said …": Doe was asked
    if token.dep_ == "csubj" and token.tag_ == "VBG":
        return False  # "defending a plan is a matter of time": nobody is said to have done so
    if tree.lemma(token) == "deny" and tree.lemma(token.head) == "confirm":
        return not (
            token.dep_ == "conj" and tree.is_negated(token.head)
        )  # neither of both: silence
    return tree.is_verb(token) and bool(scene.lexicon.verb(token)) and not scene.quoted(token)


def of_verb(scene: Scene, token: Token) -> Draft | None:
    """Return the statement that a verb makes, or None when no frame of it is filled."""
    if _says_with(scene, token):
        return None
    args = gather(scene, token)
    if args.passive:
        return None
    args.subject = who_goes_on(scene, token) or own_of_conjunct(scene, token) or args.subject
    if _is_adjunct(scene, args.clause):
        args.clause = None  # "…,” said Doe, stepping into a car"
    if args.subject is not None and args.subject.tag_ in {"VBN", "VBD"}:
        args.subject = (
            tree.first(args.subject, "nsubj") or args.subject
        )  # "an official briefed on it"
    args.quotes = attached(scene, token)
    that = token.i + 1 < len(token.doc) and tree.lower(token.nbor(1)) == "that"
    if that or (args.clause is not None and args.clause.i > token.i and _marked(args.clause)):
        # "Doe, star of “The Show,” said that …": what a clause with "that" says stands in it
        here = scene.paragraph.start_of(token)
        args.quotes = [quote for quote in args.quotes if quote.start > here]
    nameless = args.subject is None and args.clause is not None
    if not args.quotes and (nameless or is_set_off(scene, args)):
        draft = after_name(scene, args)
        if draft is not None:
            return draft
    if args.quotes:
        args.subject = beside_quote(scene, token, args.subject, args.quotes)
    if inverted(scene, args.object, token):
        args.subject, args.object = args.object, None
    for verb in candidates(scene, args):
        frame = matching(args, verb)
        draft = build(scene, args, verb, frame) if frame is not None else None
        if draft is not None:
            return draft
    return rest(scene, args)


def _says_with(scene: Scene, verb: Token) -> bool:
    """Say whether a verb shares what is said with the cue right behind *and*: *said and confirmed
    that …* is one statement."""
    if verb.i + 2 >= len(verb.doc) or verb.nbor(1).dep_ != "cc":
        return False
    other = verb.nbor(2)
    joined = other.dep_ == "conj" and other.head == verb and bool(scene.lexicon.verb(other))
    return joined and tree.first(other, "ccomp", "obj") is not None


def _is_adjunct(scene: Scene, clause: Token | None) -> bool:
    """Say whether a participle behind a comma was taken for what is said."""
    if clause is None or clause.tag_ != "VBG" or clause.i == 0 or scene.quoted(clause):
        return False
    return clause.nbor(-1).text == ","


def build(scene: Scene, args: Arguments, verb: Verb, frame: str) -> Draft | None:
    plain = scene.lexicon.verb(args.verb) in PLAIN
    if frame == "obj" and (plain or clause_after(args.verb) is not None):
        whole = rest(scene, args)  # "claims the campaigns “strip protocols”" has a clause
        if whole is not None:
            return whole
    words = content_range(scene, args, frame)
    if words is not None and verb.has("deed") and args.object is not None:
        words = min(words[0], tree.extent(args.object)[0]), words[1]
    content = scene.content(words, list(foreign(args, words))) if words else []
    cue = scene.span(tree.cue_range(args.verb))
    if frame in {"that", "a-that"} and args.quotes:
        content = _with_quotes(scene, args, content, cue)
    if verb.act != "sue":
        content = [span for span in content if not span.overlaps(cue)]
    if frame in {"that", "a-that"}:
        content = _until_participle(scene, args, content)
    if not frame.endswith("that"):
        content = _until_verb(scene, content)
    if not content:
        return None
    if frame == "obj-claim" and not is_claim(scene, args.object):
        return None
    if frame == "a-to" and args.object is not None and tree.lemma(args.object) in _EFFORTS:
        return None  # "ordered a campaign over efforts to steal it": nobody is to steal
    if frame == "obj-deed" and not is_deed(scene, args.object):
        return None
    if frame == "obj-wrong" and not is_wrong(scene, args.object):
        return None
    if frame == "obj-bill" and not is_bill(scene, args.object):
        return None
    negated = tree.is_negated(args.verb) and not _no_in_quote(scene, args.verb)
    denied = negated and frame == "that" and scene.lexicon.verb(args.verb) in _GRANTING
    return Draft(
        paragraph=scene.paragraph,
        rule=rule_name(args, verb, frame),
        act=Act.DENY if denied else _act(scene, args, verb, frame),
        anchor=args.verb,
        cue=cue,
        lemma=scene.lexicon.verb(args.verb),
        content=content,
        speaker=args.subject,
        targets=_targets(scene, args, verb, frame),
        addressee=_addressee(args, frame),
        negated=negated and not denied,
        attitude=verb.attitude,
        charged=_charged(args, frame),
        answered=_answered(args, verb, frame),
    )


def _targets(scene: Scene, args: Arguments, verb: Verb, frame: str) -> list[Token]:
    """Return at whom the act is aimed: the object, whom a charge is pinned *on*, or the object of
    what is threatened: *to sue Acme*."""
    if frame[0] == "t" and frame != "to":
        return [args.object] if args.object is not None else []
    if frame.startswith("p-") and verb.act in _POINTED:
        whom = args.oblique(frame[2:])  # "took aim at Acme"
        return [whom] if whom is not None and is_party(scene, whom) else []
    if frame == "to" and args.infinitive is not None:
        entries = scene.lexicon.verbs.get(scene.lexicon.verb(args.infinitive), ())
        thing = tree.first(args.infinitive, "obj")
        if thing is not None and any(v.act in _UTTERED | {Act.SANCTION} for v in entries):
            return [thing]
    return []


def _answered(args: Arguments, verb: Verb, frame: str) -> Token | None:
    """Return the words that name what is answered: *denied the claim*, *hit back at the claim*."""
    if frame != "obj-claim" and verb.act != Act.DENY:
        return None
    return args.oblique(frame[2:]) if frame.startswith("p-") else args.object


def _no_in_quote(scene: Scene, verb: Token) -> bool:
    """Say whether what negates a cue stands in the quote beside it: *“No deal,” he said*."""
    who = tree.first(verb, *tree.SUBJECTS)
    plain = not any(tree.is_negation(c) and not scene.quoted(c) for c in verb.children)
    return plain and who is not None and scene.quoted(who)


def _marked(clause: Token) -> bool:
    return any(c.dep_ == "mark" and tree.lower(c) == "that" for c in clause.children)


def _until_verb(scene: Scene, content: list[Span]) -> list[Span]:
    """Cut content where another act follows that the parser hung on a noun in it: *apologised for
    the delays and promised refunds*."""
    for span in content:
        for token in tree.words_in(scene.paragraph, span):
            linked = token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}
            verbal = token.tag_ in {"VBD", "VBN"} and bool(scene.lexicon.verb(token))
            if linked and verbal and tree.first(token, "obj", "ccomp", "xcomp") is not None:
                first = tree.first(token, "cc") or token
                hole = Span(scene.paragraph.start_of(first), span.end)
                return cut(scene.reading.text, content, hole)
    return content


def _until_participle(scene: Scene, args: Arguments, content: list[Span]) -> list[Span]:
    """Cut content where a participle after a comma goes on about the saying: *…, citing a case*."""
    here = scene.paragraph.end_of(args.verb)
    for span in content:
        if span.start < here:
            continue
        words = tree.words_in(scene.paragraph, span)
        for token in words[3:]:
            goes_on = token.tag_ == "VBG" and (
                tree.lower(token) in _GOING_ON or says_that(scene, token)
            )
            if goes_on and not scene.quoted(token) and token.nbor(-1).text[-1:] in ",”\"'":
                hole = Span(scene.paragraph.start_of(token), span.end)
                return cut(scene.reading.text, content, hole)
    return content


def _act(scene: Scene, args: Arguments, verb: Verb, frame: str) -> Act:
    """Return the act of a verb, or that of its object where the verb only utters it: *voiced
    similar allegations*, *repeated its warning*."""
    asked = scene.lexicon.verb(args.verb) == "ask" and not args.quotes and frame == "that"
    if asked and (args.object is not None or args.recipient is not None):
        return Act.REQUEST  # "asks Acme how many it sold"
    if scene.lexicon.verb(args.verb) == "suggest" and frame == "obj" and _is_gerund(args.object):
        return Act.PROPOSE  # "suggested taxing chips"
    hung = frame == "that" and args.clause is not None and args.clause.head == args.object
    if verb.act != Act.SAY or args.object is None or not (frame == "obj" or hung):
        return verb.act
    act, attitude = scene.lexicon.nouns.get(tree.lemma(args.object), (Act.SAY, False))
    uttered = scene.lexicon.verb(args.verb) in scene.lexicon.light | _UTTERING
    return act if uttered and act in _UTTERED and not attitude else verb.act


def _is_gerund(thing: Token | None) -> bool:
    return thing is not None and thing.tag_ == "VBG" and thing.i > 0


def _charged(args: Arguments, frame: str) -> Token | None:
    """Return who does what is said, where the parse of what is said does not tell."""
    if frame == "that":
        return lost_subject(args)
    noun = args.oblique("as") if frame == "t-as" else None
    return doer(noun) if noun is not None else None


def _with_quotes(scene: Scene, args: Arguments, content: list[Span], cue: Span) -> list[Span]:
    """Join the quotes beside the cue to the content, less what stands between quote and cue."""
    holes = [
        Span(min(quote.end, cue.start), cue.start)
        if quote.end <= cue.start
        else Span(cue.end, quote.start)
        for quote in args.quotes
        if not any(cue.end <= span.start < quote.start < span.end for span in content)
    ]
    for hole in holes:
        if hole.start < hole.end:
            content = cut(scene.reading.text, content, hole)
    return scene.whole_quotes([*content, *args.quotes])


def _addressee(args: Arguments, frame: str) -> Token | None:
    if frame in {"a-that", "a-to"}:
        return args.recipient or args.object
    if frame == "that":
        return args.oblique("to")
    return None
