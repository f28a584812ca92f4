"""Muon for the matrices inside the blocks, AdamW for everything else.

Muon (Keller Jordan et al. 2024) orthogonalises the momentum of each weight matrix; scaled to AdamW's typical update size
(arXiv 2502.16982) both share one learning rate. It learns more per image, which is what a short budget wants.
"""

import re
from collections import defaultdict

import torch
from torch import Tensor, nn

from .precision import has_bfloat16

MATRIX = re.compile(r"(layers|blocks)\..*(qkv|proj|fc1|fc2|linear|\d\.0)\.weight")


def orthogonalise(matrices: Tensor) -> Tensor:
    """The nearest semi-orthogonal matrix to each of [N, m, n], roughly: five quintic Newton–Schulz steps."""
    x = matrices.bfloat16() if has_bfloat16(matrices.device) else matrices
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        gram = x @ x.mT
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return (x.mT if tall else x).to(matrices.dtype)


class Muon(torch.optim.Optimizer):
    """A weight with more than two axes counts as the matrix [outputs, everything else].

    Weights of one shape are stepped together, in fewer and larger products.
    """

    def __init__(self, params, lr: float, weight_decay: float, momentum: float = 0.95):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for p in group["params"]:
                alike[p.flatten(1).shape].append(p)
                if not self.state[p]:
                    self.state[p]["momentum"] = torch.zeros_like(p)
            for shape, weights in alike.items():
                averages, gradients = [self.state[p]["momentum"] for p in weights], [p.grad for p in weights]
                torch._foreach_lerp_(averages, gradients, 1 - group["momentum"])
                ahead = torch._foreach_lerp(gradients, averages, group["momentum"])
                updates = orthogonalise(torch.stack([matrix.flatten(1) for matrix in ahead]))
                torch._foreach_mul_(weights, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(weights, [update.view_as(p) for update, p in zip(updates, weights)],
                                    alpha=-0.2 * max(shape) ** 0.5 * group["lr"])


def optimizers(model: nn.Module, lr: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    matrices, weights, others = [], [], []
    for name, p in model.named_parameters():
        # Norms, biases, embeddings and tokens are not decayed: pulling them to zero means nothing.
        decays = name.endswith("weight") and p.ndim > 1
        (matrices if MATRIX.fullmatch(name) else weights if decays else others).append(p)
    return [Muon(matrices, lr, weight_decay),
            torch.optim.AdamW([{"params": weights, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}],
                              lr=lr, betas=(0.9, 0.99))]
