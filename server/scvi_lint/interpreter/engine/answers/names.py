"""How names answer, of libraries and of what the program defines, and how constants do."""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Function, ProjectModule, Super, UserClass
from scvi_lint.interpreter.domain.families import Family
from scvi_lint.interpreter.domain.heap import EVERYTHING
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    Literal,
    OpenFile,
    Partial,
    Symbol,
    Value,
    join_all,
    literal,
    one,
    symbol,
)
from scvi_lint.interpreter.engine import access, functions
from scvi_lint.interpreter.engine.answers.unseen import OfUnseen
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.havoc import unknown_call
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import SettingChanged
from scvi_lint.interpreter.libraries import called as library
from scvi_lint.interpreter.libraries import command_lines, configurations, unlisted, workflows
from scvi_lint.interpreter.libraries import python as python_library
from scvi_lint.interpreter.libraries import scvi as models
from scvi_lint.interpreter.libraries.effects import apply_effect
from scvi_lint.interpreter.objects import (
    containers,
    curves,
    paths,
    results,
    selections,
)
from scvi_lint.source.parser import nodes

# Signs in paths, by name; it is folders of any system that are written here.
_SIGNS = {"os.sep": "/", "os.path.sep": "/", "os.curdir": ".", "os.extsep": "."}


class OfSymbol(OfUnseen[Symbol]):
    """Something imported from a library."""

    def attribute(self, run: Run, atom: Symbol, name: str, node: nodes.Node) -> Value:
        if atom.path == workflows.OBJECT:
            object_ = workflows.snakemake(run, node)
            return join_all([access.attribute(run, one, name, node) for one in object_.atoms])
        path = f"{atom.path}.{name}"
        return literal(_SIGNS[path], run.span(node)) if path in _SIGNS else symbol(path)

    def item(self, run: Run, atom: Symbol, index: Value, node: nodes.Subscript) -> Value:
        if atom.path == "numpy.r_":
            chosen = spread(run, index)
            return selections.either([index] if chosen is None else chosen)
        if atom.path == "sys.argv":
            return workflows.argument(run, index)
        if atom.path == "os.environ":
            return command_lines.environment(index)
        return UNKNOWN

    def call(self, run: Run, atom: Symbol, given: Given) -> Value:
        path = atom.path
        if path.startswith("builtins."):
            number = curves.given_to(run, path.removeprefix("builtins."), given)
            if number is not None:
                return number
        elif path in curves.NUMPY_CHOOSES:
            curves.weighed(run, given.every(), given.node)
        elif path in curves.GATHERS:
            numbers = curves.gathered(run, given)
            if numbers is not None:
                return numbers
        python = (
            python_library.FUNCTIONS.get(path)
            or configurations.FUNCTIONS.get(path)
            or command_lines.FUNCTIONS.get(path)
        )
        if python is not None:
            return python(run, given)
        handled = models.call_symbol(run, path, given)
        if handled is None:
            handled = apply_effect(run, path, given)
        return _unlisted(run, path, given) if handled is None else handled

    def set_attribute(
        self, run: Run, atom: Symbol, name: str, value: Value, node: nodes.Node
    ) -> None:
        if atom.path.startswith("scvi."):
            run.emit(SettingChanged(run, run.span(node), f"{atom.path}.{name}", value))


def _unlisted(run: Run, path: str, given: Given) -> Value:
    """A function of which no row tells what it does."""
    if unlisted.is_harmless(path):
        results.given_to(run, path, given)
        library.note(run, path, given)
    else:
        rooms = EVERYTHING if unlisted.may_register(path) else EVERYTHING - {"registered"}
        unknown_call(run, given, rooms)
    return UNKNOWN


class OfFunction(OfUnseen[Function]):
    """A function of the program, which is entered."""

    def call(self, run: Run, atom: Function, given: Given) -> Value:
        return functions.enter(run, atom, given)


