"""What a page says in its own voice about the matter: *the accusations will likely raise tensions*.

Forecasts count, and only those about something that the matter is made of (an accusation, a ruling,
a ban), and what the page says is not proven or not known. Whatever else a page tells is its report,
not its statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act
from nlp.reading import FURNITURE, Reading
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

RULE = "own-voice"
_LIKELY = frozenset({"likely", "probably", "surely", "inevitably", "undoubtedly"})
_MODALS = frozenset({"will", "would", "could", "may", "might", "is", "are", "'ll", "’ll"})
_MATTERS = frozenset(
    {"ruling", "verdict", "case", "dispute", "move", "decision", "deal", "settlement", "suit"}
    | {"sanction", "ban", "injunction", "denial", "investigation", "probe", "row", "standoff"}
    | {"rivalry", "tension", "clash", "feud", "fight", "battle", "contest", "appeal", "judgment"}
    | {"judgement", "order", "law", "bill", "agreement", "settlement", "listing", "leak"}
)
_LINKS = frozenset({"but", "yet", "so", "still", "and", "however"})
_EVIDENCE = frozenset({"evidence", "proof", "indication", "sign"})
_UNKNOWN = frozenset({"unclear", "unknown", "uncertain"})
_ASKED = frozenset({"whether", "if", "how", "why", "what", "who", "when", "which"})
_OUTLETS = frozenset({"outlet", "agency"})
_FOLLOW = re.compile(
    r"\s*(?:Follow|Subscribe to|Sign up for|Support|Contact|About|Advertise with|©(?: \d{4})?)"
    r" (?:[Tt]he )?(\w[\w.’' -]*?)(?: (?:on|and|for|newsletters?|today|now)\b.*|[.,!|].*|)\s*$"
)
"""What a site says of itself under or over a page."""


def find(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the forecasts of a paragraph that belong to nobody whom it names."""
    found = []
    for token in scene.paragraph.having(_LIKELY | _EVIDENCE | _UNKNOWN):
        if scene.quoted(token):
            continue
        likely = tree.lower(token) in _LIKELY
        draft = _forecast(scene, token) if likely else _unproven(scene, token)
        if draft is not None and not _belongs(draft, drafts):
            found.append(draft)
    return found


def _forecast(scene: Scene, likely: Token) -> Draft | None:
    if likely.i == 0 or tree.lower(likely.nbor(-1)) not in _MODALS:
        return None
    sentence = likely.sent
    before = [t for t in sentence if t.dep_ in tree.SUBJECTS and t.i < likely.i]
    who = before[-1] if before else None
    if who is None or likely.i - who.i > 6 or who.pos_ != "NOUN":
        return None
    if tree.lemma(who) not in _MATTERS | scene.lexicon.answered:
        return None
    start = int(tree.nominal(who)[0])
    return _draft(scene, likely, Act.ESTIMATE, start, cue=(likely.i - 1, likely.i))


def _unproven(scene: Scene, token: Token) -> Draft | None:
    """Return what the page says is not known: *there is no public evidence that …*, *it remains
    unclear whether …*, where that is the sentence."""
    word = tree.lower(token)
    if word not in _EVIDENCE and word not in _UNKNOWN:
        return None
    doc, sentence = token.doc, token.sent
    first, at = int(sentence.start), token.i
    opening = [tree.lower(t) for t in doc[first:at]]
    while opening and (opening[0] in _LINKS or opening[0] == ","):
        opening.pop(0)
    behind = [tree.lower(t) for t in doc[at + 1 : at + 3]]
    if word in _EVIDENCE:
        none = opening[:1] == ["there"] and "no" in opening and len(opening) <= 6
        known = none and opening[1] in {"is", "was", "has"} and bool({"that", "of"} & set(behind))
    else:
        no_more = opening in (["it", "is"], ["it", "remains"], ["it", "was"], ["it", "is", "still"])
        known = no_more and bool(behind) and behind[0] in _ASKED
    if not known:
        return None
    return _draft(scene, token, Act.SAY, first, cue=(token.i, token.i))


def _draft(scene: Scene, anchor: Token, act: Act, start: int, *, cue: tree.Range) -> Draft | None:
    """Return the statement of a sentence from ``start`` on, None where nothing of it is content."""
    content = scene.content((start, int(anchor.sent.end) - 1))
    if not content:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=RULE,
        act=act,
        anchor=anchor,
        cue=scene.span(cue),
        lemma=tree.lower(anchor),
        content=content,
    )


def _belongs(forecast: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether a forecast is what somebody else says, or stands in a sentence with such."""
    sentence = forecast.paragraph.place(forecast.anchor.sent)
    return any(
        sentence.start <= d.cue.start < sentence.end
        and d.speaker is not None
        and tree.lower(d.speaker) not in _ASKED
        for d in drafts
        if not (d.anchor.tag_ == "VB" and forecast.anchor in tree.climb(d.anchor))
    )  # "is likely to urge": nobody urges


def outlet(reading: Reading) -> str | None:
    """Return the id of the outlet that a page says it belongs to in a line of its furniture:
    *Follow the Daily Lantern on …*; ``None`` where no line or more than one outlet does."""
    lines = [p.span.of(reading.text) for p in reading.paragraphs if p.kind == FURNITURE]
    names = {match.group(1) for match in map(_FOLLOW.match, lines) if match is not None}
    if not names:
        return None
    known: dict[str, str] = {}
    for entity in reading.knowledge.entities.values():
        if entity.kind in _OUTLETS:
            known.update(
                (name, entity.id) for name in (entity.name, *(a.text for a in entity.aliases))
            )
    named = {known[name] for name in names if name in known}
    return named.pop() if len(named) == 1 else None
