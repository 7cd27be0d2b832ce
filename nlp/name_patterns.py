"""Names that a grammar finds better than a statistical model: model versions, laws, cases.

=========  ===================================================================
PERSON     Reporting by Jane Doe and Joe Roe (credits of agencies)
PERSON     Secretary of Commerce Jane Doe (behind the office that a title is of)
ORG        Marrow & Teague LLP (partners joined by &) · bodies of :mod:`nlp.institutions`
PRODUCT    GPT-5.4 · Gemini 3.1 Pro · DeepSeek-V3.2 · Claude Opus 4.6 · Qwen3-Max
PRODUCT    the Tarn-4 model (a number behind any name that is called a model)
LAW        H.R. 8283 · AB 2013 · Pub. L. 117-263 · Section 1201 · the Model Theft Act of 2026
LAW        15 C.F.R. § 744 · 89 Fed. Reg. 1234 · Cal. Civ. Code § 3344
LAW        Apache 2.0 · GPLv3 · CC BY-SA 4.0 (licences)
LAW        Bartz v. Anthropic · In re Quillon · No. 23-1234 · 3:24-cv-05417 (cases and dockets)
NORP       Chinese, American, …: adjectives and names of nations
=========  ===================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import EntityType
from nlp import institutions
from nlp.places import PLACES


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A name found by grammar. ``kind`` is ``model law provision case docket nation place
    byline partners officer body licence dateline``."""

    start: int
    end: int
    type: EntityType
    kind: str


_VERSION = r"(?:[A-Z]{1,2}[\ -]?)?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?"
_VARIANT = (
    r"(?:Pro|Flash|Mini|mini|Max|Ultra|Nano|nano|Turbo|Opus|Sonnet|Haiku|Preview|Instruct|Coder|"
    r"Lite|Plus|Thinking|Reasoner|Exp|Large|Small|Medium|Codex|Deep\ Think|VL|Omni)"
)
_FAMILY = (
    r"(?:GPT|ChatGPT|Claude|Gemini|Gemma|Llama|LLaMA|Qwen|Kimi|GLM|Grok|DeepSeek|Deepseek|MiniMax|"
    r"Mistral|Mixtral|Ernie|ERNIE|Hunyuan|Doubao|Seedance|Sora|Veo|Imagen|Phi|Nemotron|Yi|Step|"
    r"PaLM|OLMo|Granite|Falcon|Jamba|Codestral|Pixtral|Magistral|DALL[-·]E|Firefly|Titan|Nova|"
    r"Command|Hailuo|Mythos|Opus|Sonnet|Haiku|Kling|Midjourney|Stable\ Diffusion|Whisper|Codex)"
)
_MODEL = re.compile(
    rf"""\b{_FAMILY}(?:[\ -]{_VARIANT})?
         (?: [\ -]?{_VERSION}(?![\w%]) (?:[\ -]{_VARIANT}(?![\w]))* (?:[\ -]\d{{1,4}}[BM]\b)? )
      | \bo[1-9]-(?:mini|pro|preview)\b(?:-high\b)?""",
    re.VERBOSE,
)
_NUMBER_WORDS = re.compile(
    r"(?:percent|per cent|million|billion|years?|months?|days?|weeks?|users?)\b"
)

