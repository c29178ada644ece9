"""jedi with every way closed that leads to running somebody else's code.

jedi reads source, but when it meets a compiled module it imports it – and with it every package
above it. Where the server lives in the user's own environment, that would run the user's code on
a hover. So here a module is searched by looking at files, compiled ones do not exist, a module
"loaded" is one of the standard library that this process has already, and a guard refuses every
import but jedi's own. Of what a program adds to `sys.path`, only its own project is looked into.
jedi's disk cache is off too: it is made of pickles.
"""

# jedi has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Protocol

from scvi_lint import disk

_OURS = frozenset({"jedi", "parso", "scvi_lint"})
LARGEST_SOURCE = 4 * 1024 * 1024
_PACKAGES = frozenset(("site-packages", "dist-packages"))
_project = [os.sep + "nowhere"]


class Guard:
    """Stands first on `sys.meta_path`: nothing but jedi and the standard library is imported."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        top = name.partition(".")[0]
        known = top in _OURS or top in sys.stdlib_module_names
        if not known and not top.startswith("_sysconfigdata"):
            raise ModuleNotFoundError(f"{name} is not to be imported here", name=name)


def work_in(project: str) -> None:
    """From here on, questions are about programs of this project."""
    _project[0] = project or os.sep + "nowhere"


def close() -> None:
    """Close the ways. Call once, before jedi is used."""
    sys.meta_path.insert(0, Guard)  # type: ignore[arg-type]
    import parso.cache
    import parso.file_io
    from jedi import settings
    from jedi.inference import sys_path
    from jedi.inference.compiled import access
    from jedi.inference.compiled.subprocess import functions

    settings.auto_import_modules = []
    added = sys_path.check_sys_path_modifications
    sys_path.check_sys_path_modifications = lambda module: filter(_is_ours, added(module))
    parso.cache._load_from_file_system = _nothing  # type: ignore[assignment]
    parso.cache._save_to_file_system = _nothing  # type: ignore[assignment]
    parso.file_io.FileIO.read = _read_file  # type: ignore[method-assign]
    access.load_module = _loaded_module  # type: ignore[assignment]
    access.__dict__["__import__"] = _no_import
    functions.get_module_info = _module_info  # type: ignore[assignment]


def _is_ours(folder: object) -> bool:
    return disk.is_below(os.path.normpath(str(folder)), _project[0])


def _nothing(*args: object, **kwargs: object) -> None:
    return None


def _no_import(name: str, *args: object, **kwargs: object) -> ModuleType:
    if name not in sys.modules:
        raise ImportError(f"{name} is not imported here")
    return sys.modules[name]


def _loaded_module(state: object, dotted_name: str, sys_path: object = None) -> object:
    """A module of the standard library, if this process has it: builtins above all."""
    from jedi.inference.compiled import access

    if dotted_name.partition(".")[0] not in sys.stdlib_module_names:
        return None
    module = sys.modules.get(dotted_name)
    return None if module is None else access.create_access_path(state, module)


def _module_info(
    inference_state: object,
    sys_path: list[str] | None = None,
    full_name: str = "",
    string: str = "",
    path: Iterable[object] | None = None,
    is_global_search: bool = True,
) -> tuple[object, bool | None]:
    """Find a module by looking: `(source, is it a package)`, `(None, None)` if there is none."""
    from jedi.file_io import KnownContentFileIO
    from jedi.inference.compiled.subprocess.functions import ImplicitNSInfo

    if is_global_search and string in sys.builtin_module_names:
        return None, False
    folders = list(path) if path is not None else list(sys_path or [])
    portions: list[str] = []
    for folder in folders:
        package = os.path.join(str(folder), string)
        for file, is_package in (
            (os.path.join(package, "__init__.py"), True),
            (package + ".py", False),
        ):
            source = _source(file)
            if source is not None:
                return KnownContentFileIO(file, source), is_package
        if os.path.isdir(package):
            portions.append(package)
    if portions:
        return ImplicitNSInfo(full_name or string, portions), True
    return None, None


class _File(Protocol):
    path: object


def _source(path: str) -> bytes | None:
    try:
        return _read(path)
    except OSError:
        return None


def _read_file(file: _File) -> bytes:
    """What jedi reads by itself: stubs beside a module, a conftest.py."""
    return _read(str(file.path))


def _read(path: str) -> bytes:
    """A source file. An environment's packages may be links to anywhere, the project's own files
    may not. Raises OSError."""
    ours = disk.is_below(path, _project[0]) and _PACKAGES.isdisjoint(path.split(os.sep))
    return disk.read(path, LARGEST_SOURCE, *(_project if ours else ()))
