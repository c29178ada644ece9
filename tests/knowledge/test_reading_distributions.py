"""The builder on small distributions: what it must see, and what it must not be misled by."""

from __future__ import annotations

from pathlib import Path

from distributions import made, record_of

PACKAGE = {"scvi/model/__init__.py": 'from ._a import Model\n__all__ = ["Model"]\n'}


def members(folder: Path, text: str, name: str = "Model") -> dict:
    record = record_of(folder, {**PACKAGE, "scvi/model/_a.py": text})
    return record["definitions"][f"scvi.model._a.{name}"]["m"]


def test_lazy_names_are_exported_under_the_name_that_is_asked_for(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        {
            "scvi/model/__init__.py": """
            __all__ = []
            def __getattr__(name):
                if name == "JaxModel":
                    from ._jax import Jax as _Jax
                    return _Jax
            """,
            "scvi/model/_jax.py": "class Jax:\n    def train(self, lr=1): ...\n",
        },
    )
    assert record["exports"]["scvi.model.JaxModel"] == "scvi.model._jax.Jax"


def test_stub_in_an_except_block_does_not_hide_the_real_function(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        {
            "scvi/tune/__init__.py": """
            try:
                from ._tune import run
            except ImportError:
                def run(): ...
            __all__ = ["run"]
            """,
            "scvi/tune/_tune.py": "def run(model, *, trials=3): ...\n",
        },
    )
    assert record["exports"]["scvi.tune.run"] == "scvi.tune._tune.run"


def test_spelling_of_an_annotation_makes_no_difference(tmp_path: Path) -> None:
    text = """
    from typing import List, Literal, Optional, Union
    class Model:
        def old(
            self,
            a: Optional[Union[str, List[int]]] = None,
            b: "Optional[Literal['x', 'y']]" = None,
        ): ...
        def new(self, a: str | list[int] | None = None, b: Literal["x", "y"] | None = None): ...
    """
    found = members(tmp_path, text)
    assert found["old"] == found["new"]
    assert found["new"]["p"][1] == ["b", 0, "None", "Literal['x', 'y'] | None", ["x", "y"]]


def test_keywords_are_followed_through_copies_into_the_next_function(tmp_path: Path) -> None:
    text = """
    from ._b import Runner
    class Model:
        _plan_cls = Runner
        def train(self, plan_kwargs=None, **kwargs):
            plan_kwargs = dict(plan_kwargs or {})
            rest = {**kwargs}
            self._plan_cls(self, extra=1, **plan_kwargs)
            return Runner(self, **rest)
    """
    record = record_of(
        tmp_path,
        {**PACKAGE, "scvi/model/_a.py": text, "scvi/model/_b.py": "class Runner: ...\n"},
    )
    edges = record["definitions"]["scvi.model._a.Model"]["m"]["train"]["f"]
    assert edges == [
        ["plan_kwargs", "attr:_plan_cls", ["extra"], 1],
        ["kwargs", "scvi.model._b.Runner", [], 1],
    ]


def test_keywords_that_a_constructor_keeps_are_followed_into_its_methods(tmp_path: Path) -> None:
    text = """
    from ._b import Loader
    class Model:
        def __init__(self, **kwargs):
            self.kept = kwargs
        def load(self):
            return Loader(1, **self.kept)
    """
    record = record_of(
        tmp_path,
        {**PACKAGE, "scvi/model/_a.py": text, "scvi/model/_b.py": "class Loader: ...\n"},
    )
    edges = record["definitions"]["scvi.model._a.Model"]["m"]["__init__"]["f"]
    assert edges == [["kwargs", "scvi.model._b.Loader", [], 1]]


def test_set_up_tells_its_fields_and_train_the_keys_that_it_replaces(tmp_path: Path) -> None:
    found = members(
        tmp_path,
        """
        class Model:
            @classmethod
            def setup_anndata(cls, adata, layer=None, batch_key=None):
                return [
                    LayerField("X", layer, is_count_data=True),
                    NumericalObsField("b", batch_key, required=False),
                ]
            def train(self, lr=1e-4, plan_kwargs=None):
                update_dict = {"lr": lr}
                plan_kwargs.update(update_dict)
                plan_kwargs["eps"] = 1
        """,
    )
    assert found["setup_anndata"]["s"] == [
        ["LayerField", ["layer"], True, None],
        ["NumericalObsField", ["batch_key"], None, False],
    ]
    assert found["train"]["o"] == ["eps", "lr"]


def test_warnings_of_what_is_obsolete_name_the_argument_that_they_depend_on(
    tmp_path: Path,
) -> None:
    found = members(
        tmp_path,
        """
        import warnings
        class Model:
            def always(self):
                warnings.warn("gone soon", DeprecationWarning)
            def sometimes(self, save_best=None):
                if save_best:
                    warnings.warn("use another", category=FutureWarning, stacklevel=2)
            def other(self):
                warnings.warn("few cells", UserWarning)
        """,
    )
    assert found["always"]["d"] == [["DeprecationWarning", []]]
    assert found["sometimes"]["d"] == [["FutureWarning", ["save_best"]]]
    assert "d" not in found["other"]


