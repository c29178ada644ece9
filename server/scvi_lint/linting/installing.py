"""The release of scvi-tools that a notebook itself installs: `!pip install scvi-tools==1.1.2`.

A saved output that prints the version tells what the notebook last ran with.

Such a line changes the environment that the cells below it run in, whatever a lock file or this
machine's environment say; so an exact version in it comes right after the user's own settings.
A range says no more than a range in a project's files does, and holds only where nothing names a
release; so does a line that only runs on some path (`if IN_COLAB:`), which tells what the program
was written for. A script's own metadata (`# /// script`) are what it is started with. Where nothing
else names a release, a comment that spells one does (`# requires: scvi-tools==0.14.6`). Lines that
contradict each other say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scvi_lint.evidence.declared import specifier
from scvi_lint.evidence.outputs import printed
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document

_SHELLS = frozenset(("bash", "sh", "shell", "zsh", "script"))
_COMMAND = regex(
    r"(?:^|[\s!%;&/])(?:pip3?|conda|mamba|micromamba|uv|pixi)\s+(?:\S+\s+)*?(?:install|add)\s+(.*)"
)
_AUTOMAGIC = ("pip ", "pip3 ", "conda ", "mamba ", "micromamba ", "uv ")
_LONGEST = 2_000
_RANGE = r"(?:[<>!~]=?|={1,3})[ ]*\d[\w.*]*"
_WANTED = regex(
    rf"(?<![\w./-])scvi[-_.]tools(?:\[[^\]]*\])?[ ]*({_RANGE}(?:[ ]*,[ ]*{_RANGE})*)", re.I
)
# An install line that names no version: whatever is newest.
ANY = "*"
_NAMED = regex(r"(?<![\w./-])scvi[-_.]tools(?:\[[^\]]{0,200}\])?(?![\w.=-])", re.I)
_VERSION = r"v?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?:\.post\d{1,2})?)(?![\w.])"
_PRINTED = regex(
    rf"(?<![\w/-])scvi(?:[-_]tools)?(?:'s)?(?: version)?[ \t]*[:=]{{0,2}}[ \t]*{_VERSION}", re.I
)
_BARE = regex(rf"\s*['\"]?{_VERSION}['\"]?\s*")
# The package was called so until 0.6.8.
_SPELLED = regex(
    r"(?<![\w./-])scvi(?:[-_.]tools)?(?:\[[^\]]{0,200}\])?[ ]*===?[ ]*v?(\d[\w.]*\w)", re.I
)
# A comment that speaks of a release which the program is not meant for.
_AGAINST = regex(
    r"\bno[tr]?\b|n't\b|\bbr(?:ea|o)k|\bfail|\bbugs?\b|\berrors?\b|\binstead\b|\bavoid"
    r"|\bsince\b|\bbefore\b|\bafter\b|\buntil\b|\bold|\bchange|\bremoved\b|\bor\b|\bvs\b",
    re.I,
)
_TAG = regex(r"github\.com/[\w-]+/scvi-tools(?:\.git)?@v?(\d[\w.]*)", re.I)


class Installed:
    """What a cell installs: a specifier such as `==1.1.2` or `>=1.0,<1.1`, and where it does.

    `always` when it is not only done on some path. `named` when the program means this release,
    and no other, where no file of its project names one.
    """

    __slots__ = ("always", "named", "origin", "specifier")

    def __init__(
        self, specifier: str, origin: str, always: bool, named: bool | None = None
    ) -> None:
        self.specifier = specifier
        self.origin = origin
        self.always = always
        self.named = always if named is None else named

    @property
    def pin(self) -> str:
        """The exact version, "" for a range and for none."""
        return self.specifier[2:] if self.specifier.startswith("==") else ""


def installed_by(document: Document) -> Installed | None:
    """What the program itself installs, if all its lines that do agree."""
    found: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for cell in document.cells:
        for line, always in _commands(cell):
            wanted = _specifier(line)
            if wanted:
                found[always].setdefault(wanted, f"installed by {_place(document, cell)}")
        for line in _metadata(cell):
            wanted = _specifier(line)
            if wanted:
                found[True].setdefault(wanted, f"the metadata of {_place(document, cell)}")
    for always, lines in found.items():
        exact = {wanted: origin for wanted, origin in lines.items() if wanted != ANY}
        if exact:
            wanted, origin = next(iter(exact.items()))
            return Installed(wanted, origin, always) if len(exact) == 1 else None
    printed = printed_by(document)
    if printed is not None:
        return printed
    spelled = _spelled(document)
    if spelled:
        (wanted, origin), *others = spelled.items()
        return None if others else Installed(wanted, origin, False, named=True)
    newest = found[True].get(ANY) or found[False].get(ANY)
    return None if newest is None else Installed(ANY, newest, False)


def _place(document: Document, cell: Cell) -> str:
    return f"cell {cell.index + 1}" if document.kind == "notebook" else "the program"


def _metadata(cell: Cell) -> Iterator[str]:
    """The lines between `# /// script` and `# ///`, which tools that start the program read."""
    if not cell.is_python or "# /// script" not in cell.text:
        return
    inside = False
    for line in cell.text.split("\n"):
        bare = line.rstrip()
        if bare == "# /// script":
            inside = True
        elif bare == "# ///" or not bare.startswith("#"):
            inside = False
        elif inside and len(line) <= _LONGEST:
            yield bare[1:]


def _spelled(document: Document) -> dict[str, str]:
    """The exact versions that comments spell, and where."""
    found: dict[str, str] = {}
    for cell in document.cells:
        if not cell.is_python or "#" not in cell.text or "==" not in cell.text:
            continue
        for line in cell.text.split("\n"):
            comment = line.partition("#")[2] if len(line) <= _LONGEST else ""
            named = _SPELLED.search(comment)
            if named is not None and _AGAINST.search(comment) is None:
                where = f"a comment in {_place(document, cell)}"
                found.setdefault(f"=={named[1]}", where)
    return found


def printed_by(document: Document) -> Installed | None:
    """The version that a notebook's saved outputs show, if they show a single one."""
    shown: dict[str, str] = {}
    for cell in document.cells:
        if cell.kind != "code":
            continue
        asks = "scvi.__version__" in cell.text and len(cell.text) < _LONGEST
        for text in printed(cell.outputs):
            found = _PRINTED.search(text) or (_BARE.fullmatch(text) if asks else None)
            if found is not None:
                shown.setdefault(found[1], f"printed by cell {cell.index + 1}")
    if len(shown) != 1:
        return None
    ((version, origin),) = shown.items()
    return Installed(f"=={version}", origin, False)


def _commands(cell: Cell) -> Iterator[tuple[str, bool]]:
    """What stands behind `install` in the cell's shell lines, and whether it is always done."""
    if cell.kind != "code" or ("install" not in cell.text and " add " not in cell.text):
        return
    shell = cell.language in _SHELLS
    if not shell and not cell.is_python:
        return
    for line in cell.text.split("\n"):
        bare = line.lstrip()
        if len(line) > _LONGEST or bare.startswith(("#", "%%")):
            continue
        if not shell and not bare.startswith(("!", "%", *(() if bare != line else _AUTOMAGIC))):
            continue
        found = _COMMAND.search(bare)
        if found is not None:
            yield found[1], bare == line


def _specifier(command: str) -> str:
    tagged = _TAG.search(command)
    if tagged is not None:
        return f"=={tagged[1]}"
    wanted = _WANTED.search(command)
    if wanted is None:
        return ANY if _NAMED.search(command) else ""
    text = wanted[1]
    # conda's single sign is exact, too
    return specifier(f"={text}" if text[0] == "=" and text[1:2] != "=" else text)
