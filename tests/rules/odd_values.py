"""Values as no example has them: empty, of another kind, one, very many; in files and programs."""

from __future__ import annotations

import io
import random
import tokenize
from collections.abc import Callable
from typing import Any

# What says of which form an answer is: to change it would make another answer, not an odd one.
_KEPT = frozenset({"form", "refused"})
MANY = 10_000

Change = Callable[[Any], Any]


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, (list, dict)) else value


def _one(value: Any) -> Any:
    return value[:1] if isinstance(value, list) else value


def _many(value: Any) -> Any:
    return (value * (MANY // len(value)))[:MANY] if isinstance(value, list) and value else value


def _number(value: Any) -> Any:
    return len(value) if isinstance(value, str) else value


def _fraction(value: Any) -> Any:
    return float("nan") if isinstance(value, (str, float)) else value


def _truth(value: Any) -> Any:
    return bool(value) if isinstance(value, str) else value


def _nothing(value: Any) -> Any:
    return value if isinstance(value, (list, dict)) else None


def _zero(value: Any) -> Any:
    return type(value)(0) if isinstance(value, (int, float)) else value


def _huge(value: Any) -> Any:
    return 10**30 if isinstance(value, int) else 1e308 * 10 if isinstance(value, float) else value


def _blank(value: Any) -> Any:
    return "" if isinstance(value, str) else value


# Each changes one answer in one way, wherever it can.
CHANGES: dict[str, Change] = {
    "empty": _empty,
    "one": _one,
    "many": _many,
    "numbers": _number,
    "fractions": _fraction,
    "truths": _truth,
    "nothing": _nothing,
    "zeros": _zero,
    "huge": _huge,
    "blank": _blank,
}


def odd(answer: Any, change: Change, made: random.Random, often: float) -> Any:
    """An answer about a file with its values changed, each with this probability."""
    if isinstance(answer, dict):
        found = {
            key: value if key in _KEPT else _changed(value, change, made, often)
            for key, value in answer.items()
        }
        return found
    if isinstance(answer, list):
        return [_changed(value, change, made, often) for value in answer]
    return answer


def _changed(value: Any, change: Change, made: random.Random, often: float) -> Any:
    inner = odd(value, change, made, often)
    return change(inner) if made.random() < often else inner


LITERALS = (
    '""', "0", "1", "-1", "1.5", "None", "True", "False", "[]", "()", "{}", "[[]]", "[None]",
    "(1, 2)", 'b"x"', 'float("nan")', "1e400", "10**5000", '"x" * 100', '["a", 1, None, True]',
    "...", "lambda: 0", "{1: 2}", r'"\ud800"', "1j", "object()", "[*range(3)]", "[x for x in y]",
    "set()", '{"batch": []}', "range(0)", "list()", 'f"{0}"', "-0.0", "[1, 2.0, True]", "pd.NA",
    "np.array([])", "slice(None)", "[()]", "{(): []}",
)  # fmt: skip

STATEMENTS = (
    'adata.obs["batch"] = []',
    'adata.obs["batch"] = None',
    'adata.obs["batch"] = pd.Categorical([])',
    'adata.obs["batch"] = pd.Categorical([], categories=[])',
    'adata.obs["batch"] = pd.Categorical([1.0, None, True])',
    'adata.obs["batch"] = pd.Categorical(["a"] * 3, categories=["b"])',
    'adata.obs["batch"] = 1',
    'adata.obs["batch"] = [1, 2.5, None, True, "a", (1, 2), b"x"]',
    'adata.obs["labels"] = float("nan")',
    'adata.obs["labels"] = np.where(adata.obs["batch"] == "a", 0, None)',
    'adata.obs["batch"] = adata.obs["batch"].cat.remove_unused_categories()',
    'adata.obs["batch"] = adata.obs["batch"].cat.rename_categories({})',
    'adata.obs["batch"] = adata.obs["batch"].replace({})',
    'adata.obs["batch"] = adata.obs["batch"].map({})',
    'adata = adata[adata.obs["batch"].isin([])]',
    "adata = adata[:0].copy()",
    "adata = adata[[]].copy()",
    "adata = adata[:, []].copy()",
    "adata.obs = pd.DataFrame()",
    "adata.obs.columns = []",
    "adata.var_names = []",
    'adata.layers["counts"] = None',
    "adata.X = None",
    "adata = ad.concat([])",
    "adata = ad.concat({})",
    "del adata.obs['batch']",
    "adata.obsm.clear()",
)
_IMPORTS = "import pandas as pd\nimport numpy as np\nimport anndata as ad\n"


def odd_literals(text: str, made: random.Random, often: float) -> str:
    """The program with some of its strings and numbers replaced by something else."""
    places: list[tuple[int, int, int, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.STRING, tokenize.NUMBER) and made.random() < often:
                places.append((*token.start, *token.end))
    except (tokenize.TokenError, SyntaxError):
        return text
    lines = text.split("\n")
    for first, start, last, end in reversed(places):
        if first == last:
            line = lines[first - 1]
            lines[first - 1] = f"{line[:start]}{made.choice(LITERALS)}{line[end:]}"
    return "\n".join(lines)


def odd_statements(text: str, made: random.Random) -> str:
    """The program with a strange statement behind some of its own."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        lines.append(line)
        depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        ended = depth == 0 and line.startswith(("adata", "scvi.", "model", "sc."))
        if ended and made.random() < 0.3:
            lines.append(made.choice(STATEMENTS))
    return _IMPORTS + "\n".join(lines)
