"""Made-up pictures, and where the golden numbers are: VHEAT_FIXTURES, or the repository's copy; without either their tests are skipped."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from vheat_training.recipe import Recipe
from vheat_training.train import train

REPOSITORY = Path(__file__).parents[3]
torch.set_num_threads(1)  # everything here is small: threads would only wait for one another
CLASSES = ("blue", "green", "red", "white", "yellow")


def picture(seed: int, width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8))


@pytest.fixture
def mosaics(tmp_path: Path) -> Path:
    """Six pictures of each class, as mosaics."""
    for split in ("train", "val"):
        (tmp_path / "mosaics" / split).mkdir(parents=True)
        for seed, name in enumerate(CLASSES):
            picture(seed, 128, 192).save(tmp_path / "mosaics" / split / f"{name}.jpg")
    return tmp_path / "mosaics"


def small_run(recipe: Recipe, dataset: Path, run: Path, answers: Path | None = None, checkpoint_minutes: float = 1, compiled: bool = False) -> dict:
    """Trains, and gives back the checkpoint."""
    train(recipe, dataset, run, start=None, answers=answers, side=64, checkpoint_minutes=checkpoint_minutes, validate=10, compiled=compiled)
    return torch.load(run / "checkpoint.pth")


@pytest.fixture(scope="session")
def golden():
    """Reads a fixture file by its name, as named tensors."""
    folder = Path(os.environ.get("VHEAT_FIXTURES", REPOSITORY / "src/testing/fixtures"))

    def read(name: str):
        path = folder / name
        if not path.exists():
            pytest.skip(f"no fixture {name}")
        return load_file(path)

    return read
