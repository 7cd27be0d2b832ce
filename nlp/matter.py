"""The vocabulary of the tracker's matter: intellectual property of AI, and words of dispute.

English first; German, French, Spanish, Chinese, Japanese and Korean as far as a few words carry,
because statements are looked for in English only and other pages must be judged by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.words import word_set

MAKERS = frozenset({"company", "lab", "model", "chip"})
"""Kinds of entity that make AI or are AI, in the knowledge base."""

_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")

_TWO_WHEN_LOWER = "\u0130"
"""The one letter that becomes two in lower case, which would move all places after it."""


class Terms:
    """Words and phrases to be found in texts; ``*`` at the end takes any ending."""

    def __init__(self, terms: Iterable[str]) -> None:
        # The longest first, so that "distillation attack" is not taken for "distill*".
        ordered = sorted(set(terms), key=lambda t: (-len(t), t))
        self._patterns = [(_first_word(term), _pattern(term)) for term in ordered]

    def found(self, text: str) -> list[str]:
        """Return one wording of each term that stands in a text, in order of the text."""
        folded = text.replace(_TWO_WHEN_LOWER, "I").lower()
        taken: set[int] = set()
        hits: list[tuple[int, str]] = []
        for first, pattern in self._patterns:
            # Looking for plain letters is much cheaper than a pattern, and mostly decides.
            places = [p for p in _places(first, pattern, folded) if p[0] not in taken]
            taken.update(start for start, _ in places)
            if places:
                start, end = places[0]
                hits.append((start, text[start:end]))
        return [words for _, words in sorted(hits)]


def _places(first: str, pattern: re.Pattern[str], folded: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place of a pattern, which begins with the letters ``first``."""
    at = folded.find(first)
    while at >= 0:
        found = pattern.match(folded, at)
        if found is not None:
            yield found.span()
        at = folded.find(first, at + 1 if found is None else max(found.end(), at + 1))


def _first_word(term: str) -> str:
    return re.split(r"[\s-]", term.rstrip("*").lower())[0]


def _pattern(term: str) -> re.Pattern[str]:
    bare = re.escape(term.rstrip("*")).replace(r"\ ", r"[\s-]+")
    if _WIDE.search(term):
        return re.compile(bare)
    ending = r"\w*" if term.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){bare}{ending}", re.IGNORECASE)


ACTION = Terms(
    word_set(
        """
        accus* alleg* den* reject* dismiss* lawsuit* sued sues suing sue plaintiff* defendant*
        infring* steal* stole* stolen theft* illicit* fraudulent* unauthorized unauthorised
        infringement settlement settle* ruling ruled judge* judgment judgement court* verdict
        warn* smuggl* condemn* criticiz* criticis* sanction* indict* convict* complaint* injunction*
        cease-and-desist subpoena* probe* investigat* groundless baseless unfounded memo cable
        smear* defam* slander* extract* copied fraud cheat* exploit* evidence
        victim* penalt* hearing* testif* testimony culprit* retaliat* blacklist*
        verklagt* klage* geklagt urteil* gericht* verurteilt* urheberrecht* verletzt* wirft
        accuse* plainte tribunal* robo advert* demanda* acusa* denuncia* sentencia* juez
        """
    )
    | {
        *("指控", "指责", "起诉", "控告", "否认", "否認", "窃取", "竊取", "侵权", "侵權", "判决"),
        *("提訴", "訴訟", "侵害", "無断", "判決", "非難", "否定"),
        *("무단", "소송", "제소", "침해", "고발", "주장", "부인", "혐의", "탈취", "추출"),
    }
)
"""Words for what is done in a dispute; counted where no statement was or could be found."""

_FAMILIES: tuple[tuple[str, Terms], ...] = (
    (
        "copyright",
        Terms(
            (
                "copyright*",
                "fair use",
                "infring*",
                "pirat*",
                "Urheberrecht*",
                "derechos de autor",
                "droit d'auteur",
                "著作権",
                "版权",
                "版權",
                "저작권",
            )
        ),
    ),
    (
        "training data",
        Terms(
            (
                "training data",
                "train* on",
                "to train",
                "scrap*",
                "crawl*",
                "books3",
                "shadow librar*",
                "Trainingsdaten",
                "lyrics",
                "Liedtext*",
                "学習",
            )
        ),
    ),
    (
        "distillation",
        Terms(
            (
                "distillation attack*",
                "model extraction",
                "distil*",
                "extraction*",
                "to extract",
                "extracted",
                "extracting",
                "fraudulent accounts",
                "fake accounts",
                "proxy accounts",
                "clone",
                "cloned",
                "clones",
                "cloning",
                "copycat*",
                "reverse engineer*",
                "siphon*",
                "model theft",
                "outputs of rival*",
                "terms of service",
                "jailbreak*",
                "蒸馏",
                "蒸餾",
                "蒸留",
                "증류",
            )
        ),
    ),
    (
        "trade secrets",
        Terms(
            (
                "trade secret*",
                "misappropriat*",
                "economic espionage",
                "stole*",
                "theft",
                "steal*",
                "intellectual property",
                "espionage",
            )
        ),
    ),
    ("export control", Terms(("export control*", "smuggl*", "Entity List", "blacklist*"))),
    (
        "lawsuit",
        Terms(
            (
                "lawsuit*",
                "sued",
                "sues",
                "class action",
                "complaint",
                "plaintiff*",
                "settlement",
                "court",
                "judge",
                "ruling",
                "verdict",
                "injunction",
                "cease-and-desist",
                "verklag*",
                "Klage",
                "提訴",
                "소송",
                "起诉",
            )
        ),
    ),
    (
        "security",
        Terms(("national security", "Chinese AI model*", "Chinese-made model*", "backdoor*")),
    ),
    ("likeness", Terms(("deepfake*", "likeness", "voice clon*", "cease and desist"))),
)


def matter_words(text: str) -> list[str]:
    """Return one word for each family of the vocabulary that a text speaks of."""
    found = ((name, terms.found(text)) for name, terms in _FAMILIES)
    return [words[0] for _, words in found if words]
