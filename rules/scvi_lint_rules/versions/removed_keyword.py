"""An argument that this function of scvi-tools no longer takes.

Arguments come and go between releases, and many functions hand what they do not know to others:
`train` to the trainer of Lightning, a constructor to its network, `plan_kwargs` to the training
plan. An old name is refused there, deep inside, with a TypeError that never mentions the function
that the program calls.

Use the new name. `use_gpu`, for one, became `accelerator` and `devices` in 1.0.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, use_gpu=True)  # <- finding

    # bad: raises TypeError
    from scvi.data import synthetic_iid
    from scvi.model import TOTALVI

    settings = {"use_gpu": False, "max_epochs": 1}
    adata = synthetic_iid()
    TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    TOTALVI(adata).train(**settings)  # <- finding

    # bad: raises TypeError
    import scvi

    class Integration:
        def __init__(self, adata, gpu):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.SCVI(adata)
            self.gpu = gpu

        def run(self):
            self.model.train(max_epochs=1, use_gpu=self.gpu)  # <- finding

    Integration(scvi.data.synthetic_iid(), gpu=0).run()

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    scvi.model.SCVI(adata).train(n_epochs=1)  # <- finding

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid(run_setup_anndata=False)  # <- finding

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid(sparse=True)  # <- finding

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    table = model.differential_accessibility(groupby="labels", two_sided=False)  # <- finding

    # bad: raises TypeError (on 1.5.1)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch", backend="torch")  # <- finding

    # good
    import scvi

    settings = {"accelerator": "cpu", "max_epochs": 1}
    adata = scvi.data.synthetic_iid(sparse_format="csr_matrix")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(**settings)

    # good: the program asks for the release
    import inspect

    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    if "use_gpu" in inspect.signature(model.train).parameters:
        model.train(max_epochs=1, use_gpu=True)
    else:
        model.train(max_epochs=1, accelerator="auto")

    # good: the older call is the second choice
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    try:
        model.train(max_epochs=1, accelerator="cpu")
    except TypeError:
        model.train(max_epochs=1, use_gpu=False)

    # good: a model of one's own may take what it likes
    import scvi

    class Mine(scvi.model.SCVI):
        def train(self, use_gpu=False, **kwargs):
            super().train(accelerator="gpu" if use_gpu else "cpu", **kwargs)

    adata = scvi.data.synthetic_iid()
    Mine.setup_anndata(adata)
    Mine(adata).train(max_epochs=1, use_gpu=False)

    # good: the release takes it (on 0.19.0)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, use_gpu=False)

    # good: the arguments are chosen by the release
    import scvi

    NEW = tuple(int(part) for part in scvi.__version__.split(".")[:2]) >= (1, 1)
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    device = {"accelerator": "cpu"} if NEW else {"use_gpu": False}
    model.train(max_epochs=1, **device)
    if NEW:
        model.train(max_epochs=1, accelerator="cpu")
    else:
        model.train(max_epochs=1, use_gpu=False)
"""

import re

from scvi_lint.rule import (
    ApiUsed,
    Fix,
    Keyword,
    Replacement,
    cites,
    leave_out,
    rename,
    rule,
    write_instead,
)

# With these a program finds out what is installed, and chooses its arguments by it.
ASKS = ("__version__", "version", "signature", "getfullargspec")


@rule(
    "SCV013",
    severity="error",
    cites=cites("{changelog}", "{symbol}"),
    covers=(
        "n-epochs-keyword",
        "use-gpu",
        "data-module-kwarg",
        "run-setup-anndata-kwarg",
        "synthetic-sparse",
        "peakvi-save-best",
        "mrvi-backend-arg",
    ),
)
def removed_keyword(used: ApiUsed):
    if not used.exact or used.release.is_foreign:
        return
    for keyword in used.keywords():
        if used.release.accepts(keyword) is not False:
            continue
        if not keyword.certain and used.program.spells(*ASKS):
            continue  # `kw = {"accelerator": "gpu"} if NEW else {"use_gpu": True}`
        if used.release.takes(f"{keyword.function}.setup_anndata", keyword.name):
            continue  # told with the place where it belongs
        lacking = used.release.lacking_keyword(keyword)
        replacement = used.release.replacement(keyword.name)
        if lacking is not None and lacking.gone is not None:
            since = f" since scvi-tools {lacking.gone}"
        elif lacking is None and replacement is not None:
            since = ""  # it went before the oldest release that is known
        else:
            continue
        raises = "this raises TypeError"
        if not used.release.exact:
            raises = "it runs with older releases only, and nothing names one"
        advice = _advice(used, keyword, replacement)
        yield used.finding(
            keyword.place,
            f"{keyword.receiver} takes no {keyword.name}{since}: {raises}.{advice}",
            certain=keyword.certain,
            fixes=[_mended(used, keyword, replacement)],
            dated=True,
        )


def _advice(used: ApiUsed, keyword: Keyword, replacement: Replacement | None) -> str:
    if replacement is None:
        return ""
    if replacement.needs and not used.release.takes(keyword.function, replacement.needs):
        return " Leave it out."
    return " " + replacement.text


def _mended(used: ApiUsed, keyword: Keyword, replacement: Replacement | None) -> Fix | None:
    if replacement is None:
        return None
    argument, release = keyword.argument, used.release
    if replacement.keyword is not None:
        new = replacement.keyword
        given_twice = not keyword.inside and used.argument(new) is not None
        if given_twice or not release.takes(keyword.function, new, keyword.inside):
            return None
        return rename(argument, new, f"Rename to {new}", safe=True)
    if keyword.inside:
        return None
    if replacement.drop:
        return leave_out(used, argument, f"Leave out {keyword.name}", safe=True)
    constant = argument.value.constant
    if constant is None:
        return None
    kinds = (repr(constant.value), type(constant.value).__name__)
    for text in next((replacement.values[k] for k in kinds if k in replacement.values), ()):
        text = text.replace("{}", str(constant.value))
        names = re.findall(r"(\w+)=", text)
        if not text:
            return leave_out(used, argument, f"Leave out {keyword.name}", safe=True)
        if all(release.takes(keyword.function, n) and used.lacks(n) for n in names):
            return write_instead(argument, text, f"Write {text}", safe=True)
    return None
