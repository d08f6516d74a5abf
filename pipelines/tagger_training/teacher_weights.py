"""The weights of the LAC 2.1.2 lexer (Apache-2.0), from which the word encoder starts.

A file holds one Paddle tensor: uint32 version, uint64 count of levels (each: uint64 length, bytes), uint32
version, int32 length of a protobuf message whose field 2 lists the dimensions, then little-endian float32.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN = 128


def read_tensor(path: Path) -> NDArray[np.float32]:
    """Return the tensor of one file in its shape."""
    data = path.read_bytes()
    at = 4
    (levels,) = struct.unpack_from("<Q", data, at)
    at += 8
    for _ in range(levels):
        (length,) = struct.unpack_from("<Q", data, at)
        at += 8 + length
    at += 4
    (length,) = struct.unpack_from("<i", data, at)
    at += 4
    shape = _dimensions(data[at : at + length])
    return np.frombuffer(data, dtype="<f4", offset=at + length).reshape(shape).copy()


def _dimensions(message: bytes) -> list[int]:
    """Return field 2 (repeated varint, packed or not) of a protobuf message."""
    out: list[int] = []
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        value, at = _varint(message, at)
        if tag & 7 == 2:
            end = at + value
            while at < end:
                number, at = _varint(message, at)
                if tag >> 3 == 2:
                    out.append(number)
        elif tag >> 3 == 2:
            out.append(value)
    return out


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def encoder_weights(folder: Path) -> dict[str, NDArray[np.float32]]:
    """Return ``embedding`` [58224, 128] and for each layer (0, 1) the weights of both directions, stacked on axis 0.

    ``input_N`` [2, inputs, 384], ``bias_N`` [2, 384] (bias of the input and of the cell added),
    ``gates_N`` [2, 128, 256] (update, reset), ``candidate_N`` [2, 128, 128].
    """
    model = folder / "teacher/lac/model"
    out = {"embedding": read_tensor(model / "word_emb")}
    for layer in (0, 1):
        numbers = (2 * layer, 2 * layer + 1)
        flat = [read_tensor(model / f"gru_{n}.w_0").reshape(-1) for n in numbers]
        split = HIDDEN * 2 * HIDDEN
        out[f"input_{layer}"] = np.stack([read_tensor(model / f"fc_{n}.w_0") for n in numbers])
        out[f"bias_{layer}"] = np.stack(
            [
                read_tensor(model / f"fc_{n}.b_0").reshape(-1) + read_tensor(model / f"gru_{n}.b_0").reshape(-1)
                for n in numbers
            ]
        )
        out[f"gates_{layer}"] = np.stack([w[:split].reshape(HIDDEN, 2 * HIDDEN) for w in flat])
        out[f"candidate_{layer}"] = np.stack([w[split:].reshape(HIDDEN, HIDDEN) for w in flat])
    return out


def lexicon_rows(folder: Path) -> list[tuple[str, int, int | None]]:
    """Return (unit, frequency or 0, row of the embedding or None), ordered by row; the unknown unit is first.

    The embedding's last row is the unknown unit's; it is moved to the front by ``row_order``.
    """
    conf = folder / "teacher/lac/conf"
    units = {}
    for line in (conf / "word.dic").read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            number, unit = line.split("\t")
            units[unit] = int(number)
    frequencies = {}
    for line in (conf / "small_seg.dic").read_text(encoding="utf-8").split("\n"):
        if " " in line:
            unit, frequency = line.rsplit(" ", 1)
            frequencies[unit] = int(frequency)
    unknown = units.pop("OOV")
    known = sorted(units, key=lambda u: units[u])
    rows: list[tuple[str, int, int | None]] = [("\x00", 0, unknown)]
    rows += [(u, frequencies.get(u, 0), units[u]) for u in known]
    rows += [(u, f, None) for u, f in sorted(frequencies.items()) if u not in units]
    return rows


def fold_table(folder: Path) -> dict[int, str]:
    """Return the teacher's folding of characters, one to one, as a table for ``str.translate``."""
    pairs = [
        line.split("\t")
        for line in (folder / "teacher/lac/conf/q2b.dic").read_text(encoding="utf-8").split("\n")
        if line
    ]
    return {ord(a): b for a, b in pairs if len(a) == len(b) == 1}
