"""How many measures answer a problem: one quantity, one function."""

import henan_lib as hl
from henan_lib.report.strategy import linked_measures, measures_per_problem


def test_a_link_to_an_item_counts_for_each_measure_under_it_and_once():
    tree, links = hl.load("strategy_tree"), hl.load("problem_measure_links")
    measures = tree[tree["kind"] == "measure"]
    pairs = {
        (one.id, link.problem)
        for one in measures.itertuples()
        for link in links[links["measure"].isin([one.id, one.parent])].itertuples()
    }
    found = linked_measures()
    assert set(zip(found["id"], found["problem"])) == pairs and len(found) == len(pairs)


def test_the_map_counts_measures_and_no_rows_of_the_table_of_links():
    found = measures_per_problem()
    pairs = linked_measures()
    for problem, count in found.groupby("problem")["measures_linked"].sum().items():
        assert count == pairs[pairs["problem"].str.startswith(problem)]["id"].nunique()
    assert found["measures_linked"].max() == 87


def test_the_first_coding_is_that_of_the_tree_and_of_the_links():
    coded = hl.load("measure_coding")
    measures = hl.load("strategy_tree").query("kind == 'measure'").set_index("id")
    pairs = linked_measures()[["id", "problem"]]
    yes = {
        *zip(pairs["id"], pairs["problem"]),
        *((name, "with_quantity") for name in measures.index[measures["indicator"].notna()]),
        *((name, "with_actor") for name in measures.index[measures["actor"].notna()]),
    }
    said = coded.query("first_coding == 1")
    assert set(zip(said["measure"], said["dimension"])) == yes
    assert len(coded) == 12 * len(measures) == 12 * coded["measure"].nunique()


def test_what_both_codings_say_is_what_is_settled():
    agreed = hl.load("measure_coding").query("first_coding == second_coding")
    assert (agreed["settled_coding"] == agreed["first_coding"]).all() and len(agreed) == 3864 - 185
