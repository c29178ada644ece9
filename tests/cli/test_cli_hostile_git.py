"""Repositories whose git is against us: commands in its settings, nested ones, and silence.

The commands are real: each trap is first seen to spring where nothing guards against it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import FAULTY, Answer, Lint

from scvi_lint.cli import git as asking

pytestmark = [
    pytest.mark.usefixtures("few_rules"),
    pytest.mark.skipif(os.name == "nt", reason="shell scripts and links"),
]
REAL_GIT = shutil.which("git") or "git"


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def put(folder: Path, *names: str, text: str = FAULTY) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def files(answer: Answer) -> list[str]:
    return [line.partition(":")[0] for line in answer.out.splitlines()]


def check(lint: Lint, *words: str) -> Answer:
    return lint("check", "--output-format", "concise", "-q", *words)


@pytest.fixture
def git_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put another git first on PATH: a shell script."""

    def put_first(script: str) -> None:
        tools = tmp_path / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "git").write_text(f"#!/bin/sh\n{script}\n")
        (tools / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")

    return put_first


# --- commands ---------------------------------------------------------------------------------


def plant(folder: Path, command: str, *names: str) -> None:
    """A partial clone with a sparse index that lacks a tree: to list it, git must fetch."""
    git(folder, "init", "-q")
    put(folder, *names, "b/lacking.py")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "a")
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD:b"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()
    (folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c {command.replace(' ', '% ')}",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        git(folder, "config", name, value)


def test_a_partial_clone_fetches_nothing_by_any_git(
    here: Path, lint: Lint, git_is: Callable[[str], None]
) -> None:
    sprung = here.parent / "sprung"
    plant(here, f"touch {sprung}", "a/a.py")
    # git before 2.44 does not know GIT_NO_LAZY_FETCH.
    git_is(f'unset GIT_NO_LAZY_FETCH; exec "{REAL_GIT}" "$@"')
    answer = check(lint)
    assert not sprung.exists()
    assert files(answer) == ["a/a.py"]
    subprocess.run(
        ["git", "-c", "protocol.allow=never", "ls-files"],
        cwd=here,
        check=False,
        capture_output=True,
    )
    assert sprung.exists()  # the trap does work


def test_what_looks_like_the_inside_of_a_repository_is_none(here: Path, lint: Lint) -> None:
    sprung = here.parent / "sprung"
    git(here, "init", "-q")
    put(here, "a.py", "data/b.py")
    bare = here / "data"
    git(bare, "init", "-q", "--bare", ".")
    trap = here / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o755)
    git(bare, "config", "core.bare", "false")
    git(bare, "config", "core.worktree", str(bare))
    git(bare, "config", "core.fsmonitor", str(trap))
    assert files(check(lint)) == ["a.py", "data/b.py"]
    assert files(check(lint, "data")) == ["data/b.py"]
    assert not sprung.exists()
    subprocess.run(["git", "status"], cwd=bare, check=False, capture_output=True)
    assert sprung.exists()


