"""The tools: names, what they are for, what they take, what they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scvi_lint.mcp.desk import LONGEST, SECONDS_FOR_REPOSITORY, Desk

Schema = dict[str, object]


class Tool(NamedTuple):
    """`answer` gets the desk and arguments that fit `takes`; what it returns fits `gives`."""

    name: str
    title: str
    about: str
    takes: Schema
    gives: Schema
    answer: Callable[[Desk, Any], Mapping[str, object]]  # what the schema let through
    seconds: float = LONGEST


def _text(about: str, **more: object) -> Schema:
    return {"type": "string", "description": about, **more}


def _object(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Mapping[str, object]) -> Schema:
    return {"type": "array", "items": items}


_OR_NULL = {"string": ["string", "null"], "integer": ["integer", "null"]}
_STRING, _NUMBER, _YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_ANY = {"type": "object"}

_CODE = _text(
    "The whole program as text: Python, or a notebook's JSON where `filename` ends in .ipynb."
)
_FILENAME = _text(
    "Where the program stands or will stand, so that its data files and modules are found."
)
_PATH = _text("A path, absolute or relative to a folder of the client.")
_VERSION = _text("The release of scvi-tools, such as 1.4.2; found out where it is left out.")
_SEVERITY = _text(
    "The least severity that is told: error, warning (default), or info, which adds advice.",
    enum=["error", "warning", "info"],
)
_FIX = _object({"title": _STRING, "changes_results": _YES}, "title", "changes_results")
_FINDING = _object(
    {
        "path": _STRING,
        "code": _STRING,
        "name": _STRING,
        "severity": _STRING,
        "certainty": _STRING,
        "happens": _STRING,
        "message": _STRING,
        "cell": {"type": _OR_NULL["integer"]},
        "line": _NUMBER,
        "column": _NUMBER,
        "source": _STRING,
        "because": _list(_STRING),
        "page": {"type": _OR_NULL["string"]},
        "fixes": _list(_FIX),
    },
    "code",
    "severity",
    "message",
    "line",
)
_RELEASE = _object({"version": _STRING, "origin": _STRING}, "version", "origin")
_REPORT = _object(
    {
        "clean": _YES,
        "scvi_tools": _RELEASE,
        "findings": _list(_FINDING),
        "left_out": _NUMBER,
        "quieter": {"type": "object", "additionalProperties": _NUMBER},
    },
    "clean",
    "findings",
    "left_out",
)

TOOLS = (
    Tool(
        "check_code",
        "Check a program",
        "Check a program that uses scvi-tools before it runs. Follows its objects (X, layers, obs, "
        "registration, training), looks into the data files that it reads, and tells what raises "
        "or is silently wrong, why, and which page explains it. Call it on every draft.",
        _object(
            {
                "code": _CODE,
                "filename": _FILENAME,
                "severity": _SEVERITY,
                "scvi_version": _VERSION,
            },
            "code",
        ),
        _REPORT,
        Desk.check_code,
    ),
    Tool(
        "check_file",
        "Check a file",
        "The same for a script, notebook, Quarto or R Markdown file on disk.",
        _object({"path": _PATH, "severity": _SEVERITY, "scvi_version": _VERSION}, "path"),
        _REPORT,
        Desk.check_file,
    ),
    Tool(
        "check_repository",
        "Check a folder",
        "The same for all programs below a folder; what git ignores is left out.",
        _object({"path": _PATH, "severity": _SEVERITY, "scvi_version": _VERSION}),
        _object(
            {
                "clean": _YES,
                "root": _STRING,
                "files": _NUMBER,
                "about_scvi": _NUMBER,
                "not_checked": _NUMBER,
                "failed": _NUMBER,
                "by_rule": {"type": "object", "additionalProperties": _NUMBER},
                "findings": _list(_FINDING),
                "left_out": _NUMBER,
            },
            "clean",
            "files",
            "not_checked",
            "findings",
        ),
        Desk.check_repository,
        LONGEST + SECONDS_FOR_REPOSITORY,
    ),
    Tool(
        "fix_code",
        "Mend a program",
        "Mend what has a fix. Gives the new text and the edits; writes nothing. Fixes that change "
        "numbers are made only with `unsafe`.",
        _object(
            {
                "code": _CODE,
                "filename": _FILENAME,
                "unsafe": {
                    "type": "boolean",
                    "description": "Also make fixes that change results, which the list then says.",
                },
                "scvi_version": _VERSION,
            },
            "code",
        ),
        _object(
            {
                "changed": _YES,
                "code": _STRING,
                "fixed": _list(
                    _object(
                        {"code": _STRING, "title": _STRING, "changes_results": _YES},
                        "code",
                        "title",
                        "changes_results",
                    )
                ),
                "edits": _list(
                    _object(
                        {"first": _NUMBER, "last": {"type": _OR_NULL["integer"]}, "text": _STRING},
                        "first",
                        "last",
                        "text",
                    )
                ),
                "left": _REPORT,
            },
            "changed",
            "code",
            "fixed",
            "edits",
            "left",
        ),
        Desk.fix_code,
    ),
    Tool(
        "inspect_program",
        "Look at a program's objects",
        "What is believed of each AnnData, MuData and model of a program, with the lines that are "
        "the reasons, and what happens in order. Give `code` or `path`.",
        _object({"code": _CODE, "filename": _FILENAME, "path": _PATH, "scvi_version": _VERSION}),
        _object(
            {
                "scvi_tools": _RELEASE,
                "objects": _list(_ANY),
                "events": _list(_ANY),
                "left_out": _NUMBER,
            },
            "objects",
            "events",
        ),
        Desk.inspect_program,
    ),
    Tool(
        "inspect_data",
        "Look into a data file",
        "What an .h5ad, .h5mu or .zarr file or a saved model holds: size, columns and their "
        "levels, layers, whether X and each layer hold counts, and which models it fits. Values "
        "are sampled; nothing is unpickled.",
        _object({"path": _PATH, "scvi_version": _VERSION}, "path"),
        _object(
            {
                "path": _STRING,
                "kind": _STRING,
                "data": _ANY,
                "model": _ANY,
                "counts_in": _list(_STRING),
                "fits": _list(_ANY),
                "does_not_fit": _list(_ANY),
            },
            "path",
            "kind",
        ),
        Desk.inspect_data,
    ),
    Tool(
        "recommend_setup",
        "Propose a set-up",
        "From a data file: candidates for batch_key, where the counts are, what is confounded with "
        "the batches, and the lines that register it, which our own check has nothing against. "
        "Candidates are judged by their names and levels: ask the user what they mean.",
        _object(
            {
                "path": _PATH,
                "model": _text("A model such as SCVI; chosen by what the file holds if left out."),
                "scvi_version": _VERSION,
            },
            "path",
        ),
        _object(
            {
                "model": _STRING,
                "code": {"type": _OR_NULL["string"]},
                "batch_key": {"type": _OR_NULL["string"]},
                "passed_our_check": _YES,
                "counts_in": _list(_STRING),
                "batch_candidates": _list(_ANY),
                "labels_candidates": _list(_STRING),
                "conditions": _list(_STRING),
                "confounding": _list(_ANY),
                "passed_over": _list(_ANY),
                "notes": _list(_STRING),
            },
            "model",
            "code",
            "passed_our_check",
        ),
        Desk.recommend_setup,
    ),
    Tool(
        "explain",
        "Explain",
        "Explain a rule (SCV401, SCV4), a name of scvi-tools (scvi.model.SCVI.train), an argument, "
        "a key of model.history, a column of a result, a setting, or an error or traceback.",
        _object(
            {"what": _text("What to explain, or the words of an error."), "scvi_version": _VERSION},
            "what",
        ),
        _object({"found": _NUMBER, "page": _STRING}, "found", "page"),
        Desk.explain,
    ),
    Tool(
        "find_documentation",
        "Find a page",
        "The page and heading of scvi-tools' documentation that answers a question, with its "
        "address in the release at hand, and the rules that rest on it.",
        _object(
            {
                "question": _text("A question in words, or an import path."),
                "scvi_version": _VERSION,
            },
            "question",
        ),
        _object({"places": _list(_ANY)}, "places"),
        Desk.find_documentation,
    ),
)
