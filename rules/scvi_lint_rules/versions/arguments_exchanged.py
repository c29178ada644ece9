"""Two arguments are exchanged: each is given what belongs to the other.

Methods that take two things of a kind, spliced and unspliced counts, cells and spots, genes and
regions, cannot tell them apart. Exchanged they run as a rule, and what comes out is of the other
kind: velocities that point backwards, peaks that are taken for genes. scvi-lint tells by the names:
`spliced_layer="Mu"` beside `unspliced_layer="Ms"`.

Exchange the two values. If the names only look like this, give your objects other names.

    # bad: silent: velocities point backwards
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["Ms"] = adata.X.copy()
    adata.layers["Mu"] = adata.X.copy()
    scvi.external.VELOVI.setup_anndata(
        adata,
        spliced_layer="Mu",  # <- finding
        unspliced_layer="Ms",
    )

    # bad: silent: regions are taken for genes (not run: needs a multiome)
    import scvi

    WHERE = {"rna_layer": "accessibility", "atac_layer": "rna"}

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(mdata, modalities=WHERE)  # <- finding

    # bad: silent: the number of genes is that of the regions
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"}
    )
    n_rna, n_atac = mdata["rna"].n_vars, mdata["accessibility"].n_vars
    model = scvi.model.MULTIVI(mdata, n_genes=n_atac, n_regions=n_rna)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["Ms"] = adata.X.copy()
    adata.layers["Mu"] = adata.X.copy()
    scvi.external.VELOVI.setup_anndata(adata, spliced_layer="Ms", unspliced_layer="Mu")
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "accessibility"}
    )
    n_rna, n_atac = mdata["rna"].n_vars, mdata["accessibility"].n_vars
    model = scvi.model.MULTIVI(mdata, n_genes=n_rna, n_regions=n_atac)
"""

from scvi_lint.rule import ApiUsed, Argument, cites, regex, rule

WORDS = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")

RNA = frozenset("rna gex gene genes expression transcriptome transcripts mrna".split())
ATAC = frozenset("atac peak peaks region regions accessibility chromatin".split())
PROTEIN = frozenset("prot protein proteins adt antibody antibodies cite surface".split())
CELLS = frozenset("sc seq single scrna cells singlecell".split())
SPOTS = frozenset("sp st spatial spots spot visium slide tissue merfish seqfish osmfish".split())
CONTROL = frozenset(
    "control controls ctrl background uninfected untreated healthy vehicle mock wt naive".split()
)
TREATED = frozenset(
    "target treated infected perturbed stimulated stim ko disease salient tumor tumour".split()
)

# Two arguments that are easily exchanged, each with the words that name what belongs to it.
PAIRS = (
    (("spliced_layer", {"spliced", "ms"}), ("unspliced_layer", {"unspliced", "mu"})),
    (("mc_layer", {"mc", "methylated", "meth"}), ("cov_layer", {"cov", "coverage", "total"})),
    (("rna_layer", RNA), ("atac_layer", ATAC)),
    (("rna_layer", RNA), ("protein_layer", PROTEIN)),
    (("n_genes", RNA), ("n_regions", ATAC)),
    (("sc_layer", CELLS), ("sp_layer", SPOTS)),
    (("adata_sc", CELLS), ("adata_sp", SPOTS)),
    (("background_indices", CONTROL), ("target_indices", TREATED)),
)


@rule(
    "SCV023",
    severity="warning",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scvi"),
)
def arguments_exchanged(used: ApiUsed):
    call = used.call
    if call is None or not used.path.startswith("scvi."):
        return
    given = dict(call.arguments)
    where = call.arguments.get("modalities")
    inside = {} if where is None else where.entries()
    for arguments in (given, inside):
        for (first, one), (second, other) in PAIRS:
            a, b = arguments.get(first), arguments.get(second)
            if a is None or b is None:
                continue
            mine, theirs = _words(used, a), _words(used, b)
            if mine & other and not mine & one and theirs & one and not theirs & other:
                yield used.finding(
                    a if arguments is given else where or a,
                    f"{first} is given {_said(used, a)}, and {second} {_said(used, b)}: by their "
                    "names the two are exchanged. Nothing checks that; exchange them.",
                )
                return


def _said(used: ApiUsed, given: Argument) -> str:
    text = given.value.text
    return repr(text) if text is not None else used.source(given.span)


def _words(used: ApiUsed, given: Argument) -> frozenset[str]:
    """The words of a name: of a text, or of the variable that is passed."""
    return frozenset(word.lower() for word in WORDS.findall(_said(used, given)))
