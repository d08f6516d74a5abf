"""The trained network as an ONNX graph with what the recogniser reads beside it.

Sums are moved to where they cost least: what the join layer does to words, characters, places and registers is
multiplied into their tables, so that a character costs three look-ups and one product before the convolutions.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.ner.evidence import FEATURES
from pipelines.tagger_training.network import BidirectionalGru, TaggerNetwork

OPSET = 17


class GraphBuilder:
    """Collects nodes and weights; every method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, *inputs: str, name: str = "", **attributes: object) -> str:
        out = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [out], name=out, **attributes))
        return out


def _array(tensor: object) -> np.ndarray:
    return tensor.detach().float().numpy()  # type: ignore[attr-defined]


def _gru_weights(layer: BidirectionalGru, number: int, graph: GraphBuilder) -> list[str]:
    """Return the weights in ONNX's order (update, reset, candidate); its update gate keeps what ours replaces."""
    hidden = layer.candidate.size(1)
    sign = np.ones(3 * hidden, dtype=np.float32)
    sign[:hidden] = -1
    inputs = _array(layer.inputs).transpose(0, 2, 1) * sign[None, :, None]
    recurrent = np.concatenate([_array(layer.gates), _array(layer.candidate)], axis=2).transpose(0, 2, 1)
    bias = _array(layer.bias) * sign
    return [
        graph.weight(f"layer_{number}_inputs", inputs),
        graph.weight(f"layer_{number}_recurrent", recurrent * sign[None, :, None]),
        graph.weight(f"layer_{number}_bias", np.concatenate([bias, np.zeros_like(bias)], axis=1)),
    ]


def onnx_model(network: TaggerNetwork, head: str) -> onnx.ModelProto:
    """Return the graph from features to emissions [characters, batch, 4K+1] of one head."""
    g = GraphBuilder()
    net = network.eval()
    embedding = _array(net.units.weight)
    words = g.add(
        "Cast", g.add("Gather", g.weight("units_table", embedding.astype(np.float16)), "units"), to=TensorProto.FLOAT
    )
    known = [words]  # each [U, B, width]
    for number, layer in enumerate((net.layer_0, net.layer_1)):
        states = g.add("GRU", known[-1], *_gru_weights(layer, number, g), "unit_counts", name=f"gru_{number}",
                       direction="bidirectional", hidden_size=layer.candidate.size(1))  # fmt: skip
        turned = g.add("Transpose", states, perm=[0, 2, 1, 3])  # [U, B, 2, 128]
        known.append(g.add("Reshape", turned, g.weight(f"flat_{number}", np.array([0, 0, -1], dtype=np.int64))))
    join = _array(net.join.weight).T
    sizes = [embedding.shape[1], 2 * net.layer_0.candidate.size(1), 2 * net.layer_1.candidate.size(1),
             net.characters.embedding_dim, net.places.embedding_dim]  # fmt: skip
    edges = np.cumsum(sizes)
    parts = np.split(join, edges)
    joined = g.add("MatMul", g.add("Concat", *known, axis=2), g.weight("join_words", np.concatenate(parts[:3])),
                   name="join_words_product")  # fmt: skip
    # A flat gather: unit_of holds unit × batch size + sequence.
    width = join.shape[1]
    flat = g.add("Reshape", joined, g.weight("rows", np.array([-1, width], dtype=np.int64)))
    spread = g.add("Gather", flat, "unit_of")
    characters = g.add("Gather", g.weight("characters_table", _array(net.characters.weight) @ parts[3]), "characters")
    places = g.add("Gather", g.weight("places_table", _array(net.places.weight) @ parts[4]), "places")
    register_weights = _array(net.registers.weight).T @ parts[5]
    bias = _array(net.registers.bias) @ parts[5] + _array(net.join.bias)
    registers = g.add(
        "MatMul", g.add("Cast", "evidence", to=TensorProto.FLOAT), g.weight("registers_table", register_weights)
    )
    x = g.add("Add", g.add("Add", spread, characters), g.add("Add", places, registers))
    x = g.add("Add", x, g.weight("join_bias", bias))
    for number, block in enumerate(net.blocks):
        d = block.dilation
        y = g.add("Mul", _normalized(g, block.norm, x, f"block_{number}"), "mask")
        padded = g.add("Pad", y, g.weight(f"pads_{number}", np.array([d, 0, 0, d, 0, 0], dtype=np.int64)))
        slices = []
        for i in range(3):
            start = g.weight(f"start_{number}_{i}", np.array([i * d], dtype=np.int64))
            stop = np.array([(i - 2) * d if i < 2 else np.iinfo(np.int64).max], dtype=np.int64)
            slices.append(g.add("Slice", padded, start, g.weight(f"stop_{number}_{i}", stop),
                                g.weight(f"axis_{number}_{i}", np.array([0], dtype=np.int64))))  # fmt: skip
        weights = g.weight(f"block_{number}_weights", _array(block.product.weight).T)
        product = g.add("MatMul", g.add("Concat", *slices, axis=2), weights,
                        name=f"block_{number}_product")  # fmt: skip
        product = g.add("Add", product, g.weight(f"block_{number}_bias", _array(block.product.bias)))
        halves = g.weight(f"halves_{number}", np.array([width, width], dtype=np.int64))
        value, gate = f"value_{number}", f"gate_{number}"
        g.nodes.append(helper.make_node("Split", [product, halves], [value, gate], name=f"split_{number}", axis=2))
        x = g.add("Add", x, g.add("Mul", value, g.add("Sigmoid", gate)))
    x = _normalized(g, net.norm, x, "last")
    emit = net.heads[head].emit
    product = g.add("MatMul", x, g.weight("emit", _array(emit.weight).T), name="emit_product")
    g.add("Add", product, g.weight("emit_bias", _array(emit.bias)), name="emissions")
    return _model(g)


