"""Muon for the matrices inside the blocks, AdamW for everything else.

Muon (Keller Jordan et al. 2024) orthogonalises the momentum of each weight matrix; scaled to AdamW's typical update size
(arXiv 2502.16982) both share one learning rate. It learns more per image, which is what a short budget wants.
"""

import re

import torch
from torch import Tensor, nn

MATRIX = re.compile(r"(layers|blocks)\..*(qkv|proj|fc1|fc2|linear|\d\.0)\.weight")


def orthogonalise(matrix: Tensor) -> Tensor:
    """The nearest semi-orthogonal matrix to [m, n], roughly: five quintic Newton–Schulz steps."""
    x = matrix.bfloat16() if matrix.is_cuda else matrix
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        gram = x @ x.T
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return (x.T if tall else x).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """A weight with more than two axes counts as the matrix [outputs, everything else]."""

    def __init__(self, params, lr: float, weight_decay: float, momentum: float = 0.95):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state["momentum"] = torch.zeros_like(p)
                average = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                update = orthogonalise(p.grad.lerp(average, group["momentum"]).flatten(1))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update.view_as(p), alpha=-0.2 * max(update.shape) ** 0.5 * group["lr"])


def optimizers(model: nn.Module, lr: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    matrices, weights, others = [], [], []
    for name, p in model.named_parameters():
        # Norms, biases, embeddings and tokens are not decayed: pulling them to zero means nothing.
        decays = name.endswith("weight") and p.ndim > 1
        (matrices if MATRIX.fullmatch(name) else weights if decays else others).append(p)
    return [Muon(matrices, lr, weight_decay),
            torch.optim.AdamW([{"params": weights, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}],
                              lr=lr, betas=(0.9, 0.99))]
