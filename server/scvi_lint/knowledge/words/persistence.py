"""Arguments of saving, loading, and of transfer to a query."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import PRELIMINARIES, SAVING, SURGERY, Word

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
}
