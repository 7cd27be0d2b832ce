"""A text with its statements in the terminal: marked words, entries, colour only where wanted."""

from __future__ import annotations

import dataclasses
import re

import pytest

from claimwire.model import Annotation, ChainLink, LinkType, NodeKind, Statement
from claimwire.stages import rendering
from tests.unit.test_nlp_statements_builders import statement

SENTENCE = "Acme accused Borealis of copying its model."


def annotation(*statements: Statement) -> Annotation:
    return Annotation("en", True, (), (), statements)


def test_what_is_said_is_underlined_and_numbered() -> None:
    found, text = statement("accuse", SENTENCE)
    shown = rendering.render(text, annotation(found), colour=True)
    assert "\x1b[4mBorealis of copying its model\x1b[0m\x1b[2m[1]\x1b[0m" in shown
    assert "\x1b[1mAcme\x1b[0m → \x1b[36maccuse\x1b[0m → \x1b[33mBorealis\x1b[0m" in shown


def test_without_colour_the_same_words_stand_there() -> None:
    found, text = statement("accuse", SENTENCE)
    plain = rendering.render(text, annotation(found), colour=False)
    painted = rendering.render(text, annotation(found), colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain
    assert "Acme accused Borealis of copying its model[1]." in plain
    assert "[1] Acme → accuse → Borealis" in plain


def test_a_chain_is_told_from_the_outside_in() -> None:
    found, text = statement("accuse", SENTENCE)
    outlet = ChainLink(NodeKind.OUTLET, "Reuters", "reuters", LinkType.SAW)
    author = ChainLink(NodeKind.ORGANIZATION, "Acme", "acme", None)
    told = dataclasses.replace(found, chain=(outlet, author))
    assert "through Reuters (saw) ← Acme" in rendering.render(text, annotation(told), colour=False)


def test_weak_statements_are_counted_and_not_marked() -> None:
    found, text = statement("accuse", SENTENCE)
    weak = dataclasses.replace(found, confidence=0.3)
    shown = rendering.render(text, annotation(weak), colour=False)
    assert shown.startswith(SENTENCE)
    assert "and 1 of low confidence" in shown


def test_a_page_cannot_paint_the_terminal() -> None:
    assert "\x1b" not in rendering.render("a \x1b[31mred\x07 word", annotation(), colour=True)


@pytest.mark.parametrize(("terminal", "variable", "wanted"), [
    (True, None, True), (True, "1", False), (False, None, False),
])  # fmt: skip
def test_colour_is_for_terminals_whose_user_wants_it(
    terminal: bool, variable: str | None, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if variable is not None:
        monkeypatch.setenv("NO_COLOR", variable)
    assert rendering.wants_colour() is wanted
