"""Settings' files from strangers: refused with a sentence, soon, whatever they hold."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scvi_lint.config.discovery import Configuration, ConfigurationError
from scvi_lint.config.toml import NotToml, parse

PATIENCE = 60  # seconds until a test is stuck, not a measure of anything


@pytest.fixture(autouse=True)
def not_for_ever() -> Iterator[None]:
    if not hasattr(signal, "alarm"):
        yield
        return

    def stuck(*_: object) -> None:
        raise AssertionError("it is stuck")

    before = signal.signal(signal.SIGALRM, stuck)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


BAD = {
    "a key of many parts": b"a" + b".a" * 20_000 + b" = 1",
    "with blanks": b"a" + b" . a" * 15_000 + b" = 1",
    "in quotes": b'"a,"' + b'."a= "' * 10_000 + b" = 1",
    "in a header": b"[" + b"a." * 20_000 + b"a]",
    "in an inline table": b"x = { " + b"a." * 20_000 + b"a = 1 }",
    "arrays in arrays": b"x = " + b"[" * 30_000,
    "tables in tables": b"x = " + b"{a=" * 15_000,
    "a number of 5000 digits": b"x = " + b"1" * 5_000 + b"x",
    "no UTF-8": b"[a]\nx = '\xff'",
    "a NUL": b"x = '\0'",
    "a string without end": b'x = """' + b'"\\"' * 20_000,
    "many strings without end": b'x = "a\n' * 8_000,
    "a date of no calendar": b"x = 2020-13-32",
    "half a thing": b"[tool.scvi-lint",
    "a table twice": b"[a]\n[a]\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_short_sentence(name: str) -> None:
    with pytest.raises(NotToml) as error:
        parse(BAD[name][: 64 << 10])
    assert 0 < len(str(error.value)) <= 200


@pytest.mark.parametrize(
    "text",
    [
        'x = [1.0, 2.5]\ny = """a' + ".b" * 500 + '"""',
        "a.b.c.d = 1\n[a.b.e.f]\n",
        "# " + "." * 500,
        "x = '" + "a." * 500 + "'",
        "x = [" + "1.5, " * 2_000 + "]",
        "[[a]]\n" * 5_000,
        '"a.b".c = "\\"."',
        "x = [[[[{a = [1]}]]]]",
        'x = """"a"""""',
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    assert parse((text + "\n").encode()) is not None


@given(st.text("ab.=[]{}\"'#\n\\, 1", max_size=60))
def test_nothing_else_is_raised(text: str) -> None:
    with suppress(NotToml):
        assert isinstance(parse(text.encode()), dict)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    folder = tmp_path / "project"
    (folder / "sub").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("file", ["pyproject.toml", "scvi-lint.toml"])
def test_a_bad_file_is_an_error_that_names_it_and_stays_alone(
    name: str, file: str, project: Path
) -> None:
    (project / file).write_bytes(b"# scvi-lint\n" + BAD[name][: 60 << 10])
    (project / "sub" / "scvi-lint.toml").write_text('severity = "info"')
    configuration = Configuration()
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=file):
            configuration.settings(str(project / "a.py"))
    assert configuration.settings(str(project / "sub" / "a.py")).severity == "info"


def test_a_file_of_more_than_64_kB_is_an_error_only_if_it_is_ours(project: Path) -> None:
    (project / "pyproject.toml").write_text("# other\n" * 20_000)
    assert Configuration().settings(str(project / "a.py")).severity == "warning"
    (project / "pyproject.toml").write_text("# other\n" * 20_000 + "[tool.scvi-lint]\n")
    with pytest.raises(ConfigurationError, match="larger than 64 kB"):
        Configuration().settings(str(project / "a.py"))


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
def test_a_link_that_leaves_the_project_is_left_out_with_a_line(project: Path) -> None:
    outside = project.parent / "outside.toml"
    outside.write_text('severity = "error"')
    (project / "scvi-lint.toml").symlink_to(outside)
    (project / "pyproject.toml").write_text('[tool.scvi-lint]\nseverity = "info"')
    configuration = Configuration()
    for name in ("a.py", "b.py"):
        assert configuration.settings(str(project / name)).severity == "info"
    (warning,) = configuration.warnings
    assert warning.startswith(f"{project / 'scvi-lint.toml'} is left out: ")
    assert "behind a link" in warning
    # The user may name it, and may keep it elsewhere.
    assert Configuration(file="scvi-lint.toml").settings(str(project / "a.py")).severity == "error"


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
def test_a_link_inside_of_the_project_is_followed(project: Path) -> None:
    (project / "shared.toml").write_text('severity = "error"')
    (project / "sub" / "scvi-lint.toml").symlink_to("../shared.toml")
    assert Configuration().settings(str(project / "sub" / "a.py")).severity == "error"


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_the_users_own_pipe_is_an_error(project: Path) -> None:
    os.mkfifo(project / "own.toml")
    with pytest.raises(ConfigurationError, match="no regular file"):
        Configuration(file="own.toml")
    with pytest.raises(ConfigurationError, match="no regular file"):
        Configuration(user_file=str(project / "own.toml"))
