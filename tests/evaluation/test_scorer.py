import copy

from kg.evaluation.scorer import score, trimmed

GOLD = {
    "id": "d1",
    "text": "黑龙江省省长魏长河在黑河市会见谢尔盖，印发《办法》。",
    "entities": [
        {"id": "e1", "type": "Province", "name": "黑龙江省", "surfaces": ["黑龙江省"], "mentions": [[0, 4]]},
        {"id": "e2", "type": "Official", "name": "魏长河", "surfaces": ["魏长河"], "mentions": [[6, 9]]},
        {"id": "e3", "type": "City", "name": "黑河市", "surfaces": ["黑河市"], "mentions": [[10, 13]]},
        {"id": "e4", "type": "Official", "name": "谢尔盖", "surfaces": ["谢尔盖"], "mentions": [[15, 18]]},
        {"id": "e5", "type": "Policy", "name": "办法", "surfaces": ["《办法》"], "mentions": [[21, 25]]},
    ],
    "relations": [
        {"type": "holdsPost", "head": "e2", "tail": "e1", "role": "省长"},
        {"type": "met", "head": "e2", "tail": "e4"},
        {"type": "visited", "head": "e2", "tail": "e3", "optional": True},
    ],
}


def scored(change=lambda prediction: None):
    prediction = copy.deepcopy(GOLD)
    change(prediction)
    return score([GOLD], {"d1": prediction})


def test_the_gold_itself_scores_one_and_optional_relations_count_for_nothing():
    s = scored()
    assert s.mentions["all"].f1 == s.entities["all"].f1 == s.relations["all"].f1 == 1.0
    assert s.relations["all"].gold == 2
    assert not s.errors


def test_a_missing_document_counts_as_predicted_empty():
    s = score([GOLD], {})
    assert (s.mentions["all"].recall, s.entities["core"].gold) == (0.0, 5)


def test_book_title_marks_at_the_edges_do_not_matter():
    s = scored(lambda p: p["entities"][4].update(mentions=[[22, 24]]))
    assert s.mentions["Policy"].hit == 1


def test_a_wrong_type_costs_a_miss_and_a_false_alarm():
    s = scored(lambda p: p["entities"][2].update(type="Place"))
    assert (s.mentions["City"].recall, s.mentions["Place"].precision) == (0.0, 0.0)


def test_met_has_no_direction_and_a_post_phrase_may_be_cut_anywhere():
    def change(p):
        p["relations"] = [
            {"type": "met", "head": "e4", "tail": "e2"},
            {"type": "holdsPost", "head": "e2", "tail": None, "role": "黑龙江省省长"},
        ]

    assert scored(change).relations["all"].f1 == 1.0


def test_part_of_a_post_phrase_is_neither_right_nor_wrong():
    s = scored(lambda p: p["relations"][0].update(tail=None))
    assert (s.relations["holdsPost"].predicted, s.relations["holdsPost"].gold) == (0, 1)


def test_a_wrong_relation_is_listed_with_its_names():
    s = scored(lambda p: p["relations"].append({"type": "issued", "head": "e2", "tail": "e5"}))
    assert ("d1", "wrong relation", "issued", "魏长河 → 办法") in s.errors


def test_trimming_takes_marks_off_but_never_all():
    assert trimmed("《方案》", 0, 4) == (1, 3)
    assert trimmed("《》", 0, 2) == (0, 2)
