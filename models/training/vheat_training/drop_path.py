"""Stochastic depth (arXiv 1603.09382): while training, residual branches are left out at random."""

import torch
from torch import Tensor, nn


class DropPath(nn.Module):
    """A residual branch [B, …] without some of its samples; the others are scaled up so that the mean stays.

    It has no parameters, so checkpoints look the same with and without it, and it does nothing in evaluation.
    """

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, branch: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return branch
        kept = torch.rand(len(branch), *[1] * (branch.ndim - 1), device=branch.device) >= self.rate
        return branch * (kept / (1 - self.rate)).to(branch.dtype)


def rising_rates(highest: float, blocks: int) -> list[float]:
    """From 0 at the first block to `highest` at the last."""
    return [highest * block / max(1, blocks - 1) for block in range(blocks)]
