"""What the tools answer: arguments in, a short result out, Failure where there is none.

Everything is found by the parts that the other fronts use; here results become short, and paths are
held to the client's folders.
"""

from __future__ import annotations

import os
import time
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.answers import (
    data_files,
    explained,
    fitting,
    pages,
    recommending,
    setting_up,
    states,
)
from scvi_lint.answers.failure import Failure
from scvi_lint.answers.located import Located
from scvi_lint.cli import contents, files
from scvi_lint.cli.evidence import Evidence
from scvi_lint.cli.failure import Troubles, reason
from scvi_lint.cli.files import Target
from scvi_lint.cli.fixing import mend
from scvi_lint.cli.session import Checked
from scvi_lint.escaping import cut, sentence
from scvi_lint.evidence.client import Client
from scvi_lint.evidence.facts import DataSeen
from scvi_lint.knowledge import catalogue
from scvi_lint.mcp.confined import Confined, Roots
from scvi_lint.mcp.given import Given, Report, Told
from scvi_lint.mcp.shortened import data_words, finding, model_words
from scvi_lint.source.documents.edits import Unfaithful
from scvi_lint.source.documents.unreadable import MOST_BYTES

if TYPE_CHECKING:
    from scvi_lint.answers.recommending import Candidate
    from scvi_lint.answers.record import Reason
    from scvi_lint.evidence.facts import CrosstabSeen
    from scvi_lint.mcp.shortened import FindingTold

# Of code in a call, which an assistant has written: a file may be larger.
LONGEST_CODE = 1 << 20
MOST_FINDINGS = 50
MOST_FILES = 2_000
MOST_OBJECTS = 40
MOST_EVENTS = 200
MOST_PAGES = 8
LONGEST_PAGE = 20_000
# Of one call, and of the files of a repository: what is not checked by then is counted.
LONGEST = 60.0
SECONDS_FOR_REPOSITORY = 45.0
# Stands for the name of code that has none.
_NAMELESS = "code.py"


