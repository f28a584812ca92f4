"""What a run was: everything that is needed to repeat it, for its log and its model card."""

import hashlib
import os
import platform
from dataclasses import asdict
from pathlib import Path

import numpy
import PIL
import torch

from . import data
from .precision import has_bfloat16
from .processes import Processes
from .recipe import Recipe


def sha256(file: Path) -> str:
    """Hexadecimal digest of a file's bytes."""
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def device_name(device: torch.device) -> str:
    """The GPU's name, else the CPU's."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def named(file: Path | None) -> dict | None:
    """A file by its name and digest, as its path means nothing elsewhere."""
    return {"file": file.name, "sha256": sha256(file)} if file else None


def record(recipe: Recipe, dataset: Path, pictures: int, side: int, start: Path | None, answers: Path | None, teacher: str | None,
           compiled: bool, processes: Processes) -> dict:
    """The recipe with its seed, data (`pictures`: how many to train on), teacher, versions and machine."""
    return {
        "recipe": asdict(recipe), "side": side, "pictures": pictures, "data": data.digest(dataset), "start": named(start),
        "answers": named(answers), "teacher": teacher,
        "python": platform.python_version(), "torch": str(torch.__version__), "numpy": numpy.__version__, "pillow": PIL.__version__,
        "device": device_name(processes.device), "cores": os.cpu_count(), "threads": torch.get_num_threads(),
        "processes": processes.count, "bfloat16": has_bfloat16(processes.device), "compiled": compiled,
    }
