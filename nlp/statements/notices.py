"""What agencies do in their notices: *issued a rule that adds T to the list*, *T was added because
it …*, *the Board determined that …*, *encourages exporters to …*, *will treat such reports as …*.

Plain verbs, which say nothing where anybody else is their subject: only that of an agency counts,
by its name or by what it is called.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimwire.model import Act
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_party

RULE = "notice"
_AGENCY = re.compile(
    r"\b(?:Bureau|Department|Ministry|Commission|Committee|Agency|Authority|Administration|Board"
    r"|Treasury|Council|Directorate|Inspectorate|Regulator|Office)\b"
)
_AGENCIES = frozenset(
    {"bureau", "department", "ministry", "commission", "committee", "agency", "authority"}
    | {"administration", "board", "regulator", "directorate", "inspectorate"}
)
_KINDS = frozenset({"ministry", "agency", "committee", "government"})
_RULES = frozenset({"rule", "order", "notice", "decree", "regulation", "directive", "measure"})
_ISSUING = frozenset({"issue", "publish", "adopt", "release", "sign", "announce", "finalize"})
_ADDING = frozenset({"add", "place", "put"})
_BARRING = frozenset({"ban", "bar", "blacklist", "block", "sanction", "suspend", "restrict"})
_LISTED = _ADDING | {"list", "include", "designate", "blacklist", "sanction", "name"}
_INVITING = frozenset({"encourage", "invite", "urge", "advise", "remind"})
_SEEKING = frozenset({"request", "invite", "seek", "solicit", "welcome"})
_COMMENTS = frozenset({"comment", "comments", "input", "feedback"})
_HOLDING = frozenset({"determine", "conclude", "find"})
_TREATING = frozenset({"treat", "consider", "regard"})
_DEFERRING = frozenset({"defer", "postpone", "delay"})
_FORMS = frozenset({"deferred", "defers"})
"""Forms whose lemma small models get wrong."""
_DECIDED = frozenset({"decision", "ruling", "vote", "determination"})
_AGAINST = re.compile(
    r"\b(?:contrary to|against the|violat|breach|evad|divert|unlawful|illegal|fail(?:ed|s)? to"
    r"|misl(?:ed|ead)|conceal)",
    re.IGNORECASE,
)
_CUES = _ISSUING | _LISTED | _INVITING | _SEEKING | _HOLDING | _TREATING | _DEFERRING
_NEAR = 14
"""Most words between *added* and the reason for it."""


def find(scene: Scene) -> list[Draft]:
    """Return what agencies do in a paragraph."""
    found = []
    for token in scene.paragraph.having(_FORMS, _CUES):
        if not tree.is_verb(token) or scene.quoted(token) or tree.is_passive(token):
            continue
        who = _who(scene, token)
        if who is None or tree.is_negated(token):
            continue
        draft = (
            _issued(scene, token, who)
            or _invited(scene, token, who)
            or _held(scene, token, who)
            or _coming(scene, token, who)
        )
        if draft is not None:
            found.append(draft)
    return found


def _who(scene: Scene, verb: Token) -> Token | None:
    """Return the agency that acts: of *… encourages firms that … and will treat such reports as …*
    the subject of the sentence, whatever the parser hung the second verb on."""
    who = tree.subject(verb)
    if who is not None and is_agency(scene, who):
        return who
    who = tree.subject(verb.sent.root) if verb.dep_ == "conj" and _has_will(verb) else None
    return who if who is not None and is_agency(scene, who) else None


def _has_will(verb: Token) -> bool:
    return any(tree.lower(c) == "will" for c in verb.lefts)


def reasons(scene: Scene, listed: Draft | None, own: list[Draft]) -> list[Draft]:
    """Return why T was put on a list, as who put it there tells: *was added because it sold …*.

    ``listed`` is the last sanction before the paragraph, ``own`` are the drafts of the paragraph.
    """
    found = []
    for token in scene.paragraph.having(lemmas=_LISTED):
        if not tree.is_passive(token) or scene.quoted(token) or tree.is_negated(token):
            continue
        who = tree.subject(token)
        words = _reason(token)
        if who is None or words is None or not is_party(scene, who):
            continue
        if any(d.anchor.i == token.i and d.speaker is not None for d in own):
            continue
        before = [d for d in own if d.act is Act.SANCTION and d.anchor.i < token.i]
        of = next((d for d in reversed(before) if d.speaker is not None), None)
        agency = of.speaker if of is not None else _agency_before(scene, token)
        of = of if agency is not None else listed
        content = scene.content(words)
        if (of is None and agency is None) or not content:
            continue
        here = agency is not None
        found.append(
            Draft(
                paragraph=scene.paragraph,
                rule=RULE,
                act=Act.ACCUSE,
                anchor=token,
                cue=scene.span((token.i, token.i)) if here or of is None else of.cue,
                lemma=tree.lemma(token),
                content=content,
                speaker=agency if of is None else of.speaker,
                targets=[who],
                floating=not here,
            )
        )
    return found


def _agency_before(scene: Scene, token: Token) -> Token | None:
    """Return the agency that is the subject of a sentence before, in the same paragraph."""
    subjects = tree.SUBJECTS
    return next(
        (
            t
            for t in reversed(scene.tokens[: token.i])
            if t.dep_ in subjects and not scene.quoted(t) and is_agency(scene, t)
        ),
        None,
    )


def sanction_of(drafts: list[Draft], last: Draft | None) -> Draft | None:
    """Return the last sanction whose author a text has named up to here."""
    named = (d for d in reversed(drafts) if d.speaker is not None and not d.floating)
    return next((d for d in named if d.act is Act.SANCTION), last)


def is_agency(scene: Scene, who: Token) -> bool:
    """Say whether a subject is an agency: by its name, its kind, or what it is called."""
    mention = scene.reading.mention_of(scene.paragraph, who)
    if mention is None:
        pointing = any(tree.lower(c) in {"the", "this"} for c in who.lefts)
        return pointing and tree.lemma(who) in _AGENCIES
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    if entity is not None and entity.kind is not None:
        return entity.kind in _KINDS
    return mention.type == "ORG" and _AGENCY.search(mention.canonical) is not None


def _reason(token: Token) -> tree.Range | None:
    """Return the words behind *because*, *on the basis of information that* or *for* selling."""
    doc, last = token.doc, int(token.sent.end) - 1
    for word in doc[token.i + 1 : min(token.i + _NEAR, last)]:
        if tree.lower(word) == "because" and tree.lower(word.nbor(1)) != "of":
            return word.i + 1, last
        if tree.lower(word) in {"information", "evidence"} and tree.lower(word.nbor(1)) == "that":
            return word.i + 2, last
        if tree.lower(word) == "for" and word.nbor(1).tag_ == "VBG":
            return word.i + 1, _clause_end(word)
        if word.text in {";", ":"}:
            return None
    return None


def _clause_end(word: Token) -> int:
    end = word.i
    for token in word.doc[word.i + 1 : int(word.sent.end)]:
        if token.text in {",", ";", ":", ".", "—"} or token.tag_ in {"VBD", "VBZ", "MD"}:
            break
        end = token.i
    return end


def _issued(scene: Scene, verb: Token, who: Token) -> Draft | None:
    """Return *issued a rule that adds T to the list*, *an order that bars T*, *designated T*."""
    thing = tree.first(verb, "obj")
    if thing is None:
        return None
    if tree.lemma(verb) == "designate" and is_party(scene, thing):
        words = int(thing.left_edge.i), tree.extent(verb)[1]
        return _draft(scene, verb, Act.SANCTION, words, who, [thing])
    if tree.lemma(verb) not in _ISSUING or tree.lemma(thing) not in _RULES:
        return None
    deed = next((c for c in thing.rights if c.dep_ in {"acl:relcl", "acl"}), None)
    target = tree.first(deed, "obj") if deed is not None else None
    if deed is None or target is None:
        return None
    low, high = int(thing.left_edge.i), tree.extent(thing)[1]
    lists = scene.lexicon.set("lists", "nouns")
    listing = any(tree.lemma(t) in lists for t in verb.doc[deed.i : high + 1])
    if tree.lemma(deed) in _BARRING or (tree.lemma(deed) in _ADDING and listing):
        return _draft(scene, verb, Act.SANCTION, (low, high), who, [target])
    return None


def _invited(scene: Scene, verb: Token, who: Token) -> Draft | None:
    """Return *encourages firms that … to come forward*, *requests comments on …*."""
    name, end = tree.lemma(verb), tree.extent(verb)[1]
    thing = tree.first(verb, "obj")
    if thing is None or thing.i < verb.i:
        return None
    if name in _SEEKING and tree.lower(thing) in _COMMENTS:
        return _draft(scene, verb, Act.REQUEST, (int(thing.left_edge.i), end), who)
    behind = verb.doc[thing.i + 1 : int(verb.sent.end) - 1]
    called = any(t.text == "to" and t.nbor(1).tag_ == "VB" for t in behind)
    if name not in _INVITING or not called:
        return None
    stop = next((t.i - 1 for t in behind if _goes_on(t)), max(end, thing.i))
    return _draft(scene, verb, Act.DEMAND, (int(thing.left_edge.i), stop), who)


def _goes_on(token: Token) -> bool:
    """Say whether the sentence goes on with what the agency itself does: *… and will treat*."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return token.dep_ == "cc" and following.tag_ in {"MD", "VBZ"}


