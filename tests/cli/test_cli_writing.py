"""What is written: whole or not at all, never through a link out, and nobody else's file."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import CLEAN, FAULTY, RULES, Lint

from scvi_lint.cli import writing

resource = pytest.importorskip("resource")

pytestmark = [
    pytest.mark.usefixtures("few_rules"),
    pytest.mark.skipif(os.name == "nt", reason="links, modes and owners of POSIX"),
]

MENDED = FAULTY.replace("lr=1e-3", 'plan_kwargs={"lr": 1e-3}')
COMMAND = [sys.executable, "-m", "scvi_lint", "check", "--select", RULES, "--no-evidence"]
ROOT = os.geteuid() == 0


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The same in a process of its own."""
    return subprocess.run(
        [*COMMAND, *words], cwd=folder, capture_output=True, timeout=60, check=False
    )


def lines(text: str) -> list[str]:
    return text.splitlines()


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody's beside the project, with a program that has a fault."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "theirs.py").write_text(FAULTY)
    return folder


def untouched(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} - {".git"} == {"theirs.py"}
    assert (folder / "theirs.py").read_text() == FAULTY


# --- links ------------------------------------------------------------------------------------


def test_a_committed_folder_that_became_a_link_is_not_written_through(
    here: Path, elsewhere: Path, lint: Lint
) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "theirs.py").write_text(FAULTY)
    git(here, "init", "-q")
    git(here, "add", ".")
    (here / "sub" / "theirs.py").unlink()
    (here / "sub").rmdir()
    (here / "sub").symlink_to(elsewhere)
    (here / "own.py").write_text(FAULTY)
    for words in ((), ("sub/theirs.py",), ("sub",), (".", "sub/theirs.py")):
        for how in (("--fix",), ("--add-ignores",), ("--fix", "--unsafe-fixes")):
            lint("check", *words, *how)
            untouched(elsewhere)
    assert (here / "own.py").read_text() == MENDED


@pytest.mark.parametrize("theirs", ("no repository", "a repository"))
@pytest.mark.parametrize("ours", ("no repository", "a repository"))
@pytest.mark.parametrize("link", ("the file", "its folder", "a folder above"))
def test_a_named_file_behind_a_link_out_is_told_of_and_left_alone(
    link: str, ours: str, theirs: str, here: Path, elsewhere: Path, lint: Lint
) -> None:
    if ours == "a repository":
        git(here, "init", "-q")
    if theirs == "a repository":
        (elsewhere / ".git").mkdir()
    name = "sub/theirs.py"
    if link == "the file":
        (here / "sub").mkdir()
        (here / name).symlink_to(elsewhere / "theirs.py")
    elif link == "its folder":
        (here / "sub").symlink_to(elsewhere)
    else:
        (here / "sub").symlink_to(elsewhere.parent)
        name = "sub/elsewhere/theirs.py"
    (here / "own.py").write_text(FAULTY)
    for how in ("--fix", "--add-ignores"):
        answer = lint("check", name, "own.py", how)
        assert answer.code == 2
        (line,) = lines(answer.err)
        assert line.startswith(f"error: {name}: it leads through a link out of")
        untouched(elsewhere)
    assert (here / "own.py").read_text() != FAULTY


def test_a_link_that_stays_inside_is_written_through(here: Path, lint: Lint) -> None:
    (here / "lib").mkdir()
    (here / "lib" / "real.py").write_text(FAULTY)
    (here / "link.py").symlink_to("lib/real.py")
    (here / "alias").symlink_to("lib")
    for name in ("link.py", "alias/real.py"):
        (here / "lib" / "real.py").write_text(FAULTY)
        assert lint("check", "--fix", name).code == 0
        assert (here / "lib" / "real.py").read_text() == MENDED
    assert (here / "link.py").is_symlink() and (here / "alias").is_symlink()


def test_a_project_that_itself_is_reached_by_a_link_is_written(
    here: Path, tmp_path: Path, lint: Lint
) -> None:
    (here / "a.py").write_text(FAULTY)
    (tmp_path / "alias").symlink_to(here)
    assert lint("check", "--fix", str(tmp_path / "alias" / "a.py")).code == 0
    assert (here / "a.py").read_text() == MENDED


