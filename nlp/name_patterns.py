"""Names that a grammar finds better than a statistical model: model versions, laws, cases.

=========  ===================================================================
PERSON     Reporting by Jane Doe and Joe Roe (credits of agencies)
PERSON     Secretary of Commerce Jane Doe (behind the office that a title is of)
ORG        Marrow & Teague LLP (partners joined by &)
PRODUCT    GPT-5.4 · Gemini 3.1 Pro · DeepSeek-V3.2 · Claude Opus 4.6 · Qwen3-Max
LAW        H.R. 8283 · AB 2013 · Pub. L. 117-263 · Section 1201 · the Model Theft Act of 2026
LAW        15 C.F.R. § 744 · 89 Fed. Reg. 1234 · Cal. Civ. Code § 3344
LAW        Bartz v. Anthropic · In re Quillon · No. 23-1234 · 3:24-cv-05417 (cases and dockets)
NORP       Chinese, American, …: adjectives and names of nations
=========  ===================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimwire.model import EntityType
from nlp.places import PLACES
from nlp.words import word_set


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A name found by grammar. ``kind`` is ``model law provision case docket nation place
    byline partners officer``."""

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
_SIDE = r"[A-Z][\w.'’&-]{0,40}(?:\ (?:[A-Z][\w.'’&-]{0,40}|of|and|the|&)){0,5}"
_CASE = re.compile(
    rf"\b{_SIDE}\ v(?:s?\.|s)?\ [A-Z][\w'’&-]{{0,40}}(?:\ [A-Z][\w'’&-]{{0,40}}){{0,4}}"
    r"(?:(?<=\ Inc)\.|(?<=\ Corp)\.|(?<=\ Ltd)\.|(?<=\ Co)\.)?"
    rf"|\b(?:In\ re|Ex\ parte|In\ the\ [Mm]atter\ of)\ (?:the\ )?{_SIDE}"
)
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


def _credits(text: str) -> Iterator[NamePattern]:
    for match in _CREDIT.finditer(text):
        begin = match.group().lower().find("by ") + 3
        for name in _CREDITED.finditer(text, match.start() + begin, match.end()):
            yield NamePattern(name.start(), name.end(), EntityType.PERSON, "byline")


_TITLED = re.compile(
    r"\b(?:[Ss]ecretar(?:y|ies)|[Uu]ndersecretary|[Mm]inister|[Dd]irector|[Cc]ommissioner"
    r"|[Aa]mbassador|[Cc]hair(?:man|woman|person)?|[Aa]ttorney(?:\ General)?|[Aa]dministrator"
    r"|[Rr]epresentative|[Ee]nvoy|[Cc]ounsel|[Cc]hancellor|[Pp]resident)\ (?:of|for|to)\ "
    r"(?=[Tt]he\ |[A-Z])"
)
_OFFICES = word_set(
    """
    Commerce State Defense Defence Treasury Energy Labor Labour Justice Education Transportation
    Transport Agriculture Interior Homeland Security Industry Trade Foreign Affairs Finance Health
    Human Services Housing Urban Development Veterans Digital Science Technology Innovation
    Information Economy Economic Economics Policy Public Global Export Exports Enforcement
    Administration Intelligence National Investigation Investigations Central Criminal Civil
    Antitrust Division Southern Northern Eastern Western Middle District Court Budget Management
    Culture Environment Climate Internal Market Markets Competition Communications Research
    Government Relations Legal International Strategic Nuclear Nonproliferation Arms Control
    Political Military Business Growth European Eurasian East Asian Pacific Near African South North
    West Hemisphere House Senate Committee Subcommittee Select Banking Judiciary Oversight
    Appropriations Ways Means Office Bureau Department Agency Board Council Commission Exchange
    Federal Trade Tax Terrorism Financial Crimes Privacy Data Media Cyber Cybersecurity
    Infrastructure AI Artificial Safety Consumer Protection Rights Union States United Kingdom
    """
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
            known = plain in _OFFICES or plain in _PLACE_WORDS or abroad
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


def find(text: str) -> Iterator[NamePattern]:
    """Yield the names in ``text`` that a grammar finds; they may overlap."""
    for match in _MODEL.finditer(text):
        if not _NUMBER_WORDS.match(text, match.end() + 1):
            yield NamePattern(match.start(), match.end(), EntityType.PRODUCT, "model")
    for pattern, kind in (
        (_BILL, "law"),
        (_PUBLIC_LAW, "law"),
        (_ORDER, "law"),
        (_CODE, "provision"),
    ):
        for match in pattern.finditer(text):
            yield NamePattern(match.start(), match.end(), EntityType.LAW, kind)
    for match in _PROVISION.finditer(text):
        yield NamePattern(match.start(), match.end(), EntityType.LAW, "provision")
    for match in _ACT.finditer(text):
        yield NamePattern(_skip_lead(text, match), match.end(), EntityType.LAW, "law")
    for match in _CASE.finditer(text):
        yield NamePattern(_skip_lead(text, match), match.end(), EntityType.LAW, "case")
    for match in _DOCKET.finditer(text):
        yield NamePattern(match.start(), match.end(), EntityType.LAW, "docket")
    yield from _places(text)
    yield from _credits(text)
    yield from _officers(text)
    for match in _PARTNERS.finditer(text):
        if match.group().partition(" ")[0].rstrip(",") not in _JOINED_WORDS:
            yield NamePattern(match.start(), match.end(), EntityType.ORG, "partners")
    for match in _NATION.finditer(text):
        yield NamePattern(match.start(), match.end(), EntityType.NORP, "nation")


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
