"""A name is used that nothing in the program binds.

A notebook remembers what was run in it once: the cell that read the data was deleted, the import
stood in another notebook, the name was changed in one place. As long as the kernel lives, all seems
well; run from its first cell on, the program ends in NameError, and nobody can repeat the analysis.

Bind the name: read the data, import the module, or write the name as it is bound.

    # bad: raises NameError
    import scvi

    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: raises NameError
    import scvi

    torch.set_float32_matmul_precision("high")  # <- finding
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: raises NameError after training
    import scvi

    def fitted(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        return vae.get_latent_representation()  # <- finding

    latent = fitted(scvi.data.synthetic_iid())

    # good: bound in the function's own time
    import scvi

    def latent():
        return model.get_latent_representation()

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent()

    # good: whoever calls it binds the name
    import scvi

    adata = scvi.data.synthetic_iid()
    try:
        seed = chosen_seed
    except NameError:
        seed = 0
    scvi.settings.seed = seed
"""

from scvi_lint.rule import ApiUsed, NameUnknown, OfModelClass, cites, rule


@rule(
    "SCV006",
    severity="error",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "user_guide/models/scvi#preliminaries",
    ),
)
def name_never_bound(read: NameUnknown):
    if read.guards & ASKING or not read.is_bound_nowhere:
        return
    if any(before.name == read.name for before in read.earlier(NameUnknown)):
        return  # said where it fails first
    if not any(read.program.after(-1, (ApiUsed, OfModelClass))):
        return  # a program that has nothing to do with scvi-tools
    where = "no cell of this notebook" if read.in_notebook else "nothing in this program"
    yield read.finding(
        read.span,
        f"{read.name} is used, but {where} binds it: run from the beginning, this raises "
        "NameError. Read, import or define it first.",
        cause=("names of", read.span.path),
    )


# Where the program itself asks whether it can do what it does.
ASKING = frozenset({"try", "version"})
