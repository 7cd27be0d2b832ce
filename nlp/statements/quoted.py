"""Quotations and who they belong to.

A quote belongs to the cue beside it (*“…,” said X*; *X said: “…”*), to the statement of the same
paragraph that it continues (*“…,” said X. “…”*), or to the speaker who held the floor when a
paragraph is nothing but quotation. All of this is adjacency in the text: parsers are at their worst
around quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.model import Act, Span
from nlp.quotes import Quote
from nlp.reading import Paragraph, Reading
from nlp.statements import tree
from nlp.statements.draft import Draft, Scene

_REACH = 14
"""Most words between a cue verb and the quote it introduces or closes."""
_ENDS = frozenset(".!?")
_SENTENCE_ENDS = frozenset({".", "!", "?", ":", ";", "”", '"', "''"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_LINKS = frozenset({"and", "but", "yet", "so", "still"})
_PLACES = frozenset({"in", "on", "at", "during", "after", "before", "when", "while", "as", "to"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bSen)(?<!\bGov)(?<!\bRep)(?<!\b[A-Z])[.!?]\s"
)
_MIN_WORDS = 4
"""Fewest words of a quote that may stand for a statement without a cue beside it."""


def attached(scene: Scene, verb: Token) -> list[Span]:
    """Return the quotes directly before and after the clause of a cue verb."""
    paragraph, reading = scene.paragraph, scene.reading
    here = paragraph.start_of(verb)
    before = after = None
    for quote in reading.quotes_in(paragraph.span):
        if quote.span.end <= here:
            before = quote
        elif quote.span.start > here and after is None:
            after = quote
    found = []
    if before is not None and _closes_into(scene, before, verb):
        whole = _whole_before(scene, before)
        if whole is not None:
            found.append(whole)
    if after is not None and _opens_from(scene, verb, after):
        found.append(_whole_after(scene, verb, after))
    return found


def _whole_before(scene: Scene, quote: Quote) -> Span | None:
    """Return a quote with the clause that leads into it (*It was “a fair offer,” Doe said*), or
    None where the words before it have a cue of their own."""
    doc, paragraph = scene.paragraph.doc, scene.paragraph
    lead = [t for t in doc if paragraph.end_of(t) <= quote.span.start]
    if not lead or lead[-1].text in _SENTENCE_ENDS or lead[-1].sent.end < lead[-1].i:
        return quote.span
    sentence = [t for t in lead if t.i >= lead[-1].sent.start]
    cues = [t for t in sentence if _utters(scene, t)]
    running = lead[-1].text[-1:].isalnum()
    if cues:
        near = cues[-1].i >= lead[-1].i - 1 or tree.lower(lead[-1]) == "that"
        return None if running and near else quote.span
    # Words in quotation marks before it that end no sentence are of the same clause.
    closed = any(scene.quoted(t) and t.text[-1:] in ".!?" for t in sentence)
    if closed or not (running or lead[-1].text == ","):
        return quote.span
    first = next((t for t in sentence if tree.lower(t) not in _LINKS and not t.is_punct), None)
    return quote.span if first is None else Span(paragraph.start_of(first), quote.span.end)


def _utters(scene: Scene, token: Token) -> bool:
    """Say whether a word outside quotation marks is a finite verb of saying."""
    opens = token.i == token.sent.start and token.text[:1].isupper()
    if opens or scene.quoted(token) or token.tag_ not in _FINITE_TAGS:
        return False  # "Claims that … are false,” it said": a noun that opens a sentence
    entries = scene.lexicon.verbs.get(scene.lexicon.verb(token), ())
    return any(v.has("that") and not v.attitude for v in entries)


def _whole_after(scene: Scene, verb: Token, quote: Quote) -> Span:
    """Return a quote right after its cue with the rest of the clause that it begins: *said “there
    could be” a line that …*."""
    text = scene.reading.text
    runs = text[quote.span.end : quote.span.end + 2]
    ends = quote.inner.of(text).rstrip()[-1:]
    fresh = len(runs) < 2 or runs[0] != " " or not runs[1].islower() or ends in ".,!?;"
    if fresh or not quote.closed:
        return quote.span
    end = scene.paragraph.place(verb.sent).end
    words = [
        t
        for t in verb.sent
        if scene.paragraph.start_of(t) >= quote.span.end and t.pos_ not in {"PUNCT", "SPACE"}
    ]
    if not words or tree.lower(words[0]) in _PLACES:
        return quote.span
    stop = next((t for t in words if _utters(scene, t) or t.tag_ == "VBG"), None)
    if stop is not None and stop.i > 0 and stop.nbor(-1).text == ",":
        end = scene.paragraph.start_of(stop.nbor(-1))
    return Span(quote.span.start, max(end, quote.span.end))


def beside_quote(
    scene: Scene, verb: Token, parsed: Token | None, quotes: Sequence[Span]
) -> Token | None:
    """Return who speaks beside a quote: the parser's subject unless it lies in the quote or far
    off, else the first nominal between quote and verb, else the one right after the verb."""
    if parsed is not None:
        inside = any(q.start <= scene.paragraph.start_of(parsed) < q.end for q in quotes)
        if not inside and abs(parsed.i - verb.i) <= 2 * _REACH and parsed.pos_ in _NOMINAL:
            return parsed
    before = [q.end for q in quotes if q.end <= scene.paragraph.start_of(verb)]
    doc = verb.doc
    if before:
        between = [t for t in doc[: verb.i] if scene.paragraph.start_of(t) >= before[-1]]
        for token in between:
            if token.pos_ in _NOMINAL:
                return _top(token, limit=(token.i, verb.i - 1))
        named = [t for t in between if t.text.isalpha() and t.pos_ not in {"ADV", "AUX", "DET"}]
        if named:
            return named[-1]  # "Young said": a name or a noun read as something else
    after = [t for t in doc[verb.i + 1 : verb.i + 5] if t.pos_ in _NOMINAL]
    if before and after and not any(t.is_punct for t in doc[verb.i + 1 : after[0].i]):
        return _top(after[0], limit=(verb.i + 1, verb.i + _REACH))
    return parsed if parsed is not None and parsed.pos_ in _NOMINAL else None


def _top(token: Token, *, limit: tree.Range) -> Token:
    """Return the head of the nominal that a word belongs to, inside a range."""
    node = token
    for above in tree.climb(token):
        if not limit[0] <= above.i <= limit[1] or above.pos_ not in _NOMINAL:
            break
        node = above
    return node


def inverted(scene: Scene, thing: Token | None, verb: Token) -> bool:
    """Say whether the parser took an inverted subject for an object: *…, predicted Jane Doe.*"""
    if thing is None or thing.i < verb.i or tree.first(verb, "ccomp") is not None:
        return False
    opens = verb.i == verb.sent.start and tree.lower(verb) in {"said", "says", "added"}
    if tree.first(verb, *tree.SUBJECTS) is not None:
        return False
    if not opens and (verb.tag_ in {"VBG", "VB"} or not verb.doc[verb.i - 1].is_punct):
        return False
    if verb.i == verb.sent.start and not opens:
        return False
    mention = scene.reading.mention_of(scene.paragraph, thing)
    return thing.pos_ == "PROPN" and (mention is None or mention.type in {"PERSON", "ORG", "GPE"})


def _closes_into(scene: Scene, quote: Quote, verb: Token) -> bool:
    """Say whether the cue's clause begins right where a quote ends."""
    doc, paragraph = scene.paragraph.doc, scene.paragraph
    between = [t for t in doc[: verb.i] if paragraph.start_of(t) >= quote.span.end]
    if len(between) > _REACH:
        return False
    last = scene.reading.text[quote.inner.start : quote.inner.end].rstrip()[-1:]
    lead = next((t for t in between if not t.is_space), None)
    if last not in {",", "?", "!", "—", "–", "…"} and not (lead is not None and lead.text == ","):
        return False
    if any(t.text[-1:] in _ENDS and t.is_punct for t in between):
        return False
    words = [t for t in between if not t.is_punct and not t.is_space]
    # Between the quote and its cue stands the speaker, at most with an apposition.
    return not any(
        t.pos_ == "VERB" and t.dep_ not in {"amod", "acl", "acl:relcl", "compound"} for t in words
    ) and not any(t.pos_ in {"SCONJ", "CCONJ"} and t.i == words[0].i for t in words)