class OfPartial(OfUnseen[Partial]):
    """A function that was given some of its arguments before."""

    def call(self, run: Run, atom: Partial, given: Given) -> Value:
        path, cell = atom.place
        elsewhere = path != run.path
        call = given.node  # what another file wrote stands here as what `*` and `**` bring along
        for value, node in reversed(atom.positional):
            stand_in = nodes.Argument(call.start, call.end, None, call, 1)
            given.positional.insert(0, (value, stand_in if elsewhere else node))
            given.cells[node] = cell
        for name, (value, node) in atom.keywords:
            if name not in given.keywords:
                stand_in = nodes.Argument(call.start, call.end, name, call, 2)
                given.keywords[name] = (value, stand_in if elsewhere else node)
                given.cells[node] = cell
                if elsewhere or node.stars:
                    given.splatted.add(name)
        results = [run.apply(inner, given) for inner in atom.function.atoms]
        return results[0] if len(results) == 1 else UNKNOWN


class OfUserClass(OfUnseen[UserClass]):
    """A class of the program."""

    def attribute(self, run: Run, atom: UserClass, name: str, node: nodes.Node) -> Value:
        found = functions.member(atom, name)
        if found is not None:
            function = found.single
            if isinstance(function, Function) and functions.is_decorated(function, "classmethod"):
                return one(Bound(atom, name))
            return found
        bases = functions.library_bases(atom)
        of_model = [base for base in bases if models.model_class(run, base)]
        base = next(iter(of_model or bases), None)
        return UNKNOWN if base is None else one(Symbol(f"{base}.{name}"))

    def call(self, run: Run, atom: UserClass, given: Given) -> Value:
        cls = models.base_class(run, atom)
        if cls is not None:
            return models.construct(run, cls, given, subclass=atom.name)
        return functions.instantiate(run, atom, given)

    def method(self, run: Run, atom: UserClass, name: str, given: Given) -> Value:
        return models.method_of_user_class(run, atom, name, given)

    def set_attribute(
        self, run: Run, atom: UserClass, name: str, value: Value, node: nodes.Node
    ) -> None:
        atom.members[name] = value
        run.resumable = False


class OfSuper(OfUnseen[Super]):
    """`super()`."""

    def attribute(self, run: Run, atom: Super, name: str, node: nodes.Node) -> Value:
        return functions.of_super(run, atom, name)

    def method(self, run: Run, atom: Super, name: str, given: Given) -> Value:
        return functions.call_super(run, atom, name, given)


class OfProjectModule(OfUnseen[ProjectModule]):
    """A module of the same project."""

    def attribute(self, run: Run, atom: ProjectModule, name: str, node: nodes.Node) -> Value:
        return atom.frame.env.get(name) or UNKNOWN


class OfLiteral(OfUnseen[Literal]):
    """A constant."""

    def attribute(self, run: Run, atom: Literal, name: str, node: nodes.Node) -> Value:
        known = paths.attribute(atom, name)
        return one(Bound(atom, name)) if known is None else known

    def item(self, run: Run, atom: Literal, index: Value, node: nodes.Subscript) -> Value:
        constant = index.constant
        position = constant.value if constant is not None else None
        text = atom.value
        if not isinstance(text, str) or type(position) is not int:
            return UNKNOWN
        inside = -len(text) <= position < len(text)
        return literal(text[position], atom.span) if inside else UNKNOWN

    def method(self, run: Run, atom: Literal, name: str, given: Given) -> Value:
        return containers.text_method(run, atom, name, given)


class OfFamily(OfUnseen[Family]):
    """A path of which a part is not known."""

    def attribute(self, run: Run, atom: Family, name: str, node: nodes.Node) -> Value:
        return paths.attribute(atom, name) or UNKNOWN

    def method(self, run: Run, atom: Family, name: str, given: Given) -> Value:
        return paths.method(run, atom, name, given) or UNKNOWN


class OfOpenFile(OfUnseen[OpenFile]):
    """A file that is open for reading."""

    def attribute(self, run: Run, atom: OpenFile, name: str, node: nodes.Node) -> Value:
        return one(Bound(atom, name))

    def method(self, run: Run, atom: OpenFile, name: str, given: Given) -> Value:
        return configurations.method(atom, name)
