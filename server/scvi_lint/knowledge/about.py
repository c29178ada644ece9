"""What a reader finds at a place of the documentation whose heading does not tell."""

from __future__ import annotations

_FAQ_NAN = "my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this"
_BY_PLACE = {
    ("faq", _FAQ_NAN): "raw counts, the right layer, and what else to do about NaN",
    ("api/user", "scvi._settings.ScviConfig"): "the seed, workers and other settings",
    ("changelog", ""): "what came, moved and went, release by release",
    ("release_notes/index", ""): "what came, moved and went, release by release",
}
# By the end of a tutorial's path: they moved between folders.
_BY_NOTEBOOK = {
    "api_overview": "raw counts, set-up, training and outputs, step by step",
    "data_loading": "keeping the counts, concatenating, and registering data",
    "data_tutorial": "what setup_anndata remembers of the data",
    "minification": "what a minified model can still do",
    "preprocessing": "filtering, the counts layer, and choosing genes",
}
_BY_HEADING_OF_MODEL = {
    "preliminaries": "what the model takes as input",
    "generative-process": "likelihood, library size and dispersion",
}


def of(page: str, anchor: str) -> str:
    """Half a sentence, "" where the heading says enough."""
    if page.startswith("tutorials/notebooks/"):
        return _BY_NOTEBOOK.get(page.rpartition("/")[2], "")
    if page.startswith("user_guide/models/"):
        return _BY_HEADING_OF_MODEL.get(anchor, "")
    return _BY_PLACE.get((page, anchor), "")
