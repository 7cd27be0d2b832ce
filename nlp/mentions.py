"""Mentions within one document: trimming, surnames and acronyms that stand for a fuller name."""

from __future__ import annotations

import re
from dataclasses import replace

from claimwire.model import EntityType, Mention
from nlp import short_names
from nlp.words import word_set

_ARTICLE = re.compile(r"(?:the|a|an|this|that|its|their|his|her|our)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])\Z")
_EDGES = " \t\n\"“”‘’'«»„()[]{}<>,;:!?*•–—|/\\"
_TITLE = re.compile(
    r"""(?:(?:U\.?S\.?|Chinese|American|British|Former|former|Acting|acting|Deputy|Vice|Assistant|Under|
        Associate|Principal|Commerce|Treasury|Defense|Foreign|Trade|Chief|Magistrate|District|
        Public|Special|Senior|Federal|State|Managing|Founding|Lead|Executive|General|Security|
        Technical|Research)\ )*
        (?:Attorney\ General|Commissioner|Chancellor|Administrator|Councilman|Councillor|Baroness|
        Under\ Secretary|Undersecretary|Founder|Co-founder|Analyst|Author|Counsel|
        President|Presidents|Premier|Prime\ Minister|Senator|Senators|Sen\.|Sens\.|Rep\.|Reps\.|
        Representative|Representatives|Congressman|Congresswoman|Chairman|Chairwoman|Chair|Director|
        Secretary|Minister|Ambassador|Judge|Justice|Mrs\ Justice|Mr\ Justice|Lord\ Justice|Mr\.?|
        Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Professor|Sir|Lord|Lady|Gov\.|Governor|General|Gen\.|CEO|CTO|CFO|COO|CISO|
        Prosecutor|Special\ Agent\ in\ Charge|Agent|Inspector|Superintendent|Detective|Sheriff|
        Researcher|Scientist|Engineer|Economist|Historian|Journalist|Reporter|Editor|Columnist|
        Novelist|Writer|Artist|Musician|Singer|Actor|Actress|Comedian|Filmmaker|Photographer|
        Illustrator|Lecturer|Partner|Lawyer|Barrister|Plaintiff|Defendant|Executive|Manager|
        Consultant|Strategist|Activist|Lawmaker|Entrepreneur|Investor|Billionaire|Investigator|
        Developer|Lobbyist|
        Solicitor|Mayor|Captain|Colonel|Admiral|Reverend|Rabbi|Bishop|
        Attorney|Spokesman|Spokeswoman|Spokesperson|spokesman|spokeswoman|spokesperson|By|by|Hon\.)
        \ """,
    re.VERBOSE,
)
_OFFICE_OF = re.compile(
    r"(?:[A-Z]\w+ ){0,3}(?:Secretary|Undersecretary|Minister|Commissioner|Ambassador)"
    r" (?:of|for|to)\b"
)
"""An office that somebody holds is nobody's name."""
_SMALL_WORDS = word_set("of the for and in on at de del la le du von van der den und & i")
_NOT_NAMES = word_set(
    """
    ai ip api ceo cto cfo pr r&d gpu gpus llm llms url pdf id it i he she they we you the a
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december internet web openly data model models
    today chatbot fy memorandum memo reporting editing additional source tags tag note key
    takeaways published updated by
    """
)
_NATION = re.compile(r"[A-Z]\w+(?:an|ese|ish|ch|ian|i)")
_PARTY_LABEL = re.compile(r"[RDI]-[A-Z]")
"""What American papers put after a politician's name: "R-Ohio"."""
_PROVISION = re.compile(
    r"(?:Articles?|Sections?|Paragraphs?|Parts?|Chapters?|Rules?|Clauses?|Counts?)\s[\dIVX].*"
)
"""A number in a law or a filing says where, and names nothing."""
_ACRONYM = re.compile(r"\s?\((?P<short>[A-Z][A-Za-z.&-]{1,9})\)")
_DASHED = re.compile(r"\s[-–—]\s")
"""A dateline and the name behind it (*ARDEN - Acme*) are two."""
_INNER_THE = re.compile(r"[\w,] The \Z")
_CAPITAL_WORD = re.compile(r"\b[A-Z][\w'’-]*\w")


def trim(text: str, start: int, end: int, kind: EntityType) -> tuple[int, int]:
    """Return the span without articles, titles, possessives, quotation marks and punctuation."""
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        article = _ARTICLE.match(text, start, end)
        if article is not None:
            start = article.end()
        if kind is EntityType.PERSON:
            title = _TITLE.match(text, start, end)
            if title is not None:
                start = title.end()
        possessive = _POSSESSIVE.search(text[start:end])
        if possessive is not None:
            end = start + possessive.start()
        if (start, end) == before:
            return start, end


