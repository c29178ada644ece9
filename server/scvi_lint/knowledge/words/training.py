"""Arguments of `train`, of the training plan and of the trainer."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import (
    CALLBACKS,
    LOADERS,
    NANS,
    OBJECTIVE,
    SURGERY,
    TRAINING,
    Word,
)

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
    "lr": Word(
        "The learning rate, 0.001 for most models. A smaller one steadies a loss that jumps; NaN "
        "from wrong input (log values, negative counts, NaN in a covariate) it only delays.",
        (NANS, TRAINING),
    ),
    "weight_decay": Word(
        "How strongly weights are drawn towards zero. On a query it must be 0, or the frozen "
        "reference drifts.",
        (SURGERY, TRAINING),
    ),
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
    "max_steps": Word(
        "An upper bound on minibatches; it or `max_epochs` ends training, whichever is first."
    ),
    "n_samples_per_label": Word(
        "So many labelled cells of each type are drawn anew every epoch, so that common types do "
        "not rule. None: all of them.",
        ("user_guide/models/scanvi#training-details",),
    ),
    "callbacks": Word(
        "A list of Lightning callbacks. They see what is logged under the names of `history`.",
        (CALLBACKS,),
    ),
    "strategy": Word(
        "How several devices share the work, such as `ddp_find_unused_parameters_true`; in a "
        "notebook the `_notebook_` variant.",
        ("user_guide/use_case/multi_gpu_training",),
    ),
    "progress_bar_refresh_rate": Word("Every how many minibatches the bar moves; 0 hides it."),
    "enable_progress_bar": Word("Whether a progress bar is drawn."),
    "enable_model_summary": Word("Whether Lightning prints the sizes of the network's parts."),
    "log_every_n_steps": Word("After how many minibatches values are written down."),
    "logger": Word("Where curves go beside `history`; None keeps scvi-tools' own.", (CALLBACKS,)),
    "precision": Word("Bits of the arithmetic; half precision makes NaN likelier in count models."),
    "gradient_clip_val": Word(
        "Cuts gradients at this length. It keeps a training alive that a few wild cells upset; "
        "NaN because of bad counts it only delays.",
        (NANS,),
    ),
    "limit_train_batches": Word("Only this share or number of minibatches an epoch: for trying."),
    "ckpt_path": Word("A Lightning checkpoint to resume from."),
    "device": Word("`cpu`, `gpu`, `mps`: where the network is put."),
    "early_stopping_min_delta": Word(
        "How large a fall of the monitored value counts as improvement; its unit is the value's."
    ),
    "early_stopping_mode": Word("`min` for losses, `max` for scores such as accuracy."),
    "checkpointing_monitor": Word("The logged value by which the best state is chosen."),
    "save_best": Word("The older switch that brings the best state back after training."),
    "training_plan": Word("A training plan class of your own in the place of the model's."),
    "external_indexing": Word(
        "Your own split as positions: a list of arrays for training, validation, test.", (TRAINING,)
    ),
    "drop_last": Word("Whether a last, smaller minibatch is left out."),
    "num_workers": Word("Processes that prepare minibatches; data in memory needs none."),
    "background_indices": Word("Positions of the control cells; a cell must not be in both sets."),
    "target_indices": Word("Positions of the treated cells; a cell must not be in both sets."),
    "adversarial_classifier": Word(
        "Whether a second network tries to tell batches apart in the latent space while the model "
        "learns to fool it; on by itself where a batch lacks proteins."
    ),
    "adversarial_mixing": Word("Whether modalities are mixed by fooling a second network."),
    "scale_adversarial_loss": Word("How much fooling that second network counts in the loss."),
    "lr_extra": Word("The learning rate of parameters outside of the networks."),
    "lr_patience": Word("Epochs without improvement before the learning rate falls."),
    "lr_factor": Word("What the learning rate is multiplied by when it falls."),
    "lr_scheduler_metric": Word("The validation value that decides about the learning rate."),
    "lr_min": Word("The learning rate never falls below it."),
    "optimizer": Word("The rule that turns gradients into steps: `Adam`, `AdamW` …"),
    "eps": Word("A small number that keeps the optimiser from dividing by zero."),
    "compile": Word("Whether torch compiles the network first: slow to start, then faster."),
    "ct_sparsity_weight": Word("How strongly spots are made to use few cell types."),
    "pro_recons_weight": Word("How much the proteins' reconstruction counts beside the RNA's."),
    "kl_weight": Word("A constant weight of the KL terms, for plans without a warm-up."),
    "z_distance_cycle_weight": Word(
        "How strongly a cell must find back to itself through another system: more integrates "
        "harder and loses biology sooner.",
        ("user_guide/models/sysvi",),
    ),
    "update_only_decoder": Word("Whether the encoder stays as it is."),
}
