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

_DEVICES = ("user_guide/use_case/multi_gpu_training",)
_SCANVI = ("user_guide/models/scanvi#training-details",)

_COURSE: dict[str, Word] = {
    "max_epochs": Word(
        "How often all cells are passed through. Omitted: chosen from their number, 400 up to "
        "20 000 cells and fewer for more. A small number ends before the loss is flat.",
        (TRAINING,),
    ),
    "max_steps": Word(
        "An upper bound on minibatches; it or `max_epochs` ends training, whichever is first.",
        (TRAINING,),
    ),
    "train_size": Word(
        "The share of cells to train on (0.9); the rest validates. With 1 nothing is left to see "
        "overfitting by, and early stopping has no loss to watch.",
        (TRAINING,),
    ),
    "validation_size": Word(
        "The share of cells to validate on. Omitted: what `train_size` left. If both sum to less "
        "than 1, the remainder becomes a test set.",
        (TRAINING,),
    ),
    "shuffle_set_split": Word(
        "Whether cells are shuffled before the split. Without it the *last* cells validate: in a "
        "concatenated object that is one whole batch.",
        (TRAINING,),
    ),
    "external_indexing": Word(
        "Your own split as positions: a list of arrays for training, validation, test. It "
        "overrules `train_size`; a held-out donor is kept out this way.",
        (TRAINING,),
    ),
    "batch_size": Word(
        "How many cells make one minibatch (128). A last batch of one cell breaks batch "
        "normalisation; larger ones are faster and take fewer steps an epoch.",
        (TRAINING,),
    ),
    "early_stopping": Word(
        "Whether training ends once the validation loss stops improving; the last weights are "
        "kept, not the best ones. It needs validation cells.",
        (TRAINING,),
    ),
    "early_stopping_monitor": Word(
        "The logged key that early stopping watches, `elbo_validation` by default; a key of "
        "training cells would never notice overfitting.",
        (TRAINING, CALLBACKS),
    ),
    "early_stopping_patience": Word(
        "How many validations without improvement early stopping waits (45): with "
        "`check_val_every_n_epoch=10` that is 450 epochs.",
        (TRAINING,),
    ),
    "early_stopping_min_delta": Word(
        "How large a fall of the monitored value counts as improvement; its unit is the value's, "
        "so for an ELBO in the thousands 0.001 never stops.",
        (TRAINING,),
    ),
    "early_stopping_mode": Word(
        "`min` for losses, `max` for scores such as accuracy; the wrong one stops a good training "
        "at once.",
        (TRAINING,),
    ),
    "early_stopping_warmup_epochs": Word(
        "Epochs before early stopping may act, so that the KL warm-up does not end a run.",
        (TRAINING,),
    ),
    "check_val_every_n_epoch": Word(
        "How often the validation loss is computed. Without it `history` has no validation curve "
        "for models that do not validate by themselves.",
        (TRAINING,),
    ),
    "limit_train_batches": Word(
        "Only this share or number of minibatches an epoch: for trying a program. The other cells "
        "are never seen."
    ),
    "ckpt_path": Word(
        "A Lightning checkpoint to resume from: optimiser, epoch and weights go on as they were.",
        (CALLBACKS,),
    ),
}

