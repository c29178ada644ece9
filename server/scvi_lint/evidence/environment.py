"""Which release of scvi-tools a project uses, as far as files tell; nothing is run.

Asked in this order: exact pins of the project (lock files, requirements, environment files), the
environment that the program would run in (the selected interpreter's, the project's `.venv`, the
active one), then the newest release that a range in the project's files allows. The nearest
folder that says something wins.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scvi_lint.regex import regex

LARGEST = 20_000_000
_MOST_ENTRIES = 2_000
_PIN = regex(r"={2,3}\s*([0-9][\w.!]*)(?:\.\*)?\s*$")
_RECORD = regex(r"scvi[-_]tools-", re.I)
_NAME = r"scvi[-_.]tools(?:\[[^\]]*\])?"


class Release(NamedTuple):
    """A version such as "1.1.2" or "1.1", and what says so."""

    version: str
    origin: str


class Said(NamedTuple):
    """What a file says: an exact version, or a range such as `>=1.0,<1.2`."""

    specifier: str
    origin: str

    @property
    def pin(self) -> str:
        """The exact version, "" for a range."""
        found = _PIN.match(self.specifier)
        return found[1] if found else ""


def detect(
    folder: str,
    root: str,
    python: str | None = None,
    environ: Mapping[str, str] | None = None,
    fits: Callable[[str], str | None] | None = None,
) -> Release | None:
    """The release that a program in `folder` of the project `root` uses, None if no file tells.

    `python` is the interpreter that the user selected; `fits` gives the newest release that a
    range allows.
    """
    said: list[Said] = []
    for place in _upwards(folder, root):
        said = declared(place)
        if said:
            break
    for one in said:
        if one.pin:
            return Release(one.pin, one.origin)
    found = installed(root, folder, python, os.environ if environ is None else environ)
    if found is not None:
        return found
    for one in said:
        newest = fits(one.specifier) if fits is not None and one.specifier else None
        if newest is not None:
            return Release(newest, f"{one.origin} ({one.specifier})")
    return None


# --- what the project declares ------------------------------------------------------------------


def declared(folder: str) -> list[Said]:
    """What the files of one folder say, locks before requirements before metadata."""
    names = _listed(folder)
    likely = sorted(name for name in names if name.endswith(_ENDINGS))
    found: list[tuple[int, Said]] = []
    for rank, (pattern, read) in enumerate(_FILES):
        for name in likely:
            if pattern.fullmatch(name):
                text = _text(os.path.join(folder, name))
                for specifier in read(text) if "scvi" in text.lower() else ():
                    found.append((rank, Said(specifier, name)))
    if "requirements" in names:
        inner = os.path.join(folder, "requirements")
        for name in sorted(_listed(inner)):
            if name.endswith(".txt"):
                said = _requirements(_text(os.path.join(inner, name)))
                found += [(1, Said(one, f"requirements/{name}")) for one in said]
    return [said for _, said in sorted(found, key=lambda pair: pair[0])]


def tells(path: str) -> bool:
    """Whether a file is one that may name the release: by its own name, and its folder's."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    if folder.lower().endswith((".dist-info", ".egg-info")):
        return _RECORD.match(folder.rpartition("/")[2]) is not None
    if name.endswith(".txt") and folder.endswith("requirements"):
        return True
    return name.endswith(_ENDINGS) and any(pattern.fullmatch(name) for pattern, _ in _FILES)


def _locked(text: str) -> list[str]:
    """`name = "scvi-tools"`, then `version = "1.1.2"` (TOML), or the same in YAML."""
    pattern = (
        rf"name\"?\s*[=:]\s*[\"']?{_NAME}[\"']?,?\s*\n\s*\"?version\"?\s*[=:]\s*[\"']?([\w.]+)"
    )
    return [f"=={version}" for version in re.findall(pattern, text, re.IGNORECASE)]


def _pipenv(text: str) -> list[str]:
    pattern = rf'"{_NAME}"\s*:\s*\{{[^{{}}]*?"version"\s*:\s*"(==[\w.]+)"'
    return re.findall(pattern, text, re.IGNORECASE)


def _distributions(text: str) -> list[str]:
    """Names of archives: `scvi_tools-1.1.2-py3-none-any.whl`, `scvi-tools-1.1.2-pyhd8ed1ab_0`."""
    found = re.findall(r"scvi[-_]tools-(\d[\w.]*?)-py", text, re.IGNORECASE)
    return [f"=={version}" for version in found]


