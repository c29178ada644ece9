"""`python -m scvi_lint.knowledge.build`: write the packaged knowledge anew.

Without `--releases`, every release on the index is read. With it, only those are, and take the
place of their records in the shards as they are. Nothing is written before all is read.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator

from scvi_lint.knowledge.build import archive, curate, download, release, shards
from scvi_lint.knowledge.build.failure import BuildError
from scvi_lint.knowledge.shelf import FOLDER

CACHE = os.path.join(os.path.expanduser("~"), ".cache", "scvi-lint", "distributions")
_LARGEST = 200_000
_WIDTH = 30


def main(words: list[str] | None = None) -> int:
    options = _parser().parse_args(words)
    try:
        files = build(options.releases, options.cache, options.out)
        _write(options.out, files)
    except BuildError as error:
        print(f"scvi-lint: {error}; nothing was written", file=sys.stderr)
        return 2
    size = sum(map(len, files.values()))
    print(f"{len(files)} files, {size / 1000:.1f} kB in {options.out}")
    return 0


def build(wanted: list[str], cache: str, folder: str) -> dict[str, bytes]:
    """The shards with these releases read anew, all of the index if none is named."""
    table = curate.read()
    records: dict[str, shards.Record] = {}
    if wanted:
        records = _decoded(folder)
    else:
        wanted = download.available()
    for version in _progress(wanted):
        path = download.fetch(version, cache)
        records[version] = release.record(archive.read(version, path))
    release.complete(records, table["docs"])
    files = {**shards.encode(records), "curated.bin": curate.packed(table)}
    size = sum(map(len, files.values()))
    if size > _LARGEST:
        raise BuildError(f"the knowledge takes {size} bytes, more than {_LARGEST}")
    return files


def _decoded(folder: str) -> dict[str, shards.Record]:
    def read(name: str) -> bytes:
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()

    try:
        return shards.decode(read)
    except (OSError, ValueError, KeyError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BuildError(f"the shards in {folder} cannot be read: {reason}") from None


def _write(folder: str, files: dict[str, bytes]) -> None:
    """Write all of the files or none: each is complete before the first takes its place."""
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as room:
            for name, data in files.items():
                with open(os.path.join(room, name), "wb") as file:
                    file.write(data)
            for name in files:
                os.replace(os.path.join(room, name), os.path.join(folder, name))
    except OSError as error:
        raise BuildError(f"{folder} cannot be written: {error.strerror}") from None


def _progress(versions: Iterable[str]) -> Iterator[str]:
    """A bar on a terminal's standard error."""
    wanted = list(versions)
    shown = sys.stderr.isatty()
    for done, version in enumerate(wanted):
        if shown:
            bar = "█" * (_WIDTH * done // len(wanted))
            print(f"\r{bar:░<{_WIDTH}} {done}/{len(wanted)} {version:<14}", end="", file=sys.stderr)
            sys.stderr.flush()
        yield version
    if shown:
        print("\r" + " " * (_WIDTH + 30) + "\r", end="", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scvi_lint.knowledge.build",
        description="Read scvi-tools' distributions and write the packaged knowledge.",
    )
    parser.add_argument(
        "--releases", nargs="+", metavar="VERSION", default=[], help="read only these anew"
    )
    parser.add_argument("--cache", metavar="DIR", default=CACHE, help="where downloads are kept")
    parser.add_argument("--out", metavar="DIR", default=FOLDER, help="where the shards lie")
    return parser


if __name__ == "__main__":
    sys.exit(main())
