"""What act a statement is once its content is known.

*say* with a charge in its content is *allege*; *say* or *call* with a rebuttal of an allegation is
*deny*; *call T* with a bad name is *criticize*. The word that was used stays in the cue.
"""

from __future__ import annotations

import re

from claimwire.model import Act, Stance
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

_OPEN = frozenset({Act.SAY, Act.ANNOUNCE, Act.ALLEGE})
_CONTRAST = re.compile(r"\brather than\b|\binstead of\b|\bnot\b|n['’]t\b|\bnever\b|\bno\b")
_SELF = re.compile(r"\b(?:it|its|we|our|us|they|their|he|she|his|her|I|my)\b", re.IGNORECASE)


def refine(scene: Scene, draft: Draft) -> None:
    """Set the act (and, where it differs, the stance) of a draft by what its content says."""
    if draft.act not in _OPEN and draft.act != Act.CRITICIZE:
        return
    words = " ".join(span.of(scene.reading.text) for span in draft.content)
    low = words.lower()
    if _rebuts(scene, draft, low):
        draft.act = Act.DENY
        return
    if draft.act == Act.SAY and not draft.attitude and draft.rule != "passive-infinitive":
        wrong = _names_wrong(scene, draft)
        if wrong and _denies_self(words):
            draft.act, draft.stance = Act.DENY, Stance.DENIES
        elif wrong:
            draft.act = Act.ALLEGE
        elif "rather than" in low and _SELF.search(words):
            draft.stance = Stance.DENIES


def _rebuts(scene: Scene, draft: Draft, low: str) -> bool:
    rebuttal = scene.lexicon.words["rebuttal"]["words"]
    if not any(re.search(rf"\b{re.escape(word)}\b", low) for word in rebuttal):
        return False
    if any(re.search(rf"\b{noun}s?\b", low) for noun in sorted(scene.lexicon.answered)):
        return True
    return draft.lemma in {"call", "describe", "label", "brand", "dub"} and any(
        tree.lemma(token) in scene.lexicon.answered or tree.lower(token) in {"them", "which"}
        for token in draft.targets
    )


def _names_wrong(scene: Scene, draft: Draft) -> bool:
    wrong = scene.lexicon.set("wrongdoing")
    return any(
        tree.lemma(token) in wrong or tree.lower(token) in wrong
        for span in draft.content
        for token in draft.paragraph.tokens_in(span)
    )


def _denies_self(words: str) -> bool:
    opening = " ".join(words.split()[:12])
    return bool(_SELF.search(opening) and _CONTRAST.search(opening.lower()))
