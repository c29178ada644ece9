"""What a command line gives by default is possible; its choices are all that there is."""

from __future__ import annotations

import pytest

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

USE = """\
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key={})
"""
ARGPARSE = """\
import argparse
import scvi

parser = argparse.ArgumentParser()
parser.add_argument("--batch-key", {option})
args = parser.parse_args()
"""
CLICK = """\
import click
import scvi

@click.command()
@click.option("--batch-key", "-b", {option})
def main(batch_key):
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=batch_key)

main()
"""
TYPER = """\
import typer
import scvi

def main(batch_key: str = {option}):
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=batch_key)

typer.run(main)
"""


def found(program: str) -> list[str]:
    document = read_document("a.py", program.encode())
    checked = Checker(Settings(), version="1.4.2").check(document)
    return [f"{one.code} {one.severity}" for one in checked.findings if one.severity != "info"]


@pytest.mark.parametrize(
    ("option", "severity"),
    [
        ('default="site"', "warning"),
        ('default="batch"', ""),
        ('type=str, default="site"', "warning"),
        ("default=None", ""),
        ("required=True", ""),
        ('default="site", choices=["site", "donor"]', "error"),
        ('default="batch", choices=["site", "batch"]', "warning"),
        ('required=True, choices=["site", "donor"]', "error"),
        ('choices=["site", "donor"]', "warning"),  # None, or one of them
        ('type=eval, default="site"', ""),
        ('default="batch", dest="other"', ""),
    ],
)
def test_a_default_is_possible_and_a_fault_in_every_choice_is_certain(
    option: str, severity: str
) -> None:
    program = ARGPARSE.format(option=option) + USE.format("args.batch_key")
    assert found(program) == ([f"SCV150 {severity}"] if severity else [])


@pytest.mark.parametrize(
    ("before", "use"),
    [
        ("", 'vars(args)["batch_key"]'),
        ("", "args.batch_key"),
    ],
)
def test_options_are_read_as_attributes_and_by_name(before: str, use: str) -> None:
    program = ARGPARSE.format(option='default="site"') + before + USE.format(use)
    assert found(program) == ["SCV150 warning"]


def test_a_function_that_makes_the_parser_is_followed() -> None:
    program = """\
import argparse
import scvi

def options():
    parser = argparse.ArgumentParser()
    group = parser.add_argument_group("data")
    group.add_argument("-b", "--batch", default="site")
    return parser.parse_args()

def main():
    args = options()
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key=args.batch)

if __name__ == "__main__":
    main()
"""
    assert found(program) == ["SCV150 warning"]


@pytest.mark.parametrize(
    ("option", "severity"),
    [
        ('default="site"', "warning"),
        ('default="batch"', ""),
        ("required=True", ""),
        ('type=click.Choice(["site", "donor"]), default="site"', "error"),
        ('type=click.Choice(["site", "donor"]), required=True', "error"),
    ],
)
def test_click_is_followed_likewise(option: str, severity: str) -> None:
    assert found(CLICK.format(option=option)) == ([f"SCV150 {severity}"] if severity else [])


@pytest.mark.parametrize(
    ("option", "severity"),
    [('"site"', "warning"), ('typer.Option("site")', "warning"), ("typer.Option(...)", "")],
)
def test_typer_is_followed_likewise(option: str, severity: str) -> None:
    assert found(TYPER.format(option=option)) == ([f"SCV150 {severity}"] if severity else [])


def test_what_every_branch_gets_wrong_is_certain() -> None:
    program = "import scvi\nfrom mine import flag\nname = 'a' if flag else 'b'\n" + USE.format(
        "name"
    )
    assert found(program) == ["SCV150 error"]
    assert found(program.replace("'b'", "'batch'")) == ["SCV150 warning"]
