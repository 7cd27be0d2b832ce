"""Nouns that carry an act: *X's claim that …*, *made similar allegations*, *accusations by X*.

The clause of such a noun is ``acl`` (or ``ccomp``); its speaker is a possessor, a nominal after
*by*, *from* or *of*, or the subject of a light verb (*issue a warning*).
"""

from __future__ import annotations

from spacy.tokens import Token

from claimwire.model import Act
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party

_OPENING = frozenset({"“", '"', "``"})
_FROM = frozenset({"by", "from"})
_ABOUT = frozenset({"of", "about", "against", "for", "over", "on"})
_UNDER = frozenset({"come", "fall", "remain", "be"})
"""Verbs that put somebody *under* criticism or investigation."""
_GUNFIRE = frozenset({"fire", "attack"})
"""Nouns that are criticism only where they say for what: *under fire from A for O*."""
_OPEN = frozenset({Act.ACCUSE, Act.ALLEGE, Act.CRITICIZE, Act.SUE, Act.INVESTIGATE})
"""Acts that somebody may face without a word of whose they are."""
_WHY = frozenset({"for", "over", "about"})
_LIGHT_FORMS = {
    "imposed": "impose", "imposes": "impose", "issued": "issue", "issues": "issue",
    "filed": "file", "files": "file", "launched": "launch", "launches": "launch",
    "opened": "open", "opens": "open", "levied": "levy", "slapped": "slap",
}  # fmt: skip
_PERFORMING = frozenset({Act.SUE, Act.INVESTIGATE, Act.SANCTION, Act.RULE, Act.AGREE})
"""Acts that are what was done: all of it is their content."""
_SEALING = frozenset({"reach", "sign", "strike", "ink", "clinch", "conclude"})
"""Light verbs that make an agreement, and nothing else."""
_CLOSING = _SEALING | {"announce"}
_AIRED = frozenset(
    {Act.ACCUSE, Act.ALLEGE, Act.DEMAND, Act.CRITICIZE, Act.DENY, Act.WARN, Act.PROPOSE}
)
"""Acts that somebody by name is known to have done where a noun names them: *Doe's call for …*."""
_AIRING = frozenset({"raise", "voice", "express", "sound", "air"})
_WORRIES = frozenset({"fear", "concern", "alarm", "worry", "misgiving"})
_ASKING = frozenset(
    {Act.DEMAND, Act.REQUEST, Act.PROPOSE, Act.CONFIRM, Act.ESTIMATE, Act.THREATEN, Act.SUPPORT}
)
"""Acts that a noun alone hardly performs: *placed several calls*, *issued a call for O*."""


def find(scene: Scene) -> list[Draft]:
    """Return the statements whose cue is a noun outside quotation marks."""
    found = []
    for token in scene.paragraph.having(lemmas=scene.lexicon.carrying):
        known = tree.lemma(token) in scene.lexicon.nouns or is_suit(scene, token)
        known = known or _faced(scene, token) is not None
        nominal = token.pos_ == "NOUN" or (token.dep_ == "obj" and token.tag_ == "VBZ")
        if not nominal or not known or tree.is_verb(token):
            continue
        if scene.quoted(token) or token.dep_ in {"compound", "amod"}:
            continue
        draft = of_noun(scene, token)
        if draft is not None:
            found.append(draft)
    return found