def _opens_from(scene: Scene, verb: Token, quote: Quote) -> bool:
    """Say whether a quote begins right where the cue's clause ends."""
    paragraph = scene.paragraph
    between = [t for t in paragraph.doc[verb.i + 1 :] if paragraph.end_of(t) <= quote.span.start]
    if len(between) > _REACH:
        return False
    marks = [t for t in between if t.is_punct]
    if any(t.text[-1:] in _ENDS or t.text in {"-", "–"} for t in marks):
        return False
    words = [t for t in between if not t.is_punct and not t.is_space]
    led = verb.i == verb.sent.start and bool(between) and between[-1].text == ":"
    if any(t.pos_ == "VERB" for t in words) and not led:
        return False
    tail = between[-1].text if between else ""
    return not words or tail in {",", ":", "—"} or tree.lower(words[-1]) in {"that", "as"}


def continue_quotes(scene: Scene, drafts: list[Draft]) -> None:
    """Add to each attributed quote the uncued quotes that go on from it in the paragraph."""
    quotes = list(scene.reading.quotes_in(scene.paragraph.span))
    for quote in quotes:
        if _taken(drafts, quote.span):
            continue
        if _sits_in_sentence(scene, quote):
            _second_half(scene, drafts, quote)
            continue
        giver = _latest_quoting(drafts, quote.span.start)
        if giver is not None and not _words_between(scene, giver, quote):
            giver.content = [*giver.content, quote.span]


