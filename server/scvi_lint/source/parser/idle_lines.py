"""Runs of comment lines, which the grammar reads in quadratic time.

Its scanner looks past all comments for the next line that says something, and does so again at
each of them. The parser is therefore given blanks in place of a long run, and what stands there
is read here.
"""

from __future__ import annotations

from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import line_end, string_end

# So many comments in a row cost nothing yet; few programs have more.
_MOST = 50
# One beginning a line, and nothing that could match in two ways: it must not be slow itself.
_MANY = regex(rf"(?:\A|[\r\n])[ \t\f]*(?:#[^\r\n]*[\r\n][\s\\]*){{{_MOST}}}")
_QUOTE = regex(r"[\"'#]")
_NOTHING = regex(r"[\s\\]*")
_NOT_BREAK = regex(r"[^\r\n]")


def long_runs(text: str) -> list[list[int]]:
    """For each long run of comments, with nothing but blanks between them, where they begin."""
    # Strings are told apart only where it matters: a `#` may stand in one.
    if text.count("#") <= _MOST or not _MANY.search(text):
        return []
    found: list[list[int]] = []
    run: list[int] = []
    place = ended = 0
    while (match := _QUOTE.search(text, place)) is not None:
        at = match.start()
        if match[0] != "#":
            place = string_end(text, at)[0]
            continue
        between = _NOTHING.match(text, ended)
        if run and between is not None and between.end() == at:
            run.append(at)
        else:
            if len(run) > _MOST:
                found.append(run)
            run = [at]
        place = ended = line_end(text, at)[0]
    return [*found, run] if len(run) > _MOST else found


def blank(text: str) -> str:
    """`text` with blanks for its long runs of comments."""
    pieces: list[str] = []
    done = 0
    for run in long_runs(text):
        end = line_end(text, run[-1])[0]
        pieces += text[done : run[0]], _NOT_BREAK.sub(" ", text[run[0] : end])
        done = end
    return "".join([*pieces, text[done:]]) if done else text


def comments(text: str) -> list[tuple[int, int, str]]:
    """The comments that `blank` takes from the parser: start, end and text."""
    found: list[tuple[int, int, str]] = []
    for run in long_runs(text):
        for start in run:
            end = line_end(text, start)[0]
            found.append((start, end, text[start:end]))
    return found
