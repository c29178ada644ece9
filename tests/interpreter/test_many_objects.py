"""Several objects in one list, behind one name, made at one place: what is known of each.

Each program was found by random ones (`tests/soundness`) and made small.
"""

from __future__ import annotations

import pytest
from following import follow, told

READ = 'sc.read_h5ad("a.h5ad")'

PROGRAMS = {
    "three of one that a loop may have scaled": (
        f"""
        import glob
        a = {READ}
        for path in glob.glob("*"):
            sc.pp.scale(a)
        whole = ad.concat([a, a, a])
        sc.pp.log1p(whole)
        """,
        {"whole": "lognorm | scaled ?"},
    ),
    "a list that is longer on one path": (
        f"""
        import glob
        a = {READ}
        try:
            for path in glob.glob("*"):
                sc.pp.scale(a)
            parts = [a, a, a]
        except OSError:
            a = {READ}
            parts.append(a)
        whole = ad.concat(parts)
        sc.pp.log1p(whole)
        """,
        {"whole": "lognorm | scaled ?"},
    ),
    "what one path appends is treated on that path": (
        f"""
        a, b = {READ}, {READ}
        parts = [a]
        if ask():
            parts.append(b)
        for part in parts:
            sc.pp.log1p(part)
        held = parts[0].copy()
        """,
        {"a": "lognorm", "b": "as read | lognorm ?", "held": "lognorm"},
    ),
    "what a filter lets in is treated": (
        f"""
        import glob
        a = {READ}
        parts = [part for part in [a] if ask()]
        for part in parts:
            sc.pp.log1p(part)
        held = parts[0].copy()
        """,
        {"a": "as read | lognorm ?", "held": "lognorm"},
    ),
    "what a loop appends to is treated whole": (
        """
        import glob
        parts = []
        for path in glob.glob("*"):
            part = sc.read_h5ad(path)
            if part.n_obs < 100:
                continue
            parts.append(part)
        for part in parts:
            sc.pp.log1p(part)
        whole = ad.concat(parts)
        """,
        {"whole": "lognorm"},
    ),
    "one of many is not another one": (
        f"""
        import glob
        parts = [{READ} for path in glob.glob("*")]
        first, last = parts[0], parts[-1]
        sc.pp.log1p(first)
        again = parts[0]
        """,
        {"first": "lognorm", "again": "lognorm", "last": "as read | lognorm ?"},
    ),
    "one of many that one path treats": (
        f"""
        import glob
        parts = [{READ} for path in glob.glob("*")]
        if ask():
            sc.pp.log1p(parts[0])
        first = parts[0].copy()
        """,
        {"first": "lognorm | as read ?"},
    ),
    "one of many behind a name that may be another object": (
        f"""
        import glob
        a = {READ}
        parts = [{READ} for path in glob.glob("*")]
        if ask():
            a = parts[-1]
        sc.pp.log1p(a)
        last = parts[-1]
        """,
        {"a": "lognorm", "last": "as read | lognorm ?"},
    ),
    "a choice of a choice is told to all it may be": (
        f"""
        import glob
        a, b = {READ}, {READ}
        for path in glob.glob("*"):
            while ask():
                sc.pp.log1p(b)
                b = a if ask() else b
        """,
        {"a": "as read | lognorm ?"},
    ),
    "what was put below each other was of each scale that it may be": (
        f"""
        a = {READ}
        sc.pp.log1p(a)
        if ask():
            sc.pp.scale(a)
        whole = ad.concat([a, a])
        sc.pp.log1p(whole)
        """,
        {"whole": "scaled | lognorm ?"},
    ),
    "lists of unknown length that are added": (
        f"""
        import glob
        parts = [{READ} for path in glob.glob("*")]
        for part in parts + [{READ}]:
            sc.pp.log1p(part)
        first = parts[0].copy()
        """,
        {"first": "lognorm"},
    ),
    "what a function gives for each": (
        f"""
        def prepared(data):
            sc.pp.log1p(data)
            return data
        a, b = {READ}, {READ}
        first, second = map(prepared, [a, b])
        sc.pp.scale(second)
        """,
        {"a": "lognorm", "first": "lognorm", "b": "scaled"},
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_many_objects(name: str) -> None:
    text, expected = PROGRAMS[name]
    done = follow(text)
    assert {place: told(done.data(place).x) for place in expected} == expected


@pytest.mark.parametrize(
    "lines",
    [
        "model = build() if ask() else scvi.model.SCVI(a)",
        "if ask():\n    model = build()\nelse:\n    model = scvi.model.SCVI(a)",
        "try:\n    model = build()\nexcept OSError:\n    model = scvi.model.SCVI(a)",
    ],
)
def test_what_is_done_to_an_object_or_to_something_unseen_is_done_to_it(lines: str) -> None:
    text = f"from lab import build\na = {READ}\nscvi.model.SCVI.setup_anndata(a)\n{lines}\n"
    assert told(follow(text).model("model").trained) == "False"
    assert told(follow(f"{text}model.train()\n").model("model").trained) == "True"
