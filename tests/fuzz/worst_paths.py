"""Programs in which the ways double that an interpreter could follow."""

from __future__ import annotations

from collections.abc import Iterator

IMPORTS = "import anndata as ad\nimport scanpy as sc\nimport scvi\n"
BEGINNING = IMPORTS + 'adata = sc.read_h5ad("a.h5ad")\n'
MODEL = "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)\n"
ENDING = """
try:
    scvi.model.SCVI.setup_anndata(adata, batch_key=x)
    model = scvi.model.SCVI(adata)
    model.differential_expression(groupby="a", group1=x)
except ValueError:
    print(x)
"""


def _nested(header: str, levels: int, body: str) -> str:
    lines = [" " * level + header.format(n=level) for level in range(levels)]
    return "\n".join([*lines, " " * levels + body]) + "\n"


def branching() -> Iterator[tuple[str, str]]:
    body = "x = x + [x]; adata.obs[str(x)] = 1; model.train()"
    start = BEGINNING + MODEL + "x = [1]\n"
    for name, header in (
        ("while", "while a{n}:"),
        ("while_true", "while True:"),
        ("for", "for a{n} in b{n}:"),
        ("for_range", "for a{n} in range(10):"),
        ("for_short", "for a{n} in (1, 2, 3, 4, 5, 6, 7, 8):"),
        ("if", "if a{n}:"),
        ("with", "with a{n} as b{n}:"),
        ("try", "try:"),
        ("mixed", "for a{n} in b{n}:\n"),
    ):
        if name == "mixed":
            headers = ("for a in b:", "while a:", "for a in (1, 2, 3):", "if a:", "while True:")
            lines = [" " * level + headers[level % 5] for level in range(40)]
            yield "nested_mixed", start + "\n".join([*lines, " " * 40 + body]) + ENDING
            continue
        closing = "".join(
            " " * level + "except A:\n" + " " * level + " pass\n" for level in range(39, -1, -1)
        )
        text = _nested(header, 40, body) + (closing if name == "try" else "")
        yield f"nested_{name}", start + text + ENDING
    rows = "".join(f"for a in b:\n for c in a:\n  x = [x, {n}]\n" for n in range(2_000))
    yield "loops_in_row", start + rows + ENDING
    short = "".join("for a in (1, 2, 3, 4, 5, 6, 7, 8):\n x = [x, a]\n" for _ in range(2_000))
    yield "short_loops_in_row", start + short + ENDING
    yield "branches_in_row", start + "if a: x = x + x\nelse: x = [x]\n" * 2_000 + ENDING
    yield "objects_in_branches", start + "if a: adata = adata.copy()\n" * 2_000 + ENDING
    yield "breaks", start + "while a:\n" + " if b: break\n if c: continue\n" * 2_000 + ENDING
    yield "returns", start + "def f():\n" + " if b: return [1]\n" * 2_000 + "x = f()\n" + ENDING
    yield "yields", start + "def f():\n" + " yield [1]\n" * 4_000 + "x = list(f())\n" + ENDING

    fan = "def f0(a): return [a, adata.copy()]\n"
    fan += "".join(f"def f{n}(a): return f{n - 1}(f{n - 1}(f{n - 1}(a)))\n" for n in range(1, 40))
    yield "calls_of_calls_of_functions", start + fan + "x = f39(x)\n" + ENDING
    yield "calls_in_loops", start + fan + _nested("for a{n} in b:", 20, "x = f39(x)") + ENDING
    yield "call_sites", start + fan + "x = f4(x)\n" * 2_000 + ENDING
    wide = "".join(f"def g{n}(a):\n" + f" a = g{n + 1}(a)\n" * 40 + " return a\n" for n in range(6))
    yield "wide_calls", start + wide + "def g6(a): return a\nx = g0(x)\n" + ENDING
    made = "".join(
        f"def m{n}(a):\n for i in range(3):\n  m{n + 1}(a); m{n + 2}(a)\n"
        "  a = scvi.data.synthetic_iid()\n"
        for n in range(30)
    )
    each = "".join(f"m{n}(scvi.data.synthetic_iid())\n" for n in range(30))
    yield "made_in_calls_in_loops", start + made + each + ENDING
    yield "long_function", start + "def f(a):\n" + " a = [a, 1]\n" * 2_000 + "f(x)\n" * 200 + ENDING
    yield "recursion", start + "def f(a): return f(a + a) + f(a)\nx = f(x)\n" + ENDING
    ring = "".join(f"def r{n}(a): return r{(n + 1) % 200}(a) + r{n}(a)\n" for n in range(200))
    yield "recursion_in_ring", start + ring + "x = r0(x)\n" + ENDING
    yield "callbacks", start + "def f(g, *a): return g(g, *a, *a)\nx = f(f, x)\n" * 50 + ENDING
    yield "y_combinator", start + "x = (lambda f: f(f))(lambda f: [f(f), f(f)])\n" + ENDING
    closures = _nested("def f{n}(a{n}):", 60, "return adata")
    yield "nested_functions", start + closures + ENDING
    uncalled = "".join(f"def u{n}(adata):\n sc.pp.log1p(adata)\n" for n in range(1_000))
    yield "functions_nobody_calls", start + uncalled + ENDING
    twice = "def h{n}(adata):\n def inner(a):\n  return h{m}(a)\n return inner(adata)\n"
    yield (
        "functions_in_functions",
        (start + "".join(twice.format(n=n, m=n + 1) for n in range(1_000)) + ENDING),
    )
    yield "lambdas_in_row", start + "x = lambda a=x: a\n" * 1_000 + "x = x()\n" + ENDING
    mro = "class A0: pass\n" + "".join(f"class A{n}(A{n - 1}): pass\n" for n in range(1, 1_000))
    yield "long_hierarchy", start + mro + "x = A999().missing\n" + ENDING
    diamond = "class D0: pass\n" + "".join(
        f"class L{n}(D{n}): pass\nclass R{n}(D{n}): pass\nclass D{n + 1}(L{n}, R{n}): pass\n"
        for n in range(60)
    )
    yield "diamonds", start + diamond + "x = D60().missing\nD60().missing()\n" + ENDING
    bases = ", ".join(["B"] * 60)
    wide_bases = "class B(scvi.model.SCVI): pass\n" + "".join(
        f"class C{n}({bases if n == 0 else ', '.join([f'C{n - 1}'] * 60)}): pass\n"
        for n in range(9)
    )
    yield "wide_hierarchy", start + wide_bases + "x = C8(adata)\nx.missing()\n" + ENDING
    yield (
        "class_of_itself",
        start
        + "class E(scvi.model.SCVI): pass\nclass E(E): pass\n" * 50
        + ("x = E(adata)\nx.train()\n" + ENDING),
    )
    yield (
        "properties",
        start
        + "class P:\n"
        + "".join(
            f" @property\n def p{n}(self): return [self.p{n + 1}, self.p{n + 1}]\n"
            for n in range(60)
        )
        + " p60 = 1\nx = P().p0\n"
        + ENDING,
    )
    yield (
        "decorated",
        start
        + "def d(f): return lambda *a: [f(*a), f(*a)]\n"
        + "@d\n" * 400
        + ("def f(a): return a\nx = f(x)\n" + ENDING),
    )
    yield (
        "comprehensions_in_comprehensions",
        (start + "x = " + "[" * 60 + "adata.copy()" + " for a in b]" * 60 + "\n" + ENDING),
    )
    yield (
        "conditions_in_conditions",
        (start + "x = " + "(f(x) if a else " * 60 + "x" + ")" * 60 + "\n" + ENDING),
    )
    yield "cases", start + "match x:\n" + " case {'a': 1}: x = [x, x]\n" * 2_000 + ENDING
    yield "handlers", start + "try: x = [x]\n" + "except A: x = [x, x]\n" * 2_000 + ENDING
    yield (
        "objects_of_objects",
        start
        + "class O: pass\no = O()\n"
        + "".join(f"o.a{n} = O(); o = o.a{n}\n" for n in range(2_000))
        + ENDING,
    )
    yield (
        "one_of_many",
        start + "".join(f"if a: adata = sc.read_h5ad('{n}.h5ad')\n" for n in range(500)) + ENDING,
    )
