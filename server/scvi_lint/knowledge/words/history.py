"""What a training logs: the keys of `model.history`, which are also what a callback may monitor.

The terms of the evidence lower bound are one sum, and each entry says where it stands in it.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import OBJECTIVE, Word

WORDS: dict[str, Word] = {
    "elbo": Word(
        "The negative evidence lower bound per cell: `reconstruction_loss` + `kl_local` + "
        "`kl_global`. Lower is better, only between runs on the same data with the same "
        "likelihood.",
        (OBJECTIVE,),
    ),
    "reconstruction_loss": Word(
        "The first term of `elbo`: how badly the decoder explains the counts. It can fall while "
        "the KL terms rise: read them together.",
        (OBJECTIVE,),
    ),
    "kl_local": Word(
        "The second term of `elbo`: how far the cells' posteriors lie from the prior. Near zero "
        "says that the latent space carries nothing, however good the rest looks.",
        (OBJECTIVE,),
    ),
    "kl_global": Word(
        "The third term of `elbo`: the same for variables that all cells share; zero for models "
        "that have none.",
        (OBJECTIVE,),
    ),
    "kl_weight": Word(
        "What the KL terms are multiplied by in this step of the warm-up; `loss` is weighted so, "
        "`elbo` is not.",
        (OBJECTIVE,),
    ),
    "loss": Word(
        "What is minimised: `reconstruction_loss` + `kl_weight` × the KL terms, and what else the "
        "model adds. During the warm-up it rises by the weight alone.",
        (OBJECTIVE,),
    ),
    "accuracy": Word("The share of labelled cells that the classifier gets right."),
    "f1_score": Word("Precision and recall of the classifier in one, over the classes."),
    "calibration_error": Word("How far the classifier's probabilities are from its success."),
    "classification_loss": Word("The cross entropy of the classifier on labelled cells."),
}
