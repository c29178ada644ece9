"""A notebook that installs a release of scvi-tools is judged by it."""

from __future__ import annotations

import json

import pytest

from scvi_lint.config import Settings
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.linting.installing import printed_by
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

# `use_gpu` went with 1.1.
USE = (
    "import scvi\nadata = scvi.data.synthetic_iid()\nscvi.model.SCVI.setup_anndata(adata)\n"
    "scvi.model.SCVI(adata).train(use_gpu=True)"
)


def notebook(*texts: str) -> Document:
    cells = [{"cell_type": "code", "metadata": {}, "source": text} for text in texts]
    return read_document("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())


def checked(line: str, version: str | None = "1.4.2", settings: Settings | None = None) -> Result:
    checker = Checker(settings or Settings(), version=version, version_origin="uv.lock")
    return checker.check(notebook("# Install", line, USE))


@pytest.mark.parametrize(
    "line",
    [
        "!pip install scvi-tools==1.0.4",
        "%pip install -q 'scvi-tools[cuda]==1.0.4' scanpy",
        'pip install "scvi_tools == 1.0.4"',
        "!{sys.executable} -m pip install --upgrade scvi-tools==1.0.4",
        "%conda install -y -c conda-forge scvi-tools=1.0.4",
        "!uv pip install scvi-tools==1.0.4",
        "%%bash\nset -e\npip install scanpy\npython -m pip install 'scvi-tools==1.0.4'",
        "%%capture\n!pip install git+https://github.com/scverse/scvi-tools.git@1.0.4",
    ],
)
def test_an_exact_version_wins_over_pins_of_the_project(line: str) -> None:
    found = checked(line)
    assert (found.version, found.version_origin) == ("1.0.4", "installed by cell 2")
    assert [one.code for one in found.findings] == ["SCV017"]  # it still had use_gpu
    assert [one.code for one in checked("print()").findings] == ["SCV013"]


@pytest.mark.parametrize(
    "line",
    [
        "# !pip install scvi-tools==1.0.4",
        "if colab:\n    !pip install scvi-tools==1.0.4",
        "!pip install scvi-tools",
        "!pip install scvi-tools-extra==1.0.4 my-scvi-tools==1.0.4",
        "!pip install scvi-tools==1.0.4\n!pip install scvi-tools==1.2.0",
        "!pip uninstall scvi-tools==1.0.4",
        "%%R\npip install scvi-tools==1.0.4",
        "%%bash\n# pip install scvi-tools==1.0.4\necho install scvi-tools==1.0.4",
        'print("pip install scvi-tools==1.0.4")',
        "!pip install 'scvi-tools>=1.0,<1.1'",
    ],
)
def test_what_does_not_name_one_version_for_certain_changes_nothing(line: str) -> None:
    found = checked(line)
    assert (found.version, found.version_origin) == ("1.4.2", "uv.lock")


def test_a_range_counts_where_nothing_names_a_release() -> None:
    found = checked("!pip install 'scvi-tools>=1.0,<1.1'", version=None)
    assert (found.version, found.version_origin) == ("1.0.4", "installed by cell 2: >=1.0,<1.1")
    assert checked("!pip install 'scvi-tools~=1.0.1'", version=None).version == "1.0.4"


def test_the_settings_of_the_user_come_first() -> None:
    settings = Settings(scvi_version="1.4.2")
    assert checked("!pip install scvi-tools==1.0.4", settings=settings).version == "1.4.2"


def test_a_version_that_is_installed_is_known_for_certain() -> None:
    found = checked("!pip install scvi-tools==1.4.2", version=None)
    assert [(one.code, one.severity) for one in found.findings] == [("SCV013", "error")]
    assert found.version_origin == "installed by cell 2"


def test_what_is_installed_on_some_path_tells_what_the_program_was_written_for() -> None:
    line = "if input():\n    !pip install --quiet scvi-tools[tutorials]==1.2.0"
    found = checked(line, version=None)
    assert (found.version, found.version_origin) == ("1.2.0", "installed by cell 2")
    assert [(one.code, one.severity) for one in found.findings] == [("SCV013", "warning")]


# --- what saved outputs print, and lines that name no version ----------------------------------


def with_output(source: str, text: str) -> Document:
    cells = [
        {
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "execution_count": 1,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": text}],
        },
        {"cell_type": "code", "metadata": {}, "source": USE},
    ]
    return read_document("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("print(scvi.__version__)", "1.0.4\n"),
        ("print('Last run with', scvi.__version__)", "scvi-tools version: 1.0.4"),
        ("session_info.show()", "scanpy 1.9.1\nscvi 1.0.4\ntorch 2.0\n"),
        ("!pip freeze", "scanpy==1.9.1\nscvi-tools==1.0.4\n"),
        ("!pip list", "scvi-tools         1.0.4\n"),
    ],
)  # fmt: skip
def test_a_printed_version_counts_before_a_guess(source: str, text: str) -> None:
    found = Checker(Settings()).check(with_output(source, text))
    assert (found.version, found.version_origin) == ("1.0.4", "printed by cell 1")
    pinned = Checker(Settings(), version="1.4.2", version_origin="uv.lock")
    assert pinned.check(with_output(source, text)).version == "1.4.2"


