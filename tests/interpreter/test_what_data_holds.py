"""AnnData through a program: X, layers, raw, shared memory, views, copies, columns."""

from __future__ import annotations

import pytest
from following import follow, told

from scvi_lint.interpreter.events.kinds import Stored, Subset, Transformed


@pytest.mark.parametrize(
    ("step", "scale"),
    [
        ("sc.pp.normalize_total(adata, target_sum=1e4)", "normalized"),
        ("sc.pp.log1p(adata)", "lognorm"),
        ("sc.pp.scale(adata, max_value=10)", "scaled"),
        ("sc.pp.filter_cells(adata, min_genes=200)", "as read"),
        ("sc.pl.umap(adata)", "as read"),
        ("adata.X = adata.X.astype('float32')", "as read"),
        ("adata.X = adata.X.tocsr()", "as read"),
        ("sc.pp.log1p(adata, copy=True)", "as read"),
        ("sc.pp.normalize_total(adata, inplace=False)", "as read"),
        ("adata = sc.pp.log1p(adata, copy=True)", "lognorm"),
        ("adata.X = sc.pp.log1p(adata.X)", "lognorm"),
        ("sc.pp.log1p(adata, layer='counts')", "as read"),
        ("adata.X = adata.X * 2", "unknown"),
    ],
)
def test_x_is_what_the_step_makes_of_it(step: str, scale: str) -> None:
    done = follow(f'adata = sc.read_h5ad("a.h5ad")\n{step}')
    assert told(done.data("adata").x) == scale


def test_unread_file_claims_nothing_of_x() -> None:
    assert told(follow('adata = sc.read_h5ad("a.h5ad")').data("adata").x) == "as read"


def test_copied_layer_keeps_what_x_was() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        adata.layers["counts"] = adata.X.copy()
        sc.pp.normalize_total(adata)
        sc.pp.log1p(adata)
    """)
    adata = done.data("adata")
    assert (told(adata.layer("counts")), told(adata.x)) == ("as read", "lognorm")
    assert adata.layer("counts").value.root == adata.x.value.root


def test_layer_without_copy_shares_the_memory_of_x() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        adata.layers["counts"] = adata.X
        sc.pp.log1p(adata)
    """)
    assert done.events(Stored)[0].shares_memory_with_x
    assert told(done.data("adata").layer("counts")) == "lognorm | as read ?"


def test_astype_makes_new_memory() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        adata.layers["counts"] = adata.X.astype(int)
        sc.pp.log1p(adata)
    """)
    assert told(done.data("adata").layer("counts")) == "as read"


def test_raw_freezes_x() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        adata.raw = adata
        sc.pp.scale(adata)
        whole = adata.raw.to_adata()
    """)
    assert (told(done.data("adata").raw), told(done.data("adata").x)) == ("lognorm", "scaled")
    assert told(done.data("whole").x) == "lognorm"


def test_del_raw_takes_it_away() -> None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\nadata.raw = adata\ndel adata.raw')
    assert told(done.data("adata").raw) == "nothing"


def test_two_names_are_one_object() -> None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\nother = adata\nsc.pp.log1p(other)')
    assert told(done.data("adata").x) == "lognorm"


def test_copy_is_another_object() -> None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\nother = adata.copy()\nsc.pp.log1p(other)')
    assert told(done.data("adata").x) == "as read"
    assert told(done.data("other").x) == "lognorm"


@pytest.mark.parametrize(
    "subset", ["adata[mask]", "adata[:, genes]", "adata[mask, genes]", "adata[:100]"]
)
def test_subset_is_a_view(subset: str) -> None:
    done = follow(f'adata = sc.read_h5ad("a.h5ad")\npart = {subset}')
    assert done.data("part").is_view is not None
    assert done.data("adata").is_view is None


def test_writing_to_a_view_makes_it_an_object() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        part = adata[adata.obs["batch"] == "a"]
        part.obs["new"] = 1
    """)
    assert done.data("part").is_view is None
    assert told(done.data("adata").obs("new")) == "nothing"


def test_preprocessing_a_view_leaves_the_parent_alone() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        part = adata[adata.obs["batch"] == "a"]
        sc.pp.log1p(part)
    """)
    assert done.data("part").is_view is None
    assert told(done.data("adata").x) == "as read"


