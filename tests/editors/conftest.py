"""Real editors, as a user has them: `pytest tests/editors --editors` drives all of them.

Without the option only Neovim is, and what can be checked without starting an editor.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from programs_to_open import write

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--editors"):
        return
    skip = pytest.mark.skip(reason="drives an editor that is large to install: --editors")
    for item in items:
        if item.get_closest_marker("editors"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def server_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command `scvi-lint`, which runs what is being tested."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "scvi-lint"
    command.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        f"sys.path[1:1] = {[str(ROOT / 'server'), str(ROOT / 'rules')]}\n"
        "from scvi_lint.__main__ import main\n"
        "sys.exit(main())\n"
    )
    command.chmod(0o755)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with programs to open."""
    folder = tmp_path / "project"
    folder.mkdir()
    write(folder)
    return folder


@pytest.fixture(scope="session")
def bare_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with a shell's commands, and no scvi-lint or installer on it."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("sh", "bash", "env", "cat", "uname", "tmux", "dirname", "basename", "readlink"):
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    return str(folder)
