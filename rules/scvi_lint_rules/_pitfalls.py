"""Generated from pitfalls.toml and the rules by `scvi_lint.linting.build_index`."""

from __future__ import annotations

# By number: its name, the code of the rule that finds it, or why none does.
PITFALLS: dict[str, tuple[str, str, str]] = {
    "P001": (
        "setup-missing",
        "SCV101",
        "",
    ),
    "P002": (
        "setup-with-other-class",
        "SCV102",
        "",
    ),
    "P003": (
        "setup-then-copy",
        "SCV103",
        "",
    ),
    "P004": (
        "setup-on-temporary",
        "SCV104",
        "",
    ),
    "P005": (
        "setup-on-view",
        "SCV105",
        "",
    ),
    "P006": (
        "setup-h5ad-roundtrip",
        "SCV106",
        "",
    ),
    "P007": (
        "setup-copy-shares-uuid",
        "SCV107",
        "",
    ),
    "P008": (
        "setup-after-model",
        "SCV108",
        "",
    ),
    "P009": (
        "setup-unknown-kwarg",
        "SCV109",
        "",
    ),
    "P010": (
        "setup-positional-confusion",
        "SCV110",
        "",
    ),
    "P011": (
        "setup-obs-key-missing",
        "SCV150",
        "",
    ),
    "P012": (
        "setup-layer-missing",
        "SCV151",
        "",
    ),
    "P013": (
        "setup-covariates-string",
        "SCV113",
        "",
    ),
    "P014": (
        "setup-batch-key-list",
        "SCV114",
        "",
    ),
    "P015": (
        "setup-nan-category",
        "SCV152",
        "",
    ),
    "P016": (
        "setup-nan-continuous",
        "SCV153",
        "",
    ),
    "P017": (
        "setup-continuous-text",
        "SCV154",
        "",
    ),
    "P018": (
        "setup-categorical-is-continuous",
        "SCV155",
        "",
    ),
    "P019": (
        "setup-continuous-codes",
        "SCV156",
        "",
    ),
    "P020": (
        "setup-cat-in-batch-and-cov",
        "SCV120",
        "",
    ),
    "P021": (
        "setup-tiny-category",
        "SCV157",
        "",
    ),
    "P022": (
        "obs-changed-after-setup",
        "SCV122",
        "",
    ),
    "P023": (
        "filter-after-setup",
        "SCV123",
        "",
    ),
    "P024": (
        "normalize-after-setup",
        "SCV202",
        "",
    ),
    "P025": (
        "normalize-between-train-and-infer",
        "SCV125",
        "",
    ),
    "P026": (
        "csr-array-not-understood",
        "SCV158",
        "",
    ),
    "P027": (
        "model-kwarg-belongs-to-setup",
        "SCV127",
        "",
    ),
    "P028": (
        "model-unknown-kwarg",
        "SCV128",
        "",
    ),
    "P029": (
        "result-of-none-method",
        "SCV129",
        "",
    ),
    "P030": (
        "datamodule-missing-adata",
        "SCV130",
        "",
    ),
    "P031": (
        "not-raw-counts",
        "SCV250",
        "",
    ),
    "P032": (
        "counts-layer-not-used",
        "SCV201",
        "",
    ),
    "P033": (
        "counts-layer-aliased",
        "SCV203",
        "",
    ),
    "P034": (
        "counts-layer-made-too-late",
        "SCV205",
        "",
    ),
    "P035": (
        "raw-is-not-counts",
        "SCV206",
        "",
    ),
    "P036": (
        "scaled-input",
        "SCV251",
        "",
    ),
    "P037": (
        "nan-in-x",
        "SCV252",
        "",
    ),
    "P038": (
        "empty-cells",
        "SCV253",
        "",
    ),
    "P039": (
        "hvg-seurat-v3-on-lognorm",
        "SCV208",
        "",
    ),
    "P040": (
        "hvg-no-subset",
        "SCV209",
        "",
    ),
    "P041": (
        "hvg-no-batch-key",
        "SCV210",
        "",
    ),
    "P042": (
        "poisson-selection-on-lognorm",
        "SCV211",
        "",
    ),
    "P043": (
        "sysvi-needs-lognorm",
        "SCV212",
        "",
    ),
    "P044": (
        "cytovi-needs-scaled",
        "SCV254",
        "",
    ),
    "P045": (
        "velovi-not-counts",
        "SCV213",
        "",
    ),
    "P046": (
        "size-factor-plus-latent-lib",
        "SCV214",
        "",
    ),
    "P047": (
        "no-batch-key-many-samples",
        "SCV360",
        "",
    ),
    "P048": (
        "batch-key-is-label",
        "SCV348",
        "",
    ),
    "P049": (
        "batch-confounded-with-condition",
        "SCV350",
        "",
    ),
    "P050": (
        "batch-and-covariate-nested",
        "SCV361",
        "",
    ),
    "P051": (
        "batch-per-cell",
        "SCV155",
        "",
    ),
    "P052": (
        "dispersion-without-key",
        "SCV352",
        "",
    ),
    "P053": (
        "bad-dispersion",
        "SCV353",
        "",
    ),
    "P054": (
        "bad-likelihood",
        "SCV354",
        "",
    ),
    "P055": (
        "bad-latent-distribution",
        "SCV355",
        "",
    ),
    "P056": (
        "labels-key-in-scvi-expected-to-supervise",
        "SCV356",
        "",
    ),
    "P057": (
        "unscaled-continuous-covariate",
        "SCV362",
        "",
    ),
    "P058": (
        "arches-covariate-new-level",
        "SCV358",
        "",
    ),
    "P059": (
        "transform-batch-unknown",
        "SCV401",
        "",
    ),
    "P060": (
        "transform-batch-int-code",
        "SCV402",
        "",
    ),
    "P061": (
        "transform-batch-no-batch-key",
        "SCV403",
        "",
    ),
    "P062": (
        "transform-batch-covariate",
        "SCV404",
        "",
    ),
    "P063": (
        "transform-batch-all-string",
        "SCV405",
        "",
    ),
    "P064": (
        "transform-batch-ood-group",
        "SCV450",
        "",
    ),
    "P065": (
        "transform-batch-tiny-target",
        "SCV451",
        "",
    ),
    "P066": (
        "normalized-expression-taken-as-corrected",
        "SCV410",
        "",
    ),
    "P067": (
        "normalized-expression-into-de",
        "SCV411",
        "",
    ),
    "P068": (
        "normalized-expression-feeds-setup",
        "SCV412",
        "",
    ),
    "P069": (
        "peakvi-transform-batch-list",
        "SCV413",
        "",
    ),
    "P070": (
        "importance-with-batch-list",
        "SCV414",
        "",
    ),
    "P071": (
        "samples-arguments-clash",
        "SCV415",
        "",
    ),
    "P072": (
        "return-mean-numpy",
        "SCV416",
        "",
    ),
    "P073": (
        "gene-list-string",
        "SCV417",
        "",
    ),
    "P074": (
        "gene-list-unknown-gene",
        "SCV452",
        "",
    ),
    "P075": (
        "library-size-10e4",
        "SCV418",
        "",
    ),
    "P076": (
        "totalvi-expression-tuple",
        "SCV419",
        "",
    ),
    "P077": (
        "untrained-inference-silent",
        "SCV501",
        "",
    ),
    "P078": (
        "untrained-latent",
        "SCV420",
        "",
    ),
    "P079": (
        "latent-not-used",
        "SCV505",
        "",
    ),
    "P080": (
        "latent-subset-length",
        "SCV421",
        "",
    ),
    "P081": (
        "inference-on-permuted-genes",
        "SCV752",
        "",
    ),
    "P082": (
        "inference-new-category",
        "SCV753",
        "",
    ),
    "P083": (
        "normalized-expression-stochastic",
        "SCV422",
        "",
    ),
    "P084": (
        "history-elbo-validation-missing",
        "SCV502",
        "",
    ),
    "P085": (
        "early-stopping-args-without-switch",
        "SCV510",
        "",
    ),
    "P086": (
        "trainer-config-early-stopping-ignored",
        "SCV511",
        "",
    ),
    "P087": (
        "trainer-config-max-epochs-ignored",
        "SCV511",
        "",
    ),
    "P088": (
        "early-stopping-no-validation",
        "SCV512",
        "",
    ),
    "P089": (
        "early-stopping-bad-monitor",
        "SCV513",
        "",
    ),
    "P090": (
        "early-stopping-wrong-mode",
        "SCV515",
        "",
    ),
    "P091": (
        "elbo-sign",
        "SCV527",
        "",
    ),
    "P092": (
        "monitor-bad-checkpoint",
        "SCV514",
        "",
    ),
    "P093": (
        "savecheckpoint-unsupported-args",
        "SCV516",
        "",
    ),
    "P094": (
        "checkpoint-loses-indices",
        "",
        "only a checkpoint that is loaded by hand lacks them, and asking for them then says so",
    ),
    "P095": (
        "train-lr-kwarg",
        "SCV504",
        "",
    ),
    "P096": (
        "plan-kwargs-lr-ignored",
        "SCV503",
        "",
    ),
    "P097": (
        "plan-kwargs-unknown-key",
        "SCV015",
        "",
    ),
    "P098": (
        "plan-kwargs-bad-optimizer",
        "SCV016",
        "",
    ),
    "P099": (
        "plan-config-wrong-class",
        "SCV525",
        "",
    ),
    "P100": (
        "kl-weights-inverted",
        "SCV517",
        "",
    ),
    "P101": (
        "kl-warmup-longer-than-training",
        "SCV518",
        "",
    ),
    "P102": (
        "n-epochs-keyword",
        "SCV013",
        "",
    ),
    "P103": (
        "max-epochs-one",
        "SCV555",
        "",
    ),
    "P104": (
        "train-size-zero",
        "SCV519",
        "",
    ),
    "P105": (
        "split-sum",
        "SCV520",
        "",
    ),
    "P106": (
        "last-batch-of-one",
        "SCV554",
        "",
    ),
    "P107": (
        "external-indexing-form",
        "SCV526",
        "",
    ),
    "P108": (
        "scanvi-callbacks-drop-subsampling",
        "SCV521",
        "",
    ),
    "P109": (
        "scanvi-n-epochs-unsupervised",
        "SCV015",
        "",
    ),
    "P110": (
        "accelerator-gpu-absent",
        "",
        "the machine that lints is rarely the one that trains",
    ),
    "P111": (
        "progress-refresh",
        "SCV522",
        "",
    ),
    "P112": (
        "retrain-continues",
        "SCV523",
        "",
    ),
    "P113": (
        "no-convergence-check",
        "SCV528",
        "",
    ),
    "P114": (
        "early-stopping-default-on",
        "",
        "an explanation, not a fault: it belongs into the hover",
    ),
    "P115": (
        "nan-check-order",
        "",
        "an explanation, not a fault: it belongs into the hover",
    ),
    "P116": (
        "no-gradient-clip-high-lr",
        "SCV524",
        "",
    ),
    "P117": (
        "no-nan-rescue",
        "",
        "insurance against a fault, not a fault",
    ),
    "P118": (
        "totalvi-nan-protein",
        "SCV952",
        "",
    ),
    "P119": (
        "multivi-adversarial-nan",
        "",
        "an explanation, not a fault: it belongs into the hover",
    ),
    "P120": (
        "de-vanilla-default",
        "SCV601",
        "",
    ),
    "P121": (
        "de-fdr-column-name",
        "SCV602",
        "",
    ),
    "P122": (
        "de-pvalue-columns",
        "SCV603",
        "",
    ),
    "P123": (
        "de-bayes-factor-as-pvalue",
        "SCV609",
        "",
    ),
    "P124": (
        "de-unknown-group",
        "SCV650",
        "",
    ),
    "P125": (
        "de-no-groups",
        "SCV604",
        "",
    ),
    "P126": (
        "de-single-group",
        "SCV651",
        "",
    ),
    "P127": (
        "de-empty-index",
        "SCV652",
        "",
    ),
    "P128": (
        "de-overlapping-index",
        "SCV654",
        "",
    ),
    "P129": (
        "de-batchid-without-correction",
        "SCV605",
        "",
    ),
    "P130": (
        "de-batchid-partial-overlap",
        "SCV606",
        "",
    ),
    "P131": (
        "de-batch-correction-ood",
        "SCV653",
        "",
    ),
    "P132": (
        "de-conditions-as-cells",
        "SCV612",
        "",
    ),
    "P133": (
        "de-on-minified",
        "SCV607",
        "",
    ),
    "P134": (
        "de-stale-scaling",
        "SCV125",
        "",
    ),
    "P135": (
        "de-change-fn-signature",
        "SCV608",
        "",
    ),
    "P136": (
        "de-boolean-misaligned",
        "SCV610",
        "",
    ),
    "P137": (
        "de-after-hvg-only",
        "SCV611",
        "",
    ),
    "P138": (
        "save-exists",
        "SCV703",
        "",
    ),
    "P139": (
        "save-as-file-name",
        "SCV710",
        "",
    ),
    "P140": (
        "load-discarded",
        "SCV701",
        "",
    ),
    "P141": (
        "load-without-adata",
        "SCV705",
        "",
    ),
    "P142": (
        "load-wrong-class",
        "SCV750",
        "",
    ),
    "P143": (
        "load-other-genes",
        "SCV751",
        "",
    ),
    "P144": (
        "load-permuted-genes",
        "SCV752",
        "",
    ),
    "P145": (
        "load-new-category",
        "SCV753",
        "",
    ),
    "P146": (
        "load-missing-column",
        "SCV754",
        "",
    ),
    "P147": (
        "load-arg-order-old",
        "SCV704",
        "",
    ),
    "P148": (
        "load-legacy",
        "SCV755",
        "",
    ),
    "P149": (
        "load-torch26-old-scvi",
        "",
        "which torch will load the model is written in neither the program nor the model",
    ),
    "P150": (
        "save-before-train",
        "SCV702",
        "",
    ),
    "P151": (
        "backend-mix",
        "SCV750",
        "",
    ),
    "P152": (
        "minify-no-latent",
        "SCV706",
        "",
    ),
    "P153": (
        "minify-then-train",
        "SCV707",
        "",
    ),
    "P154": (
        "minify-latent-library",
        "SCV708",
        "",
    ),
    "P155": (
        "from-scvi-labels-key-ignored",
        "SCV802",
        "",
    ),
    "P156": (
        "from-scvi-no-labels",
        "SCV803",
        "",
    ),
    "P157": (
        "from-scvi-argument-order",
        "SCV804",
        "",
    ),
    "P158": (
        "from-scvi-untrained",
        "SCV805",
        "",
    ),
    "P159": (
        "from-scvi-model-args",
        "SCV806",
        "",
    ),
    "P160": (
        "unlabeled-category-typo",
        "SCV850",
        "",
    ),
    "P161": (
        "unlabeled-category-absent",
        "",
        "a fully labelled reference is a documented idiom: nothing is wrong with it",
    ),
    "P162": (
        "scanvi-int-labels",
        "SCV852",
        "",
    ),
    "P163": (
        "scanvi-all-unlabeled",
        "SCV853",
        "",
    ),
    "P164": (
        "scanvi-unlabeled-in-ctor",
        "SCV133",
        "",
    ),
    "P165": (
        "scanvi-predict-untrained",
        "SCV808",
        "",
    ),
    "P166": (
        "scanvi-predict-evaluated-on-train",
        "",
        "agreement on the labelled cells is a wanted look at the fit, and whether it is sold as accuracy stands in no code",
    ),
    "P167": (
        "query-no-train",
        "SCV420",
        "",
    ),
    "P168": (
        "query-result-discarded",
        "SCV809",
        "",
    ),
    "P169": (
        "query-genes-not-prepared",
        "SCV751",
        "",
    ),
    "P170": (
        "query-low-overlap",
        "SCV858",
        "",
    ),
    "P171": (
        "query-layer-missing",
        "SCV754",
        "",
    ),
    "P172": (
        "query-batch-column-missing",
        "SCV754",
        "",
    ),
    "P173": (
        "query-batch-same-name",
        "SCV859",
        "",
    ),
    "P174": (
        "query-swapped-arguments",
        "SCV810",
        "",
    ),
    "P175": (
        "query-wrong-class",
        "SCV811",
        "",
    ),
    "P176": (
        "query-new-labels",
        "SCV753",
        "",
    ),
    "P177": (
        "ref-not-arches-ready",
        "SCV812",
        "",
    ),
    "P178": (
        "query-weight-decay",
        "SCV813",
        "",
    ),
    "P179": (
        "ref-latent-reused",
        "SCV813",
        "",
    ),
    "P180": (
        "sysvi-new-system",
        "SCV860",
        "",
    ),
    "P181": (
        "scanvi-pre11-classifier",
        "",
        "the releases since keep the old path for models of before: nothing is wrong with them",
    ),
    "P182": (
        "totalvi-protein-key-missing",
        "SCV131",
        "",
    ),
    "P183": (
        "totalvi-normalized-protein",
        "SCV952",
        "",
    ),
    "P184": (
        "totalvi-zero-proteins-missing",
        "SCV961",
        "",
    ),
    "P185": (
        "totalvi-query-protein-order",
        "SCV962",
        "",
    ),
    "P186": (
        "totalvi-few-proteins-prior",
        "",
        "training with three proteins and this prior runs in the current release",
    ),
    "P187": (
        "totalvi-setup-anndata-hint",
        "",
        "the warning that scvi-tools gives says itself that results do not change",
    ),
    "P188": (
        "multivi-setup-anndata",
        "SCV018",
        "",
    ),
    "P189": (
        "multivi-no-modalities",
        "SCV902",
        "",
    ),
    "P190": (
        "mudata-batch-key-modality",
        "SCV954",
        "",
    ),
    "P191": (
        "multivi-n-genes-mismatch",
        "SCV960",
        "",
    ),
    "P192": (
        "mudata-unpaired",
        "SCV956",
        "",
    ),
    "P193": (
        "mudata-given-as-anndata",
        "SCV132",
        "",
    ),
    "P194": (
        "multivi-cell-weights-heldout",
        "SCV913",
        "",
    ),
    "P195": (
        "old-accessibility-name",
        "SCV010",
        "",
    ),
    "P196": (
        "atac-differential-expression",
        "SCV903",
        "",
    ),
    "P197": (
        "poissonvi-binarized",
        "SCV955",
        "",
    ),
    "P198": (
        "poissonvi-read-counts",
        "SCV958",
        "",
    ),
    "P199": (
        "poissonvi-small",
        "SCV957",
        "",
    ),
    "P200": (
        "peakvi-threshold",
        "SCV910",
        "",
    ),
    "P201": (
        "peakvi-save-best",
        "SCV013",
        "",
    ),
    "P202": (
        "scbasset-binary",
        "SCV959",
        "",
    ),
    "P203": (
        "spatial-moved",
        "SCV017",
        "",
    ),
    "P204": (
        "destvi-prior-keyerror",
        "SCV904",
        "",
    ),
    "P205": (
        "destvi-validation",
        "SCV917",
        "",
    ),
    "P206": (
        "destvi-untrained-proportions",
        "SCV501",
        "",
    ),
    "P207": (
        "destvi-unknown-cell-type",
        "SCV963",
        "",
    ),
    "P208": (
        "deconv-gene-mismatch",
        "SCV964",
        "",
    ),
    "P209": (
        "gimvi-gene-subset",
        "SCV965",
        "",
    ),
    "P210": (
        "resolvi-no-coordinates",
        "SCV966",
        "",
    ),
    "P211": (
        "resolvi-train-size",
        "SCV911",
        "",
    ),
    "P212": (
        "resolvi-empty-cells",
        "SCV967",
        "",
    ),
    "P213": (
        "resolvi-no-slice-key",
        "SCV972",
        "",
    ),
    "P214": (
        "scviva-query-labels",
        "SCV968",
        "",
    ),
    "P215": (
        "tangram-setup-anndata",
        "SCV018",
        "",
    ),
    "P216": (
        "tangram-constrained-count",
        "SCV918",
        "",
    ),
    "P217": (
        "tangram-density-sum",
        "SCV969",
        "",
    ),
    "P218": (
        "solo-covariates",
        "SCV905",
        "",
    ),
    "P219": (
        "solo-multi-batch",
        "SCV906",
        "",
    ),
    "P220": (
        "solo-restrict-bad",
        "SCV970",
        "",
    ),
    "P221": (
        "solo-direct",
        "SCV915",
        "",
    ),
    "P222": (
        "solo-logits-threshold",
        "SCV914",
        "",
    ),
    "P223": (
        "cellassign-genes",
        "",
        "the marker table comes out of a spreadsheet that is not looked into",
    ),
    "P224": (
        "cellassign-size-factor",
        "SCV131",
        "",
    ),
    "P225": (
        "contrastivevi-indices",
        "SCV131",
        "",
    ),
    "P226": (
        "contrastivevi-representation",
        "SCV912",
        "",
    ),
    "P227": (
        "mrvi-no-sample-key",
        "SCV907",
        "",
    ),
    "P228": (
        "mrvi-sample-as-batch",
        "SCV908",
        "",
    ),
    "P229": (
        "mrvi-backend-arg",
        "SCV013",
        "",
    ),
    "P230": (
        "mrvi-de-no-cov",
        "SCV909",
        "",
    ),
    "P231": (
        "mrvi-continuous-cov",
        "SCV971",
        "",
    ),
    "P232": (
        "sysvi-kl-warmup",
        "SCV503",
        "",
    ),
    "P233": (
        "scar-ambient-from-x",
        "SCV916",
        "",
    ),
    "P234": (
        "linearscvi-loadings-on-scvi",
        "SCV012",
        "",
    ),
    "P235": (
        "lda-batch-key",
        "SCV109",
        "",
    ),
    "P236": (
        "autotune-import",
        "SCV550",
        "",
    ),
    "P237": (
        "autotune-modeltuner",
        "SCV010",
        "",
    ),
    "P238": (
        "autotune-elbo-max",
        "SCV551",
        "",
    ),
    "P239": (
        "autotune-search-space-keys",
        "SCV552",
        "",
    ),
    "P240": (
        "autotune-not-setup",
        "SCV553",
        "",
    ),
    "P241": (
        "autotune-metric-types",
        "",
        "",
    ),
    "P242": (
        "autotune-scib-no-labels",
        "",
        "",
    ),
    "P243": (
        "ppc-layer-forgotten",
        "SCV690",
        "",
    ),
    "P244": (
        "ppc-model-not-dict",
        "SCV691",
        "",
    ),
    "P245": (
        "criticism-no-save-folder",
        "SCV692",
        "",
    ),
    "P246": (
        "hub-no-revision",
        "SCV741",
        "",
    ),
    "P247": (
        "hub-overwrite",
        "SCV745",
        "",
    ),
    "P248": (
        "hub-extra-missing",
        "",
        "the machine that lints is rarely the one that runs",
    ),
    "P249": (
        "ddp-notebook-strategy",
        "SCV532",
        "",
    ),
    "P250": (
        "ddp-early-stopping",
        "SCV531",
        "",
    ),
    "P251": (
        "ddp-two-models-notebook",
        "SCV534",
        "",
    ),
    "P252": (
        "ddp-unsupported-model",
        "SCV535",
        "",
    ),
    "P253": (
        "devices-without-strategy",
        "SCV532",
        "",
    ),
    "P254": (
        "mps-auto",
        "",
        "the machine that lints is rarely the one that trains",
    ),
    "P255": (
        "multi-device-inference",
        "SCV742",
        "",
    ),
    "P256": (
        "global-setup-anndata",
        "SCV010",
        "",
    ),
    "P257": (
        "use-gpu",
        "SCV013",
        "",
    ),
    "P258": (
        "scvi-utils-mde",
        "SCV010",
        "",
    ),
    "P259": (
        "save-best-state",
        "SCV010",
        "",
    ),
    "P260": (
        "jaxscvi",
        "SCV010",
        "",
    ),
    "P261": (
        "data-module-kwarg",
        "SCV013",
        "",
    ),
    "P262": (
        "run-setup-anndata-kwarg",
        "SCV013",
        "",
    ),
    "P263": (
        "old-0x-api",
        "SCV010",
        "",
    ),
    "P264": (
        "metrics-callback",
        "SCV010",
        "",
    ),
    "P265": (
        "one-hot",
        "SCV010",
        "",
    ),
    "P266": (
        "synthetic-sparse",
        "SCV013",
        "",
    ),
    "P267": (
        "buggy-versions",
        "",
        "the two releases are on no index any more, and their models load in later ones without a trace",
    ),
    "P268": (
        "no-seed",
        "SCV541",
        "",
    ),
    "P269": (
        "seed-after-model",
        "SCV542",
        "",
    ),
    "P270": (
        "seed-called",
        "SCV540",
        "",
    ),
    "P271": (
        "csc-matrix",
        "SCV556",
        "",
    ),
    "P272": (
        "dense-huge-output",
        "",
        "what it costs depends on how large the data is: every result can be wanted",
    ),
    "P273": (
        "dl-num-workers-high",
        "SCV543",
        "",
    ),
    "P274": (
        "epoch-count-huge-data",
        "SCV557",
        "",
    ),
    "P275": (
        "save-anndata-large",
        "SCV740",
        "",
    ),
    "P276": (
        "stale-neighbors-graph",
        "SCV430",
        "",
    ),
    "P277": (
        "mixed-counts-after-concat",
        "SCV215",
        "",
    ),
    "P278": (
        "latents-of-different-models",
        "SCV431",
        "",
    ),
    "P279": (
        "donor-pseudoreplication",
        "SCV655",
        "",
    ),
    "P280": (
        "query-label-leakage",
        "",
        "",
    ),
    "P281": (
        "circular-evaluation",
        "SCV693",
        "",
    ),
    "P282": (
        "outer-join-zeros",
        "SCV216",
        "",
    ),
    "P283": (
        "raw-holds-counts",
        "SCV217",
        "",
    ),
    "P284": (
        "empty-mito-mask",
        "SCV218",
        "",
    ),
    "P285": (
        "wrong-features-in-x",
        "SCV219",
        "",
    ),
    "P286": (
        "raw-droplets",
        "SCV220",
        "",
    ),
    "P287": (
        "doublets-never-removed",
        "SCV221",
        "",
    ),
    "P288": (
        "multivi-batch-not-modality",
        "",
        "whether unpaired cells were padded by modality shows only in all values of the file",
    ),
    "P289": (
        "positional-write",
        "SCV432",
        "",
    ),
    "P290": (
        "concat-label-unused",
        "SCV390",
        "",
    ),
    "P291": (
        "elbo-compared-across-data",
        "SCV529",
        "",
    ),
    "P292": (
        "ensembl-version-suffix",
        "SCV858",
        "",
    ),
    "P293": (
        "duplicate-obs-names",
        "SCV159",
        "",
    ),
    "P294": (
        "latent-truncated-by-n-pcs",
        "SCV433",
        "",
    ),
    "P295": (
        "wrong-model-saved",
        "SCV709",
        "",
    ),
    "P296": (
        "transform-batch-own-batch",
        "SCV406",
        "",
    ),
    "P297": (
        "counterfactual-called-causal",
        "SCV407",
        "",
    ),
    "P298": (
        "sample-as-covariate-only",
        "SCV391",
        "",
    ),
    "P299": (
        "batch-key-single-category",
        "SCV392",
        "",
    ),
    "P300": (
        "library-size-as-covariate",
        "SCV393",
        "",
    ),
    "P301": (
        "hvg-seurat-on-counts",
        "SCV222",
        "",
    ),
}
