"""The generation of scvi-tools that a program was written for, told by what it uses.

Only where no file names a release. What newer releases have lost dates a program: it ran with the
last one that still had all of it. A program that also uses what only came later contradicts
itself, and nothing is concluded.
"""

from __future__ import annotations

from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import ApiUsed
from scvi_lint.knowledge import releases
from scvi_lint.linting.ages import CAREFUL, has
from scvi_lint.semantic.release import accepts


def generation(analysis: Analysis) -> tuple[str, str] | None:
    """The newest release that has all that the program uses, and what shows it.

    None when the newest release of all has it too, or none has.
    """
    release = analysis.release
    catalogue = release.api.catalogue
    names: tuple[str, ...] = catalogue.releases
    used: set[str] = set()
    passed: set[tuple[str, str, str]] = set()
    last: dict[str, int] = {}
    for event in analysis.events:
        if not isinstance(event, ApiUsed) or event.guards & CAREFUL:
            continue
        if event.path not in used:
            used.add(event.path)
            lacking = release.lacking(event.path)
            if lacking is not None and lacking.gone is not None:
                last[lacking.path] = _last_before(lacking.gone, names)
        for keyword in event.keywords():
            accepted = release.accepts(keyword)
            if accepted:
                passed.add((keyword.function, keyword.name, keyword.inside))
            elif accepted is False:
                lacking = release.lacking_keyword(keyword)
                if lacking is not None and lacking.gone is not None:
                    used_as = f"{keyword.name} of {keyword.receiver}"
                    last[used_as] = _last_before(lacking.gone, names)
    if not last or min(last.values()) < 0:
        return None
    oldest = min(last, key=lambda name: (last[name], name))
    version = names[last[oldest]]
    api = catalogue.api(version)
    known = release.api
    if any(has(known, path) and not has(api, path) for path in used):
        return None
    if any(accepts(api, *keyword) is False for keyword in passed):
        return None
    return version, f"by its use of {oldest}"


def _last_before(release: str, names: tuple[str, ...]) -> int:
    """The index of the newest release before this one, -1 if it is older than all."""
    return sum(releases.key(name) < releases.key(release) for name in names) - 1
