"""The site, from the texts that the repository has anyway: README, pages, rules, settings.

    python docs/make_site.py [FOLDER] [--base-url URL]      (default: site; needs the extra `site`)

A page per rule is what `scvi-lint explain` says of it. Links between files of the repository
become links between pages, or lead into the repository where no page is made of a file. The build
is strict, and every link and picture of what was built is then looked up, without a network. Exit
code 1 when something leads nowhere.
"""

from __future__ import annotations

import argparse
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from checking_links import broken
from scvi_lint.answers.catalogue import FAMILIES, all_rules, family
from scvi_lint.answers.rule_pages import as_markdown
from scvi_lint.config.options import OPTIONS
from scvi_lint.config.schema import schema
from scvi_lint.homepage import HOME
from scvi_lint.linting.index import Entry

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(!?\[[^\]]*\]\()([^)#\s]+)((?:#[^)]*)?\))")
FENCE = re.compile(r"(^ *```.*?^ *```)", re.M | re.S)

# Each file that becomes a page, and which.
PAGES = {
    "README.md": "index.md",
    "docs/install.md": "install.md",
    "editors/README.md": "editors/index.md",
    "editors/vscode/README.md": "editors/vscode.md",
    "editors/jupyterlab/README.md": "editors/jupyterlab.md",
    "editors/neovim/README.md": "editors/neovim.md",
    "editors/helix/README.md": "editors/helix.md",
    "editors/emacs/README.md": "editors/emacs.md",
    "editors/vim/README.md": "editors/vim.md",
    "rules/README.md": "rules/index.md",
    "docs/for-assistants.md": "for-assistants.md",
    "lessons/README.md": "lessons.md",
    "docs/comparison.md": "comparison.md",
    "docs/architecture.md": "architecture.md",
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "CODE_OF_CONDUCT.md": "conduct.md",
    "docs/for-scvi-tools.md": "for-scvi-tools.md",
    "CHANGELOG.md": "changelog.md",
}


def rule_page(rule: Entry) -> str:
    return f"rules/{rule.code}.md"


def rule_files(rules: list[Entry]) -> dict[str, str]:
    """The page of each rule, by the rule's own file."""
    return {f"rules/{rule.module.replace('.', '/')}.py": rule_page(rule) for rule in rules}


class Gathering:
    """The pages being put together in a folder."""

    def __init__(self, folder: Path, rules: list[Entry]) -> None:
        self._folder = folder
        self._pages = {**PAGES, **rule_files(rules)}

    def write(self, page: str, text: str) -> None:
        target = self._folder / page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    def take(self, source: str, page: str) -> None:
        """One file of the repository as a page, its links turned."""
        parts = FENCE.split((ROOT / source).read_text(encoding="utf-8"))
        turned = [
            part if number % 2 else LINK.sub(lambda found: self._turned(found, source, page), part)
            for number, part in enumerate(parts)
        ]
        self.write(page, "".join(turned))

    def _turned(self, found: re.Match[str], source: str, page: str) -> str:
        before, link, after = found.groups()
        if re.match(r"[a-z]+:", link):
            return found[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link))
        if not (ROOT / target).exists():
            raise SystemExit(f"{source}: there is no {link}")
        if before.startswith("!"):
            place = self._picture(target)
        elif target in self._pages:
            place = self._pages[target]
        else:
            return f"{before}{HOME}/blob/main/{target}{after}"
        return f"{before}{posixpath.relpath(place, posixpath.dirname(page) or '.')}{after}"

    def _picture(self, target: str) -> str:
        place = f"images/{target.replace('/images/', '-').replace('/', '-')}"
        (self._folder / "images").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / target, self._folder / place)
        return place


def about(rule: Entry) -> str:
    """The page of a rule: what `explain` says, and where its check stands."""
    text = as_markdown(rule, None)
    source = f"rules/{rule.module.replace('.', '/')}.py"
    ending = [f"`scvi-lint explain {rule.code}` shows this page where you work."]
    if (ROOT / source).is_file():
        ending.append(
            "Documentation, examples and check are one file: "
            f"[{source}]({HOME}/blob/main/{source})."
        )
    ending.append(
        f"To silence one finding, end its line with `# scvi-lint: ignore[{rule.code}] reason`; "
        f'for a project, `ignore = ["{rule.code}"]` in [the settings](../settings.md).'
    )
    return f"{text}\n---\n\n" + "\n".join(ending) + "\n"


