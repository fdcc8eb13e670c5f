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
