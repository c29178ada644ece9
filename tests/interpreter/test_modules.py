"""Modules of the same project: imported by name, relatively, or run by a notebook."""

from __future__ import annotations

from following import follow, told

from scvi_lint.interpreter.events.kinds import Registered

STEPS = """
    import scanpy as sc
    import scvi

    LAYER = "counts"

    def register(adata, **options):
        scvi.model.SCVI.setup_anndata(adata, layer=LAYER, **options)
"""


def registered(text: str, modules: dict[str, str], name: str = "program.py") -> str | None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\n' + text, modules, name=name)
    return done.the(Registered).registration.text("layer")


def test_function_of_a_module_is_followed() -> None:
    assert (
        registered("from steps import register\nregister(adata)", {"steps.py": STEPS}) == "counts"
    )


def test_module_under_its_own_name() -> None:
    assert registered("import steps as s\ns.register(adata)", {"steps.py": STEPS}) == "counts"


def test_everything_of_a_module() -> None:
    assert registered("from steps import *\nregister(adata)", {"steps.py": STEPS}) == "counts"


def test_relative_import() -> None:
    modules = {"package/steps.py": STEPS, "package/__init__.py": ""}
    text = "from .steps import register\nregister(adata)"
    assert registered(text, modules, name="package/main.py") == "counts"


def test_package_that_hands_on_its_parts() -> None:
    modules = {"package/steps.py": STEPS, "package/__init__.py": "from .steps import register"}
    assert registered("import package\npackage.register(adata)", modules) == "counts"


def test_script_that_a_notebook_runs() -> None:
    text = "# %%\n%run steps.py\n# %%\nregister(adata)"
    assert registered(text, {"steps.py": STEPS}) == "counts"


def test_circle_of_imports_ends() -> None:
    modules = {"a.py": "import b\nx = 1", "b.py": "import a\ny = a.x"}
    assert told(follow("import a\nadata = sc.read_h5ad('a.h5ad')", modules).data("adata").x) == (
        "as read"
    )


def test_module_that_is_missing_may_do_anything() -> None:
    done = follow("""
        from steps import prepare
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        prepare(adata)
    """)
    assert told(done.data("adata").x) == "lognorm ?"


def test_uncalled_function_of_a_module_is_not_followed() -> None:
    done = follow("import steps", {"steps.py": STEPS})
    assert not done.events(Registered)
