"""Heading ids against a real build of scvi-tools' user guide by Sphinx and MyST.

Runs where Sphinx and myst-parser are installed and the distribution can be had.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scvi_lint.knowledge.build import __main__ as command
from scvi_lint.knowledge.build import archive, download
from scvi_lint.knowledge.build.failure import BuildError
from scvi_lint.knowledge.build.pages import read_pages

RELEASE = "1.4.2"
# Of scvi-tools' own conf.py, what concerns headings.
SETTINGS = """\
project = "user guide"
extensions = ["myst_parser"]
myst_enable_extensions = [
    "amsmath", "colon_fence", "deflist", "dollarmath", "html_image", "html_admonition",
]
master_doc = "user_guide/index"
suppress_warnings = ["*"]
"""
MISSING = [name for name in ("sphinx", "myst_parser") if importlib.util.find_spec(name) is None]


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_every_heading_has_the_id_that_sphinx_gives_it(tmp_path: Path) -> None:
    try:
        path = download.fetch(RELEASE, os.environ.get("SCVI_LINT_DISTRIBUTIONS") or command.CACHE)
    except BuildError as error:
        pytest.skip(str(error))
    texts = archive.read(RELEASE, path).pages
    source, built = tmp_path / "source", tmp_path / "built"
    for name, text in texts.items():
        if name.startswith(("user_guide/", "faq")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
    (source / "conf.py").write_text(SETTINGS)
    words = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(built)]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    compared = 0
    for name, page in read_pages(texts).items():
        file = built / f"{name}.html"
        if file.exists():
            ids = re.findall(r'<section[^>]* id="([^"]+)"', file.read_text(encoding="utf-8"))
            known = [section.anchor for section in page.sections]
            positional = re.compile(r"id\d+")  # of a heading that repeats an earlier one
            assert known == [one for one in ids if not positional.fullmatch(one)], name
            compared += len(known)
    assert compared > 200
