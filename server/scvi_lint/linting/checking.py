"""One document in, its findings out: the way that `check`, the server and the tests share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from scvi_lint.config import Settings
from scvi_lint.evidence.outputs import may_hold_errors
from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import Analysis, analyse
from scvi_lint.interpreter.incremental.trail import Trail
from scvi_lint.knowledge import catalogue, releases
from scvi_lint.linting import index
from scvi_lint.linting.ages import Errors, doubted, representatives, rests_on_release, runs_with
from scvi_lint.linting.defects import Defect, Defects
from scvi_lint.linting.findings import NOT_FOLLOWED, NOT_KNOWN, SAVED_ERROR, Finding
from scvi_lint.linting.generation import generation
from scvi_lint.linting.homing import bring_home
from scvi_lint.linting.index import Entry
from scvi_lint.linting.installing import ANY, installed_by
from scvi_lint.linting.joining import join
from scvi_lint.linting.limits import limits, of_unknown_release
from scvi_lint.linting.own_rules import OWN
from scvi_lint.linting.runner import run_rules
from scvi_lint.linting.selection import selected
from scvi_lint.linting.suppressing import suppress
from scvi_lint.linting.versions import newest_allowed
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scvi_lint.evidence.wants import Want

    Evidence = Mapping[Want, object]

# Modules with a fault that shows in a program which imports them; there are hardly ever two.
_MOST_MODULES = 64
# Errors whose age is remembered: who types has the same ones at each key.
_MOST_ERRORS = 500
# So many programs wait to be checked after they were followed.
_MOST_AT_HAND = 32


class Result:
    """What was found in a document, and the analysis behind it.

    `version` is the release that was assumed, `version_origin` why ("pyproject.toml", …; "" when
    nothing says and the newest was taken). `defects` are the rules that failed: what they would
    have found is missing. `others` are the documents of other programs that findings speak of.
    """

    __slots__ = ("analysis", "defects", "findings", "others", "version", "version_origin")

    def __init__(
        self,
        findings: list[Finding],
        analysis: Analysis,
        version: str,
        version_origin: str,
        defects: tuple[Defect, ...] = (),
    ) -> None:
        self.findings = findings
        self.defects = defects
        self.analysis = analysis
        self.version = version
        self.version_origin = version_origin
        self.others: dict[str, Document] = {}

    @property
    def documents(self) -> dict[str, Document]:
        """By path, all documents that a finding may lead to."""
        return {**self.analysis.documents, **self.others}


class Checker:
    """Checks documents under one set of settings; remembers only what modules say alone."""

    def __init__(
        self,
        settings: Settings,
        *,
        version: str | None = None,
        version_origin: str = "",
        inferred: bool = False,
        load_module: Callable[[str, str, int], Document | None] | None = None,
    ) -> None:
        self.settings = settings
        known = catalogue()
        # The project names a release, but a commit, or one of which nothing is known here.
        older = bool(version) and _is_older(version)
        self._untold = older or version == ""
        self.version_origin = version_origin if version else ""
        self.version_known = bool(version) and not older and not inferred
        self.asked = version or ""
        self.version = known.release(version) if version else known.newest
        self.api = known.api(self.version)
        self.docs = known.docs(self.version)
        self.load_module = load_module
        plugins = index.plugins(settings.plugins)
        self.entries = (*index.builtin(), *plugins.entries)
        self.defects = plugins.defects
        self.missing = plugins.missing  # packages of rules that the settings name
        self._selected: tuple[object, tuple[Entry, ...]] = ((), ())
        self._found_alone: dict[Document, frozenset[tuple[str, Span]]] = {}
        self._of_release: dict[tuple[str, bool], Checker] = {}
        # What was followed for other programs' sake, and is checked itself later.
        self._at_hand: OrderedDict[Document, list[tuple[dict[Want, object], Analysis]]] = (
            OrderedDict()
        )
        self._guesses = not version
        self._timeless = {entry.code for entry in OWN}
        self._timeless |= {entry.code for entry in self.entries if entry.event == "NameUnknown"}
        self._in_every_release: dict[tuple[str, str], bool] = {}  # errors, by code and message

    def check(
        self, document: Document, evidence: Evidence | None = None, trail: Trail | None = None
    ) -> Result:
        """Everything that the selected rules find, whatever its severity.

        The program may install a release itself; where nothing names one, what it uses may tell.
        With a `trail`, which is this checker's for this program, only what an edit touches is
        followed again.
        """
        named = self._named_by(document)
        untold = self._untold if named is None else _is_older(named[0])
        if named is not None:
            result, guessed = self._check_as(*named, document, evidence, trail), not named[2]
        else:
            result, guessed = self._check_as_it_is(document, evidence, trail), self._guesses
        if guessed or untold:
            self._doubt(result, document, evidence, trail)
        if untold:
            result.findings = [f for f in result.findings if not rests_on_release(f)]
        return result

    def follow(self, document: Document, evidence: Evidence | None = None) -> Analysis:
        """What happens in a program, judged by the release that `check` would judge it by; that
        need not follow it again."""
        named = self._named_by(document)
        if named is None:
            analysis = self._followed(document, evidence)
            shown = generation(analysis) if self._guesses else None
            if shown is None:
                return analysis
            named = (*shown, False)
        version = catalogue().release(named[0])
        return self._of(version, named[2])._followed(document, evidence)

    def _followed(self, document: Document, evidence: Evidence | None) -> Analysis:
        analysis = self._follow(document, evidence, None)
        known = self._at_hand.setdefault(document, [])
        if all(one is not analysis for _, one in known):
            known.append((_told(evidence), analysis))
        while len(self._at_hand) > _MOST_AT_HAND:
            self._at_hand.popitem(last=False)
        return analysis

    def _check_as_it_is(
        self, document: Document, evidence: Evidence | None, trail: Trail | None
    ) -> Result:
        """The check of a program that names no release: its use of scvi-tools may tell one."""
        analysis = self._follow(document, evidence, trail)
        shown = generation(analysis) if self._guesses else None
        if shown is None:
            return self._judge(document, analysis, settle=trail is not None)
        return self._check_as(*shown, False, document, evidence, trail)

    def _doubt(
        self, result: Result, document: Document, evidence: Evidence | None, trail: Trail | None
    ) -> None:
        """Errors by a guessed release that another one does not have become warnings.

        Where a release is named, which only cannot be told, they are not said.
        """
        errors = {(f.code, f.message): f for f in result.findings if self._is_dated(f)}
        open_ones = {key: f for key, f in errors.items() if key not in self._in_every_release}
        if open_ones:
            everywhere = self._agreed(open_ones, result, document, evidence, trail)
            if len(self._in_every_release) + len(everywhere) > _MOST_ERRORS:
                known = self._in_every_release
                self._in_every_release = {key: known[key] for key in errors if key in known}
            self._in_every_release.update(everywhere)
        result.findings = [
            f
            if self._in_every_release.get((f.code, f.message), True) or not self._is_dated(f)
            else doubted(f, result.version)
            for f in result.findings
        ]

    def _agreed(
        self,
        errors: dict[tuple[str, str], Finding],
        result: Result,
        document: Document,
        seen: Evidence | None,
        trail: Trail | None,
    ) -> dict[tuple[str, str], bool]:
        """Which of these errors every release has that the program may run with. Who types may
        well make another one with the next key, so that each release has a trail, too."""
        everywhere = dict.fromkeys(errors, True)
        codes = {code for code, _ in errors}
        rules = [entry for entry in self.entries if entry.code in codes]
        for version in representatives(catalogue().releases, result.version):
            other = self._of(version, certain=False)
            if runs_with(result.analysis, other.api):
                beside = None if trail is None else trail.beside(f"{version} in doubt")
                analysis = other._follow(document, seen, beside)
                found = Errors(run_rules(analysis, rules, other.api, other.docs))
                for key, error in errors.items():
                    everywhere[key] &= found.hold(error)
        return everywhere

    def _is_dated(self, finding: Finding) -> bool:
        """Whether it is an error by what a release does, not by what Python cannot read, or finds
        no name for."""
        return finding.severity == "error" and finding.code not in self._timeless

    def _named_by(self, document: Document) -> tuple[str, str, bool] | None:
        """The other release that the program itself installs, where, and whether for certain;
        what the user's settings say comes first."""
        installed = None if self.settings.scvi_version else installed_by(document)
        if installed is None or not (self._guesses or (installed.pin and installed.always)):
            return None
        names = catalogue()
        if installed.pin:
            known = self.version_known and names.release(installed.pin) == self.version
            certain = installed.named and not _is_older(installed.pin)
            return None if known else (installed.pin, installed.origin, certain)
        if installed.specifier == ANY:
            return names.newest, f"{installed.origin}, which names no release", False
        newest = newest_allowed(installed.specifier, names.releases)
        if newest is None:
            return None
        return newest, f"{installed.origin}: {installed.specifier}", installed.always

    def _check_as(
        self,
        version: str,
        origin: str,
        certain: bool,
        document: Document,
        evidence: Evidence | None,
        trail: Trail | None,
    ) -> Result:
        """The check with another release, and what names it."""
        asked, version = version, catalogue().release(version)
        other = self._of(version, certain)
        beside = None if trail is None else trail.beside(f"{version} {certain}")
        analysis = other._follow(document, evidence, beside)
        result = other._judge(document, analysis, settle=beside is not None, asked=asked)
        result.version_origin = origin
        return result

    def _of(self, version: str, certain: bool) -> Checker:
        """The same checker for another release."""
        key = (version, certain)
        other = self._of_release.get(key)
        if other is None:
            other = self._of_release[key] = Checker(
                self.settings, version=version, inferred=not certain, load_module=self.load_module
            )
            other.entries, other.defects = self.entries, self.defects
        return other

    @property
    def _on(self) -> tuple[Entry, ...]:
        """The rules that are on, found once for as long as the same ones are at hand."""
        if self._selected[0] is not self.entries:
            self._selected = self.entries, tuple(selected(self.entries, self.settings))
        return self._selected[1]

    def _follow(
        self, document: Document, evidence: Evidence | None, trail: Trail | None
    ) -> Analysis:
        if trail is None and document in self._at_hand:
            told = _told(evidence)
            for known, analysis in self._at_hand[document]:
                if known == told:
                    return analysis
        context = Context(self.api, self.load_module, evidence, self.version_known)
        return analyse(document, context, trail)

    def _judge(
        self, document: Document, analysis: Analysis, *, settle: bool, asked: str = ""
    ) -> Result:
        failed = Defects()
        findings = run_rules(analysis, self._on, self.api, self.docs, settle=settle, defects=failed)
        findings = bring_home(findings, document, analysis.documents, self._alone)
        own = selected(OWN, self.settings)
        if any(entry.code == NOT_FOLLOWED for entry in own):
            findings += limits(document, analysis)
        if any(entry.code == NOT_KNOWN for entry in own):
            findings += of_unknown_release(document, analysis, asked or self.asked)
        saved = any(cell.failed or may_hold_errors(cell.outputs) for cell in document.cells)
        if saved and any(entry.code == SAVED_ERROR for entry in own):
            from scvi_lint.linting.saved_errors import explained  # few notebooks need it

            findings = explained(document, analysis, findings, self.version, self.docs)
        findings = suppress(document, findings, [*own, *self._on])
        findings = join(findings, analysis.source)
        defects = (*self.defects, *failed)
        return Result(findings, analysis, self.version, self.version_origin, defects)

    def _alone(self, module: Document) -> frozenset[tuple[str, Span]]:
        """What the check of a module by itself finds."""
        known = self._found_alone.get(module)
        if known is None:
            analysis = self._follow(module, None, None)
            found = run_rules(analysis, self._on, self.api, self.docs)
            known = frozenset((one.code, one.span) for one in found)
            if len(self._found_alone) >= _MOST_MODULES:
                self._found_alone.clear()
            self._found_alone[module] = known
        return known


def _is_older(version: str) -> bool:
    """Whether a release came before those of which anything is known."""
    return releases.key(version) < releases.key(catalogue().releases[0])


def _told(evidence: Evidence | None) -> dict[Want, object]:
    """What evidence tells: of a file that is not there, nothing."""
    return {want: known for want, known in (evidence or {}).items() if known is not None}
