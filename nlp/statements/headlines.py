"""Headline grammar: *X: we did nothing wrong*, *“…”: X*. Verbs in headlines are ordinary cues."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act, EntityType, Span
from nlp.reading import BULLET, HEADLINE
from nlp.statements import tree, wordings
from nlp.statements.draft import Draft, Scene, tidy
from nlp.statements.transcripts import Turn
from nlp.statements.voices import can_speak

_MAX_NAME = 6
"""Most words before the colon that may be a name."""
_MAX_WORDS = 30
_OPENING_WORDS = 160
"""Code points at the beginning of an answer that may call what was asked about untrue."""
_OPENING = frozenset({"“", '"', "‘", "'", "``", "''"})
_LEADS = frozenset({"-", "–", "—", "--", ".", "]", ")"})
_ASKED = frozenset({"Q", "A"})
_VERSUS = frozenset({"v", "v.", "vs", "vs.", "versus"})
_LABELS = frozenset(
    {"update", "exclusive", "analysis", "opinion", "watch", "live", "video", "note", "photo"}
    | {"fact", "review", "breaking", "related", "source", "sources", "read", "more", "here"}
)


def find(scene: Scene) -> list[Draft]:
    """Return the statements of a headline or of a transcript line of the form *Name: words*."""
    colons = [t for t in scene.paragraph.having({":"}) if t.text == ":"]
    if not colons:
        return []
    if scene.turn is not None:
        said = _turn(scene, colons, scene.turn)
        return [said] if said is not None else []
    found = [d for d in (_in_text(scene, t) for t in colons) if d is not None]
    whole = _whole(scene) or _reversed(scene)
    return [whole, *found] if whole is not None else found


def _turn(scene: Scene, colons: Sequence[Token], turn: Turn) -> Draft | None:
    """Return what somebody says in a turn of a transcript. An outlet that asks carries what others
    say in its question; what it asks itself stays below what is published."""
    colon = next((t for t in colons if scene.paragraph.start_of(t) >= turn.name.end), None)
    if colon is None or colon.i == 0 or (turn.asks and not turn.outlet):
        return None
    rule = "outlet-carrier" if turn.asks else "colon"
    draft = _draft(scene, colon, scene.tokens[colon.i - 1], rule)
    if draft is not None and not turn.asks:
        opening = draft.content[0].of(scene.reading.text)[:_OPENING_WORDS]
        if wordings.say("disparaged", opening):
            draft.act = Act.DENY
    return draft


def _whole(scene: Scene) -> Draft | None:
    """Return the statement of a paragraph that a name and a colon open."""
    doc = scene.paragraph.doc
    colon = next((t for t in doc[: _MAX_NAME + 1] if t.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i + 2 > len(doc) - 1:
        return None
    first = doc[1] if doc[0].text in _OPENING and colon.i > 1 else doc[0]
    name = doc[colon.i - 1]
    words = [t.text for t in doc[first.i : colon.i] if t.text.isalpha()]
    spoken = bool(words) and all(w.isupper() for w in words)
    if spoken and len(words) == 1 and words[0] in _ASKED:
        return _draft(scene, colon, name, "transcript") if _is_interview(scene) else None
    spoken = spoken and max(map(len, words)) > 2 and words[-1].lower() not in _LABELS
    quoted = doc[colon.i + 1].text in _OPENING
    if spoken and not quoted and _is_place(scene, name):
        return None  # "SHANGHAI: …": a dateline
    role = quoted and name.pos_ == "NOUN" and can_speak(scene, name) and first.text[:1].isupper()
    if not (spoken or role or _names_somebody(scene, first, name)):
        return None
    headline = scene.paragraph.kind in {HEADLINE, BULLET} or scene.paragraph.span.start == 0
    headline = headline and len(doc) <= _MAX_WORDS
    if not (headline or quoted or spoken):
        return None
    return _draft(scene, colon, name, "colon")


def _is_place(scene: Scene, name: Token) -> bool:
    mention = scene.reading.mention_of(scene.paragraph, name)
    return mention is not None and mention.type in {EntityType.GPE, EntityType.LOC}


def _reversed(scene: Scene) -> Draft | None:
    """Return *‘We were robbed’: Acme*: a quotation, a colon, and a name to the end of a line."""
    doc = scene.paragraph.doc
    colon = next((t for t in doc if t.text == ":"), None)
    if colon is None or not 3 <= colon.i <= len(doc) - 2 or len(doc) > _MAX_WORDS:
        return None
    quote = scene.reading.quote_at(scene.paragraph.start_of(doc[1]), single=True)
    after = doc[colon.i + 1 :]
    if quote is None or quote.span.start != scene.paragraph.span.start or len(after) > _MAX_NAME:
        return None
    if quote.span.end < scene.paragraph.start_of(colon) - 1:
        return None
    verb = next((t for t in after if t.tag_ in {"VBZ", "VBP", "VBD"}), None)
    if verb is not None:  # "‘They lied to us’: families accuse Acme"
        who = tree.subject(verb)
        cue = bool(scene.lexicon.verb(verb)) and who is not None and colon.i < who.i < verb.i
        return _draft(scene, colon, who, "colon", quote.span) if cue and who is not None else None
    if not _names_somebody(scene, after[0], after[-1]):
        return None
    return _draft(scene, colon, doc[len(doc) - 1], "colon", quote.span)


def _is_interview(scene: Scene) -> bool:
    """Say whether questions and answers alternate in the text, each under its letter."""
    lines = {p.doc[0].text for p in scene.reading.paragraphs if len(p.doc) > 1}
    return lines >= _ASKED


def _in_text(scene: Scene, colon: Token) -> Draft | None:
    """Return *The race is open - Jane Doe: “…”*, the form of digests."""
    doc = scene.paragraph.doc
    if colon.i < 2 or colon.i + 2 >= len(doc) or doc[colon.i + 1].text not in _OPENING:
        return None
    start = colon.i - 1
    while start > 0 and (doc[start].pos_ == "PROPN" or tree.lower(doc[start]) == "and"):
        start -= 1
    more = start > 0 and tree.lower(doc[start]) == "from" and tree.lower(doc[start - 1]) == "more"
    if start == colon.i - 1 or not (more or tree.lower(doc[start]) in _LEADS):
        return None
    quote = scene.reading.quote_at(scene.paragraph.start_of(doc[colon.i + 1]))
    if quote is None or not _names_somebody(scene, doc[start + 1], doc[colon.i - 1]):
        return None
    return _draft(scene, colon, doc[colon.i - 1], "colon", quote.span)


def _draft(
    scene: Scene, colon: Token, name: Token, rule: str, words: Span | None = None
) -> Draft | None:
    after = Span(scene.paragraph.end_of(colon), scene.paragraph.span.end)
    content = tidy(scene.reading.text, words or after)
    if content is None:
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule=rule,
        act=Act.SAY,
        anchor=colon,
        cue=scene.span((colon.i, colon.i)),
        lemma=":",
        content=[content],
        speaker=name,
    )


def _names_somebody(scene: Scene, first: Token, last: Token) -> bool:
    if any(tree.lower(t) in _VERSUS for t in first.doc[first.i : last.i]):
        return False  # "Doe v Acme: what the ruling means"
    span = scene.span((first.i, last.i))
    mention = scene.reading.mention_at(span)
    if tree.lower(last) in _LABELS or last.text.isdigit():
        return False
    if mention is not None and mention.type in {"PERSON", "ORG", "GPE"}:
        voice = last.pos_ == "NOUN" and last.i > first.i and can_speak(scene, last)
        return bool(mention.end >= span.end) or voice  # "Acme boss: we will appeal"
    return all(t.pos_ == "PROPN" for t in first.doc[first.i : last.i + 1])
