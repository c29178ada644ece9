"""Whether each link and picture of a built site leads to something in it, anchors included."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif (name == "href" and tag in ("a", "link")) or name == "src":
                self.links.append(value)


def broken(site: Path) -> list[str]:
    """A line for each link that leads nowhere; what leads out of the site is not followed."""
    pages = {
        path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"  # is shown at any address: its links begin at the root
    }
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wrong: list[str] = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            if parts.path == "":
                path = name
            elif parts.path.endswith("/") or path == ".":
                path = posixpath.normpath(posixpath.join(path, "index.html"))
            if path not in files:
                wrong.append(f"{name}: {link}")
            elif parts.fragment and path in pages:
                anchor = unquote(parts.fragment)
                if anchor not in pages[path].anchors and anchor != "__skip":
                    wrong.append(f"{name}: {link} (no such place)")
    return wrong