def of_noun(scene: Scene, noun: Token) -> Draft | None:
    """Return the statement that a noun makes, or None."""
    suit = is_suit(scene, noun)
    facing = _faced(scene, noun)
    act, attitude = (Act.SUE, False) if suit else _act_of(scene, noun)
    light = noun.head if suit else (facing or _light(scene, noun) or _misread(scene, noun))
    closed = light is not None and tree.lemma(light) in _CLOSING
    if (act == Act.AGREE) != closed and (act == Act.AGREE or tree.lemma(light or noun) in _SEALING):
        return None
    faced = facing is not None
    speaker = _holder(noun) or (_facer(noun, facing) if facing is not None else None)
    if speaker is None and light is not None and not faced:
        speaker = tree.subject(light) if light.head != noun else light.nbor(-1)
    act, attitude = _aired(noun, light, act, attitude=attitude)
    cue, lemma, anchor = scene.span((noun.i, noun.i)), tree.lemma(noun), noun
    clause = _clause(noun) or _equated(noun)
    if clause is not None:
        bare = faced and speaker is None  # "faces accusations that it stole code": whose, unsaid
        rule = "faced-clause" if bare else "noun-clause"
        words = _beyond(noun, tree.extent(clause))
    elif light is not None and (speaker is not None or _is_faced_openly(scene, act, facing)):
        rule, words, anchor = "light-verb", _performed(scene, noun, light, act, speaker), light
        if act not in _PERFORMING and _matter(noun) is not None:
            rule = "light-matter" if act in _ASKING else rule
        cue = scene.span(tree.cue_range(light))
    elif speaker is None:
        return None
    elif act in _AIRED and (about := _of_matter(scene, noun, speaker)) is not None:
        rule, words = "noun-named", _behind_mark(_until(tree.extent(about), speaker), about)
    elif tree.marker(speaker) in _FROM or _origin(noun) is not None:
        rule, words = "noun-from", tree.thing(noun, relatives=False)
        if noun.dep_ == "nsubj" and _origin(noun) is not None:
            words = tree.extent(noun.head)
    elif (about := _matter(noun)) is not None:
        named = speaker.dep_ == "nmod:poss" and scene.reading.mention_of(scene.paragraph, speaker)
        aired = named and act in _AIRED and tree.marker(about) != "against"
        rule = "noun-named" if aired else "noun-matter"
        words = _behind_mark(tree.extent(about), about)
    else:
        return None
    content = scene.content(words)
    if rule in {"noun-clause", "faced-clause", "noun-matter"}:
        content = [span for span in content if not span.overlaps(cue)]
    targets = _targets(scene, noun, light if faced else None)
    if not content or (light is not None and lemma == "complaint" and not targets):
        return None  # "filed a complaint": against whom it does not tell
    return Draft(
        paragraph=scene.paragraph,
        rule="attitude-noun" if attitude else rule,
        act=act,
        anchor=anchor,
        cue=cue,
        lemma=lemma,
        content=content,
        speaker=speaker,
        attitude=attitude,
        targets=targets,
        negated=light is not None and tree.is_negated(light),
    )


def _worried_about(noun: Token, light: Token) -> Token | None:
    """Return what somebody raises the alarm *over*, where the parser hung it on the verb."""
    if tree.lemma(noun) not in _WORRIES:
        return None
    return next((c for c in light.rights if tree.marker(c) in _ABOUT | {"at"}), None)


def _aired(noun: Token, light: Token | None, act: Act, *, attitude: bool) -> tuple[Act, bool]:
    """Return the act of a noun of feeling that is aired: *raised concerns* is said, not felt."""
    if not attitude or light is None or tree.lemma(light) not in _AIRING:
        return act, attitude
    return (Act.WARN if tree.lemma(noun) in _WORRIES else act), False


def _performed(
    scene: Scene, noun: Token, light: Token, act: Act, speaker: Token | None
) -> tree.Range:
    """Return the words of what a light verb and its noun do."""
    words = tree.thing(noun, relatives=False)
    if act in _PERFORMING:
        return words[0], max([words[1], *_aimed_ends(scene, noun, light)])
    about = _matter(noun) or _worried_about(noun, light)
    if about is None and _faced(scene, noun) is not None:
        about = _why(light)
    if about is None:
        return words
    words = _behind_mark(tree.extent(about), about)  # "made comments about the tax"
    return _until(words, speaker) if speaker is not None and speaker.i > noun.i else words


def _is_faced_openly(scene: Scene, act: Act, facing: Token | None) -> bool:
    """Say whether somebody faces an act without a word of whose it is."""
    return facing is not None and act in _OPEN and is_party(scene, _faces(facing))


def _aimed_ends(scene: Scene, noun: Token, light: Token) -> list[int]:
    """Return where *filed suit against Acme in March* ends, if the parser hung it on the verb."""
    aimed, doc = scene.lexicon.aimed, noun.doc
    near = [c for c in light.rights if c.i > noun.i and tree.marker(c) in aimed]
    ends = [tree.extent(c)[1] for c in near]
    return [end for end in ends if all(t.text != ";" for t in doc[noun.i : end])]


