"""An embedding or column is read that the program never made.

An object that the program built itself holds what the program put into it, and nothing else. A key
that was spelled otherwise when it was written (`X_scVI`, `X_scvi`), or numbered otherwise by a
loop, raises KeyError – after the training.

Read the key that was written; a name for it (`KEY = "X_scVI"`) cannot be misspelt twice.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    print(adata.obsm["X_scvi"].shape)  # <- finding

    # bad: raises ValueError after training
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for size in (5, 10):
        adata.obsm[f"X_scVI_{size}"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI_20")  # <- finding

    # bad: raises ValueError after training
    # file: cells.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scvi")  # <- finding

    # bad: raises ValueError after training
    import anndata
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.write_h5ad("integrated.h5ad")
    adata.obsm["X_scVI"] = model.get_latent_representation()
    again = anndata.read_h5ad("integrated.h5ad")
    sc.pp.neighbors(again, use_rep="X_scVI")  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    if "X_umap" in adata.obsm:
        print(adata.obsm["X_umap"].shape)
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata)
    print(adata.obs["leiden"].unique())

    # good: what the file holds is not known
    # file: cells.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    adata.obsm["X_scVI"] = adata.obsm["protein_expression"]
    print(adata.obs["batch"].unique())
"""

from collections.abc import Iterator

from scvi_lint.rule import MISSPELT, EntryRead, Remark, Stored, cites, nearest, rule, slots

ROOMS = ("obs", "obsm", "layers")


@rule(
    "SCV434",
    severity="error",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#dimensionality-reduction",
    ),
    about={"room": ROOMS},
)
def entry_never_made(read: EntryRead) -> Iterator[Remark]:
    data = read.adata
    if data.is_mudata or f"has {read.entry}" in read.guards:
        return
    if not data.lacks(read.room, read.entry):
        told = _in_other_letters(read)
        if told is not None:
            yield told
        return
    held = data.entries(read.room)
    meant = nearest(read.entry, held, MISSPELT)
    if meant is None or not held[meant].certain:
        yield from _put_elsewhere(read)
        return  # nothing else that it could be meant for: who made it is more likely not seen
    yield read.finding(
        read.span,
        f"{data.its(read.room)} has no {read.entry!r}: this program built the object and wrote "
        f"{meant!r}. Reading the other raises. Did you mean {meant!r}?",
        because=(data.thing.get(slots.MADE), held[meant]),
    )


def _put_elsewhere(read: EntryRead) -> Iterator[Remark]:
    """An entry that another object got: of which this one is the file, or a copy, of before."""
    for event in read.earlier(Stored):
        if (event.room, event.entry) != (read.room, read.entry) or event.part:
            continue
        if read.adata.id in event.adata.ids or event.guards or read.guards:
            continue
        taken = event.adata.id in read.adata.copied_from
        if not taken and not read.adata.has_source_of(event.adata):
            continue  # built of something else
        yield read.finding(
            read.span,
            f"{read.adata.its(read.room)} has no {read.entry!r}: {event.adata.name} got it, and "
            f"{read.adata.name} was written or copied before that. Reading it raises.",
            because=(read.adata.thing.get(slots.MADE),),
        )
        return


def _in_other_letters(read: EntryRead) -> Remark | None:
    """`X_scvi` of data out of a file, in which the program put `X_scVI`."""
    held = read.adata.entries(read.room)
    if read.room == "obs" or read.entry in held:
        return None
    alike = [name for name in held if _letters(name) == _letters(read.entry)]
    written = next((name for name in alike if held[name].certain), None)
    if written is None or any(read.adata.id in e.adata.ids for e in _written(read)):
        return None
    return read.finding(
        read.span,
        f"This program wrote {written!r} to {read.adata.its(read.room)}, and reads {read.entry!r} "
        f"here. Unless the file holds both, this raises. Did you mean {written!r}?",
        because=held[written],
        certain=False,
        doubt="the file may hold both",
    )


def _written(read: EntryRead) -> Iterator[Stored]:
    """Where the program writes this very entry, earlier or later."""
    for event in (*read.earlier(Stored), *read.later(Stored)):
        if (event.room, event.entry) == (read.room, read.entry):
            yield event


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
