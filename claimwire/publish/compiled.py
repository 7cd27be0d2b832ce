"""How templates are compiled: as Jinja does it, without what a site of many pages pays for often.

- What is printed is not wrapped on the way. Jinja marks every printed value as safe after escaping
  it, by a class of its own, only to join it to the others at once.
- An attribute is read as Python reads it, and a function is called as Python calls it: Jinja asks
  first whether the function wants the context, and looks for items where an attribute is missing.
- A template that another imports is rendered once, not compared with the context each time.

Together these were a third of the time of a page. Nothing that a template can see differs, but
that ``a.b`` is only an attribute; what is missing is still an error.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
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
    """Writes ``escaped(…)`` where Jinja writes ``escape(…)``, and plain attributes and calls."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped, inner = environment.escaped, environment.inner")

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if _escapes(frame, finalize):
            self.write("(inner(o) if (o := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if _escapes(frame, finalize):
            self.write(").__class__ is str else escaped(o))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.visit(keyword, frame)
            self.write(", ")
        self.write(")")


def _escapes(frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> bool:
    ctx = frame.eval_ctx
    return bool(ctx.autoescape) and not ctx.volatile and finalize.src is None


class PageTemplate(Template):
    """A template whose module, for those that import it, is made once."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class PageEnvironment(Environment):
    """The environment of the site's templates."""

    code_generator_class = _Generator
    template_class = PageTemplate
    escaped = staticmethod(escaped)
    inner = staticmethod(_inner)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._held: dict[str, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """Return a template by its name; it is looked for once."""
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = super().get_template(name, parent, globals)
        return found
