"""Certain joined with the same stays certain; joined with anything else it is possible."""

from __future__ import annotations

import pytest
from following import follow, told

from scvi_lint.interpreter.domain.alternatives import Choice
from scvi_lint.interpreter.domain.contents import Matrix
from scvi_lint.interpreter.domain.facts import UNSEEN, fact
from scvi_lint.interpreter.domain.heap import Heap, Tracked
from scvi_lint.interpreter.domain.values import Ref, Value
from scvi_lint.interpreter.engine.budget import Budget
from scvi_lint.interpreter.events.kinds import Registered

READ = 'adata = sc.read_h5ad("a.h5ad")\n'


def x_after(program: str) -> str:
    return told(follow(READ + program).data("adata").x)


@pytest.mark.parametrize(
    ("program", "x"),
    [
        ("if flag:\n    sc.pp.log1p(adata)", "lognorm | as read ?"),
        ("if flag:\n    sc.pp.log1p(adata)\nelse:\n    sc.pp.scale(adata)", "lognorm | scaled ?"),
        ("if flag:\n    pass\nelse:\n    pass\nsc.pp.log1p(adata)", "lognorm"),
        ("if True:\n    sc.pp.log1p(adata)", "lognorm"),
        ("LOG = False\nif LOG:\n    sc.pp.log1p(adata)", "as read"),
        ("if flag:\n    raise ValueError\nsc.pp.log1p(adata)", "lognorm"),
        ("if flag:\n    sc.pp.log1p(adata)\n    raise ValueError", "as read"),
        ("for step in steps:\n    sc.pp.log1p(adata)", "as read | lognorm ?"),
        ("for step in [1, 2]:\n    sc.pp.log1p(adata)", "lognorm"),
        ("for step in []:\n    sc.pp.log1p(adata)", "as read"),
        ("while True:\n    sc.pp.log1p(adata)\n    break", "lognorm"),
        ("while go():\n    sc.pp.log1p(adata)", "as read | lognorm ?"),
        ("for s in [1, 2]:\n    if s == 2:\n        break\n    sc.pp.log1p(adata)", "lognorm"),
        ("for s in steps:\n    continue\n    sc.pp.log1p(adata)", "as read"),
        ("try:\n    sc.pp.log1p(adata)\nexcept ValueError:\n    pass", "lognorm | as read ?"),
        ("try:\n    pass\nfinally:\n    sc.pp.log1p(adata)", "lognorm"),
        ("with open('log') as f:\n    sc.pp.log1p(adata)", "lognorm"),
        ("match kind:\n    case 'log':\n        sc.pp.log1p(adata)", "as read | lognorm ?"),
        (
            "match kind:\n    case 'log':\n        sc.pp.log1p(adata)\n"
            "    case _:\n        sc.pp.log1p(adata)",
            "lognorm",
        ),
        ("match 'log':\n    case 'log':\n        sc.pp.log1p(adata)", "lognorm"),
        ("sc.pp.log1p(adata) if flag else None", "lognorm | as read ?"),
        ("flag and sc.pp.log1p(adata)", "lognorm | as read ?"),
    ],
)
def test_paths_are_joined(program: str, x: str) -> None:
    found = x_after(program)
    assert set(found.split()) == set(x.split()), found


def test_same_fact_by_two_paths_is_certain() -> None:
    done = follow(READ + "if flag:\n    adata.obs['b'] = 'x'\nelse:\n    adata.obs['b'] = 'x'")
    assert told(done.data("adata").obs("b")) == "x"


def test_column_of_one_path_is_possible() -> None:
    done = follow(READ + "if flag:\n    adata.obs['b'] = 'x'")
    assert told(done.data("adata").obs("b")) == "x ?"


def test_possible_never_becomes_certain_by_joining() -> None:
    program = """
        for step in steps:
            if flag:
                sc.pp.log1p(adata)
            else:
                sc.pp.log1p(adata, layer="other")
    """
    done = follow(READ + "\n".join(line[8:] for line in program.split("\n")))
    assert told(done.data("adata").x).endswith("?")


