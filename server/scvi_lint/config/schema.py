"""The settings as JSON Schema, for editors that complete and check TOML."""

from __future__ import annotations

from collections.abc import Mapping

from scvi_lint.config import options
from scvi_lint.config.options import OPTIONS, Option

_STRINGS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}


def schema() -> Mapping[str, object]:
    """The schema of `scvi-lint.toml`, and of the table `[tool.scvi-lint]`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "scvi-lint",
        "description": "Settings of scvi-lint: `scvi-lint.toml`, or `[tool.scvi-lint]` in "
        "pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {option.name: _property(option) for option in OPTIONS},
    }


def _property(option: Option) -> Mapping[str, object]:
    own = " Taken from your own settings only, never from a repository." if option.own else ""
    return {"description": option.about + own, **_shape(option)}


def _shape(option: Option) -> Mapping[str, object]:
    if option.shape == options.WORDS:
        return _STRINGS
    if option.shape == options.CHOICE:
        return {"type": "string", "enum": list(option.choices)}
    if option.shape == options.FLAG:
        return {"type": "boolean"}
    if option.shape == options.TEXTS:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if option.shape == options.LISTS:
        return {"type": "object", "additionalProperties": _STRINGS}
    if option.shape == options.TABLES:
        inner = {one.name: _property(one) for one in OPTIONS if not one.whole and not one.own}
        return {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["files"],
                "additionalProperties": False,
                "properties": {"files": _STRINGS, **inner},
            },
        }
    return {"type": "string"}
