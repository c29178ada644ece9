"""What a call to a method of a model returns, by the class and by its arguments."""

from __future__ import annotations

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.returns import DEFAULTS, SAMPLES, Returned

# With these the second axis is as long as the list, or there is another number of draws.
_CHOOSE = ("gene_list", "protein_list", "region_list")
_OTHER = "n_samples_overall"


def returned(class_name: str, call: Call) -> Returned | None:
    """What is returned; None where that is not known, as for an argument that is not."""
    ways = curated().returns(class_name, call.name)
    words = _words(call) if ways else None
    found = None if words is None else ways.get(words)
    if found is None or len(found.axes) < 2:
        return found
    if any(not call.lacks(name) for name in _CHOOSE):
        return found._replace(axes=(*found.axes[:-1], "any"))
    return found


def _words(call: Call) -> tuple[str, ...] | None:
    """The arguments that decide the form, in words; None when one of them is not known."""
    if call.open or not (call.lacks(_OTHER) or call.arguments[_OTHER].is_none):
        return None
    found: list[str] = []
    for name, default in DEFAULTS.items():
        argument = call.arguments.get(name)
        if argument is None or argument.is_none:
            continue
        value = argument.literal
        if not isinstance(value, bool):
            return None
        if value is not default:
            found.append(name if value else f"not {name}")
    samples = call.arguments.get(SAMPLES)
    if samples is not None and not samples.is_none:
        if type(samples.literal) is not int:
            return None
        if samples.literal > 1:
            found.append(SAMPLES)
    return tuple(sorted(found))
