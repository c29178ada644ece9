"""The seed is called as if it were a function.

`scvi.settings.seed` is a setting, not a function: it is None, or a number. Calling it raises, and
had it not raised, no seed would be set.

Assign the number, before the model is built.

    # bad: raises TypeError
    import scvi

    scvi.settings.seed(0)  # <- finding

    # bad: raises TypeError
    from scvi import settings

    def reproducible(number):
        settings.seed(number)  # <- finding

    reproducible(42)

    # good
    import scvi

    scvi.settings.seed = 0
"""

from scvi_lint.rule import ApiUsed, Fix, cites, rule


@rule(
    "SCV540",
    severity="error",
    cites=cites(
        "user_guide/use_case/training_configuration#example-scvi",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def seed_called(used: ApiUsed):
    call = used.call
    if call is None or not used.path.startswith("scvi.settings."):
        return
    name = call.name
    if name not in VALUES:
        return
    given = list(call.arguments.values())
    fixes = []
    if call.discarded and len(given) == 1 and not given[0].splatted:
        written = f"{used.source(call.function_span)} = {used.source(given[0].span)}"
        fixes = [Fix(f"Assign {name}", (call.span, written), safe=True)]
    yield used.finding(
        call.span,
        f"scvi.settings.{name} is a value, not a function: this raises TypeError, and nothing is "
        f"set. Assign it: scvi.settings.{name} = 0.",
        fixes=fixes,
    )


# Settings that hold a plain value.
VALUES = frozenset({"batch_size", "dl_num_workers", "logging_dir", "seed", "verbosity"})