def _requirements(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        match = re.match(rf"\s*{_NAME}\s*([^;#@]*)", line, re.IGNORECASE)
        if match and not re.match(r"[\w-]", line[match.end(0) : match.end(0) + 1] or " "):
            found.append(specifier(match[1]))
    return [one for one in found if one]


def _conda(text: str) -> list[str]:
    """`- scvi-tools=1.1.2` (a prefix of versions) or `- scvi-tools==1.1.2`, with or without pip."""
    found = []
    pattern = rf"^\s*-\s*[\"']?(?:[\w-]+::)?{_NAME}\s*([^\"'#\n]*)"
    for given in re.findall(pattern, text, re.IGNORECASE | re.MULTILINE):
        single = re.match(r"=\s*(\d[\w.]*)", given)
        found.append(f"=={single[1]}" if single else specifier(given))
    return [one for one in found if one]


def _metadata(text: str) -> list[str]:
    """Strings of requirements in pyproject.toml, setup.cfg or setup.py, and Poetry's tables."""
    found = [
        specifier(given)
        for given in re.findall(rf"(?<![\w-]){_NAME}\s*([<>=!~][^\"';#\n]*)", text, re.IGNORECASE)
        if not re.match(r"=\s*[\"'{]|=\s*$", given)
    ]
    poetry = rf"^\s*\"?{_NAME}\"?\s*=\s*(?:\{{[^}}]*?version\s*=\s*)?[\"']([^\"']+)[\"']"
    for given in re.findall(poetry, text, re.IGNORECASE | re.MULTILINE):
        found.append(_poetry(given))
    return [one for one in found if one]


_FILES: tuple[tuple[re.Pattern[str], Callable[[str], list[str]]], ...] = (
    (regex(r"(uv|poetry|pdm)\.lock|pylock(\..+)?\.toml|conda-lock\.ya?ml"), _locked),
    (regex(r"pixi\.lock|conda-.+\.lock"), _distributions),
    (regex(r"Pipfile\.lock"), _pipenv),
    (regex(r"(.*[-_.])?(requirements|constraints)([-_.].*)?\.(txt|in)"), _requirements),
    (regex(r"(.*[-_.])?(environment|env|conda)([-_.].*)?\.ya?ml"), _conda),
    (regex(r"pyproject\.toml|setup\.cfg|setup\.py|Pipfile|pixi\.toml"), _metadata),
)


# How their names end: a folder without any costs no expression.
_ENDINGS = (".lock", ".toml", ".yml", ".yaml", ".txt", ".in", ".cfg", "setup.py", "Pipfile")


def specifier(text: str) -> str:
    """A specifier without spaces and wildcards; `~=1.1` and `1.1.*` become ranges."""
    parts = []
    for part in text.strip().strip("()").split(","):
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
    number = str(int(digits[0]) + 1) if digits else last
    return f"{head}.{number}" if head else number


# --- what is installed --------------------------------------------------------------------------


def installed(
    root: str, folder: str, python: str | None, environ: Mapping[str, str]
) -> Release | None:
    """The release in the environment that the program would run in."""
    for prefix, origin in _prefixes(root, folder, python, environ):
        for packages in _packages(prefix):
            for name in sorted(_listed(packages)):
                match = re.fullmatch(r"scvi[-_]tools-(\d[\w.]*)\.(dist|egg)-info", name, re.I)
                if match:
                    return Release(match[1], origin)
    return None


def _prefixes(
    root: str, folder: str, python: str | None, environ: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    if python:
        path = os.path.join(root, os.path.expanduser(python))
        if os.path.isdir(path):
            yield path, f"the environment {os.path.basename(path)}"
        else:
            # not resolved: the link of a virtual environment leads to the base interpreter
            yield os.path.dirname(os.path.dirname(path)), "the selected interpreter"
            yield os.path.dirname(path), "the selected interpreter"
    for place in _upwards(folder, root):
        for name in (".venv", "venv", ".pixi/envs/default"):
            yield os.path.join(place, name), f"{name} of the project"
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if environ.get(name):
            yield environ[name], f"the active environment ({name})"


def _packages(prefix: str) -> Iterable[str]:
    for lib in ("lib", "lib64"):
        for name in sorted(_listed(os.path.join(prefix, lib)), reverse=True):
            if re.fullmatch(r"python3\.\d+t?", name):
                yield os.path.join(prefix, lib, name, "site-packages")
    yield os.path.join(prefix, "Lib", "site-packages")


# --- files --------------------------------------------------------------------------------------


def _upwards(folder: str, root: str) -> list[str]:
    """The folder and those above it, up to the project's root."""
    found = [folder]
    while folder != root and folder.startswith(root.rstrip(os.sep) + os.sep):
        folder = os.path.dirname(folder)
        found.append(folder)
    return found


def _listed(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for _, entry in zip(range(_MOST_ENTRIES), entries, strict=False)]
    except OSError:
        return []


def _text(path: str) -> str:
    """A regular file's text, "" for any other thing and for one that is too large."""
    try:
        held = os.stat(path)
        if not stat.S_ISREG(held.st_mode) or held.st_size > LARGEST:
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except (OSError, ValueError):
        return ""
