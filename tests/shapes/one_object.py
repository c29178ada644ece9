"""Shapes of the same program around one object of each kind."""

from __future__ import annotations

import re

from parts import DATA, MODEL, DoesNotApply, Parts, block, shape


@shape
def in_a_function(parts: Parts) -> str:
    parts.require_closed()
    return parts.program(block("def main_():", parts.body), "main_()")


@shape
def behind_the_main_guard(parts: Parts) -> str:
    parts.require_closed()
    return parts.program(block("if __name__ == '__main__':", parts.body))


@shape
def in_a_method(parts: Parts) -> str:
    parts.require_closed()
    cls = block("class Analysis_:", [block("def run(self):", parts.body)])
    return parts.program(cls, "Analysis_().run()")


@shape
def in_a_static_method(parts: Parts) -> str:
    parts.require_closed()
    cls = block("class Analysis_:", ["@staticmethod", block("def run():", parts.body)])
    return parts.program(cls, "Analysis_.run()")


@shape
def in_a_function_in_a_function(parts: Parts) -> str:
    parts.require_closed()
    inner = block("def inner_():", parts.body)
    return parts.program(block("def outer_():", [inner, "return inner_()"]), "outer_()")


@shape
def in_a_function_that_nobody_calls(parts: Parts) -> str:
    parts.require_closed()
    return parts.program(block("def main_():", parts.body))


@shape
def in_a_context(parts: Parts) -> str:
    head = "with warnings.catch_warnings():"
    return parts.program(block(head, parts.body), imports=("import warnings",))


@shape
def with_a_last_word(parts: Parts) -> str:
    return parts.program(f"{block('try:', parts.body)}\n{block('finally:', ['print(1)'])}")


@shape
def once_in_an_endless_loop(parts: Parts) -> str:
    return parts.program(block("while True:", [*parts.body, "break"]))


@shape
def behind_an_early_exit(parts: Parts) -> str:
    leave = block("if len(sys.argv) > 9:", ["sys.exit(1)"])
    return parts.program(leave, *parts.body, imports=("import sys",))


@shape
def behind_a_return(parts: Parts) -> str:
    parts.require_closed()
    leave = block("if dry_:", ["return"])
    function = block("def main_(dry_):", [leave, *parts.body])
    return parts.program(function, "main_(len(sys.argv) > 1)", imports=("import sys",))


def _kept(
    parts: Parts,
    made: re.Pattern[str],
    holder: str,
    place: str,
    imports: tuple[str, ...] = (),
) -> str:
    at, name, value = parts.first(made)
    kept = (holder, f"{place} = {value}", f"{name} = {place}")
    return parts.program(*parts.body[:at], *kept, *parts.body[at + 1 :], imports=imports)


@shape
def data_in_a_dictionary(parts: Parts) -> str:
    return _kept(parts, DATA, "kept_ = {}", "kept_['data']")


@shape
def model_in_a_dictionary(parts: Parts) -> str:
    return _kept(parts, MODEL, "kept_ = {}", "kept_['model']")


@shape
def model_in_a_namespace(parts: Parts) -> str:
    spaces = ("from types import SimpleNamespace",)
    return _kept(parts, MODEL, "kept_ = SimpleNamespace()", "kept_.model", spaces)


@shape
def data_under_an_unknown_key(parts: Parts) -> str:
    known = ("import sys",)
    return _kept(parts, DATA, "kept_ = {}\nkey_ = sys.argv[1]", "kept_[key_]", known)


@shape
def model_of_a_tuple(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    return parts.program(*parts.body[:at], f"{name}, _ = {value}, 1", *parts.body[at + 1 :])


@shape
def model_of_a_walrus(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    return parts.program(*parts.body[:at], f"print({name} := {value})", *parts.body[at + 1 :])


@shape
def data_read_by_a_function(parts: Parts) -> str:
    at, name, value = parts.first(DATA)
    if any(one in value for one in parts.names if one != name):
        raise DoesNotApply
    function = block("def read_():", [f"return {value}"])
    return parts.program(
        *parts.body[:at], f"{name} = read_()", *parts.body[at + 1 :], defs=(function,)
    )


@shape
def data_read_if_there(parts: Parts) -> str:
    at, name, value = parts.first(DATA)
    read = block("if os.path.exists('x'):", [f"{name} = {value}"])
    return parts.program(*parts.body[:at], read, *parts.body[at + 1 :], imports=("import os",))


@shape
def data_read_in_a_try(parts: Parts) -> str:
    at, name, value = parts.first(DATA)
    tried = block("try:", [f"{name} = {value}"])
    missing = block("except FileNotFoundError as error:", ["print(error)"])
    return parts.program(*parts.body[:at], f"{tried}\n{missing}", *parts.body[at + 1 :])


@shape
def data_under_another_name(parts: Parts) -> str:
    at, name, value = parts.first(DATA)
    if name in parts.captured:
        raise DoesNotApply
    return parts.program(
        *parts.body[:at], f"whole_ = {value}", f"{name} = whole_", *parts.body[at + 1 :]
    )


@shape
def model_in_an_attribute(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    cls = block("class Holder_:", [block("def __init__(self, model):", ["self.model = model"])])
    kept = (f"holder_ = Holder_({value})", f"{name} = holder_.model")
    return parts.program(*parts.body[:at], *kept, *parts.body[at + 1 :], defs=(cls,))


@shape
def class_under_another_name(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    cls, _, arguments = value.partition("(")
    made = (f"class_ = {cls}", f"{name} = class_({arguments}")
    return parts.program(*parts.body[:at], *made, *parts.body[at + 1 :])


@shape
def library_under_another_name(parts: Parts) -> str:
    if "import scvi" not in parts.imports or parts.definitions:
        raise DoesNotApply
    others = [one for one in parts.imports if one != "import scvi"]
    body = [re.sub(r"\bscvi\.(?=[a-z_])", "tools_.", one) for one in parts.body]
    return "\n".join(["import scvi as tools_", *others, *body]) + "\n"


@shape
def model_built_by_a_lambda(parts: Parts) -> str:
    at, name, value = parts.first(MODEL)
    made = (f"build_ = lambda: {value}", f"{name} = build_()")
    return parts.program(*parts.body[:at], *made, *parts.body[at + 1 :])


@shape
def in_an_asynchronous_function(parts: Parts) -> str:
    parts.require_closed()
    main = block("async def main_():", parts.body)
    return parts.program(main, "asyncio.run(main_())", imports=("import asyncio",))
