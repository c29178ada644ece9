"""What the files of a project declare about scvi-tools: exact pins, ranges, commits.

Lock files, requirements, environment files and metadata are read as text; nothing is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint import disk
from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

_MOST_ENTRIES = 2_000
# Of one folder so many files are asked, of one file so many sayings are heard, and of one line so
# many characters.
_MOST_FILES = 40
_MOST_SAID = 50
_LONGEST_LINE = 4_000
_MOST_LINES = 1_000
_MOST_CLAUSES = 10
_MOST_KEPT = 500
_MOST_DIGITS = 9
_PIN = regex(r"={2,3}\s*([0-9][\w.!]*)(?:\.\*)?\s*$")
_RECORD = regex(r"scvi[-_]tools-", re.I)
_NAME = r"scvi[-_.]tools(?:\[[^\]\n]{0,200}\])?"


class Said(NamedTuple):
    """What a file says: an exact version, a range such as `>=1.0,<1.2`, or a commit (`@4f2a`)."""

    specifier: str
    origin: str

    @property
    def pin(self) -> str:
        """The exact version, "" for a range."""
        found = _PIN.match(self.specifier)
        return found[1] if found else ""

    @property
    def is_commit(self) -> bool:
        """Whether it names a state of the repository between releases."""
        return self.specifier.startswith("@")


def declared(folder: str, root: str) -> list[Said]:
    """What the files of one folder say, locks before requirements before metadata."""
    names = listed(folder)
    likely = sorted(name for name in names if name.endswith(_ENDINGS))
    asked: list[tuple[int, str, _Read]] = []
    for rank, (pattern, read) in enumerate(_FILES):
        asked += [(rank, name, read) for name in likely if pattern.fullmatch(name)]
    if "requirements" in names:
        inner = sorted(listed(os.path.join(folder, "requirements")))
        asked += [(1, f"requirements/{n}", _requirements) for n in inner if n.endswith(".txt")]
    found: list[tuple[int, Said]] = []
    for rank, name, read in asked[:_MOST_FILES]:
        path = os.path.join(folder, *name.split("/"))
        found += [(rank, Said(one, name)) for one in _said(path, (root, folder), read)]
    said = [said for _, said in sorted(found, key=lambda pair: pair[0])]
    return said or [one for name in _FOLDERS if name in names for one in _each(folder, root, name)]


def _each(folder: str, root: str, name: str) -> list[Said]:
    """That the environments which a folder keeps, one for a step, name a release.

    Which of them a program runs in is written down nowhere, so that it cannot be told.
    """
    for entry in sorted(listed(os.path.join(folder, name)))[:_MOST_FILES]:
        if entry.endswith((".yml", ".yaml")):
            path = os.path.join(folder, name, entry)
            if any(one.startswith(("==", "@")) for one in _said(path, (root, folder), _conda)):
                return [Said("@", f"{name}/{entry}")]
    return []


_kept: dict[str, tuple[tuple[int, int], list[str]]] = {}


def _said(path: str, roots: tuple[str, ...], read: _Read) -> list[str]:
    """The specifiers in a file; it is read again when it has changed."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return []
    stamp = (status.st_mtime_ns, status.st_size)
    known = _kept.get(path)
    if known is None or known[0] != stamp:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        text = _text(path, roots)
        said = read(text) if "scvi" in text.lower() else ()
        known = _kept[path] = (
            stamp,
            [one for one, _ in zip(said, range(_MOST_SAID), strict=False)],
        )
    return known[1]


