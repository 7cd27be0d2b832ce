"""Passive cues: *T was accused of O by X*, *it was reported that …*, *T is said to V*.

Who speaks is the agent after *by*; where there is none the speaker is unknown and stays so.
"""

from __future__ import annotations

from spacy.tokens import Token

from nlp.statements import order, tree
from nlp.statements.arguments import Arguments, gather
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import fits, is_court, is_paper, is_party
from nlp.statements.lexicon import Verb

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_REACH = 8
"""Most words between *by* and the head of the nominal behind it."""
_OCCASIONS = frozenset({"after", "before", "when", "while", "as", "because", "amid", "following"})
"""What begins to tell when and why something was done, and no longer what."""
_HEARSAY = frozenset({"allege", "report", "accuse"})
"""Verbs whose passive says that somebody charges it: *is alleged to have …*."""
_ENDS = frozenset({".", "!", "?"})
_HEADLINE = 20
"""Most words of a line that may be a headline."""
_PASSING = frozenset({"cite", "quote", "report", "publish", "describe", "disclose"})
_DUMMIES = frozenset({"it", "there"})


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is a passive verb outside quotation marks."""
    found = []
    for token in scene.cues:
        verbal = tree.is_verb(token) or _after_be(token) or _opens(token)
        known = verbal and bool(scene.lexicon.verb(token))
        if not known or scene.quoted(token) or not _may_be(token):
            continue
        args = gather(scene, token)
        _open(args)
        order.matter_behind(scene, args)
        reduced = is_reduced(args, scene.lexicon.verbs[scene.lexicon.verb(token)])
        if args.passive or reduced:
            draft = of_verb(scene, args)
            if draft is not None and not _passes_on(scene, draft):
                found.append(draft)
    return found


def _may_be(token: Token) -> bool:
    """Say whether a verb can be a passive, full or reduced, by its form or its auxiliary."""
    formed = tree.is_participle(token, past=True) or tree.lower(token).endswith("ed")
    return formed or tree.is_passive(token)


def _passes_on(scene: Scene, draft: Draft) -> bool:
    """Say whether an outlet only passes on a document: *a report cited by the Herald warned …*."""
    verb = draft.anchor
    passing = draft.lemma in _PASSING and verb.dep_ == "acl" and draft.rule == "passive-object-by"
    return passing and is_paper(scene, verb.head)


def _open(args: Arguments) -> None:
    """Give *Sued by Acme in March, Nimbus …* its subject: the nominal behind the comma."""
    verb = args.verb
    if verb.i != verb.sent.start or not (verb.tag_ == "VBN" or _opens(verb)):
        return
    args.passive = True
    comma = next((t.i for t in verb.sent if t.text == ","), None)
    if args.subject is not None and comma is not None and args.subject.i > comma:
        return
    args.subject = None
    if comma is None:
        return
    for token in verb.doc[comma + 1 : int(verb.sent.end)]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod"}:
            args.subject = token
            return


def _opens(token: Token) -> bool:
    """Say whether a participle opens a sentence whatever it is tagged: *Accused of theft by …*."""
    last = token.i + 1 >= len(token.doc)
    starts = token.i == 0 or token.is_sent_start is True
    if last or not starts or not tree.lower(token).endswith("ed"):
        return False
    return tree.lower(token.nbor(1)) in {"of", "by"}


def is_reduced(args: Arguments, verbs: tuple[Verb, ...]) -> bool:
    """Say whether a headline drops the auxiliary: *Firms accused of theft* has no object."""
    verb = args.verb
    if args.object is not None or args.subject is None or args.clause is not None:
        return False
    if not tree.is_participle(verb, past=True) and not tree.lower(verb).endswith("ed"):
        return False
    brief = ("for",) if len(verb.doc) <= _HEADLINE and verb.doc[-1].text not in _ENDS else ()
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    told = any(entry.has("a-to") and not entry.has("to") for entry in verbs)
    if told and tree.lower(after) == "to" and verb.doc[-1].text not in _ENDS:
        return len(verb.doc) <= _HEADLINE  # "Acme ordered to pay"
    return any(
        args.oblique(mark) is not None
        for entry in verbs
        for mark in entry.prepositions("t")
        if mark in {"of", "over", "with", *brief} and not entry.has("that")
    )


def of_verb(scene: Scene, args: Arguments) -> Draft | None:
    """Return the statement that a passive verb makes."""
    agent = _agent(args)
    for entry in scene.lexicon.verbs[scene.lexicon.verb(args.verb)]:
        court = agent is not None and is_court(scene, agent)
        if (entry.has("court") and not court) or (entry.has("party") and court):
            continue
        if entry.has("paper"):
            continue
        if entry.has("whom") and not is_party(scene, args.subject):
            continue
        if not fits(scene, args, entry):
            continue
        words, rule = _content(args, entry)
        if words is None:
            continue
        cue = scene.span(tree.cue_range(args.verb))
        removed = [] if agent is None else [_words_of(agent, words)]
        if rule == "passive-whole":
            removed = []
        content = [
            s
            for s in scene.content(words, removed)
            if rule == "passive-whole" or not s.overlaps(cue)
        ]
        if not content:
            continue
        lemma = scene.lexicon.verb(args.verb)
        if rule == "passive-infinitive" and agent is None and lemma in _HEARSAY:
            rule = "hearsay"
        dummy = args.subject is None or tree.lower(args.subject) in _DUMMIES
        return Draft(
            paragraph=scene.paragraph,
            rule=rule if agent is None else f"{rule}-by",
            act=entry.act,
            anchor=args.verb,
            cue=cue,
            lemma=lemma,
            content=content,
            speaker=agent,
            targets=[] if dummy or args.subject is None else [args.subject],
            negated=tree.is_negated(args.verb),
            attitude=entry.attitude,
        )
    return None


def _words_of(agent: Token, content: tree.Range) -> tree.Range:
    """Return the words of an agent, less what the parser hung on it of what is said."""
    low, high = tree.extent(agent)
    return (low, content[0] - 2) if agent.i < content[0] <= high else (low, high)


def _agent(args: Arguments) -> Token | None:
    agent = tree.first(args.verb, "obl:agent")
    if agent is not None:
        return agent
    token = args.oblique("by")
    if token is not None and token.pos_ in _NOMINAL:
        return token
    return _agent_after(args.verb)


def _agent_after(verb: Token) -> Token | None:
    """Return the nominal after the first *by* behind a passive, whatever the parser hung it on:
    *was fined two million euros by the agency*."""
    for token in verb.doc[verb.i + 1 : int(verb.sent.end) - 1]:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBN"} or token.text in {",", ";", ":"}:
            return None
        if tree.lower(token) == "by" and token.head.i > token.i:
            head = token.head
            return head if head.pos_ in _NOMINAL and head.i <= token.i + _REACH else None
    return None


def _after_be(token: Token) -> bool:
    """Say whether a participle that the parser hung on a noun stands right after *be*."""
    if token.tag_ != "VBN" or token.dep_ not in {"amod", "compound"}:
        return False
    return any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in token.children)


def _content(args: Arguments, entry: Verb) -> tuple[tree.Range | None, str]:
    whole = entry.act == "investigate" and not entry.has("weak")
    if whole or (entry.act in {"sue", "sanction", "rule"} and not entry.has("that")):
        return _whole(args), "passive-whole"
    for mark in entry.prepositions("t"):
        token = args.oblique(mark)
        if token is not None:
            return _after(token, mark), "passive-target"
    if args.clause is not None and (entry.has("that") or entry.has("a-that")):
        return tree.extent(args.clause), "passive-clause"
    to_do = args.infinitive or (_ordered(args.verb) if entry.has("a-to") else None)
    if to_do is not None and (entry.has("that") or entry.has("a-to") or entry.has("to")):
        return tree.extent(to_do), "passive-infinitive"
    if entry.has("t-as"):
        token = args.predicate or args.oblique("as")
        if token is not None:
            return tree.extent(token), "passive-as"
    if entry.has("weak") or _agent(args) is None or args.subject is None:
        return None, ""
    if any(entry.has(frame) for frame in ("t", "obj", "obj-bill")):
        own = tree.first(args.verb, *tree.PASSIVE_SUBJECTS)
        return tree.extent(own or args.subject), "passive-object"
    return None, ""


def _ordered(verb: Token) -> Token | None:
    """Return the infinitive of *was ordered on Monday to pay*, hung on the verb as an adjunct."""
    for child in verb.rights:
        marked = any(tree.lower(c) == "to" and c.dep_ == "mark" for c in child.children)
        if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB" and marked:
            return child if child.left_edge.nbor(-1).text != "," else None
    return None


def _whole(args: Arguments) -> tree.Range | None:
    if args.subject is None:
        return None
    if args.verb.i == args.verb.sent.start:  # "Sued by Acme in March, …"
        end = next((t.i - 1 for t in args.verb.sent if t.text == ","), int(args.verb.sent.end) - 1)
        return int(args.verb.i), max(end, int(args.verb.i))
    if args.verb.dep_ in {"amod", "compound"}:  # hung on a noun behind it: the whole clause
        return tree.extent(args.subject)[0], int(args.verb.sent.end) - 1
    start, end = tree.extent(args.verb)
    linked = tree.first(args.verb, "cc")
    start = max(start, linked.i + 1) if linked is not None and linked.i < args.verb.i else start
    later = (c for c in args.verb.rights if tree.marker(c) in _OCCASIONS)
    end = min([end, *(tree.extent(c)[0] - 1 for c in later)])
    doc = args.verb.doc
    who = (t.i for t in doc[args.verb.i : end] if t.text == "," and tree.lower(t.nbor(1)) == "who")
    return start, min([end, *who])


def _after(token: Token, mark: str) -> tree.Range | None:
    start, end = tree.extent(token)
    for child in token.children:
        if child.dep_ in {"case", "mark"} and tree.lower(child) == mark:
            start = child.i + 1
            break
    if tree.lower(token.doc[start]) == mark:
        start += 1
    return (start, end) if start <= end else None
