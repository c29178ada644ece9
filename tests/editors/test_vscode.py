"""VS Code, the real editor in a browser: what a user of the extension sees and does.

Pictures that the extension's README shows are taken here.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browser import picture
from node import EXTENSION
from programs_to_open import CODE, MENDED, write_data
from vscode import window

pytestmark = pytest.mark.editors

PICTURES = EXTENSION / "images"
FAULTY = "setup_anndata(adata, batch_key"
CELL = ".notebookOverlay"
SAFE = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("pbmc.h5ad")
scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys="donor")
"""


@pytest.fixture(scope="session")
def path(server_path: Path) -> str:
    return f"{server_path}{os.pathsep}/usr/bin{os.pathsep}/bin"


def test_in_a_script(project: Path, path: str) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        problem = vscode.problems().filter(has_text="SCVI models counts; X was")
        text = problem.first.inner_text()
        assert CODE in text and "scvi-lint" in text
        link = problem.first.locator("a").filter(has_text=CODE)
        assert link.count() == 1
        shown = vscode.status("scvi-tools 1.4.2")
        assert "from scvi-lint.toml" in shown
        picture(vscode.page, PICTURES / "problems.png")

        vscode.page.keyboard.press("Control+J")
        shown = vscode.hover("SCVI(adata, n_latent", "adata", expected="registered for SCVI")
        assert "log-normalised" in shown
        picture(vscode.page, PICTURES / "hover.png")
        vscode.page.keyboard.press("Escape")

        vscode.click(FAULTY, "setup_anndata")
        menu = vscode.quick_fixes()
        offered = menu.inner_text()
        order = ["Register layer='counts'", f"Explain {CODE}", f"Ignore {CODE} here"]
        places = [offered.find(title) for title in order]
        assert -1 not in places and places == sorted(places)
        picture(vscode.page, PICTURES / "quick-fix.png")
        menu.locator(".monaco-list-row").filter(has_text=f"Explain {CODE}").first.click()
        vscode.tab(f"Preview {CODE}")
        assert CODE in vscode.preview("h1")
        picture(vscode.page, PICTURES / "explain.png")
        vscode.click(FAULTY, "setup_anndata")
        vscode.quick_fixes()
        vscode.page.keyboard.press("Enter")
        vscode.line(MENDED)
        vscode.no_squiggle()


def test_in_a_notebook(project: Path, path: str) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()  # by now the extension is there, and notebooks open as notebooks
        vscode.open("integrate.ipynb")
        vscode.line(FAULTY, within=CELL)
        vscode.squiggle(within=CELL)
        shown = vscode.hover(
            "SCVI(adata, n_latent", "adata", expected="registered for SCVI", within=CELL
        )
        assert "cell" in shown
        picture(vscode.page, PICTURES / "notebook.png")
        vscode.page.keyboard.press("Escape")
        vscode.click(FAULTY, "setup_anndata", within=CELL)
        menu = vscode.quick_fixes()
        assert "Register layer='counts'" in menu.inner_text()
        vscode.page.keyboard.press("Enter")
        vscode.line(MENDED, within=CELL)
        vscode.no_squiggle(within=CELL)
        vscode.page.keyboard.press("Control+S")
        vscode.until(lambda: 'layer=\\"counts\\"' in (project / "integrate.ipynb").read_text())


def test_the_commands_of_the_palette(project: Path, path: str) -> None:
    (project / "safe.py").write_text(SAFE)
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        vscode.click(FAULTY, "setup_anndata")
        vscode.run("scvi-lint: Open the Page")
        dialog = vscode.page.locator(".monaco-dialog-box").filter(has_text="docs.scvi-tools.org")
        dialog.wait_for()
        vscode.page.keyboard.press("Escape")

        vscode.run("scvi-lint: Explain Rule")
        vscode.tab(f"Preview {CODE}")
        assert CODE in vscode.preview("h1") and "import scvi" in vscode.preview("pre")

        vscode.open("safe.py")
        vscode.squiggle("error")
        vscode.run("scvi-lint: Fix All That Is Safe to Fix")
        vscode.line('categorical_covariate_keys=["donor"]')

        (before,) = vscode.servers()
        vscode.run("scvi-lint: Restart Server")
        vscode.until(lambda: [one for one in vscode.servers() if one != before])
        vscode.until(lambda: before not in vscode.servers())

        vscode.run("scvi-lint: Show Log")
        vscode.page.locator(".part.panel .view-line").filter(has_text="by PATH").first.wait_for()


