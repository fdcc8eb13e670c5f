"""What `make explorers` wrote is fresh, small and in its language; a state that cannot be is one sentence."""

import gzip
import hashlib
import json
import re

import pytest

import henan_lib as hl
from henan_lib import session, words
from henan_lib.explorers.charts import build
from henan_lib.explorers.view import BUNDLE, COMPILED, NAMES, compiled, opening, tables
from henan_lib.figures.catalogue import caption, catalogue_entry
from henan_lib.publish.app import as_script

EVERY = [(name, edition) for name in NAMES for edition in session.LANGUAGES]


@pytest.mark.slow
def test_what_is_kept_is_what_the_charts_give(tmp_path):
    for path in build.write(tmp_path):
        assert path.read_bytes() == (COMPILED / path.name).read_bytes(), f"make explorers: {path.name}"
    assert {path.name for path in COMPILED.iterdir()} == {path.name for path in tmp_path.iterdir()}


def test_the_script_was_made_of_the_source_beside_it():
    source = b"".join((BUNDLE.parent / name).read_bytes() for name in ("explorer.js", "package-lock.json"))
    assert BUNDLE.read_text(encoding="utf-8").startswith(f"/* {hashlib.sha256(source).hexdigest()[:16]} */"), "make explorers"
    lock = json.loads((BUNDLE.parent / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    licences = (BUNDLE.parent / "LICENSES").read_text(encoding="utf-8")
    wanted = json.loads((BUNDLE.parent / "package.json").read_text(encoding="utf-8"))["devDependencies"]["vega"]
    assert f"== vega {wanted}\n" in licences


@pytest.mark.parametrize(("name", "edition"), EVERY)
def test_spec_and_data_are_small_and_in_their_language(name, edition):
    words.use(edition)
    explorer, data = compiled(name, edition), tables(name)
    sizes = [len(gzip.compress(as_script(part).encode())) for part in (explorer, data)]
    assert sizes[0] < 12_000 and sizes[1] < (120_000 if name == "china_places" else 60_000), sizes
    assert all(len(set(map(len, columns.values()))) == 1 for columns in data.values())
    if edition == "en":
        without_fonts = json.dumps({**explorer, "spec": {**explorer["spec"], "config": None}}, ensure_ascii=False)
        assert not re.findall("[\u3400-\u9fff]+", without_fonts)
    assert not re.search(r"https?://(?!vega\.github\.io/schema)", json.dumps(explorer))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_pointer_does_is_said_of_marks_that_are_there(name):
    spec = compiled(name, "en")["spec"]
    marks = set(re.findall(r'"name": "(\w+)"', json.dumps(spec["marks"])))
    assert set(re.findall(r"@(\w+):", json.dumps(spec["signals"]))) <= marks
    controls = {part["name"] for part in compiled(name, "en")["controls"]}
    assert controls == set(opening(name)) == {signal["name"] for signal in spec["signals"]} & controls


@pytest.mark.parametrize(("name", "edition"), EVERY)
def test_a_notebook_gets_a_view_and_a_still_with_its_alt_text(name, edition):
    hl.start(edition)
    explorer = getattr(hl.explore, name)()
    data, metadata = explorer._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.explorer["alt"]
    assert len(data["image/png"]) > 10_000 and explorer.state == opening(name)
    explorer.close()


WRONG = [
    ("stages", {"year": 1900}), ("stages", {"year": 1960.5}), ("stages", {"year": "1960"}), ("stages", {"year": True}),
    ("stages", {"areas": ("XXX",)}), ("stages", {"areas": "CHN"}), ("stages", {"low": -1}), ("phases", {"breaks": 4}),
    ("places", {"level": "town"}), ("places", {"level": "county", "place": "410100"}), ("places", {"year": 2011}),
    ("province", {"year": 2025}), ("province", {"place": "Henann"}), ("scenarios", {"speed": float("nan")}),
    ("central_cities", {"city": "110101"}), ("strategy", {"text": 3}), ("audit", {"section": "9"}), ("audit", {"kind": None}),
    ("china_places", {"place": "France"}), ("china_places", {"place": "鼓楼区"}), ("china_places", {"place": "Henann"}),
    ("china_places", {"level": "prefecture", "peers": "district"}), ("china_places", {"year": 2015}),
]  # fmt: skip


@pytest.mark.parametrize("edition", session.LANGUAGES)
@pytest.mark.parametrize(("name", "state"), WRONG)
def test_a_state_that_cannot_be_is_one_sentence(name, state, edition):
    hl.start(edition)
    with pytest.raises(ValueError) as refusal:
        getattr(hl.explore, name)(**state)
    said = str(refusal.value)
    assert "\n" not in said and len(said) < 600 and "Error" not in said and "{" not in said


def test_two_explorers_do_not_share_their_state_and_a_projector_gets_large_type():
    hl.start("en", size="projector")
    one, other = hl.explore.stages(year=1960), hl.explore.stages()
    assert (one.state["year"], other.state["year"]) == (1960, 1950) and one.explorer["size"] == "projector"
    hl.start("en")
    assert hl.explore.stages().explorer["size"] == ""


def test_what_stands_in_a_page_cannot_end_its_script():
    assert "<" not in as_script({"x": "</script><!--<img>"}) and json.loads(as_script(["</script>"])) == ["</script>"]


@pytest.mark.parametrize(("name", "edition"), EVERY)
def test_number_and_caption_stand_below_an_explorer(name, edition, capsys):
    hl.start(edition)
    explorer = getattr(hl.explore, name)()
    explorer._ipython_display_()
    assert caption(catalogue_entry(f"{name}-explorer")).replace("**", "") in capsys.readouterr().out.replace("**", "")
    explorer.close()
