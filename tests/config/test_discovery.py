"""Where settings are looked for, and which of them win."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scvi_lint.config.discovery import Configuration, ConfigurationError, default_user_file
from scvi_lint.config.options import Unknown


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    folder = tmp_path / "project"
    (folder / "sub" / "deep").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def severity(configuration: Configuration, path: Path) -> str:
    return configuration.settings(str(path)).severity


def test_the_nearest_file_wins_and_nothing_is_merged(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.scvi-lint]\nseverity = "error"\npreset = "all"')
    (project / "sub" / "scvi-lint.toml").write_text('severity = "info"')
    configuration = Configuration()
    assert severity(configuration, project / "a.py") == "error"
    assert severity(configuration, project / "sub" / "deep" / "a.py") == "info"
    assert configuration.settings(str(project / "sub" / "a.py")).preset == "default"


def test_our_own_file_wins_over_pyproject_beside_it(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.scvi-lint]\nseverity = "error"')
    (project / "scvi-lint.toml").write_text('severity = "info"')
    assert severity(Configuration(), project / "a.py") == "info"


@pytest.mark.parametrize(
    "text", ["", "[tool.other]\n", "# scvi-lint\n[tool.x]\n", "tool = 1 # scvi-lint"]
)
def test_a_pyproject_without_our_table_is_passed_by(text: str, project: Path) -> None:
    (project / "scvi-lint.toml").write_text('severity = "error"')
    (project / "sub" / "pyproject.toml").write_text(text)
    assert severity(Configuration(), project / "sub" / "a.py") == "error"


@pytest.mark.parametrize("name", ["tool.scvi_lint", "tool.scvilint", "scvi-lint", "tool.SCVI-lint"])
def test_a_table_that_is_meant_to_be_ours_is_not_passed_by_in_silence(
    name: str, project: Path
) -> None:
    (project / "pyproject.toml").write_text(f'[{name}]\nseverity = "error"\n')
    configuration = Configuration()
    assert severity(configuration, project / "a.py") == "warning"
    (said,) = configuration.warnings
    assert isinstance(said, Unknown)
    assert f"[{name}] is not read; the table is called [tool.scvi-lint]" in said


def test_a_broken_file_of_others_is_none_of_our_business(project: Path) -> None:
    (project / "pyproject.toml").write_text("[broken")
    assert severity(Configuration(), project / "a.py") == "warning"


@pytest.mark.parametrize("data", [b"[tool.scvi-lint\n", b"scvi-lint = '\xff'\n"])
def test_a_broken_file_of_ours_is_an_error_that_names_it(data: bytes, project: Path) -> None:
    (project / "pyproject.toml").write_bytes(data)
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml"):
        Configuration().settings(str(project / "a.py"))


def test_what_is_given_wins_over_every_file(project: Path) -> None:
    (project / "scvi-lint.toml").write_text('severity = "error"\nignore = ["SCV1"]')
    settings = Configuration({"severity": "info"}).settings(str(project / "a.py"))
    assert (settings.severity, settings.ignore) == ("info", ("SCV1",))


def test_the_users_own_file_speaks_where_the_project_has_none(project: Path) -> None:
    own = Path(default_user_file())
    own.parent.mkdir(parents=True)
    own.write_text('severity = "info"\nplugins = ["mine"]')
    assert severity(Configuration(), project / "a.py") == "info"
    (project / "scvi-lint.toml").write_text('plugins = ["theirs"]')
    configuration = Configuration()
    settings = configuration.settings(str(project / "a.py"))
    assert (settings.severity, settings.plugins) == ("warning", ("mine",))
    assert len(configuration.warnings) == 1
    isolated = Configuration(isolated=True).settings(str(project / "a.py"))
    assert (isolated.severity, isolated.plugins) == ("warning", ())


def test_a_named_file_is_the_only_one(project: Path) -> None:
    (project / "scvi-lint.toml").write_text('severity = "error"')
    (project / "other.toml").write_text('severity = "info"\nplugins = ["a"]')
    configuration = Configuration(file="other.toml")
    settings = configuration.settings(str(project / "a.py"))
    assert (settings.severity, settings.plugins) == ("info", ("a",))
    with pytest.raises(ConfigurationError, match="missing"):
        Configuration(file="missing.toml")


def test_patterns_speak_of_the_folder_of_their_file(project: Path) -> None:
    (project / "scvi-lint.toml").write_text('exclude = ["sub/deep"]')
    configuration = Configuration(exclude=("*.ipynb",))
    assert configuration.excludes(str(project / "sub" / "deep" / "a.py"))
    assert configuration.excludes(str(project / "a.ipynb"))
    assert not configuration.excludes(str(project / "deep" / "a.py"))


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_a_pipe_with_the_name_of_a_settings_file_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / "scvi-lint.toml")
    assert severity(Configuration(), project / "a.py") == "warning"
