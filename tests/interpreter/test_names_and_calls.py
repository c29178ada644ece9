"""Python itself: whatever way a call is written, it is the same call."""

from __future__ import annotations

import pytest
from following import follow, told

from scvi_lint.interpreter.events.kinds import Constructed, Queried, Read, Registered, Trained

# Each registers SCVI on `layer="counts"`, `batch_key="batch"`, builds a model and trains it.
SHAPES = {
    "plain": """
        scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "from import": """
        from scvi.model import SCVI as Model
        Model.setup_anndata(adata, layer="counts", batch_key="batch")
        model = Model(adata)
        model.train()
    """,
    "star import": """
        from scvi.model import *
        SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = SCVI(adata)
        model.train()
    """,
    "module alias": """
        import scvi.model as m
        m.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = m.SCVI(adata)
        model.train()
    """,
    "class in a name": """
        cls = scvi.model.SCVI
        setup = cls.setup_anndata
        setup(adata, layer="counts", batch_key="batch")
        (model := cls(adata)).train()
    """,
    "class by name": """
        cls = getattr(scvi.model, "SC" + "VI")
        cls.setup_anndata(adata, layer="counts", batch_key="batch")
        model = cls(adata)
        getattr(model, "train")()
    """,
    "class in a dictionary": """
        MODELS = {"scvi": scvi.model.SCVI, "scanvi": scvi.model.SCANVI}
        MODELS["scvi"].setup_anndata(adata, layer="counts", batch_key="batch")
        model = MODELS["scvi"](adata)
        model.train()
    """,
    "keywords in a dictionary": """
        config = {"setup": {"layer": "counts"}, "keys": dict(batch_key="batch")}
        scvi.model.SCVI.setup_anndata(adata, **config["setup"], **config["keys"])
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "module by its name": """
        from importlib import import_module
        models = import_module("scvi.model")
        models.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = models.SCVI(adata)
        model.train()
    """,
    "steps folded over the data": """
        from functools import reduce
        def register(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            return data
        model = reduce(lambda so_far, step: step(so_far), [register, scvi.model.SCVI], adata)
        model.train()
    """,
    "value that one branch puts into a dictionary": """
        state = {"adata": adata}
        if small:
            state["adata"] = adata[:1000].copy()
        scvi.model.SCVI.setup_anndata(state["adata"], layer="counts", batch_key="batch")
        model = scvi.model.SCVI(state["adata"])
        model.train()
    """,
    "merged dictionaries": """
        base = {"layer": None, "batch_key": "batch"}
        options = {**base, "layer": "counts"}
        options.update()
        scvi.model.SCVI.setup_anndata(adata, **options)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "dictionary union": """
        options = {"layer": None} | {"layer": "counts", "batch_key": "batch"}
        scvi.model.SCVI.setup_anndata(adata, **options)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "partial": """
        from functools import partial
        setup = partial(scvi.model.SCVI.setup_anndata, layer="counts")
        setup(adata, batch_key="batch")
        model = partial(scvi.model.SCVI, n_latent=5)(adata)
        model.train()
    """,
    "function": """
        def fit(data, *, layer="counts", batch_key):
            scvi.model.SCVI.setup_anndata(data, layer=layer, batch_key=batch_key)
            m = scvi.model.SCVI(data)
            m.train()
            return m
        model = fit(adata, batch_key="batch")
    """,
    "keywords passed through": """
        def register(cls, data, *args, **kwargs):
            cls.setup_anndata(data, *args, **kwargs)
        register(scvi.model.SCVI, adata, "counts", batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "closure": """
        def maker(layer):
            def register(data):
                scvi.model.SCVI.setup_anndata(data, layer=layer, batch_key=key)
            key = "batch"
            return register
        maker("counts")(adata)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "lambda": """
        register = lambda data: scvi.model.SCVI.setup_anndata(
            data, layer="counts", batch_key="batch"
        )
        register(adata)
        model = (lambda d: scvi.model.SCVI(d))(adata)
        model.train()
    """,
    "class": """
        class Analysis:
            layer = "counts"
            def __init__(self, adata, key):
                self.adata, self.key = adata, key
            def run(self):
                self._register()
                self.model = scvi.model.SCVI(self.adata)
                self.model.train()
                return self
            def _register(self):
                scvi.model.SCVI.setup_anndata(self.adata, layer=self.layer, batch_key=self.key)
        model = Analysis(adata, "batch").run().model
    """,
    "dataclass": """
        from dataclasses import dataclass, field
        @dataclass
        class Options:
            data: object
            layer: str = "counts"
            batch_key: str = "batch"
        options = Options(adata)
        scvi.model.SCVI.setup_anndata(
            options.data, layer=options.layer, batch_key=options.batch_key
        )
        model = scvi.model.SCVI(options.data)
        model.train()
    """,
    "named tuple": """
        from typing import NamedTuple
        class Options(NamedTuple):
            layer: str
            batch_key: str = "batch"
        options = Options("counts")
        scvi.model.SCVI.setup_anndata(adata, layer=options.layer, batch_key=options.batch_key)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "namespace": """
        from types import SimpleNamespace
        options = SimpleNamespace(layer="counts", batch_key="batch")
        scvi.model.SCVI.setup_anndata(adata, layer=options.layer, batch_key=options.batch_key)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "enum-like class": """
        class Keys:
            BATCH = "batch"
            LAYER = "counts"
        scvi.model.SCVI.setup_anndata(adata, layer=Keys.LAYER, batch_key=Keys.BATCH)
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "inherited method": """
        class Base:
            cls = scvi.model.SCVI
            def register(self, data):
                self.cls.setup_anndata(data, layer="counts", batch_key=self.key())
            def key(self):
                raise NotImplementedError
        class Mine(Base):
            def key(self):
                return "batch"
            def register(self, data):
                super().register(data)
                return self.cls(data)
        model = Mine().register(adata)
        model.train()
    """,
    "class method": """
        class Factory:
            @classmethod
            def make(cls, data):
                cls.register(data)
                return scvi.model.SCVI(data)
            @staticmethod
            def register(data):
                scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
        model = Factory.make(adata)
        model.train()
    """,
    "loop over steps": """
        steps = [
            lambda d: scvi.model.SCVI.setup_anndata(d, layer="counts", batch_key="batch"),
            lambda d: None,
        ]
        for step in steps:
            step(adata)
        models = [scvi.model.SCVI(d) for d in [adata]]
        model = models[0]
        model.train()
    """,
    "loop over datasets": """
        datasets = {"a": adata}
        models = {}
        for name, data in datasets.items():
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            models[name] = scvi.model.SCVI(data)
        model = models["a"]
        model.train()
    """,
    "try and fall back": """
        try:
            scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        finally:
            model = scvi.model.SCVI(adata)
        model.train()
    """,
    "context manager of the program": """
        from contextlib import contextmanager
        @contextmanager
        def registered(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            yield scvi.model.SCVI(data)
        with registered(adata) as model:
            model.train()
    """,
    "class as context manager": """
        class Registered:
            def __init__(self, data):
                self.data = data
            def __enter__(self):
                scvi.model.SCVI.setup_anndata(self.data, layer="counts", batch_key="batch")
                return scvi.model.SCVI(self.data)
            def __exit__(self, *error):
                pass
        with Registered(adata) as model:
            model.train()
    """,
    "generator": """
        def models(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            yield scvi.model.SCVI(data)
        for model in models(adata):
            model.train()
    """,
    "next of a generator": """
        scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = next(scvi.model.SCVI(d) for d in [adata])
        model.train()
    """,
    "decorated": """
        import functools
        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                print(function)
                return function(*args, **kwargs)
            return wrapper
        @logged
        def fit(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            return scvi.model.SCVI(data)
        model = fit(adata)
        model.train()
    """,
    "decorator of a library": """
        from functools import lru_cache
        @lru_cache(maxsize=None)
        def fit():
            scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
            return scvi.model.SCVI(adata)
        model = fit()
        model.train()
    """,
    "callable object": """
        class Fit:
            def __call__(self, data):
                scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
                return scvi.model.SCVI(data)
        model = Fit()(adata)
        model.train()
    """,
    "global": """
        model = None
        def fit():
            global model
            scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
            model = scvi.model.SCVI(adata)
        fit()
        model.train()
    """,
    "unpacked result": """
        def fit(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            return data, scvi.model.SCVI(data)
        data, model = fit(adata)
        model.train()
    """,
    "starred": """
        rest = ["counts", "batch"]
        scvi.model.SCVI.setup_anndata(adata, *rest)
        model, *_ = [scvi.model.SCVI(adata), 1]
        model.train()
    """,
    "f-string": """
        name, kind = "bat", "count"
        scvi.model.SCVI.setup_anndata(adata, layer=f"{kind}s", batch_key=f"{name}ch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "conditional": """
        raw = True
        layer = "counts" if raw else None
        scvi.model.SCVI.setup_anndata(adata, layer=layer, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "default by or": """
        layer = None or "counts"
        scvi.model.SCVI.setup_anndata(adata, layer=layer, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "match": """
        kind = "counts"
        match kind:
            case "log":
                layer = None
            case "counts" as found:
                layer = found
        scvi.model.SCVI.setup_anndata(adata, layer=layer, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
    """,
    "main guard": """
        def main():
            scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
            model = scvi.model.SCVI(adata)
            model.train()
            return model
        if __name__ == "__main__":
            model = main()
    """,
    "setattr": """
        class Holder: pass
        holder = Holder()
        setattr(holder, "data", adata)
        scvi.model.SCVI.setup_anndata(holder.data, layer="counts", batch_key="batch")
        holder.model = scvi.model.SCVI(holder.data)
        model = holder.model
        model.train()
    """,
    "subclass of the program": """
        class Mine(scvi.model.SCVI):
            pass
        scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train()
        other = Mine
    """,
    "map": """
        def register(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            return scvi.model.SCVI(data)
        model = list(map(register, [adata]))[0]
        model.train()
    """,
    "async": """
        import asyncio
        async def fit(data):
            scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
            return scvi.model.SCVI(data)
        model = asyncio.run(fit(adata))
        model.train()
    """,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_registers_builds_and_trains(shape: str) -> None:
    read = '        adata = sc.read_h5ad("a.h5ad")'
    done = follow(f"{read}{SHAPES[shape]}")
    setup = done.the(Registered)
    assert setup.registration.text("layer") == "counts"
    assert setup.registration.text("batch_key") == "batch"
    assert told(done.the(Constructed).registration) == "SCVI"
    assert done.the(Trained).model.id == done.the(Constructed).model.id
    assert told(done.model("model").trained) == "True"


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ('"data/a.h5ad"', "data/a.h5ad"),
        ('"data" + "/" + "a.h5ad"', "data/a.h5ad"),
        ('os.path.join("data", "a.h5ad")', "data/a.h5ad"),
        ('Path("data") / "a.h5ad"', "data/a.h5ad"),
        ('Path("data", "a").with_suffix(".h5ad")', "data/a.h5ad"),
        ('(Path("data") / "x" / "b.h5ad").parent / "a.h5ad"', "data/x/a.h5ad"),
        ('str(Path("data").joinpath("a.h5ad"))', "data/a.h5ad"),
        ('Path("data") / f"{name}.h5ad"', "data/a.h5ad"),
        ('"data/{}.h5ad".format(name)', "data/a.h5ad"),
        ('"data/%s.h5ad" % name', "data/a.h5ad"),
        ('"/".join(["data", "a.h5ad"])', "data/a.h5ad"),
        ('Path("data/b.h5ad").with_name("a.h5ad")', "data/a.h5ad"),
        ('FILES["a"]', "data/a.h5ad"),
        ('os.environ["DATA"]', None),
        ('Path(sys.argv[1]) / "a.h5ad"', None),
    ],
)
def test_path_of_a_file_is_known(expression: str, path: str | None) -> None:
    done = follow(f"""
        import os, sys
        from pathlib import Path
        name = "a"
        FILES = {{"a": "data/a.h5ad"}}
        adata = sc.read_h5ad({expression})
    """)
    assert done.the(Read).path == path


def test_function_that_nobody_calls_is_followed_by_its_annotations() -> None:
    done = follow("""
        def analyse(adata: ad.AnnData, model: scvi.model.SCVI, other, n=5):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            model.get_latent_representation(adata)
            other.get_normalized_expression()
    """)
    assert done.the(Registered).adata is not None
    assert next(event.class_name for event in done.events(Queried)) == "SCVI"


def test_methods_that_nobody_calls_share_their_object() -> None:
    done = follow("""
        class Runner:
            def prepare(self):
                self.adata = sc.read_h5ad("a.h5ad")
                scvi.model.SCVI.setup_anndata(self.adata)
            def fit(self):
                self.model = scvi.model.SCVI(self.adata)
                self.model.train()
            def latent(self):
                return self.model.get_latent_representation()
    """)
    assert told(done.the(Constructed).registration) == "SCVI ?"
    assert done.the(Queried).class_name == "SCVI"
    assert told(done.the(Queried).model.trained) == "True ?"


def test_half_typed_call_says_nothing() -> None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\nscvi.model.SCVI.setup_anndata(adata, layer=')
    assert not done.events(Registered)


@pytest.mark.parametrize(
    ("options", "given", "always"),
    [
        ('{"layer": "counts"}', True, True),
        ('{"layer": "counts"} if flag else {"layer": "counts", "batch_key": "b"}', True, True),
        ('{"layer": "counts"} if flag else {}', True, False),
        ('{**unseen, "layer": "counts"}', True, True),
    ],
)
def test_argument_of_some_paths_is_not_always_given(
    options: str, given: bool, always: bool
) -> None:
    done = follow(f"""
        adata = sc.read_h5ad("a.h5ad")
        options = {options}
        scvi.model.SCVI.setup_anndata(adata, **options)
    """)
    argument = done.events(Registered)[0].call.arguments.get("layer")
    assert (argument is not None) is given
    assert argument.always is always
    assert (argument.value.text == "counts") is always


def test_argument_of_some_paths_is_not_told_of_each_of_several_callees() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        cls = scvi.model.SCANVI if flag else scvi.model.SCVI
        options = {"unlabeled_category": "Unknown"} if flag else {}
        cls.setup_anndata(adata, layer="counts", **options)
    """)
    for setup in done.events(Registered):
        assert set(setup.call.arguments) == {"adata", "layer"}
        assert setup.call.open


def test_names_that_a_comprehension_filters_by_presence_are_not_known() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        kept = [c for c in ("sex", "batch") if c in adata.obs.columns]
        scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=kept)
    """)
    argument = done.events(Registered)[0].call.arguments["categorical_covariate_keys"]
    assert argument.items == []


def test_a_number_of_a_range_stands_for_one_place() -> None:
    done = follow("""
        models = {}
        for number in range(count):
            models[number] = scvi.model.SCVI(adata)
            models[number].train()
            name = f"model_{number}"
            models[number].save(name)
    """)
    assert all(event.model.class_name == "SCVI" for event in done.events(Trained))
