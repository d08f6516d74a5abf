"""The tagger's network in torch: word encoder, character convolutions, one structured output per corpus."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.ner.evidence import FEATURES

WORD_STATES = 256  # of the word encoder: two directions of 128


class _Recurrence(torch.autograd.Function):
    """Both directions of a GRU side by side: inputs [T, 2, B, 384] to states [T, 2, B, 128].

    Forward and backward are written out, so that the weights' gradients are two products over all steps at once.
    """

    @staticmethod
    def forward(ctx, inputs: Tensor, gates: Tensor, candidate: Tensor) -> Tensor:  # type: ignore[override]
        steps, _, size, _ = inputs.shape
        hidden = candidate.size(1)
        before = inputs.new_zeros(steps + 1, 2, size, hidden)
        opened = inputs.new_empty(steps, 2, size, 2 * hidden)
        new = inputs.new_empty(steps, 2, size, hidden)
        gate_inputs = inputs[..., : 2 * hidden].unbind(0)
        new_inputs = inputs[..., 2 * hidden :].unbind(0)
        for t in range(steps):
            state = before[t]
            both = torch.baddbmm(gate_inputs[t], state, gates, out=opened[t]).sigmoid_()
            update, reset = both[..., :hidden], both[..., hidden:]
            value = torch.baddbmm(new_inputs[t], reset * state, candidate, out=new[t]).tanh_()
            torch.lerp(state, value, update, out=before[t + 1])
        ctx.save_for_backward(before, opened, new, gates, candidate)
        return before[1:]

    @staticmethod
    def backward(ctx, grad: Tensor):  # type: ignore[override]
        before, opened, new, gates, candidate = ctx.saved_tensors
        steps, hidden = len(new), candidate.size(1)
        update, reset = opened[..., :hidden], opened[..., hidden:]
        past = before[:-1]
        # All factors that do not depend on the gradient, for all steps at once.
        new_slope = update * (1 - new * new)
        update_slope = (new - past) * update * (1 - update)
        reset_slope = past * reset * (1 - reset)
        kept = 1 - update
        gates_back, candidate_back = gates.transpose(1, 2).contiguous(), candidate.transpose(1, 2).contiguous()
        out = torch.empty(*new.shape[:3], 3 * hidden)
        carried = torch.zeros_like(new[0])
        for t in range(steps - 1, -1, -1):
            carried += grad[t]
            here = out[t]
            to_new = torch.mul(carried, new_slope[t])
            here[..., 2 * hidden :] = to_new
            through_reset = torch.bmm(to_new, candidate_back)
            torch.mul(carried, update_slope[t], out=here[..., :hidden])
            torch.mul(through_reset, reset_slope[t], out=here[..., hidden : 2 * hidden])
            carried = torch.baddbmm(
                carried.mul_(kept[t]).addcmul_(through_reset, reset[t]), here[..., : 2 * hidden], gates_back
            )
        flat = out.permute(1, 0, 2, 3).flatten(1, 2)
        left = past.permute(1, 3, 0, 2).flatten(2)
        left_reset = (past * reset).permute(1, 3, 0, 2).flatten(2)
        return out, torch.bmm(left, flat[..., : 2 * hidden]), torch.bmm(left_reset, flat[..., 2 * hidden :])


class BidirectionalGru(nn.Module):
    """A GRU whose reset gate acts before the recurrent product; both directions in one loop."""

    def __init__(self, weights: dict[str, np.ndarray], layer: int) -> None:
        super().__init__()
        self.inputs = nn.Parameter(torch.from_numpy(weights[f"input_{layer}"]))
        self.bias = nn.Parameter(torch.from_numpy(weights[f"bias_{layer}"]))
        self.gates = nn.Parameter(torch.from_numpy(weights[f"gates_{layer}"]))
        self.candidate = nn.Parameter(torch.from_numpy(weights[f"candidate_{layer}"]))

    def forward(self, x: Tensor, backwards: Tensor) -> Tensor:
        """Return [B, T, 256] for x [B, T, inputs]; ``backwards`` [B, T] turns each sequence round within its length."""
        turned = x.gather(1, backwards.unsqueeze(2).expand_as(x))
        both = torch.stack([x, turned]).flatten(1, 2)  # [2, B*T, inputs]
        projected = torch.baddbmm(self.bias.unsqueeze(1), both, self.inputs)
        projected = projected.view(2, x.size(0), x.size(1), -1).permute(2, 0, 1, 3).contiguous()
        with torch.autocast("cpu", enabled=False):
            states = _Recurrence.apply(projected.float(), self.gates, self.candidate).permute(
                1, 2, 0, 3
            )  # [2, B, T, 128]
        back = states[1].gather(1, backwards.unsqueeze(2).expand_as(states[1]))
        return torch.cat([states[0], back], dim=2)


def half(x: Tensor) -> Tensor:
    """Return x as autocast's products take it, so that copies on the way to them are half as large."""
    return x.bfloat16() if torch.is_autocast_enabled("cpu") else x