def test_mask_removes_categories() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        a = adata[adata.obs["batch"] == "batch_0"].copy()
        b = adata[adata.obs["batch"] != "batch_0"].copy()
        c = adata[adata.obs.batch.isin(["batch_0", "batch_9"])].copy()
        d = adata[~adata.obs.batch.isin(["batch_0"])].copy()
    """)
    found = [told(done.data(name).obs("batch")) for name in ("adata", "a", "b", "c", "d")]
    assert found == ["batch_0,batch_1", "batch_0", "batch_1", "batch_0", "batch_1"]


def test_mask_of_two_conditions_removes_what_either_removes() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        keep = (adata.obs["batch"] == "batch_0") & (adata.obs["labels"] != "label_1")
        part = adata[keep].copy()
    """)
    assert told(done.data("part").obs("batch")) == "batch_0"
    assert told(done.data("part").obs("labels")) == "label_0,label_2"


@pytest.mark.parametrize(
    "chosen",
    [
        'adata.obs["kind"] == "B"',
        'adata.obs.kind == "B"',
        "adata.obs.query(\"kind == 'B'\").index",
        'adata.obs[adata.obs["kind"] == "B"].index',
        'adata.obs.kind.isin(["B"])',
        '(adata.obs["kind"] == "B") & (adata.obs["n"] > unknown)',
    ],
)
def test_values_by_which_cells_are_chosen_are_all_that_is_left(chosen: str) -> None:
    done = follow(f'adata = sc.read_h5ad("a.h5ad")\npart = adata[{chosen}].copy()')
    column = done.data("part").obs("kind")
    assert column is not None and column.value.categories == ("B",) and column.value.closed


@pytest.mark.parametrize(
    ("chosen", "pair"),
    [
        ('~((adata.obs["a"] == "x") & (adata.obs["b"] == "y"))', True),
        ('(adata.obs["a"] != "x") | (adata.obs["b"] != "y")', True),
        ('~((adata.obs["a"] == "x") & (adata.obs["b"] == "y") & unknown)', False),
        ('~((adata.obs["a"] == "x") & unknown)', False),
        ('(adata.obs["a"] != "x") & (adata.obs["b"] != "y")', False),
    ],
)
def test_a_pair_that_is_taken_out_is_remembered_and_nothing_is_made_up(
    chosen: str, pair: bool
) -> None:
    done = follow(f'adata = sc.read_h5ad("a.h5ad")\npart = adata[{chosen}].copy()')
    left_out = done.data("part").left_out
    if not pair:
        assert left_out is None
        return
    assert left_out is not None and left_out.value == ((("a", ("x",)), ("b", ("y",))),)


def test_a_selection_that_is_not_understood_is_not_turned_round() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        part = adata[~((adata.obs["batch"] == "batch_0") & unknown)].copy()
    """)
    assert told(done.data("part").obs("batch")) == "batch_0,batch_1"


def test_mask_bound_to_a_name_is_a_mask() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        keep = adata.obs["batch"] == "batch_1"
        part = adata[keep, :].copy()
    """)
    assert told(done.data("part").obs("batch")) == "batch_1"


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("'only'", "only"),
        ("['a', 'b', 'a']", "a,b"),
        ("pd.Categorical(['x', 'y'])", "x,y"),
        ("pd.Categorical(values, categories=['x', 'y', 'z'])", "x,y,z"),
        ("adata.obs['batch'].astype('category')", "batch_0,batch_1"),
        ("adata.obs['batch'].astype(str)", "batch_0,batch_1"),
        ("adata.obs['batch'].values", "batch_0,batch_1"),
        ("adata.obs['batch'].map({'batch_0': 'A', 'batch_1': 'B'})", "A,B"),
        ("adata.obs['batch'].replace({'batch_0': 'A'})", "A,batch_1"),
        ("adata.obs['batch'].cat.rename_categories(['A', 'B'])", "A,B"),
    ],
)
def test_column_knows_its_categories(column: str, names: str) -> None:
    done = follow(f"""
        import pandas as pd
        adata = scvi.data.synthetic_iid()
        adata.obs["new"] = {column}
    """)
    assert told(done.data("adata").obs("new")) == names


