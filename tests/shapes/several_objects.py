"""Shapes in which several objects stand behind one name or one place."""

from __future__ import annotations

import re

from parts import DATA, MODEL, DoesNotApply, Parts, block, shape

CHOICE = "import sys"
ASKED = "len(sys.argv) > 1"


def _branch(parts: Parts, made: re.Pattern[str]) -> str:
    at, name, value = parts.first(made)
    one = f"{name} = {value}"
    branch = f"{block(f'if {ASKED}:', [one])}\n{block('else:', [one])}"
    return parts.program(*parts.body[:at], branch, *parts.body[at + 1 :], imports=(CHOICE,))


def _conditional(parts: Parts, made: re.Pattern[str]) -> str:
    at, name, value = parts.first(made)
    one = f"{name} = {value} if {ASKED} else {value}"
    return parts.program(*parts.body[:at], one, *parts.body[at + 1 :], imports=(CHOICE,))


def _two_returns(parts: Parts, made: re.Pattern[str]) -> str:
    at, name, value = parts.first(made)
    given = sorted({n for n in parts.names if n in value.replace(".", " ").replace("(", " ")})
    known = [n for n in given if any(t.startswith((f"{n} =", f"{n}:")) for t in parts.body[:at])]
    words = ", ".join(["asked_", *known])
    function = block(
        f"def make_({words}):", [block("if asked_:", [f"return {value}"]), f"return {value}"]
    )
    call = f"{name} = make_({', '.join([ASKED, *known])})"
    return parts.program(
        *parts.body[:at], call, *parts.body[at + 1 :], imports=(CHOICE,), defs=(function,)
    )


@shape
def model_in_branch(parts: Parts) -> str:
    return _branch(parts, MODEL)


@shape
def data_in_branch(parts: Parts) -> str:
    return _branch(parts, DATA)


@shape
def model_by_condition(parts: Parts) -> str:
    return _conditional(parts, MODEL)


@shape
def data_by_condition(parts: Parts) -> str:
    return _conditional(parts, DATA)


@shape
def model_of_two_returns(parts: Parts) -> str:
    return _two_returns(parts, MODEL)


@shape
def data_of_two_returns(parts: Parts) -> str:
    return _two_returns(parts, DATA)


@shape
def model_made_again_on_failure(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    one = f"{name} = {value}"
    tried = f"{block('try:', [one])}\n{block('except MemoryError:', [one])}"
    return parts.program(*parts.body[:at], tried, *parts.body[at + 1 :])


@shape
def none_until_made(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    made = block(f"if {ASKED}:", [f"{name} = {value}"])
    used = block(f"if {name} is not None:", parts.body[at + 1 :])
    return parts.program(*parts.body[:at], f"{name} = None", made, used, imports=(CHOICE,))


@shape
def each_step_under_one_condition(parts: Parts) -> str:
    at, _, _ = parts.first(MODEL)
    steps = [block("if run_:", [one]) for one in parts.body[at:]]
    return parts.program(*parts.body[:at], f"run_ = {ASKED}", *steps, imports=(CHOICE,))


def _loop(parts: Parts, head: str, imports: tuple[str, ...] = ()) -> str:
    at, name, value = parts.first(DATA)
    if name in parts.captured:
        raise DoesNotApply
    body = [f"{name} = {value}", *parts.body[at + 1 :]]
    return parts.program(*parts.body[:at], block(head, body), imports=imports)


@shape
def loop_over_known_samples(parts: Parts) -> str:
    return _loop(parts, "for sample_ in ['a', 'b']:")


@shape
def loop_over_files(parts: Parts) -> str:
    return _loop(parts, "for sample_ in sorted(glob('*.x')):", ("from glob import glob",))


def _listed(parts: Parts, items: str, head: str, imports: tuple[str, ...] = ()) -> str:
    at, name, value = parts.first(DATA)
    if name in parts.captured:
        raise DoesNotApply
    made = items.format(value=value)
    loop = block(head.format(name=name), parts.body[at + 1 :])
    return parts.program(*parts.body[:at], made, loop, imports=imports)


@shape
def list_of_known_samples(parts: Parts) -> str:
    return _listed(parts, "all_ = [{value} for sample_ in ['a', 'b']]", "for {name} in all_:")


@shape
def list_of_files(parts: Parts) -> str:
    files = ("from glob import glob",)
    return _listed(
        parts, "all_ = [{value} for sample_ in glob('*.x')]", "for {name} in all_:", files
    )


@shape
def appended_in_a_loop(parts: Parts) -> str:
    made = "all_ = []\nfor sample_ in glob('*.x'):\n    one_ = {value}\n    all_.append(one_)"
    return _listed(parts, made, "for {name} in all_:", ("from glob import glob",))


@shape
def dictionary_of_samples(parts: Parts) -> str:
    made = "all_ = {{key_: {value} for key_ in ['a', 'b']}}"
    return _listed(parts, made, "for key_, {name} in all_.items():")


@shape
def numbered_pairs(parts: Parts) -> str:
    head = "for number_, (key_, {name}) in enumerate(zip(['a', 'b'], all_)):"
    return _listed(parts, "all_ = [{value}, {value}]", head)


@shape
def models_by_key(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    rest = parts.body[at + 1 :]
    if name in parts.captured or any(one.startswith(f"{name} =") for one in rest):
        raise DoesNotApply
    loop = block("for size_ in (10, 20):", [f"{name} = {value}", f"all_[size_] = {name}"])
    chosen = f"{name} = all_[int(sys.argv[1])]"
    return parts.program(*parts.body[:at], "all_ = {}", loop, chosen, *rest, imports=(CHOICE,))
