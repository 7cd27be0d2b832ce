"""What act a statement is once its content is known.

*say* with a charge in its content is *accuse* where the charge is against somebody, *allege*
where it is not; *say* or *call* with a rebuttal of an allegation is *deny*. The word that was used
stays in the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.model import ACCUSING_ACTS, Act, EntityType, Party, Stance
from nlp.statements import misdeeds, tree, wordings
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
_CHARGES = frozenset({"accusation", "allegation", "insinuation", "innuendo", "aspersion"})
"""What nobody criticizes without denying it: *scorned the allegations*."""
_SPREADING = frozenset({"spread", "make", "circulate", "peddle", "repeat", "publish", "push"})
_LEAVES = frozenset({"permission", "consent"})
"""What it is a wrong to act without."""
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
    if draft.lemma == "insist" and _is_subjunctive(draft):
        draft.act = Act.DEMAND
        return
    if draft.lemma in _ASKING or words.rstrip("”’\"' ").endswith("?"):
        return  # a question charges nobody
    if wordings.say("rebutting", words) or _rebuts(scene, draft, words.lower()):
        draft.act = Act.DENY
        return
    charge = _gravest(scene, draft)
    blamed = _criticised(scene, draft) if charge is None else None
    if blamed is not None:
        draft.act, draft.targets = Act.CRITICIZE, [blamed]
        return
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


def _is_subjunctive(draft: Draft) -> bool:
    """Say whether what is insisted on is to be done: *insisted that Acme delete the files*."""
    root = top(draft.paragraph.tokens_in(draft.content[0])) if draft.content else None
    subject = tree.first(root, "nsubj") if root is not None else None
    if root is None or subject is None or root.tag_ not in {"VB", "VBP"}:
        return False
    single = subject.tag_ in {"NN", "NNP"} or tree.lower(subject) in {"it", "he", "she"}
    return single and not any(c.dep_ in {"aux", "mark"} and c.text != "that" for c in root.lefts)


def _criticised(scene: Scene, draft: Draft) -> Token | None:
    """Return whom *it* means in *mocked Acme and pointed out that it had paid billions*: who is
    criticised is told what he has done."""
    anchor = draft.anchor
    linked = anchor.dep_ == "conj" or (anchor.dep_ == "advcl" and anchor.tag_ == "VBG")
    who = scene.reading.mention_of(scene.paragraph, draft.speaker) if draft.speaker else None
    if anchor.dep_ == "conj" and (who is None or who.type is not EntityType.PERSON):
        return None  # "Acme attacked Nimbus and said it had hired lawyers": itself
    blamed = tree.first(anchor.head, "obj") if linked and draft.act is Act.SAY else None
    acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(anchor.head), ())}
    if blamed is None or Act.CRITICIZE not in acts or not is_party(scene, draft, blamed):
        return None
    root = top(tree.words_in(draft.paragraph, draft.content[0])) if draft.content else None
    it = tree.first(root, *tree.SUBJECTS) if root is not None else None
    past = root is not None and root.tag_ in {"VBD", "VBN"} and not tree.is_negated(root)
    return blamed if it is not None and past and tree.lower(it) in {"it", "they"} else None


def _gravest(scene: Scene, draft: Draft) -> tuple[Token, Token] | None:
    """Return the first charge against somebody, or else the first."""
    found = list(charges(scene, draft))
    against = (one for one in found if _is_self(scene, one[0]) or is_party(scene, draft, one[0]))
    return next(against, found[0] if found else None)


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
    bare = own is None or tree.first(own, *tree.ANY_SUBJECTS) is None
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
        elif draft.act == Act.SAY and _names_wrong_of_somebody(scene, draft):
            draft.act = Act.ALLEGE
        if party or draft.act == Act.ALLEGE:
            draft.charged = actor


def _main_target(scene: Scene, draft: Draft) -> Token | None:
    """Return whom a pronoun charges: at whom the clause is aimed that a participle goes on about
    (*sued Acme, saying it …*), or who rejects the accusation *that it …*."""
    main = draft.anchor.head
    if draft.anchor.dep_ == "obj" and draft.rule.endswith("-clause"):
        acts = {v.act for v in scene.lexicon.verbs.get(scene.lexicon.verb(main), ())}
        faced = scene.lexicon.light_verb(main) in scene.lexicon.faced
        return tree.subject(main) if faced or acts & {Act.DENY, Act.REJECT} else None
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
    """Yield who did what wrong according to the content: pairs of actor and word. What others did
    not do, or only may, charges nobody; who denies it of himself does."""
    for actor, word in misdeeds.find(scene, draft):
        if _is_self(scene, actor) or not misdeeds.is_unreal(word):
            yield actor, word


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


def _names_wrong_of_somebody(scene: Scene, draft: Draft) -> bool:
    """Say whether the content names a wrong and a body: *traced to Acme through fake accounts*."""
    words = scene.lexicon.set("wrongdoing", "nouns") | scene.lexicon.set("wrongdoing", "qualifiers")
    for span in draft.content:
        wrong = any(
            tree.lemma(token) in words or tree.lower(token) in words
            for token in tree.words_in(draft.paragraph, span)
            if token.pos_ in {"NOUN", "ADJ", "ADV"}
            and not (_names_charge(scene, token) or _is_denied(token))
        )
        somebody = any(
            m.type in {EntityType.ORG, EntityType.PERSON} for m in scene.reading.mentions_in(span)
        )
        if wrong and somebody:
            return True
    return False


def _is_denied(token: Token) -> bool:
    """Say whether a wrong is told not to be there: *no evidence of fraud*."""
    if tree.lemma(token) in _LEAVES:
        return tree.marker(token) != "without"
    near = (token, token.head, token.head.head)
    return any(tree.lower(c) == "no" for one in near for c in one.lefts if c.dep_ == "det")


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
    if not nouns:
        return False
    charged = tree.lemma(nouns[0]) in scene.lexicon.answered
    plain = draft.rule.endswith("-object") and tree.lemma(nouns[0]) in _CHARGES
    return plain or (charged and wordings.say("disparaged", words))


def _speaks_of_allegations(scene: Scene, draft: Draft) -> bool:
    """Say whether the content is about an allegation: its subject, or what is called names."""
    for span in draft.content[:1]:
        tokens = tree.words_in(draft.paragraph, span)
        for token in tokens[:25]:
            if token.pos_ == "NOUN" and tree.lemma(token) in scene.lexicon.answered:
                if tree.lemma(token.head) in _SPREADING and token.dep_ == "obj":
                    return False  # "Acme spread false claims"
                return token.dep_ in _SPOKEN_OF
    return False
