"""Pictures decoded once into memory: [N, 3, side, side] uint8 and their class indices."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
TILE = 64


class Pictures(NamedTuple):
    images: Tensor  # [N, 3, side, side] uint8
    labels: Tensor  # [N] int64
    classes: list[str]


def fit(picture: Image.Image, size: int) -> Image.Image:
    """Shorter side to `size` (PIL bicubic, the longer side truncated), then the centre crop: the app's preprocessing."""
    picture = ImageOps.exif_transpose(picture).convert("RGB")
    width, height = picture.size
    short = min(width, height)
    resized = picture.resize((int(size * width / short), int(size * height / short)), Image.Resampling.BICUBIC)
    left, top = round((resized.width - size) / 2), round((resized.height - size) / 2)
    return resized.crop((left, top, left + size, top + size))


def to_tensor(picture: Image.Image) -> Tensor:
    """[3, height, width] uint8."""
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)


def picture_files(folder: Path) -> list[Path]:
    """The pictures of a folder in the order of their names; other files are left alone."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp"))


def tiles(mosaic: Path) -> list[Image.Image]:
    """A mosaic's 64×64 tiles, row by row."""
    picture = Image.open(mosaic).convert("RGB")
    return [picture.crop((x, y, x + TILE, y + TILE))
            for y in range(0, picture.height, TILE) for x in range(0, picture.width, TILE)]


def load(split: Path, side: int) -> Pictures:
    """Reads `split/<class>.jpg` mosaics of 64×64 tiles or an image folder `split/<class>/*`, each picture fitted to `side`.

    Classes are the names in sorted order. Where there are folders they count, and files beside them do not.
    Raises FileNotFoundError where there is neither, or a folder without pictures.
    """
    folders = sorted(folder for folder in split.iterdir() if folder.is_dir())
    sources = {folder.name: map(Image.open, picture_files(folder)) for folder in folders}
    if not folders:
        sources = {mosaic.stem: tiles(mosaic) for mosaic in sorted(split.glob("*.jpg"))}
    if not sources:
        raise FileNotFoundError(f"{split} holds neither <class>.jpg mosaics nor <class>/ folders")
    images, labels = [], []
    for label, (name, pictures) in enumerate(sources.items()):
        fitted = [to_tensor(fit(picture, side)) for picture in pictures]
        if not fitted:
            raise FileNotFoundError(f"{split / name} holds no pictures")
        images.append(torch.stack(fitted).contiguous())
        labels += [label] * len(fitted)
    return Pictures(torch.cat(images), torch.tensor(labels), list(sources))


def load_both(dataset: Path, training_side: int, validation_side: int) -> tuple[Pictures, Pictures]:
    """`train/` and `val/` of a dataset. Raises ValueError where they do not have the same classes."""
    training, validation = load(dataset / "train", training_side), load(dataset / "val", validation_side)
    if training.classes != validation.classes:
        different = sorted(set(training.classes) ^ set(validation.classes))
        raise ValueError(f"train/ and val/ of {dataset} have different classes: {', '.join(different[:5])} … are in one of them only")
    return training, validation


def digest(dataset: Path) -> str:
    """SHA-256 over class names and picture files of `train/` and `val/` in loading order, as they lie on the disk."""
    total = hashlib.sha256()
    for split in ("train", "val"):
        folders = sorted(folder for folder in (dataset / split).iterdir() if folder.is_dir())
        files = [file for folder in folders for file in picture_files(folder)] or sorted((dataset / split).glob("*.jpg"))
        for file in files:
            name = file.parent.name if folders else file.stem
            total.update(f"{split}/{name} {file.stat().st_size}\n".encode())
            total.update(file.read_bytes())
    return total.hexdigest()


@lru_cache
def mean_and_std(device: torch.device) -> tuple[Tensor, Tensor]:
    """[3, 1, 1] each, copied to a device once."""
    mean, std = (torch.tensor(v, device=device).view(3, 1, 1) for v in (MEAN, STD))
    return mean, std


def normalise(images: Tensor) -> Tensor:
    """[B, 3, H, W] in 0…255 → ImageNet-normalised float32, channels-last."""
    mean, std = mean_and_std(images.device)
    return ((images.float() / 255 - mean) / std).contiguous(memory_format=torch.channels_last)
