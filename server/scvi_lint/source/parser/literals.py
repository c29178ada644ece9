"""The values of literals: numbers, and strings with their prefixes and escapes."""

from __future__ import annotations

import re

from scvi_lint.regex import regex

_PREFIX = regex(r"[A-Za-z]*")
_COMMON = r"\\(?:\r?\n|\r|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}"
_TEXT = _COMMON + r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\})"
_BYTES_ESCAPE = regex(_COMMON + ")")
_ESCAPE = regex(_TEXT)
_FORMAT_ESCAPE = regex(_TEXT + r"|\{\{|\}\}")
_BRACES = regex(r"\{\{|\}\}")
_NEWLINE = regex(r"\r\n?")
_SIMPLE = {
    "\n": "",
    "\r": "",
    "\r\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_BASES = {"x": 16, "o": 8, "b": 2}


def string_parts(text: str) -> tuple[str, str] | None:
    """Prefix (lower case) and body of one string literal; None if it is not closed."""
    start = 0
    prefix = ""
    if text[:1] not in "'\"":
        match = _PREFIX.match(text)
        start = match.end() if match else 0
        prefix = text[:start].lower()
    quote = text[start : start + 1]
    if not quote or quote not in "'\"":
        return None
    if text.startswith(quote * 3, start):
        quote = quote * 3
    body = start + len(quote)
    if len(text) < body + len(quote) or not text.endswith(quote):
        return None
    return prefix, text[body : len(text) - len(quote)]


def string_value(prefix: str, body: str) -> str | bytes | None:
    """What a string literal without replacement fields is worth; None if Python refuses it."""
    if "\r" in body:
        body = _NEWLINE.sub("\n", body)
    if "b" in prefix:
        if not body.isascii():
            return None
        if "\\" in body and "r" not in prefix:
            body = _BYTES_ESCAPE.sub(_byte, body)
        return body.encode("latin-1")
    if "\\" in body and "r" not in prefix:
        return _unescape(_ESCAPE, body)
    return body


def piece_value(prefix: str, body: str) -> str | None:
    """What a piece of an f-string between its replacement fields is worth."""
    if "\r" in body:
        body = _NEWLINE.sub("\n", body)
    return _unescape(_BRACES if "r" in prefix else _FORMAT_ESCAPE, body)


def _unescape(pattern: re.Pattern[str], body: str) -> str | None:
    try:
        return pattern.sub(_character, body)
    except (KeyError, ValueError, OverflowError):
        return None


def _character(match: re.Match[str]) -> str:
    code = match[0]
    if code[0] != "\\":
        return code[0]  # a doubled brace
    code = code[1:]
    simple = _SIMPLE.get(code)
    if simple is not None:
        return simple
    if code[0] in "xuU":
        return chr(int(code[1:], 16))
    if code[0] == "N":
        from unicodedata import lookup

        return lookup(code[2:-1])
    return chr(int(code, 8))


def _byte(match: re.Match[str]) -> str:
    return chr(ord(_character(match)) & 0xFF) if match[0][1] not in "\r\n" else ""


def number_value(text: str) -> int | float | complex | None:
    """What a number is worth; None for Python 2's octals and for absurdly long ones."""
    try:
        if text.isdecimal():
            return int(text) if text[0] != "0" or not text.strip("0") else None
        if text[-1] in "jJ":
            return complex(text)
        if text[:1] == "0" and text[1:2].lower() in _BASES:
            return int(text, _BASES[text[1].lower()])
        if text[-1] in "lL":
            return int(text[:-1])
        if "." in text or "e" in text or "E" in text:
            return float(text)
        return int(text, 0)
    except (ValueError, IndexError):
        return None


def identifier(text: str) -> str:
    """A name as Python sees it: names that look alike are one name (NFKC)."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)
