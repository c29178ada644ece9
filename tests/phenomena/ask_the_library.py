"""Run by the oracle's interpreter: what the library does with one more statement behind a program.

`python ask_the_library.py [results] [arguments] [CLASS …]`: a line of JSON for each statement: the
class, the method, what kind of statement, its text, and what came of it: "raises …", "runs", or for
an argument whether the numbers are the "same" as without it or "other". "question" is a way to ask
that itself fails. A parameter is asked about once for each definition of its method.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import json
import logging
import os
import re
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any

from phenomenon_subjects import IMPORTS, PROGRAMS, USES, VALUES, WAYS

_ASKED = ("get_", "predict", "posterior_predictive", "differential_", "impute", "sample")
_LEFT = frozenset(
    """get_from_registry get_anndata_manager get_importance_weights get_ranked_features
    sample_posterior get_setup_arg get_state_registry get_var_names get_marginal_ll""".split()
)
# Data, what starts processes, and the rest that is handed on.
_NOT_VARIED = frozenset(
    """self cls adata mdata registry datamodule dataloader args kwargs devices strategy accelerator
    num_nodes background_indices target_indices adata_seq adata_spatial cell_type_markers""".split()
)


class TooLong(Exception):
    pass


def _alarm(*_: Any) -> None:
    raise TooLong


def ways_of(method: Any) -> Iterator[str]:
    taken = inspect.signature(method).parameters
    for way in WAYS:
        names = [part.partition("=")[0].strip() for part in way.split(",") if part]
        if all(name in taken for name in names):
            yield way


def needed(name: str, method: Any) -> str:
    """The arguments that a method cannot do without."""
    taken = inspect.signature(method).parameters
    if name.startswith("differential_") and "groupby" in taken:
        return 'groupby="labels", group1="label_0", group2="label_1"'
    return ""


def results(namespace: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Method and text of each way to ask for a result."""
    for method, function in questions(namespace):
        base = needed(method, function)
        for way in ways_of(function):
            yield method, f"r = model.{method}({', '.join(part for part in (base, way) if part)})"