_BILL = re.compile(
    r"\b(?:H\.?\ ?R\.?|S\.|H\.?\ ?Res\.|S\.?\ ?Res\.|H\.?J\.?\ ?Res\."
    r"|(?:Senate|House|Assembly)\ Bill|[SAH]\.?B\.?)\ ?\d{1,5}\b"
)
_PUBLIC_LAW = re.compile(r"\bPub(?:lic|\.)\ L(?:aw|\.)\ (?:No\.\ )?\d{2,3}[-–]\d{1,3}\b")
_CODE = re.compile(
    r"\b\d{1,3}\ (?:U\.?\ ?S\.?\ ?C\.?|C\.?\ ?F\.?\ ?R\.?)\ (?:§§?\ ?|[Pp]art\ )?"
    r"\d[\w.()-]{0,30}"
    r"|\b\d{1,3}\ Fed\.\ Reg\.\ \d{1,3}(?:,?\d{3})*"
    r"|\b[A-Z][a-z]{1,9}\.\ (?:[A-Z][a-z]{1,9}\.?\ (?:&\ [A-Z][a-z]{1,9}\.?\ )?){0,3}Code\ §§?\ ?"
    r"\d[\w.()-]{0,30}"
)
_PROVISION = re.compile(
    r"(?:§§?\ ?\d+\w{0,2}(?:\ (?:Abs\.|Satz|Nr\.)\ ?\d+)*(?:\ [A-Z][A-Za-z]{1,6}G)?"
    r"|\b(?:Section|Article)\ \d{1,4}[a-z]?(?:\([\w]{1,3}\))*)"
)
_ORDER = re.compile(
    r"\b(?:Executive\ Order|EO|E\.O\.)\ \d{4,5}\b"
    r"|\b(?:Regulation|Directive)\ \((?:EU|EC|EEC)\)\ (?:No\ )?\d{1,4}/\d{2,4}"
)
_CAPITAL = r"(?:[A-Z][\w'’&-]{0,40}|of|on|and|for|the|to|in|against)"
_ACT = re.compile(
    rf"\b[A-Z][\w'’-]{{0,40}}(?:\ {_CAPITAL}){{0,9}}\ Act"
    r"(?:\ (?:of\ )?(?:1[89]|20)\d\d)?\b(?!\ of\b)"
)
_SIDE = (
    r"[A-Z][\w.'’&-]{0,40}"
    r"(?:\ (?:[A-Z][\w.'’&-]{0,40}|of|and|the|&)|,\ (?:Inc|Ltd|LLC|L\.P)\.?){0,5}"
)
_CASE = re.compile(
    rf"\b{_SIDE}\ v(?:s?\.|s)?\ [A-Z][\w'’&-]{{0,40}}(?:\ [A-Z][\w'’&-]{{0,40}}){{0,4}}"
    r"(?:(?<=\ Inc)\.|(?<=\ Corp)\.|(?<=\ Ltd)\.|(?<=\ Co)\.)?"
    rf"|\b(?:In\ re|Ex\ parte|In\ the\ [Mm]atter\ of)\ (?:the\ )?{_SIDE}"
)
_LICENCE = re.compile(
    r"\bApache(?:\ [Ll]icen[sc]e)?,?(?:\ [Vv]ersion)?\ 2\.0\b|\b[AL]?GPL-?\ ?v?[23](?:\.\d)?\b"
    r"|\bCC[ -]BY(?:-(?:NC|SA|ND))*(?:[ -]\d\.\d)?\b"
)
_CALLED_MODEL = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z]{2,20}[\ -]?\d{1,3}(?:\.\d{1,2})?)(?=\ (?:[a-z]+\ ){0,2}"
    r"(?:models?|chatbots?|assistants?|processors?|chips?|accelerators?)\b)"
)
_MONTHS = frozenset(
    {"January", "February", "March", "April", "May", "June", "July", "August", "September"}
    | {"October", "November", "December", "Version", "Part", "Chapter", "Section", "Article"}
    | {"Phase", "Tier", "Level", "Annex", "Group", "Top", "The", "Covid", "Figure", "Table"}
)
"""What a number stands behind without making it a name."""
_DOCKET = re.compile(
    r"\bNo\.\ \d{2}-\d{2,5}\b|\bIPR\d{4}-\d{5}\b|\b337-TA-\d{3,4}\b|\b[CT]-\d{1,4}/\d\d\b"
    r"|\b\d:\d\d-(?:cv|cr|md|mc)-\d{3,5}(?:-[A-Z]{2,4})?\b"
    r"|\[\d{4}\]\ (?:EWHC|EWCA|UKSC)\ (?:Civ\ )?\d+(?:\ \([A-Za-z]+\))?"
    r"|\b\d{1,3}\ [OUS]\ \d{3,6}/\d\d\b"
)

_PERSON = (
    r"[A-Z][\w'’-]{1,20}(?:\ (?:[A-Z]\.|van|von|de|der|den|da|al|bin)){0,2}\ [A-Z][\w'’-]{1,30}"
)
_CREDIT = re.compile(
    rf"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ww]ritten|[Ee]dited|[Rr]eported|[Cc]ompiled)\ by\ "
    rf"{_PERSON}(?:(?:,\ |\ and\ |,\ and\ ){_PERSON}){{0,4}}"
    rf"|^[Bb]y\ {_PERSON}(?:(?:,\ |\ and\ |,\ and\ ){_PERSON}){{0,4}}(?=\s*(?:$|[|·•,(–—-]))",
    re.MULTILINE,
)
_CREDITED = re.compile(_PERSON)
_PARTNERS = re.compile(
    r"\b[A-Z][\w'’-]{1,30}(?:,\ [A-Z][\w'’-]{1,30}){0,3}\ &\ [A-Z][\w'’-]{1,30}"
    r"(?:\ (?:(?:LLP|LLC|PLC)\b|(?:Inc|Co|Ltd)\b\.?))?"
)
_JOINED_WORDS = frozenset(
    {"Terms", "Research", "Mergers", "Science", "Questions", "Policy", "Business", "Arts", "Health"}
    | {"News", "Law", "Technology", "Security", "Privacy", "Food", "Culture", "Video", "AI"}
)

