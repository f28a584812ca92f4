"""The two embedded models by name, and their weights from a file."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from .vheat import VHeat
from .vit import ViT

ARCHITECTURES = {"vheat-nano": VHeat, "vit-nano": ViT}


def build(name: str, classes: int, image_size: int, drop_path: float = 0.0) -> nn.Module:
    return ARCHITECTURES[name](classes=classes, image_size=image_size, drop_path=drop_path)


CLASSIFIERS = ("classifier.3.weight", "classifier.3.bias", "head.weight", "head.bias")


def continue_from(model: nn.Module, weights: dict[str, Tensor]) -> None:
    """Loads weights trained at the same or a smaller image size; a classifier for another number of classes stays as initialised."""
    own = model.state_dict()
    fresh = {name: own[name] for name in CLASSIFIERS if name in own and own[name].shape != weights[name].shape}
    model.load_grown({**weights, **fresh})


def mean_weights(parts: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of networks of one shape, tensor by tensor: a model soup (arXiv 2203.05482) where each run continued the one before."""
    return {name: torch.stack([weights[name] for weights in parts]).mean(dim=0) for name in parts[0]}


SCALE = "_scale"


def read_weights(file: Path, which: str = "model_ema") -> dict[str, Tensor]:
    """Float32 tensors of an exported .safetensors, int8 ones times their scales, or those of a training checkpoint: averaged, or last (`model`)."""
    if file.suffix == ".safetensors":
        stored = load_file(file)
        return {name: tensor.float() * stored.get(name + SCALE, 1) for name, tensor in stored.items() if not name.endswith(SCALE)}
    return torch.load(file, map_location="cpu")[which]
