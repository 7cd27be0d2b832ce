"""Templates compiled our way do what Jinja's do: macros, blocks, escaping, what is missing."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest
from jinja2 import DictLoader, StrictUndefined, UndefinedError
from markupsafe import Markup
from markupsafe import escape as reference

from claimwire.publish.compiled import PageEnvironment
from claimwire.publish.escaping import escaped, joined
from claimwire.publish.quick import quick


def rendered(source: str, others: dict[str, str] | None = None, **values: object) -> str:
    environment = PageEnvironment(
        loader=DictLoader({**(others or {}), "page": source}),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("page").text(values)


# ---------------------------------------------------------------------------------------- macros

_MACRO = "{% macro named(a, b='<two>', c=a) %}{{ a }}|{{ b }}|{{ c }}{% endmacro %}"


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("named('<x>')", "&lt;x&gt;|&lt;two&gt;|&lt;x&gt;"),
        ("named('x', 'y')", "x|y|x"),
        ("named('x', c='z')", "x|&lt;two&gt;|z"),
        ("named(b='y', a='x')", "x|y|x"),
    ],
)
def test_a_macro_takes_what_it_names(call: str, shown: str) -> None:
    assert rendered(f"{_MACRO}{{{{ {call} }}}}") == shown


def test_a_macro_that_is_imported_is_html_and_knows_its_name() -> None:
    source = "{% import 'm' as m %}{{ m.named('x') }} {{ m.named('<') | length }}"
    assert rendered(source, {"m": _MACRO}) == "x|&lt;two&gt;|x 21"


def test_a_macro_is_not_given_more_than_it_names() -> None:
    with pytest.raises(TypeError, match="named"):
        rendered(f"{_MACRO}{{{{ named('x', nothing=1) }}}}")


def test_what_a_macro_needs_and_is_not_given_is_missed_when_it_is_shown() -> None:
    with pytest.raises(UndefinedError, match="'a' was not provided"):
        rendered(f"{_MACRO}{{{{ named() }}}}")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{% macro f() %}[{{ caller() }}]{% endmacro %}{% call f() %}<b>{% endcall %}", "[<b>]"),
        ("{% macro f() %}{{ varargs | join('-') }}{% endmacro %}{{ f(1, 2) }}", "1-2"),
        ("{% macro f() %}{{ kwargs['x'] }}{% endmacro %}{{ f(x='&') }}", "&amp;"),
    ],
)
def test_a_macro_that_takes_anything_is_one_of_jinja(source: str, shown: str) -> None:
    assert rendered(source) == shown


# ---------------------------------------------------------------------------------------- blocks

_BASE = "<{% block a %}base {{ v }}{% endblock %}|{% block b %}b{% endblock %}>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{% extends 'base' %}", "<base &amp;|b>"),
        ("{% extends 'base' %}{% block b %}{{ v }}{% endblock %}", "<base &amp;|&amp;>"),
        ("{% extends 'base' %}{% block a %}({{ super() }}){% endblock %}", "<(base &amp;)|b>"),
        ("{% if v %}{% extends 'base' %}{% endif %}", "<base &amp;|b>"),
        ("{% if not v %}{% extends 'base' %}{% endif %}alone", "alone"),
        ("{% for x in [1, 2] %}{% include 'part' %}{% endfor %}", "1.2."),
        ("{% set x %}<i>{{ v }}</i>{% endset %}{{ x }}", "<i>&amp;</i>"),
        ("{% filter upper %}a{{ v }}{% endfilter %}", "A&AMP;"),  # as Jinja has it
    ],
)
def test_pieces_come_in_order(source: str, shown: str) -> None:
    assert rendered(source, {"base": _BASE, "part": "{{ x }}."}, v="&") == shown


# -------------------------------------------------------------------------------------- escaping


class Piece:
    def __html__(self) -> str:
        return "<piece>"


@pytest.mark.parametrize("value", ["<'\"&>", Markup("<b>"), Piece(), 7, 1.5, None, ["<"]])
def test_escaping_is_that_of_markupsafe(value: object) -> None:
    assert escaped(value) == str(reference(value))


def test_joined_values_are_escaped_each_for_itself() -> None:
    assert joined(["<", Piece(), Markup("<b>")], " & ") == "&lt; &amp; <piece> &amp; <b>"


# --------------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class Plain:
    a: str
    b: tuple[str, ...] = ("x",)


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    a: str
    b: tuple[str, ...] = ("x",)


def test_a_quick_record_is_a_frozen_dataclass() -> None:
    one = Quick("a")
    assert (one.a, one.b) == ("a", ("x",))
    assert one == Quick(a="a", b=("x",))
    assert hash(one) == hash(Plain("a"))
    assert repr(one) == repr(Plain("a")).replace("Plain", "Quick")
    assert replace(one, b=()) == Quick("a", ())
    assert [field.name for field in fields(one)] == ["a", "b"]
    with pytest.raises(FrozenInstanceError):
        one.a = "b"  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        Quick()  # type: ignore[call-arg]
