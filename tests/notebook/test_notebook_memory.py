"""Objects in memory answer like files that they would be written to; nothing of them is called."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("anndata")
sys.path.append(str(Path(__file__).parents[1] / "evidence"))

import anndata
import looking
import mudata
import numpy as np
import pandas as pd
from scipy import sparse

from scvi_lint.evidence.facts import DataSeen, ModelSeen
from scvi_lint.evidence.wants import IN_MEMORY, cells, crosstab, genes
from scvi_lint.notebook.checking import Desk
from scvi_lint.notebook.memory import Memory
from scvi_lint.notebook.program import prelude

if hasattr(anndata.settings, "allow_write_nullable_strings"):  # what newer pandas makes of texts
    anndata.settings.allow_write_nullable_strings = True


def plenty(counts: Any = None) -> anndata.AnnData:
    """An AnnData with a column, a layer and an entry of every kind."""
    generator = np.random.default_rng(0)
    x = generator.poisson(1.0, (60, 12)).astype("float32") if counts is None else counts
    obs = pd.DataFrame(
        {
            "batch": pd.Categorical(["a", "b", "c"] * 20, categories=["a", "b", "c", "unused"]),
            "number": pd.Categorical([1, 2] * 30),
            "text": ["x", "y"] * 30,
            "gaps": pd.Categorical(["p", None, "q"] * 20),
            "percent": np.linspace(0, 1, 60),
            "whole": np.arange(60) % 4,
            "yes": np.arange(60) % 2 == 0,
            "nullable": pd.array([1, None, 3] * 20, dtype="Int64"),
        },
        index=[f"cell{n}" for n in range(60)],
    )
    var = pd.DataFrame({"hvg": [True, False] * 6}, index=[f"g{n}" for n in range(12)])
    made = anndata.AnnData(sparse.csr_matrix(x), obs=obs, var=var)
    made.layers["counts"] = made.X.copy()
    made.layers["log"] = sparse.csc_matrix(np.log1p(x))
    made.layers["dense"] = np.log1p(x / x.sum(axis=1, keepdims=True) * 1e4)
    made.obsm["X_pca"] = generator.normal(size=(60, 3))
    made.obsm["protein"] = pd.DataFrame(
        generator.poisson(9, (60, 2)), columns=["CD3", "CD4"], index=obs.index
    )
    made.uns["neighbors"] = {"a": 1}
    made.raw = made
    return made


def told(thing: Any, name: str = "adata") -> DataSeen:
    found = Memory({name: thing}).seen(name)
    assert isinstance(found, DataSeen)
    return found


def plain(seen: Any) -> Any:
    """All that an object of `evidence.facts` says."""
    if hasattr(type(seen), "__slots__") and type(seen).__slots__:
        left = {"path", "seen_at"}
        return {
            name: plain(getattr(seen, name)) for name in type(seen).__slots__ if name not in left
        }
    if isinstance(seen, dict):
        return {name: plain(value) for name, value in seen.items()}
    return seen


def test_an_object_says_what_its_file_says(tmp_path: Path) -> None:
    made = plenty()
    made.write_h5ad(tmp_path / "a.h5ad")
    in_file, in_memory = plain(looking.data(tmp_path / "a.h5ad")), plain(told(made))
    assert in_memory == in_file
    assert in_memory["x"]["state"] == "counts"
    assert in_memory["layers"]["dense"]["state"] == "lognorm"
    assert in_memory["obs"]["batch"]["declared"] == ["a", "b", "c", "unused"]


def test_modalities_say_what_their_file_says(tmp_path: Path) -> None:
    made = mudata.MuData({"rna": plenty(), "prot": plenty()})
    made.write(tmp_path / "m.h5mu")
    in_file, in_memory = looking.data(tmp_path / "m.h5mu"), told(made)
    assert in_memory.kind == in_file.kind == "mudata"
    assert plain(in_memory.modalities) == plain(in_file.modalities)


def test_further_questions_are_answered_as_well() -> None:
    memory = Memory({"adata": plenty()})
    name = f"adata{IN_MEMORY}"
    wanted = [
        crosstab("m.py", name, "", "batch", "yes"),
        genes("m.py", name, ""),
        cells("m.py", name, ""),
        genes("m.py", f"other{IN_MEMORY}", ""),
    ]
    table, names, rows, other = map(memory.answers(wanted).get, wanted)
    assert table.count("a", True) == 10
    assert names.names[0] == "g0" and rows.duplicated is False
    assert other is None


def test_large_matrices_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    big = anndata.AnnData(np.ones((4_000, 2_000), dtype="float32"))
    read: list[int] = []
    from scvi_lint.notebook import held

    def counted(self: Any, *where: slice, original: Any = held.Array.read) -> Any:
        found = original(self, *where)
        read.append(getattr(found, "size", 0))
        return found

    monkeypatch.setattr(held.Array, "read", counted)
    assert told(big).x is not None
    assert 0 < sum(read) < 2_000_000


VIEWS = {
    "rows": lambda made: made[5:20],
    "numbers": lambda made: made[[1, 5, 7], :4],
    "genes": lambda made: made[:, made.var["hvg"]],
    "a mask": lambda made: made[made.obs["yes"]],
    "a view of a view": lambda made: made[made.obs["yes"]][:5],
    "names": lambda made: made[["cell3", "cell1"]],
}


@pytest.mark.parametrize("part", VIEWS.values(), ids=VIEWS)
def test_a_view_says_what_its_copy_says(part: Callable[[Any], Any]) -> None:
    view = part(plenty())
    assert view.is_view
    seen, copied = told(view), told(view.copy())
    assert view.is_view
    assert plain(seen.obs) == plain(copied.obs) and plain(seen.genes) == plain(copied.genes)
    assert (seen.n_obs, seen.n_vars) == (copied.n_obs, copied.n_vars)
    assert seen.x is not None and copied.x is not None and seen.x.state == copied.x.state
    assert {name: one.state for name, one in seen.layers.items()} == {
        name: one.state for name, one in copied.layers.items()
    }
    assert set(seen.obsm) == set(copied.obsm)


def test_a_large_view_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    big = anndata.AnnData(np.ones((20_000, 200), dtype="float32"))
    taken: list[Any] = []
    from scvi_lint.notebook import held

    def counted(matrix: Any, rows: Any, columns: Any, original: Any = held._part) -> Any:
        taken.append(len(rows))
        return original(matrix, rows, columns)

    monkeypatch.setattr(held, "_part", counted)
    assert told(big[:15_000]).x is not None
    assert taken and max(taken) <= 400


def test_registering_a_view_is_told_of() -> None:
    text = 'import scvi\nscvi.model.SCVI.setup_anndata(part, batch_key="batch")\n'
    for part, codes in ((plenty()[:30], ["SCV105"]), (plenty()[:30].copy(), [])):
        checked, _ = Desk(Memory({"part": part}), {}).cell(text)
        assert [one.code for one in checked.findings if one.severity == "error"] == codes


def test_what_is_not_computed_is_not_looked_at() -> None:
    dask = pytest.importorskip("dask.array")
    lazy = anndata.AnnData(dask.ones((60, 12), chunks=10), obs=plenty().obs)
    seen = told(lazy)
    assert seen.x is None and "batch" in seen.obs


def test_a_backed_object_has_no_x(tmp_path: Path) -> None:
    plenty().write_h5ad(tmp_path / "a.h5ad")
    backed = anndata.read_h5ad(tmp_path / "a.h5ad", backed="r")
    assert told(backed).x is None and "batch" in told(backed).obs


# --- hostile objects ----------------------------------------------------------------------------


class Called(BaseException):
    """Something of the user's was called."""


