"""Variants of the training text that news has and the treebanks lack.

Curly quotes and apostrophes, en and em dashes, headlines in title case and in capitals. Every
change keeps the number of words (and, for plain text, of characters), so annotation stays valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from nlp.training.corpora import NerText, Sentence, Word

_OPEN_BEFORE = " ([{-\u2013\u2014/"
_LONG_DASHES = ("\u2014", "\u2013")
_DASHES = frozenset(["--", "-"])
_SWAPPED = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC"])
_SMALL = re.compile(r"a|an|and|as|at|but|by|for|from|in|into|of|on|or|over|the|to|up|with")


def curl_quotes(text: str) -> str:
    """Straight quotes and apostrophes made curly; same length."""
    out = []
    for index, char in enumerate(text):
        if char not in "\"'":
            out.append(char)
            continue
        opening = index == 0 or text[index - 1] in _OPEN_BEFORE
        if char == '"':
            out.append("\u201c" if opening else "\u201d")
        else:
            out.append("\u2018" if opening else "\u2019")
    return "".join(out)


def curl_word(word: Word) -> Word:
    """The same word with curly marks; the Penn tag tells which side a lone quote is on."""
    if word.form in {'"', "``", "''"}:
        form = "\u201c" if word.xpos == "``" else "\u201d"
        return replace(word, form=form, lemma=form)
    if word.form in {"'", "`"} and word.xpos in {"``", "''"}:
        form = "\u2018" if word.xpos == "``" else "\u2019"
        return replace(word, form=form, lemma=form)
    return replace(word, form=word.form.replace("'", "\u2019"))


def dash_word(word: Word, rng: Random) -> Word:
    """A dash between words (not a hyphen) made an en or em dash."""
    if word.form in _DASHES and word.xpos in {":", ","}:
        form = rng.choice(_LONG_DASHES)
        return replace(word, form=form, lemma=form)
    return word


def title_word(form: str, first: bool) -> str:
    """A word as in a headline in title case."""
    if _SMALL.fullmatch(form) and not first:
        return form
    return form[:1].upper() + form[1:]


def title_text(text: str) -> str:
    """Text with its longer words capitalised; same length."""
    words = re.split(r"(\s+)", text)
    cased = "".join(title_word(word, index == 0) for index, word in enumerate(words))
    return cased if len(cased) == len(text) else text


def restyle(sentence: Sentence, rng: Random) -> Sentence:
    """Curly quotes and typographic dashes throughout one sentence."""
    words = tuple(dash_word(curl_word(word), rng) for word in sentence.words)
    return replace(sentence, words=words)


def headline(sentence: Sentence, rng: Random) -> Sentence:
    """One sentence as a headline: no full stop, in title case or in capitals."""
    words = list(sentence.words)
    last = len(words) - 1
    heads = {word.head for word in words}
    if last > 1 and words[last].form == "." and last not in heads:
        words.pop()
    if rng.random() < 0.4:
        words = [replace(word, form=word.form.upper()) for word in words]
    else:
        words = [replace(w, form=title_word(w.form, i == 0)) for i, w in enumerate(words)]
    return replace(sentence, words=tuple(words), new_par=True)


def restyle_text(text: str, rng: Random) -> str:
    """A variant of the same length: usually unchanged or curly, sometimes a headline."""
    styled = text
    if rng.random() < 0.5:
        styled = curl_quotes(styled).replace(" - ", " " + rng.choice(_LONG_DASHES) + " ")
    if rng.random() < 0.04:
        styled = styled.upper() if rng.random() < 0.5 else title_text(styled)
    return styled if len(styled) == len(text) else text


def _pool_key(name: str, label: str) -> tuple[str, bool]:
    return label, " " in name


def name_pool(items: Iterable[NerText]) -> dict[tuple[str, bool], list[str]]:
    """Names in the corpora by label and by whether they have several words, sorted."""
    names: dict[tuple[str, bool], set[str]] = {}
    for item in items:
        for start, end, label in item.entities:
            name = item.text[start:end]
            if label in _SWAPPED and name[:1].isupper():
                names.setdefault(_pool_key(name, label), set()).add(name)
    return {key: sorted(values) for key, values in names.items()}


def swap_names(
    item: NerText, pool: Mapping[tuple[str, bool], Sequence[str]], rng: Random
) -> NerText:
    """Half of the persons, organisations and places replaced by others of the same kind.

    So that the model learns from the words around a name, not only the names of the corpora.
    """
    text, done = "", 0
    spans: list[tuple[int, int, str]] = []
    for start, end, label in item.entities:
        name = item.text[start:end]
        others = pool.get(_pool_key(name, label))
        if others and name[:1].isupper() and rng.random() < 0.5:
            name = rng.choice(others)
        text += item.text[done:start]
        spans.append((len(text), len(text) + len(name), label))
        text += name
        done = end
    return replace(item, text=text + item.text[done:], entities=tuple(spans))