def _targets(scene: Scene, noun: Token, faced: Token | None) -> list[Token]:
    """Return at whom a noun's act is aimed: who faces it, or whom it is *against*, *into*, *on*."""
    who = _faces(faced)
    if who is not None:
        return [who]
    pronoun = _pronoun_of_clause(noun)
    acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(noun.head), ())}
    if pronoun and noun.dep_ == "obj" and acts & {Act.DENY, Act.REJECT}:
        answering = tree.subject(noun.head)  # "rejected the accusation that it had stolen"
        return [answering] if answering is not None else []
    for child in [*noun.children, *noun.head.children]:
        aimed = child.dep_ in {"nmod", "obl"} and tree.marker(child) in scene.lexicon.aimed
        if aimed and child.i > noun.i and _is_somebody(scene, child):
            return [child]
    for child in noun.subtree:  # "accusations of theft against Acme", hung on the theft
        if tree.marker(child) == "against" and child.i > noun.i and _is_somebody(scene, child):
            return [child]
    return []


def _is_somebody(scene: Scene, token: Token) -> bool:
    """Say whether an act may be aimed at a nominal: a party, and no day with a capital."""
    dated = scene.reading.dates_in(scene.paragraph.span_of(token, token))
    return not dated and is_party(scene, token)


def _act_of(scene: Scene, noun: Token) -> tuple[Act, bool]:
    name = tree.lemma(noun)
    known = scene.lexicon.nouns.get(name)
    return known if known is not None else (scene.lexicon.faced_nouns[name], False)


def _faced(scene: Scene, noun: Token) -> Token | None:
    """Return the verb by which somebody *faces* or *draws* what a noun names, *comes under* it; of
    *is under investigation* the noun itself."""
    verb, name = noun.head, tree.lemma(noun)
    if noun.dep_ == "obj" and scene.lexicon.light_verb(verb) in scene.lexicon.faced:
        coming = verb.tag_ == "VB" and tree.first(verb, "aux") is None  # "or face a suit"
        return verb if name != "attack" and not coming else None
    if tree.marker(noun) != "under" or name not in scene.lexicon.carrying:
        return None
    if tree.first(noun, "cop") is not None:
        found = noun
    elif noun.dep_ == "obl" and tree.lemma(verb) in _UNDER:
        found = verb
    else:
        return None
    return found if name not in _GUNFIRE or _why(found) is not None else None


def _faces(light: Token | None) -> Token | None:
    return tree.subject(light) if light is not None else None


def _facer(noun: Token, light: Token) -> Token | None:
    """Return from whom what somebody faces comes: *drew fire from A*, *drew the ire of A*."""
    for child in [*light.children, *noun.children]:
        mark = tree.marker(child) if child.dep_ in {"obl", "obl:agent", "nmod"} else ""
        if child.i > noun.i and (mark in _FROM or (mark == "of" and tree.lemma(noun) == "ire")):
            return child
    return None


def _why(light: Token) -> Token | None:
    """Return for what somebody is criticised: *came under fire from A for its silence*."""
    near = (c for c in light.rights if c.dep_ in {"obl", "advcl", "nmod"})
    return next((c for c in near if tree.marker(c) in _WHY), None)


def is_suit(scene: Scene, noun: Token) -> bool:
    """Say whether a noun is what somebody files *against* somebody: *a class action against T*."""
    verb = noun.head
    if tree.lemma(noun) not in scene.lexicon.legal or noun.dep_ != "obj":
        return False
    if scene.lexicon.verb(verb) == "take" or tree.lemma(verb) == "pursue":
        if not any(tree.lower(c) == "legal" for c in noun.lefts):
            return False  # "took action against the mosquitoes"
    elif tree.lemma(verb) not in scene.lexicon.filing:
        return False
    near = [*noun.children, *verb.children]
    return any(tree.marker(c) == "against" and c.i > noun.i for c in near)


def _pronoun_of_clause(noun: Token) -> bool:
    """Say whether what a noun says is said of a pronoun: *the accusation that it had …*."""
    clause = _clause(noun)
    who = tree.first(clause, *tree.SUBJECTS) if clause is not None else None
    return who is not None and tree.lower(who) in {"it", "he", "she", "they"}


def _light(scene: Scene, noun: Token) -> Token | None:
    """Return the light verb whose object the noun is ("made similar allegations")."""
    head = noun.head
    light = noun.dep_ == "obj" and head.pos_ == "VERB" and bool(scene.lexicon.light_verb(head))
    return head if light else None


def _misread(scene: Scene, noun: Token) -> Token | None:
    """Return the verb of *Lorvania imposed sanctions on …* that the parser took for an adjective:
    the form of a light verb right before the noun and right behind a name."""
    if noun.i < 2 or noun.n_lefts == 0:
        return None
    verb = noun.nbor(-1)
    form = verb.dep_ in {"amod", "compound"} and scene.lexicon.forms.get(tree.lower(verb), "")
    light = form or _LIGHT_FORMS.get(tree.lower(verb), "")
    name = verb.nbor(-1)
    if light not in scene.lexicon.light or name.head != noun or name.pos_ != "PROPN":
        return None
    return verb