@pytest.mark.parametrize(
    "text", ["scanpy 1.9.1", "loss 1.0.4", "scvi_colab 0.12.0", "/lib/scvi-1.0.4/x", "1.0.4"]
)
def test_other_numbers_are_no_versions(text: str) -> None:
    assert printed_by(with_output("print(1)", text)) is None


def test_two_versions_say_nothing() -> None:
    assert printed_by(with_output("print(1)", "scvi 1.0.4\n")) is not None
    both = with_output("print(1)", "scvi 1.0.4")
    other = with_output("print(1)", "scvi 1.1.0")
    assert printed_by(Document("a.ipynb", "notebook", (*both.cells, *other.cells))) is None


def test_a_line_without_a_version_names_the_newest() -> None:
    found = checked("!pip install -q scvi-tools", version=None)
    assert found.version == catalogue().newest
    assert found.version_origin == "installed by cell 2, which names no release"
    assert checked("!pip install -q scvi-tools").version == "1.4.2"
    assert checked("!pip install scvi-tools==1.0.4 && pip install scvi-tools").version == "1.0.4"
    assert checked("!pip install scvi-colab", version=None).version_origin != "installed by cell 2"


# --- what a script says of itself, and what comments spell ---------------------------------------


def script(*lines: str) -> Document:
    return read_document("a.py", "\n".join((*lines, USE)).encode())


def of_script(*lines: str, version: str | None = None) -> Result:
    checker = Checker(Settings(), version=version, version_origin="uv.lock")
    return checker.check(script(*lines))


METADATA = ("# /// script", '# dependencies = ["scanpy", "scvi-tools==1.0.4"]', "# ///")


def test_the_metadata_of_a_script_win_over_pins_of_the_project() -> None:
    for version in (None, "1.4.2"):
        found = of_script(*METADATA, version=version)
        assert (found.version, found.version_origin) == ("1.0.4", "the metadata of the program")
        assert [one.code for one in found.findings] == ["SCV017"]


def test_a_range_in_the_metadata_is_the_newest_that_it_allows() -> None:
    lines = ("# /// script", "# dependencies = [", '#   "scvi-tools>=1.0,<1.1",', "# ]", "# ///")
    assert of_script(*lines).version == "1.0.4"
    assert of_script(*METADATA[:2]).version == "1.0.4"  # an end that was forgotten
    assert of_script(METADATA[1]).version == "1.0.4"  # it is a comment, still


@pytest.mark.parametrize(
    "line",
    [
        "# requires: scvi-tools==1.0.4",
        "# tested with scvi-tools == 1.0.4 and scanpy==1.9.1",
        "# pip install 'scvi-tools[cuda]==1.0.4'",
        "#!pip install scvi_tools==1.0.4",
        "import scanpy  # scvi==1.0.4",
    ],
)
def test_a_comment_names_the_release_where_nothing_else_does(line: str) -> None:
    found = of_script(line)
    assert (found.version, found.version_origin) == ("1.0.4", "a comment in the program")
    assert [one.code for one in found.findings] == ["SCV017"]
    assert of_script(line, version="1.4.2").version == "1.4.2"
    assert checked(line, version=None).version_origin == "a comment in cell 2"


@pytest.mark.parametrize(
    "lines",
    [
        ("# scvi-tools==1.0.4", "# scvi-tools==1.2.0"),
        ("# does not run with scvi-tools==1.0.4",),
        ("# scvi-tools==0.20.3 or scvi-tools==1.0.4",),
        ("# scvi-tools>=1.0.4", "# my-scvi-tools==1.0.4", 'x = "scvi-tools==1.0.4"'),
    ],
)
def test_comments_that_name_no_single_release_say_nothing(lines: tuple[str, ...]) -> None:
    assert of_script(*lines).version_origin != "a comment in the program"


def test_an_error_of_a_release_before_the_oldest_known_is_not_guessed() -> None:
    text = "import scvi\nfrom scvi.dataset import PbmcDataset\nPbmcDataset()\n"
    for line in ("# requires: scvi==0.6.8", "# /// script\n# 'scvi-tools==0.6.8'\n# ///"):
        document = read_document("a.py", f"{line}\n{text}".encode())
        found = Checker(Settings()).check(document).findings
        assert [(one.code, one.severity) for one in found] == [("SCV005", "info")]
    found = checked("!pip install scvi-tools==0.6.8", version=None).findings
    assert [one.code for one in found if one.severity == "error"] == []
