"""The pair that TOTALVI returns is unpacked the wrong way round.

`get_normalized_expression` of TOTALVI and TOTALANVI returns (rna, protein). Under swapped names
nothing fails as long as both are tables: genes are then plotted, stored and compared as proteins.

Write `rna, protein = model.get_normalized_expression()`.

    # bad: silent: genes are stored as proteins
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    protein, rna = model.get_normalized_expression(n_samples=2)  # <- finding

    # bad: silent: genes are stored as proteins
    import scvi

    def denoise(model, adata):
        decoded = model.get_normalized_expression()
        adata.obsm["protein_denoised"] = decoded[0]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    denoise(model, adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    rna, protein = model.get_normalized_expression(n_samples=2)
    adata.layers["denoised_rna"] = rna
    adata.obsm["denoised_protein"] = protein
    _, adata.obsm["protein_denoised"] = model.get_normalized_expression()
"""

import re

from scvi_lint.rule import Queried, Stored, Table, cites, regex, rule

PROTEINS = regex(r"(?:^|_)(?:prot(?:ein)?s?|adts?|cite|antibod(?:y|ies)|surface)(?:_|$)", re.I)
GENES = regex(r"(?:^|_)(?:rna|genes?|gex|mrna|transcripts?)(?:_|$)", re.I)
UNPACKED = regex(r"\s*\(?\s*([\w.]+)\s*,\s*([\w.]+)\s*\)?\s*=(?!=)")


@rule(
    "SCV429",
    severity="warning",
    cites=cites(
        "{symbol}",
        "user_guide/models/totalvi#normalization-and-denoising-of-rna-and-protein-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def totalvi_pair_swapped(query: Queried):
    if not query.has("returns_a_pair"):
        return
    statement = query.statement
    names = None if statement is None else UNPACKED.match(query.source(statement))
    says = f"{query.class_name}.{query.call.name} returns (rna, protein)"
    if statement is not None and names is not None:
        first, second = names[1], names[2]
        if PROTEINS.search(first) and not PROTEINS.search(second) and not GENES.search(first):
            yield query.finding(
                query.call.name_span,
                f"{says}: {first} holds the genes here and {second} the proteins. Swap the names.",
            )
            return
    for stored in query.later(Stored):
        table = stored.returned
        if not isinstance(table, Table) or table.made is not query or table.part != 0:
            continue
        if stored.room == "obsm" and PROTEINS.search(stored.entry):
            yield stored.finding(
                stored.value_span or stored.span,
                f"{says}: what is stored as {stored.entry!r} are the genes. Take the second half.",
                because=query.reason("decoded here"),
            )
