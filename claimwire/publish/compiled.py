"""How templates are compiled: as Jinja does it, but what is printed is not wrapped on the way.

Jinja marks every printed value as safe after escaping it, by a class of its own, only to join it to
the others at once; with hundreds of values on a page that is a tenth of a build. Nothing that a
template can see differs: the result of a block or macro is marked as before.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _inner
except ImportError:  # a build of markupsafe without its C part

    def _inner(s: str, /) -> str:
        return str(escape(s))


def escaped(value: Any) -> str:
    """Return ``value`` as HTML, like ``markupsafe.escape`` but as a plain string."""
    kind = value.__class__
    if kind is str:
        return _inner(value)
    html = value if kind is Markup else getattr(value, "__html__", None)
    found: str = html() if callable(html) else html if html is not None else _inner(str(value))
    return found


class _Generator(CodeGenerator):
    """Writes ``escaped(…)`` where Jinja writes ``escape(…)``."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped = environment.escaped")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class PageEnvironment(Environment):
    """The environment of the site's templates."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
