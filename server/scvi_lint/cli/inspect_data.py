"""`scvi-lint inspect data.h5ad` and `inspect model/`: what is seen in a data file or saved model.

The same look that `check` takes, so that nobody needs to wonder what a finding rests on. Naming a
file here is the permission to open it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.answers.data_files import look
from scvi_lint.cli.failure import CLEAN
from scvi_lint.escaping import cut
from scvi_lint.evidence.facts import ColumnSeen, DataSeen, MatrixSeen, ModelSeen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

_SHOWN = 8


def inspect(path: str, output_format: str, colour: str) -> int:
    """Print what is seen in a file. Raises Failure when it cannot be looked at."""
    told, made = look(path)
    if output_format == "json":
        from scvi_lint.cli.screen import print_json

        print_json({"path": path, **told})
        return CLEAN
    if isinstance(made, ModelSeen):
        _show_model(path, made, colour)
    else:
        _show_data(path, made, colour)
    return CLEAN


def _show_data(path: str, data: DataSeen, colour: str) -> None:
    from scvi_lint.cli.screen import console

    screen = console(colour)
    screen.print(_title(f"{path} · {_size(data)}"))
    _show_part(screen, data)
    for name, part in data.modalities.items():
        screen.print()
        screen.print(_title(f"{cut(name)} · {_size(part)}"))
        _show_part(screen, part)


def _show_part(screen: Console, data: DataSeen) -> None:
    from scvi_lint.cli.screen import text_of

    matrices = {"X": data.x, ".raw": data.raw}
    matrices.update({f"layers[{name!r}]": one for name, one in data.layers.items()})
    rows = [(name, _matrix(one)) for name, one in matrices.items() if one is not None]
    rows += [(f"obs[{name!r}]", _column(one)) for name, one in data.obs.items()]
    for name, one in data.obsm.items():
        words = f"{one.shape[1]} columns" if len(one.shape) > 1 else "a table"
        if one.columns:
            words += ": " + _listed(one.columns)
        rows.append((f"obsm[{name!r}]", words))
    if data.uns:
        rows.append(("uns", _listed(data.uns)))
    if data.genes.sample:
        words = _listed([*data.genes.sample, "…"])
        rows.append(("genes", words + (", some twice" if data.genes.duplicated else "")))
    _table(screen, rows)
    for note in data.notes:
        screen.print(text_of(f"note: {note}"))


def _show_model(path: str, model: ModelSeen, colour: str) -> None:
    from scvi_lint.cli.screen import console

    screen = console(colour)
    version = f" · scvi-tools {model.version}" if model.version else ""
    screen.print(_title(f"{path} · {model.class_name or 'a model'}{version}"))
    rows: list[tuple[str, str]] = []
    if model.trained is not None:
        rows.append(("trained", "yes" if model.trained else "no"))
    if model.legacy:
        rows.append(("form", "of releases before 0.15; convert_legacy_save makes it loadable"))
    given = {name: value for name, value in model.setup.items() if value is not None}
    rows += [(f"{model.setup_method or 'setup'} {name}", str(v)) for name, v in given.items()]
    rows += [(f"categories of {name}", _listed(one)) for name, one in model.categories.items()]
    rows += [(f"categories of {name}", _listed(one)) for name, one in model.covariates.items()]
    rows += [(name, str(value)) for name, value in model.init.items() if value is not None]
    if model.genes.count:
        shown = _listed([*model.genes.sample, "…"])
        rows.append(("genes", f"{model.genes.count}: {shown}"))
    if model.data_file:
        rows.append(("data", "saved beside the model"))
    _table(screen, rows)


def _title(text: str) -> Text:
    from scvi_lint.cli.screen import text_of

    return text_of(text, "bold")


def _table(screen: Console, rows: list[tuple[str, str]]) -> None:
    from rich.table import Table

    from scvi_lint.cli.screen import text_of

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(text_of(cut(name), "cyan"), text_of(words))
    screen.print(table)


def _size(data: DataSeen) -> str:
    cells = "?" if data.n_obs is None else f"{data.n_obs:,}".replace(",", " ")
    genes = "?" if data.n_vars is None else f"{data.n_vars:,}".replace(",", " ")
    return f"{cells} × {genes}"


def _matrix(one: MatrixSeen) -> str:
    words = one.state if one.state != "unknown" else "values of no known scale"
    words += f", {one.dtype} {one.encoding}"
    if one.minimum is not None and one.maximum is not None:
        words += f", {one.minimum:g} to {one.maximum:g}"
    if one.nan:
        words += ", holds NaN"
    if one.empty_rows:
        words += f", {one.empty_rows} empty rows"
    return words


def _column(one: ColumnSeen) -> str:
    missing = f", {one.n_missing} missing" if one.n_missing else ""
    if one.counts and (one.kind in ("categorical", "string") or (one.distinct or 99) <= _SHOWN):
        counts = list(one.counts.items())[:_SHOWN]
        shown = [f"{cut(str(name))} ({number})" for name, number in counts]
        more = (one.n_categories or 0) - len(shown)
        rest = f" and {more} more" if more > 0 else ""
        return f"{one.kind}{missing}: {', '.join(shown)}{rest}"
    if one.minimum is not None and one.maximum is not None:
        return f"{one.kind}{missing}, {one.minimum:g} to {one.maximum:g}"
    return one.kind + missing


def _listed(names: Sequence[object]) -> str:
    shown = ", ".join(cut(str(name)) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
