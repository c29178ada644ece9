"""Begin a rule: `python -m scvi_lint.linting.new_rule NAME --family training --event Trained`.

Writes a file with the next free code of the family, a documentation to fill in, a faulty and a
right example, and a check that finds nothing yet; and says what comes next.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scvi_lint.interpreter.events.kinds import EVENTS
from scvi_lint.linting import index, pitfalls
from scvi_lint.regex import regex

_NAME = regex(r"[a-z][a-z0-9_]*")
_TEMPLATE = '''\
"""What is wrong, in one sentence that a biologist understands.

Why it is wrong and what scvi-tools does with it. What to do instead.

    # bad: silent: what the result is then
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import {event}, cites, rule


@rule("{code}", severity="warning", cites=cites("{{symbol}}", "user_guide/models/scvi"))
def {name}(event: {event}):
    """Yield `event.finding(place, message, because=facts)` for what is wrong."""
    yield from ()
'''


def free_code(family: str, known: list[index.Entry]) -> str:
    """The first code of the family's hundred that no rule has. Raises ValueError."""
    own = sorted(entry.code for entry in known if f".{family}." in entry.module)
    if not own:
        raise ValueError(f"there is no family {family!r}")
    taken = {entry.code for entry in known}
    start = int(own[0][3:])
    for number in range(start, start - start % 100 + 100):
        code = f"SCV{number:03}"
        if code not in taken:
            return code
    raise ValueError(f"the codes of {family} are used up")


def write(package: Path, name: str, family: str, event: str, known: list[index.Entry]) -> Path:
    """The new file. Raises ValueError for a name or an event that cannot be."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a rule: small letters, digits and _")
    if event not in {kind.__name__ for kind in EVENTS}:
        raise ValueError(f"there is no event {event!r}; docs/events.md lists them")
    if any(entry.name == name.replace("_", "-") for entry in known):
        raise ValueError(f"there is a rule {name} already")
    path = package / family / f"{name}.py"
    code = free_code(family, known)
    path.write_text(_TEMPLATE.format(event=event, code=code, name=name), encoding="utf-8")
    return path


def next_pitfall(listed: Path) -> str:
    """The number that the next row of `pitfalls.toml` gets."""
    numbers = [int(one.id[1:]) for one in pitfalls.read(listed).pitfalls]
    return f"P{max(numbers) + 1}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="new_rule", description="Begin a rule.")
    parser.add_argument("name", help="its name, as in epochs_too_few")
    parser.add_argument("--family", required=True, help="the folder that it belongs to")
    parser.add_argument("--event", default="Trained", help="what it looks at (docs/events.md)")
    options = parser.parse_args(arguments)
    import scvi_lint_rules

    package = Path(scvi_lint_rules.__path__[0])
    known = index.describe(scvi_lint_rules).entries
    try:
        path = write(package, options.name, options.family, options.event, list(known))
    except ValueError as error:
        print(f"new_rule: {error}", file=sys.stderr)
        return 2
    print(f"wrote {path}")
    slug = options.name.replace("_", "-")
    number = next_pitfall(package.parent / "pitfalls.toml")
    print(f'next: a row in rules/pitfalls.toml ({number} = {{ slug = "{slug}", … }}),')
    print("      then python -m scvi_lint.linting.build_index and pytest tests/rules,")
    print("      until the examples are found where they are marked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