def test_every_call_of_git_closes_every_way(
    here: Path, lint: Lint, git_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = here.parent / "log"
    git_is(f'(echo "$@"; env) | tr "\\n" " " >> {log}; echo >> {log}; exec "{REAL_GIT}" "$@"')
    for name in ("GIT_DIR", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_ALLOW_PROTOCOL"):
        monkeypatch.setenv(name, "/nowhere")
    put(here, "a.py", "ignored/b.py")
    monkeypatch.delenv("GIT_DIR")
    git(here, "init", "-q")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    (here / ".gitignore").write_text("ignored")
    log.unlink()
    assert files(check(lint, "ignored")) == ["ignored/b.py"]
    calls = log.read_text().splitlines()
    assert len(calls) == 2  # the listing, and whether the folder itself is ignored
    for call in calls:
        words = call.split()
        assert set(words) >= {
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "safe.bareRepository=explicit",
            "protocol.allow=never",
            "--no-pager",
            "GIT_ALLOW_PROTOCOL=none",
            "GIT_NO_LAZY_FETCH=1",
            "GIT_OPTIONAL_LOCKS=0",
            "GIT_TERMINAL_PROMPT=0",
            f"GIT_CEILING_DIRECTORIES={here.parent}",
        }
        assert "/nowhere" not in call


def test_a_program_called_git_in_the_folder_is_not_git(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    (here / "git").write_text("#!/bin/sh\ntouch sprung\n")
    (here / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert files(check(lint)) == ["a.py"]
    assert not (here / "sprung").exists()


# --- silence ----------------------------------------------------------------------------------


def test_a_git_that_does_not_answer_is_not_waited_for(
    here: Path, lint: Lint, git_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.5)
    git(here, "init", "-q")
    put(here, "a.py", "no/b.py", "private/c.py", "inner/d.py")
    (here / ".gitignore").write_text("no/")
    (here / ".git" / "info" / "exclude").write_text("private")
    git(here / "inner", "init", "-q")
    pids = here.parent / "pids"
    git_is(f"sleep 1000 & echo $$ $! >> {pids}; wait")
    answer = check(lint, "a.py", ".", "inner")
    assert files(answer) == ["a.py", "inner/d.py"]
    assert answer.code == 1
    first, *more = answer.err.splitlines()
    assert first.startswith("warning: git did not answer within 0 s: the files in ")
    assert all("did not answer in time before" in line for line in more)
    asked = pids.read_text().split()
    assert len(asked) == 2  # one git, and what it had started; it was not asked again
    for pid in asked:
        assert not is_running(int(pid))


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 128", "refuses to tell"),
        ("kill -9 $$", "crashed"),
        ("exec >&-; exit 1", "refuses to tell"),
    ],
)
def test_a_git_that_fails_is_done_without(
    script: str, said: str, here: Path, lint: Lint, git_is: Callable[[str], None]
) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "no.py")
    (here / ".gitignore").write_text("no.py\n")
    git_is(script)
    answer = check(lint)
    assert (files(answer), answer.code) == (["a.py"], 1)
    (line,) = answer.err.splitlines()
    assert line == f"warning: git {said}: the files in {here} were found without it"


def test_a_machine_without_git_reads_what_git_would(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "sub/no.py", "sub/b.py", "sub/deep/c.py")
    (here / ".gitignore").write_text("no.py\n")
    monkeypatch.setenv("PATH", str(here))
    answer = check(lint, "sub")
    assert files(answer) == ["sub/b.py", "sub/deep/c.py"]
    assert answer.err.startswith("warning: git is not installed: ")


@pytest.mark.parametrize(
    "name", [".gitignore", ".git/info/exclude", ".git/index", ".git/config", ".git/HEAD"]
)
def test_a_pipe_among_gits_own_files_is_not_waited_for(name: str, here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    (here / name).unlink(missing_ok=True)
    os.mkfifo(here / name)
    answer = check(lint)
    assert files(answer) == ["a.py"]
    assert "is no regular file: the files in" in answer.err.splitlines()[0]


def test_a_pipe_deep_down_is_not_waited_for_long(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    # git never answers: whatever it is given is too little, however busy the machine is.
    monkeypatch.setattr(asking, "SECONDS", 2.0)
    git(here, "init", "-q")
    put(here, "a.py", "deep/down/b.py")
    os.mkfifo(here / "deep" / "down" / ".gitignore")
    answer = check(lint)
    assert files(answer) == ["a.py", "deep/down/b.py"]
    assert "git did not answer" in answer.err
    assert f"{here}/deep/down/.gitignore is left out: it is no regular file" in answer.err


# --- repositories in repositories -------------------------------------------------------------


@pytest.fixture
def library(here: Path) -> Path:
    """Another repository, to be a submodule."""
    folder = here.parent / "library"
    put(folder, "lib.py", "inner/no.py")
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text("no.py\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    return folder


def add_submodule(folder: Path, library: Path, name: str) -> None:
    git(folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library), name)


def test_submodules_are_walked_where_they_are_present(
    here: Path, lint: Lint, library: Path
) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "docs/plain")
    add_submodule(here, library, "sub")
    add_submodule(here, library, "deep/down/sub.py")
    git(here, "add", ".")
    git(here, "commit", "-qm", "x")
    put(here, "sub/inner/new.py", "sub/inner/no.py")
    wanted = ["a.py", "deep/down/sub.py/lib.py", "sub/inner/new.py", "sub/lib.py"]
    answer = check(lint)
    assert (files(answer), answer.err) == (wanted, "")
    assert files(check(lint, "sub")) == ["sub/inner/new.py", "sub/lib.py"]
    # Cloned without them, there is an empty folder or none.
    shutil.rmtree(here / "sub")
    answer = check(lint)
    assert (files(answer), answer.err) == (wanted[:2], "")
    (here / "sub").mkdir()
    assert files(check(lint)) == wanted[:2]
    # Unpacked from an archive, it is just a folder.
    put(here, "sub/x.py")
    assert files(check(lint)) == [*wanted[:2], "sub/x.py"]
    assert files(check(lint, "sub")) == ["sub/x.py"]


def test_a_file_of_submodules_without_any_is_no_trouble(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "Makefile")
    (here / ".gitmodules").write_text('[submodule "gone"]\n\tpath = gone\n\turl = ./x\n')
    git(here, "add", ".")
    answer = check(lint)
    assert (files(answer), answer.err) == (["a.py"], "")


def test_submodules_of_submodules(here: Path, lint: Lint, library: Path) -> None:
    middle = here.parent / "middle"
    put(middle, "mid.py")
    git(middle, "init", "-q")
    add_submodule(middle, library, "lib")
    git(middle, "commit", "-qam", "x")
    git(here, "init", "-q")
    add_submodule(here, middle, "mid")
    update = ("submodule", "update", "-q", "--init", "--recursive")
    git(here, "-c", "protocol.file.allow=always", *update)
    assert files(check(lint)) == ["mid/lib/lib.py"]


def test_a_submodule_that_became_a_link_leads_nowhere(
    here: Path, lint: Lint, library: Path
) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    for name in ("up", "out"):
        add_submodule(here, library, name)
        shutil.rmtree(here / name)
    (here / "up").symlink_to(".")
    (here / "out").symlink_to(library)
    answer = check(lint)
    assert (files(answer), answer.err) == (["a.py"], "")


def test_two_hundred_repositories_in_each_other(here: Path, lint: Lint) -> None:
    folder = here
    for number in range(200):
        (folder / ".git").mkdir()
        folder = folder / f"{number}"
        folder.mkdir()
    put(folder, "a.py")
    answer = check(lint)
    assert files(answer) == []  # too deep for a walk
    assert answer.code == 0
    assert "refuses to tell" in answer.err


def test_a_work_tree_beside_the_repository(here: Path, lint: Lint) -> None:
    main = here.parent / "main"
    put(main, "a.py", "no.py")
    git(main, "init", "-q")
    (main / ".gitignore").write_text("no.py\n")
    git(main, "add", ".")
    git(main, "commit", "-qm", "x")
    tree = here / "tree"
    git(main, "worktree", "add", "-q", str(tree))
    put(tree, "b.py", "no.py")
    answer = check(lint, "tree")
    assert (files(answer), answer.err) == (["tree/a.py", "tree/b.py"], "")
    # A work tree inside of the repository, as some tools make them.
    git(main, "worktree", "add", "-q", "-b", "other", "trees/one")
    put(main, "trees/one/c.py")
    wanted = ["a.py", "trees/one/a.py", "trees/one/c.py"]
    assert [name.partition("main/")[2] for name in files(check(lint, str(main)))] == wanted


@pytest.mark.parametrize("bare", ["false", "true"])
def test_a_work_tree_that_is_said_to_be_elsewhere_is_where_it_was_found(
    bare: str, here: Path, lint: Lint
) -> None:
    """Else nothing would be checked, without a word, and names be listed that are none of ours."""
    elsewhere = here.parent / "elsewhere"
    put(elsewhere, "a.py", "secret.py")
    git(here, "init", "-q")
    put(here, "a.py", "sub/b.py", "no.py", "sub/inner/c.py")
    git(here / "sub" / "inner", "init", "-q")
    (here / ".gitignore").write_text("no.py\n")
    git(here, "add", "a.py")
    for place in (here, here / "sub" / "inner"):
        git(place, "config", "core.bare", bare)
        git(place, "config", "core.worktree", str(elsewhere))
    wanted = ["a.py", "sub/b.py", "sub/inner/c.py"]
    for words in ((), ("a.py", "sub"), ("sub/inner", "a.py", "sub")):
        answer = check(lint, *words)
        assert (files(answer), answer.err) == (wanted, "")


@pytest.mark.parametrize("text", ["gitdir: nowhere", "gitdir: .git", "gitdir: ..", "", "\0\xff"])
def test_a_dot_git_file_that_leads_nowhere(text: str, here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "sub/b.py")
    (here / "sub" / ".git").write_text(text)
    answer = check(lint)
    assert files(answer) == ["a.py", "sub/b.py"]


def test_an_empty_dot_git_folder_is_not_the_repository_around_it(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py", "sub/b.py", "sub/c.py")
    (here / ".gitignore").write_text("/sub/c.py\n")
    (here / "sub" / ".git").mkdir()
    assert files(check(lint)) == ["a.py", "sub/b.py"]


# --- what the index says ----------------------------------------------------------------------


def test_a_folder_that_became_a_link_takes_its_files_out(here: Path, lint: Lint) -> None:
    outside = here.parent / "outside"
    put(outside, "b.py", "deep/c.py")
    git(here, "init", "-q")
    put(here, "a.py", "data/b.py", "data/deep/c.py", "real/d.py")
    git(here, "add", ".")
    shutil.rmtree(here / "data")
    (here / "data").symlink_to(outside)
    assert files(check(lint)) == ["a.py", "real/d.py"]
    (here / "data").unlink()
    (here / "data").symlink_to("real")
    put(here, "real/b.py")
    assert files(check(lint)) == ["a.py", "real/b.py", "real/d.py"]
    (here / "data").unlink()
    (here / "data").symlink_to(".")
    assert files(check(lint)) == ["a.py", "real/b.py", "real/d.py"]
    # Named, it is the user's own choice.
    assert files(check(lint, "data/a.py", "data/real")) == [
        "data/a.py",
        "data/real/b.py",
        "data/real/d.py",
    ]


@pytest.mark.parametrize(
    "name", [b"../outside/s.py", b"/etc/s.py", b"./s.py", b"a//s.py", b"x/../../outside/s.py"]
)
def test_a_forged_index_does_not_lead_out(name: bytes, here: Path, lint: Lint) -> None:
    put(here.parent / "outside", "s.py")
    git(here, "init", "-q")
    put(here, "a.py", "s.py", "x" * len(name))
    git(here, "add", "a.py", "x" * len(name))
    index = here / ".git" / "index"
    data = index.read_bytes()
    assert data.count(b"x" * len(name)) == 1
    body = data[:-20].replace(b"x" * len(name), name)
    import hashlib

    index.write_bytes(body + hashlib.sha1(body).digest())
    (here / ("x" * len(name))).unlink()
    (here / "s.py").unlink()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=here, capture_output=True, check=False)
    assert name in listed.stdout.split(b"\0")
    assert files(check(lint)) == ["a.py"]


def test_environments_in_a_listing_are_left_out(here: Path, lint: Lint) -> None:
    git(here, "init", "-q")
    put(here, "a.py")
    for number in range(60):
        put(here, f"e{number}/pyvenv.cfg", f"e{number}/b.py", f"f{number}/pyvenv.cf", text="scvi")
    assert files(check(lint)) == ["a.py"]