def test_changed_part_of_a_column_makes_it_possible() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        adata.obs["batch"] = "x"
        adata.obs.loc[adata.obs["labels"] == "label_0", "batch"] = "y"
    """)
    changed = done.data("adata").obs("batch")
    assert told(changed) == "x,y" and changed is not None and not changed.value.exact


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ('adata.obs.loc[cells, "batch"] = x', "batch_0,batch_1,…"),
        ('adata.obs.loc[cells, ["batch", "labels"]] = x', "batch_0,batch_1,…"),
        ('adata.obs.at["cell", "batch"] = x', "batch_0,batch_1,…"),
        ("adata.obs.iloc[0, 0] = 'x'", "… ?"),
        ("adata.obs.iat[0, 0] = 'x'", "… ?"),
        ("adata.obs.loc['cell'] = row", "… ?"),
        ("obs = adata.obs\nobs.iloc[0] = row", "… ?"),
        # Whether such a line changes the table depends on the release of pandas.
        ('adata.obs["batch"].iloc[0] = "x"', "batch_0,batch_1,x ?"),
        ('adata.obs["batch"].iat[0] = "x"', "batch_0,batch_1,x ?"),
        ('adata.obs.batch.at["cell"] = "x"', "batch_0,batch_1,x ?"),
        ('adata.obs["batch"][cells] = other["batch"][cells]', "batch_0,batch_1,… ?"),
        ('adata.obs["batch"].mask(cells, "x", inplace=True)', "… ?"),
        ('adata.obs["batch"].update(other)', "… ?"),
    ],
)
def test_a_value_written_to_some_cells_may_be_any(change: str, names: str) -> None:
    done = follow(f"adata = scvi.data.synthetic_iid()\n{change}")
    assert told(done.data("adata").obs("batch")) == names


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ('adata.obs["kind"].fillna("Unknown")', "Unknown,…"),
        ('adata.obs["kind"].cat.add_categories("Unknown").fillna("Unknown")', "Unknown,…"),
        ('adata.obs["kind"].astype(str).where(known, "Unknown")', "Unknown,…"),
        ('adata.obs["kind"].astype(object).mask(new, other="Unknown")', "Unknown,…"),
        ('np.where(known, adata.obs["kind"], "Unknown")', "Unknown,…"),
        ('np.where(known, "Unknown", names)', "Unknown,…"),
        ('adata.obs["kind"].where(known, other)', "… ?"),
        ('adata.obs["kind"].fillna(other)', "… ?"),
    ],
)
def test_a_word_is_known_to_be_in_a_column_that_nobody_saw(labels: str, names: str) -> None:
    done = follow(f"""
        import numpy as np
        import pandas as pd
        import scanpy as sc
        adata = sc.read_h5ad("a.h5ad")
        adata.obs["seed"] = {labels}
    """)
    assert told(done.data("adata").obs("seed")) == names


def test_a_column_in_a_name_changes_by_itself() -> None:
    done = follow("""
        import scanpy as sc
        adata = sc.read_h5ad("a.h5ad")
        labels = adata.obs["kind"].astype(str)
        labels[adata.obs["site"] == "new"] = "Unknown"
        adata.obs["seed"] = labels
        labels.loc[cells] = "other"
        adata.obs.loc[cells, "late"] = "late"
    """)
    assert told(done.data("adata").obs("seed")) == "Unknown,…"
    assert told(done.data("adata").obs("late")) == "late,…"


@pytest.mark.parametrize("kind", ["int", "float", "bool", "np.int64", "'int32'", "np.float32"])
def test_numbers_are_numbers_whatever_they_were(kind: str) -> None:
    done = follow(f"""
        import numpy as np
        import scanpy as sc
        adata = sc.read_h5ad("a.h5ad")
        adata.obs["number"] = adata.obs["kind"].astype({kind})
        adata.obs["word"] = adata.obs["kind"].astype({kind}).astype(str)
    """)
    number, word = done.data("adata").obs("number"), done.data("adata").obs("word")
    assert number is not None and number.certain and number.value.kind == "numeric"
    assert word is not None and word.value.kind == "categorical"


@pytest.mark.parametrize(
    ("change", "names", "missing"),
    [
        ('adata.obs.loc[cells, "batch"] = "x"', "batch_0,batch_1,x", False),
        ('adata.obs.at["cell", "batch"] = "x"', "batch_0,batch_1,x", False),
        (
            'adata.obs.loc[adata.obs["labels"] == "label_1", "batch"] = None',
            "batch_0,batch_1",
            True,
        ),
        ('adata.obs["batch"] = adata.obs["batch"].map({"batch_0": "a"})', "a", True),
        (
            'adata.obs["batch"] = adata.obs["batch"].map({"batch_0": "a", "batch_1": "b"})',
            "a,b",
            False,
        ),
        ('adata.obs["batch"] = adata.obs["batch"].replace({"batch_0": "a"})', "a,batch_1", False),
        (
            'adata.obs["batch"] = adata.obs["batch"].astype(str) + "_q"',
            "batch_0_q,batch_1_q",
            False,
        ),
        (
            'adata.obs["batch"] = "q_" + adata.obs["batch"].astype(str)',
            "q_batch_0,q_batch_1",
            False,
        ),
        ('adata.obs["batch"] = adata.obs["batch"].str.upper()', "BATCH_0,BATCH_1", False),
        ('adata.obs["batch"] = np.nan', "", True),
        ('adata.obs["batch"] = np.nan\nadata = adata[:10].copy()', "", None),
    ],
)
def test_cells_without_a_value_are_known(change: str, names: str, missing: bool | None) -> None:
    done = follow(f"import numpy as np\nadata = scvi.data.synthetic_iid()\n{change}")
    known = done.data("adata").obs("batch")
    assert known is not None and known.certain
    assert ",".join(known.value.categories) == names
    assert known.value.missing is missing


def test_no_value_in_cells_that_nobody_knows_is_possible() -> None:
    done = follow("""
    import numpy as np
    adata = scvi.data.synthetic_iid()
    adata.obs.loc[cells, "batch"] = np.nan
    """)
    known = done.data("adata").obs("batch")
    assert known is not None and not known.certain
    assert known.value.missing is True


def test_reading_by_position_changes_nothing() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        first = adata.obs.iloc[0, 0], adata.obs["batch"].iat[0], adata.obs["batch"].mask(cells)
    """)
    assert told(done.data("adata").obs("batch")) == "batch_0,batch_1"