@pytest.mark.parametrize("option", ("--output-file", "--baseline"))
@pytest.mark.parametrize("link", ("the file", "its folder", "dangling"))
def test_a_report_does_not_leave_through_a_link(
    option: str, link: str, here: Path, elsewhere: Path, lint: Lint
) -> None:
    (here / "a.py").write_text(FAULTY)
    name = "out/report.json"
    if link == "its folder":
        (here / "out").symlink_to(elsewhere)
    else:
        (here / "out").mkdir()
        target = "theirs.py" if link == "the file" else "new.json"
        (here / name).symlink_to(elsewhere / target)
    if option == "--baseline" and link == "the file":
        (elsewhere / "theirs.py").write_text('{"version": 1, "findings": {}}')
    before = {path.name: path.read_text() for path in elsewhere.iterdir()}
    more = ("--update-baseline",) if option == "--baseline" else ()
    answer = lint("check", option, name, *more)
    assert answer.code == 2
    assert "it leads through a link out of" in lines(answer.err)[-1]
    assert {path.name: path.read_text() for path in elsewhere.iterdir()} == before


@pytest.mark.parametrize("moment", ("look", "read", "replace"))
@pytest.mark.parametrize("what", ("the folder", "the file"))
def test_who_puts_a_link_in_place_at_the_last_moment_wins_nothing(
    what: str, moment: str, here: Path, elsewhere: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "theirs.py").write_text(FAULTY)
    method = getattr(writing._Folder, moment)

    def swapping(self: object, *given: object) -> object:
        if not (here / "gone").exists():
            if what == "the folder":
                (here / "sub").rename(here / "gone")
                (here / "sub").symlink_to(elsewhere)
            else:
                (here / "sub" / "theirs.py").rename(here / "gone")
                (here / "sub" / "theirs.py").symlink_to(elsewhere / "theirs.py")
        return method(self, *given)

    monkeypatch.setattr(writing._Folder, moment, swapping)
    lint("check", "--fix", "sub/theirs.py")
    untouched(elsewhere)


# --- owners and modes -------------------------------------------------------------------------


@pytest.mark.parametrize("how", ("--fix", "--add-ignores"))
def test_a_read_only_file_is_left_alone_and_the_others_are_mended(
    how: str, here: Path, lint: Lint
) -> None:
    for name in ("a.py", "b.py", "c.py"):
        (here / name).write_text(FAULTY)
    (here / "b.py").chmod(0o444)
    answer = lint("check", how)
    assert answer.code == 2
    assert lines(answer.err)[0] == "error: b.py: it is read-only, and was left alone"
    assert (here / "b.py").read_text() == FAULTY
    assert stat.S_IMODE((here / "b.py").stat().st_mode) == 0o444
    assert FAULTY not in ((here / "a.py").read_text(), (here / "c.py").read_text())


@pytest.mark.skipif(not ROOT, reason="only root gives files away")
@pytest.mark.parametrize("how", ("--fix", "--add-ignores"))
def test_a_file_of_somebody_else_is_left_alone(how: str, here: Path, lint: Lint) -> None:
    for name in ("a.py", "b.py"):
        (here / name).write_text(FAULTY)
    os.chown(here / "a.py", 12345, 23456)
    answer = lint("check", how)
    assert answer.code == 2
    assert (
        "a.py: it belongs to another user (number 12345), and was left alone"
        in lines(answer.err)[0]
    )
    assert (here / "a.py").read_text() == FAULTY
    assert ((here / "a.py").stat().st_uid, (here / "a.py").stat().st_gid) == (12345, 23456)
    assert (here / "b.py").read_text() != FAULTY


@pytest.mark.parametrize("option", ("--output-file", "--baseline"))
def test_reports_of_others_and_read_only_ones_are_left_alone(
    option: str, here: Path, lint: Lint
) -> None:
    (here / "a.py").write_text(FAULTY)
    empty = '{"version": 1, "findings": {}}'
    (here / "b.json").write_text(empty)
    more = ("--update-baseline",) if option == "--baseline" else ()
    (here / "b.json").chmod(0o440)
    answer = lint("check", option, "b.json", *more)
    assert (answer.code, lines(answer.err)[-1]) == (
        2,
        "error: b.json: it is read-only, and was left alone",
    )
    (here / "b.json").chmod(0o640)
    if ROOT:
        os.chown(here / "b.json", 12345, -1)
        assert lint("check", option, "b.json", *more).code == 2
    assert (here / "b.json").read_text() == empty


