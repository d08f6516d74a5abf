"""Samples made of documents that the recogniser tagged."""

import random

import pytest

pytest.importorskip("torch", reason="the train extra is not installed")

from kg.ner.tagger import MODEL
from pipelines.tagger_training.corpora import Sample
from pipelines.tagger_training.self_training import Teacher, unseen_texts, varied

NEWS = (
    "据本台报道，商务部部长林致远10日在北京会见缅甸客人。双方就扩大贸易交换了意见。\n"
    "林致远表示，中方愿同缅甸一道，把瑞丽口岸建设好。\n云南省委书记何立山出席了活动。"
)


def teacher(sure):
    return Teacher(MODEL, sure=sure, window=60)


def test_pieces_hold_the_names_that_the_recogniser_reads():
    samples = teacher(0.3).samples(NEWS, "a")
    names = {(s.text[a:b], t) for s in samples for a, b, t in s.spans}
    assert {("商务部", "GovernmentBody"), ("缅甸", "Country"), ("北京", "Province")} <= names
    assert all(s.text in NEWS and s.group == "a" and s.corpus == "own" for s in samples)


def test_one_surface_has_one_type_throughout_a_document():
    samples = teacher(0.0).samples(NEWS, "a")
    assert len({t for s in samples for a, b, t in s.spans if s.text[a:b] == "林致远"}) == 1


def test_a_piece_with_an_unsure_name_is_left_out():
    samples = teacher(1.01).samples(NEWS, "a")
    assert not any(s.spans for s in samples)


def test_documents_that_repeat_a_gold_one_are_left_out():
    gold = [{"id": "g", "text": NEWS}]
    other = "各地抓紧春耕备耕，农资供应充足，农机检修到位。" * 5
    documents = [
        {"id": "g", "text": other},
        {"id": "b", "text": NEWS},
        {"id": "c", "text": other},
        {"id": "d", "text": "短"},
    ]
    assert list(unseen_texts(documents, gold, 4, 2500, random.Random(0))) == [(other, "c")]


def test_texts_are_cut_and_counted():
    documents = [{"id": str(i), "text": f"第{i}号" + "公告全文如下" * 40} for i in range(5)]
    found = list(unseen_texts(documents, [], 2, 100, random.Random(0)))
    assert [len(t) for t, _ in found] == [100, 100]


def test_varied_samples_keep_their_number_and_types():
    sample = Sample(
        corpus="own", text="代表团抵达绥江市，市长丁建国前往迎接。", spans=((5, 8, "City"), (11, 14, "Official"))
    )
    how = {"renamed": 1.0, "misread": 0.5, "misread_characters": 0.1}
    out = varied([sample] * 30, {"City": ["临水市"]}, how, random.Random(0))
    assert len(out) == 30
    assert {tuple(t for *_, t in s.spans) for s in out} == {("City", "Official")}
    assert len({s.text for s in out}) > 5
    assert varied([sample], {}, {**how, "renamed": 0.0, "misread": 0.0}, random.Random(0)) == [sample]