def test_the_picture_follows_the_cursor_and_leads_to_what_is_chosen(
    project: Path, path: str
) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        vscode.click(FAULTY, "setup_anndata")
        vscode.run("scvi-lint: Show What scvi-lint Sees")
        vscode.tab("scvi-lint: integrate.py")
        boxes = vscode.inside("svg.picture:visible .box")
        vscode.until(lambda: boxes.count() == 8)
        setup = vscode.inside("svg.picture:visible .box.here")
        setup.wait_for()
        assert "SCV201" in setup.text_content() and "warning" in setup.get_attribute("class")
        words = " ".join(vscode.inside("svg.picture:visible .state").all_text_contents())
        assert "X: depth-normalised → log-normalised" in words
        picture(vscode.page, PICTURES / "picture.png")

        vscode.click("model.train", "train")
        vscode.until(lambda: "Training" in (setup.text_content() or ""))

        vscode.inside("svg.picture:visible .box.data").click()
        vscode.until(lambda: "Data" in (setup.text_content() or ""))
        assert vscode.cursor() == 4

        vscode.page.keyboard.press("Control+End")
        vscode.page.keyboard.type("model.get_elbo()\n")
        vscode.until(lambda: boxes.count() == 9)


def test_the_picture_of_a_notebook(project: Path, path: str) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        vscode.open("integrate.ipynb")
        vscode.squiggle(within=CELL)
        vscode.line(FAULTY, within=CELL)
        vscode.run("scvi-lint: Show What scvi-lint Sees")
        vscode.tab("scvi-lint: integrate.ipynb")
        here = vscode.inside("svg.picture:visible .box.here")

        def marked() -> bool:  # a click may come while the cells still move
            vscode.click(FAULTY, "setup_anndata", within=CELL)
            vscode.page.wait_for_timeout(500)
            return here.filter(has_text="cell 5, line 1").count() == 1

        vscode.until(marked)
        vscode.inside("svg.picture:visible .box.data").click()
        here.filter(has_text="cell 4, line").wait_for()
        vscode.page.locator(".statusbar-item").filter(has_text="Cell 4 of 5").wait_for()


def test_settings_of_the_editor_hold_at_once(project: Path, path: str) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        settings = project / ".vscode/settings.json"
        settings.parent.mkdir()
        settings.write_text(f'{{"scvi-lint.ignore": ["{CODE}"], "scvi-lint.scviVersion": "1.3.3"}}')
        vscode.no_squiggle()
        assert "the editor's settings" in vscode.status("scvi-tools 1.3.3")


def test_settings_that_nothing_has_are_told(project: Path, path: str, tmp_path: Path) -> None:
    (project / "scvi-lint.toml").write_text('selct = ["SCV201"]\nignore = ["SCV9999"]\n')
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        told = vscode.notification("scvi-lint.toml").inner_text()
        assert "there is no setting 'selct'; did you mean 'select'?" in told
        assert "SCV9999" in " ".join(vscode.notifications())
        picture(vscode.page, tmp_path / "settings.png")


def test_curves_that_the_training_logs_are_completed(
    project: Path, path: str, tmp_path: Path
) -> None:
    program = project / "integrate.py"
    program.write_text(program.read_text() + 'curve = model.history[""]\n')
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.status("scvi-tools 1.4.2")
        vscode.click("model.history", '""')
        offered = vscode.completions("elbo_train")
        assert "elbo_validation" not in offered  # nothing is validated
        picture(vscode.page, tmp_path / "history.png")


def test_the_argument_that_is_being_written_is_highlighted(project: Path, path: str) -> None:
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.squiggle()
        vscode.click("max_epochs=100", "100")
        for key in ("End", "ArrowLeft"):
            vscode.page.keyboard.press(key)
        vscode.page.keyboard.type(", early_stopping=", delay=30)
        assert vscode.active_parameter("early_stopping=False") == "early_stopping=False"
        picture(vscode.page, PICTURES / "signature.png")
        vscode.page.keyboard.press("Escape")
        vscode.page.keyboard.type("True, accel", delay=30)
        assert vscode.active_parameter("accelerator") == "accelerator='auto'"


def test_columns_of_the_data_file_are_completed(project: Path, path: str) -> None:
    write_data(project, total_counts=[float(cell) + 0.5 for cell in range(120)])
    program = project / "integrate.py"
    program.write_text(
        program.read_text().replace('batch_key="donor"', 'layer="counts", batch_key=""')
    )
    with window(project, path=path) as vscode:
        vscode.open("integrate.py")
        vscode.status("scvi-tools 1.4.2")
        vscode.hover("setup_anndata(", "adata", expected="120 × 20")
        vscode.page.keyboard.press("Escape")
        vscode.click('batch_key=""', '""')
        offered = vscode.completions("donor")
        assert 0 <= offered.find("donor") < offered.find("condition")
        assert "total_counts" not in offered  # no batch
        picture(vscode.page, PICTURES / "completion.png")
        vscode.page.keyboard.press("Enter")
        vscode.line('batch_key="donor"')