def _second_half(scene: Scene, drafts: Sequence[Draft], quote: Quote) -> None:
    """Add the rest of a quote that a cue with more words parts: *“There was a time,” says Doe,
    pouring tea, “when this town …”*."""
    text = scene.reading.text
    giver = _latest_quoting(drafts, quote.span.start)
    if giver is None or not quote.inner.of(text)[:1].islower():
        return
    between = text[max(giver.cue.end, giver.content[-1].end) : quote.span.start]
    before = text[giver.content[-1].start : giver.content[-1].end].rstrip("”\"’' ")
    if before.endswith(",") and between.rstrip().endswith(",") and not _STOP.search(between):
        giver.content = [*giver.content, quote.span]


def introduced(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return statements for quotes that a sentence about somebody introduces without a cue: *Doe
    put it plainly: “…”*, *Doe was blunt. “…”*."""
    found = []
    for quote in scene.reading.quotes_in(scene.paragraph.span):
        long = len(quote.inner.of(scene.reading.text).split()) >= _MIN_WORDS
        if not long or _taken(drafts, quote.span):
            continue
        before = [t for t in scene.tokens if scene.paragraph.end_of(t) <= quote.span.start]
        if not before or before[-1].text not in {":", "."}:
            continue
        draft = _introducing(scene, before, quote)
        if draft is not None:
            found.append(draft)
    return found


def _introducing(scene: Scene, before: Sequence[Token], quote: Quote) -> Draft | None:
    sentence = before[-1].sent
    root = sentence.root
    who = tree.subject(root)
    if who is None or root.i > before[-1].i or scene.quoted(root):
        return None
    mention = scene.reading.mention_of(scene.paragraph, who)
    person = tree.lower(who) in {"he", "she"} or (mention is not None and mention.type == "PERSON")
    if not person and before[-1].text == ".":
        return None
    return Draft(
        paragraph=scene.paragraph,
        rule="introduced-quote" if before[-1].text == ":" else "bare-quote",
        act=Act.SAY,
        anchor=root,
        cue=scene.span((root.i, root.i)),
        lemma=tree.lemma(root),
        content=[quote.span],
        speaker=who,
    )


def _taken(drafts: Sequence[Draft], span: Span) -> bool:
    return any(part.overlaps(span) for draft in drafts for part in draft.content)


def _sits_in_sentence(scene: Scene, quote: Quote) -> bool:
    """Say whether a quote is part of a running sentence and not a sentence of its own."""
    text = scene.reading.text
    before = text[scene.paragraph.span.start : quote.span.start].rstrip()
    if before and before[-1] not in '.!?:”"':
        return True
    return len(quote.inner.of(text).split()) < 2


def _latest_quoting(drafts: Sequence[Draft], offset: int) -> Draft | None:
    best: Draft | None = None
    for draft in drafts:
        end = max(span.end for span in [*draft.content, draft.cue])
        if (
            end <= offset
            and draft.rule.endswith(("quote", "clause", "aside"))
            and (best is None or draft.cue.start > best.cue.start)
        ):
            best = draft
    return best


def _words_between(scene: Scene, draft: Draft, quote: Quote) -> bool:
    """Say whether a sentence of the writer's own parts a statement from a later quote."""
    end = max(span.end for span in [*draft.content, draft.cue])
    between = scene.reading.text[end : quote.span.start]
    return len(_STOP.findall(between)) > 1


def floating(
    reading: Reading, drafts: Sequence[Draft], paragraph: Paragraph, previous: Draft | None
) -> list[Draft]:
    """Return statements for the quotes of a paragraph that has no cue of its own.

    ``previous`` is the last attributed quotation before it. Its speaker goes on unless the
    paragraph itself begins with words of the writer.
    """
    own = [draft for draft in drafts if draft.paragraph is paragraph]
    quotes = [
        q
        for q in reading.quotes_in(paragraph.span)
        if not _taken(own, q.span) and len(q.inner.of(reading.text).split()) >= _MIN_WORDS
    ]
    if not quotes or previous is None:
        return []
    outside = _outside(reading, paragraph, quotes)
    if own or sum(c.isalnum() for c in outside) > 0:
        return []
    return [
        Draft(
            paragraph=paragraph,
            rule="continued-quote" if quotes[0].continues else "floating-quote",
            act=previous.act,
            anchor=previous.anchor,
            cue=previous.cue,
            lemma=previous.lemma,
            content=[quote.span for quote in quotes],
            speaker=previous.speaker,
            floating=True,
        )
    ]


def _outside(reading: Reading, paragraph: Paragraph, quotes: Sequence[Quote]) -> str:
    at, parts = paragraph.span.start, []
    for quote in quotes:
        parts.append(reading.text[at : quote.span.start])
        at = quote.span.end
    parts.append(reading.text[at : paragraph.span.end])
    return "".join(parts)