_PLAN: dict[str, Word] = {
    "plan_kwargs": Word(
        "Settings of the training plan, such as `lr` or `weight_decay`. A model may write over "
        "some of them; trainer settings like `max_epochs` do not belong in it.",
        (TRAINING,),
    ),
    "plan_config": Word(
        "The training plan's settings as one object instead of `plan_kwargs`; give one of the two.",
        (TRAINING,),
    ),
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
    "eps": Word(
        "Keeps the optimiser from dividing by zero (0.01 here, far above torch's 1e-8); lowering "
        "it makes early steps wild.",
        (TRAINING,),
    ),
    "optimizer": Word(
        "The rule that turns gradients into steps: `Adam`, `AdamW`, or `Custom` together with "
        "`optimizer_creator`.",
        (TRAINING,),
    ),
    "optimizer_creator": Word(
        "A function from parameters to an optimiser, read only with `optimizer='Custom'`.",
        (TRAINING,),
    ),
    "n_epochs_kl_warmup": Word(
        "Over how many epochs the weight of the KL terms rises to its end (400). A training that "
        "is shorter never reaches the full objective.",
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
    "min_kl_weight": Word(
        "Where the KL weight begins; 0 lets reconstruction settle first, near the maximum there "
        "is no warm-up left.",
        (OBJECTIVE,),
    ),
    "kl_weight": Word(
        "A constant weight of the KL terms, for plans without a warm-up. Larger values smooth the "
        "latent space and mix batches, smaller ones reconstruct better.",
        (OBJECTIVE,),
    ),
    "reduce_lr_on_plateau": Word(
        "Whether the learning rate falls when the watched loss stops falling; it needs validation "
        "every epoch to have something to watch.",
        (TRAINING,),
    ),
    "lr_factor": Word(
        "What the learning rate is multiplied by at each plateau (0.6); 1 would change nothing.",
        (TRAINING,),
    ),
    "lr_patience": Word(
        "Epochs without improvement before the learning rate is cut (30). If early stopping waits "
        "less, it ends the run first.",
        (TRAINING,),
    ),
    "lr_threshold": Word("What counts as improvement on the plateau, in units of the loss."),
    "lr_min": Word(
        "A floor of the learning rate: however long the loss is flat, it stays above.", (TRAINING,)
    ),
    "lr_scheduler_metric": Word(
        "The validation key that decides about the learning rate; it must be among those logged.",
        (TRAINING,),
    ),
    "lr_extra": Word("The learning rate of parameters outside of the networks, in VeloVI's plan."),
    "classification_ratio": Word(
        "How much the classifier's loss counts beside the bound (50). Raised, labels pull the "
        "latent space apart; batches may come back with them.",
        _SCANVI,
    ),
    "n_samples_per_label": Word(
        "So many labelled cells of each type are drawn anew every epoch, so that common types do "
        "not rule. None: all of them.",
        _SCANVI,
    ),
    "adversarial_classifier": Word(
        "Whether a second network tries to tell batches apart in the latent space while the model "
        "learns to fool it; on by itself where a batch lacks proteins.",
        (TRAINING,),
    ),
    "adversarial_mixing": Word(
        "Whether RNA-only and ATAC-only cells are mixed by fooling a second network; without it "
        "the modalities may stay two clouds.",
        ("user_guide/models/multivi#inference",),
    ),
    "scale_adversarial_loss": Word(
        "How much fooling that second network counts: a number, or `auto`, which lets it rise as "
        "the KL weight does.",
        (TRAINING,),
    ),
    "pro_recons_weight": Word(
        "How much the proteins' reconstruction counts beside the RNA's; above 1 the panel shapes "
        "the joint space more.",
        ("user_guide/models/totalvi#preliminaries",),
    ),
    "ct_sparsity_weight": Word(
        "How strongly spots are made to use few cell types: higher gives cleaner maps and loses "
        "types of low share.",
        ("user_guide/models/destvi#stlvm",),
    ),
    "z_distance_cycle_weight": Word(
        "How strongly a cell must find back to itself through another system: more integrates "
        "harder and loses biology sooner.",
        ("user_guide/models/sysvi",),
    ),
    "update_only_decoder": Word(
        "Fits the decoder alone; the encoder, and with it the embedding, stays untouched."
    ),
    "compile": Word(
        "Whether torch compiles the network first: slow to start, then faster. Results stay the "
        "same."
    ),
    "compile_kwargs": Word("What torch's compiler is told; read only with `compile=True`."),
    "on_step": Word(
        "Whether losses are logged every minibatch as well: history keys then end in `_step` and "
        "`_epoch`."
    ),
    "on_epoch": Word("Whether the epoch's mean is logged; without it `history` stays empty."),
    "loss_kwargs": Word("What the module's loss is given beside the data, by name; models differ."),
    "training_plan": Word("A training plan class of your own in the place of the model's."),
}

_TRAINER: dict[str, Word] = {
    "trainer_config": Word(
        "The trainer's settings as one object instead of keywords; a keyword that is given as "
        "well wins.",
        (TRAINING,),
    ),
    "accelerator": Word(
        "The hardware to train on: `auto`, `cpu`, `gpu`, `mps` … Numbers differ slightly between "
        "them, so a seed repeats a run on one kind only.",
        _DEVICES,
    ),
    "devices": Word(
        "Which devices of that kind, or how many: `1`, `[0]`, `-1` for all. `[1]` is the second "
        "card, `1` is one card.",
        _DEVICES,
    ),
    "strategy": Word(
        "How several devices share the work, such as `ddp_find_unused_parameters_true`; in a "
        "notebook the `_notebook_` variant, or the cell hangs.",
        _DEVICES,
    ),
    "use_gpu": Word(
        "Replaced by `accelerator` and `devices` in 1.0 and gone since 1.1, where it raises an "
        "error.",
        _DEVICES,
    ),
    "device": Word(
        "Where the loaded network is put: `cpu`, `gpu`, `mps`; a model saved on a GPU loads on "
        "CPU.",
        _DEVICES,
    ),
    "precision": Word(
        "Bits of the arithmetic; half precision makes NaN likelier in count models, since large "
        "totals leave its range."
    ),
    "gradient_clip_val": Word(
        "Cuts gradients at this length. It keeps a training alive that a few wild cells upset; "
        "NaN because of bad counts it only delays.",
        (NANS,),
    ),
    "callbacks": Word(
        "A list of Lightning callbacks. They see what is logged under the names of `history`; in "
        "SCANVI they replace its own resampling of labels.",
        (CALLBACKS,),
    ),
    "enable_checkpointing": Word(
        "Whether the best state so far is kept on disk, below `scvi.settings.logging_dir`; a "
        "`SaveCheckpoint` callback needs it.",
        (CALLBACKS,),
    ),
    "checkpointing_monitor": Word(
        "The logged value by which the best state is chosen; a validation key, since training "
        "loss always improves.",
        (CALLBACKS,),
    ),
    "save_best": Word(
        "The older switch that brings the best state back after training; now a `SaveCheckpoint` "
        "with `load_best_on_end=True`.",
        (CALLBACKS,),
    ),
    "logger": Word(
        "Where curves go beside `history`; None keeps scvi-tools' own. With another logger "
        "`model.history` may stay empty.",
        (CALLBACKS,),
    ),
    "log_every_n_steps": Word(
        "After how many minibatches values are written down; epochs with fewer steps leave no "
        "step values in `history`."
    ),
    "enable_progress_bar": Word(
        "Whether a progress bar is drawn while training; the fit is the same without."
    ),
    "progress_bar_refresh_rate": Word(
        "Every how many minibatches the bar moves; 0 hides it. No effect on the fit."
    ),
    "enable_model_summary": Word(
        "Whether Lightning prints the sizes of the network's parts before it starts; only a "
        "print-out, nothing of the fit."
    ),
    "simple_progress_bar": Word(
        "One bar for all epochs, scvi-tools' own, instead of one an epoch by Lightning."
    ),
    "deterministic": Word(
        "Whether only operations that give the same result every time are used: slower, and some "
        "raise an error."
    ),
    "detect_anomaly": Word(
        "Traces which operation made the first NaN: much slower, for looking for the cause only.",
        (NANS,),
    ),
    "benchmark": Word("Whether cuDNN tries several ways and keeps the fastest; results may vary."),
    "datasplitter_kwargs": Word(
        "Settings of the object that splits cells into train and validation, such as `drop_last`, "
        "`num_workers`, `external_indexing`.",
        (TRAINING,),
    ),
    "train_kwargs": Word(
        "What `train` is given, as a dictionary: epochs, early stopping, batch size.", (TRAINING,)
    ),
    "drop_last": Word(
        "Whether a last, smaller minibatch is left out: cures 'more than 1 value per channel', at "
        "the price of some cells an epoch.",
        (TRAINING,),
    ),
    "num_workers": Word(
        "Processes that prepare minibatches; data in memory needs none, and forking a large "
        "object costs its size again.",
        (LOADERS,),
    ),
    "pin_memory": Word("Whether minibatches wait in pinned memory, for a faster way to the GPU."),
    "persistent_workers": Word(
        "Whether loading processes live on between epochs; of use with workers only.", (LOADERS,)
    ),
    "load_sparse_tensor": Word(
        "Whether minibatches are moved to the device as sparse tensors: less traffic for sparse "
        "counts, the same result."
    ),
    "background_indices": Word(
        "Positions of the control cells; a cell must not be in both sets. Swapped with the "
        "target's, the two latent spaces change their meaning.",
        ("user_guide/models/contrastivevi#preliminaries",),
    ),
    "target_indices": Word(
        "Positions – whole numbers, no mask – of the treated cells whose own variation is sought.",
        ("user_guide/models/contrastivevi#preliminaries",),
    ),
}

WORDS: dict[str, Word] = {**_COURSE, **_PLAN, **_TRAINER}
