"""Arguments of `train`, of the training plan and of the trainer."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import CALLBACKS, LOADERS, OBJECTIVE, TRAINING, Word

WORDS: dict[str, Word] = {
    "max_epochs": Word(
        "How often all cells are passed through. Omitted: chosen from their number, "
        "fewer for big data.",
        (TRAINING,),
    ),
    "train_size": Word("The share of cells to train on; the rest validates.", (TRAINING,)),
    "validation_size": Word("The share of cells to validate on. Omitted: what `train_size` left."),
    "batch_size": Word(
        "How many cells make one minibatch. A last batch of one cell breaks batch normalisation."
    ),
    "early_stopping": Word(
        "Whether training ends once the validation loss stops improving.", (TRAINING,)
    ),
    "early_stopping_monitor": Word("The quantity that early stopping watches.", (TRAINING,)),
    "early_stopping_patience": Word("How many epochs without improvement early stopping waits."),
    "check_val_every_n_epoch": Word(
        "How often the validation loss is computed. Without it `history` has no validation curve "
        "for models that do not validate by themselves.",
        (TRAINING,),
    ),
    "plan_kwargs": Word(
        "Settings of the training plan, such as `lr` or `weight_decay`. A model may write over "
        "some of them.",
        (TRAINING,),
    ),
    "trainer_config": Word(
        "The trainer's settings as one object instead of keywords.", (TRAINING,)
    ),
    "plan_config": Word("The training plan's settings as one object.", (TRAINING,)),
    "lr": Word("The learning rate. Where losses become NaN, try a smaller one."),
    "weight_decay": Word("How strongly weights are drawn towards zero."),
    "n_epochs_kl_warmup": Word(
        "Over how many epochs the weight of the KL terms rises to its end. A training that is "
        "shorter never reaches the full objective.",
        (OBJECTIVE,),
    ),
    "n_steps_kl_warmup": Word(
        "As `n_epochs_kl_warmup`, counted in minibatches; it wins when both are given.",
        (OBJECTIVE,),
    ),
    "max_kl_weight": Word(
        "The weight of the KL terms at the end of the warm-up; 1 is the evidence lower bound "
        "itself, less lets the latent space stray from its prior.",
        (OBJECTIVE,),
    ),
    "min_kl_weight": Word("The weight of the KL terms at the start of the warm-up.", (OBJECTIVE,)),
    "reduce_lr_on_plateau": Word(
        "Whether the learning rate falls when the watched loss stops falling; it needs validation."
    ),
    "classification_ratio": Word(
        "How much the loss of the classifier counts beside the evidence lower bound."
    ),
    "enable_checkpointing": Word("Whether the best state so far is kept on disk.", (CALLBACKS,)),
    "load_sparse_tensor": Word("Whether minibatches are moved to the device as sparse tensors."),
    "shuffle_set_split": Word("Whether cells are shuffled before the split."),
    "datamodule": Word(
        "A data module that feeds the training in the place of registered data.", (LOADERS,)
    ),
    "accelerator": Word("The hardware to train on: `auto`, `cpu`, `gpu`, `mps` …"),
    "devices": Word("Which devices of that kind, or how many."),
    "use_gpu": Word("Replaced by `accelerator` and `devices`."),
    "datasplitter_kwargs": Word(
        "Settings of the object that splits cells into train and validation."
    ),
}
