"""`henan figures` writes each figure with its data and its sources, the same bytes each time."""

import csv
import hashlib

import pytest

from henan_lib import cli
from henan_lib.figures import show
from henan_lib.publish.export import export


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.slow
def test_a_chapter_is_written_twice_with_the_same_bytes(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        export("zh", folder, chapter=0)
    assert digests(first) == digests(second)
    assert {path.suffix for path in first.iterdir()} == {".svg", ".png", ".pdf", ".csv", ".txt"}


@pytest.mark.chapters
def test_one_figure_with_labelled_data_and_its_sources(tmp_path, capsys):
    assert cli.main(["figures", "--edition", "zh", "--id", "first-plot", "--format", "svg", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"0-8-first-plot.zh.{end}" for end in ("csv", "svg", "txt")]
    content = (tmp_path / "0-8-first-plot.zh.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 101 and rows[0]["地区"] == "世界" and float(rows[0]["城镇化率（%）"]) > 29
    citation = (tmp_path / "0-8-first-plot.zh.txt").read_text(encoding="utf-8")
    assert "World Urbanization Prospects" in citation and "图0-8" in citation
    assert "first-plot" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--id", "no-such"], "no-such"),
        (["--format", "gif"], "gif"),
        (["--chapter", "9"], "nothing to draw"),
        (["--id", "tables"], "nothing"),
    ],
)
def test_what_cannot_be_drawn_is_said(options, said, tmp_path, capsys):
    assert cli.main(["figures", "--edition", "en", "--out", str(tmp_path), *options]) == 1
    assert said in capsys.readouterr().err


def test_a_receiver_is_forgotten_when_its_time_is_over():
    with pytest.raises(RuntimeError), show.received_by(print):
        raise RuntimeError
    assert show._receivers == []
