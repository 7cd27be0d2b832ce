"""Which entry of the lexicon a cue verb is: the conditions on its subject and its object."""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import EntityType
from nlp.statements import tree
from nlp.statements.arguments import Arguments
from nlp.statements.draft import Scene
from nlp.statements.lexicon import MATTERS, OBJECTS, Verb

_PARTIES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE, EntityType.NORP})
_PERSONS = frozenset({"him", "her", "them", "us", "he", "she", "they", "whom", "who"})
_NARROW = ("claim", "innocence", "favour", "deed")
"""Conditions that no other entry for the same words fulfils better."""
_PRONOUN_OBJECTS = frozenset({"it", "them", "him", "her", "this", "that", "those", "these"})


def candidates(scene: Scene, args: Arguments) -> list[Verb]:
    """Return the lexicon's entries for a verb whose conditions hold, those for courts first."""
    entries = scene.lexicon.verbs[scene.lexicon.verb(args.verb)]
    court = any(verb.has("court") or verb.has("party") for verb in entries) and _rules(scene, args)
    paper = args.subject is not None and is_paper(scene, args.subject)
    fitting = [
        verb
        for verb in entries
        if not (verb.has("court") and not court)
        and not (verb.has("party") and court)
        and not (verb.has("paper") and not paper)
        and not (verb.has("alone") and args.object is not None)
        and not (verb.has("whom") and not is_party(scene, args.object))
        and fits(scene, args, verb)
    ]
    plain = args.predicate is not None or args.named is not None or args.oblique("as") is not None
    return sorted(fitting, key=lambda verb: _plainness(verb, named=plain))


def _plainness(verb: Verb, *, named: bool) -> tuple[bool, bool, bool, bool]:
    """Return the order of entries: those with the narrowest conditions first."""
    narrow = any(verb.has(condition) for condition in _NARROW)
    # "described attacks by Acme", not "… as a farce"
    wrong = verb.has("obj-wrong") and not named
    return not verb.has("court"), not narrow, not verb.particle, not wrong


def _rules(scene: Scene, args: Arguments) -> bool:
    """Say whether a court does what a verb says: *her judgment, which dismissed it*."""
    return any(
        who is not None and is_court(scene, who) for who in (args.subject, tree.subject(args.verb))
    )


def fits(scene: Scene, args: Arguments, verb: Verb) -> bool:
    """Say whether the words behind a verb are those that an entry asks for, in either voice."""
    for condition, table in MATTERS.items():
        if verb.has(condition) and not _names(scene, args, verb, table):
            return False
    thing = args.subject if args.passive else args.object
    for condition, table in OBJECTS.items():
        if not verb.has(condition):
            continue
        near = [*_aims(args, thing, verb), args.oblique("against")]
        kind = any(_is_one_of(scene, token, table) for token in near)
        if not kind and not (condition == "right" and is_party(scene, thing)):
            return False
    if verb.has("deed") and not _is_tied(scene, args, verb):
        return False
    if verb.has("claim"):
        charged = scene.lexicon.set("charges", "nouns")
        if not any(t is not None and tree.lemma(t) in charged for t in _aims(args, thing, verb)):
            return False
    behind = tree.first(args.verb, "compound:prt")
    if behind is not None and tree.lower(behind) == "off" and not verb.particle:
        return False  # "ripped off", "called off", "wrote off": another verb
    return not verb.particle or has_particle(args, verb)


def _is_tied(scene: Scene, args: Arguments, verb: Verb) -> bool:
    """Say whether a wrong is laid at somebody's door: *linked the attack to A*, *tied A to it*."""
    words = scene.lexicon.set
    deeds = (
        words("wrongdoing", "nouns") | words("wrongdoing", "misconduct") | words("attacks", "nouns")
    )
    for kind in ("p", "t"):
        for mark in verb.prepositions(kind):
            behind = args.oblique(mark)
            what, who = (args.object, behind) if kind == "p" else (behind, args.object)
            if what is not None and tree.lemma(what) in deeds and is_party(scene, who):
                return True
    return False


def _aims(args: Arguments, thing: Token | None, verb: Verb) -> list[Token | None]:
    """Return what an entry may be about: its object, and what follows its prepositions."""
    return [thing, *(args.oblique(mark) for mark in verb.prepositions("p"))]


def _is_one_of(scene: Scene, token: Token | None, table: str) -> bool:
    return token is not None and tree.lemma(token) in scene.lexicon.set(table, "nouns")


def has_particle(args: Arguments, verb: Verb) -> bool:
    """Say whether a word of an entry follows the verb or its object, an adverb between them at
    most, or is its object: *threw out the suit*, *threw the suit out*, *took A to task*, *came down
    hard on A*, *heaped scorn on A*."""
    behind = [args.verb.i + 1]
    if args.object is not None and args.object.i > args.verb.i:
        if tree.lemma(args.object) in verb.particle:
            return not any(tree.lower(c) == "no" for c in args.object.lefts)
        behind.append(tree.extent(args.object)[1] + 1)
    return any(_begins_with(args.verb, place, verb.particle) for place in behind)