def tells(path: str) -> bool:
    """Whether a file is one that may name the release: by its own name, and its folder's."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    if folder.lower().endswith((".dist-info", ".egg-info")):
        return _RECORD.match(folder.rpartition("/")[2]) is not None
    if name.endswith(".txt") and folder.endswith("requirements"):
        return True
    if name.endswith((".yml", ".yaml")) and folder.rpartition("/")[2] in _FOLDERS:
        return True
    return name.endswith(_ENDINGS) and any(pattern.fullmatch(name) for pattern, _ in _FILES)


# One line at a time, and no line is longer than it needs to be: an expression that may look over
# the ends of lines takes time that grows with the square of the file.


def _lines(text: str) -> Iterator[str]:
    """The lines of a text that mention the package."""
    found = 0
    for line in text.splitlines():
        line = line[:_LONGEST_LINE]
        if "scvi" in line or "scvi" in line.lower():
            yield line
            found += 1
            if found == _MOST_LINES:
                return


def _locked(text: str) -> Iterator[str]:
    """`name = "scvi-tools"`, then `version = "1.1.2"` (TOML), or the same in YAML."""
    named = False
    for line in text.splitlines():
        line = line[:_LONGEST_LINE].strip()
        if not line:
            continue
        match = re.match(r"\"?version\"?\s*[=:]\s*[\"']?([\w.]+)", line) if named else None
        if match:
            yield f"=={match[1]}"
        named = "name" in line and _LOCKED.search(line) is not None


_LOCKED = regex(rf"name\"?\s*[=:]\s*[\"']?{_NAME}[\"']?,?$", re.I)


def _pipenv(text: str) -> Iterator[str]:
    import json

    try:
        content: Json = json.loads(text)
    except (ValueError, RecursionError):
        return
    for section in content.values() if isinstance(content, dict) else ():
        for name, about in section.items() if isinstance(section, dict) else ():
            version = about.get("version") if isinstance(about, dict) else None
            named = re.fullmatch(_NAME, name[:_LONGEST_LINE], re.I)
            if named and isinstance(version, str) and re.fullmatch(r"==[\w.]+", version):
                yield version


def _distributions(text: str) -> Iterator[str]:
    """Names of archives: `scvi_tools-1.1.2-py3-none-any.whl`, `scvi-tools-1.1.2-pyhd8ed1ab_0`."""
    for line in _lines(text):
        for version in re.findall(r"scvi[-_]tools-(\d[\w.]*?)-py", line, re.IGNORECASE):
            yield f"=={version}"


def _requirements(text: str) -> Iterable[str]:
    found: list[str] = []
    for line in _lines(text):
        match = re.match(rf"\s*{_NAME}\s*([^;#@]*)", line, re.IGNORECASE)
        source = _source(line)
        if source:
            found.append(source)
        elif match and not re.match(r"[\w-]", line[match.end(0) : match.end(0) + 1] or " "):
            found.append(specifier(match[1]))
    return filter(None, found)


def _source(line: str) -> str:
    """`…git+https://github.com/scverse/scvi-tools@v1.1.2`: a release by its tag, or a commit."""
    match = None if line.lstrip().startswith("#") else _REPOSITORY.search(line)
    if match is None:
        return ""
    tag = re.fullmatch(r"v?(\d+(?:\.\d+)+)", match[1])
    return f"=={tag[1]}" if tag else f"@{match[1]}"


_REPOSITORY = regex(
    r"git\+\w+://[^\s/]+/[\w-]{1,100}/scvi(?:-tools)?(?:\.git)?@([\w./-]{1,100})", re.I
)


def _conda(text: str) -> Iterator[str]:
    """`- scvi-tools=1.1.2` (a prefix of versions) or `- scvi-tools==1.1.2`, with or without pip."""
    pattern = rf"\s*-\s*[\"']?(?:[\w-]+::)?{_NAME}\s*([^\"'#]*)"
    for line in _lines(text):
        match = re.match(pattern, line, re.IGNORECASE)
        single = re.match(r"=\s*(\d[\w.]*)", match[1]) if match else None
        found = f"=={single[1]}" if single else specifier(match[1]) if match else _source(line)
        if found:
            yield found


def _metadata(text: str) -> Iterator[str]:
    """Strings of requirements in pyproject.toml, setup.cfg or setup.py, and Poetry's tables."""
    yield from _own(text)
    poetry = rf"\s*\"?{_NAME}\"?\s*=\s*(?:\{{[^}}]*?version\s*=\s*)?[\"']([^\"']+)[\"']"
    of_poetry: list[str] = []
    for line in _lines(text):
        for given in re.findall(rf"(?<![\w-]){_NAME}\s*([<>=!~][^\"';#]*)", line, re.IGNORECASE):
            found = "" if re.match(r"=\s*[\"'{]|=\s*$", given) else specifier(given)
            if found:
                yield found
        match = re.match(poetry, line, re.IGNORECASE)
        if match:
            of_poetry.append(_poetry(match[1]))
    yield from filter(None, of_poetry)


