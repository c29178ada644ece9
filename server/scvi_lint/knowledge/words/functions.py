"""Functions and callbacks beside the models."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, CRITICISM, DOWNSTREAM, NANS, Word

WORDS: dict[str, Word] = {
    "poisson_gene_selection": Word(
        "Marks genes with more zeros than a Poisson model expects, in `var['highly_variable']`. "
        "It wants raw counts, and only marks: subset afterwards."
    ),
    "synthetic_iid": Word(
        "Random counts with two batches, three labels and proteins, to try a program; nothing "
        "about them is biology."
    ),
    "organize_cite_seq_10x": Word(
        "Moves antibody counts out of X into `obsm['protein_expression']`, in place."
    ),
    "organize_multiome_anndatas": Word(
        "Puts paired cells, RNA cells and ATAC cells into one object with genes before peaks.",
        ("user_guide/models/multivi#preliminaries",),
    ),
    "reads_to_fragments": Word(
        "Turns read counts into fragment counts in a new layer: half, rounded up.",
        ("user_guide/models/poissonvi#preliminaries",),
    ),
    "add_dna_sequence": Word(
        "Writes the sequence under each peak into `varm`; the genome must be the one of the peaks.",
        ("user_guide/models/scbasset#preliminaries",),
    ),
    "mde": Word(
        "A picture of the latent space in two dimensions, fast on a GPU. For the eye: distances "
        "and gaps in it are no result.",
        (DOWNSTREAM,),
    ),
    "SaveCheckpoint": Word(
        "A callback that saves the model whenever `monitor` improves; with "
        "`check_nan_gradients=True` also where NaN breaks training off, so that the last good "
        "weights are kept. Their cause is to be sought in the counts and the layer first, then in "
        "the learning rate.",
        (CALLBACKS, NANS),
    ),
    "LoudEarlyStopping": Word(
        "Early stopping that says why it stopped. `early_stopping=True` in `train` makes one; made "
        "by hand, it needs `warmup_epochs` in releases that know it, or raises KeyError.",
        (CALLBACKS,),
    ),
    "run_autotune": Word(
        "Trains many models with settings from `search_space` and reports the best by `metrics`. "
        "ELBO compares settings only where likelihood and data stay the same.",
        ("user_guide/use_case/hyper_parameters_tuning",),
    ),
    "create_criticism_report": Word(
        "Runs posterior predictive checks on a trained model and writes a report: counts that "
        "vary as observed, zeros, calibration. Look at it before believing decoded values.",
        (CRITICISM,),
    ),
}
