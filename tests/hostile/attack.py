"""Hostile repositories, made at random and checked for as long as one likes.

    python tests/hostile/attack.py --seconds 900 --seed 7

Each round draws a repository: names that steer terminals and build servers, links and pipes in the
place of files, configurations, locks and ignore files of every damage, worst programs cut and
doubled, data files and stores. `check` runs over it in a process of its own, with every format in
turn. A round is clean when the run ends in time with exit code 0, 1 or 2, prints no traceback and
no raw control character, and when nothing outside of the repository was touched or run.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / room) for room in ("hostile", "fuzz", "evidence", "rules")]

import states  # noqa: E402
import zarr_stores  # noqa: E402
from hostile_names import FILE_NAMES, PARTS, program  # noqa: E402
from worst_programs import worst_programs  # noqa: E402

PATIENCE = 60.0
MEMORY = 4 << 30
FORMATS = ("full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit")
# What no output may hold: control characters other than line ends and tabs.
FORBIDDEN = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x9B)]
CANARY = "scvi_lint_was_owned"

Draw = random.Random
PROGRAMS = list(worst_programs(400))


def written(path: Path, data: bytes) -> None:
    """A file, with its folders; a name that the system refuses is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, ValueError):
        return


def programs(root: Path, draw: Draw) -> None:
    """Programs: worst ones, damaged ones, and one with hostile names in it."""
    for number in range(draw.randint(1, 4)):
        name, text = draw.choice(PROGRAMS)
        data = text.encode("utf-8", "replace")
        if draw.random() < 0.6:
            data = states.changed(data, draw.randrange(1 << 30))
        written(root / f"{number}_{name}", data)
    part = draw.choice(list(PARTS.values()))
    text = program(part, "data.zarr" if draw.random() < 0.5 else "")
    written(root / "named.py", text.encode("utf-8", "surrogatepass"))


def names(root: Path, draw: Draw) -> None:
    """Files and folders with names that steer."""
    for _ in range(3):
        name = draw.choice(list(FILE_NAMES.values())) + draw.choice([".py", ".ipynb", ""])
        written(root / os.fsdecode(os.fsencode(name)[:250]), b"import scvi\nscvi.model.SCVI(1)\n")


def links(root: Path, draw: Draw) -> None:
    """Links, pipes and devices where files are looked for."""
    places = [
        ".gitignore",
        "pyproject.toml",
        "scvi-lint.toml",
        "uv.lock",
        "requirements.txt",
        "b.py",
    ]
    places += [".git/info/exclude", ".git/index", "sub/.gitignore", "data.h5ad", "x.ipynb"]
    for place in draw.sample(places, 3):
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        kind = draw.randrange(4)
        if kind == 0:
            os.mkfifo(path)
        else:
            path.symlink_to(
                ("/dev/zero", "/dev/stdin", str(root.parent / "outside" / "kept.py"))[kind - 1]
            )
    (root / "loop").symlink_to(root)
    (root / "out").symlink_to(root.parent / "outside")


def configurations(root: Path, draw: Draw) -> None:
    """Settings, locks and ignore files of every damage."""
    odd = [
        "a." * 20_000 + "a = 1\n",
        "x = " + "9" * 6_000 + "\n",
        "x = " + "[" * 5_000 + "\n",
        "[tool.scvi-lint]\nselect = [" + '"SCVX",' * 5_000 + "]\n",
        '[tool.scvi-lint]\nscvi-version = "' + "1" * 6_000 + '"\n',
        "\x00\x1b[31m = 1\n",
        'name = "scvi-tools"\n' + "\n" * 30_000 + 'version = "1.0"\n',
        "scvi-tools[" * 3_000,
        "*a" * 400 + "b\n" + "**/" * 400 + "b\n",
        "[core]\nfsmonitor = touch " + CANARY + "\n",
    ]
    for name in ("pyproject.toml", "scvi-lint.toml", "uv.lock", "requirements.txt", ".gitignore"):
        if draw.random() < 0.5 and not (root / name).exists():
            data = draw.choice(odd).encode()
            if draw.random() < 0.3:
                data = states.changed(data, draw.randrange(1 << 30))
            written(root / name, data)


def stores(root: Path, draw: Draw) -> None:
    """A store whose metadata or chunks are damaged or name what would run."""
    store = zarr_stores.made(root / "data.zarr", draw.choice(zarr_stores.FORMATS))
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    for path in draw.sample(files, min(4, len(files))):
        data = path.read_bytes()
        if draw.random() < 0.4:
            for codec in (b"zstd", b"zlib", b"gzip", b"bytes", b"vlen-utf8", b"blosc"):
                data = data.replace(codec, draw.choice([b"pickle", b"json2", b"__import__"]))
        else:
            data = states.changed(data, draw.randrange(1 << 30))
        path.write_bytes(data)


MAKERS: tuple[Callable[[Path, Draw], None], ...] = (programs, names, links, configurations, stores)


def repository(root: Path, draw: Draw) -> None:
    """One hostile repository; git knows of some."""
    root.mkdir()
    if draw.random() < 0.5:
        subprocess.run(["git", "init", "-q", str(root)], check=True)
    programs(root, draw)
    for make in draw.sample(MAKERS[1:], draw.randint(1, 4)):
        make(root, draw)


def outside(folder: Path) -> dict[str, tuple[int, bytes]]:
    """What lies beside the repository, to see that it stays as it is."""
    return {path.name: (path.stat().st_mode, path.read_bytes()) for path in folder.iterdir()}


def round_of(seed: int) -> str:
    """One round; what went wrong, "" when it was clean."""
    draw = Draw(seed)
    with tempfile.TemporaryDirectory() as place:
        beside = Path(place, "outside")
        beside.mkdir()
        (beside / "kept.py").write_text("import scvi\nm = scvi.model.SCVI(a)\nm.train(lr=1)\n")
        before = outside(beside)
        root = Path(place, "repository")
        repository(root, draw)
        words = ["check", "--output-format", draw.choice(FORMATS), "--severity", "info"]
        words += draw.choice([[], ["--fix"], ["--diff"], ["--no-evidence"], ["--preset", "all"]])
        wrong = _run(words, root)
        if not wrong and outside(beside) != before:
            wrong = "a file outside of the repository was changed"
        if not wrong and any(CANARY in path.name for path in Path(place).rglob("*")):
            wrong = "something of the repository was run"
        return f"{' '.join(words)}: {wrong}" if wrong else ""


def _run(words: list[str], root: Path) -> str:
    import resource

    command = [sys.executable, "-I", "-m", "scvi_lint", *words]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )
    except subprocess.TimeoutExpired:
        return f"no end after {PATIENCE:.0f} s"
    out = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode not in (0, 1, 2):
        return f"exit code {done.returncode}: {out[-400:]!r}"
    if "Traceback (most recent call last)" in out or "a fault of scvi-lint" in out:
        return f"a fault: {out[-600:]!r}"
    raw = [char for char in FORBIDDEN if char in out]
    return f"raw {raw!r} in the output" if raw else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 20))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    end = time.monotonic() + options.seconds
    rounds = faults = 0
    while time.monotonic() < end:
        wrong = round_of(options.seed * 100_000 + rounds)
        if wrong:
            faults += 1
            print(f"round {rounds}: {wrong}", flush=True)
        rounds += 1
    print(f"{rounds} repositories, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