def _normalized(g: GraphBuilder, norm: object, x: str, name: str) -> str:
    return g.add("LayerNormalization", x, g.weight(f"{name}_scale", _array(norm.weight)),  # type: ignore[attr-defined]
                 g.weight(f"{name}_shift", _array(norm.bias)), axis=-1, epsilon=1e-5)  # type: ignore[attr-defined]  # fmt: skip


def _model(g: GraphBuilder) -> onnx.ModelProto:
    def of(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, list(shape))

    inputs = [
        of("units", TensorProto.INT32, "U", "B"), of("unit_counts", TensorProto.INT32, "B"),
        of("unit_of", TensorProto.INT32, "T", "B"), of("characters", TensorProto.INT32, "T", "B"),
        of("places", TensorProto.INT32, "T", "B"), of("evidence", TensorProto.UINT8, "T", "B", FEATURES),
        of("mask", TensorProto.FLOAT, "T", "B", 1),
    ]  # fmt: skip
    graph = helper.make_graph(
        g.nodes, "tagger", inputs, [of("emissions", TensorProto.FLOAT, "T", "B", "tags")], g.weights
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def write_model(folder: Path, network: TaggerNetwork, head: str, *, characters: dict[str, int], fold: dict[int, str],
                units: list[tuple[str, int, int | None]], settings: dict, quantized: bool = True) -> None:  # fmt: skip
    """Write tagger.onnx (matrix products in int8 if ``quantized``), units, characters, folding and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "tagger.onnx"
    onnx.save(onnx_model(network, head), target)
    if quantized:
        products = ["join_words_product", *(f"block_{i}_product" for i in range(len(network.blocks)))]
        quantize_dynamic(target, target, nodes_to_quantize=products, weight_type=QuantType.QInt8, per_channel=True)
    with open(folder / "units.tsv.gz", "wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        for row, (unit, frequency, _) in enumerate(sorted(units, key=lambda u: u[2] is None)):
            number = "" if units[row][2] is None else str(row)
            packed.write(f"{unit}\t{frequency}\t{number}\n".encode())
    kept = sorted(characters, key=lambda c: characters[c])
    pairs = sorted((chr(a), b) for a, b in fold.items() if chr(a) != b)
    (folder / "characters.txt").write_text("".join(kept), encoding="utf-8", newline="\n")
    (folder / "folding.txt").write_text(
        "".join(a for a, _ in pairs) + "\n" + "".join(b for _, b in pairs), encoding="utf-8", newline="\n"
    )
    joints = np.round(_array(network.heads[head].joints).astype(float), 4).tolist()
    (folder / "tagger.json").write_text(
        json.dumps(
            {**settings, "types": list(network.heads[head].types), "joints": joints}, ensure_ascii=False, indent=1
        )
        + "\n",
        encoding="utf-8",
    )
