"""Arguments of saving, loading, and of transfer to a query."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    MODEL,
    PRELIMINARIES,
    SAVING,
    SURGERY,
    Word,
)

_QUERY = "user_guide/background/transfer_learning#preliminaries"

WORDS: dict[str, Word] = {
    "save_anndata": Word(
        "Whether to write the data beside the model, as `adata.h5ad`: then `load` needs no "
        "object, and the folder is as large as the counts.",
        (SAVING,),
    ),
    "overwrite": Word(
        "Whether an existing folder may be replaced; without it a second run stops with "
        "ValueError after training. Old files of another `prefix` stay.",
        (SAVING,),
    ),
    "dir_path": Word(
        "The folder of the saved model; it holds `model.pt`. Not a file name: 'x.pt' becomes a "
        "folder of that name.",
        (SAVING,),
    ),
    "prefix": Word(
        "What the names of the saved files begin with, for several models in one folder; `load` "
        "must be told the same.",
        (SAVING,),
    ),
    "save_kwargs": Word("What `torch.save` is given beside the weights; seldom needed.", (SAVING,)),
    "backup_url": Word(
        "Where to download the model from when the folder is not there; a stranger's file, opened "
        "by torch.",
        (SAVING,),
    ),
    "legacy_mudata_format": Word(
        "Names of genes as older releases wrote them for MuData, so that those releases can load "
        "the folder."
    ),
    "allowed_classes_names_list": Word(
        "Other classes whose saved models may be loaded as this one, such as a subclass of yours."
    ),
    "unfrozen": Word(
        "Whether the whole network may change during query training; the reference then moves too, "
        "and its old embedding no longer fits.",
        (SURGERY,),
    ),
    "freeze_dropout": Word(
        "Whether dropout stays off in the frozen part, so that the reference's cells keep their "
        "exact places.",
        (SURGERY,),
    ),
    "freeze_batchnorm_encoder": Word(
        "Whether batch statistics of the reference stay in the encoder; otherwise they drift to "
        "the query's.",
        (SURGERY,),
    ),
    "freeze_batchnorm_decoder": Word(
        "The same in the decoder, where drift alters decoded expression instead of places.",
        (SURGERY,),
    ),
    "freeze_expression": Word(
        "Whether the weights of genes stay fixed, so that a query cell's place depends on the "
        "reference alone.",
        (SURGERY,),
    ),
    "freeze_decoder_first_layer": Word(
        "Whether the decoder's first layer, which reads the latent state, stays fixed.", (SURGERY,)
    ),
    "freeze_classifier": Word(
        "Whether the label classifier stays as the reference made it; unfrozen, few query labels "
        "can spoil it.",
        (SURGERY,),
    ),
    "reference_model": Word(
        "The trained model, or its folder, that the query is mapped to; its genes, in its order, "
        "are what the query needs.",
        (_QUERY, SURGERY),
    ),
    "load_query_data.reference_model": Word(
        "The reference whose weights are kept, as a trained object or a saved folder: it needs "
        "`encode_covariates=True` and layer norm to map well.",
        (SURGERY,),
    ),
    "inplace": Word(
        "Whether the query itself is changed: its genes are reordered, missing ones become zeros. "
        "With `False` the prepared object is returned.",
        (_QUERY,),
    ),
    "inplace_subset_query_vars": Word(
        "Whether genes that the reference lacks are cut from the query's own object.", (_QUERY,)
    ),
    "return_reference_var_names": Word(
        "Only the reference's genes, as an index; changes nothing in the query.", (_QUERY,)
    ),
    "transfer_batch": Word(
        "Whether new batches get weights of their own; SysVI alone asks.",
        ("user_guide/models/sysvi",),
    ),
    "scvi_model": Word(
        "The trained SCVI whose weights, data and registration are taken over; untrained ones are "
        "accepted and give a bad start.",
        (PRELIMINARIES,),
    ),
    "totalvi_model": Word(
        "The trained TOTALVI that labels are added to, with its cells and proteins.",
        (MODEL.format("training-details"), PRELIMINARIES),
    ),
    "sc_model": Word(
        "The trained single-cell model with profiles of the types to find in spots.",
        (MODEL.format("preliminaries"),),
    ),
    "st_adata": Word(
        "The spots: raw counts, and the single cells' genes in the same order.",
        (MODEL.format("preliminaries"),),
    ),
    "restrict_to_batch": Word(
        "The batch whose cells are simulated and judged: doublets form within one run.",
        ("user_guide/models/solo#doublet-simulation",),
    ),
    "minified_data_type": Word(
        "What is kept: the latent posterior alone, or the counts as well. Without counts, "
        "training and count likelihoods are over.",
        (SAVING,),
    ),
    "use_latent_qzm_key": Word(
        "The obsm entry with the means of the latent posterior, cells × `n_latent`, from "
        "`get_latent_representation(return_dist=True)`.",
        (SAVING,),
    ),
    "use_latent_qzv_key": Word(
        "Where obsm keeps the posterior's variances – not standard deviations – of each cell.",
        (SAVING,),
    ),
    "adata_seq": Word(
        "The sequenced cells of a gimVI model that is loaded; wanted unless saved along.",
        (SAVING,),
    ),
    "adata_spatial": Word(
        "The imaged cells of that gimVI model, with the panel's genes only.", (SAVING,)
    ),
    "required": Word("Whether a missing registration raises an error, or gives None."),
    "hide_state_registries": Word("Leaves out the long tables, and prints the set-up call only."),
    "adata_target": Word("New data to register by the old pattern, columns checked or extended."),
}
