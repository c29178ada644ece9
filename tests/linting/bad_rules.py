"""A third party's package of rules: one is good, each of the others fails in a way of its own."""

from __future__ import annotations

from pathlib import Path

PLUGIN = "bad"

_HEAD = '''\
"""A rule of somebody else.

It is here to see what becomes of the others when it fails.
"""
from scvi_lint.rule import Registered, Trained, cites, rule


@rule("{code}", severity="warning", cites=cites("user_guide/models/scvi#training"))
def {name}(training: {event}):
'''
# Name, code, body; what is said of it, "" for nothing.
RULES = {
    "good": ("BAD001", 'yield training.finding(training.call, "good rule spoke")', ""),
    "fails_at_once": ("BAD002", "return [][1]", "IndexError"),
    "fails_later": (
        "BAD003",
        'yield training.finding(training.call, "said before it failed")\n    1 / 0',
        "ZeroDivisionError",
    ),
    "exits": ("BAD004", "raise SystemExit(0)", "SystemExit"),
    "yields_words": ("BAD005", 'yield "a finding"', "TypeError"),
    "yields_nothing": ("BAD006", "return None", "TypeError"),
    "says_numbers": ("BAD007", "yield training.finding(training.call, 1)", "TypeError"),
    "nests": ("BAD008", "def f(): return f()\n    f()\n    yield None", "RecursionError"),
    "hostile": ("BAD009", r'raise ValueError("\x1b[31m\n::error::owned" * 99)', "ValueError"),
    "unprintable": ("BAD010", "raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})()", "E"),
}
# Modules that cannot even be imported.
MODULES = {
    "missing": ("import no_such_module_at_all\n", "ModuleNotFoundError"),
    "unfinished": ("def x(:\n", "SyntaxError"),
    "older": ("from scvi_lint.rule import a_name_of_contract_1\n", "reads rules of contract 2"),
    "leaves": ("import sys\nsys.exit(3)\n", "SystemExit"),
}


def write(folder: Path) -> None:
    """Put the package and the record of its installation into a folder."""
    package = folder / "bad_rules_of_others"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name, (code, body, _) in RULES.items():
        # An editor shows one finding a call: the good one speaks of another.
        event = "Registered" if name == "good" else "Trained"
        head = _HEAD.format(code=code, name=name, event=event)
        (package / f"{name}.py").write_text(f"{head}    {body}\n")
    for name, (text, _) in MODULES.items():
        (package / f"{name}.py").write_text(text)
    record = folder / "bad_rules_of_others-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: bad-rules-of-others\nVersion: 1\n"
    )
    (record / "entry_points.txt").write_text(f"[scvi_lint.rules]\n{PLUGIN} = bad_rules_of_others\n")
