"""What a column of obs holds, as far as its name tells: cell types or clusters of cells.

A name is read word by word, as people compose them: what qualifies ("predicted", "final"), the
noun ("cell type", "leiden"), what tells its kind ("l2", "res 0.5", "scVI"). In English the last
noun is what a thing is: `leiden_lane` is a lane, `cell_type_batch` a batch, `predicted_sex` a sex.
So any word that is not known makes the name say nothing.
"""

from __future__ import annotations

from functools import lru_cache

from scvi_lint.regex import regex

TYPES = "cell types"
CLUSTERS = "clusters"
PREDICTIONS = "predicted labels"

_WORD = regex(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")

# The nouns: the longest first, so that `cell cluster` is not read as `cluster`.
_NOUNS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (tuple(noun.split()), kind)
    for kind, nouns in (
        (TYPES, "cell ontology,cell type,cell subtype,cell class,cell subclass,cell label"),
        (TYPES, "cell annotation,cell identity,cell state,free annotation,ann finest level"),
        (TYPES, "ann level,celltype,cellclass,annotation,annot,subclass,supertype,c sc anvi"),
        (PREDICTIONS, "predicted label,pred label,predicted id,majority voting"),
        (CLUSTERS, "cell cluster,seurat cluster,snn res,leiden,louvain,phenograph"),
        (CLUSTERS, "cluster,clustering,subcluster,metacluster,overclustering"),
    )
    for noun in nouns.split(",")
)
# These nouns say enough for anything to qualify them; `sample annotation` and `patient cluster`
# are something else.
_CLEAR = frozenset(
    "cell type,cell subtype,celltype,cell ontology,leiden,louvain,phenograph".split(",")
)
_QUALIFY = frozenset(
    """ann anvi atac author auto automatic broad cell celltypist coarse consensus curated custom
    expression final fine finest free gene harmonized harmony initial k kmeans main major majority
    manual means meta minor ml my new old orig original our paper pred predicted prediction prelim
    preliminary published query ref reference rna sc scanpy scanvi scvi seurat sub super total
    totalvi transcriptional transf transferred vi wnn x""".split()
)
# What people, places, conditions and machines qualify is one of theirs.
_OF_OTHERS = frozenset(
    """age animal assay batch chip condition count dataset day disease donor frac fraction group
    health individual lane library mouse n number organ patient plate project region run sample
    sex site species stage stim study subject time tissue treatment""".split()
)
_CONDITION = regex(
    r"(?i)(?:^|_)(condition|disease|treatment|treated|genotype|perturbation|stim(?:ulation)?|"
    r"diagnosis|phenotype)(?:_|$)"
)
_DONORS = frozenset(
    """donor donor_id donors patient patient_id patientid subject subject_id individual
    individual_id participant participant_id mouse mouse_id animal animal_id""".split()
)
_TELL_THE_KIND = frozenset(
    """ann anno annot annotation anvi atac broad class clean cluster coarse code combined
    consensus curated detail detailed final fine finest full group harmonized harmony high id
    ids joint l label latent level long low lvl main major manual merged mid minor name neigh
    new num old ontology orig original pca pred predicted prediction r refined res resolution
    rna sc scanvi scvi short str string sub subcluster subtype term total totalvi type v vi wnn
    x""".split()
)


def names_condition(name: str) -> bool:
    """Whether a column of this name tells what was done to donors, or what they suffer from."""
    return _CONDITION.search(name) is not None


def names_donor(name: str) -> bool:
    """Whether a column of this name tells which person or animal a cell is from."""
    return name.lower() in _DONORS


@lru_cache(maxsize=256)
def cells_grouped_by(name: str) -> str:
    """What the cells are sorted into by a column of this name: "cell types", "clusters",
    "predicted labels", or "" when the name does not say so plainly."""
    words = tuple(_singular(word.lower()) for word in _WORD.findall(name))
    for noun, kind in _NOUNS:
        for start in range(len(words) - len(noun) + 1):
            if words[start : start + len(noun)] != noun:
                continue
            before, after = words[:start], words[start + len(noun) :]
            if not all(word in _TELL_THE_KIND or word.isdigit() for word in after):
                continue
            if " ".join(noun) in _CLEAR:
                plain = _OF_OTHERS.isdisjoint(before)
            else:
                plain = _QUALIFY.issuperset(before)
            if plain:
                return kind
    return ""


def _singular(word: str) -> str:
    if word == "classes":
        return "class"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us"))
    return word[:-1] if plural else word