armed = False


def _call(*_: Any, **__: Any) -> Any:
    if armed:
        raise Called
    raise AttributeError


@pytest.fixture
def arm(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on nothing of a hostile object may be called, which making them does."""
    return lambda: monkeypatch.setitem(globals(), "armed", True)


class HostileMeta(type):
    __getattribute__ = _call
    __hash__ = _call
    __instancecheck__ = _call
    __subclasscheck__ = _call


class Hostile:
    """Every way in which looking at an object may call something of it."""

    __getattribute__ = __getattr__ = _call
    __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = _call
    __array__ = __array_interface__ = property(_call)
    __class__ = property(_call)  # type: ignore[assignment]


class SubClass(anndata.AnnData):
    """No AnnData of ours: what it says of itself is its own."""

    obs = property(_call)  # type: ignore[assignment]
    __dict__ = property(_call)  # type: ignore[assignment]
    __getattribute__ = _call


def test_nothing_of_a_hostile_object_is_called(arm: Callable[[], None]) -> None:
    bad = HostileMeta("Bad", (), {})
    sub = SubClass.__new__(SubClass)
    memory = Memory(
        {"a": Hostile(), "b": bad, "c": type.__call__(bad), "d": sub, "adata": plenty()}
    )
    assert list(memory.living) == ["adata"]


def test_hostile_values_within_an_object_are_passed_over(arm: Callable[[], None]) -> None:
    made = plenty()
    column = np.empty(60, dtype=object)
    for place in range(60):
        column[place] = Hostile()
    inside = object.__getattribute__(made, "__dict__")
    inside["_obs"] = made.obs.assign(strange=column)
    dict.__setitem__(inside["_uns"], "strange", Hostile())
    dict.__setitem__(inside["_obsm"], "strange", Hostile())
    dict.__setitem__(inside["_layers"], "strange", Hostile())
    inside["_raw"] = Hostile()
    arm()
    found = told(made)
    assert found.obs["strange"].kind == "unknown" and found.obs["batch"].n_categories == 3
    inside["_X"] = Hostile()
    assert told(made).x is None
    inside["_obs"] = Hostile()
    assert Memory({"adata": made}).seen("adata") is None


def test_names_that_are_no_names_are_none() -> None:
    made = plenty()
    memory = Memory({"_private": made, "not a name": made, "good": made, 7: made})  # type: ignore[dict-item]
    assert list(memory.living) == ["good"]


# --- models -------------------------------------------------------------------------------------


@pytest.fixture
def scvi(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Modules and classes under scvi-tools' names, with the attributes that its models have."""
    modules = {name: ModuleType(name) for name in ("scvi", "scvi.model", "scvi.model.base")}
    base = type("BaseModelClass", (), {})
    modules["scvi.model.base"].BaseModelClass = base  # type: ignore[attr-defined]
    modules["scvi.model"].SCVI = type("SCVI", (base,), {"adata": property(_call)})  # type: ignore[attr-defined]
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return modules["scvi.model"]


def model_of(scvi: ModuleType, data: anndata.AnnData) -> Any:
    made = scvi.SCVI()
    made._adata = data
    made.is_trained_ = True
    made.history_ = {"elbo_train": pd.DataFrame({"elbo_train": range(7)})}
    made.init_params_ = {"kwargs": {}, "non_kwargs": {"n_latent": 10}}
    made.registry_ = {
        "model_name": "SCVI",
        "scvi_version": "1.4.2",
        "setup_method_name": "setup_anndata",
        "setup_args": {"layer": "counts", "batch_key": "batch", "labels_key": None},
        # as scvi-tools itself keeps it
        "field_registries": defaultdict(
            dict,
            batch={
                "state_registry": {
                    "categorical_mapping": np.array(["a", "b", "c"], dtype=object),
                    "original_key": "batch",
                }
            },
        ),
    }
    return made


def test_a_model_says_what_a_saved_one_says(scvi: ModuleType) -> None:
    data = plenty()
    memory = Memory({"adata": data, "model": model_of(scvi, data)})
    assert memory.living["model"].path == "scvi.model.SCVI"
    assert memory.living["model"].data == "adata"
    found = memory.seen("model")
    assert isinstance(found, ModelSeen)
    assert found.trained and found.setup["layer"] == "counts"
    assert found.categories == {"batch_key": ["a", "b", "c"]}
    assert found.genes.count == 12 and found.init == {"n_latent": 10}


def test_a_model_for_a_query_knows_the_batches_of_its_reference(scvi: ModuleType) -> None:
    """Which the data that it holds does not have: a set-up of these would forget them."""
    query = plenty()[plenty().obs["batch"] == "a"].copy()
    query.obs["batch"] = query.obs["batch"].cat.remove_unused_categories()
    desk = Desk(Memory({"query": query, "model": model_of(scvi, query)}), {})
    for batch, codes in (("b", []), ("d", ["SCV401"])):
        checked, _ = desk.cell(f"model.get_normalized_expression(transform_batch={batch!r})")
        assert [one.code for one in checked.findings] == codes


def test_a_model_in_memory_is_set_up_and_trained_as_its_record_says(scvi: ModuleType) -> None:
    data = plenty()
    memory = Memory({"adata": data, "model": model_of(scvi, data)})
    text = prelude(memory, "model.get_normalized_expression()").text
    assert text.endswith(
        "import scvi\n"
        "scvi.model.SCVI.setup_anndata(adata, layer='counts', batch_key='batch')\n"
        "model = scvi.model.SCVI(adata, n_latent=10)\n"
        "model.train(max_epochs=7)\n"
    )
    desk = Desk(memory, {})
    for batch, codes in (("a", []), ("d", ["SCV401"])):
        checked, _ = desk.cell(f"model.get_normalized_expression(transform_batch={batch!r})\n")
        assert [one.code for one in checked.findings] == codes


@pytest.mark.parametrize(
    ("logged", "codes"),
    [(["elbo_train"], ["SCV502"]), (["elbo_train", "elbo_validation"], []), (["mine"], [])],
)
def test_what_training_logged_is_known(
    logged: list[str], codes: list[str], scvi: ModuleType
) -> None:
    data = plenty()
    model = model_of(scvi, data)
    model.history_ = {key: pd.DataFrame({key: range(400)}) for key in logged}
    desk = Desk(Memory({"adata": data, "model": model}), {})
    checked, _ = desk.cell('model.history["elbo_validation"]\n')
    assert [one.code for one in checked.findings] == codes


def test_a_class_of_the_users_that_is_a_model_is_none(
    scvi: ModuleType, arm: Callable[[], None]
) -> None:
    mine = type("Mine", (scvi.SCVI,), {"__getattribute__": _call})
    arm()
    assert Memory({"model": mine()}).living == {}
