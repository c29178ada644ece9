"""The same program in other spellings: a fix must fit each of them.

Each spelling takes a program's text and gives another text of the same meaning, or None where it
cannot: what it needs is not there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from example_programs import blocks_of, notebook

Spelling = Callable[[str], str | None]
SPELLINGS: dict[str, Spelling] = {}

_STRINGS = (ast.Constant, ast.JoinedStr)
_SPECIAL = frozenset("\\'\n{}")
CLASSES = re.compile(r"\bscvi\.(model|external)\.([A-Z]\w*)")


def spelling(function: Spelling) -> Spelling:
    SPELLINGS[function.__name__] = function
    return function


def replaced(text: str, pieces: list[tuple[int, int, str]]) -> str:
    """The text with `(start, end, new)` put in."""
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class Places:
    """Where nodes stand in a text, in characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._offset(node.end_lineno, node.end_col_offset)

    def outside_strings(self) -> Iterator[ast.AST]:
        """All nodes but those inside f-strings, whose places older Pythons do not know."""
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            yield node
            if not isinstance(node, ast.JoinedStr):
                waiting.extend(ast.iter_child_nodes(node))

    def _offset(self, line: int, column: int) -> int:
        start = self._lines[line - 1]
        row = self.text[start : self._lines[line] - 1]
        return start + len(row.encode()[:column].decode())


def calls(places: Places) -> Iterator[ast.Call]:
    return (node for node in places.outside_strings() if isinstance(node, ast.Call))


# --- names -------------------------------------------------------------------------------------


@spelling
def plain(text: str) -> str | None:
    return text


@spelling
def package_by_another_name(text: str) -> str | None:
    if not re.search(r"^import scvi$", text, re.M):
        return None
    return re.sub(
        r"\bscvi(?=\.)", "s", re.sub(r"^import scvi$", "import scvi as s", text, flags=re.M)
    )


@spelling
def classes_imported(text: str) -> str | None:
    found = sorted(set(CLASSES.findall(text)))
    if not found or not re.search(r"^import scvi$", text, re.M):
        return None
    lines = "".join(f"from scvi.{package} import {name}\n" for package, name in found)
    return lines + CLASSES.sub(r"\2", text)


@spelling
def classes_imported_by_another_name(text: str) -> str | None:
    found = sorted(set(CLASSES.findall(text)))
    if not found or not re.search(r"^import scvi$", text, re.M):
        return None
    lines = "".join(f"from scvi.{package} import {name} as My{name}\n" for package, name in found)
    return lines + CLASSES.sub(r"My\2", text)


@spelling
def packages_imported(text: str) -> str | None:
    packages = sorted(set(re.findall(r"\bscvi\.(model|external|data|train)\.", text)))
    if not packages or not re.search(r"^import scvi$", text, re.M):
        return None
    lines = "".join(f"from scvi import {name} as {name[0]}_\n" for name in packages)
    return lines + re.sub(
        r"\bscvi\.(model|external|data|train)\.", lambda found: f"{found[1][0]}_.", text
    )


@spelling
def package_imported_in_full(text: str) -> str | None:
    packages = sorted(set(re.findall(r"\bscvi\.(model|external|data|train)\.", text)))
    if not packages or not re.search(r"^import scvi$", text, re.M):
        return None
    lines = "".join(f"import scvi.{name}\n" for name in packages)
    return re.sub(r"^import scvi\n", lines, text, flags=re.M)


@spelling
def classes_in_variables(text: str) -> str | None:
    found = sorted(set(CLASSES.findall(text)))
    if not found or not re.search(r"^import scvi$", text, re.M):
        return None
    lines = "".join(f"Class{name} = scvi.{package}.{name}\n" for package, name in found)
    other = CLASSES.sub(r"Class\2", text)
    return re.sub(r"^import scvi\n", lambda match: match[0] + lines, other, count=1, flags=re.M)


# --- calls -------------------------------------------------------------------------------------