def test_unseen_function_makes_contents_possible_and_keeps_identity() -> None:
    done = follow("""
        from company import clean
        adata = scvi.data.synthetic_iid()
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        sc.pp.log1p(adata)
        clean(adata)
    """)
    adata = done.data("adata")
    assert told(adata.x) == "lognorm ?"
    assert told(adata.obs("batch")) == "batch_0,batch_1 ?"
    assert told(adata.registrations["SCVI"]) == "SCVI ?"
    assert not adata.lacks("obs", "donor")


@pytest.mark.parametrize(
    "call", ["print(adata)", "len(adata)", "plt.hist(adata.obs['a'])", "sc.pl.umap(adata)"]
)
def test_harmless_function_changes_nothing(call: str) -> None:
    program = f"import matplotlib.pyplot as plt\nsc.pp.log1p(adata)\n{call}"
    assert x_after(program) == "lognorm"


def test_objects_of_two_branches_share_what_they_have_in_common() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        if small:
            adata = adata[:1000].copy()
        scvi.model.SCVI.setup_anndata(adata)
        model = scvi.model.SCVI(adata)
    """)
    assert told(done.data("adata").x) == "lognorm"
    assert told(done.model("model").registration) == "SCVI"


def test_attribute_that_one_branch_binds_anew_is_one_object() -> None:
    setup = follow("""
        import sys

        class Study:
            def __init__(self, path, small):
                self.adata = sc.read_h5ad(path)
                if small:
                    self.adata = self.adata[:1000].copy()
                sc.pp.log1p(self.adata)

            def register(self):
                scvi.model.SCVI.setup_anndata(self.adata)

        Study("a.h5ad", len(sys.argv) > 1).register()
    """).the(Registered)
    assert setup.adata is not None
    assert told(setup.adata.x) == "lognorm"


def test_other_name_of_a_merged_object_is_known_less() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        part = adata[:100].copy() if small else adata
        scvi.model.SCVI.setup_anndata(part)
    """)
    assert told(done.data("adata").x) == "lognorm"  # nothing was done to its numbers
    assert not done.data("adata").registrations["SCVI"].certain


def test_what_is_done_through_one_name_is_possible_for_each_that_it_may_be() -> None:
    done = follow("""
        adata, other = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        part = adata if small else other
        sc.pp.log1p(part)
    """)
    assert told(done.data("part").x) == "lognorm"
    assert told(done.data("adata").x) == "as read | lognorm ?"


def test_what_is_done_to_each_is_done_to_whichever_it_is() -> None:
    done = follow("""
        adata, other = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        part = adata if small else other
        sc.pp.log1p(adata)
        half = part.copy()
        sc.pp.log1p(other)
        whole = part.copy()
    """)
    assert told(done.data("half").x).endswith("?")
    assert told(done.data("adata").x) == "lognorm"


def test_two_choices_the_other_way_round_are_two_objects() -> None:
    done = follow("""
        a, b = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        if small:
            first, second = a, b
        else:
            first, second = b, a
        sc.pp.log1p(first)
    """)
    assert told(done.data("first").x) == "lognorm"
    assert told(done.data("second").x).endswith("?")


def test_model_of_two_branches_is_trained_only_possibly() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        scvi.model.SCVI.setup_anndata(adata)
        model = scvi.model.SCVI(adata)
        if flag:
            model.train()
    """)
    assert set(told(done.model("model").trained).split()) == {"True", "False", "|", "?"}


def test_name_bound_on_one_path_is_not_closed() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        key = "batch"
        if flag:
            key = "donor"
        scvi.model.SCVI.setup_anndata(adata, batch_key=key)
    """)
    from scvi_lint.interpreter.events.kinds import Registered

    argument = done.the(Registered).argument("batch_key")
    assert argument is not None and argument.value.text is None
    assert [(item.value, item.certain) for item in argument.items] == [
        ("donor", False),
        ("batch", False),
    ]


def test_recursion_ends() -> None:
    done = follow("""
        def again(adata, n):
            sc.pp.log1p(adata)
            again(adata, n - 1)

        adata = sc.read_h5ad("a.h5ad")
        again(adata, 5)
    """)
    assert told(done.data("adata").x).startswith("lognorm")