_NATIONS = (
    "American|Chinese|British|European|German|French|Japanese|Korean|South Korean|North Korean|"
    "Russian|Taiwanese|Indian|Canadian|Australian|Dutch|Italian|Spanish|Swedish|Swiss|Brazilian|"
    "Mexican|Israeli|Iranian|Ukrainian|Vietnamese|Thai|Singaporean|Malaysian|Indonesian|Irish|"
    "Polish|Danish|Norwegian|Finnish|Austrian|Belgian|Portuguese|Greek|Turkish|Saudi|Emirati|"
    "Egyptian|African|Asian|Arab|Pakistani|Filipino|Czech|Hungarian|Romanian|Latin American|"
    "Western|Democrat|Democratic|Republican|Communist"
)
_NATION = re.compile(rf"\b(?:{_NATIONS})(?:s)?\b(?!\ (?:Academy|University|Embassy|embassy|Party))")


_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2})"
    r"(?=(?:, (?:[A-Z][a-z.]+ ?){1,3})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([A-Z][\w /]+\))?"
    r" ?(?:—|–|--|-) [A-Z“\"])",
    re.MULTILINE,
)
"""A town in capitals, perhaps its state, a date and an agency, before a dash."""
_PLACE_START = frozenset(place.partition(" ")[0] for place in PLACES)
_PLACE_WORDS = frozenset(word for place in PLACES for word in place.split())
_CAPITAL_WORD = re.compile(r"\b[A-Z][A-Za-z]+\b")
_LONGEST_PLACE = max(place.count(" ") for place in PLACES) + 1


def _places(text: str) -> Iterator[NamePattern]:
    for match in _CAPITAL_WORD.finditer(text):
        if match.group() not in _PLACE_START:
            continue
        words = text[match.start() : match.start() + 40].split(" ")
        for length in range(min(_LONGEST_PLACE, len(words)), 0, -1):
            name = re.match(r"[A-Za-z ]+", " ".join(words[:length]))
            if name is not None and name.group() in PLACES:
                end = match.start() + len(name.group())
                if not text[end : end + 1].isalnum():
                    yield NamePattern(match.start(), end, EntityType.GPE, "place")
                    break


def _datelines(text: str) -> Iterator[NamePattern]:
    """Yield the places of datelines, and where the text names them again in small letters."""
    for match in _DATELINE.finditer(text):
        yield NamePattern(match.start(), match.end(), EntityType.GPE, "dateline")
        again = re.escape(match["place"].title())
        for other in re.finditer(rf"(?<![\w-]){again}(?![\w-])", text):
            yield NamePattern(other.start(), other.end(), EntityType.GPE, "place")


def _credits(text: str) -> Iterator[NamePattern]:
    for match in _CREDIT.finditer(text):
        begin = match.group().lower().find("by ") + 3
        for name in _CREDITED.finditer(text, match.start() + begin, match.end()):
            yield NamePattern(name.start(), name.end(), EntityType.PERSON, "byline")


def _called_models(text: str) -> Iterator[NamePattern]:
    """Yield the names with a number that the text calls a model or a chip, wherever they stand."""
    called = {match["name"] for match in _CALLED_MODEL.finditer(text)}
    for name in sorted(called):
        if re.split(r"[\ -]|(?=\d)", name)[0] in _MONTHS:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]|\.\d)", text):
            yield NamePattern(match.start(), match.end(), EntityType.PRODUCT, "model")


_TITLED = re.compile(
    r"\b(?:[Ss]ecretar(?:y|ies)|[Uu]ndersecretary|[Mm]inister|[Dd]irector|[Cc]ommissioner"
    r"|[Aa]mbassador|[Cc]hair(?:man|woman|person)?|[Aa]ttorney(?:\ General)?|[Aa]dministrator"
    r"|[Rr]epresentative|[Ee]nvoy|[Cc]ounsel|[Cc]hancellor|[Pp]resident)\ (?:of|for|to)\ "
    r"(?=[Tt]he\ |[A-Z])"
)
_JOINTS = frozenset({"of", "for", "and", "the", "on", "&", "to"})
_OFFICER_WORD = re.compile(r"(&|[A-Za-z][\w'’-]*\.?)(,?)(?:\ |$|(?=\W))")
_LONGEST_OFFICE = 14
"""Most words between a title and the end of the name behind its office."""