def test_history_keys_follow_lightnings_rules(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        {
            "scvi/train/__init__.py": "from ._plans import BigTrainingPlan\n",
            "scvi/train/_plans.py": """
            class TrainingPlan:
                def report(self, mode):
                    self.log_dict({}, on_step=False, on_epoch=True)
                    for key in []:
                        self.log(f"{key}_{mode}", 1, on_step=False, on_epoch=True)
                def training_step(self):
                    self.log("train_loss", 1, on_epoch=True)
                    self.log("kl_weight", 1, on_step=True, on_epoch=False)
                    self.report("train")
                def validation_step(self):
                    self.log("validation_loss", 1)
                    self.report("validation")
            class BigTrainingPlan(TrainingPlan):
                def training_step(self):
                    self.log("penalty", 1, on_step=False, on_epoch=True)
                    if self.critic is not False:
                        self.log("criticism", 1, on_step=False, on_epoch=True)
                    super().training_step()
            """,
        },
    )
    logs = record["definitions"]["scvi.train._plans.BigTrainingPlan"]["c"]["logs"]
    assert {"penalty", "train_loss_epoch", "elbo_train"} <= set(logs["train"])
    assert {"validation_loss", "elbo_validation"} <= set(logs["validation"])
    assert logs["step"] == ["kl_weight", "train_loss_step"], "a few minibatches log neither"
    assert logs["asked"] == ["criticism"]
    assert logs["metrics"] is True


def test_lines_and_the_folder_of_the_package_are_those_of_the_repository(tmp_path: Path) -> None:
    files = {
        "src/scvi/__init__.py": "",
        "src/scvi/model/__init__.py": "from ._a import Model\n",
        "src/scvi/model/_a.py": "\n\nclass Model:\n    def train(self): ...\n",
    }
    record = record_of(tmp_path, files)
    assert record["lines"]["scvi.model._a.Model"] == ["scvi/model/_a.py", 3]
    assert record["lines"]["scvi.model._a.Model.train"] == ["scvi/model/_a.py", 4]


def test_nothing_of_a_distribution_is_run(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    text = f"open({str(trap)!r}, 'w')\nclass Model: ...\n"
    path = made(tmp_path, "9.0.0", {**PACKAGE, "setup.py": text, "scvi/model/_a.py": text})
    assert path
    members(tmp_path, text)
    assert not trap.exists()


def test_what_another_package_defines_is_handed_on_where_all_names_it(tmp_path: Path) -> None:
    text = """
    from elsewhere import read, hidden
    import warnings
    __all__ = ["read"]
    """
    exports = record_of(tmp_path, {"scvi/data/__init__.py": text})["exports"]
    assert exports["scvi.data.read"] == "object"
    assert not {"scvi.data.hidden", "scvi.data.warnings"} & exports.keys()


def test_keys_that_are_taken_out_of_settings(tmp_path: Path) -> None:
    text = """
    class Model:
        def __init__(self, **kwargs):
            patience = kwargs.pop("patience")
            delta = kwargs.pop("delta", 0)
            if "rate" in kwargs:
                rate = kwargs.pop("rate")
        def train(self, splitter_kwargs=None, plan_kwargs=None):
            for name in self.names:
                own = splitter_kwargs.get(name, {})
                split(**own)
            warm = [plan_kwargs.get(key, 0) for key in ("a", "b")]
    """
    found = members(tmp_path, text)
    assert found["__init__"]["x"] == {"kwargs": ["delta", "patience", "rate"]}
    assert found["__init__"]["n"] == {"kwargs": ["patience"]}
    assert found["train"]["x"] == {"splitter_kwargs": ["*"]}


def test_methods_that_refuse_an_untrained_model(tmp_path: Path) -> None:
    text = """
    class Model:
        def latent(self, dataloader=None):
            if dataloader is None:
                self._check_if_trained(warn=False)
        def warns(self):
            self._check_if_trained()
        def sometimes(self, strict=False):
            if strict:
                self._check_if_trained(warn=False)
        def never(self): ...
    """
    found = members(tmp_path, text)
    assert {name for name, record in found.items() if record.get("u")} == {"latent"}


def test_classes_that_a_method_puts_in_the_place_of_others(tmp_path: Path) -> None:
    text = """
    class Plan: ...
    class Model:
        def __init__(self):
            self._module_cls = Plan
        def train(self, fast=False):
            if type(self).__name__ == "Child":
                self._training_plan_cls = Plan
            elif fast:
                self._splitter_cls = Plan
    """
    record = record_of(tmp_path, {**PACKAGE, "scvi/model/_a.py": text})
    found = record["definitions"]["scvi.model._a.Model"]["c"]["assigned"]
    plan = "scvi.model._a.Plan"
    assert found == [
        ["_module_cls", plan, "*"],
        ["_training_plan_cls", plan, "Child"],
        ["_splitter_cls", plan, ""],
    ]


def test_what_training_never_calls_logs_nothing(tmp_path: Path) -> None:
    text = """
    class BaseTrainingPlan:
        def training_step(self, batch):
            self.compute(batch)
        def compute(self, batch):
            self.log("usual", 1, on_epoch=True, on_step=False)
    class Model(BaseTrainingPlan): ...
    class OtherTrainingPlan(BaseTrainingPlan):
        def training_step(self, batch):
            self.own(batch)
        def own(self, batch):
            self.log("own", 1, on_epoch=True, on_step=False)
        def unused(self):
            self.log("unused", 1, on_epoch=True, on_step=False)
    """
    names = '"Model", "BaseTrainingPlan", "OtherTrainingPlan"'
    package = f"from ._a import Model, BaseTrainingPlan, OtherTrainingPlan\n__all__ = [{names}]\n"
    record = record_of(tmp_path, {"scvi/model/__init__.py": package, "scvi/model/_a.py": text})
    logs = {
        name: record["definitions"][f"scvi.model._a.{name}TrainingPlan"]["c"]["logs"]["train"]
        for name in ("Base", "Other")
    }
    assert logs == {"Base": ["usual"], "Other": ["own"]}