def test_antibodies_leave_the_genes_when_cite_seq_is_organized() -> None:
    done = follow("""
        adata = sc.read_10x_h5("a.h5", gex_only=False)
        scvi.data.organize_cite_seq_10x(adata)
        whole = sc.read_10x_h5("a.h5", gex_only=False)
        apart = scvi.data.organize_cite_seq_10x(whole, copy=True)
    """)
    changed = [done.data(name).genes for name in ("adata", "apart")]
    assert all(genes is not None and genes.value[0] == "part" for genes in changed)
    assert done.data("adata").thing.get("obsm/protein_expression") is not None
    kept = done.data("whole").genes
    assert kept is not None and kept.value[0] == "all"


def test_literal_data_set_lacks_what_it_does_not_hold() -> None:
    done = follow('adata = ad.AnnData(X, obs={"batch": ["a", "b"]})')
    adata = done.data("adata")
    assert told(adata.obs("batch")) == "a,b"
    assert adata.lacks("obs", "donor") and adata.lacks("layers", "counts")


def test_read_file_lacks_nothing_for_certain() -> None:
    assert not follow('adata = sc.read_h5ad("a.h5ad")').data("adata").lacks("obs", "batch")


def test_removed_column_is_gone() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        del adata.obs["batch"]
        adata.obs.drop(columns=["labels"], inplace=True)
    """)
    assert done.data("adata").lacks("obs", "batch")
    assert done.data("adata").lacks("obs", "labels")


def test_concat_names_its_parts() -> None:
    done = follow("""
        a, b = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        by_keys = ad.concat([a, b], label="batch", keys=["x", "y"])
        by_name = ad.concat({"ctrl": a, "stim": b}, label="condition")
        by_number = ad.concat([a, b], label="batch")
    """)
    assert told(done.data("by_keys").obs("batch")) == "x,y"
    assert told(done.data("by_name").obs("condition")) == "ctrl,stim"
    assert told(done.data("by_number").obs("batch")) == "0,1"


def test_old_concatenate_names_its_parts() -> None:
    done = follow("""
        a, b = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        adata = a.concatenate(b, batch_key="sample", batch_categories=["x", "y"])
        plain = a.concatenate(b)
    """)
    assert told(done.data("adata").obs("sample")) == "x,y"
    assert told(done.data("plain").obs("batch")) == "0,1"


def test_concat_of_counts_and_logs_is_neither() -> None:
    done = follow("""
        a, b = sc.read_h5ad("a.h5ad"), sc.read_h5ad("b.h5ad")
        sc.pp.log1p(a)
        sc.pp.log1p(b)
        same = ad.concat([a, b])
        c = sc.read_h5ad("c.h5ad")
        mixed = ad.concat([a, c])
    """)
    assert told(done.data("same").x) == "lognorm"
    assert told(done.data("mixed").x) == "mixed"


def test_modality_is_the_object_that_was_put_in() -> None:
    done = follow("""
        import mudata as md
        rna, protein = sc.read_h5ad("r.h5ad"), sc.read_h5ad("p.h5ad")
        mdata = md.MuData({"rna": rna, "protein": protein})
        sc.pp.log1p(mdata.mod["rna"])
        sc.pp.scale(mdata["protein"])
    """)
    assert (told(done.data("rna").x), told(done.data("protein").x)) == ("lognorm", "scaled")
    assert told(done.data("mdata").modality("rna").x) == "lognorm"


def test_copied_mudata_has_modalities_of_its_own() -> None:
    done = follow("""
        import muon as mu
        mdata = mu.read("a.h5mu")
        rna = mdata["rna"]
        other = mdata.copy()
        sc.pp.log1p(other["rna"])
    """)
    assert told(done.data("rna").x) == "as read"
    assert told(done.data("other").modality("rna").x) == "lognorm"


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("sc.pp.filter_genes(adata, min_cells=3)", "genes"),
        ("sc.pp.highly_variable_genes(adata, subset=True)", "genes"),
        ("sc.pp.subsample(adata, fraction=0.1)", "cells"),
    ],
)
def test_subsetting_in_place_is_told(call: str, what: str) -> None:
    assert follow(f'adata = sc.read_h5ad("a.h5ad")\n{call}').the(Subset).what == what


def test_marking_variable_genes_takes_none_out() -> None:
    done = follow('adata = sc.read_h5ad("a.h5ad")\nsc.pp.highly_variable_genes(adata)')
    assert not done.events(Subset)


def test_normalising_what_is_logged_does_not_unlog_it() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        sc.pp.normalize_total(adata)
    """)
    assert [event.into for event in done.events(Transformed)] == ["lognorm", "lognorm"]


