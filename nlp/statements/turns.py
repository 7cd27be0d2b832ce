"""What a plain *said* does, given who has accused whom before it.

*It had no knowledge of the files* is a denial from the accused and news from anybody else; *he
walked out with the plans* charges whom the text has just charged. The words alone, which
:mod:`nlp.statements.acts` reads, do not tell these apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act
from nlp.statements import charges, predicates, tree, wordings
from nlp.statements.draft import Draft, Scene
from nlp.statements.standing import Quarrel, Voice, is_court
from nlp.words import word_set

_OPEN = frozenset({Act.SAY, Act.ANNOUNCE})
_COMMITTING = frozenset({Act.WARN, Act.PROMISE})
_FINDING = word_set(
    "find detect identify discover trace uncover spot catch observe see disclose reveal describe "
    "face"
)
_ASKING = word_set("ask wonder question inquire")
_BODIES = word_set(
    "chipmaker maker giant company firm startup start-up lab society association group union "
    "publisher agency ministry"
)
_SELF = frozenset({"it", "we", "i", "he", "she", "they"})
_THEM = frozenset({"he", "she", "they"})
_TOLD = frozenset({"VBD", "VBN", "VBZ"})
_NAMING = frozenset({"call", "describe", "label", "brand", "dub", "dismiss"})
_LISTING = frozenset({"add", "place", "put"})
_IMPOSED = word_set("sanction fine penalty ban restriction curb tariff embargo surcharge levy")
_ANSWERING = frozenset({"insist", "counter", "maintain", "retort", "rebut", "protest"})
"""Verbs that only somebody uses who has been told otherwise."""
_ARGUING = frozenset({"maintain", "contend"})
_HOLDING = _ARGUING | {"insist", "assert", "counter", "protest", "retort"}
_HITTING = frozenset({"hit", "push", "fire", "shoot", "strike", "punch", "clap", "snap"})
_LIKENING = frozenset({"describe", "call", "label", "brand", "dub"})
_TELLINGS = word_set("account report story article narrative version evidence study filing dossier")
"""What charges are told in."""
_ACTING = word_set(
    "suspend block ban close remove terminate disable delete halt stop cut alert notify launch "
    "revoke withdraw"
)
"""What somebody who does it reports; he does not plead."""
_OPEN_MODALS = frozenset({"may", "might", "could", "would"})
_QUOTES = re.compile(r"[“\"]")
_RELATIVE = re.compile(r"\b(?:who|whom|which|whose)\b")


def turned(scene: Scene, draft: Draft, voice: Voice, quarrel: Quarrel) -> Act | None:
    """Return the act that a plain saying is in this quarrel, ``None`` for itself.

    What is warned of or promised is a threat where its speaker will do the harm.
    """
    if not draft.content or draft.attitude or draft.lemma in _ASKING:
        return None
    tokens = tree.words_in(scene.paragraph, draft.content[0])
    words = " ".join(one.of(scene.reading.text) for one in draft.content)
    if not tokens or words.rstrip("”’\"' ").endswith("?"):
        return None
    root = charges.top(tokens)
    subject = tree.subject(root) if root is not None else None
    if draft.act in _COMMITTING:
        bare = root is not None and root.pos_ == "NOUN" and wordings.say("harmful", words)
        own = root is not None and subject is not None and predicates.is_self(subject)
        harm = root is not None and own and predicates.threatens(root, words)
        if draft.act is Act.PROMISE and root is not None and predicates.contests(root):
            return Act.DENY  # "vowed to fight the charges"
        bare = bare or (root is not None and predicates.is_harm(root))
        return Act.THREATEN if harm or (bare and draft.act is Act.PROMISE) else None
    if subject is not None and subject not in tokens:
        subject = None
    if _stands_firm(scene, draft, subject, words, voice=voice, quarrel=quarrel):
        return Act.DENY
    if draft.act not in _OPEN:
        return None
    return _in_quarrel(scene, draft, root, subject, tokens, words, voice, quarrel)


def _is_of_the_addressed(draft: Draft, subject: Token) -> bool:
    """Say whether *their companies* are those of whom somebody tells: *told the witnesses that
    their companies had …*."""
    theirs = any(tree.lower(c) in {"their", "your"} for c in subject.lefts)
    return theirs and draft.addressee is not None


def _stands_firm(
    scene: Scene, draft: Draft, subject: Token | None, words: str, *, voice: Voice, quarrel: Quarrel
) -> bool:
    """Say whether somebody answers a charge by what he holds: the accused who maintains or contends
    something of himself or of things, and whoever *hit back, saying that …* so."""
    if voice.outlet or voice.earlier or draft.act not in _OPEN | {Act.ALLEGE}:
        return False
    if wordings.say("harsh", words) or wordings.say("deceit", words):
        return False  # he charges others in his turn
    own = subject is not None and (
        predicates.is_self(subject) or predicates.is_speaker(scene, subject, voice)
    )
    holds = draft.lemma in _HOLDING and voice.is_of(quarrel.accused)
    holds = holds and (own or draft.lemma in _ARGUING)
    if not holds and not (_hits_back(draft.anchor) and bool(quarrel.accused)):
        return False
    return subject is None or predicates.is_not_of_others(scene, subject, voice)


def _hits_back(verb: Token) -> bool:
    """Say whether a saying goes on with *hit back*, *pushed back* or *fired back*."""
    main = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or tree.lemma(main) not in _HITTING:
        return False
    return any(tree.lower(t) == "back" for t in main.rights)


def _in_quarrel(
    scene: Scene,
    draft: Draft,
    root: Token | None,
    subject: Token | None,
    tokens: Sequence[Token],
    words: str,
    voice: Voice,
    quarrel: Quarrel,
) -> Act | None:
    if not voice.is_of(quarrel.accusers) and predicates.of_charges(scene, tokens):
        return _answer(draft, words)
    told = next((token for token in tokens[:6] if token.pos_ == "NOUN"), None)
    if told is not None and tree.lemma(told) in _TELLINGS and wordings.say("disparaged", words):
        return Act.DENY  # "calling the account inaccurate"
    if predicates.calls_it_wrong(scene, tokens):
        return Act.ALLEGE
    if draft.act is Act.ANNOUNCE and root is not None and tree.lemma(root) in _IMPOSED:
        return Act.SANCTION  # "announced curbs on exports to …"
    if _refutes(words, voice, quarrel):
        return Act.DENY
    charging = voice.charging or voice.is_of(quarrel.accusers - quarrel.accused)
    if draft.lemma in _LIKENING and charging and _QUOTES.search(words):
        return Act.CRITICIZE  # the complaint describes Acme as “a photocopier”
    if wordings.say("wanted", words):
        return Act.DEMAND
    if root is None or subject is None:
        return Act.CRITICIZE if wordings.say("harsh", words) else None
    if draft.act is Act.SAY and is_court(scene, voice) and not _is_left_open(root, subject):
        return Act.RULE
    another = voice.person and tree.lower(subject) == "it" and not scene.quoted(subject)
    own = predicates.is_self(subject) and not (another or _is_of_the_addressed(draft, subject))
    himself = tree.lower(subject) in {"he", "she"} and not scene.quoted(subject)
    if himself and voice.person and wordings.say("pleads", words):
        return Act.DENY  # "Doe said he was not involved"
    if own or predicates.is_speaker(scene, subject, voice):
        return _of_oneself(scene, root, subject, words, voice=voice, quarrel=quarrel)
    if draft.lemma in _ANSWERING and _exculpates(scene, subject, words, voice):
        return Act.DENY  # "countered that such outputs were rare"
    return _of_others(scene, root, subject, words, voice=voice, quarrel=quarrel)


def _is_left_open(root: Token, subject: Token) -> bool:
    """Say whether a judge speaks of himself, or of what may come: that decides nothing."""
    if tree.lower(subject) in _SELF or predicates.is_self(subject):
        return True
    return any(tree.lower(c) in _OPEN_MODALS and c.dep_ == "aux" for c in root.lefts)


def _refutes(words: str, voice: Voice, quarrel: Quarrel) -> bool:
    """Say whether somebody says of what was charged that it is not so: *that is not true*."""
    if voice.outlet or voice.earlier or not (quarrel.recent or voice.is_of(quarrel.accused)):
        return False
    return wordings.say("untrue", words) and not voice.is_of(quarrel.accusers - quarrel.accused)


def _answer(draft: Draft, words: str) -> Act | None:
    """Return what somebody does who speaks of charges that others made."""
    if wordings.say("disparaged", words):
        return Act.DENY
    if draft.lemma in _NAMING and wordings.say("ploy", words):
        return Act.DENY
    ploy = wordings.say("ploy", words) and not wordings.say("grave", words)
    return Act.CRITICIZE if ploy else None


def _of_oneself(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> Act | None:
    """Return what somebody does who speaks of itself or its own things."""
    if tree.lemma(root) in _LISTING and wordings.say("list", words):
        return Act.SANCTION
    if predicates.regrets(root):
        return Act.APOLOGIZE  # "it regretted the error"
    if wordings.say("opposed", words) and not tree.is_negated(root):
        return Act.DENY if predicates.of_allegations(scene, root) else Act.CRITICIZE
    if (
        tree.lower(subject) in _SELF
        and wordings.say("welcomed", words)
        and not (predicates.is_coming(root) or tree.is_negated(root))
    ):
        return Act.SUPPORT
    if wordings.say("harsh", words) and (tree.is_passive_head(root) or tree.lower(subject) == "it"):
        return Act.CRITICIZE  # nobody says such a thing of itself: "it confuses …" is of another
    if predicates.is_wronged(scene, root, subject):
        return Act.ALLEGE  # "its models are being copied"
    acting = tree.lemma(root) in _ACTING and not tree.is_negated(root)
    if not acting and (wordings.say("pleads", words) or wordings.say("no_plans", words)):
        return Act.DENY
    if not acting and _clears(scene, root, subject, words, voice=voice, quarrel=quarrel):
        return Act.DENY
    if tree.lemma(root) in _FINDING and (
        wordings.say("deceit", words) or wordings.say("schemes", words)
    ):
        return Act.ALLEGE
    if tree.lower(subject) in _SELF and predicates.disowns(root):
        return Act.DENY
    return Act.THREATEN if predicates.threatens(root, words) else None


def _clears(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> bool:
    """Say whether somebody clears himself: who is accused by any *not* or *never* and by anything
    that shows his honesty, whoever else does not accuse by the latter alone."""
    if voice.earlier or predicates.is_coming(root):
        return False
    main = _RELATIVE.split(words, maxsplit=1)[0]  # "customers who had never heard of it"
    clean = wordings.say("innocent", words) or wordings.say("never", main)
    if not voice.is_of(quarrel.accused):
        about = quarrel.recent or (bool(quarrel.accused) and voice.house)
        suspect = about and not voice.is_of(quarrel.accusers)
        return suspect and not (voice.power or voice.outlet) and clean
    if clean:
        return predicates.is_not_of_others(scene, subject, voice) or tree.lower(subject) in _SELF
    return tree.is_negated(root) and predicates.is_not_of_others(scene, subject, voice)


def _is_the(subject: Token) -> bool:
    return any(tree.lower(c) == "the" for c in subject.lefts)


def _of_others(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> Act | None:
    """Return what somebody does who speaks of others."""
    accused = voice.is_of(quarrel.accused) and not voice.earlier
    body = scene.reading.mention_of(scene.paragraph, subject) is None
    own = body and voice.house and tree.lemma(subject) in _BODIES and _is_the(subject)
    if own and wordings.say("pleads", words):
        return Act.DENY  # "the chipmaker had never knowingly sold"
    if own and _clears(scene, root, subject, words, voice=voice, quarrel=quarrel):
        return Act.DENY  # "the firm has never needed foreign models", by its founder
    if accused and _exculpates(scene, subject, words, voice):
        return Act.DENY
    if quarrel.recent and not voice.is_of(quarrel.accusers) and wordings.say("ours", words):
        return Act.DENY
    if body and wordings.say("no_plans", words):
        return Act.DENY
    if body and tree.lemma(subject) in _BODIES and predicates.threatens(root, words):
        return Act.THREATEN
    charge = _charge(scene, root, subject, words, voice=voice, quarrel=quarrel)
    if charge is not None:
        return charge
    penal = wordings.say("penalty", words) and voice.power
    if wordings.say("reckoning", words) or penal:
        return Act.THREATEN
    if wordings.say("unasked", words):
        return Act.ACCUSE
    if wordings.say("blamed", words) and predicates.is_party_like(scene, subject):
        return Act.ACCUSE
    if wordings.say("harsh", words):
        return Act.CRITICIZE
    if voice.outlet:
        return None
    if wordings.say("opposed", words) and predicates.is_party_like(scene, subject):
        return Act.CRITICIZE
    if wordings.say("urgent", words) or predicates.bound(scene, root, subject):
        return Act.DEMAND
    return Act.WARN if wordings.say("danger", words) else None


def _exculpates(scene: Scene, subject: Token, words: str, voice: Voice) -> bool:
    """Say whether the accused clears himself by what he says of things: *such outputs were rare*,
    *the accounts belonged to customers*."""
    if wordings.say("innocent", words) and predicates.is_not_of_others(scene, subject, voice):
        return True
    return wordings.say("exculpating", words) or predicates.is_deed(scene, subject)


def _is_told_of(root: Token) -> bool:
    """Say whether a clause tells what happened or happens, not what may or should."""
    return root.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"} and not (
        tree.is_negated(root) or predicates.is_coming(root)
    )


def _charge(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> Act | None:
    """Return *accuse* or *allege* where what is said of somebody else charges him."""
    accused = voice.is_of(quarrel.accused) and not voice.earlier
    if voice.charging and root.pos_ == "VERB" and not tree.is_negated(root):
        return Act.ACCUSE if predicates.is_party_like(scene, subject) else Act.ALLEGE
    if not accused and predicates.is_accused(scene, subject, quarrel):
        tokens = tree.words_in(scene.paragraph, scene.span(tree.extent(root)))
        marked = any(scene.quoted(token) for token in tokens)
        if marked and root.tag_ in _TOLD and not tree.is_negated(root):
            return Act.ACCUSE
    again = voice.is_of(quarrel.accusers) and predicates.is_accused(scene, subject, quarrel)
    did = predicates.did(root) and (again or wordings.say("deceit", words))
    if not accused and (did or predicates.is_wronged(scene, root, subject)):
        return Act.ALLEGE
    another = tree.lower(subject) == "it" and voice.person and quarrel.recent
    if another and voice.is_of(quarrel.accusers) and predicates.did(root):
        return Act.ACCUSE  # "mocked Acme and pointed out that it had paid billions"
    main = _RELATIVE.split(words, maxsplit=1)[0]
    if wordings.say("plotted", main) and not accused and not voice.outlet and _is_told_of(root):
        return Act.ALLEGE  # "the prompts were meant to copy its answers"
    if tree.lower(subject) in _THEM and quarrel.recent and not accused:
        return Act.ACCUSE if scene.quoted(subject) and not tree.is_negated(root) else None
    return None
