"""Nothing flickers while the user types."""

from __future__ import annotations

from opened import URI, Opened
from programs import CLEAN, FAULT, FAULTY

from scvi_lint.lsp.documents.placed import Drift, Placed
from scvi_lint.lsp.session.steady import one_per_call, shown


def codes(placed: list[Placed]) -> list[str]:
    return [one.finding.code for one in placed]


class Screen:
    """What the user sees, after each edit."""

    def __init__(self, opened: Opened, absences: frozenset[str] = frozenset()) -> None:
        self.opened = opened
        self.absences = absences
        analysed = opened.analysed()
        self.program = analysed.snapshot.program
        self.placed = shown(analysed.snapshot, analysed.placed, [], None, absences)

    def edit(self, old: str, new: str, uri: str = URI) -> list[str]:
        self.opened.edit(uri, old, new)
        analysed = self.opened.analysed()
        drift = Drift(self.program, analysed.snapshot.program)
        self.program = analysed.snapshot.program
        self.placed = shown(analysed.snapshot, analysed.placed, self.placed, drift, self.absences)
        return codes(self.placed)

    def save(self) -> list[str]:
        analysed = self.opened.analysed()
        self.placed = shown(analysed.snapshot, analysed.placed, [], None, self.absences)
        return codes(self.placed)


def test_typing_every_character_of_a_call_changes_nothing_elsewhere() -> None:
    line = 'x = model.get_normalized_expression(library_size="latent", n_samples=[1, 2][0])\n'
    screen = Screen(Opened(FAULTY))
    assert codes(screen.placed) == [FAULT]
    screen.edit(FAULTY, FAULTY + "\n")
    written = ""
    for char in line:
        seen = screen.edit(FAULTY + written, FAULTY + written + char)
        written += char
        outside = [one for one in screen.placed if one.mark.start < len(FAULTY)]
        assert codes(outside) == [FAULT], (written, seen)


def test_breaking_a_call_keeps_the_findings_of_other_statements() -> None:
    program = FAULTY + 'y = model.history["elbo_validation"]\n'
    screen = Screen(Opened(program))
    before = codes(screen.placed)
    assert len(before) >= 2
    assert screen.edit("model.train(max_epochs=10)", "model.train(max_epochs=") == before
    assert screen.edit("model.train(max_epochs=", "model.tra(") == before


def test_a_finding_in_the_statement_being_broken_goes_and_comes_back() -> None:
    screen = Screen(Opened(FAULTY))
    assert screen.edit('batch_key="batch")', 'batch_key="ba') == []
    assert screen.edit('batch_key="ba', 'batch_key="batch")') == [FAULT]


def test_what_is_mended_goes_at_once() -> None:
    screen = Screen(Opened(FAULTY))
    assert screen.edit("setup_anndata(adata, ", 'setup_anndata(adata, layer="counts", ') == []


def test_a_finding_moves_with_the_lines_above_it() -> None:
    screen = Screen(Opened(FAULTY))
    before = screen.placed[0].mark.start
    screen.edit("import scvi\n", "import scvi\n# a comment of 27 letters\n")
    assert screen.placed[0].mark.start == before + len("# a comment of 27 letters\n")


def test_a_half_typed_cell_leaves_other_cells_alone() -> None:
    first, second = FAULTY.split("scvi.model.SCVI.setup")
    screen = Screen(Opened(first, "scvi.model.SCVI.setup" + second, "z = 1"))
    assert codes(screen.placed) == [FAULT]
    assert screen.edit("z = 1", "z = model.get_latent_representation(", "cell:2") == [FAULT]
    assert screen.edit("adata = sc.read_h5ad(", "adata = sc.read_h5ad((", "cell:0") == [FAULT]


# `FAULT` plays a rule of absence here: what matters is when it may first be shown.
ABSENCES = frozenset({FAULT})
SETUP = 'scvi.model.SCVI.setup_anndata(adata, batch_key="batch")\n'


def test_an_absence_waits_while_its_own_statement_is_written() -> None:
    start, end = CLEAN.split("scvi.model.SCVI.setup")[0], "\n"
    screen = Screen(Opened(start + end), ABSENCES)
    assert screen.edit(start + end, start + SETUP) == []
    assert screen.edit(SETUP, SETUP + "a = 1\n") == []  # the next statement may be the one
    assert screen.edit("a = 1\n", "a = 12\n") == []
    assert screen.edit("a = 12\n", "a = 12\nb = 2\n") == [FAULT]  # a whole statement is between


def test_an_absence_is_shown_when_the_file_is_saved() -> None:
    start = CLEAN.split("scvi.model.SCVI.setup")[0]
    screen = Screen(Opened(start), ABSENCES)
    assert screen.edit(start, start + SETUP) == []
    assert screen.save() == [FAULT]


def test_an_absence_that_is_shown_stays() -> None:
    screen = Screen(Opened(FAULTY), ABSENCES)
    assert codes(screen.placed) == [FAULT]
    assert screen.edit("n_latent=30", "n_latent=31") == [FAULT]
    assert screen.edit('"batch"', '"batch_"') == [FAULT]


def test_an_edit_above_may_bring_up_an_absence_below() -> None:
    raw = FAULTY.replace("sc.pp.log1p(adata)\n", "").replace("sc.pp.normalize_total(adata)\n", "")
    screen = Screen(Opened(raw), ABSENCES)
    assert codes(screen.placed) == []
    assert screen.edit(
        'adata.layers["counts"] = adata.X.copy()\n',
        'adata.layers["counts"] = adata.X.copy()\nsc.pp.log1p(adata)\n',
    ) == [FAULT]


def test_the_gravest_finding_of_a_call_is_the_one_that_is_shown() -> None:
    program = FAULTY.replace('batch_key="batch"', 'batch_key="batch", nonsense=1')
    opened = Opened(program)
    analysed = opened.analysed()
    assert len(analysed.placed) == 2
    (only,) = one_per_call(analysed.snapshot, analysed.placed)
    assert only.finding.severity == "error"
    assert len(only.also) == 1
    assert "also here" in only.notes[-1].message
