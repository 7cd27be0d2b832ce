"""How templates are compiled: as Jinja does it, without what a site of many pages pays for often.

- What is printed is not wrapped on the way. Jinja marks every printed value as safe after escaping
  it, by a class of its own, only to join it to the others at once.
- An attribute is read as Python reads it, and a function is called as Python calls it: Jinja asks
  first whether the function wants the context, and looks for items where an attribute is missing.
- A macro that takes only what it names is a function.
- A block gathers its pieces in a list instead of handing on one after another.
- A template that another imports is rendered once, not compared with the context each time.

Together these were half of the time of a page. Nothing that a template can see differs, but
that ``a.b`` is only an attribute; what is missing is still an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from claimwire.publish.escaping import escape, escaped, safe


def function(
    body: Callable[..., str], name: str, parameters: tuple[str, ...]
) -> Callable[..., Markup]:
    """Return a macro as a function; ``body`` knows by ``missing`` what it was not given."""
    return _shape(name, parameters)(body)


@lru_cache(maxsize=1_000)
def _shape(
    name: str, parameters: tuple[str, ...]
) -> Callable[[Callable[..., str]], Callable[..., Markup]]:
    """Return what makes functions of this name with these parameters."""
    given = ", ".join(f"{parameter}=missing" for parameter in parameters)
    values: dict[str, Any] = {"missing": missing, "safe": safe}
    exec(  # noqa: S102  names of our own templates and of the operator's
        "def shape(body):\n"
        f"    def {name}({given}):\n"
        f"        return safe(body({', '.join(parameters)}))\n"
        f"    return {name}",
        values,
    )
    made: Callable[[Callable[..., str]], Callable[..., Markup]] = values["shape"]
    return made


class _Generator(CodeGenerator):
    """Writes ``escaped(…)`` where Jinja writes ``escape(…)``, and plain attributes and calls."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escaped, inner = environment.escaped, environment.inner")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if frame.parent is None and frame.buffer is None:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if frame.parent is None and frame.buffer is not None and with_python_scope:
            self.writeline(f"yield concat({frame.buffer})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        name = getattr(macro_ref.node, "name", "")
        names = tuple(argument.name for argument in macro_ref.node.args)
        special = macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller
        if any(special) or not name or any(map(iskeyword, (name, *names))):
            super().macro_def(macro_ref, frame)
        else:
            self.write(f"environment.function(macro, {name!r}, {names!r})")

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
            super().visit_Call(node, frame, forward_caller=forward_caller)
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

    _flat: dict[str, Any] | None = None

    def text(self, values: Mapping[str, Any]) -> str:
        """Return the template with these values; what all templates know is copied as one."""
        if self._flat is None:
            self._flat = dict(self.globals)
        context = Context(self.environment, {**self._flat, **values}, self.name, self.blocks)
        return "".join(self.root_render_func(context))

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class PageEnvironment(Environment):
    """The environment of the site's templates."""

    code_generator_class = _Generator
    template_class = PageTemplate
    escaped = staticmethod(escaped)
    inner = staticmethod(escape)
    function = staticmethod(function)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._held: dict[str, PageTemplate] = {}

    def get_template(
        self, name: Any, parent: str | None = None, globals: Any = None
    ) -> PageTemplate:
        """Return a template by its name; it is looked for once."""
        found = self._held.get(name)
        if found is None:
            loaded = super().get_template(name, parent, globals)
            assert isinstance(loaded, PageTemplate)  # noqa: S101  template_class
            found = self._held[name] = loaded
        return found
