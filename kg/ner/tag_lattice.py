"""The best flat names of a sequence and their probabilities, from the tagger's scores of characters.

A path cuts a sequence into names of K types and characters outside. Its score is the sum of the characters' emissions
[outside, first × K, inner × K, last × K, only × K] and of one weight for each pair of neighbours (name types, or
outside): a conditional random field (Lafferty, McCallum and Pereira 2001) whose states within a name are fixed by
its type, so that a step costs (K+1)², not (4K+1)². All arrays are time-major and the sequences stand from
the longest to the shortest, so that a step touches only those still running.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
TypedSpan = tuple[int, int, int]


def running(lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each step how many sequences are longer than it; ``lengths`` must not rise."""
    return np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left")


class Stretches(NamedTuple):
    """Parts of sequences that may hold names, as a batch of their own: where each comes from and its scores."""

    sequence: NDArray[np.intp]
    start: NDArray[np.intp]
    lengths: NDArray[np.intp]
    emissions: Array


def stretches(emissions: Array, lengths: NDArray[np.intp], margin: float) -> Stretches | None:
    """Cut sequences at the characters that are outside beyond doubt, so that the lattice runs over little;
    None: all are.

    A character is beyond doubt if its outside score leads all others by ``margin``; one such character
    stays at each end of a stretch, so the paths left out have a share of about exp(-margin).

    Args:
        emissions: [T, B, 4K+1]; lengths: [B].
    """
    steps = len(emissions)
    live = np.arange(steps) < lengths[:, None]
    doubtful = (emissions[:, :, 0] - emissions[:, :, 1:].max(axis=2) <= margin).T & live
    wide = doubtful.copy()
    wide[:, 1:] |= doubtful[:, :-1]
    wide[:, :-1] |= doubtful[:, 1:]
    wide &= live
    edges = np.diff(np.pad(wide, ((0, 0), (1, 1))).view(np.int8), axis=1)
    sequence, start = np.nonzero(edges == 1)
    if not len(start):
        return None
    sizes = np.nonzero(edges == -1)[1] - start
    order = np.argsort(-sizes, kind="stable")
    sequence, start, sizes = sequence[order], start[order], sizes[order]
    places = np.minimum(start + np.arange(sizes[0])[:, None], steps - 1)
    return Stretches(sequence, start, sizes, emissions[places, sequence])


def best_spans(emissions: Array, joints: Array, lengths: NDArray[np.intp]) -> list[list[TypedSpan]]:
    """Return for each sequence its best path's names as (start, end, type number), in order.

    Args:
        emissions: [T, B, 4K+1]; joints: [K+1, K+1]; lengths: [B], from the longest to the shortest, at least 1.
    """
    steps, size, width = emissions.shape
    k = (width - 1) // 4
    active = running(lengths)
    outside, first, inner, last, only = _split(emissions, k)
    closed = np.concatenate([outside[0], only[0]], axis=1)
    opened = first[0].copy()
    before = np.zeros((steps, size, k + 1), dtype=np.int8)  # kind of the neighbour to the left, for a start at t
    by_last = np.zeros((steps, size, k + 1), dtype=bool)  # the name that ends at t has more than one character
    begins = np.ones((steps, size, k), dtype=bool)  # the name open at t begins at t
    for t in range(1, steps):
        n = active[t]
        joined = closed[:n, None, :] + joints.T
        before[t, :n] = source = joined.argmax(axis=2)
        start = np.take_along_axis(joined, source[:, :, None], axis=2)[:, :, 0]
        single = start[:, 1:] + only[t, :n]
        ending = opened[:n] + last[t, :n]
        by_last[t, :n, 1:] = ending > single
        closed[:n, 0] = start[:, 0] + outside[t, :n, 0]
        np.maximum(single, ending, out=closed[:n, 1:])
        beginning = start[:, 1:] + first[t, :n]
        going_on = opened[:n] + inner[t, :n]
        begins[t, :n] = beginning >= going_on
        np.maximum(beginning, going_on, out=opened[:n])
    finals = closed.argmax(axis=1)
    return [_trace(int(finals[i]), int(lengths[i]), before[:, i], by_last[:, i], begins[:, i]) for i in range(size)]


