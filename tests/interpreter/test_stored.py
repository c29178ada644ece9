"""What a program wrote to a file is what it reads from it, as far as the format keeps it."""

from __future__ import annotations

import pytest
from following import follow, told


def test_data_that_was_written_is_read_again() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        adata.layers["counts"] = adata.X.copy()
        sc.pp.normalize_total(adata)
        sc.pp.log1p(adata)
        adata.write_h5ad("data/a.h5ad")
        sc.pp.scale(adata)
        again = sc.read("data/../data/a.h5ad")
    """)
    again = done.data("again")
    assert told(again.x) == "lognorm"
    assert told(again.layer("counts")) == told(done.data("adata").layer("counts"))
    assert again.levels("batch").names == ("batch_0", "batch_1")
    assert again.lacks("obs", "site")
    assert again.kept_counts(again.x.value.root) == ["counts"]


def test_a_registration_does_not_go_to_the_file() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        scvi.model.SCVI.setup_anndata(adata)
        adata.write("a.h5ad")
        again = sc.read("a.h5ad")
    """)
    assert done.data("adata").registrations
    assert not done.data("again").registrations


def test_memory_is_not_shared_through_a_file() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        adata.layers["counts"] = adata.X
        adata.write("a.h5ad")
        again = sc.read("a.h5ad")
        sc.pp.log1p(again)
    """)
    again = done.data("again")
    assert (told(again.x), told(again.layer("counts"))) == ("lognorm", "counts")


@pytest.mark.parametrize(
    ("write", "read", "kept"),
    [
        ('adata.write("a.h5ad")', 'ad.read_h5ad("a.h5ad")', True),
        ('adata.write_zarr("a.zarr")', 'ad.read_zarr("a.zarr")', True),
        ('sc.write("a.h5ad", adata)', 'sc.read("a.h5ad")', True),
        ('ad.io.write_h5ad("a.h5ad", adata)', 'ad.io.read_h5ad("a.h5ad")', True),
        ('adata.write_loom("a.loom")', 'ad.read_loom("a.loom")', False),
    ],
)
def test_a_format_keeps_what_it_keeps(write: str, read: str, kept: bool) -> None:
    done = follow(f"""
        adata = scvi.data.synthetic_iid()
        adata.raw = adata
        sc.pp.log1p(adata)
        adata.obsm["X_pca"] = adata.X
        {write}
        again = {read}
    """)
    again = done.data("again")
    assert told(again.x) == "lognorm"
    assert (again.raw is not None) == kept
    assert again.obs("batch") is not None


def test_a_mudata_keeps_its_modalities() -> None:
    done = follow("""
        import mudata as md
        rna = scvi.data.synthetic_iid()
        sc.pp.log1p(rna)
        mdata = md.MuData({"rna": rna})
        mdata.write_h5mu("a.h5mu")
        again = md.read_h5mu("a.h5mu")
    """)
    part = done.data("again").modality("rna")
    assert part is not None
    assert told(part.x) == "lognorm"


@pytest.mark.parametrize(
    "write",
    [
        'if adata.n_obs > 3:\n            adata.write("a.h5ad")',
        'adata.write("a.h5ad")\n        adata.write(name)',
    ],
)
def test_what_may_have_been_written_is_possible(write: str) -> None:
    done = follow(f"""
        adata = scvi.data.synthetic_iid()
        sc.pp.log1p(adata)
        {write}
        again = sc.read("a.h5ad")
    """)
    again = done.data("again")
    assert told(again.x) == "lognorm ?"
    assert not again.lacks("obs", "site")


def test_a_file_that_was_written_twice_holds_the_last() -> None:
    done = follow("""
        adata = scvi.data.synthetic_iid()
        adata.write("a.h5ad")
        sc.pp.log1p(adata)
        adata.write("a.h5ad")
        again = sc.read("a.h5ad")
    """)
    assert told(done.data("again").x) == "lognorm"


def test_each_round_of_a_loop_writes_a_file_of_its_own() -> None:
    done = follow("""
        for name in ["one", "two"]:
            adata = scvi.data.synthetic_iid()
            if name == "two":
                sc.pp.log1p(adata)
            adata.write(f"{name}.h5ad")
        first, second = sc.read("one.h5ad"), sc.read("two.h5ad")
    """)
    assert told(done.data("first").x) == "counts"
    assert told(done.data("second").x) == "lognorm"
