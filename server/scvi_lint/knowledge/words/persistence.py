"""Arguments of saving, loading, and of transfer to a query."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    PRELIMINARIES,
    SAVING,
    SURGERY,
    Word,
)

WORDS: dict[str, Word] = {
    "save_anndata": Word("Whether to write the data beside the model.", (SAVING,)),
    "overwrite": Word("Whether an existing folder may be replaced.", (SAVING,)),
    "dir_path": Word("The folder of the saved model; it holds `model.pt`.", (SAVING,)),
    "prefix": Word("What the names of the saved files begin with.", (SAVING,)),
    "unfrozen": Word(
        "Whether the whole network may change during query training; the reference then moves too.",
        (SURGERY,),
    ),
    "freeze_dropout": Word("Whether dropout stays off in the frozen part.", (SURGERY,)),
    "reference_model": Word(
        "The trained model, or its folder, that the query is mapped to.", (SURGERY,)
    ),
    "scvi_model": Word("The trained model whose weights are taken over.", (PRELIMINARIES,)),
    "soft": Word("A probability per class rather than the most probable class."),
    "freeze_batchnorm_encoder": Word(
        "Whether batch statistics of the reference stay in the encoder.", (SURGERY,)
    ),
    "freeze_batchnorm_decoder": Word(
        "Whether batch statistics of the reference stay in the decoder.", (SURGERY,)
    ),
    "freeze_expression": Word(
        "Whether the weights of genes stay fixed, so that a query cell's place depends on the "
        "reference alone.",
        (SURGERY,),
    ),
    "freeze_decoder_first_layer": Word("Whether the decoder's first layer stays.", (SURGERY,)),
    "freeze_classifier": Word("Whether the label classifier stays as the reference made it."),
    "inplace": Word(
        "Whether the query itself is changed: its genes are reordered, missing ones become zeros. "
        "With `False` the prepared object is returned."
    ),
    "inplace_subset_query_vars": Word("Whether genes that the reference lacks are cut in place."),
    "return_reference_var_names": Word("Only the reference's genes, as an index; changes nothing."),
    "transfer_batch": Word("Whether new batches get weights of their own; SysVI alone asks."),
    "restrict_to_batch": Word(
        "The batch whose cells are simulated and judged: doublets form within one run.",
        ("user_guide/models/solo#doublet-simulation",),
    ),
    "backup_url": Word("Where to download the model from when the folder is not there."),
    "legacy_mudata_format": Word("Names of genes as older releases wrote them for MuData."),
    "allowed_classes_names_list": Word("Other classes whose saved models may be loaded as this."),
    "minified_data_type": Word(
        "What is kept: the latent posterior alone, or the counts as well.", (SAVING,)
    ),
    "use_latent_qzm_key": Word("The obsm entry with the means of the latent posterior."),
    "use_latent_qzv_key": Word("The obsm entry with the variances of the latent posterior."),
    "adata_seq": Word("The sequenced cells of a gimVI model that is loaded."),
    "adata_spatial": Word("The spatial cells of a gimVI model that is loaded."),
    "save_kwargs": Word("What `torch.save` is given beside."),
}
