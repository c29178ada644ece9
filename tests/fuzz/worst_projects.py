"""Programs of several files, of which the one to check is `main.py`."""

from __future__ import annotations

from collections.abc import Iterator

from worst_paths import BEGINNING
from worst_statements import repeated


def worst_projects() -> Iterator[tuple[str, dict[str, str]]]:
    """Programs whose modules import each other: (name, {path: text})."""
    stars = "".join(f"from m{n} import *\n" for n in range(100))
    yield (
        "star_mesh",
        {
            "main.py": f"import scvi\n{stars}",
            **{f"m{n}.py": f"import scvi\n{stars}x{n} = [{n}]\n" for n in range(100)},
        },
    )
    plain = "".join(f"import m{n}\n" for n in range(100))
    yield (
        "import_mesh",
        {
            "main.py": f"import scvi\n{plain}",
            **{f"m{n}.py": f"import scvi\n{plain}x{n} = [{n}]\n" for n in range(100)},
        },
    )
    yield (
        "star_ring",
        {
            "main.py": "import scvi\nfrom m0 import *\nprint(x0)\n",
            **{
                f"m{n}.py": f"import scvi\nfrom m{(n + 1) % 200} import *\nx{n} = 1\n"
                for n in range(200)
            },
        },
    )
    yield (
        "import_ring",
        {
            "main.py": "import scvi\nimport m0\nprint(m0.x)\n",
            **{
                f"m{n}.py": f"import scvi\nimport m{(n + 1) % 200} as m\nx = m.x\n"
                for n in range(200)
            },
        },
    )
    yield (
        "import_chain",
        {
            "main.py": "import scvi\nfrom m0 import f\nf(1)\n",
            **{
                f"m{n}.py": f"import scvi\nfrom m{n + 1} import f as g\ndef f(a): return g(g(a))\n"
                for n in range(300)
            },
        },
    )
    yield (
        "many_modules",
        {
            "main.py": "import scvi\n" + "".join(f"import m{n}\n" for n in range(5_000)),
            **{f"m{n}.py": "import scvi\n" + "x = [1]\n" * 20 for n in range(5_000)},
        },
    )
    deep: dict[str, str] = {"main.py": f"import scvi\nfrom {'.'.join(['p'] * 100)} import x\n"}
    for depth in range(1, 101):
        deep["p/" * depth + "__init__.py"] = (
            "import scvi\nfrom .p import *\nfrom . import p\nx = 1\n"
        )
    yield "deep_package", deep
    yield (
        "module_that_imports_itself",
        {"main.py": "import scvi\nfrom main import *\nimport main\nx = main.main.main\n"},
    )
    yield (
        "heavy_modules",
        {
            "main.py": "import scvi\n" + "".join(f"from m{n} import *\n" for n in range(50)),
            **{f"m{n}.py": BEGINNING + "x = [1]\n" + "x = x + x\n" * 40 for n in range(50)},
        },
    )
    yield (
        "long_modules",
        {
            "main.py": "import scvi\n" + "".join(f"import m{n}\n" for n in range(20)),
            **{f"m{n}.py": repeated("obs_same", 4_000) for n in range(20)},
        },
    )
    yield (
        "scripts_that_run_each_other",
        {
            "main.py": "import scvi\n%run a.py\n%run b.py\n",
            "a.py": "import scvi\n%run b.py\n%run b.py\n%run c.py\n",
            "b.py": "import scvi\n%run c.py\n%run c.py\n%run a.py\n",
            "c.py": "import scvi\n%run a.py\n%run b.py\n%run main.py\nx = [1]\n",
        },
    )
    functions = "".join(f"from m{n} import f as f{n}\n" for n in range(60))
    yield (
        "functions_of_modules",
        {
            "main.py": f"import scvi\n{functions}" + "".join(f"f{n}(1)\n" for n in range(60)),
            **{
                f"m{n}.py": f"import scvi\nimport m{(n + 7) % 60} as o\n"
                "def f(a):\n    return [o.f(a), o.f([a, a]), o.f(a)]\n"
                for n in range(60)
            },
        },
    )