def test_other_library_with_scanpys_interface_does_the_same() -> None:
    done = follow("""
        import rapids_singlecell as rsc
        adata = sc.read_h5ad("a.h5ad")
        rsc.pp.log1p(adata)
    """)
    assert told(done.data("adata").x) == "lognorm"


def test_numpy_on_x_changes_its_scale() -> None:
    done = follow("""
        import numpy as np
        adata = sc.read_h5ad("a.h5ad")
        adata.X = np.log1p(adata.X)
        other = sc.read_h5ad("b.h5ad")
        other.X = np.round(other.X)
        other.layers["dense"] = np.array(other.X)
    """)
    assert told(done.data("adata").x) == "lognorm"
    assert told(done.data("other").layer("dense")) == "as read"


def test_in_place_methods_of_arrays_change_x() -> None:
    done = follow("""
        import numpy as np
        adata = sc.read_h5ad("a.h5ad")
        np.log1p(adata.X.data, out=adata.X.data)
        other = sc.read_h5ad("b.h5ad")
        other.X[other.X > 5] = 5
    """)
    assert told(done.data("adata").x).endswith("?")
    assert told(done.data("other").x).endswith("?")


LOOP = """
    import glob
    parts = []
    for path in glob.glob("data/*.h5ad"):
        part = sc.read_h5ad(path)
        part.obs["tech"] = "10x"
        sc.pp.log1p(part)
        parts.append(part)
"""


@pytest.mark.parametrize(
    "joined",
    [
        "adata = ad.concat(parts)",
        'adata = ad.concat(list(parts), label="sample")',
        "adata = parts[0].concatenate(*parts[1:])",
    ],
)
def test_parts_of_a_loop_of_unknown_length_are_joined(joined: str) -> None:
    done = follow(LOOP + f"    {joined}\n")
    sure = "concat(" in joined
    assert told(done.data("adata").x) == ("lognorm" if sure else "lognorm ?")
    assert not done.data("adata").lacks("obs", "tech")