def _begins_with(verb: Token, place: int, words: frozenset[str]) -> bool:
    """Say whether one of some words stands at a place, or behind an adverb or *to* there."""
    for token in verb.doc[place : min(place + 2, int(verb.sent.end))]:
        if tree.lower(token) in words:
            return True
        if token.pos_ not in {"ADV", "ADP", "PART"} or tree.is_negation(token):
            return False
    return False


def _names(scene: Scene, args: Arguments, verb: Verb, table: str) -> bool:
    """Say whether what a verb's matter names is of a kind: *added Acme to its Entity List*, *hit
    Acme with a fine*, *took Acme to court*."""
    nouns = scene.lexicon.set(table, "nouns")
    for mark in verb.prepositions("t"):
        token = args.oblique(mark)
        if token is not None and (tree.lemma(token) in nouns or tree.lower(token) in nouns):
            return True
    return False


def is_paper(scene: Scene, subject: Token) -> bool:
    """Say whether a subject is a document or other evidence; *it* may be one."""
    if tree.lower(subject) in {"it", "they"}:
        return True
    lexicon = scene.lexicon
    return tree.lemma(subject) in lexicon.party("documents") | lexicon.party("evidence")


def is_party(scene: Scene, token: Token | None) -> bool:
    """Say whether a nominal is somebody who can be charged with something: a name, or a common
    noun for people or a body."""
    if token is None:
        return False
    mention = scene.reading.mention_of(scene.paragraph, token)
    if mention is not None:
        return mention.type in _PARTIES
    if tree.lemma(token) in scene.lexicon.parties or tree.lower(token) in _PERSONS:
        return True
    return token.pos_ == "PROPN" and is_name_shaped(token)


def is_name_shaped(token: Token) -> bool:
    """Say whether a word that no mention covers looks like a name: a capital inside a sentence."""
    text = token.text
    return text[:1].isupper() and len(text) > 2 and text.isalpha() and not text.isupper()


def is_court(scene: Scene, subject: Token) -> bool:
    """Say whether a subject is a court, a judge, a regulator, or what one of them wrote."""
    if tree.lemma(subject) in scene.lexicon.party("courts") | scene.lexicon.set("rulings", "nouns"):
        return True
    bench = scene.lexicon.party("courts", "bench")
    if any(tree.lower(c) in bench and c.i < subject.i for c in subject.children):
        return True  # "Judge Jane Doe", "Justice Doe"
    before = subject.left_edge
    if before.i > 0 and tree.lower(before.nbor(-1)) in bench:
        return True
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None:
        return False
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    if entity is not None and entity.kind in {"court", "judge"}:
        return True
    words = mention.canonical.lower().split()
    return any(name in word for name in scene.lexicon.party("courts", "names") for word in words)


def is_claim(scene: Scene, token: Token | None) -> bool:
    return token is not None and (
        tree.lemma(token) in scene.lexicon.claims or tree.lower(token) in _PRONOUN_OBJECTS
    )


def is_deed(scene: Scene, token: Token | None) -> bool:
    """Say whether a noun names something to be done, so that it can be ordered: *an evacuation*."""
    if token is None:
        return False
    name = tree.lemma(token)
    endings = scene.lexicon.words["deeds"]["endings"]
    return name in scene.lexicon.set("deeds", "nouns") or name.endswith(endings)


def is_wrong(scene: Scene, token: Token | None) -> bool:
    """Say whether a nominal names a wrong, or deeds of somebody: *the theft*, *campaigns by A*."""
    if token is None:
        return False
    name = tree.lemma(token)
    if name in scene.lexicon.set("wrongdoing", "nouns"):
        return True
    wrongs = scene.lexicon.set("wrongdoing", "verbs")
    by = any(tree.marker(c) == "by" for c in token.rights)
    to = any(tree.lemma(c) in wrongs and c.tag_ == "VB" for c in token.rights)
    return (by or to) and (name in scene.lexicon.set("wrongdoing", "deeds") or name == "attempt")


def is_bill(scene: Scene, token: Token | None) -> bool:
    if token is None:
        return False
    if tree.lemma(token) in scene.lexicon.bills:
        return True
    mention = scene.reading.mention_of(scene.paragraph, token)
    return mention is not None and mention.type == "LAW"


def rule_name(args: Arguments, verb: Verb, frame: str) -> str:
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
    finite = args.verb.tag_ in {"VBD", "VBZ", "VBP"}
    if args.verb.dep_ == "acl" and finite and args.verb.head.i < args.verb.i:
        return f"active-{name}"  # a finite verb that the parser hung on its subject
    if args.verb.dep_ == "advcl" and finite and tree.first(args.verb, *tree.SUBJECTS) is not None:
        return f"active-{name}"  # "after Doe complained that …" is no participle
    kind = {"acl": "participle", "acl:relcl": "relative", "advcl": "participle"}.get(args.verb.dep_)
    return f"{kind or 'active'}-{name}"
