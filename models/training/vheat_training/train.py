"""The training loop: one budget, one schedule, resumable at any moment."""

import json
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn

from . import data
from .augment import jitter, mix, random_resized_crop
from .evaluate import accuracy
from .models import build
from .optimizer import optimizers


@dataclass(frozen=True)
class Recipe:
    """What one run does; the presets and the command line fill it in."""

    model: str
    minutes: float
    grow: tuple[tuple[int, float], ...]  # (image size, share of the budget), in order
    batch: int = 128
    lr: float = 2e-3
    weight_decay: float = 0.05
    warmup: float = 0.03  # share of the budget
    ema: float = 0.998
    smallest_area: float = 0.35
    colour: float = 0.2
    mixup: float = 0.0
    cutmix: float = 0.0
    smoothing: float = 0.1
    teacher_share: float = 0.5  # of the target, where teacher probabilities are given

    def image_size(self, progress: float) -> int:
        for size, share in self.grow:
            progress -= share
            if progress < 0:
                return size
        return self.grow[-1][0]

    def lr_factor(self, progress: float) -> float:
        """Linear warm-up, then a cosine that reaches 0 exactly when the budget ends."""
        return min(progress / self.warmup, 0.5 + 0.5 * math.cos(math.pi * min(progress, 1)))


def soft_targets(labels: Tensor, classes: int, smoothing: float) -> Tensor:
    return F.one_hot(labels, classes).float() * (1 - smoothing) + smoothing / classes


def average_gradients(model: nn.Module) -> None:
    """Over all processes; one message, as the models are small."""
    gradients = [p.grad for p in model.parameters()]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat, op=dist.ReduceOp.AVG if flat.is_cuda else dist.ReduceOp.SUM)
    flat = flat if flat.is_cuda else flat / dist.get_world_size()
    for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(part.view_as(gradient))


def save(path: Path, content: dict) -> None:
    """Atomic: an interrupted write leaves the previous checkpoint."""
    temporary = path.with_suffix(".tmp")
    torch.save(content, temporary)
    os.replace(temporary, path)


def train(recipe: Recipe, dataset: Path, run: Path, start: Path | None, teacher: Path | None, side: int,
          checkpoint_minutes: float, compiled: bool) -> None:
    """Trains into `run`: checkpoint.pth (resumed when present) and log.jsonl."""
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if torch.cuda.is_available() else torch.device("cpu")
    if device.type == "cuda":
        torch.cuda.set_device(device)
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    if world > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    run.mkdir(parents=True, exist_ok=True)

    training, validation = data.load(dataset / "train", side), data.load(dataset / "val", recipe.grow[-1][0])
    images, labels = training.images.to(device), training.labels.to(device)
    probabilities = torch.load(teacher).to(device) if teacher else None
    classes = len(training.classes)

    torch.manual_seed(0)  # the same initial weights in every process
    model = build(recipe.model, classes, recipe.grow[-1][0]).to(device, memory_format=torch.channels_last)
    if start:
        model.load_grown(torch.load(start, map_location=device)["model"])
    averaged = build(recipe.model, classes, recipe.grow[-1][0]).to(device)
    averaged.load_state_dict(model.state_dict())
    optimizer = optimizers(model, recipe.lr, recipe.weight_decay)
    step, seen, spent = 0, 0, 0.0
    checkpoint = run / "checkpoint.pth"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["model_ema"])
        for o, state in zip(optimizer, saved["optimizer"]):
            o.load_state_dict(state)
        step, seen, spent = saved["step"], saved["seen"], saved["seconds"]
        if spent >= 60 * recipe.minutes:
            raise SystemExit(f"{run} has already spent its {recipe.minutes:g} minutes; give it more to continue")
    torch.manual_seed(rank + world * step)  # other pictures and crops in every process, and after resuming
    forward = torch.compile(model, dynamic=False) if compiled else model

    def record(**entry) -> None:
        line = json.dumps({"step": step, "epochs": round(seen / len(images), 3), "minutes": round(spent / 60, 2), **entry})
        print(line, flush=True)
        with open(run / "log.jsonl", "a") as log:
            log.write(line + "\n")

    def checkpoint_now(validated: int) -> None:
        save(checkpoint, {"model": model.state_dict(), "model_ema": averaged.state_dict(),
                          "optimizer": [o.state_dict() for o in optimizer], "step": step, "seen": seen, "seconds": spent,
                          "recipe": asdict(recipe), "classes": training.classes})
        top1, top5 = accuracy(averaged, validation, device, limit=validated)
        record(loss=round(loss.item(), 4), size=size, lr=optimizer[0].param_groups[0]["lr"], images=validated,
               top1=top1, top5=top5)

    order = torch.empty(0, dtype=torch.int64)
    since_checkpoint, clock = 0.0, time.monotonic()
    while True:
        progress = spent / 60 / recipe.minutes
        if world > 1:
            shared = torch.tensor(progress, device=device)
            dist.broadcast(shared, 0)  # all processes must agree on size and end
            progress = shared.item()
        if progress >= 1:
            break
        size = recipe.image_size(progress)
        for group in (g for o in optimizer for g in o.param_groups):
            group["lr"] = recipe.lr * recipe.lr_factor(progress)
        if len(order) < recipe.batch:
            order = torch.randperm(len(images))
        batch, order = order[: recipe.batch].to(device), order[recipe.batch:]

        targets = soft_targets(labels[batch], classes, recipe.smoothing)
        if probabilities is not None:
            targets = torch.lerp(targets, probabilities[batch].float(), recipe.teacher_share)
        crops = jitter(random_resized_crop(images[batch], size, recipe.smallest_area), recipe.colour)
        crops, targets = mix(data.normalise(crops), targets, recipe.mixup, recipe.cutmix)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = F.cross_entropy(forward(crops), targets)
        loss.backward()
        if world > 1:
            average_gradients(model)
        for o in optimizer:
            o.step()
            o.zero_grad()

        step, seen = step + 1, seen + recipe.batch * world
        with torch.no_grad():
            # Few steps at first: an average over more of them than there were would remember the initial weights.
            weight = 1 - min(recipe.ema, step / (step + 10))
            torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), weight)
        elapsed = time.monotonic() - clock
        clock += elapsed
        spent += elapsed
        since_checkpoint += elapsed
        if rank == 0 and since_checkpoint > 60 * checkpoint_minutes:
            since_checkpoint = 0.0
            checkpoint_now(validated=min(1000, len(validation.images)))
    if rank == 0:
        checkpoint_now(validated=len(validation.images))
    if world > 1:
        dist.destroy_process_group()
