"""Statistical tests and correlations: what their places mean."""

from __future__ import annotations

_OF_SCIPY = frozenset(
    """ttest_ind ttest_rel ttest_1samp mannwhitneyu wilcoxon ranksums kruskal f_oneway ks_2samp
    kstest brunnermunzel median_test alexandergovern tukey_hsd dunnett permutation_test
    anderson_ksamp levene bartlett fligner friedmanchisquare linregress pearsonr spearmanr
    kendalltau weightedtau pointbiserialr false_discovery_control""".split()
)
_OF_PINGOUIN = frozenset(
    """ttest mwu wilcoxon anova welch_anova rm_anova mixed_anova kruskal ancova pairwise_tests
    pairwise_ttests pairwise_tukey pairwise_gameshowell corr pairwise_corr partial_corr
    linear_regression logistic_regression""".split()
)
_OF_STATSMODELS = frozenset(
    """OLS WLS GLS GLM Logit Poisson NegativeBinomial MixedLM ols wls gls glm logit poisson
    negativebinomial mixedlm gee ttest_ind ztest CompareMeans pairwise_tukeyhsd multipletests
    fdrcorrection anova_lm""".split()
)
_OF_SKLEARN = frozenset({"f_classif", "f_regression", "chi2"})
_CORRELATE = frozenset(
    """corrcoef cov pearsonr spearmanr kendalltau weightedtau corr corrwith pairwise_corr
    partial_corr linregress""".split()
)
_PLACES = {"DeseqDataSet": ("counts", "metadata"), "corrcoef": ("x", "y"), "cov": ("m", "y")}


def is_test(path: str) -> bool:
    """Whether the function tests or correlates the values that it is given."""
    top, name = path.partition(".")[0], path.rpartition(".")[2]
    if top == "numpy":
        return name in ("corrcoef", "cov")
    if top == "pydeseq2":
        return name == "DeseqDataSet"
    if top in ("statannotations", "statannot"):
        return name in ("Annotator", "add_stat_annotation")
    known = {"pingouin": _OF_PINGOUIN, "statsmodels": _OF_STATSMODELS, "sklearn": _OF_SKLEARN}
    if top == "scipy":
        return path.startswith("scipy.stats.") and name in _OF_SCIPY
    return name in known.get(top, ())


def correlates(path: str) -> bool:
    """Whether it tells how values go together, rather than how groups differ."""
    return path.rpartition(".")[2] in _CORRELATE


def parameters_of(path: str) -> tuple[str, ...]:
    """Names for its positional parameters."""
    return _PLACES.get(path.rpartition(".")[2], ("x", "y", "z"))
