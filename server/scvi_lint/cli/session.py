"""What all files of a run share: settings, rules, the release of scvi-tools, project modules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.answers.located import Locator
from scvi_lint.cli import contents
from scvi_lint.cli.broken import syntax_error
from scvi_lint.cli.contents import Contents
from scvi_lint.cli.evidence import Evidence
from scvi_lint.cli.failure import Failure, Troubles, alone, refuse_missing, rule_defect, say
from scvi_lint.cli.failure import reason as said
from scvi_lint.cli.files import Target
from scvi_lint.cli.outcome import Outcome
from scvi_lint.config import Settings
from scvi_lint.config.discovery import Configuration, ConfigurationError
from scvi_lint.config.options import Unknown
from scvi_lint.evidence import environment
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.own_rules import OWN, unreadable
from scvi_lint.linting.selection import no_rule, selected, unknown_rules
from scvi_lint.linting.versions import allows, newest_allowed
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.project import ModuleLoader
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.reading import read_document

if TYPE_CHECKING:
    from scvi_lint.cli.neighbours import Repository
    from scvi_lint.evidence.wants import Want
    from scvi_lint.linting.lineage import Lineage
    from scvi_lint.picture.graph import Picture

RANK = {"error": 0, "warning": 1, "info": 2}
# To look for the name that was meant takes some milliseconds each.
_MOST_HINTS = 10


class Checked:
    """One file: its document (None when it is none), and what was found in it.

    `findings` are those that are shown; `everything` also the quieter ones.
    """

    __slots__ = ("checker", "document", "everything", "findings", "name", "result", "settings")

    def __init__(
        self,
        name: str,
        settings: Settings,
        document: Document | None,
        everything: list[Finding],
        result: Result | None = None,
        checker: Checker | None = None,
    ) -> None:
        self.name = name
        self.settings = settings
        self.document = document
        self.everything = everything
        self.result = result
        self.checker = checker
        least = RANK[settings.severity]
        self.findings = [one for one in everything if RANK[one.severity] <= least]

    def outcome(self, *, for_baseline: bool = False, drawn: bool = False) -> Outcome:
        """What is left when the document goes; its picture, too, where it is `drawn`."""
        locator = Locator({} if self.result is None else self.result.documents)
        tally: dict[str, int] = {}
        on: frozenset[str] = frozenset()
        if for_baseline:
            for finding in self.everything:
                if not finding.evidence and not finding.lineage:
                    tally[finding.code] = tally.get(finding.code, 0) + 1
            entries = () if self.checker is None else self.checker.entries
            on = frozenset(entry.code for entry in selected((*OWN, *entries), self.settings))
        defects = () if self.result is None else self.result.defects
        failed = frozenset(one.rule for one in defects)
        return Outcome(
            self.name,
            [locator.located(finding) for finding in self.findings],
            tally,
            on - failed,
            None if self.result is None else (self.result.version, self.result.version_origin),
            self._quieter(),
            failed,
            self.picture(self.name) if drawn else None,
        )

    def picture(self, title: str) -> Picture | None:
        """What happens in it, drawn; None where nothing can be followed."""
        if self.document is None or self.result is None or self.checker is None:
            return None
        from scvi_lint.ide.insight import Insight
        from scvi_lint.picture import story

        insight = Insight(self.document, self.checker, self.result)
        return story.tell(insight, self.result, self.findings, title)

    def _quieter(self) -> dict[str, int]:
        """How many findings are not shown, by severity."""
        counts: dict[str, int] = {}
        for finding in self.everything:
            if RANK[finding.severity] > RANK[self.settings.severity]:
                counts[finding.severity] = counts.get(finding.severity, 0) + 1
        return counts


class Session:
    """Checks files, each under the settings that hold for it."""

    def __init__(
        self,
        configuration: Configuration,
        named: Iterable[str] = (),
        folders: Iterable[str] = (),
        read: Mapping[str, bytes] | None = None,
    ) -> None:
        self.configuration = configuration
        self.read = read or {}  # the bytes of files, as far as they are at hand
        self.named = tuple(named)  # the files that the command is about …
        self.folders = tuple(folders)  # … and the folders of which these are all
        # Whether it is of interest who writes a file that no model gets to see.
        self.thorough = False
        self._lineages: dict[str, tuple[Lineage, Repository]] = {}
        self._checkers: dict[tuple[str, str], Checker] = {}
        self._loaders: dict[str, ModuleLoader] = {}
        self._roots: dict[str, str] = {}
        self._releases: dict[tuple[str, str | None], environment.Release | None] = {}
        self._said = 0
        self.faults = 0
        self._told: set[str] = set()
        self.evidence = Evidence()
        self._draws = False

    def draw(self) -> None:
        """Have a picture made of each file, and ask data files for what is drawn at their boxes."""
        from scvi_lint.ide.crossing import crossed

        self._draws = True
        self.evidence.curious = lambda result: crossed(result.analysis)

    def settings(self, path: str) -> Settings:
        """What holds for a file (an absolute path). Raises Failure."""
        try:
            found = self.configuration.settings(path)
        except ConfigurationError as error:
            raise Failure(str(error)) from None
        self.warn()
        return found

    def warn(self) -> None:
        """Say what was not understood in the settings, once."""
        for warning in self.configuration.warnings[self._said :]:
            unknown = isinstance(warning, Unknown)
            self.faults += unknown
            say(f"{'error' if unknown else 'warning'}: {warning}")
        self._said = len(self.configuration.warnings)

    def check(self, target: Target, data: bytes) -> Checked:
        """Everything that is shown of a file. Raises Failure for settings that cannot be used."""
        settings = self.settings(target.path)
        known = self._lineages.get(self.root(target.path))
        document = None if known is None else known[1].as_read(target.path, data)
        try:
            document = document or read_document(target.name, data)
        except Unreadable as error:
            return self.refused(target, settings, error.reason)
        return self.check_document(target, settings, document)

    def outcome(self, found: Contents, troubles: Troubles, *, for_baseline: bool) -> Outcome | None:
        """What was found in a file; None when it cannot be checked, which has been said."""
        with alone(found.target.name, troubles):
            checked = self.check_file(found, troubles)
            if checked is None:
                return None
            return checked.outcome(for_baseline=for_baseline, drawn=self._draws)
        return None

    def check_file(self, found: Contents, troubles: Troubles) -> Checked | None:
        """As `check`, for a file that was found; None when the system refuses it."""
        target = found.target
        try:
            data = found.data if found.data is not None else contents.read(target)
        except contents.TooLarge:
            reason = "The file is larger than 200 MB."
            return self.refused(target, self.settings(target.path), reason)
        except OSError as error:
            troubles.add(f"{target.name}: {said(error)}")
            return None
        if data is None:
            return None
        checked = self.check(target, data)
        if checked.document is None and found.cut:
            # What is wrong with it stands in the whole of it.
            return self.check_file(Contents(target, None), troubles)
        self.tell_defects(checked, troubles)
        return checked

    def tell_defects(self, checked: Checked, troubles: Troubles) -> None:
        """Say which rules failed, and where: what they would have found is missing. Names in the
        settings that nothing has count as well: they were said when they were read."""
        troubles.count += self.faults
        self.faults = 0
        if checked.result is None or not checked.result.defects:
            return
        locator = Locator(checked.result.analysis.documents)
        for failed in checked.result.defects:
            where = "" if failed.span is None else f"{locator.place(failed.span)}: "
            line = f"{where}{failed.rule} {rule_defect(failed)}"
            if line not in self._told:
                self._told.add(line)
                troubles.add(line)

    def refused(self, target: Target, settings: Settings, reason: str) -> Checked:
        """A file that is no program."""
        return Checked(target.name, settings, None, [unreadable(target.name, reason)])

    def check_document(self, target: Target, settings: Settings, document: Document) -> Checked:
        """As `check`, for a document that was read already."""
        checker = self.checker(settings, target.path)
        result = self._judged(checker, document, target.path)
        findings = result.findings
        broken = syntax_error(document)
        if broken is not None:
            findings.insert(0, broken)
        return Checked(target.name, settings, document, findings, result, checker)

    def _judged(self, checker: Checker, document: Document, path: str) -> Result:
        """What is wrong in a document, with what data files and other programs tell."""
        root = self.root(path)
        known: dict[Want, object] = {}
        first = checker.check(document)
        result = self.evidence.check(checker, document, root, first, known)
        if checker.settings.isolated_files:
            return result
        if not (result.analysis.reads or first.analysis.reads or result.analysis.disk):
            return result
        from scvi_lint.linting.gathering import with_lineage
        from scvi_lint.linting.lineage import Ledger, uses_models

        lineage, repository = self.lineage(root)
        own = Ledger(path, first.analysis)
        if not self.thorough and not uses_models(result.analysis):
            lineage.note(own)
            return result
        if result.analysis.reads:
            result = with_lineage(
                checker, document, result, known, lambda wanted: lineage.answers(own, wanted)
            )
            others = {near.span.path for one in result.findings for near in one.related}
            for name in others - result.analysis.documents.keys():
                other = repository.document(os.path.abspath(name))
                if other is not None:
                    result.others[name] = other
        lineage.note(own, Ledger(path, result.analysis))
        return result

    def lineage(self, root: str) -> tuple[Lineage, Repository]:
        """What programs below a folder hand on to each other."""
        if root not in self._lineages:
            from scvi_lint.cli.neighbours import Repository
            from scvi_lint.linting.lineage import Lineage

            repository = Repository(
                root,
                self.configuration,
                self.named,
                self.folders,
                self.read,
                lambda path: self.checker(self.settings(path), path),
                lambda path, checker, analysis: self.evidence.look(checker, analysis, root),
            )
            self._lineages[root] = (Lineage(root, repository), repository)
        return self._lineages[root]

    def checker(self, settings: Settings, path: str) -> Checker:
        """The checker for these settings in the project of a file."""
        root = self.root(path)
        version, origin = self._release(settings, os.path.dirname(path), root)
        held = [getattr(settings, name) for name in Settings.__slots__]
        key = (root, repr([version, origin, *held]))
        known = self._checkers.get(key)
        if known is None:
            known = Checker(
                settings,
                version=version,
                version_origin=origin,
                load_module=self._loader(root),
            )
            refuse_missing(known.missing)
            self._checkers[key] = known
            self._check_names(settings, known)
        return known

    def root(self, path: str) -> str:
        """The folder of the project that a file belongs to."""
        folder = os.path.dirname(path)
        known = self._roots.get(folder)
        if known is None:
            known = self._roots[folder] = disk.project_of(folder)
        return known

    def _loader(self, root: str) -> ModuleLoader:
        if root not in self._loaders:
            self._loaders[root] = ModuleLoader(root)
        return self._loaders[root]

    def _release(self, settings: Settings, folder: str, root: str) -> tuple[str | None, str]:
        """The release of scvi-tools that a program uses, and where that is said."""
        if settings.scvi_version:
            objection = catalogue().objection(settings.scvi_version)
            if not objection:
                return settings.scvi_version, "as the settings say"
            if objection not in self._told:
                self._told.add(objection)
                self.faults += 1
                say(f"error: scvi-version: {objection}")
        key = (folder, settings.python)
        if key not in self._releases:
            found = environment.detect(folder, root, settings.python, fits=fits, allows=allows)
            self._releases[key] = found
            told = "" if found is None else found.version
            objection = catalogue().objection(told) if told else ""
            if found is not None and objection:
                judged = catalogue().release(found.version)
                say(f"warning: {found.origin}: {objection}; judged as {judged}")
        found = self._releases[key]
        return (None, "") if found is None else found

    def _check_names(self, settings: Settings, checker: Checker) -> None:
        """Complain of rules that do not exist; a typo must not turn a rule off silently."""
        unknown = unknown_rules(settings, checker.entries)
        for word in unknown[:_MOST_HINTS]:
            message = no_rule(word, checker.entries)
            own = Settings(**self.configuration.given)
            if any(word in (names or ()) for names in (own.select, own.extend_select, own.ignore)):
                raise Failure(message)
            self.configuration.warnings.append(Unknown(message))
        if len(unknown) > _MOST_HINTS:
            more = len(unknown) - _MOST_HINTS
            self.configuration.warnings.append(f"{more} more names are no rules either")
        self.warn()


def fits(specifier: str) -> str | None:
    """The newest release that a range allows."""
    return newest_allowed(specifier, catalogue().releases)
