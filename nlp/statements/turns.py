"""What a plain *said* does, given who has accused whom before it.

*It had no knowledge of the files* is a denial from the accused and news from anybody else; *he
walked out with the plans* charges whom the text has just charged. The words alone, which
:mod:`nlp.statements.acts` reads, do not tell these apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claimwire.model import Act, EntityType
from nlp.statements import charges, tree, wordings
from nlp.statements.draft import Draft, Scene
from nlp.words import word_set

_OPEN = frozenset({Act.SAY, Act.ANNOUNCE})
_COMMITTING = frozenset({Act.WARN, Act.PROMISE})
_POINTING = frozenset({"it", "this", "that", "these", "which"})
_BEING = frozenset({"is", "are", "'s", "’s", "was"})
_FINDING = word_set(
    "find detect identify discover trace uncover spot catch observe see disclose reveal describe "
    "face"
)
_ASKING = word_set("ask wonder question inquire")
_BODIES = word_set(
    "chipmaker maker giant company firm startup start-up lab society association group union "
    "publisher agency ministry"
)
_ADDRESSED = _BODIES | word_set(
    "government congress parliament lawmaker legislator regulator court platform developer "
    "provider authority senate commission state"
)
_MIGHT = word_set(
    "government commission ministry regulator authority department court bureau agency congress "
    "parliament council watchdog prosecutor prosecutors office"
)
_SELF = frozenset({"it", "we", "i", "he", "she", "they"})
_OWN = frozenset({"our", "its", "my", "his", "her", "their"})
_THEM = frozenset({"he", "she", "they"})
_TOLD = frozenset({"VBD", "VBN", "VBZ"})
_NAMING = frozenset({"call", "describe", "label", "brand", "dub", "dismiss"})
_LISTING = frozenset({"add", "place", "put"})
_IMPOSED = word_set("sanction fine penalty ban restriction curb tariff embargo surcharge levy")
_MINDED = word_set(
    "know think believe expect want plan see say comment discuss need have get receive hear "
    "understand agree rule mean like find be feel wish support intend"
)
"""What somebody who says that he does not is no denial."""
_DONE = frozenset({"did", "does", "do", "has", "have", "had", "was", "were"})
_ANSWERING = frozenset({"insist", "counter", "maintain", "retort", "rebut", "protest"})
"""Verbs that only somebody uses who has been told otherwise."""
_LIKENING = frozenset({"describe", "call", "label", "brand", "dub"})
_TELLINGS = word_set("account report story article narrative version evidence study filing dossier")
"""What charges are told in."""
_ACTING = word_set(
    "suspend block ban close remove terminate disable delete halt stop cut alert notify launch "
    "revoke withdraw"
)
"""What somebody who does it reports; he does not plead."""
_QUOTES = re.compile(r"[“\"]")
_RELATIVE = re.compile(r"\b(?:who|whom|which|whose)\b")
_DESERVING = frozenset({"deserve", "need"})
_SUSPICION = word_set("suspicion suspicions insinuation insinuations accusation charge claim")
_BINDING = frozenset({"should", "must", "ought"})
_COMING = frozenset({"will", "would", "'ll", "’ll", "may", "might"})
_MEANING = frozenset({"intend", "plan", "mean"})
_HARM = word_set("retaliate sue countersue prosecute punish sanction blacklist penalize")


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Who has accused, and who has been accused, up to a place in the text."""

    accusers: frozenset[str]
    accused: frozenset[str]
    recent: bool  # somebody was charged a few sentences before


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as a quarrel is concerned."""

    names: frozenset[str]  # he himself and for whom he stands
    charging: bool = False  # a complaint, an indictment: what it tells of others charges them
    ruling: bool = False  # a court
    house: bool = False  # a company or other body without power, or somebody who speaks for one
    outlet: bool = False  # reports what others did
    power: bool = False  # a government or one of its bodies, which can punish
    earlier: bool = False  # said before the matter at hand: it answers nothing here

    def is_of(self, names: frozenset[str]) -> bool:
        return bool(self.names & names)


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
        own = root is not None and subject is not None and _is_self(subject)
        harm = root is not None and own and _threatens(root, words)
        return Act.THREATEN if harm or (bare and draft.act is Act.PROMISE) else None
    if draft.act not in _OPEN:
        return None
    if subject is not None and subject not in tokens:
        subject = None
    return _in_quarrel(scene, draft, root, subject, tokens, words, voice, quarrel)


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
    if not voice.is_of(quarrel.accusers) and _of_charges(scene, tokens):
        return _answer(draft, words)
    told = next((token for token in tokens[:6] if token.pos_ == "NOUN"), None)
    if told is not None and tree.lemma(told) in _TELLINGS and wordings.say("disparaged", words):
        return Act.DENY  # "calling the account inaccurate"
    if _calls_it_wrong(scene, tokens):
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
    if draft.act is Act.SAY and _is_court(scene, voice) and not _is_self(subject):
        return Act.RULE
    if _is_self(subject) or _is_speaker(scene, subject, voice):
        return _of_oneself(scene, root, subject, words, voice=voice, quarrel=quarrel)
    if draft.lemma in _ANSWERING and _exculpates(scene, subject, words, voice):
        return Act.DENY  # "countered that such outputs were rare"
    return _of_others(scene, root, subject, words, voice=voice, quarrel=quarrel)


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
    if wordings.say("opposed", words) and not tree.is_negated(root):
        return Act.DENY if _of_allegations(scene, root) else Act.CRITICIZE
    if (
        tree.lower(subject) in _SELF
        and wordings.say("welcomed", words)
        and not (_is_coming(root) or tree.is_negated(root))
    ):
        return Act.SUPPORT
    if wordings.say("harsh", words) and (tree.is_passive_head(root) or tree.lower(subject) == "it"):
        return Act.CRITICIZE  # nobody says such a thing of itself: "it confuses …" is of another
    if _is_wronged(scene, root, subject):
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
    if tree.lower(subject) in _SELF and _disowns(root):
        return Act.DENY
    return Act.THREATEN if _threatens(root, words) else None


def _clears(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> bool:
    """Say whether somebody clears himself: who is accused by any *not* or *never* and by anything
    that shows his honesty, whoever else does not accuse by the latter alone."""
    if voice.earlier or _is_coming(root):
        return False
    main = _RELATIVE.split(words, maxsplit=1)[0]  # "customers who had never heard of it"
    clean = wordings.say("innocent", words) or wordings.say("never", main)
    if not voice.is_of(quarrel.accused):
        about = quarrel.recent or (bool(quarrel.accused) and voice.house)
        suspect = about and not voice.is_of(quarrel.accusers)
        return suspect and not (voice.power or voice.outlet) and clean
    if clean:
        return _is_not_of_others(scene, subject, voice) or tree.lower(subject) in _SELF
    return tree.is_negated(root) and _is_not_of_others(scene, subject, voice)


def _of_allegations(scene: Scene, root: Token) -> bool:
    """Say whether what somebody is against is an accusation."""
    return any(
        child.dep_ in {"obj", "obl"} and tree.lemma(child) in scene.lexicon.answered
        for child in root.children
    )


def _is_the(subject: Token) -> bool:
    return any(tree.lower(c) == "the" for c in subject.lefts)


def _is_coming(root: Token) -> bool:
    return any(tree.lower(c) in _COMING and c.dep_ == "aux" for c in root.lefts)


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
    if body and tree.lemma(subject) in _BODIES and _threatens(root, words):
        return Act.THREATEN
    charge = _charge(scene, root, subject, words, voice=voice, quarrel=quarrel)
    if charge is not None:
        return charge
    penal = wordings.say("penalty", words) and voice.power
    if wordings.say("reckoning", words) or penal:
        return Act.THREATEN
    if wordings.say("unasked", words):
        return Act.ACCUSE
    if wordings.say("harsh", words):
        return Act.CRITICIZE
    if voice.outlet:
        return None
    if wordings.say("opposed", words) and _is_party_like(scene, subject):
        return Act.CRITICIZE
    if wordings.say("urgent", words) or _bound(scene, root, subject):
        return Act.DEMAND
    return Act.WARN if wordings.say("danger", words) else None


def _exculpates(scene: Scene, subject: Token, words: str, voice: Voice) -> bool:
    """Say whether the accused clears himself by what he says of things: *such outputs were rare*,
    *the accounts belonged to customers*."""
    if wordings.say("innocent", words) and _is_not_of_others(scene, subject, voice):
        return True
    return wordings.say("exculpating", words) or _is_deed(scene, subject)


def _charge(
    scene: Scene, root: Token, subject: Token, words: str, *, voice: Voice, quarrel: Quarrel
) -> Act | None:
    """Return *accuse* or *allege* where what is said of somebody else charges him."""
    accused = voice.is_of(quarrel.accused) and not voice.earlier
    if voice.charging and root.pos_ == "VERB" and not tree.is_negated(root):
        return Act.ACCUSE if _is_party_like(scene, subject) else Act.ALLEGE
    if not accused and _is_accused(scene, subject, quarrel):
        tokens = tree.words_in(scene.paragraph, scene.span(tree.extent(root)))
        marked = any(scene.quoted(token) for token in tokens)
        if marked and root.tag_ in _TOLD and not tree.is_negated(root):
            return Act.ACCUSE
    again = voice.is_of(quarrel.accusers) and _is_accused(scene, subject, quarrel)
    did = _did(root) and (again or wordings.say("deceit", words))
    if not accused and (did or _is_wronged(scene, root, subject)):
        return Act.ALLEGE
    if tree.lower(subject) in _THEM and quarrel.recent and not accused:
        return Act.ACCUSE if scene.quoted(subject) and not tree.is_negated(root) else None
    return None


def _is_party_like(scene: Scene, subject: Token) -> bool:
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is not None:
        return mention.type in {EntityType.ORG, EntityType.PERSON, EntityType.GPE}
    return tree.lower(subject) in {"they", "you"} or tree.lemma(subject) in _BODIES


def _calls_it_wrong(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content calls something by the name of a wrong: *it is theft*."""
    nouns = scene.lexicon.set("wrongdoing", "nouns")
    for token in tokens:
        if tree.lemma(token) not in nouns or tree.is_negated(token):
            continue
        cop, what = tree.first(token, "cop"), tree.subject(token)
        if cop is not None and what is not None and tree.lower(what) in _POINTING:
            return tree.lower(cop) in _BEING
    return False