def _held(scene: Scene, verb: Token, who: Token) -> Draft | None:
    """Return *determined that these firms have acted contrary to …*: a charge by an agency."""
    clause = tree.first(verb, "ccomp")
    if tree.lemma(verb) not in _HOLDING or clause is None or clause.i < verb.i:
        return None
    low, high = tree.extent(clause)
    words = scene.span((low, high)).of(scene.reading.text)
    about = tree.subject(clause)
    if about is None or about.pos_ == "PRON" or not _AGAINST.search(words):
        return None
    return _draft(scene, verb, Act.ACCUSE, (low, high), who, [about])


def _coming(scene: Scene, verb: Token, who: Token) -> Draft | None:
    """Return *will treat such reports as …*, *has deferred its decision*."""
    thing = tree.first(verb, "obj")
    if thing is None:
        return None
    high = max(tree.extent(verb)[1], thing.i)
    if tree.lemma(verb) in _TREATING and _has_will(verb):
        return _draft(scene, verb, Act.PROMISE, (int(verb.i), high), who, inside=True)
    put_off = tree.lower(verb) in _FORMS or tree.lemma(verb) in _DEFERRING
    if put_off and tree.lemma(thing) in _DECIDED:
        return _draft(scene, verb, Act.ANNOUNCE, (int(thing.left_edge.i), high), who)
    return None


def _draft(
    scene: Scene,
    verb: Token,
    act: Act,
    words: tree.Range,
    who: Token,
    targets: list[Token] | None = None,
    *,
    inside: bool = False,
) -> Draft | None:
    cue = scene.span((verb.i, verb.i))
    content = [s for s in scene.content(words) if inside or not s.overlaps(cue)]
    if not content:
        return None
    if inside:  # what will be done is the content, and *will* the cue
        will = next((c for c in verb.lefts if tree.lower(c) == "will"), verb)
        cue = scene.span((will.i, will.i))
    return Draft(
        paragraph=scene.paragraph,
        rule=RULE,
        act=act,
        anchor=verb,
        cue=cue,
        lemma=tree.lemma(verb),
        content=content,
        speaker=who,
        targets=targets or [],
    )
