"""What a trained model does, measured on pictures preprocessed as the app does it."""

import math
from collections import Counter
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from .data import Pictures, fit, normalise, picture_files, to_tensor


@torch.no_grad()
def logits(model: nn.Module, images: Tensor, device: torch.device, batch: int = 100) -> Tensor:
    """[N, 3, S, S] uint8 → [N, classes] on the CPU."""
    return torch.cat([model(normalise(part.to(device))).float().cpu() for part in images.split(batch)])


def hit_rates(scores: Tensor, labels: Tensor) -> tuple[float, float]:
    """Top-1 and top-5 in percent of [N, classes] scores; of all classes where there are fewer."""
    hits = scores.topk(min(5, scores.shape[1])).indices == labels[:, None]
    return round(100 * hits[:, 0].float().mean().item(), 2), round(100 * hits.any(dim=1).float().mean().item(), 2)


def every_nth(pictures: Pictures, limit: int) -> Pictures:
    """Every n-th picture, at most `limit` of them."""
    n = max(1, math.ceil(len(pictures.images) / limit))
    return Pictures(pictures.images[::n], pictures.labels[::n], pictures.classes)


def accuracy(model: nn.Module, pictures: Pictures, device: torch.device) -> tuple[float, float]:
    """Top-1 and top-5 in percent."""
    return hit_rates(logits(model, pictures.images, device), pictures.labels)


def class_accuracy(scores: Tensor, labels: Tensor) -> list[float]:
    """Top-1 of each class in percent."""
    hits = scores.argmax(dim=1) == labels
    return [100 * hits[labels == c].float().mean().item() for c in range(scores.shape[1])]


def confusions(scores: Tensor, labels: Tensor, count: int) -> list[tuple[tuple[int, int], int]]:
    """The most frequent ((class, mistaken for), times)."""
    wrong = [(truth, best) for truth, best in zip(labels.tolist(), scores.argmax(dim=1).tolist()) if truth != best]
    return Counter(wrong).most_common(count)


def diffusivity_statistics(model: nn.Module) -> list[tuple[float, float, float]]:
    """Mean, standard deviation and share exactly 0 of k, by stage."""
    stages = [torch.stack(blocks) for blocks in model.diffusivity()]
    return [(k.mean().item(), k.std().item(), (k == 0).float().mean().item()) for k in stages]


def photo_predictions(model: nn.Module, photos: Path, size: int, count: int = 3) -> dict[str, list[tuple[int, float]]]:
    """Best classes with probabilities of each picture in a folder, by file name."""
    files = picture_files(photos)
    images = torch.stack([to_tensor(fit(Image.open(file), size)) for file in files])
    shares = logits(model, images, torch.device("cpu")).softmax(dim=1)
    best = shares.topk(min(count, shares.shape[1]))
    return {file.name: list(zip(classes, shares))
            for file, classes, shares in zip(files, best.indices.tolist(), best.values.tolist(), strict=True)}
