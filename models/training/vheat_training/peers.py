"""The networks of `npm run bench` as other runtimes take them: ONNX files of the same weights that the app runs."""

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from .models import read_weights
from .vheat import VHeat

OPSET = 20  # the first with GELU as one operator
SEED = 7
TINY = {"dims": (96, 192, 384, 768), "depths": (2, 2, 6, 2), "classes": 1000}  # vHeat-T, arXiv 2405.16555


@torch.no_grad()
def randomised(model: VHeat, seed: int = SEED) -> VHeat:
    """Weights spread by fan-in and frequency value embeddings of deviation 1: every tensor moves the logits."""
    torch.manual_seed(seed)
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            module.reset_parameters()
    for embedding in model.freq_embed:
        embedding.normal_()
    return model


@torch.no_grad()
def write_onnx(model: nn.Module, image_size: int, file: Path) -> None:
    """`images` [1, 3, S, S] → `logits` [1, classes], float32, shapes fixed: what a runtime can plan ahead, it may."""
    images = torch.zeros(1, 3, image_size, image_size)
    model.eval()(images)  # made now, cosines and eigenvalues are constants; while exporting, they would be symbols, and stay so
    torch.onnx.export(model, (images,), file, dynamo=True, external_data=False, opset_version=OPSET,
                      input_names=["images"], output_names=["logits"], verbose=False)


def write_peers(nano_weights: Path, out: Path) -> None:
    """
    vHeat-Nano at 128 px with the weights of its folder; vHeat-T, whose weights nobody published, with random ones at 224 and
    384 px, together with these (`vheat-tiny.safetensors`, training form of 224 px).
    """
    out.mkdir(parents=True, exist_ok=True)
    nano = VHeat()
    nano.load_state_dict(read_weights(nano_weights))
    write_onnx(nano, 128, out / "vheat-nano-128.onnx")
    tiny = randomised(VHeat(**TINY, image_size=224))
    weights = tiny.state_dict()
    save_file(weights, out / "vheat-tiny.safetensors")
    write_onnx(tiny, 224, out / "vheat-tiny-224.onnx")
    larger = VHeat(**TINY, image_size=384)
    larger.load_grown(weights)
    write_onnx(larger, 384, out / "vheat-tiny-384.onnx")
