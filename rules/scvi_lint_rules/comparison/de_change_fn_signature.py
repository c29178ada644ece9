"""The function that measures a change takes the wrong number of arguments.

`change_fn` is called with the expression in both groups and, since 1.3, the pseudocounts;
`m1_domain_fn` with the change alone. scvi-tools counts their parameters and raises ValueError when
they differ, even if they have defaults. A string other than "log-fold" is refused, too.

Write `change_fn=lambda a, b, pseudocounts: …`, even if the pseudocounts are not used; before 1.3
`change_fn=lambda a, b: …`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels",
        mode="change",
        change_fn=lambda a, b: a - b,  # <- finding
    )

    # bad: raises ValueError after training
    import numpy as np
    import scvi

    def fold(first, second):
        return np.log2(first + 1e-6) - np.log2(second + 1e-6)

    settings = {"mode": "change", "change_fn": fold}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    vae.differential_expression(groupby="labels", **settings)  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="labels", mode="change", change_fn="lfc")  # <- finding

    # bad: raises ValueError after training (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels",
        mode="change",
        change_fn=lambda a, b, pseudocounts: a - b,  # <- finding
    )

    # good: without the pseudocounts (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels", mode="change", change_fn=lambda a, b: a - b, delta=0.5
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels", mode="change", change_fn=lambda a, b, pseudocounts: a - b
    )
    model.differential_expression(groupby="labels", mode="change", change_fn="log-fold")
    model.differential_expression(groupby="labels", mode="change", change_fn=None)
"""

from scvi_lint.rule import Compared, cites, rule

WORDS = {1: "one parameter", 2: "two parameters", 3: "three parameters"}


@rule(
    "SCV608",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
    ),
)
def de_change_fn_signature(compared: Compared):
    mode = compared.argument("mode")
    if mode is None:
        changes = compared.lacks("mode") and compared.default_of("mode") == "'change'"
    else:
        changes = mode.is_literal("change")
    if not changes:
        return
    takes_pseudocounts = compared.release.since("1.3.0")
    for name, wanted in (("change_fn", 3 if takes_pseudocounts else 2), ("m1_domain_fn", 1)):
        given = compared.given(name)
        if given is None:
            continue
        arity = given.arity
        if arity is not None and arity[1] != wanted:
            advice = {
                ("change_fn", 3, 2): " Add one for the pseudocounts.",
                ("change_fn", 2, 3): " The pseudocounts come with 1.3.",
            }.get((name, wanted, arity[1]), "")
            yield compared.finding(
                given,
                f"{name} must have exactly {WORDS[wanted]}, this has {arity[1]}: "
                f"{compared.call.name} raises ValueError.{advice}",
            )
        elif name == "change_fn" and given.value.text not in (None, "log-fold"):
            yield compared.finding(
                given,
                f"change_fn is 'log-fold' or a function, not {given.literal!r}: "
                f"{compared.call.name} raises ValueError.",
            )