def questions(namespace: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for method in sorted(dir(type(namespace["model"]))):
        if method.startswith(_ASKED) and method not in _LEFT:
            function = getattr(namespace["model"], method)
            if callable(function):
                yield method, function


def arguments(
    namespace: dict[str, Any], name: str, seen: set[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Where it is defined, parameter and text of each call with a value of another kind; each
    definition is asked once."""
    cls = type(namespace["model"])
    last = PROGRAMS[name].rstrip().splitlines()[-2:]
    built = last[0].removeprefix("model = ").removesuffix(")")
    trained = last[1].removesuffix(")")
    calls = [("__init__", cls.__init__, built, " = None"), ("train", cls.train, trained, "")]
    calls += [
        (method, function, f"model.{method}({needed(method, function)}", "")
        for method, function in questions(namespace)
    ]
    for method, function, start, _ in calls:
        for parameter in inspect.signature(function).parameters.values():
            where = getattr(function, "__qualname__", method), parameter.name
            if parameter.name in _NOT_VARIED or parameter.kind in (2, 4) or where in seen:
                continue
            seen.add(where)
            begun = re.sub(rf"(?<=[ (]){parameter.name}=[^,)]*(, )?", "", start)
            for value in VALUES:
                if repr(parameter.default) == value:
                    continue
                comma = "" if begun.endswith(("(", ", ")) else ", "
                text = f"{begun}{comma}{parameter.name}={value})"
                if method == "__init__":
                    text = f"other = {text}\nother.train(max_epochs=1)"
                yield where[0], parameter.name, text


def run(text: str, namespace: dict[str, Any], before: int = 0) -> str:
    signal.alarm(25)
    try:
        exec(compile(text, "program.py", "exec"), namespace)
    except TooLong:
        return "too long"
    except BaseException as error:
        last = error.__traceback__
        line = 0
        while last is not None:
            if last.tb_frame.f_code.co_filename == "program.py":
                line = last.tb_lineno
            last = last.tb_next
        return f"raises in line {line + before}: {type(error).__name__}: {error}"[:220]
    finally:
        signal.alarm(0)
    return "runs"


def effect(scvi: Any, text: str, namespace: dict[str, Any], numbers: dict[str, Any]) -> str:
    """Whether a question's numbers differ from those of the same question without its last word."""
    import numpy as np
    import pandas as pd

    def asked(call: str) -> Any:
        scvi.settings.seed = 1
        value = eval(call, namespace)
        if isinstance(value, pd.DataFrame):
            value = value.sort_index().select_dtypes("number").to_numpy()
        if isinstance(value, dict):
            value = [np.asarray(value[key]).ravel() for key in sorted(value)]
            return np.concatenate(value)
        if isinstance(value, tuple | list):
            return np.concatenate([np.asarray(one).ravel() for one in value])
        return np.asarray(value)

    start, _, words = text.partition("(")
    parts = words.removesuffix(")").split(", ")
    name = parts[-1].partition("=")[0]
    usual = f"{start}({', '.join(parts[:-1])})"
    try:
        signal.alarm(30)
        if usual not in numbers:
            numbers[usual] = asked(usual)
            again = asked(usual)
            if not np.allclose(numbers[usual], again, equal_nan=True):
                numbers[usual] = None
        if numbers[usual] is None:
            return "runs"
        now = asked(text)
        same = now.shape == numbers[usual].shape and np.allclose(
            now, numbers[usual], equal_nan=True
        )
    except Exception:
        return "runs"
    finally:
        signal.alarm(0)
    return f"same, {name}" if same else "other"


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _alarm)
    asked = [word for word in ("results", "arguments") if word in sys.argv] or ["results"]
    wanted = [name for name in sys.argv[1:] if name in PROGRAMS] or list(PROGRAMS)
    out = sys.stdout
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        import scvi  # type: ignore[import-not-found]
        import torch  # type: ignore[import-not-found]

        torch.set_num_threads(1)
        scvi.settings.verbosity = logging.ERROR
        scvi.settings.progress_bar_style = "tqdm"
        seen: set[tuple[str, str]] = set()

        def told(cls: str, method: str, kind: str, parameter: str, text: str, came: str) -> None:
            row = {"class": cls, "method": method, "kind": kind, "parameter": parameter}
            row |= {"text": text, "came": came, "release": scvi.__version__}
            print(json.dumps(row), file=out, flush=True)

        for name in wanted:
            os.chdir(tempfile.mkdtemp())
            namespace: dict[str, Any] = {}
            scvi.settings.seed = 0
            with contextlib.redirect_stderr(nothing):
                begun = run(IMPORTS + PROGRAMS[name], namespace)
            if begun != "runs":
                print(f"{name}: {begun}", file=sys.stderr)
                continue

            with contextlib.redirect_stderr(nothing):
                for method, call in list(results(namespace)) if "results" in asked else ():
                    came = run(call, namespace)
                    if came != "runs":
                        told(name, method, "question", "", call, came)
                        continue
                    for use in USES:
                        inner = {**namespace, "r": copy.copy(namespace["r"])}
                        inner["adata"] = namespace["adata"].copy() if "adata." in use else None
                        inner["adata"] = inner["adata"] or namespace["adata"]
                        told(name, method, "result", "", f"{call}\n{use}", run(use, inner, 1))
                rows = list(arguments(namespace, name, seen)) if "arguments" in asked else []
                numbers: dict[str, Any] = {}
                for method, parameter, text in rows:
                    inner = dict(namespace)
                    came = run(text, inner)
                    if came == "runs" and text.startswith("model.get_"):
                        came = effect(scvi, text, namespace, numbers)
                    told(name, method, "argument", parameter, text, came)


if __name__ == "__main__":
    main()
