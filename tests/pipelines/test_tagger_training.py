# ruff: noqa: E402, I001
"""The training's parts: corpora, exchanged names, measures, and the network's hand-written gradients."""

import random

from itertools import pairwise

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")

from pipelines.tagger_training.augmentation import misread, person_name, renamed, rosters
from pipelines.tagger_training.batches import tag_numbers
from pipelines.tagger_training.corpora import (
    HeldOutText,
    Sample,
    apart,
    column_sentences,
    flat,
    neighbours_joined,
    pack,
    pfr_spans,
)
from pipelines.tagger_training.folds import calibration
from pipelines.tagger_training.measure import error_of, span_counts, summary
from pipelines.tagger_training.network import Lattice
from pipelines.tagger_training.public_sets import Reader, head_counts
from pipelines.train_msra import BLOCK, parts

SAMPLE = Sample(
    corpus="own", text="市长丁建国在绥江市会见周敏，丁建国介绍情况。",
    spans=((2, 5, "Official"), (6, 9, "City"), (11, 13, "Person"), (14, 17, "Official")),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_exchanged_names_keep_spans_types_and_one_name_a_person(seed):
    copy = renamed(SAMPLE, {"City": ["临水市", "北岭市"]}, random.Random(seed))
    assert [t for *_, t in copy.spans] == [t for *_, t in SAMPLE.spans]
    surfaces = [copy.text[s:e] for s, e, _ in copy.spans]
    assert surfaces[0] == surfaces[3]
    assert surfaces[1] in {"绥江市", "临水市", "北岭市"}
    between = [copy.text[a:b] for (_, a, _), (b, _, _) in pairwise(copy.spans)]
    assert between == ["在", "会见", "，"]


def test_misreading_keeps_length_and_touches_only_some_characters():
    copy = misread(SAMPLE, 0.2, random.Random(1))
    assert len(copy.text) == len(SAMPLE.text)
    assert copy.spans == SAMPLE.spans
    assert copy.text != SAMPLE.text


def test_foreign_name_keeps_its_dots():
    assert person_name("安娜·彼得罗娃", random.Random(3)).count("·") == 1


def test_tag_numbers_name_places_in_the_name():
    assert tag_numbers(6, [(0, 3, "A"), (4, 5, "B")], ["A", "B"]).tolist() == [1, 3, 5, 0, 8, 0]


def test_columns_with_a_blank_character():
    lines = ["林 B-PER\n", "原 E-PER\n", "  O\n", "好 O\n", "\n"]
    assert list(column_sentences(lines)) == [("林原 好", [(0, 2, "PER")])]


def test_flat_keeps_the_longest():
    assert flat([(0, 2, "A"), (0, 4, "B"), (4, 5, "C")]) == [(0, 4, "B"), (4, 5, "C")]


def test_pack_joins_up_to_the_limit():
    assert pack([(0, 4), (4, 8), (8, 20)], 10) == [(0, 8), (8, 20)]


def test_rates_count_type_and_both_ends():
    rows = summary(span_counts({(0, 2, "City"), (3, 5, "Port")}, {(0, 2, "City"), (3, 6, "Port")}))
    assert rows["all"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "found": 2, "gold": 2}


def test_calibration_error_of_a_calibrated_and_of_a_boastful_model():
    rng = np.random.default_rng(0)
    p = rng.uniform(size=20_000)
    honest = list(zip(p.tolist(), (rng.uniform(size=p.size) < p).tolist(), strict=True))
    assert error_of(honest) < 0.02
    assert error_of([(0.95, False)] * 10) == pytest.approx(0.95)


def test_recurrence_has_the_gradients_of_its_plain_form():
    from pipelines.tagger_training.network import _Recurrence

    torch.manual_seed(0)
    inputs = [torch.randn(5, 2, 3, 12), torch.randn(2, 4, 8), torch.randn(2, 4, 4)]
    inputs = [x.double().requires_grad_() for x in inputs]

    def plain(x, gates, candidate):
        state, out = torch.zeros(2, 3, 4, dtype=x.dtype), []
        for step in x:
            update, reset = torch.sigmoid(step[..., :8] + state @ gates).chunk(2, 2)
            state = (1 - update) * state + update * torch.tanh(step[..., 8:] + (reset * state) @ candidate)
            out.append(state)
        return torch.stack(out)

    weights = torch.randn(5, 2, 3, 4)
    wanted = torch.autograd.grad((plain(*inputs) * weights).sum(), inputs)
    floats = [x.detach().float().requires_grad_() for x in inputs]
    found = torch.autograd.grad((_Recurrence.apply(*floats) * weights).sum(), floats)
    for a, b in zip(wanted, found, strict=True):
        assert torch.allclose(a.float(), b, atol=1e-4)


def test_path_likelihood_has_the_gradients_of_finite_differences():
    from pipelines.tagger_training.network import _LogNorm

    torch.manual_seed(0)
    emissions, joints = torch.randn(4, 2, 9), torch.randn(3, 3)
    lengths = torch.tensor([4, 2])

    def norm(e, j):
        return _LogNorm.apply(e, j, lengths, 2).sum().item()

    emissions.requires_grad_()
    joints.requires_grad_()
    by_emissions, by_joints = torch.autograd.grad(
        _LogNorm.apply(emissions, joints, lengths, 2).sum(), [emissions, joints]
    )
    for variable, gradient in ((emissions, by_emissions), (joints, by_joints)):
        for at in [(0,) * variable.dim(), tuple(n - 1 for n in variable.shape)]:
            moved = variable.detach().clone()
            moved[at] += 0.01
            back = variable.detach().clone()
            back[at] -= 0.01
            high, low = (
                ((moved, joints), (back, joints)) if variable is emissions else ((emissions, moved), (emissions, back))
            )
            assert (norm(*high) - norm(*low)) / 0.02 == pytest.approx(float(gradient[at]), abs=2e-3)


LONG = "绥江市市长丁建国昨天会见了前来参加经贸洽谈会的客人，双方就扩大农产品贸易、加强职业教育合作交换了意见。"


@pytest.mark.parametrize("text", [
    LONG,
    LONG[:26],  # the same sentence in another print, cut in two
    LONG[26:],
    LONG.replace("，", " , "),
    "农产品贸易",  # too short to be cut in pieces
    "新华社绥江电" + LONG[:30],
])  # fmt: skip
def test_a_sentence_of_the_test_part_is_known_whole_and_in_pieces(text):
    assert HeldOutText([LONG]).holds(text)


@pytest.mark.parametrize("text", [
    "绥江市市长丁建国昨天主持了市政府常务会议，研究部署防汛工作和秋季粮食收购工作。",  # one name in common
    "水产品贸易",
    "1998,2.5%",
])  # fmt: skip
def test_other_sentences_are_not_taken_for_the_test_part(text):
    assert not HeldOutText([LONG]).holds(text)


def test_a_sample_that_quotes_another_text_is_left_out():
    quoting, other = (
        Sample(corpus="msra", text=t, spans=()) for t in ("他说，" + LONG[:20] + "。", "丁建国昨天没有出席会议。")
    )
    assert apart([quoting, other], [Sample(corpus="msra", text=LONG, spans=())]) == [other]


def test_neighbours_are_joined_with_their_names_up_to_the_limit():
    joined = neighbours_joined([SAMPLE, SAMPLE, SAMPLE], 2 * len(SAMPLE.text))
    assert [s.text for s in joined] == [2 * SAMPLE.text, SAMPLE.text]
    first = [joined[0].text[a:b] for a, b, _ in joined[0].spans]
    assert first == 2 * [SAMPLE.text[a:b] for a, b, _ in SAMPLE.spans]
    assert neighbours_joined([SAMPLE, SAMPLE], 0) == [SAMPLE, SAMPLE]


def test_surname_and_given_name_are_one_person_also_where_people_stand_side_by_side():
    tokens = [("", w, "nr", "") for w in ("丁", "建国", "欧阳", "春", "彼得罗娃", "周", "敏")]
    text, spans = pfr_spans(tokens)
    assert [text[a:b] for a, b, _ in spans] == ["丁建国", "欧阳春", "彼得罗娃", "周敏"]


def test_bracketed_name_is_whole_and_other_words_are_told_apart():
    tokens = [("[", "绥江", "ns", ""), ("", "大学", "n", "nt"), ("", "开学", "v", "")]
    assert pfr_spans(tokens) == ("绥江大学开学", [(0, 4, "ORG")])
    assert pfr_spans(tokens, words=True)[1] == [(0, 4, "ORG"), (4, 6, "WORD")]


def test_rosters_hold_people_of_the_samples_with_nothing_between_them():
    people = Sample(corpus="msra", text="丁建国和周敏来了。", spans=((0, 3, "PER"), (4, 6, "PER")))
    for roster in rosters([people], 20, random.Random(0)):
        names = [roster.text[a:b] for a, b, _ in roster.spans]
        assert len(names) >= 10
        assert set(names) <= {"丁建国", "周敏"}
        between = {roster.text[b:a] for (_, b, _), (a, *_) in pairwise(roster.spans)}
        assert between <= {"", "（女）"}


@pytest.mark.parametrize("context", [0, 4, 100])
def test_each_sample_gets_its_own_names_whatever_is_read_together(context):
    samples = [
        Sample(corpus="msra", text=t, spans=((at, at + 1, "PER"),))
        for t, at in (("来了周", 2), ("周", 0), ("有周。", 1))
    ]
    reader = Reader(network=SurnameAlone(), features=Characters(), context=context)
    counts = head_counts(reader, "msra", samples)
    assert (counts["hit", "PER"], counts["found", "PER"]) == (3, 3)


class SurnameAlone(torch.nn.Module):
    """A network that takes the character 周, and no other, for a name."""

    def __init__(self):
        super().__init__()
        lattice = Lattice(1, ("PER",))
        with torch.no_grad():
            lattice.emit.weight.copy_(torch.tensor([[0.0], [0.0], [0.0], [0.0], [13.0]]))
            lattice.emit.bias.copy_(torch.tensor([0.0, -9.0, -9.0, -9.0, -9.0]))
        self.heads = torch.nn.ModuleDict({"msra": lattice})

    def encode(self, batch):
        return batch["known"]


class Characters:
    def batch(self, samples, types):
        longest = max(len(s.text) for s in samples)
        rows = [[float(c == "周") for c in s.text.ljust(longest)] for s in samples]
        return {"known": torch.tensor(rows).unsqueeze(2)}


def test_blocks_of_neighbours_are_held_out():
    samples = [Sample(corpus="msra", text=str(n), spans=()) for n in range(5 * BLOCK)]
    train, development = parts(samples, 4)
    assert [int(s.text) for s in development] == [*range(BLOCK), *range(4 * BLOCK, 5 * BLOCK)]
    assert sorted(train + development, key=lambda s: int(s.text)) == samples


def test_calibration_states_the_share_of_right_ones():
    pairs = [(0.9, i % 2 == 0) for i in range(200)] + [(0.3, i % 10 == 0) for i in range(200)]
    stated, right = calibration(pairs, 1.0)
    assert np.interp([0.3, 0.9], stated, right) == pytest.approx([0.1, 0.5], abs=0.01)
    assert np.interp(0.9, *calibration(pairs, 0.8)) == pytest.approx(0.4, abs=0.01)