def _officers(text: str) -> Iterator[NamePattern]:
    """Yield the names behind the offices of titles: *Under Secretary for Trade and Security A B*.

    A title of an office leaves nothing but a name in capitals behind the office's own words.
    """
    for match in _TITLED.finditer(text):
        position, office, name = match.end(), 0, list[tuple[int, int]]()
        for _ in range(_LONGEST_OFFICE):
            word = _OFFICER_WORD.match(text, position)
            if word is None:
                break
            plain = word.group(1)
            abroad = not office and match.group().endswith("to ") and plain[0].isupper()
            known = plain in institutions.OFFICES or plain in _PLACE_WORDS or abroad
            if not name and (known or plain in _JOINTS):
                office += known
            elif not office or known or not plain[0].isupper() or len(name) > 3:
                break
            else:
                initial = len(plain) == 2 and plain[1] == "."
                end = word.end(1) - (plain.endswith(".") and not initial)
                name.append((word.start(1), end))
                if word.group(2) or end < word.end(1):
                    break
            position = word.end()
        if len(name) > 3:
            name = name[:2]  # a headline in capitals goes on behind the name
        if len(name) > 1:
            yield NamePattern(name[0][0], name[-1][1], EntityType.PERSON, "officer")


_LEAD = re.compile(
    r"(?:The|the|In|On|Under|And|But|A|An|By|As|For|Since|With|Both|While|Of)\ "
    r"(?!re\b|the\ [Mm]atter\b)"
)


def _skip_lead(text: str, match: re.Match[str]) -> int:
    """Return where the name begins when a sentence's first word was taken for a part of it."""
    start = match.start()
    lead = _LEAD.match(text, start)
    while lead is not None and lead.end() < match.end():
        start = lead.end()
        lead = _LEAD.match(text, start)
    return start


@dataclass(frozen=True, slots=True)
class _Grammar:
    """A pattern, and strings of which one stands in every text that has a name of it.

    To look for the strings first costs a tenth of the pattern, and most texts have none.
    """

    pattern: re.Pattern[str]
    type: EntityType
    kind: str
    signs: tuple[str, ...]
    led: bool = False  # a sentence's first word may be taken for a part of the name

    def find(self, text: str) -> Iterator[NamePattern]:
        if any(sign in text for sign in self.signs):
            for match in self.pattern.finditer(text):
                start = _skip_lead(text, match) if self.led else match.start()
                yield NamePattern(start, match.end(), self.type, self.kind)


_LAWS = tuple(
    _Grammar(pattern, EntityType.LAW, kind, signs, led=pattern in {_ACT, _CASE})
    for pattern, kind, signs in (
        (_BILL, "law", ("H.", "HR", "H R", "S.", "B.", "SB", "AB", "HB", "Bill")),
        (_PUBLIC_LAW, "law", ("Pub. L", "Public L")),
        (_ORDER, "law", ("Order", "EO", "E.O.", "Regulation", "Directive")),
        (_CODE, "provision", ("SC", "S.C", "S C", "S. C", "FR", "F.R", "F R", "F. R", "Reg.", "§")),
        (_PROVISION, "provision", ("§", "Section", "Article")),
        (_ACT, "law", (" Act",)),
        (_CASE, "case", (" v. ", " v ", " vs", "In re", "parte", "atter of")),
        (_LICENCE, "licence", ("Apache", "GPL", "CC")),
        (
            _DOCKET,
            "docket",
            ("No. ", "IPR", "-TA-", "-cv-", "-cr-", "-md-", "-mc-", "] EW", "] UK", "/"),
        ),
    )
)


def find(text: str) -> Iterator[NamePattern]:
    """Yield the names in ``text`` that a grammar finds; they may overlap."""
    for match in _MODEL.finditer(text):
        if not _NUMBER_WORDS.match(text, match.end() + 1):
            yield NamePattern(match.start(), match.end(), EntityType.PRODUCT, "model")
    for grammar in _LAWS:
        yield from grammar.find(text)
    yield from _called_models(text)
    for start, end in institutions.find(text):
        yield NamePattern(start, end, EntityType.ORG, "body")
    yield from _places(text)
    yield from _datelines(text)
    yield from _credits(text)
    yield from _officers(text)
    if "&" in text:
        yield from _partners(text)
    for match in _NATION.finditer(text):
        yield NamePattern(match.start(), match.end(), EntityType.NORP, "nation")


def _partners(text: str) -> Iterator[NamePattern]:
    for match in _PARTNERS.finditer(text):
        if match.group().partition(" ")[0].rstrip(",") not in _JOINED_WORDS:
            yield NamePattern(match.start(), match.end(), EntityType.ORG, "partners")
