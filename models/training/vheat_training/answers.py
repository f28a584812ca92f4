"""A teacher's answers for several crops of every training picture: what a file of them holds, and targets from it.

A safetensors file. N pictures in the order in which `data.load` reads them, C crops each, the K most probable classes:

* `box` [N, C, 5] uint8: top, left, height − 1, width − 1 in 256ths of the picture's side, mirrored 0/1
* `classes` [N, C, K] uint8, uint16 beyond 256 classes: best first
* `shares` [N, C, K] float16: their probabilities; the rest belongs to all classes alike

Metadata: `teacher` (who answered), `classes` (JSON list of names), `counts` (JSON list, pictures of each class), `pictures` (N).
"""

import json
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from .augment import Boxes
from .data import Pictures


class Answers(NamedTuple):
    box: Tensor  # [N, C, 5]
    classes: Tensor  # [N, C, K]
    shares: Tensor  # [N, C, K]
    teacher: str

    def to(self, device: torch.device) -> "Answers":
        return Answers(self.box.to(device), self.classes.to(device), self.shares.to(device), self.teacher)

    def pick(self, pictures: Tensor, side: int, classes: int) -> tuple[Boxes, Tensor]:
        """A random one of the crops of each of these pictures ([B] indices): boxes in pixels of `side`, probabilities [B, classes]."""
        crop = torch.randint(self.box.shape[1], (len(pictures),), device=pictures.device)
        boxes = Boxes.of_units(self.box[pictures, crop], side)
        shares = self.shares[pictures, crop].float()
        rest = (1 - shares.sum(dim=1, keepdim=True)).clamp(min=0) / classes
        probabilities = rest.expand(-1, classes).scatter_add(1, self.classes[pictures, crop].long(), shares)
        return boxes, probabilities


def class_counts(pictures: Pictures) -> list[int]:
    """Pictures of each class."""
    return torch.bincount(pictures.labels, minlength=len(pictures.classes)).tolist()


def save_answers(file: Path, answers: Answers, training: Pictures) -> None:
    """Writes answers for these pictures."""
    tensors = {"box": answers.box, "classes": answers.classes, "shares": answers.shares}
    metadata = {"teacher": answers.teacher, "pictures": str(len(training.labels)), "classes": json.dumps(training.classes),
                "counts": json.dumps(class_counts(training))}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file, metadata)


def load_answers(file: Path, training: Pictures) -> Answers:
    """Reads answers for these training pictures: by class, and by place inside the class.

    Raises ValueError where the file is for other classes or for another number of pictures of a class: then the answers would
    belong to other pictures.
    """
    with safe_open(file, "pt") as opened:
        metadata = opened.metadata() or {}
        missing = [name for name in ("box", "classes", "shares") if name not in opened.keys()]
        if missing or not {"classes", "pictures"} <= metadata.keys():
            raise ValueError(f"{file} is no file of a teacher's answers; make one with the teacher command")
        answers = Answers(*(opened.get_tensor(name) for name in ("box", "classes", "shares")), metadata.get("teacher", "a teacher"))
    (pictures, crops, _), kept = answers.box.shape, answers.shares.shape[-1]
    shapes = [(name, tuple(tensor.shape)) for name, tensor in zip(("box", "classes", "shares"), answers)]
    if [shape for _, shape in shapes] != [(pictures, crops, 5), (pictures, crops, kept), (pictures, crops, kept)]:
        raise ValueError(f"{file} is damaged: its shapes {', '.join(f'{name} {shape}' for name, shape in shapes)} do not belong together")
    names = json.loads(metadata["classes"])
    if names != training.classes:
        different = sorted(set(names) ^ set(training.classes))
        told = f"{', '.join(different[:5])} … are in one of them only" if different else "their order differs"
        raise ValueError(f"{file} answers for other classes than those of the training pictures: {told}")
    own = class_counts(training)
    if "counts" in metadata:
        counts = json.loads(metadata["counts"])
    else:  # written without them: then every class had as many pictures
        counts = [pictures // len(names)] * len(names)
    for name, answered, present in zip(names, counts, own):
        if answered != present:
            raise ValueError(f"{file} answers for {answered} pictures of {name}, but {present} are there: it belongs to other pictures")
    if sum(counts) != pictures or answers.classes.int().max() >= len(names):
        raise ValueError(f"{file} is damaged: it answers for {pictures} pictures and {sum(counts)} are said, or for classes that it does not name")
    return answers