def _trace(kind: int, end: int, before: NDArray, by_last: NDArray, begins: NDArray) -> list[TypedSpan]:
    """Follow the path back from its end; ``kind`` is its last neighbour: 0 outside, else type + 1."""
    spans: list[TypedSpan] = []
    outside_before = before[:, 0].tolist()
    while end > 0:
        t = end - 1
        if kind == 0:
            kind, end = outside_before[t], t
            continue
        if by_last[t, kind]:
            column = begins[:t, kind - 1]
            t = t - 1 - int(column[::-1].argmax())
        spans.append((t, end, kind - 1))
        kind, end = int(before[t, kind]), t
    return spans[::-1]


def span_probabilities(
    emissions: Array, joints: Array, lengths: NDArray[np.intp], spans: list[list[TypedSpan]]
) -> list[list[float]]:
    """Return the probability of each given name under all paths (forward–backward, scaled at every step)."""
    steps, size, width = emissions.shape
    k = (width - 1) // 4
    active = running(lengths)
    shift = emissions.max(axis=2)
    weights = np.exp(emissions - shift[:, :, None])
    outside, first, inner, last, only = _split(weights, k)
    pairs = np.exp(joints)
    starts = np.ones((steps, size, k + 1), dtype=np.float32)
    closed = np.ones((steps, size, k + 1), dtype=np.float32)
    scale = np.zeros((steps, size))
    opened = first[0].copy()
    closed[0] = np.concatenate([outside[0], only[0]], axis=1)
    for t in range(1, steps):
        n = active[t]
        starts[t, :n] = start = closed[t - 1, :n] @ pairs
        now = closed[t, :n]
        now[:, 0] = start[:, 0] * outside[t, :n, 0]
        now[:, 1:] = start[:, 1:] * only[t, :n] + opened[:n] * last[t, :n]
        opened[:n] = start[:, 1:] * first[t, :n] + opened[:n] * inner[t, :n]
        total = now.sum(axis=1) + opened[:n].sum(axis=1)
        now /= total[:, None]
        opened[:n] /= total[:, None]
        scale[t, :n] = np.log(total)
    forward = np.cumsum(scale, axis=0)
    after = np.ones((steps, size, k + 1), dtype=np.float32)
    back_scale = np.zeros((steps, size))
    still_open = np.zeros((size, k), dtype=np.float32)
    for t in range(steps - 2, -1, -1):
        n = active[t + 1]
        right = np.empty((n, k + 1), dtype=np.float32)
        right[:, 0] = outside[t + 1, :n, 0] * after[t + 1, :n, 0]
        right[:, 1:] = only[t + 1, :n] * after[t + 1, :n, 1:] + first[t + 1, :n] * still_open[:n]
        going_on = inner[t + 1, :n] * still_open[:n] + last[t + 1, :n] * after[t + 1, :n, 1:]
        here = right @ pairs.T
        total = here.sum(axis=1) + going_on.sum(axis=1)
        after[t, :n] = here / total[:, None]
        still_open[:n] = going_on / total[:, None]
        back_scale[t, :n] = np.log(total)
    backward = np.cumsum(back_scale[::-1], axis=0)[::-1]
    log_inner = np.cumsum(emissions[:, :, 1 + k : 1 + 2 * k] - shift[:, :, None], axis=0, dtype=np.float64)
    columns = np.arange(size)
    log_total = np.log(closed[lengths - 1, columns].sum(axis=1)) + forward[lengths - 1, columns]
    out: list[list[float]] = []
    tiny = np.float32(1e-30)
    for i, names in enumerate(spans):
        if not names:
            out.append([])
            continue
        s, e, y = np.array(names).T
        t = e - 1
        score = np.log(starts[s, i, y + 1] + tiny) + np.where(s > 0, forward[s - 1, i], 0.0)
        multiple = e - s > 1
        whole = (emissions[s, i, 1 + y] - shift[s, i] + emissions[t, i, 1 + 2 * k + y] - shift[t, i]
                 + log_inner[np.maximum(t - 1, 0), i, y] - log_inner[s, i, y])  # fmt: skip
        single = emissions[s, i, 1 + 3 * k + y] - shift[s, i]
        score += np.where(multiple, whole, single) + np.log(after[t, i, y + 1] + tiny) + backward[t, i] - log_total[i]
        out.append(np.exp(np.minimum(score, 0.0)).tolist())
    return out


def _split(values: Array, k: int) -> tuple[Array, Array, Array, Array, Array]:
    return (values[:, :, :1], values[:, :, 1 : 1 + k], values[:, :, 1 + k : 1 + 2 * k],
            values[:, :, 1 + 2 * k : 1 + 3 * k], values[:, :, 1 + 3 * k :])  # fmt: skip
