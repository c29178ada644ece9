"""Pages of the documentation by what they are about: words of a question in, places out.

The index of a release knows titles and headings; what a page answers is said in our own words
(`knowledge.words`). A page is found by all of these, weighed by how rare a word is (BM25), after
words were cut to their stems and joined by the synonyms of the field. Built when it is first asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from scvi_lint.knowledge.docs import Citation, Docs
from scvi_lint.knowledge.words import (
    ARGUMENTS,
    Word,
    classes,
    columns,
    functions,
    history,
    methods,
    pages,
    settings,
)

# BM25: how soon a repeated word stops to count, and how much long texts are held back.
_SATURATION = 1.2
_LENGTH = 0.4
# What a word counts for, by where it stands.
_IN_TITLE, _IN_HEADING, _IN_SUMMARY, _IN_TEXTS, _IN_PATH = 2.5, 3.0, 2.0, 0.6, 1.5
_IN_NAMES, _IN_RULES = 0.3, 0.2

_OF_PAGE = 0.35

_PLAIN = frozenset(
    """a about all an and any are as at be but by can could do does for from get give
    had has have how i if in into is it its make may me my need no not of on one or our should so
    such than that the their them then there they this to use used using want was we what when
    where which who why will with would you your""".split()
)

# Each line holds words that mean the same to a reader; the first stands for all.
_SYNONYMS = """
annotate annotation annotating label labelling labeling celltype
atac accessibility chromatin peak peaks scatac
abundance abundant abundances proportion proportions composition
batch batches
bayes evidence
cause causal causality
checkpoint checkpoints checkpointing
collapse vanish vanishes
condition conditions treatment treated treat perturbation perturbations perturb perturbed stimulated
converge converged convergence flat plateau
correct corrected correction integrate integrated integration harmonize
counterfactual counterfactuals hypothetical
crash crashes crashed break breaks exception abort
decode decoded denoise denoised denoising normalized normalised normalization imputed impute
deconvolution deconvolve visium spots spot
different differ differs difference mismatch other
differential de markers
distribution distributional ood
donor donors replicate replicates patient patients
ddp multigpu distributed
doublet doublets multiplet multiplets
elbo bound objective
epoch epochs
gpu gpus cuda mps accelerator
foldchange lfc fold logfc
hub huggingface hugging
kl divergence
language r seurat reticulate
latent embedding embeddings representation dimensions
load loading restore reload
loss losses
memory ram oom
methylation bisulfite methyl
multiome multimodal
nan nans inf infinite invalid
overfit overfitting overfitted
predict predicted prediction predictions
protein proteins citeseq cite antibody antibodies adt
query queries
rate lr
raw counts count umi
reference atlas
reproducible reproducibility seed random deterministic
save saving store persist
significance pvalue significant fdr
single cell
species organism cross
splicing velocity spliced unspliced
stop stopping patience
tune tuning hyperparameter hyperparameters autotune optimize
validate validation heldout
warmup warm anneal
"""


class Found(NamedTuple):
    """A place, what it answers, and how well it fits."""

    place: Citation
    text: str
    score: float


class _Document(NamedTuple):
    target: str
    weights: dict[str, float]
    length: float


def stems(text: str) -> list[str]:
    """The words of a text without their endings, plain words left out."""
    text = re.sub(r"(?<=[a-z])-(?=gpu)", "", text.lower().replace("p-value", "pvalue"))
    found: list[str] = []
    for word in re.findall(r"[a-z][a-z0-9]*|\d+", text.replace("_", " ")):
        if word not in _PLAIN:
            found.append(_meant(word))
    return found


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    known = _groups()
    return known.get(word) or known.get(_stem(word)) or _stem(word)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _SYNONYMS.strip().splitlines():
        first, *others = line.split()
        for word in (first, *others):
            found[word] = found[_stem(word)] = first
    return found


def _stem(word: str) -> str:
    """An English word without the ending that grammar gives it."""
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ations", "at"), ("ation", "at")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + rest
    for ending in ("ings", "ing", "edly", "ed", "es", "s", "ly", "ment", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


class Search:
    """The documentation of one release, ready to be asked."""

    def __init__(self, docs: Docs, rules: Iterable[tuple[str, str]] = ()) -> None:
        """`rules` are pairs of a page and words that lead to it."""
        self._docs = docs
        self._documents = list(_documents(docs, rules))
        self._mean = sum(one.length for one in self._documents) / max(len(self._documents), 1)
        self._known = Counter(stem for one in self._documents for stem in one.weights)

    def find(self, question: str, most: int = 10) -> list[Found]:
        """Places for a question, best first; at most two of one page."""
        wanted = frozenset(stems(question))
        own = {one.target: self._score(one, wanted) for one in self._documents}
        # What a page is about counts for its headings, too.
        whole = {
            target: score
            + (_OF_PAGE * own.get(target.partition("#")[0], 0.0) if "#" in target else 0)
            for target, score in own.items()
            if score > 0
        }
        scored = sorted(whole.items(), key=lambda row: (-row[1], row[0]))
        found: list[Found] = []
        taken: Counter[str] = Counter()
        for target, score in scored:
            if len(found) == most:
                break
            page = target.partition("#")[0]
            place = self._docs.cite(target)
            if place is None or taken[page] == 2:
                continue
            taken[page] += 1
            found.append(Found(place, pages.WORDS.get(target) or pages.WORDS.get(page, ""), score))
        return found

    def _score(self, document: _Document, wanted: frozenset[str]) -> float:
        total = 0.0
        among = 0
        for stem in wanted:
            weight = document.weights.get(stem, 0.0)
            if not weight:
                continue
            among += 1
            holders = self._known[stem]
            rarity = math.log(1 + (len(self._documents) - holders + 0.5) / (holders + 0.5))
            size = 1 - _LENGTH + _LENGTH * document.length / self._mean
            total += rarity * weight * (_SATURATION + 1) / (weight + _SATURATION * size)
        # A page that has all the words beats one that has a single word often.
        return total * (among / max(len(wanted), 1)) ** 0.5


def _documents(docs: Docs, rules: Iterable[tuple[str, str]]) -> Iterator[_Document]:
    """Each page and heading of the release with all that is said of it."""
    told: dict[str, list[str]] = {}
    for text, word in _texts():
        # What holds for every model is looked for on the page of the one that all build on.
        for target in word.pages[:1]:
            told.setdefault(target.replace("{model}", "scvi"), []).append(text)
    ruled: dict[str, list[str]] = {}
    for target, text in rules:
        ruled.setdefault(target, []).append(text)
    named = {
        (one.page, one.anchor): " ".join((*one.words, *one.symbols)) for one in docs.mentions()
    }
    for page, title, headings in docs.pages():
        own_anchor = headings[0][0] if headings else ""
        for anchor, heading in (("", ""), *headings[1:]):
            target = f"{page}#{anchor}" if anchor else page
            weights: dict[str, float] = {}
            own = pages.WORDS.get(target, "")
            for weight, text in (
                (_IN_TITLE if not anchor else _IN_TITLE / 2, title),
                (_IN_HEADING, heading),
                (_IN_SUMMARY, own),
                (_IN_PATH, page.rpartition("/")[2]),
                (_IN_NAMES, named.get((page, anchor or own_anchor), "")),
                *((_IN_TEXTS, text) for text in told.get(target, ())),
                *((_IN_RULES, text) for text in ruled.get(target, ())),
            ):
                for stem in stems(text):
                    weights[stem] = weights.get(stem, 0) + weight
            yield _Document(target, weights, float(sum(weights.values())))


def _texts() -> Iterator[tuple[str, Word]]:
    """Everything that the glossary says, with the name of the thing."""
    rooms = (
        classes.WORDS,
        methods.WORDS,
        functions.WORDS,
        ARGUMENTS,
        columns.WORDS,
        history.WORDS,
        settings.SETTINGS,
        settings.CONFIGURATIONS,
    )
    for room in rooms:
        for name, word in room.items():
            yield f"{name} {word.text}", word