def _holder(noun: Token) -> Token | None:
    owner = tree.first(noun, "nmod:poss")
    if owner is not None:
        return owner
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"nmod", "obl"} and tree.marker(child) in _FROM:
            return child
    return _by(noun) or _origin(noun) or _source(noun)


def _source(noun: Token) -> Token | None:
    """Return from whom *accusations of theft from A* come, hung on what they are about."""
    for matter in noun.rights:
        if matter.dep_ == "nmod" and tree.marker(matter) in _ABOUT:
            return next((c for c in matter.rights if tree.marker(c) == "from"), None)
    return None


def _by(noun: Token) -> Token | None:
    """Return whose *a demand by members* is, where the parser hung *by* on the verb before it."""
    if noun.dep_ != "obj" or tree.is_passive(noun.head):
        return None
    near = (c for c in noun.head.rights if tree.marker(c) == "by")
    return next((c for c in near if c.left_edge.i == noun.i + 1), None)


def _origin(noun: Token) -> Token | None:
    """Return who accusations *come from* or *are made by*."""
    if noun.dep_ not in {"nsubj", "nsubj:pass"} or tree.lemma(noun.head) not in {"come", "make"}:
        return None
    for child in noun.head.children:
        if child.dep_ in {"obl", "obl:agent"} and tree.marker(child) in _FROM:
            return child
    return None


def _clause(noun: Token) -> Token | None:
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"acl", "ccomp", "acl:relcl"}:
            marks = {tree.lower(c) for c in child.children if c.dep_ == "mark"}
            if "that" in marks:
                return child
            if child.dep_ == "acl" and "to" in marks and tree.lemma(noun) not in {"call", "order"}:
                return child
    for child in noun.children:  # "accusations by X that …" attached to X
        if child.i > noun.i and child.dep_ in {"nmod", "obl"}:
            for inner in child.children:
                if inner.dep_ in {"acl", "acl:relcl", "ccomp"} and any(
                    tree.lower(c) == "that" and c.dep_ == "mark" for c in inner.children
                ):
                    return inner
    return None


def _equated(noun: Token) -> Token | None:
    """Return the clause in *its main allegation was that …*."""
    if noun.dep_ not in {"nsubj", "nsubj:outer"}:
        return None
    head = noun.head
    if tree.lemma(head) == "be":
        return tree.first(head, "ccomp", "advcl")
    has_that = any(tree.lower(c) == "that" and c.dep_ == "mark" for c in head.children)
    own = [c for c in head.children if c.dep_ == "nsubj" and c != noun and c.i > noun.i]
    return head if has_that and own else None


def _of_matter(scene: Scene, noun: Token, speaker: Token) -> Token | None:
    """Return what *criticism of the plan by Doe* is about, where somebody by name airs it."""
    named = scene.reading.mention_of(scene.paragraph, speaker)
    about = _matter(noun)
    if named is None or about is None or tree.marker(speaker) != "by":
        return None
    return about if tree.marker(about) in {"of", "about"} and about.i < speaker.i else None


def _until(words: tree.Range, speaker: Token) -> tree.Range:
    start, end = words
    low = tree.extent(speaker)[0]
    return (start, low - 1) if start < low <= end else words


def _behind_mark(words: tree.Range, matter: Token) -> tree.Range:
    """Return the words of a matter without the preposition before it."""
    marks = [c.i for c in matter.children if c.dep_ in {"case", "mark"} and c.i < matter.i]
    low = max(marks) + 1 if marks and marks[0] == words[0] else words[0]
    return low, words[1]


def _beyond(noun: Token, words: tree.Range) -> tree.Range:
    """Return the words of a clause from its *that* on, where the noun stands in the same range."""
    start, end = words
    if start <= noun.i <= end:
        start = next((t.i for t in noun.doc[noun.i : end] if tree.lower(t) == "that"), noun.i + 1)
    stops = (t.i for t in noun.doc[start:end] if t.text == "." and t.nbor(1).text in _OPENING)
    return start, next(stops, end)  # a quotation behind a full stop is another sentence


def _matter(noun: Token) -> Token | None:
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"nmod", "acl"} and tree.marker(child) in _ABOUT:
            return child
    return None
