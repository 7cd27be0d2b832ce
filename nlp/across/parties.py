"""Who is meant: the key, entity and name under which a party is known in every document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimwire.model import Act, EntityType, Item, Knowledge, Party, SpeakerRole, Statement
from nlp.said import ANONYMOUS
from nlp.similarity import words
from nlp.words import word_set

_PRONOUNS = """
    i me we us you he she it they them who which that this these those some many others everyone
    people critics one somebody
"""
_NOBODY = frozenset(_PRONOUNS.split())
_OF_COURTS = frozenset({Act.RULE, Act.ORDER})
_A_COURT = re.compile(r"^(?:an?|the)?\s*(?:\w+ )?(?:judge|court)\b", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_SPACE = re.compile(r"\s+")
_DESCRIBING = word_set("the a an this that its his her their our another one")
_INDEFINITE = frozenset({"a", "an", "another"})
_AFTERWARDS = re.compile(r"\s+(?:in|of|for|at|from|on|with|by|who|that)\s+|,", re.I)
_UNDERSTOOD = frozenset({"(publisher)", "(author)"})
"""How a text's own publisher and author are called where no words of it name them."""


def speaker_of(
    item: Item, party: Party | None, knowledge: Knowledge
) -> tuple[str | None, str | None, str | None]:
    """Return key, entity and name of a speaker; ``None`` where the text names nobody."""
    if party is None:
        return None, None, None
    entity = _government(identity(party), knowledge)
    known = knowledge.entities.get(entity or "")
    name = known.name if known else name_of(item, party, knowledge) or None
    if not entity and folded(name or "") in _NOBODY:
        return None, None, None
    if party.anonymous or party.role is SpeakerRole.ANONYMOUS:
        # Two pages that cite "officials" need not mean the same persons.
        return f"{ANONYMOUS}{item.document.id}:{folded(name or '')}", entity, name
    if not entity and name and (name in _UNDERSTOOD or describes(name)):
        # "The report" or "the company" of two pages need not be the same either.
        return f"{ANONYMOUS}{item.document.id}:{folded(name)}", None, name
    if entity and not entity.startswith("new:"):
        return _house(entity, knowledge), entity, name
    return (f"name:{folded(name)}", entity, name) if name else (None, None, None)


def bench(
    item: Item,
    statement: Statement,
    speaker: str | None,
    name: str | None,
    knowledge: Knowledge,
) -> str | None:
    """Return the key under which court and judge of one proceeding rule with one voice."""
    if statement.act not in _OF_COURTS or not item.relevance.disputes:
        return None
    dispute = knowledge.disputes.get(item.relevance.disputes[0][0])
    courts = {party.entity for party in dispute.parties if party.role == "court"} if dispute else ()
    if not dispute or not courts:
        return None
    unnamed = speaker is None or speaker.startswith("new:")
    by_word = unnamed and name is not None and _A_COURT.search(name) is not None
    return f"court:{dispute.id}" if speaker in courts or by_word else None


def _government(entity: str | None, knowledge: Knowledge) -> str | None:
    """Return the government that a capital or an office inside it stands for."""
    known = knowledge.entities.get(entity or "")
    above = knowledge.entities.get(known.parent or "") if known else None
    if known is None or above is None:
        return entity
    places = known.type is EntityType.GPE and above.type is EntityType.GPE
    offices = known.kind == above.kind == "government"
    return above.id if places or offices else entity


def _house(entity: str, knowledge: Knowledge) -> str:
    """Return the company that a unit speaks for which bears its name: "Acme Research", "Acme"."""
    known = knowledge.entities.get(entity)
    above = knowledge.entities.get(known.parent or "") if known else None
    if known is None or above is None or not known.type is above.type is EntityType.ORG:
        return entity
    return above.id if known.name.startswith(f"{above.name} ") else entity


def identity(party: Party) -> str | None:
    """Return the entity that a party is, or that it speaks for."""
    return party.on_behalf_of or party.entity


def is_collective(item: Item, party: Party) -> bool:
    """Whether a target is many of a kind: "Chinese AI companies", not "a Chinese company"."""
    if identity(party):
        return False
    words_of_it = wording(item, party).casefold().split()
    singular = words_of_it[:1] in (["a"], ["an"], ["the"], ["this"], ["that"])
    return party.role is SpeakerRole.COLLECTIVE or any(
        word.endswith("s") and not word.endswith("ss") for word in words_of_it[singular:]
    )


def describes(words_: str) -> bool:
    """Whether words only describe one party and name none: "the Chinese company", "a report"."""
    found = words_.split()
    if found[:1] and found[0].casefold() in _INDEFINITE:
        found = _AFTERWARDS.split(words_, maxsplit=1)[0].split()
    if len(found) < 2 or found[0].casefold() not in _DESCRIBING:
        return False
    head = found[-1]
    plural = head.endswith("s") and not head.endswith("ss")
    return head.islower() and head.isalpha() and not plural


def without_descriptions(names: Iterable[str], *, named: bool) -> tuple[str, ...]:
    """Return names once each; beside a party that is named, mere descriptions stay out.

    "DeepSeek and the Chinese company" of two sentences are one party, told twice.
    """
    unique = tuple(dict.fromkeys(name for name in names if name))
    return tuple(name for name in unique if not describes(name)) if named else unique


def name_of(item: Item, party: Party, knowledge: Knowledge) -> str:
    """Return the name of a party: that of the knowledge base, else as the text has it.

    Who speaks on behalf of somebody goes by that one's name.
    """
    known = knowledge.entities.get(identity(party) or "")
    if known is not None:
        return known.name
    house = next(
        (one.canonical for one in item.annotation.mentions if one.entity == party.on_behalf_of),
        None,
    )
    named = house if party.on_behalf_of is not None else None
    return named or party.canonical or wording(item, party)


def wording(item: Item, party: Party) -> str:
    """Return the words of the text that name a party; "" where it is only understood."""
    if party.start is None or party.end is None:
        return ""
    return _SPACE.sub(" ", item.text[party.start : party.end]).strip()


def folded(name: str) -> str:
    """Return a name without its article, in folded words."""
    return " ".join(words(_ARTICLE.sub("", name)))
