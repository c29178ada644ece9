"""IPython's own syntax, masked at equal length so that Python's grammar can read the rest.

A mask is a `0` and blanks in the place of a magic, a shell line or a request for help; it stands
only where a logical line begins, where none of these could be Python. So a text that is Python
stays as it is, and every offset in the rest of the text stays true.
"""

from __future__ import annotations

from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import line_end, logical_line

# Line magics that IPython takes without a `%`, where the line could not be Python: a name, a
# blank, and something that no operator joins to it.
_AUTOMAGIC = (
    r"(?:pip3?|conda|mamba|micromamba|uv|cd|ls|ll|mkdir|rm|cp|mv|cat|run|env|time|timeit"
    r"|matplotlib|load_ext|reload_ext|autoreload|config)[ \t]+"
    r"(?:(?!(?:if|else|in|is|and|or|not|for|as)\b)\w|[\"'$~]|\.[./]|-[ \t]*(?=[\r\n]|\Z)"
    r"|/[^\s#]*/[ \t]*(?=[\r\n]|\Z))"
)
_CANDIDATE = regex(
    r"(?:\A|[\r\n])[ \t\f]*(?:[%!?]|" + _AUTOMAGIC + r")|\?[ \t]*(?:#|[\r\n]|\Z)|=[ \t]*[%!]"
)
_NAME = r"[^\W\d]\w*(?:\.\w+|\[[^\]=\r\n]*\])*"
_LINE = regex(
    r"[ \t\f]*(?:(?P<magic>%{1,2}[ \t]*(?P<name>[\w.]*)|[!?])"
    r"|(?P<automagic>(?=" + _AUTOMAGIC + r")(?P<bare>\w+))"
    r"|(?P<target>\*?" + _NAME + r"(?:[ \t]*,[ \t]*\*?" + _NAME + r")*[ \t]*,?[ \t]*=[ \t]*)"
    r"(?:!|%[ \t]*(?P<value>[\w.]*)))"
)
# Magics that run the statement behind them, with their options.
_RUNNING = frozenset("time timeit prun memit lprun mprun".split())
_OPTIONS = regex(r"(?:[ \t]+-(?:[nr][ \t]*\d+|[lsTDfp][ \t]*[^\s-]\S*|[a-zA-Z]+)(?=\s))*[ \t]+")
_COMPOUND = regex(r"(?:if|for|while|with|try|def|class|async|match|@)\b|[%!?#\r\n]|\Z")
_FLAG = regex(r"[ \t]*-[a-zA-Z]+(?=[ \t]|$)")
_WORD = regex(r"[ \t]*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_NOT_BREAK = regex(r"[^\r\n]")


class Mask:
    """One masked place and the `text` that stands there instead; `script` is the file that a
    `%run` names, "" for anything else."""

    __slots__ = ("end", "script", "start", "text")

    def __init__(self, start: int, end: int, text: str, script: str = "") -> None:
        self.start = start
        self.end = end
        self.text = text
        self.script = script


def mask(text: str) -> tuple[str, dict[int, Mask]]:
    """`text` with IPython's syntax masked, and the masks by the offset where they start.

    The result is as long as `text` and has the same line breaks.
    """
    masks: dict[int, Mask] = {}
    pieces: list[str] = []
    done = place = 0
    ahead = -1  # where the next line stands that may need a mask
    while place < len(text):
        if ahead < place:
            candidate = _CANDIDATE.search(text, place - 1 if place else 0)
            if candidate is None:
                break
            ahead = candidate.end()
        found, place = _mask_at(text, place)
        if found is not None:
            masks[found.start] = found
            pieces += text[done : found.start], found.text
            done = found.end
    if not masks:
        return text, masks
    pieces.append(text[done:])
    return "".join(pieces), masks


def _mask_at(text: str, start: int) -> tuple[Mask | None, int]:
    """The mask at the logical line that begins at `start`, and where to look next."""
    match = _LINE.match(text, start)
    if match is None:
        line = logical_line(text, start)
        if line.tail > line.first and text[line.tail - 1] == "?":
            return _cover(text, line.first, line.end), line.stop
        return None, line.stop
    if match["magic"] is not None:
        first = match.start("magic")
        name = match["name"] or ""
    elif match["automagic"] is not None:
        first = match.start("automagic")
        name = match["bare"]
    else:
        first = match.end("target")
        name = match["value"] or ""
    if name in _RUNNING and not text.startswith("%%", first):
        options = _OPTIONS.match(text, match.end())
        if options is not None and not _COMPOUND.match(text, options.end()):
            begin = options.end()
            blanks = " " * (begin - first)
            covered = blanks if match["target"] is not None else f"0{blanks[2:]};"
            return Mask(first, begin, covered), logical_line(text, begin).stop
    end, stop = _continued(text, first)
    script = _script(text[match.end() : end]) if name == "run" else ""
    return _cover(text, first, end, script), stop


def _cover(text: str, start: int, end: int, script: str = "") -> Mask:
    blanks = _NOT_BREAK.sub(" ", text[start:end])
    return Mask(start, end, "0" + blanks[1:], script)


def _continued(text: str, start: int) -> tuple[int, int]:
    """The end of a line that a backslash may carry on, and where the next one begins."""
    place = start
    while True:
        end, stop = line_end(text, place)
        if end == stop or text[end - 1 : end] != "\\":
            return end, stop
        place = stop


def _script(arguments: str) -> str:
    """The file that `%run` names, without the options before it."""
    place = 0
    while True:
        flag = _FLAG.match(arguments, place)
        if flag is None:
            break
        place = flag.end()
    word = _WORD.match(arguments, place)
    return "" if word is None else word[1] or word[2] or word[3] or ""
