"""The two embedded models by name, and their weights from a file."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from .vheat import VHeat
from .vit import ViT

ARCHITECTURES = {"vheat-nano": VHeat, "vit-nano": ViT}


def build(name: str, classes: int, image_size: int) -> nn.Module:
    return ARCHITECTURES[name](classes=classes, image_size=image_size)


def read_weights(file: Path, which: str = "model_ema") -> dict[str, Tensor]:
    """Float32 tensors of an exported .safetensors, or those of a training checkpoint: averaged, or last (`model`)."""
    if file.suffix == ".safetensors":
        return {name: tensor.float() for name, tensor in load_file(file).items()}
    return torch.load(file, map_location="cpu")[which]
