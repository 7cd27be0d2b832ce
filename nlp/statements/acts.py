"""What act a statement is once its content is known.

*say* with a charge in its content is *accuse* where the charge is against somebody, *allege*
where it is not; *say* or *call* with a rebuttal of an allegation is *deny*. The word that was used
stays in the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from spacy.tokens import Token

from claimwire.model import ACCUSING_ACTS, Act, EntityType, Party, Stance
from nlp.statements import tree, wordings
from nlp.statements.charges import tied, top
from nlp.statements.draft import Draft, Scene
from nlp.statements.entries import is_name_shaped
from nlp.statements.nouns import is_suit

_AIMED = ACCUSING_ACTS - {Act.INVESTIGATE}
_OPEN = frozenset({Act.SAY, Act.ANNOUNCE, Act.ALLEGE})
_SPOKEN_OF = tree.ANY_SUBJECTS | {"obj", "root", "obl"}
_CONTRAST = re.compile(r"\brather than\b|\binstead of\b|\bnot\b|n['’]t\b|\bnever\b")
_ASKING = frozenset({"ask", "wonder", "question", "inquire"})
_NO_COMMENT = re.compile(
    r"(?:[“\"‘']?(?:it|we|they|he|she|the \w+|\w+)[”\"’']?,? )"
    r"(?:(?:does|do|did|would|will|could|can) not|(?:does|do|did|would|wo|could|ca)n[’']t"
    r"|cannot|never|(?:was|were|is|are) unable to|had no|has no|have no)"
    r" (?:immediately |publicly |further )?(?:comment|discuss|speculate|elaborate)\b",
    re.IGNORECASE,
)
"""What is said of commenting is a refusal of it."""
_NOTHING = re.compile(
    r"[“\"‘']?(?:(?:it|we|they|he|she) (?:have |has |had )|i have )?(?:no (?:further )?comment|"
    r"nothing (?:further |more |else )?to (?:add|say))(?: at this (?:time|stage|point))?"
    r"[.,]?[”\"’']?",
    re.IGNORECASE,
)
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_SELF = re.compile(r"\b(?:it|its|we|our|us|they|their|he|she|his|her|I|my)\b", re.IGNORECASE)
_NAMING = frozenset({"call", "describe", "label", "brand", "dub", "characterize", "dismiss"})
_PARTIES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.GPE})


def refine(scene: Scene, draft: Draft) -> None:
    """Set the act (and, where it differs, the stance) of a draft by what its content says."""
    if draft.act is Act.CRITICIZE and _is_against_charges(scene, draft):
        draft.act = Act.DENY  # "opposes groundless accusations"
    if draft.act not in _OPEN or draft.attitude:
        return
    hearsay = draft.rule.startswith(("passive", "hearsay")) and draft.speaker is None
    if hearsay and draft.act == Act.ALLEGE and draft.lemma != "allege":
        draft.act = Act.SAY  # "is claimed to": nobody to charge anybody
        return
    words = " ".join(span.of(scene.reading.text) for span in draft.content)
    if draft.act == Act.SAY and (_NO_COMMENT.match(words) or _NOTHING.fullmatch(words)):
        draft.act = Act.DECLINE_COMMENT  # "said the firm does not comment on pending cases"
        return
    if draft.lemma in _ASKING or words.rstrip("”’\"' ").endswith("?"):
        return  # a question charges nobody
    if _rebuts(scene, draft, words.lower()):
        draft.act = Act.DENY
        return
    charge = next(charges(scene, draft), None)
    if charge is None and draft.anchor.dep_ == "acl:relcl" and _is_of_a_thing(scene, draft):
        draft.act = Act.SAY  # "a model it claims beats all others": a boast
        return
    if charge is None or draft.rule.startswith(("passive", "hearsay")):
        if draft.act == Act.SAY and "rather than" in words and _SELF.search(words):
            draft.stance = Stance.DENIES
        elif draft.act == Act.SAY and _names_wrong_of_somebody(scene, draft):
            draft.act = Act.ALLEGE
        return
    _charge(scene, draft, *charge, words.lower())


def boasts(scene: Scene, draft: Draft, speaker: Party | None) -> bool:
    """Say whether somebody only praises what is his own: *its phone is faster, Acme claims*. What
    names a wrong is no boast."""
    if draft.act != Act.ALLEGE or speaker is None or not draft.content:
        return False
    if _names_wrong(scene, draft):
        return False
    tokens = tree.words_in(draft.paragraph, draft.content[0])
    root = top(tokens)
    subject = tree.first(root, *tree.SUBJECTS) if root is not None else None
    if subject is None or subject not in tokens:
        return False
    if any(tree.lower(c) in _OWN for c in subject.children):
        return True
    mention = scene.reading.mention_of(draft.paragraph, subject)
    if mention is None or mention.type != EntityType.PRODUCT or speaker.entity is None:
        return False
    made = scene.reading.knowledge.entities.get(mention.entity or "")
    return made is not None and made.parent == speaker.entity


def _is_of_a_thing(scene: Scene, draft: Draft) -> bool:
    """Say whether a relative clause claims something of a thing, and no wrong."""
    thing = draft.anchor.head
    what = draft.rule == "rest" or (thing.pos_ == "NOUN" and not is_party(scene, draft, thing))
    said = " ".join(span.of(scene.reading.text) for span in draft.content)
    if wordings.say("plotted", said):
        return False  # "prompts which it claimed were meant to copy its answers"
    own = tree.first(draft.anchor, "ccomp")
    bare = own is None or tree.first(own, *tree.SUBJECTS, *tree.PASSIVE_SUBJECTS) is None
    return what and (draft.rule == "rest" or (bare and not _names_wrong(scene, draft, thing)))


def _names_wrong(scene: Scene, draft: Draft, *others: Token) -> bool:
    """Say whether a content (or one of these words) names anything wrong, whoever did it."""
    words = scene.lexicon.wrongful
    inside = [t for span in draft.content for t in draft.paragraph.tokens_in(span)]
    return any(tree.lemma(t) in words or tree.lower(t) in words for t in (*inside, *others))


def _charge(scene: Scene, draft: Draft, actor: Token, verb: Token, words: str) -> None:
    """Set the act of a draft whose content says that ``actor`` does the wrong of ``verb``."""
    against = _main_target(scene, draft) if _is_self(scene, actor) else None
    if against is not None and not tree.is_negated(verb):
        draft.act, draft.charged = Act.ACCUSE, against  # "sued Acme, saying it copied a sensor"
        return
    if _is_self(scene, actor) and draft.act == Act.SAY:
        if tree.is_negated(verb) or _CONTRAST.search(words):
            draft.act = Act.DENY
        elif _names_wrong_of_somebody(scene, draft):
            draft.act = Act.ALLEGE  # "it had traced the fraudulent accounts to Acme"
    elif not _is_self(scene, actor):
        if not is_party(scene, draft, actor):
            # "accounts linked to Acme copied it"
            actor = next((t for t in tied(actor) if is_party(scene, draft, t)), actor)
        party = is_party(scene, draft, actor)
        if party:
            draft.act = Act.ACCUSE
        if party or draft.act == Act.ALLEGE:
            draft.charged = actor


def _main_target(scene: Scene, draft: Draft) -> Token | None:
    """Return whom a pronoun charges: at whom the clause is aimed that a participle goes on about
    (*sued Acme, saying it …*), or who rejects the accusation *that it …*."""
    main = draft.anchor.head
    if draft.anchor.pos_ == "NOUN" and draft.anchor.dep_ == "obj":
        acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(main), ())}
        return tree.subject(main) if acts & {Act.DENY, Act.REJECT} else None
    if draft.anchor.pos_ == "NOUN":
        return _cataphoric(scene, draft)
    if draft.anchor.dep_ != "advcl" or draft.anchor.tag_ != "VBG":
        return None
    acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(main), ())}
    target = tree.first(main, "obj")
    noun = scene.lexicon.nouns.get(tree.lemma(target), (None, False))[0] if target else None
    if target is not None and (noun in _AIMED or is_suit(scene, target)):
        near = [*target.children, *main.children]
        return next((c for c in near if tree.marker(c) == "against" and c.i > target.i), None)
    return target if acts & _AIMED and target is not None else None


def _cataphoric(scene: Scene, draft: Draft) -> Token | None:
    """Return whom the accusation that opens a sentence is against, where a pronoun stands for it:
    *Amid accusations by Doe that it cheated, Acme has …*."""
    doc, sentence = draft.anchor.doc, draft.anchor.sent
    first = doc[sentence.start]
    opens = draft.anchor.i - first.i <= 5 and first.pos_ in {"ADP", "SCONJ"}
    who = tree.subject(sentence.root)
    if not opens or who is None or who.i < draft.anchor.i or who.nbor(-1) == draft.anchor:
        return None
    mention = scene.reading.mention_of(scene.paragraph, who)
    named = mention is not None and mention.type in _PARTIES
    return who if named and who.left_edge.i > 0 and who.left_edge.nbor(-1).text == "," else None


def charges(scene: Scene, draft: Draft) -> Iterator[tuple[Token, Token]]:
    """Yield who does what wrong according to the content: pairs of actor and verb."""
    for span in draft.content:
        for token in draft.paragraph.tokens_in(span):
            if token.pos_ not in {"VERB", "AUX"}:
                continue
            if not _is_wrong(scene, token):
                continue
            passive = tree.is_passive_head(token)
            actor = tree.first(token, "obl:agent") if passive else _doer(token)
            if passive and actor is None:
                continue  # "inspectors were bribed": by nobody named
            if actor is None or not _inside(draft, actor):
                actor = draft.charged or _name_before(scene, token) or _parted(draft, token)
                actor = actor or _doer_before(draft, token)
            if actor is not None and _inside(draft, actor):
                yield actor, token


def _name_before(scene: Scene, verb: Token) -> Token | None:
    """Return the name right before a finite verb, where the parser found no subject for it."""
    if verb.i == 0 or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    before = verb.nbor(-1)
    mention = scene.reading.mention_of(scene.paragraph, before)
    ends = mention is not None and mention.end == scene.paragraph.end_of(before)
    return before if ends else None


def _doer_before(draft: Draft, verb: Token) -> Token | None:
    """Return A of *what it calls efforts by A to copy*, where the parser hung both on the cue."""
    if verb.tag_ != "VB" or verb.head != draft.anchor or draft.anchor.dep_ != "acl:relcl":
        return None
    near = verb.doc[draft.anchor.i + 1 : verb.i]
    return next((t.head for t in near if tree.lower(t) == "by" and t.head.i > t.i), None)


def _parted(draft: Draft, verb: Token) -> Token | None:
    """Return the subject of *A, B says, copied it*, which the parser hung on the cue."""
    if draft.rule != "aside" or verb.head != draft.anchor:
        return None
    subjects = (c for c in draft.anchor.lefts if c.dep_ in tree.SUBJECTS and c != draft.speaker)
    return next(subjects, None)


def is_party(scene: Scene, draft: Draft, actor: Token) -> bool:
    """Say whether an actor is somebody who could answer: named, or a kind of body."""
    if actor.pos_ == "PRON":
        return scene.quoted(actor) and tree.lower(actor) in {"they", "he", "she", "you"}
    mention = scene.reading.mention_of(draft.paragraph, actor)
    if mention is not None:
        return mention.type in _PARTIES
    if _is_unnamed(scene, draft, actor):
        return False
    if tree.lemma(actor) in scene.lexicon.set("wrongdoing", "actors"):
        return True
    definite = any(tree.lower(c) in {"the", "his", "her", "its", "their"} for c in actor.children)
    company = tree.lemma(actor) in scene.lexicon.party("roles", "company")
    return (definite and company) or (actor.pos_ == "PROPN" and is_name_shaped(actor))


def _is_unnamed(scene: Scene, draft: Draft, actor: Token) -> bool:
    """Say whether a nominal is *the company* in a text that has named no body before it."""
    bare = [tree.lower(c) for c in actor.children] == ["the"]
    start = draft.paragraph.start_of(actor)
    return (
        bare
        and actor.tag_ == "NN"
        and not any(m.end <= start and m.type in _PARTIES for m in scene.reading.mentions)
    )


def _is_wrong(scene: Scene, token: Token) -> bool:
    words, lemma = partial(scene.lexicon.set, "wrongdoing"), tree.lemma(token)
    if lemma in words("verbs") or tree.lower(token) in scene.lexicon.wrongs:
        return token.dep_ not in {"amod", "acl"} or not tree.is_participle(token, past=True)
    committed, flouted = lemma in words("commit"), lemma in words("flout")
    for child in token.children:
        label = child.dep_
        if label == "advmod" and tree.lower(child) in words("qualifiers"):
            return True
        if label in {"obj", "obl"}:
            thing = tree.lemma(child)
            if committed and thing in words("nouns"):
                return True
            if flouted and label == "obj" and thing in words("norms"):
                return True
            if thing in {"permission", "consent", "authorization"}:
                return tree.marker(child) == "without"
    return False


def _doer(verb: Token) -> Token | None:
    """Return who does what a verb says; of *efforts by firms to steal* and *firms' efforts to
    steal* the firms."""
    found = tree.subject(verb)
    if found is None or verb.dep_ != "acl" or found.pos_ != "NOUN":
        return found
    for child in found.children:
        by = child.dep_ in {"nmod", "obl"} and tree.marker(child) == "by"
        if by or child.dep_ == "nmod:poss":
            return child
    return found


def _inside(draft: Draft, token: Token) -> bool:
    place = draft.paragraph.start_of(token)
    return any(span.start <= place < span.end for span in draft.content)


def _names_wrong_of_somebody(scene: Scene, draft: Draft) -> bool:
    """Say whether the content names a wrong and a body: *traced to Acme through fake accounts*."""
    words = scene.lexicon.set("wrongdoing", "nouns") | scene.lexicon.set("wrongdoing", "qualifiers")
    for span in draft.content:
        wrong = any(
            tree.lemma(token) in words or tree.lower(token) in words
            for token in tree.words_in(draft.paragraph, span)
            if token.pos_ in {"NOUN", "ADJ", "ADV"} and not _names_charge(scene, token)
        )
        somebody = any(
            m.type in {EntityType.ORG, EntityType.PERSON} for m in scene.reading.mentions_in(span)
        )
        if wrong and somebody:
            return True
    return False


def _names_charge(scene: Scene, token: Token) -> bool:
    """Say whether a wrong only tells which accusation is spoken of: *the theft accusation*."""
    return token.dep_ == "compound" and tree.lemma(token.head) in scene.lexicon.answered


def _is_self(scene: Scene, actor: Token) -> bool:
    """Say whether an actor is the speaker: *we* in a quotation, *it* or *they* outside of one."""
    word = tree.lower(actor)
    if scene.quoted(actor):
        return word in {"we", "i"}
    return word in {"we", "i", "it", "they", "he", "she"}


def _rebuts(scene: Scene, draft: Draft, low: str) -> bool:
    if not scene.lexicon.rebuttal.search(low) and not wordings.say("disparaged", low):
        return False
    if _speaks_of_allegations(scene, draft):
        return True
    return draft.lemma in _NAMING and any(
        tree.lower(token) in {"them", "which", "it", "this"} for token in draft.targets
    )


def _is_against_charges(scene: Scene, draft: Draft) -> bool:
    """Say whether what is opposed or condemned is an accusation that is called untrue."""
    words = " ".join(span.of(scene.reading.text) for span in draft.content[:1])
    nouns = [
        token
        for span in draft.content[:1]
        for token in tree.words_in(draft.paragraph, span)[:6]
        if token.pos_ == "NOUN"
    ]
    charged = bool(nouns) and tree.lemma(nouns[0]) in scene.lexicon.answered
    return charged and wordings.say("disparaged", words)


def _speaks_of_allegations(scene: Scene, draft: Draft) -> bool:
    """Say whether the content is about an allegation: its subject, or what is called names."""
    for span in draft.content[:1]:
        tokens = tree.words_in(draft.paragraph, span)
        for token in tokens[:25]:
            if token.pos_ == "NOUN" and tree.lemma(token) in scene.lexicon.answered:
                return token.dep_ in _SPOKEN_OF
    return False