def _between(places: Places, node: ast.Call) -> list[tuple[int, int]]:
    """The stretches around a call's arguments: after `(`, each comma, and before `)`."""
    given = sorted([*node.args, *node.keywords], key=places.start)
    starts = [places.start(one) for one in given]
    ends = [places.end(one) for one in given]
    opening = places.text.index("(", places.end(node.func)) + 1
    return list(zip([opening, *ends], [*starts, places.end(node) - 1], strict=True))


@spelling
def one_argument_a_line(text: str) -> str | None:
    """With a comma behind the last one and a comment at each."""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in calls(places):
        if not node.args and not node.keywords:
            continue
        if any(isinstance(one, ast.GeneratorExp) for one in node.args):
            continue
        between = _between(places, node)
        if any(set(text[a:b]) - set(" ,\n") for a, b in between):
            continue  # parentheses or comments of its own
        for number, (start, end) in enumerate(between):
            new = "  # first\n        " if number == 0 else f",  # the {number}\n        "
            pieces.append((start, end, new))
    return replaced(text, pieces) if pieces else None


@spelling
def blanks_inside(text: str) -> str | None:
    """`f( a = 1 , b = 2 , )`"""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in calls(places):
        if not node.args and not node.keywords:
            continue
        between = _between(places, node)
        if any(set(text[a:b]) - set(" ,") for a, b in between):
            continue
        bare = any(isinstance(one, ast.GeneratorExp) for one in node.args)
        for number, (start, end) in enumerate(between):
            comma = 0 < number < len(between) - bare
            pieces.append((start, end, " , " if comma else " "))
        for one in node.keywords:
            if one.arg is not None:
                equals = text.index("=", places.start(one))
                pieces.append((equals, equals + 1, " = "))
    return replaced(text, pieces) if pieces else None