class Desk:
    """Answers one client."""

    def __init__(self) -> None:
        self.roots = Roots(None)
        # One process that looks at data files serves all calls.
        self._evidence = Evidence()
        self._client = Client()

    # --- checking -----------------------------------------------------------------------------

    def check_code(self, given: Given) -> Report:
        """The findings of a program that comes with the call."""
        session, target = self._for_code(given)
        return self._report(session.check(target, _code(given)))

    def check_file(self, given: Given) -> Report:
        """The findings of a file."""
        session, target, data = self._for_file(given)
        return self._report(session.check(target, data))

    def check_repository(self, given: Given) -> Told:
        """The findings of all programs below a folder, as far as they can be checked in time."""
        folder, root = self.roots.inside(given.get("path") or ".")
        os.chdir(root)
        session = self._session(root, given)
        troubles = Troubles()
        if os.path.isdir(folder):
            found = files.find([folder], session.configuration, troubles)
        else:
            found = [Target(folder, files.shown(folder, root), True)]
        relevant = contents.relevant(found[:MOST_FILES], troubles)
        until = time.monotonic() + SECONDS_FOR_REPOSITORY
        rows: list[FindingTold] = []
        tally: dict[str, int] = {}
        checked = 0
        for one in relevant:
            if time.monotonic() > until:
                break
            outcome = session.outcome(one, troubles, for_baseline=False)
            checked += 1
            for located in [] if outcome is None else outcome.findings:
                tally[located.finding.code] = tally.get(located.finding.code, 0) + 1
                if len(rows) < MOST_FINDINGS:
                    rows.append(finding(located, with_path=True))
        total = sum(tally.values())
        return {
            "clean": not total,
            "root": root,
            "files": len(found),
            "about_scvi": len(relevant),
            "not_checked": len(relevant) - checked + max(len(found) - MOST_FILES, 0),
            "failed": troubles.count,
            "by_rule": dict(sorted(tally.items(), key=lambda row: (-row[1], row[0]))),
            "findings": rows,
            "left_out": total - len(rows),
        }

    def fix_code(self, given: Given) -> Told:
        """A program mended: the new text, what was changed, what is left. Nothing is written."""
        session, target = self._for_code(given)
        data = _code(given)
        checked = session.check(target, data)
        try:
            mended = mend(session, target, checked, data, unsafe=bool(given.get("unsafe")))
        except Unfaithful as error:
            raise Failure(error.reason) from None
        text = mended.data.decode("utf-8", "replace")
        fixed = [
            {"code": one.code, "title": fix.title, "changes_results": not fix.safe}
            for one, fix in mended.applied
        ]
        return {
            "changed": mended.data != data,
            "code": text,
            "fixed": fixed,
            "edits": _edits(given["code"], text),
            "left": self._report(mended.checked),
        }

    # --- looking ------------------------------------------------------------------------------

    def inspect_program(self, given: Given) -> Told:
        """What is believed of each object of a program at its end, and why."""
        if "code" in given:
            session, target = self._for_code(given)
            checked = session.check(target, _code(given))
        elif given.get("path"):
            session, target, data = self._for_file(given)
            checked = session.check(target, data)
        else:
            raise Failure("give `code` or `path`")
        if checked.result is None:
            raise Failure(checked.everything[0].message)
        told = states.program(checked.result)
        objects = [
            {
                "names": [cut(name) for name in one["names"]][:5],
                "kind": one["kind"],
                "facts": {
                    cut(key): {
                        "is": " or ".join(cut(str(value), 300) for value in fact["values"]),
                        "certain": fact["certain"],
                        "because": [_because(row) for row in fact["because"][-3:]],
                    }
                    for key, fact in one["facts"].items()
                },
                "perhaps_more_in": one["unknown"],
            }
            for one in told["objects"][:MOST_OBJECTS]
        ]
        events = [
            {
                "event": one["event"],
                "cell": one["cell"],
                "line": one["start"]["line"],
                "about": cut(one["about"], 200),
            }
            for one in told["events"]
            if one["event"] != "ProgramEnd"
        ]
        return {
            "scvi_tools": told["scvi-tools"],
            "objects": objects,
            "events": events[:MOST_EVENTS],
            "left_out": len(told["objects"]) - len(objects) + max(len(events) - MOST_EVENTS, 0),
        }

    def inspect_data(self, given: Given) -> Told:
        """What a data file or a saved model holds, and which models it fits."""
        path, _ = self.roots.inside(given["path"])
        looked = data_files.look(self._openable(path), self._client)
        if not isinstance(looked.seen, DataSeen):
            return {"path": given["path"], "kind": "model", "model": model_words(looked.seen)}
        fits = fitting.fits(looked.seen, given.get("scvi_version"))
        return {
            "path": given["path"],
            "kind": looked.seen.kind,
            "data": data_words(looked.seen),
            "counts_in": fitting.places_of_counts(looked.seen),
            "fits": [{"model": one.model, "about": one.about} for one in fits if one.fits],
            "does_not_fit": [
                {"model": one.model, "lacks": list(one.lacks)} for one in fits if not one.fits
            ],
        }

    def recommend_setup(self, given: Given) -> Told:
        """A set-up for a data file that our own check has nothing against."""
        path, root = self.roots.inside(given["path"])
        looked = data_files.look(self._openable(path), self._client)
        data = looked.seen
        if not isinstance(data, DataSeen):
            raise Failure(f"{given['path']!r} is a saved model, not a data file")
        version = given.get("scvi_version")
        api = catalogue().api(version or catalogue().newest)
        wanted = given.get("model") or recommending.model_for(data)
        cls = next((one for one in api.models() if one.name.lower() == wanted.lower()), None)
        if cls is None:
            raise Failure(f"scvi-tools {api.version} has no model {wanted!r}")
        # The name as the program would write it, beside the data.
        name = os.path.relpath(path, root).replace(os.sep, "/")
        candidates = recommending.batches(data)
        plain = [one.column for one in candidates if one.plain and not one.missing]
        passed_over: list[Told] = []
        for batch in (*plain[:5], None):
            code = setting_up.program(data, name, cls, batch)
            if code is None:
                break
            report = self._report(
                self._session(root, given).check(_target(root, "setup.py"), code.encode())
            )
            if report["clean"]:
                return {
                    "model": cls.name,
                    "code": code,
                    "batch_key": batch,
                    "passed_our_check": True,
                    **self._about(data, path, candidates, batch),
                    "passed_over": passed_over,
                    "notes": recommending.notes(data, candidates, batch),
                }
            why = [f"{row['code']}: {row['message']}" for row in report["findings"]]
            passed_over.append({"batch_key": batch, "because": why})
        lacks = next(one.lacks for one in fitting.fits(data, version) if one.model == cls.name)
        why = list(lacks) or ["lines that this tool does not know to write; see its page"]
        return {
            "model": cls.name,
            "code": None,
            "batch_key": None,
            "passed_our_check": False,
            **self._about(data, path, candidates, None),
            "passed_over": passed_over,
            "notes": [f"{cls.name} needs {one}." for one in why if not passed_over],
        }

    def _about(
        self, data: DataSeen, path: str, candidates: list[Candidate], batch: str | None
    ) -> Told:
        def cross(left: str, right: str) -> CrosstabSeen | None:
            return data_files.crosstab(path, left, right, self._client)

        columns = [batch] if batch is not None else [one.column for one in candidates[:2]]
        return {
            "counts_in": fitting.places_of_counts(data),
            "batch_candidates": [one._asdict() for one in candidates[:10]],
            "labels_candidates": recommending.labels(data),
            "conditions": recommending.conditions(data),
            "confounding": [
                one._asdict()
                for column in columns
                for one in recommending.confounding(data, column, cross)
            ],
        }

    # --- knowing ------------------------------------------------------------------------------

    def explain(self, given: Given) -> Told:
        """A rule, a name of scvi-tools, an argument, a key of history, an error: as a page."""
        version = given.get("scvi_version")
        what = given["what"][-explained.LONGEST :].strip()
        found = explained.find([what], version) if what else []
        if not found:
            raise Failure("explain what?")
        page = "\n".join(explained.as_markdown(one, version) for one in found)
        return {"found": len(found), "page": cut(page, LONGEST_PAGE)}

    def find_documentation(self, given: Given) -> Told:
        """Places of scvi-tools' documentation that answer a question."""
        hits = pages.search(given["question"][:1_000], given.get("scvi_version"))
        return {"places": [pages.as_json(one) for one in hits[:MOST_PAGES]]}

    # --- what they share ----------------------------------------------------------------------

    def _session(self, root: str, given: Given) -> Confined:
        options = {"severity": given.get("severity") or "warning"}
        version = given.get("scvi_version")
        if version:
            options["scvi_version"] = version
        session = Confined(root, options)
        session.evidence = self._evidence
        return session

    def _for_code(self, given: Given) -> tuple[Confined, Target]:
        name = given.get("filename") or ""
        if name:
            path, root = self.roots.would_be(name)
        elif self.roots.folders:
            root = self.roots.folders[0]
            path = os.path.join(root, _NAMELESS)
        else:
            raise Failure(f"code stands in no folder: {self.roots.words}")
        os.chdir(root)
        return self._session(root, given), _target(root, os.path.relpath(path, root))

    def _for_file(self, given: Given) -> tuple[Confined, Target, bytes]:
        path, root = self.roots.inside(given["path"])
        os.chdir(root)
        try:
            data = disk.read(path, MOST_BYTES, root)
        except OSError as error:
            raise Failure(f"cannot read {given['path']}: {reason(error)}") from None
        return self._session(root, given), _target(root, os.path.relpath(path, root)), data

    def _openable(self, path: str) -> str:
        """A data file or a saved model of which each file lies inside. Raises Failure."""
        if not data_files.is_data(path):
            raise Failure(f"{os.path.basename(path)!r} is no data file and no saved model")
        _, file = data_files.file_of(path)
        self.roots.inside(file)
        return path

    def _report(self, checked: Checked) -> Report:
        outcome = checked.outcome()
        located: list[Located] = sorted(outcome.findings, key=lambda one: one.place.key)
        version, origin = outcome.release or ("", "")
        return {
            "clean": not located,
            "scvi_tools": {"version": version, "origin": origin},
            "findings": [finding(one) for one in located[:MOST_FINDINGS]],
            "left_out": max(len(located) - MOST_FINDINGS, 0),
            "quieter": outcome.quieter,
        }


def _target(root: str, name: str) -> Target:
    """A file of a root; paths in results are those from there, where the work is done."""
    return Target(os.path.join(root, name), name.replace(os.sep, "/"), True)


def _code(given: Given) -> bytes:
    """The code of a call. Raises Failure for more than anybody writes into one."""
    data: bytes = given["code"].encode("utf-8", "replace")
    if len(data) > LONGEST_CODE:
        size = LONGEST_CODE >> 20
        raise Failure(f"code of more than {size} MB is not taken; save it and call check_file")
    return data


def _because(row: Reason) -> str:
    cell = "" if row["cell"] is None else f"cell {row['cell']}, "
    return sentence(f"{cell}line {row['start']['line']}: {row['message']}")


def _edits(before: str, after: str) -> list[Told]:
    """Which lines of the old text become which: `first` to `last`, both included; a pure insertion
    stands before `first`, and has no `last`."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if before == after:
        return []
    return [
        {"first": i + 1, "last": j if j > i else None, "text": "".join(new[k:m])}
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