def settings() -> str:
    """The page of all settings."""
    shapes: dict[str, Any] = schema()["properties"]
    lines = [
        "# Settings",
        "",
        "`[tool.scvi-lint]` in `pyproject.toml`, or `scvi-lint.toml`. Editors have the same names,",
        "below `scvi-lint`, and win over the file; the command line wins over both.",
        "`scvi-lint config FILE` shows what holds for a file and where it comes from,",
        "`scvi-lint config --schema` prints the JSON schema.",
        "",
        "| setting | values | |",
        "|---|---|---|",
    ]
    for option in OPTIONS:
        shape = shapes.get(option.name, {})
        values = " ".join(f"`{choice}`" for choice in option.choices) or shape.get("type", "")
        own = " Yours alone: no repository can set it." if option.own else ""
        lines.append(f"| `{option.name}` | {values} | {option.about}{own} |")
    lines += [
        "",
        "In a program, `# scvi-lint: ignore[SCV401] reason` at the end of a line silences a",
        "finding, `# scvi-lint: ignore-file[SCV401]` a whole file.",
        "",
    ]
    return "\n".join(lines)


def navigation(rules: list[Entry]) -> list[Any]:
    """What stands in the margin."""
    families: dict[str, list[Any]] = {title: [] for title in FAMILIES.values()}
    for rule in rules:
        families[family(rule.code)].append({f"{rule.code} {rule.name}": rule_page(rule)})
    names = "VS Code,JupyterLab,Neovim,Helix,Emacs,Vim".split(",")
    editors = [{name: f"editors/{name.replace(' ', '').lower()}.md"} for name in names]
    return [
        {"Home": "index.md"},
        {"Install": "install.md"},
        {"Editors": ["editors/index.md", *editors]},
        {
            "Rules": [
                {"All pitfalls": "rules/index.md"},
                *(
                    {title[0].upper() + title[1:]: found}
                    for title, found in families.items()
                    if found
                ),
            ]
        },
        {"Settings": "settings.md"},
        {"For assistants": "for-assistants.md"},
        {"Lessons": "lessons.md"},
        {"Beside other tools": "comparison.md"},
        {
            "The project": [
                {"Changelog": "changelog.md"},
                {"Architecture": "architecture.md"},
                {"Security": "security.md"},
                {"Contributing": "contributing.md"},
                {"Conduct": "conduct.md"},
                {"For scvi-tools": "for-scvi-tools.md"},
            ]
        },
    ]


def gather(folder: Path) -> list[Any]:
    """Write all pages into a folder; their navigation."""
    rules = all_rules()
    gathering = Gathering(folder, rules)
    for source, page in PAGES.items():
        gathering.take(source, page)
    for rule in rules:
        gathering.write(rule_page(rule), about(rule))
    gathering.write("settings.md", settings())
    shutil.copy(ROOT / "editors/vscode/icon.png", folder / "icon.png")
    shutil.copy(ROOT / "docs/site.css", folder / "site.css")
    return navigation(rules)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", default="site", type=Path)
    parser.add_argument("--base-url", default="", help="where the site will stand")
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)  # pages of rules that are no more
    with tempfile.TemporaryDirectory() as work:
        pages = Path(work, "pages")
        made: dict[str, Any] = {
            "INHERIT": str(ROOT / "docs/mkdocs.yml"),
            "docs_dir": str(pages),
            "site_dir": str(options.folder.resolve()),
            "site_url": options.base_url,
            "repo_url": HOME,
            "nav": gather(pages),
        }
        config = Path(work, "mkdocs.yml")
        config.write_text(json.dumps(made), encoding="utf-8")  # JSON is YAML
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--strict",
            "-f",
            str(config),
        ]
        quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        if subprocess.run(command, env=quiet, check=False).returncode != 0:
            return 1
    wrong = broken(options.folder)
    for line in wrong:
        print(line, file=sys.stderr)
    count = len(list(options.folder.rglob("*.html")))
    print(f"{count} pages in {options.folder}, {len(wrong)} links that lead nowhere")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