def _did(root: Token) -> bool:
    active = root.tag_ in {"VBD", "VBN"} and not tree.is_passive_head(root)
    return active and not tree.is_negated(root)


def _is_wronged(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether a wrong was done to something: *they are being copied*, *it was taken from A*."""
    if not tree.is_passive_head(root) or tree.is_negated(root):
        return False
    if any(tree.lower(c) == "their" for c in subject.lefts):
        return False  # those of the customers who are told so
    if tree.lemma(root) in scene.lexicon.set("wrongdoing", "verbs"):
        return True
    taken = tree.lemma(root) in {"take", "lift"}
    return taken and any(tree.marker(c) == "from" for c in root.rights)


def _disowns(root: Token) -> bool:
    """Say whether somebody says that it has not done something: *it did not copy the archive*."""
    if root.pos_ != "VERB" or tree.lemma(root) in _MINDED or tree.is_passive_head(root):
        return False
    words = {tree.lower(c) for c in root.lefts}
    return bool(words & _DONE) and bool(words & {"not", "n't", "n’t", "never"})


def is_power(name: str) -> bool:
    """Say whether a name is that of a body which can punish, by its words."""
    return bool(_MIGHT & set(re.findall(r"[a-z]+", name.lower())))


def _is_court(scene: Scene, voice: Voice) -> bool:
    if voice.ruling:
        return True
    known = scene.reading.knowledge.entities
    for name in sorted(voice.names):
        entity = known.get(name)
        if entity is not None and entity.kind in {"court", "judge"}:
            return True
        if is_bench(entity.name if entity is not None else name, scene.reading.text):
            return True
    return False


def is_bench(name: str, text: str) -> bool:
    """Say whether a name is that of a court, or of somebody whom a text calls a judge."""
    if wordings.say("court", name):
        return True
    surname = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if not surname[:1].isupper():
        return False
    called = (
        rf"\b(?:Judge|judge|Justice|Magistrate)s? (?:[A-Z][\w.-]* ){{0,3}}{re.escape(surname)}\b"
    )
    return re.search(called, text) is not None


def _is_deed(scene: Scene, subject: Token) -> bool:
    known = any(tree.lower(c) in {"the", "these", "those"} for c in subject.lefts)
    return known and tree.lemma(subject) in scene.lexicon.set("wrongdoing", "deeds")


def _of_charges(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Say whether a content begins with charges that were made: *the suspicion absurd*, *the
    allegations against A were …*."""
    for token in tokens[:4]:
        if token.pos_ in {"NOUN", "PROPN"}:
            known = scene.lexicon.answered | _SUSPICION
            return tree.lemma(token) in known
        if token.pos_ in {"VERB", "AUX", "PRON"}:
            return False
    return False


def _is_self(subject: Token) -> bool:
    if tree.lower(subject) in _SELF - _THEM:
        return True
    return any(tree.lower(child) in _OWN for child in subject.lefts)


def _is_speaker(scene: Scene, subject: Token, voice: Voice) -> bool:
    """Say whether somebody speaks of his own house by its name."""
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None or mention.type is EntityType.GPE:
        return False
    return bool({mention.entity, mention.canonical} & voice.names)


def _is_accused(scene: Scene, subject: Token, quarrel: Quarrel) -> bool:
    mention = scene.reading.mention_of(scene.paragraph, subject)
    return mention is not None and (mention.entity or mention.canonical) in quarrel.accused


def _is_not_of_others(scene: Scene, subject: Token, voice: Voice) -> bool:
    """Say whether a content is about the speaker, or a thing: *the design was its own*."""
    if tree.lower(subject) in _THEM:
        return False
    mention = scene.reading.mention_of(scene.paragraph, subject)
    if mention is None or mention.type is EntityType.PRODUCT:
        return True
    entity = scene.reading.knowledge.entities.get(mention.entity or "")
    kin = {mention.entity, mention.canonical, entity.parent if entity is not None else None}
    return bool(voice.names & kin)


def _threatens(root: Token, words: str) -> bool:
    """Say whether a speaker says that it will do harm. What it will do else it merely says."""
    coming = any(tree.lower(c) in _COMING and c.dep_ == "aux" for c in root.lefts)
    verb = root
    if tree.lemma(root) in _MEANING:
        verb = tree.first(root, "xcomp") or root
        coming = verb is not root
    if not coming or tree.is_negated(root) or tree.is_negated(verb):
        return False
    return tree.lemma(verb) in _HARM or wordings.say("harmful", words)


def _bound(scene: Scene, root: Token, subject: Token) -> bool:
    """Say whether the content says what another named party should do, or what people are due."""
    if tree.lemma(root) in _DESERVING and root.tag_ in {"VBP", "VBZ"}:
        return tree.first(root, "xcomp") is not None
    if not any(tree.lower(c) in _BINDING for c in root.lefts):
        return False
    if scene.quoted(subject):
        return subject.pos_ in {"NOUN", "PROPN"}
    known = scene.reading.mention_of(scene.paragraph, subject) is not None
    return known or tree.lemma(subject) in _ADDRESSED
