"""The wheel carries data and font, and works from any folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = """
import henan_lib as hl
hl.start("zh")
for name in hl.tables()["table"]:
    hl.load(name)
axes = hl.charts.urban_share_lines(hl.load("world_urban_share").query("area_code == 'CHN'"))
hl.show(axes.figure, "first-plot", data=hl.load("world_urban_share"))
hl.check("1d", "edition")
print(hl.__file__)
"""


@pytest.mark.slow
def test_the_wheel_loads_and_draws_from_another_folder(tmp_path):
    def pip(*arguments):
        subprocess.run(
            [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True, cwd=tmp_path
        )

    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT))
    target = tmp_path / "installed"
    wheel = next(tmp_path.glob("*.whl"))
    assert wheel.stat().st_size < 6_000_000
    assert "henan_lib/templates/henan/reveal/LICENSE" in zipfile.ZipFile(wheel).namelist()
    pip("install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(program)], env={"PYTHONPATH": str(target), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert Path(printed.strip().splitlines()[-1]).is_relative_to(target)
    assert "✓" in printed
