"""English tokens nearer to the treebanks' than spaCy's rules: runs of marks, hyphens, telephones.

One rule of theirs is left out: a name with its number, GPT-4, stays one token.

The rules become part of the model's files; whoever loads it needs nothing of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.attrs import ORTH  # type: ignore[import-not-found] # compiled, no stubs
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found] # compiled, no stubs
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

_RUNS = r"[!?]{2,}|\*{2,}|={2,}|_{2,}|<{2,}|>{2,}|~{2,}|\+{2,}|[#]{2,}|-{2,}"
# A mark between the digits of a telephone number or a date, or of an address, is part of it.
# Its flag stands inside: only the pattern is stored with a model.
_WHOLE = re.compile(
    rf"""(?x)(?: {_RUNS}
      | [.!?]*[!?][.!?]+ | \.[!?]+
      | (?:\+?1[-.])? \(? \d{{3}} \)? [-.] \d{{3}} [-.] \d{{4}} | \d{{3}}-\d{{4}}
      | \d{{1,4}}-\d{{1,2}}-\d{{1,4}}
      )\Z"""
)
# What stands before a hyphen as part of one word: e-mail, non-profit, pre-war, mid-1990s.
_PREFIXES = (
    "non",
    "e",
    "re",
    "anti",
    "co",
    "pre",
    "pro",
    "mid",
    "cross",
    "post",
    "over",
    "multi",
    "ex",
    "sub",
    "counter",
    "semi",
    "mini",
    "inter",
    "neo",
    "socio",
    "psycho",
    "un",
    "ultra",
    "trans",
    "bi",
    "pseudo",
    "micro",
)
_NOT_PREFIX = "".join(rf"(?<!\b(?i:{prefix}))" for prefix in _PREFIXES)
_LETTER = r"[^\W\d_]"
_INFIXES = (
    rf"(?<={_LETTER}){_NOT_PREFIX}-(?={_LETTER})",
    rf"(?<={_LETTER})(?:[–—~]|--+)(?={_LETTER})",
    rf"(?<=[.\d])-(?={_LETTER})",
    r"(?<=\d)[–—](?=\d)",
    r"(?<=\w)(?:--+|—)(?=\S)",
    r"(?<=[.!?,;:\"'”’)])(?:--+|[—–])(?=\w)",
    r"(?<=[^\W\d_]{2})[(\[](?=\w)",
    r"(?<=\w)[\"“”](?=\w)",
    r"(?<=[a-z]{2})[)\]](?=\w)",
    r"(?<=[A-Za-z]{2})[?!]+(?=[A-Z])",
)
_PREFIX_MARKS = (_RUNS, r"[.!?]*[!?][.!?]+", r"-(?=[a-z]{2})", r"@(?=\d)")
_SUFFIX_MARKS = (
    _RUNS,
    r"[!?][.!?]+|(?<!\.)\.[!?]+",
    r"(?<=[^\W\d_]{2})-",
    r"(?<=\d)(?:[ap]m|[AP]M|[ap]\.m\.|[kKM])",
    r"(?<=[A-Z])\+",
)
# Not split in the treebanks, or split otherwise.
_DROPPED = ("and/or", "id", "Id", "Wed.", "wed.")
_ADDED: dict[str, tuple[str, ...]] = {
    "wanna": ("wan", "na"),
    "Wanna": ("Wan", "na"),
    "dunno": ("du", "n", "no"),
    "al.": ("al.",),
    "Ft.": ("Ft.",),
    "Lt.": ("Lt.",),
    "Wed.": ("Wed.",),
    "Sat.": ("Sat.",),
    "Sun.": ("Sun.",),
    "Tue.": ("Tue.",),
    "Fri.": ("Fri.",),
    "Thu.": ("Thu.",),
    "Thurs.": ("Thurs.",),
    "Tues.": ("Tues.",),
}

# In capitals, as in headlines; spaCy knows them in small letters only.
_VERBS = (
    "DO",
    "DOES",
    "DID",
    "IS",
    "ARE",
    "WAS",
    "WERE",
    "CA",
    "WO",
    "COULD",
    "SHOULD",
    "WOULD",
    "HAS",
    "HAVE",
    "HAD",
)
_SHOUTED = tuple((base, f"N{mark}T") for base in _VERBS for mark in "'’") + tuple(
    (base, mark + rest)
    for base in ("I", "YOU", "WE", "THEY", "HE", "SHE", "IT", "WHO", "THAT")
    for rest in ("M", "LL", "VE", "RE", "D")
    for mark in "'’"
)


def create(nlp: Language) -> Tokenizer:
    """Return a tokenizer over the vocabulary of ``nlp``."""
    defaults = nlp.Defaults
    rules = dict(defaults.tokenizer_exceptions or {})
    for word in _DROPPED:
        rules.pop(word, None)
    for word, parts in _ADDED.items():
        rules[word] = [{ORTH: part} for part in parts]
    for base, rest in _SHOUTED:
        rules[base + rest] = [{ORTH: base}, {ORTH: rest}]
    infixes = [rule for rule in defaults.infixes or () if not _is_hyphen(rule)]
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex([*_PREFIX_MARKS, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*_SUFFIX_MARKS, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*_INFIXES, *infixes]).finditer,
        token_match=_WHOLE.match,
        url_match=defaults.url_match,
    )


def _is_hyphen(rule: object) -> bool:
    """Whether one of spaCy's rules is that for a hyphen between letters, which ours replace."""
    return isinstance(rule, str) and rule.startswith("(?<=") and "(?:-|" in rule


@registry.tokenizers("claimwire.EnglishTokenizer.v1")  # type: ignore[untyped-decorator]
def create_later() -> Callable[[Language], Tokenizer]:
    """The same, for the configuration of a training."""
    return create
