"""What a training logs: the keys of `model.history`, which are also what a callback may monitor.

The terms of the evidence lower bound are one sum, and each entry says where it stands in it.
Under the plain name; under `name_train` where the key of the training cells reads otherwise.
"""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, OBJECTIVE, Word

_LABELLED = ("user_guide/models/scanvi#training-details",)

WORDS: dict[str, Word] = {
    "elbo": Word(
        "The negative evidence lower bound per cell: `reconstruction_loss` + `kl_local` + "
        "`kl_global`. Lower is better, only between runs on the same data with the same "
        "likelihood.",
        (OBJECTIVE,),
    ),
    "elbo_train": Word(
        "The sum of reconstruction and KL terms on the cells that are being learned: it almost "
        "always goes on falling. Converged is when `elbo_validation` is flat; a widening gap "
        "between the two is overfitting.",
        (OBJECTIVE,),
    ),
    "elbo_train_set": Word(
        "scvi 0.x: the negative bound on training cells, computed every `frequency` epochs; the "
        "key "
        "is `elbo_train` today.",
        (OBJECTIVE,),
    ),
    "elbo_test_set": Word(
        "scvi 0.x: the bound on held-out cells, lower is better; `elbo_validation` since 0.8.",
        (OBJECTIVE,),
    ),
    "reconstruction_loss": Word(
        "The first term of `elbo`: how badly the decoder explains the counts. It can fall while "
        "the KL terms rise: read them together.",
        (OBJECTIVE,),
    ),
    "reconstruction_loss_train": Word(
        "Negative log likelihood of training cells' counts, the largest part of `elbo`. Its height "
        "depends on the number of genes and on depth, so it compares only within one data set.",
        (OBJECTIVE,),
    ),
    "kl_local": Word(
        "The second term of `elbo`: how far the cells' posteriors lie from the prior. Near zero "
        "says that the latent space carries nothing, however good the rest looks.",
        (OBJECTIVE,),
    ),
    "kl_local_train": Word(
        "Divergence from the prior on training cells, part of `elbo` at full weight even while "
        "the warm-up discounts it. It rises first and settles; collapse to zero is a warning.",
        (OBJECTIVE,),
    ),
    "kl_global": Word(
        "The third term of `elbo`: the same for variables that all cells share; zero for models "
        "that have none.",
        (OBJECTIVE,),
    ),
    "kl_global_train": Word(
        "What the shared variables add to `elbo`, spread over cells; flat at 0 for SCVI and its "
        "kin.",
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
    "validation_loss": Word(
        "The weighted objective on held-out cells. It may climb while the KL warm-up runs, though "
        "nothing overfits; `elbo_validation` has constant weights.",
        (OBJECTIVE, CALLBACKS),
    ),
    "train_loss": Word(
        "The weighted objective that gradients follow, minibatch by minibatch: noisy, and never "
        "evidence about unseen cells. `nan` here is where a broken input shows first.",
        (OBJECTIVE,),
    ),
    "accuracy": Word(
        "The share of labelled cells that the classifier gets right; on training cells it nears 1 "
        "and says little.",
        _LABELLED,
    ),
    "f1_score": Word(
        "Precision and recall of the classifier in one, over the classes; rare types show in it "
        "more than in accuracy.",
        _LABELLED,
    ),
    "calibration_error": Word(
        "How far the classifier's probabilities are from its success: 0.1 means ten points too "
        "sure, or too shy.",
        _LABELLED,
    ),
    "classification_loss": Word(
        "The cross entropy of the classifier on labelled cells, which counts "
        "`classification_ratio` "
        "times beside the bound.",
        _LABELLED,
    ),
    "auroc": Word("How well the classifier ranks cells of each class, from 0.5 to 1.", _LABELLED),
    "mmd": Word("How unlike the modalities' latent distributions are; zero is mixed."),
    "z_distance_cycle": Word(
        "How far a cell's state is from itself after the way through another system.",
        ("user_guide/models/sysvi",),
    ),
}