def test_part_that_was_picked_out_says_nothing_of_the_others() -> None:
    done = follow(LOOP + "    sc.pp.scale(parts[0])\n    adata = ad.concat(parts)\n")
    assert told(done.data("adata").x).endswith("?")


def test_dictionary_of_parts_under_unknown_keys() -> None:
    done = follow("""
        import glob
        parts = {}
        for path in glob.glob("*.h5ad"):
            parts[path] = sc.read_h5ad(path)
            sc.pp.normalize_total(parts[path])
        adata = ad.concat(parts.values())
    """)
    assert told(done.data("adata").x).startswith("normalized")


@pytest.mark.parametrize(
    "made",
    [
        "first, second = parts[:1], parts[1:]\nadata = ad.concat(first + second)",
        "adata = ad.concat(parts[::-1])",
        "from functools import reduce\n"
        "adata = reduce(lambda all, one: ad.concat([all, one]), parts)",
    ],
)
def test_known_parts_through_slices_and_folds(made: str) -> None:
    text = "parts = [sc.read_h5ad('a.h5ad'), sc.read_h5ad('b.h5ad')]\n"
    text += "for part in parts:\n    sc.pp.log1p(part)\n"
    assert told(follow(text + made).data("adata").x) == "lognorm"


@pytest.mark.parametrize("turned", ["adata.T", "adata.transpose()"])
def test_turned_data_has_the_values_but_not_the_columns(turned: str) -> None:
    done = follow(f"""
        adata = sc.read_h5ad("a.h5ad")
        adata.obs["batch"] = "one"
        sc.pp.log1p(adata)
        other = {turned}
    """)
    other = done.data("other")
    assert told(other.x) == "lognorm"
    assert told(other.obs("batch")) == "nothing"
    assert told(done.data("adata").obs("batch")) == "one"


def test_column_that_is_replaced_in_place_may_be_another() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        adata.obs["batch"] = ["a", "b"] * 50
        adata.obs["batch"].replace({"a": "x"}, inplace=True)
    """)
    known = done.data("adata").obs("batch")
    assert known is not None and not known.certain


@pytest.mark.parametrize(
    ("step", "batch", "sample"),
    [
        ('adata.obs = adata.obs.drop(columns=["batch"])', False, False),
        ('adata.obs = adata.obs.rename(columns={"batch": "sample"})', False, True),
        ('adata.obs = adata.obs[["labels"]].copy()', False, False),
        ('adata.obs = adata.obs[["batch"]]', True, False),
        ('table = adata.obs[["labels"]]\ntable["batch"] = "a"\nadata.obs = table', True, False),
    ],
)
def test_rewritten_obs_has_the_columns_that_were_left(step: str, batch: bool, sample: bool) -> None:
    adata = follow(f"adata = scvi.data.synthetic_iid()\n{step}").data("adata")
    assert adata.lacks("obs", "batch") is not batch
    assert adata.lacks("obs", "sample") is not sample


@pytest.mark.parametrize(
    "step",
    [
        'adata.obs = adata.obs.drop(columns=["batch"]).join(more)',
        'adata.obs = adata.obs.rename(columns=names).drop(columns=["batch"])',
        'adata.obs = other.obs[["labels"]]',
    ],
)
def test_obs_that_was_rewritten_out_of_sight_may_hold_anything(step: str) -> None:
    adata = follow(f"adata = scvi.data.synthetic_iid()\n{step}").data("adata")
    assert not adata.lacks("obs", "sample")


def test_layers_are_updated_by_keyword() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        adata.layers.update(logged=adata.X.copy())
    """)
    assert told(done.data("adata").layer("logged")) == "lognorm"


def test_some_genes_of_raw_are_on_its_scale() -> None:
    done = follow("""
        adata = sc.read_h5ad("a.h5ad")
        sc.pp.log1p(adata)
        adata.raw = adata
        adata.layers["kept"] = adata.raw[:, adata.var_names].X.copy()
    """)
    assert told(done.data("adata").layer("kept")) == "lognorm"