def _own(text: str) -> Iterator[str]:
    """The version of the project itself, if it is scvi-tools: a checkout, a fork or a copy."""
    table, told = "", dict[str, str]()
    for line in text.splitlines():
        line = line[:_LONGEST_LINE].strip()
        if line.startswith("["):
            table = line
        match = _TOLD.match(line) if table in ("[project]", "[tool.poetry]") else None
        if match:
            told.setdefault(match[1], match[2])
    if re.fullmatch(_NAME, told.get("name", ""), re.I) and "version" in told:
        yield f"=={told['version']}"


_TOLD = regex(r"(name|version)\s*=\s*[\"']([\w.-]{1,100})[\"']")


_Read = Callable[[str], Iterable[str]]

_FILES: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (regex(r"(uv|poetry|pdm)\.lock|pylock(\..+)?\.toml|conda-lock\.ya?ml"), _locked),
    (regex(r"pixi\.lock|conda-.+\.lock"), _distributions),
    (regex(r"Pipfile\.lock"), _pipenv),
    (regex(r"(.*[-_.])?(requirements|constraints)([-_.].*)?\.(txt|in)"), _requirements),
    (regex(r"(.*environment|(.*[-_.])?(env|conda))([-_.].*)?\.ya?ml"), _conda),
    (regex(r"pyproject\.toml|setup\.cfg|setup\.py|Pipfile|pixi\.toml"), _metadata),
)


# Folders of environments, one a step of a pipeline.
_FOLDERS = ("envs", "environments", "env", "conda")
# How their names end: a folder without any costs no expression.
_ENDINGS = (".lock", ".toml", ".yml", ".yaml", ".txt", ".in", ".cfg", "setup.py", "Pipfile")


def specifier(text: str) -> str:
    """A specifier without spaces and wildcards; `~=1.1` and `1.1.*` become ranges."""
    parts: list[str] = []
    for part in text.strip().strip("()").split(",")[:_MOST_CLAUSES]:
        match = re.match(r"\s*(===|~=|==|>=|<=|!=|<|>)\s*v?(\d[\w.]*?)(\.\*)?\s*$", part)
        if match is None:
            continue
        operator, version, wild = match[1], match[2], bool(match[3])
        if operator == "~=":
            parts += [f">={version}", f"<{_next(version.rpartition('.')[0] or version)}"]
        elif operator in ("==", "===") and wild:
            parts += [f">={version}", f"<{_next(version)}"]
        else:
            parts.append(f"{'==' if operator == '===' else operator}{version}")
    return ",".join(parts)


def _poetry(text: str) -> str:
    match = re.fullmatch(r"\s*([\^~])\s*(\d[\w.]*)\s*", text)
    if match is None:
        bare = re.fullmatch(r"\s*(\d[\w.]*)\s*", text)
        return f"=={bare[1]}" if bare else specifier(text)
    parts = match[2].split(".")
    if match[1] == "^":
        kept = next((n for n, part in enumerate(parts) if part != "0"), len(parts) - 1) + 1
    else:
        kept = min(2, len(parts))
    return f">={match[2]},<{_next('.'.join(parts[:kept]))}"


def _next(version: str) -> str:
    """The first version that does not begin with this one."""
    head, _, last = version.rpartition(".")
    digits = re.match(r"\d+", last)
    number = str(int(digits[0][:_MOST_DIGITS]) + 1) if digits else last
    return f"{head}.{number}" if head else number


def listed(folder: str) -> list[str]:
    """The names in a folder, as far as there is room for them; none of one that is not there."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for _, entry in zip(range(_MOST_ENTRIES), entries, strict=False)]
    except (OSError, ValueError):
        return []


def _text(path: str, roots: tuple[str, ...]) -> str:
    """The text of a file, "" for one that is not read."""
    try:
        return disk.read(path, disk.LOCK, *roots).decode("utf-8", "replace")
    except OSError:
        return ""
