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

from scvi_lint.rule import ApiUsed, Call, Fix, cites, rule


@rule(
    "SCV540",
    severity="error",
    cites=cites(
        "scvi._settings.ScviConfig",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
)
def seed_called(used: ApiUsed):
    call = used.call
    if call is None or not used.path.startswith("scvi.settings."):
        return
    name = call.name
    if name not in VALUES:
        return
    yield used.finding(
        call.span,
        f"scvi.settings.{name} is a value, not a function: this raises TypeError, and nothing is "
        f"set. Assign it: scvi.settings.{name} = 0.",
        fixes=[_assigned(used, call)],
    )


def _assigned(used: ApiUsed, call: Call) -> Fix | None:
    """`settings.seed(0)` as `settings.seed = 0`, where nothing else stands in the parentheses."""
    given = list(call.arguments.values())
    if not call.discarded or call.statement != call.span or len(given) != 1 or given[0].splatted:
        return None
    value = given[0].span
    opening = value._replace(start=call.function_span.end, end=value.start)
    closing = value._replace(start=value.end, end=call.span.end)
    around = used.source(opening) + used.source(closing)
    if any(sign in around + used.source(value) for sign in "#\n"):
        return None
    return Fix(f"Assign {call.name}", (opening, " = "), (closing, ""), safe=True)


# Settings that hold a plain value.
VALUES = frozenset({"batch_size", "dl_num_workers", "logging_dir", "seed", "verbosity"})