@pytest.mark.parametrize("mode", (0o600, 0o640, 0o755, 0o4755, 0o2664, 0o200 | 0o400))
def test_a_file_keeps_its_mode_and_is_never_more_open_than_that(
    mode: int, here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "a.py").chmod(mode)
    seen: list[int] = []
    write = os.write

    def watching(descriptor: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", watching)
    mask = os.umask(0)
    try:
        assert lint("check", "--fix").code == 0
    finally:
        os.umask(mask)
    assert (here / "a.py").read_text() == MENDED
    assert stat.S_IMODE((here / "a.py").stat().st_mode) == mode
    assert seen and all(one & ~mode & 0o777 == 0 for one in seen)


@pytest.mark.skipif(not ROOT, reason="another group is needed")
def test_a_file_keeps_its_group(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    os.chown(here / "a.py", -1, 23456)
    assert lint("check", "--fix").code == 0
    assert (here / "a.py").stat().st_gid == 23456


def test_a_file_keeps_its_second_name(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    os.link(here / "a.py", here / "b.txt")
    (here / "a.py").chmod(0o640)
    assert lint("check", "--fix").code == 0
    assert (here / "a.py").stat().st_ino == (here / "b.txt").stat().st_ino
    assert (here / "b.txt").read_text() == MENDED
    assert stat.S_IMODE((here / "a.py").stat().st_mode) == 0o640
    assert sorted(path.name for path in here.iterdir()) == ["a.py", "b.txt"]


def test_a_file_keeps_its_marks(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    try:
        os.setxattr(here / "a.py", "user.origin", b"elsewhere")
    except (AttributeError, OSError):
        pytest.skip("no marks on this disk")
    assert lint("check", "--fix").code == 0
    assert os.getxattr(here / "a.py", "user.origin") == b"elsewhere"


# --- the text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "text", "odd"),
    [
        # A roundabout way to write the same: escape sequences twice, and a second code of a letter.
        ("iso2022_jp", "# 日本", b"\x1b$B\x1b(B"),
        ("hz", "# 日本", b"~{~}"),
        ("cp932", "# x", b"\x87\x90"),
        ("iso2022_kr", "# x", b"\x0e\x0f"),
    ],
)
def test_a_file_that_would_not_come_out_as_it_went_in_is_left_alone(
    encoding: str, text: str, odd: bytes, here: Path, lint: Lint
) -> None:
    head = f"# coding: {encoding}\n{text} ".encode(encoding)
    before = head + odd + b"\n" + FAULTY.encode()
    assert before.decode(encoding).encode(encoding) != before, "it would come out as it was"
    (here / "a.py").write_bytes(before)
    (here / "b.py").write_text(FAULTY)
    for how in ("--fix", "--add-ignores"):
        (here / "b.py").write_text(FAULTY)
        answer = lint("check", how)
        assert answer.code == 2
        assert "a.py was not fixed. It does not come out of its encoding" in answer.err
        assert (here / "a.py").read_bytes() == before
        assert (here / "b.py").read_text() != FAULTY
    assert lint("check", "--diff", "a.py").code == 2


@pytest.mark.parametrize(
    "before",
    [
        b"# coding: latin-1\n# Gr\xfc\xdfe\n" + FAULTY.encode(),
        b"\xef\xbb\xbf# \xc3\xbc\n" + FAULTY.encode(),
        "# coding: shift_jis\n# 表示 能\n".encode("shift_jis") + FAULTY.encode(),
        "# coding: euc_jp\n# 日本\n".encode("euc_jp") + FAULTY.encode(),
        "# coding: iso2022_jp\n# 日本\n".encode("iso2022_jp") + FAULTY.encode(),
        FAULTY.replace("\n", "\r\n").encode(),
        ("# a\r\n# b\n# c\r" + FAULTY).encode(),
        (FAULTY + "x = 1").encode(),
        (FAULTY + "\f\n\v\u2028\x85 # x\n").encode(),
    ],
    ids=(
        "latin-1",
        "BOM",
        "shift_jis",
        "euc_jp",
        "iso2022_jp",
        "CRLF",
        "mixed",
        "no end",
        "odd ends",
    ),
)
def test_all_that_is_not_edited_stays_byte_for_byte(before: bytes, here: Path, lint: Lint) -> None:
    (here / "a.py").write_bytes(before)
    lint("check", "--fix")
    after = (here / "a.py").read_bytes()
    assert after == before.replace(b"lr=1e-3", b'plan_kwargs={"lr": 1e-3}')


@pytest.mark.parametrize(
    "before",
    [
        FAULTY.encode("utf-16"),
        FAULTY.encode("utf-16-le"),
        b"# coding: utf-7\n" + FAULTY.encode(),
        b"# coding: utf-8\n# \xff\n" + FAULTY.encode(),
        b"# coding: unicode_escape\n" + FAULTY.encode(),
        b"\xef\xbb\xbf# coding: latin-1\n" + FAULTY.encode(),
    ],
    ids=("utf-16", "utf-16-le", "utf-7", "bad utf-8", "unicode_escape", "BOM and another"),
)
def test_what_cannot_be_read_is_never_written(before: bytes, here: Path, lint: Lint) -> None:
    (here / "a.py").write_bytes(before)
    for how in ("--fix", "--add-ignores"):
        assert lint("check", how, "a.py").code in (0, 1)
        assert (here / "a.py").read_bytes() == before


# --- what may go wrong ------------------------------------------------------------------------


def test_who_kills_it_in_the_middle_finds_the_old_file_whole(here: Path) -> None:
    """The new text is written a byte at a time here, and the kill comes when some are."""
    for links in (False, True):
        (here / "a.py").write_text(FAULTY)
        if links:
            os.link(here / "a.py", here / "second")
        slow = (
            "import os, sys, time\n"
            "write = os.write\n"
            "def slowly(descriptor, data):\n"
            "    if descriptor < 3 or b'plan_kwargs' not in bytes(data):\n"
            "        return write(descriptor, data)\n"
            "    write(descriptor, data[:len(data) // 2])\n"
            "    write(1, b'half\\n')\n"
            "    time.sleep(60)\n"
            "os.write = slowly\n"
            "from scvi_lint.cli.main import run\n"
            "sys.exit(run(sys.argv[1:]))\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", slow, *COMMAND[3:], "--fix"], cwd=here, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        process.stdout.close()
        if links:  # written in place, since it has two names: the old text is beside it
            (kept,) = here.glob("a.py.*.before")
            assert kept.read_text() == FAULTY
        else:
            assert (here / "a.py").read_text() == FAULTY
    assert subprocess.run(
        [*COMMAND, "--fix", "--quiet"], cwd=here, timeout=60, check=False
    ).returncode in (0, 1)


def test_kills_at_any_moment_leave_each_file_old_or_new(here: Path) -> None:
    names = [f"{number}.py" for number in range(12)]
    states: set[int] = set()
    for round_ in range(6):
        for name in names:
            (here / name).write_text(FAULTY)
        process = subprocess.Popen([*COMMAND, "--fix"], cwd=here, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end and process.poll() is None:
            mended = sum((here / name).read_text() == MENDED for name in names)
            if mended > round_ * 2:
                break
        process.kill()
        process.wait(20)
        texts = [(here / name).read_text() for name in names]
        assert set(texts) <= {FAULTY, MENDED}
        states.add(sum(text == MENDED for text in texts))
        for left in here.glob(".scvi-lint-*"):
            left.unlink()
    assert len(states) > 1, "it was never killed in the middle"


@pytest.mark.parametrize("links", (False, True), ids=("one name", "two names"))
def test_a_full_disk_leaves_the_old_file_whole(links: bool, here: Path) -> None:
    (here / "a.py").write_text(FAULTY + "# " + "x" * 5000 + "\n")
    before = (here / "a.py").read_bytes()
    if links:
        os.link(here / "a.py", here / "second")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), len(before)))

    done = subprocess.run(
        [*COMMAND, "--fix"], cwd=here, preexec_fn=small, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot write a.py: File too large" in done.stderr
    assert (here / "a.py").read_bytes() == before
    assert {path.name for path in here.iterdir()} <= {"a.py", "second"}


def test_a_full_device_is_one_line_and_2(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    answer = lint("check", "--output-file", "/dev/full")
    assert (answer.code, lines(answer.err)) == (
        2,
        ["error: cannot write /dev/full: No space left on device"],
    )


def test_standard_output_may_be_named_as_a_file(here: Path) -> None:
    (here / "a.py").write_text(FAULTY)
    words = ("--output-format", "concise", "--output-file")
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        done = command(here, *words, name)
        assert (done.returncode, done.stderr) == (1, b"")
        assert done.stdout.startswith(b"a.py:6:")
        with open(here / "all.txt", "w+b") as stream:
            stream.write(b"before\n")
            stream.flush()
            every = [*COMMAND, *words, name]
            subprocess.run(every, cwd=here, stdout=stream, timeout=60, check=False)
            stream.seek(0)
            assert stream.read().startswith(b"before\na.py:6:")
    assert command(here, *words, "/dev/stderr").stderr.startswith(b"a.py:6:")
    done = command(here, *words, "/dev/null")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_a_pipe_is_written_to_and_not_waited_for(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    os.mkfifo(here / "pipe")
    answer = lint("check", "--output-file", "pipe")
    assert (answer.code, len(lines(answer.err))) == (2, 1)
    reader = subprocess.Popen(["cat", "pipe"], cwd=here, stdout=subprocess.PIPE)
    try:
        end = time.monotonic() + 20
        while lint("check", "--output-format", "json", "--output-file", "pipe").code != 1:
            assert time.monotonic() < end
        out, _ = reader.communicate(timeout=20)
    finally:
        reader.kill()
    assert json.loads(out)[0]["code"] == "SCV504"


def test_a_folder_a_missing_folder_and_no_path_at_all_are_one_line(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    (here / "folder").mkdir()
    for name, said in (
        ("folder", "it is a folder, and was left alone"),
        ("folder/", "it is a folder, and was left alone"),
        (".", "it is a folder, and was left alone"),
        ("no/such/file", "No such file or directory"),
        ("a.py/b", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("a\0b", "it is no path"),
    ):
        answer = lint("check", "--output-file", name)
        assert answer.code == 2
        assert said in lines(answer.err)[-1]
    assert sorted(path.name for path in here.iterdir()) == ["a.py", "folder"]


def change(here: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], object]) -> None:
    """Have something happen to a file right before it is written."""
    place = writing._place

    def late(path: str, *rest: object) -> None:
        if path.endswith("a.py"):
            act(here / "a.py")
        place(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_place", late)


def test_a_file_that_vanishes_or_changes_meanwhile_is_told_and_the_others_are_mended(
    here: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said, act in (
        ("it has been deleted meanwhile", lambda path: path.unlink()),
        ("it has changed meanwhile", lambda path: path.write_text(CLEAN)),
        ("it is a folder", lambda path: (path.unlink(), path.mkdir())),
    ):
        for name in ("a.py", "b.py"):
            (here / name).write_text(FAULTY)
        with monkeypatch.context() as patched:
            change(here, patched, act)
            answer = lint("check", "--fix")
        assert answer.code == 2
        assert lines(answer.err)[0] == f"error: a.py: {said}, and was left alone"
        assert (here / "b.py").read_text() == MENDED
        if said == "it has changed meanwhile":
            assert (here / "a.py").read_text() == CLEAN


@pytest.mark.skipif(ROOT, reason="root writes everywhere")
def test_a_folder_that_nobody_may_write_into_is_told(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    here.chmod(0o500)
    try:
        answer = lint("check", "--fix")
    finally:
        here.chmod(0o700)
    assert answer.code == 2
    assert "cannot write a.py: Permission denied" in answer.err
    assert (here / "a.py").read_text() == FAULTY
