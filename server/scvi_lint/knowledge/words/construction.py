"""Arguments of the constructors: how large the network is, and what it assumes of the data."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import PRELIMINARIES, SURGERY, Word

WORDS: dict[str, Word] = {
    "n_latent": Word("How many dimensions the latent space has."),
    "n_hidden": Word("How many nodes each hidden layer has."),
    "n_layers": Word("How many hidden layers encoder and decoder have."),
    "dropout_rate": Word("The share of nodes that is dropped at random while training."),
    "gene_likelihood": Word(
        "The distribution of the observed values given the latent state: `zinb`, `nb` and "
        "`poisson` are for counts, `normal` for continuous data.",
        ("user_guide/models/{model}#generative-process", PRELIMINARIES),
    ),
    "dispersion": Word(
        "Whether the dispersion is one per gene, or per gene and batch, label, cell."
    ),
    "use_layer_norm": Word("Where layer normalisation is used; reference mapping wants `both`."),
    "use_batch_norm": Word(
        "Where batch normalisation is used; reference mapping wants `none`, since batch "
        "statistics of a reference do not fit a query.",
        (SURGERY,),
    ),
    "encode_covariates": Word(
        "Whether the encoder sees the covariates. Reference mapping wants `True`.", (SURGERY,)
    ),
    "use_observed_lib_size": Word(
        "Whether a cell's own total count is its library size, or a latent variable is learned."
    ),
}