def is_name(words: str, kind: EntityType) -> bool:
    """Say whether words that the model took for a name can be one."""
    if len(words) < 2 or len(words) > 100 or "\n" in words or _DASHED.search(words):
        return False
    if words.casefold() in _NOT_NAMES or not any(letter.isalpha() for letter in words):
        return False
    if _PARTY_LABEL.match(words) or words.rpartition(" ")[2] in _SMALL_WORDS:
        return False
    if kind is EntityType.ORG and _OFFICE_OF.match(words):
        return False
    if _PROVISION.fullmatch(words):
        return False
    first, _, rest = words.partition(" ")
    if rest.islower() and rest.isascii() and _NATION.fullmatch(first):
        return False  # "American embassy" describes, it does not name
    if words.isascii() and not any(letter.isupper() for letter in words):
        return False
    return not (kind is EntityType.PERSON and any(letter.isdigit() for letter in words))


def is_name_word(word: str) -> bool:
    """Say whether a word may stand inside a longer name."""
    return word[:1].isupper() or word in _SMALL_WORDS


def within_document(text: str, found: list[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with surnames and acronyms linked to the fuller names they stand for."""
    linked = _link_acronyms(text, found)
    linked = short_names.link(text, linked)
    linked = _link_surnames(text, linked)
    linked = _link_capitals(text, linked)
    linked = _with_articles(text, linked)
    return tuple(sorted(linked, key=lambda m: m.start))


# --------------------------------------------------------------------------------------- acronyms


def _link_acronyms(text: str, found: list[Mention]) -> list[Mention]:
    fuller: dict[str, Mention] = {}
    introduced: list[Mention] = []
    for mention in found:
        match = _ACRONYM.match(text, mention.end)
        if match is None or mention.type is EntityType.PERSON:
            continue
        short = match.group("short")
        if _abbreviates(short, text[mention.start : mention.end]):
            fuller.setdefault(short, mention)
            introduced.append(_as(mention, match.start("short"), match.end("short"), "acronym"))
    if not fuller:
        return found
    taken = _cover(text, introduced)
    kept = [m for m in found if not any(taken[m.start : m.end])]
    relinked = [
        _as(fuller[text[m.start : m.end]], m.start, m.end, "acronym")
        if (m.entity or "new:").startswith("new:") and text[m.start : m.end] in fuller
        else m
        for m in kept
    ]
    covered = _cover(text, [*relinked, *introduced])
    for short, mention in fuller.items():
        pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
        for match in pattern.finditer(text):
            if not any(covered[match.start() : match.end()]):
                introduced.append(_as(mention, match.start(), match.end(), "acronym"))
    return sorted([*relinked, *introduced], key=lambda m: m.start)


def _abbreviates(short: str, name: str) -> bool:
    letters = [letter for letter in short.upper() if letter.isalpha()]
    words = [word for word in re.findall(r"[^\W_]+", name) if word.casefold() not in _SMALL_WORDS]
    initials = [word[0].upper() for word in words]
    if letters == initials:
        return True
    # "DAAMTA" skips no word but "AI" counts twice; allow the initials in order, most of them.
    position = 0
    for letter in letters:
        while position < len(initials) and initials[position] != letter:
            position += 1
        if position == len(initials):
            return False
        position += 1
    return len(letters) >= 2 and len(letters) >= len(initials) - 2


# --------------------------------------------------------------------------------------- surnames


def _link_surnames(text: str, found: list[Mention]) -> list[Mention]:
    people = _people(text, found)
    if not people:
        return found
    linked: list[Mention] = []
    for mention in found:
        words = text[mention.start : mention.end]
        own = (mention.entity or "").startswith("new:") and " " not in words
        person = _meant(people, words, mention.start) if own else None
        if person is not None and mention.entity != person.entity:
            linked.append(_as(person, mention.start, mention.end, "surname"))
        else:
            linked.append(mention)
    covered = _cover(text, linked)
    for match in _CAPITAL_WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        start, end = match.start(), match.start() + len(word)
        person = _meant(people, word, start)
        if person is None or any(covered[start:end]) or _runs_on(text, start, end):
            continue
        linked.append(_as(person, start, end, "surname"))
    return linked


def _link_capitals(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions with the full names of people where they stand in capitals: turns of a
    hearing or an interview begin so."""
    people: dict[str, Mention] = {}
    for mention in found:
        words = text[mention.start : mention.end]
        if mention.type is EntityType.PERSON and " " in words and not words.isupper():
            people.setdefault(words.upper(), mention)
    added = [
        _as(person, match.start(), match.end(), "capitals")
        for name, person in people.items()
        if name in text
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    if not added:
        return found
    covered = _cover(text, added)
    return sorted([*(m for m in found if not any(covered[m.start : m.end])), *added], key=_start)


def _start(mention: Mention) -> int:
    return mention.start


def _people(text: str, found: list[Mention]) -> dict[str, list[Mention]]:
    """Return surnames with the full mentions of those who bear them, in order of the text."""
    people: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.type is not EntityType.PERSON or mention.entity is None:
            continue
        words = text[mention.start : mention.end].split()
        if len(words) < 2 or not all(word[:1].isupper() for word in (words[0], words[-1])):
            continue
        # Chinese names of the knowledge base give the surname first ("Tian Feng", later "Tian").
        names = {words[-1]} | ({words[0]} if _surname_first(mention, words) else set())
        for name in sorted(names):
            if len(name) < 2 or name.casefold() in _NOT_NAMES:
                continue
            people.setdefault(name.casefold(), []).append(mention)
    return people


def _meant(people: dict[str, list[Mention]], name: str, offset: int) -> Mention | None:
    """Return who a surname means at an offset: its only bearer, or the only one named so far.

    Of two that have both been named, neither.
    """
    bearers = people.get(name.casefold(), [])
    if len({mention.entity for mention in bearers}) <= 1:
        return bearers[0] if bearers else None
    before = {m.entity: m for m in bearers if m.end <= offset}
    return next(iter(before.values())) if len(before) == 1 else None


def _surname_first(mention: Mention, words: list[str]) -> bool:
    """Say whether a name begins with its surname: *Tian Feng*, *Teo Han Liang*, *Ong Wei-Ming*."""
    return 2 <= len(words) <= 4 and words[0].casefold() in _SURNAMES_FIRST


_SURNAMES_FIRST = word_set(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng
    liang xie song tang han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye
    cheng wei su lu ding ren yao lai fan fang shi liao zou xiong jin dai xia bai meng qin qiu
    hou mao xi fu yan kim park choi jung ai an bao bi bian bu chang chi chu cui duan fei gan ge
    geng gong gu guan gui hao hong hua ji jia jian jiao jing kang ke kong kuang lan lang lei leng
    lian ling long lou lv mei miao mi mu nie ning niu ou pang pei pu qi qian qiao qu quan rao rong
    ruan ru sha shan shang shao shen sheng shu shui si tan tao teng tong tu wan wen weng xin xing
    xue yi yin ying you zhan zhong zhuang zhuo zong zu zuo lim cho kang yoon jang hwang kwon
    ang boey chan chang cheong cheung chia chiang chin chong chow choo chua chung foo goh heng ho
    hsieh hsu hui ip khoo koh kok kwan kwok lai lam lau lee leong leung li lo loh loke low lui mok
    ng ngo nguyen ong ooi pham poon quek seah seow sim siu soh tay teo teoh tham thong toh
    tran tsai tsang tse wee wong woo yap yau yeo yeoh yeung yip yuen
    """
)


def _runs_on(text: str, start: int, end: int) -> bool:
    """Say whether the word is a part of a longer capitalised name that is not this person's."""
    before = re.search(r"([A-Z][\w.'’-]*) \Z", text[max(0, start - 40) : start])
    if before is not None and _TITLE.match(before.group()) is None:
        sentence_start = re.search(r"[.!?:\n“\"]\s*\Z", text[: start - len(before.group())][-3:])
        if sentence_start is None and start - len(before.group()) > 0:
            return True
    return re.match(r" [A-Z][a-z]+", text[end : end + 30]) is not None


def _with_articles(text: str, found: list[Mention]) -> list[Mention]:
    """Return mentions in which *The* with a capital inside a sentence belongs to the name: *told
    The Harbour Ledger*. Other mentions of the same name get the same canonical form."""
    wider: dict[str, str] = {}
    starts: dict[int, int] = {}
    for mention in found:
        provisional = (mention.entity or "").startswith("new:")
        before = _INNER_THE.search(text[max(0, mention.start - 8) : mention.start])
        if provisional and mention.type is EntityType.ORG and before is not None:
            starts[mention.start] = mention.start - 4
            wider[mention.entity or ""] = f"The {mention.canonical}"
    return [
        replace(
            mention,
            start=starts.get(mention.start, mention.start),
            canonical=wider.get(mention.entity or "", mention.canonical),
        )
        for mention in found
    ]


def _as(mention: Mention, start: int, end: int, how: str) -> Mention:
    return replace(mention, start=start, end=end, how=how)


def _cover(text: str, found: list[Mention]) -> bytearray:
    """Return one byte for each code point of the text: 1 where a mention lies."""
    covered = bytearray(len(text))
    for mention in found:
        covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return covered