class SequenceDropout(nn.Module):
    """Dropout with one mask for all places of a sequence (Gal and Ghahramani 2016): cheap, fit for recurrent layers."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        kept = torch.empty(x.size(0), 1, x.size(2)).bernoulli_(1 - self.rate)
        return x * kept.div_(1 - self.rate).to(x.dtype)


class ConvolutionBlock(nn.Module):
    """Residual block: normalise, then a gated convolution over three characters, written as one matrix product."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.product = nn.Linear(3 * width, 2 * width)
        self.dropout = SequenceDropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = F.pad(half(self.norm(x) * mask), (0, 0, self.dilation, self.dilation))
        n = x.size(1)
        beside = torch.cat([y[:, i * self.dilation : i * self.dilation + n] for i in range(3)], dim=2)
        return x + self.dropout(F.glu(self.product(beside), dim=2))


class Lattice(nn.Module):
    """Scores of the paths through first/inner/last/only tags, with a weight for each pair of neighbouring names.

    A path is a flat segmentation of the characters into names of K types and characters outside. The emissions are
    [outside, first × K, inner × K, last × K, only × K]; ``joints`` [K+1, K+1] scores what follows what.
    """

    def __init__(self, width: int, types: tuple[str, ...]) -> None:
        super().__init__()
        self.types = types
        self.emit = nn.Linear(width, 1 + 4 * len(types))
        self.joints = nn.Parameter(torch.zeros(len(types) + 1, len(types) + 1))

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of the tags [B, T] by character."""
        norm = _LogNorm.apply(emissions.transpose(0, 1), self.joints, lengths, len(self.types))
        return (norm - self._score(emissions, tags, lengths)).sum() / lengths.sum()

    def _score(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        k = len(self.types)
        steps = torch.arange(tags.size(1))
        inside = steps < lengths.unsqueeze(1)
        score = (emissions.gather(2, tags.unsqueeze(2)).squeeze(2) * inside).sum(1)
        kind = torch.where(tags == 0, tags, (tags - 1) % k + 1)
        place = torch.where(tags == 0, -torch.ones_like(tags), torch.div(tags - 1, k, rounding_mode="floor"))
        begins = (place == -1) | (place == 0) | (place == 3)
        pairs = self.joints[kind[:, :-1], kind[:, 1:]] * (begins[:, 1:] & inside[:, 1:])
        return score + pairs.sum(1)


class _LogNorm(torch.autograd.Function):
    """The log sum over all paths [B] of emissions [T, B, 4K+1]; its gradient is the tags' marginal probabilities.

    Sums are kept as probabilities, scaled at every step (Rabiner 1989); a sequence that has ended keeps its state.
    """

    @staticmethod
    def forward(ctx, emissions: Tensor, joints: Tensor, lengths: Tensor, k: int) -> Tensor:  # type: ignore[override]
        steps, size, _ = emissions.shape
        shift = emissions.amax(2, keepdim=True)
        weights = (emissions - shift).exp()
        live = (torch.arange(steps).unsqueeze(1) < lengths).float().unsqueeze(2)
        weights = weights * live
        pairs = joints.exp()
        outside_only = torch.cat([weights[..., :1], weights[..., 1 + 3 * k :]], 2)  # closes at its own character
        first, inner, last = weights[..., 1:].split(k, 2)[:3]
        closed = torch.zeros(steps, size, k + 1)
        opened = torch.zeros(steps, size, k)
        starts = torch.ones(steps, size, k + 1)
        scale = torch.ones(steps, size, 1)
        closed[0], opened[0] = outside_only[0], first[0]
        ended = 1 - live
        for t in range(1, steps):
            start = torch.mm(closed[t - 1], pairs, out=starts[t])
            now = start * outside_only[t]
            now[:, 1:].addcmul_(opened[t - 1], last[t])
            going = (start[:, 1:] * first[t]).addcmul_(opened[t - 1], inner[t])
            now.addcmul_(closed[t - 1], ended[t])
            total = now.sum(1, keepdim=True).add_(going.sum(1, keepdim=True))
            scale[t] = total
            torch.div(now, total, out=closed[t])
            torch.div(going, total, out=opened[t])
        final = closed[-1].sum(1)
        log_norm = final.log() + scale.log().sum((0, 2)) + (shift * live).sum((0, 2))
        ctx.save_for_backward(outside_only, first, inner, last, closed, opened, starts, scale, ended, final, pairs)
        return log_norm

    @staticmethod
    def backward(ctx, grad: Tensor):  # type: ignore[override]
        outside_only, first, inner, last, closed, opened, starts, scale, ended, final, pairs = ctx.saved_tensors
        steps, size, kinds = closed.shape
        back = pairs.t().contiguous()
        after = torch.zeros(steps, size, kinds)
        after_open = torch.zeros(steps, size, kinds - 1)
        after[-1] = (1 / final).unsqueeze(1)
        for t in range(steps - 1, 0, -1):
            here = after[t] / scale[t]
            here_open = after_open[t] / scale[t]
            right = here * outside_only[t]
            right[:, 1:].addcmul_(here_open, first[t])
            torch.addcmul(torch.mm(right, back), here, ended[t], out=after[t - 1])
            torch.addcmul(here_open * inner[t], here[:, 1:], last[t], out=after_open[t - 1])
        after_scaled = after / scale
        open_scaled = after_open / scale
        closing = starts * outside_only * after_scaled
        before_open = torch.cat([torch.zeros_like(opened[:1]), opened[:-1]])
        marginals = torch.cat([
            closing[..., :1], starts[..., 1:] * first * open_scaled, before_open * inner * open_scaled,
            before_open * last * after_scaled[..., 1:], closing[..., 1:],
        ], 2)  # fmt: skip
        right = outside_only * after_scaled
        right[..., 1:] += first * open_scaled
        weighted = (closed[:-1] * grad.unsqueeze(1)).flatten(0, 1)
        joint_counts = pairs * torch.mm(weighted.t(), right[1:].flatten(0, 1))
        return marginals * grad.unsqueeze(1), joint_counts, None, None


class TaggerNetwork(nn.Module):
    """Word encoder (from a lexer's weights), broadcast to characters, then convolutions; one Lattice per corpus."""

    def __init__(self, weights: dict[str, np.ndarray], characters: int, heads: dict[str, tuple[str, ...]], *,
                 width: int, character_width: int, dilations: Sequence[int], dropout: float) -> None:  # fmt: skip
        super().__init__()
        self.units = nn.Embedding.from_pretrained(torch.from_numpy(weights["embedding"]), freeze=False, sparse=True)
        self.layer_0 = BidirectionalGru(weights, 0)
        self.layer_1 = BidirectionalGru(weights, 1)
        self.characters = nn.Embedding(characters, character_width)
        self.places = nn.Embedding(4, 16)  # first, inner, last, only character of the unit
        self.registers = nn.Linear(FEATURES, 48)
        nn.init.normal_(self.characters.weight, std=0.3)
        nn.init.zeros_(self.registers.weight)  # evidence that training never shows stays silent
        joined = 128 + 2 * WORD_STATES + character_width + 16 + 48
        self.join = nn.Linear(joined, width)
        self.blocks = nn.ModuleList(ConvolutionBlock(width, d, dropout) for d in dilations)
        self.norm = nn.LayerNorm(width)
        self.dropout = SequenceDropout(dropout)
        self.heads = nn.ModuleDict({name: Lattice(width, types) for name, types in heads.items()})
        for head in self.heads.values():
            nn.init.normal_(head.emit.weight, std=1 / math.sqrt(width))

    def encode(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the states [B, characters, width] of a batch made by ``batches.collate``."""
        words = self.units(batch["units"])
        low = self.layer_0(self.dropout(words), batch["backwards"])
        high = self.layer_1(self.dropout(low), batch["backwards"])
        # What joins at the units is multiplied there: they are fewer than the characters.
        known = self.dropout(half(torch.cat([words, low, high], dim=2)))
        of_words, of_characters = self.join.weight.split([known.size(2), self.join.in_features - known.size(2)], dim=1)
        spread = F.linear(known, of_words, self.join.bias)
        spread = spread.gather(1, batch["unit_of"].unsqueeze(2).expand(-1, -1, spread.size(2)))
        own = torch.cat([
            self.characters(batch["characters"]), self.places(batch["places"]), self.registers(batch["registers"]),
        ], dim=2)  # fmt: skip
        x = spread + F.linear(own, of_characters)
        mask = batch["mask"].unsqueeze(2)
        for block in self.blocks:
            x = block(x, mask)
        return self.dropout(self.norm(x))

    def loss(self, batch: dict[str, Tensor], head: str) -> Tensor:
        lattice = self.heads[head]
        return lattice.loss(lattice.emit(self.encode(batch)), batch["tags"], batch["lengths"])
