"""Augmentation of whole batches: random resized crop, flip, tilt, colour, erasing, mixup and cutmix, on the CPU or the GPU."""

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

UNITS = 256  # of a picture's side, in boxes of whole numbers


def uniform(batch: int, low: float, high: float, device: torch.device) -> Tensor:
    return torch.empty(batch, device=device).uniform_(low, high)


def resampling_matrix(start: Tensor, length: Tensor, outputs: int, inputs: int) -> Tensor:
    """PIL's bicubic with antialias (a = −0.5) as one matrix per sample, [B, outputs, inputs].

    Maps the interval [start, start + length) of a row of `inputs` pixels to `outputs` pixels.
    """
    scale = (length / outputs)[:, None, None]
    pixel = torch.arange(inputs, device=start.device) + 0.5
    centre = start[:, None, None] + (torch.arange(outputs, device=start.device)[:, None] + 0.5) * scale
    x = ((pixel - centre) / scale.clamp(min=1)).abs()
    near = (1.5 * x - 2.5) * x * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    weights = torch.where(x < 1, near, torch.where(x < 2, far, torch.zeros_like(x)))
    return weights / weights.sum(dim=-1, keepdim=True)


class Boxes(NamedTuple):
    """A rectangle of each picture in its pixels, and whether it is mirrored; [B] each."""

    top: Tensor
    left: Tensor
    height: Tensor
    width: Tensor
    mirrored: Tensor

    @staticmethod
    def of_units(box: Tensor, side: int) -> "Boxes":
        """From [B, 5] uint8: top, left, height − 1, width − 1 in 256ths of `side`, mirrored 0/1."""
        top, left, height, width, mirrored = box.float().unbind(dim=1)
        unit = side / UNITS
        return Boxes(top * unit, left * unit, (height + 1) * unit, (width + 1) * unit, mirrored > 0)


def random_boxes(batch: int, side: int, smallest_area: float, device: torch.device) -> Boxes:
    """Random rectangles of square pictures (area ≥ `smallest_area`, aspect 3/4–4/3), half of them mirrored."""
    area = uniform(batch, smallest_area, 1, device)
    aspect = uniform(batch, math.log(3 / 4), math.log(4 / 3), device).exp()
    height = side * (area / aspect).sqrt().clamp(max=1)
    width = side * (area * aspect).sqrt().clamp(max=1)
    top, left = (uniform(batch, 0, 1, device) * (side - length) for length in (height, width))
    return Boxes(top, left, height, width, uniform(batch, 0, 1, device) < 0.5)


def resized_crop(images: Tensor, size: int, boxes: Boxes) -> Tensor:
    """These rectangles of the pictures [B, 3, side, side], mirrored where they say so, [B, 3, size, size] in 0…255.

    Separable, so one matrix product per axis does crop, mirror and resize.
    """
    side = images.shape[-1]
    rows = resampling_matrix(boxes.top, boxes.height, size, side)
    columns = resampling_matrix(boxes.left, boxes.width, size, side)
    columns = torch.where(boxes.mirrored[:, None, None], columns.flip(1), columns)
    return (rows[:, None] @ images.float() @ columns.transpose(1, 2)[:, None]).clamp(0, 255)


def tilt(images: Tensor, probability: float) -> Tensor:
    """Turns pictures by up to 15° and shears them by up to 0.15, both with this probability, [B, 3, S, S]; edges are mirrored."""
    if probability == 0:
        return images
    batch, device = len(images), images.device
    chosen = uniform(batch, 0, 1, device) < probability
    angle = uniform(batch, -math.pi / 12, math.pi / 12, device) * chosen
    shear = uniform(batch, -0.15, 0.15, device) * chosen
    cosine, sine, zero = angle.cos(), angle.sin(), torch.zeros_like(angle)
    matrices = torch.stack([cosine, shear - sine, zero, sine, cosine, zero], dim=1).view(batch, 2, 3)
    grid = F.affine_grid(matrices, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, padding_mode="reflection", align_corners=False)


def jitter(images: Tensor, strength: float) -> Tensor:
    """Brightness, contrast and saturation of each picture times 1 ± strength, [B, 3, H, W] in 0…255."""
    def factor() -> Tensor:
        return uniform(len(images), 1 - strength, 1 + strength, images.device)[:, None, None, None]

    images = images * factor()
    mean = images.mean(dim=(1, 2, 3), keepdim=True)
    images = mean + (images - mean) * factor()
    grey = images.mean(dim=1, keepdim=True)
    return (grey + (images - grey) * factor()).clamp(0, 255)


def erase(images: Tensor, probability: float) -> Tensor:
    """Sets a rectangle of 2–33 % of a picture (aspect 1/3–3) to 0, the mean colour of normalised pictures (arXiv 1708.04896)."""
    if probability == 0:
        return images
    batch, _, rows, columns = images.shape
    device = images.device
    area = uniform(batch, 0.02, 0.33, device) * (uniform(batch, 0, 1, device) < probability)
    aspect = uniform(batch, -math.log(3), math.log(3), device).exp()

    def inside(share: Tensor, pixels: int) -> Tensor:
        """[B, pixels]: whether a pixel lies in an interval of this share, placed at random."""
        start = uniform(batch, 0, 1, device) * (1 - share)
        place = (torch.arange(pixels, device=device) + 0.5) / pixels
        return (place >= start[:, None]) & (place < (start + share)[:, None])

    across = inside((area / aspect).sqrt().clamp(max=1), rows)[:, None, :, None]
    along = inside((area * aspect).sqrt().clamp(max=1), columns)[:, None, None, :]
    return images.masked_fill(across & along, 0)


def mix(images: Tensor, targets: Tensor, mixup: float, cutmix: float) -> tuple[Tensor, Tensor]:
    """With these probabilities blends the batch with its own reversal (mixup) or pastes a rectangle of it (cutmix).

    images [B, 3, H, W], targets [B, classes]; the targets follow the share of pixels.
    """
    choice, share = torch.rand(2).tolist()
    if choice < mixup:
        share = float(torch.distributions.Beta(0.8, 0.8).sample())
        return share * images + (1 - share) * images.flip(0), share * targets + (1 - share) * targets.flip(0)
    if choice < mixup + cutmix:
        size = images.shape[-1]
        side = round(size * math.sqrt(1 - share))
        top, left = torch.randint(size - side + 1, (2,)).tolist()
        images = images.clone()
        images[..., top:top + side, left:left + side] = images.flip(0)[..., top:top + side, left:left + side]
        share = 1 - (side / size) ** 2
        return images, share * targets + (1 - share) * targets.flip(0)
    return images, targets