def test_failed_cell_does_not_end_the_program() -> None:
    done = follow("""
        # %%
        adata = sc.read_h5ad("a.h5ad")
        raise ValueError("stop here")
        # %%
        sc.pp.log1p(adata)
    """)
    assert told(done.data("adata").x) == "lognorm"


def test_the_same_condition_picks_the_same_side() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        save = len(sys.argv) > 1
        if save:
            sc.pp.log1p(adata)
        print("between")
        if save:
            yes = adata.copy()
        else:
            no = adata.copy()
    """)
    assert told(done.data("yes").x) == "lognorm"
    assert told(done.data("no").x) == "as read"
    assert told(done.data("adata").x).endswith("?")


def test_what_was_touched_since_is_not_taken_back() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        save = len(sys.argv) > 1
        if save:
            sc.pp.normalize_total(adata)
        sc.pp.scale(adata)
        if save:
            yes = adata.copy()
    """)
    assert told(done.data("yes").x) == "scaled"


def test_a_name_that_is_bound_again_asks_another_question() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        save = ask()
        if save:
            sc.pp.log1p(adata)
        save = ask()
        if save:
            yes = adata.copy()
    """)
    assert told(done.data("yes").x).endswith("?")


def test_the_next_round_asks_anew() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        for name in ["a", "b"]:
            first = ask(name)
            if not first:
                last = adata.copy()
            if first:
                sc.pp.log1p(adata)
            else:
                break
    """)
    assert told(done.data("last").x).endswith("?")


def test_of_many_each_is_treated_by_a_loop_that_nothing_leaves() -> None:
    done = follow("""
        import glob
        parts = [sc.read_h5ad(path) for path in glob.glob("*.h5ad")]
        for part in parts:
            part.layers["counts"] = part.X.copy()
            sc.pp.log1p(part)
        first = parts[0].copy()
        for part in parts:
            if part.n_obs < 10:
                break
            sc.pp.scale(part)
        second = parts[0].copy()
    """)
    assert told(done.data("first").x) == "lognorm"
    assert told(done.data("first").layer("counts")) == "as read"
    assert told(done.data("second").x).endswith("?")


def test_what_is_not_none_is_the_object() -> None:
    done = follow("""
        adata = None
        if small:
            adata = sc.read_h5ad("a.h5ad")
        if adata is not None:
            sc.pp.log1p(adata)
        if adata is not None:
            yes = adata.copy()
    """)
    assert told(done.data("yes").x) == "lognorm"


def test_what_was_too_much_to_be_held_is_not_held_again_by_whoever_may_be_it() -> None:
    heap = Heap(Budget())
    for number in (1, 2):
        heap.put(number, Tracked("anndata", {}).forgotten())
    choice = Choice(heap, lambda _vector, _at: 3)
    choice.of_value(Value((Ref(1), Ref(2)), True))
    heap.set(3, "X", fact(Matrix("counts", ("X", 3))))
    things = [heap.tracked(number) for number in (1, 2, 3)]
    assert [thing is not None and thing.thin for thing in things] == [True, True, True]
    before, after = Tracked("anndata", {}), Tracked("anndata", {"made": fact("made")})
    assert before.forgotten().treated(before, after, 4).thin


@pytest.mark.parametrize(
    "line",
    [
        "held = data.copy()",
        "held = data[:10]",
        "held = ad.concat([data, data])",
        "held = sc.read('o.h5ad')\nheld.X = data.X.copy()",
        "held = sc.read('o.h5ad')\nheld.layers['c'] = data.X\nheld.X = held.layers['c'].copy()",
    ],
)
def test_what_is_made_of_something_doubtful_is_doubted_for_the_same_reason(line: str) -> None:
    done = follow(f"""
data = sc.read("a.h5ad")
sc.pp.log1p(data)
unseen(data)
{line}
""")
    assert done.data("data").x.doubt == UNSEEN
    assert done.data("held").x.doubt == UNSEEN