@spelling
def chain_over_lines(text: str) -> str | None:
    """`(scvi` / `.model` / `.SCVI(adata)` / `)`"""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in places.outside_strings():
        if not isinstance(node, ast.Assign | ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        inner, dots = node.value.func, []
        while isinstance(inner, ast.Attribute):
            dots.append(places.end(inner) - len(inner.attr) - 1)
            inner = inner.value
        if not dots or not isinstance(inner, ast.Name):
            continue
        start, end = places.start(node.value), places.end(node.value)
        pieces += [(start, start, "("), (end, end, "\n)")]
        pieces += [(dot, dot, "\n    ") for dot in dots]
    return replaced(text, pieces) if pieces else None


@spelling
def arguments_in_a_dictionary(text: str) -> str | None:
    """`options = {"a": 1}` on the line above, `f(**options)` in its place."""
    return _splatted(text, _braces)


@spelling
def arguments_in_a_call_of_dict(text: str) -> str | None:
    return _splatted(
        text,
        lambda keys, values: f"dict({', '.join(map('='.join, zip(keys, values, strict=True)))})",
    )


def _braces(keys: list[str], values: list[str]) -> str:
    pairs = [f"'{key}': {value}" for key, value in zip(keys, values, strict=True)]
    return "{" + ", ".join(pairs) + "}"


def _dict_of(keys: list[str], values: list[str]) -> str:
    return f"dict({', '.join(map('='.join, zip(keys, values, strict=True)))})"


def _splatted(text: str, write: Callable[[list[str], list[str]], str]) -> str | None:
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in places.outside_strings():
        if not isinstance(node, ast.Assign | ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        if not call.keywords or any(one.arg is None for one in call.keywords):
            continue
        names = [one.arg or "" for one in call.keywords]
        values = [text[places.start(one.value) : places.end(one.value)] for one in call.keywords]
        line = text.rfind("\n", 0, places.start(node)) + 1
        indent = text[line : places.start(node)]
        if indent.strip() or any("\n" in value for value in values):
            continue
        name = f"options_{len(pieces)}"
        first, last = places.start(call.keywords[0]), places.end(call.keywords[-1])
        if any(places.start(one) > first for one in call.args):
            continue
        pieces.append((line, line, f"{indent}{name} = {write(names, values)}\n"))
        pieces.append((first, last, f"**{name}"))
    return replaced(text, pieces) if pieces else None


@spelling
def more_behind_two_stars(text: str) -> str | None:
    """`f(a=1, **more)`, with nothing in `more`."""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in calls(places):
        named = [one for one in node.keywords if one.arg is not None]
        if named and len(named) == len(node.keywords):
            end = places.end(node.keywords[-1])
            pieces.append((end, end, ", **more"))
    return "more = {}\n" + replaced(text, pieces) if pieces else None


@spelling
def through_a_wrapper(text: str) -> str | None:
    """`call(model.train, max_epochs=1)`: one function that passes on what it is given."""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in calls(places):
        if isinstance(node.func, ast.Attribute) and node.func.attr[:1].islower():
            comma = ", " if node.args or node.keywords else ""
            start, end = places.start(node.func), places.end(node.func)
            if text[end] == "(":
                pieces += [(start, start, "call("), (end, end + 1, comma)]
    wrapper = "def call(function, *args, **kwargs):\n    return function(*args, **kwargs)\n\n\n"
    return wrapper + replaced(text, pieces) if pieces else None


@spelling
def through_a_partial(text: str) -> str | None:
    """`call = partial(model.train, max_epochs=1)`, then `call()`."""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in places.outside_strings():
        if not isinstance(node, ast.Assign | ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        call = node.value
        start, line = places.start(node), text.rfind("\n", 0, places.start(node)) + 1
        indent = text[line:start]
        if not isinstance(call.func, ast.Attribute) or not call.keywords or indent.strip():
            continue
        name = f"call_{len(pieces)}"
        whole = text[places.start(call) : places.end(call)]
        function = text[places.start(call.func) : places.end(call.func)]
        given = whole[len(function) + 1 :]
        pieces.append((line, line, f"{indent}{name} = partial({function}, {given}\n\n"))
        pieces.append((places.start(call), places.end(call), f"{name}()"))
    return "from functools import partial\n" + replaced(text, pieces) if pieces else None


# --- strings -----------------------------------------------------------------------------------


@spelling
def strings_in_other_quotes(text: str) -> str | None:
    """Single, triple and raw ones in turns."""
    return _quoted(text, "'{}'", '"""{}"""', 'r"{}"')


@spelling
def strings_put_together(text: str) -> str | None:
    """`"" "a"`, `"\\x61"`, `f"a"` in turns."""
    return _quoted(text, '"" "{}"', "\\", 'f"{}"')


def _quoted(text: str, *ways: str) -> str | None:
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in places.outside_strings():
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        start, end = places.start(node), places.end(node)
        if text[start:end] != f'"{node.value}"' or not node.value or _SPECIAL & set(node.value):
            continue
        way = ways[len(pieces) % len(ways)]
        escaped = f'"\\x{ord(node.value[0]):02x}{node.value[1:]}"'
        pieces.append((start, end, escaped if way == "\\" else way.format(node.value)))
    return replaced(text, pieces) if pieces else None


# --- statements --------------------------------------------------------------------------------


@spelling
def in_a_function_with_tabs(text: str) -> str | None:
    return _indented(text, "def main():\n", "\t", "\nmain()\n")


@spelling
def in_a_function_that_is_called_twice(text: str) -> str | None:
    """With other names of columns each time."""
    places = Places(text)
    pieces = [
        (places.start(node), places.end(node), "key")
        for node in places.outside_strings()
        if isinstance(node, ast.Constant) and node.value == "batch"
    ]
    if not pieces or "key" in text.replace("_key", ""):
        return None
    tail = '\nmain("batch")\nmain("labels")\n'
    return _indented(replaced(text, pieces), "def main(key):\n", "    ", tail)


@spelling
def in_a_class(text: str) -> str | None:
    return _indented(
        text, "class Analysis:\n    def run(self):\n", "        ", "\nAnalysis().run()\n"
    )


def _indented(text: str, head: str, indent: str, tail: str) -> str | None:
    places = Places(text)
    strings = (one for one in places.outside_strings() if isinstance(one, _STRINGS))
    if any("\n" in text[places.start(one) : places.end(one)] for one in strings):
        return None
    imports = [node for node in places.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    rest = [node for node in places.tree.body if node not in imports]
    if any("*" in alias.name for node in imports for alias in node.names) or not rest:
        return None
    lines = text.split("\n")
    taken = {line for node in imports for line in range(node.lineno - 1, node.end_lineno or 0)}
    above = "".join(lines[number] + "\n" for number in sorted(taken))
    body = "".join(
        (indent + line if line.strip() else "") + "\n"
        for number, line in enumerate(lines)
        if number not in taken
    )
    return above + "\n" + head + body.rstrip("\n") + "\n" + tail


@spelling
def joined_by_semicolons(text: str) -> str | None:
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for body in (getattr(node, "body", None) for node in places.outside_strings()):
        if not isinstance(body, list):
            continue
        for one, other in pairwise(body):
            simple = (ast.Assign, ast.Expr, ast.Import, ast.AugAssign, ast.Delete)
            if not isinstance(one, simple) or not isinstance(other, simple):
                continue
            start, end = places.end(one), places.start(other)
            if not text[start:end].strip():
                pieces.append((start, end, "; "))
    return replaced(text, pieces) if pieces else None


@spelling
def behind_other_letters(text: str) -> str | None:
    """Letters that take two bytes, or two UTF-16 units, in front of each statement."""
    places = Places(text)
    pieces = [
        (places.start(node), places.start(node), "'é𝄞'; ")
        for node in places.outside_strings()
        if isinstance(node, ast.Assign | ast.Expr)
        and not text[text.rfind("\n", 0, places.start(node)) + 1 : places.start(node)].strip()
    ]
    return replaced(text, pieces) if pieces else None


@spelling
def with_windows_line_ends(text: str) -> str | None:
    """And none behind the last line."""
    return text.rstrip("\n").replace("\n", "\r\n")


@spelling
def results_in_a_text(text: str) -> str | None:
    """`print(f"{f(a=1)}")` for `f(a=1)` alone."""
    places = Places(text)
    pieces: list[tuple[int, int, str]] = []
    for node in places.outside_strings():
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            start, end = places.start(node), places.end(node)
            inside = text[start:end]
            if "\n" in inside or "'" in inside or "{" in inside or "\\" in inside or 'f"' in inside:
                continue
            pieces.append((start, end, f"print(f'{{{inside}}}')"))
    return replaced(text, pieces) if pieces else None


# --- notebooks ---------------------------------------------------------------------------------


def as_plain_notebook(text: str) -> bytes:
    return notebook(
        [("markdown", "# An example"), *(("code", block) for _, block in blocks_of(text))]
    )


def as_notebook_with_magics(text: str) -> bytes:
    """Magics, shell lines and requests for help around the statements of each cell."""
    cells = []
    for number, (_, block) in enumerate(blocks_of(text)):
        above = "%%time\n" if number == 1 else "%matplotlib inline\n!pip list\n"
        cells.append(("code", f"{above}{block}\nfiles = !ls\nadata?"))
    return notebook([("code", "%load_ext autoreload\n%autoreload 2"), *cells])


# --- documents ---------------------------------------------------------------------------------


def as_percent_script(text: str) -> bytes:
    """With magics as comments, as an editor writes them."""
    cells = "\n\n".join(f"# %%\n{block}" for _, block in blocks_of(text))
    return f"# %% [markdown]\n# # An example\n# %%\n# %matplotlib inline\n{cells}\n".encode()


def as_document(text: str) -> bytes:
    """Chunks in a list, each indented, with the line ends of Windows."""
    lines = ["---", "title: An example", "---", ""]
    for _, block in blocks_of(text):
        lines += ["- A step:", "", "  ```{python}"]
        lines += [f"  {line}".rstrip() for line in block.split("\n")]
        lines += ["  ```", ""]
    return "\r\n".join(lines).encode()
