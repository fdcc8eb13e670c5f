"""nbval sees a changed number and a changed picture, and passes on another processor's arithmetic."""

import base64
import csv
import io
import json
import shutil
from hashlib import sha256

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from PIL import Image

import conftest
import henan_lib as hl
from henan_lib import session
from henan_lib.figures import show

from .chapters import NOTEBOOKS, nbval

CHAPTER_1 = NOTEBOOKS / "en" / "01_concepts_and_global_stages.ipynb"
locked = pytest.mark.skipif(not conftest.locked_environment(), reason=conftest.ELSEWHERE)


def mutated_data(folder, *changes):
    """Copied data package with changed cells, each ``(table, column, new, key of its row)``, and the hashes of their tables."""
    data = shutil.copytree(session.data_folder(), folder / "data")
    descriptor = data / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    for table, column, new, key in changes:
        entry = next(entry for entry in package["resources"] if entry["name"] == table)
        with open(data / entry["path"], encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), reader.fieldnames
        changed = [row for row in rows if all(row[name] == value for name, value in key.items())]
        assert len(changed) == 1 and changed[0][column] != new
        changed[0][column] = new
        with open(data / entry["path"], "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        entry["hash"] = "sha256:" + sha256((data / entry["path"]).read_bytes()).hexdigest()
    descriptor.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return str(data)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """What nbval says of chapter 1 where one cell of a table that it prints and one of a curve that it draws are changed."""
    folder = tmp_path_factory.mktemp("changed")
    japan = {"area_code": "JPN", "vintage": "wdi_2025_07", "year": "1990"}
    data = mutated_data(
        folder, ("ledger", "printed", "64.9%", {"id": "1.2-07"}), ("world_bank_urban_share", "urban_share_pct", "40", japan)
    )
    return nbval(shutil.copy(CHAPTER_1, folder), HENAN_DATA=data)


@pytest.mark.slow
def test_a_changed_cell_changes_a_table(changed):
    assert changed.returncode == 1 and "Cell outputs differ" in changed.stdout
    assert "64.9%" in changed.stdout and "caused an exception" not in changed.stdout


@locked
@pytest.mark.slow
def test_a_changed_cell_changes_a_picture(changed):
    assert changed.returncode == 1 and "mismatch 'image/png'" in changed.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "core"), [("zh", "Haswell"), ("en", "None")])
def test_the_chinese_edition_is_computed_as_another_processor_core_does(edition, core, tmp_path):
    (tmp_path / edition).mkdir()
    cell = nbformat.v4.new_code_cell("import os\nprint(os.environ.get('OPENBLAS_CORETYPE'))", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("stream", text=f"{core}\n")]
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    nbformat.write(notebook, tmp_path / edition / "one.ipynb")
    result = nbval(tmp_path / edition / "one.ipynb")
    assert result.returncode == 0, result.stdout[-3000:]


def drawn(shift=0.0, word="year"):
    hl.start("en")
    table = hl.load("world_urban_share").query("area_code in ['CHN', 'JPN']")
    axes = hl.charts.urban_share_lines(
        table.assign(urban_share_pct=table["urban_share_pct"] + shift * (table["area_code"] == "CHN"))
    )
    axes.set(xlabel=word, ylim=(0, 100))
    picture = base64.b64encode(show.png(axes.figure)).decode()
    plt.close(axes.figure)
    return picture


@pytest.mark.thorough
@locked
def test_pictures_are_compared_closely_enough():
    assert conftest.same_picture(drawn(), drawn())
    assert not conftest.same_picture(drawn(), drawn(shift=0.5)), "a curve moved by half a point"
    assert not conftest.same_picture(drawn(), drawn(word="month")), "a changed label"


def test_a_picture_of_another_size_differs_and_a_rounding_of_colours_does_not():
    def encoded(array):
        stream = io.BytesIO()
        Image.fromarray(array).save(stream, "PNG")
        return base64.b64encode(stream.getvalue()).decode()

    grey = np.full((40, 60, 3), 128, dtype=np.uint8)
    assert conftest.same_picture(encoded(grey), encoded(grey + 1))
    assert not conftest.same_picture(encoded(grey), encoded(grey[:, :-1]))
    assert not conftest.same_picture(encoded(grey), encoded(grey + 3))
