"""The training loop: one wall-clock budget, resumable at any moment."""

import json
import math
import os
import time
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import data
from .augment import erase, jitter, mix, random_resized_crop, tilt
from .evaluate import accuracy, every_nth
from .models import build, continue_from, read_weights
from .optimizer import optimizers
from .processes import Processes, stop_signals
from .recipe import Recipe


def soft_targets(labels: Tensor, classes: int, smoothing: float) -> Tensor:
    """[B] → [B, classes]."""
    return F.one_hot(labels, classes).float() * (1 - smoothing) + smoothing / classes


def augmented(pictures: Tensor, targets: Tensor, size: int, recipe: Recipe, plain: bool) -> tuple[Tensor, Tensor]:
    """[B, 3, side, side] uint8 and [B, classes] → normalised crops [B, 3, size, size] and their targets. plain: as at the recipe's end."""
    if plain:
        crops = random_resized_crop(pictures, size, recipe.plain_area)
        return data.normalise(jitter(crops, recipe.colour)), targets
    crops = tilt(random_resized_crop(pictures, size, recipe.smallest_area), recipe.tilt)
    crops = erase(data.normalise(jitter(crops, recipe.colour)), recipe.erase)
    return mix(crops, targets, recipe.mixup, recipe.cutmix)


def mixed_precision(device: torch.device) -> torch.autocast:
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda")


def compile_sizes(forward: nn.Module, recipe: Recipe, device: torch.device) -> None:
    """Runs a compiled network once at every size, so that compiling takes nothing from the budget."""
    for size, _ in recipe.grow:
        images = torch.zeros(recipe.batch, 3, size, size, device=device).contiguous(memory_format=torch.channels_last)
        with mixed_precision(device):
            forward(images).sum().backward()
    forward.zero_grad()


def save(path: Path, content: dict) -> None:
    """Atomic: an interrupted write leaves the previous checkpoint."""
    temporary = path.with_suffix(".tmp")
    torch.save(content, temporary)
    os.replace(temporary, path)


def train(recipe: Recipe, dataset: Path, run: Path, start: Path | None, teacher: Path | None, side: int,
          checkpoint_minutes: float, validate: int, compiled: bool) -> None:
    """Trains into `run`: checkpoint.pth (resumed when present) and log.jsonl.

    Every `checkpoint_minutes` at most `validate` pictures are classified, at the end all of them.
    SIGTERM and Ctrl-C end it after the step at hand, with a checkpoint.
    Exits with a message where the run has already spent its budget, and where the loss is no number.
    """
    processes = Processes()
    device = processes.device
    torch.backends.cudnn.benchmark = True  # the shapes repeat
    run.mkdir(parents=True, exist_ok=True)

    training, validation = data.load_both(dataset, side, recipe.final_size)
    images, labels = training.images.to(device), training.labels.to(device)
    probabilities = torch.load(teacher).to(device) if teacher else None
    classes = len(training.classes)

    torch.manual_seed(0)  # the same initial weights in every process
    model = build(recipe.model, classes, recipe.final_size, recipe.drop_path).to(device, memory_format=torch.channels_last)
    if start:
        continue_from(model, read_weights(start))
    averaged = build(recipe.model, classes, recipe.final_size).to(device, memory_format=torch.channels_last).eval()
    averaged.load_state_dict(model.state_dict())
    steppers = optimizers(model, recipe.lr, recipe.weight_decay)
    step, seen, seconds = 0, 0, 0.0
    checkpoint = run / "checkpoint.pth"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu")
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["model_ema"])
        for stepper, state in zip(steppers, saved["optimizer"]):
            stepper.load_state_dict({**stepper.state_dict(), "state": state["state"]})  # the settings stay the recipe's
        step, seen, seconds = saved["step"], saved["seen"], saved["seconds"]
        if seconds >= 60 * recipe.minutes:
            raise SystemExit(f"{run} has already spent its {recipe.minutes:g} minutes; give it more to continue")
    torch.manual_seed(processes.rank + processes.count * step)  # other crops in every process, and after resuming
    forward = torch.compile(model, dynamic=False) if compiled else model
    if compiled:
        compile_sizes(forward, recipe, device)

    loss, size, lr = torch.zeros(()), recipe.final_size, 0.0

    def keep() -> None:
        """Writes the checkpoint."""
        if not math.isfinite(loss.item()):
            raise SystemExit(f"the loss is {loss.item()} at step {step}; {checkpoint} keeps what was before: continue with a smaller --lr")
        save(checkpoint, {"model": model.state_dict(), "model_ema": averaged.state_dict(),
                          "optimizer": [stepper.state_dict() for stepper in steppers], "step": step, "seen": seen,
                          "seconds": seconds, "recipe": asdict(recipe), "classes": training.classes})

    def report(pictures: data.Pictures) -> None:
        """Writes a line of the log, with the averaged weights' accuracy."""
        top1, top5 = accuracy(averaged, pictures, device)
        line = json.dumps({"step": step, "epochs": round(seen / len(images), 3), "minutes": round(seconds / 60, 2),
                           "loss": round(loss.item(), 4), "size": size, "lr": lr, "images": len(pictures.images), "top1": top1, "top5": top5})
        print(line, flush=True)
        with open(run / "log.jsonl", "a") as log:
            log.write(line + "\n")

    order = torch.empty(0, dtype=torch.int64, device=device)
    clock = kept = time.monotonic()
    with stop_signals() as stop:
        while (progress := processes.from_first(math.inf if stop.is_set() else seconds / 60 / recipe.minutes)) < 1:
            size, lr = recipe.image_size(progress), recipe.learning_rate(progress)
            for group in (group for stepper in steppers for group in stepper.param_groups):
                group["lr"] = lr
            if len(order) < recipe.batch:
                order = torch.randperm(len(images), device=device)
            batch, order = order[: recipe.batch], order[recipe.batch:]

            targets = soft_targets(labels[batch], classes, recipe.smoothing)
            if probabilities is not None:
                targets = torch.lerp(targets, probabilities[batch].float(), recipe.teacher_share)
            crops, targets = augmented(images[batch], targets, size, recipe, plain=progress >= 1 - recipe.plain_end)
            with mixed_precision(device):
                loss = F.cross_entropy(forward(crops), targets)
            loss.backward()
            processes.average_gradients(model)
            for stepper in steppers:
                stepper.step()
                stepper.zero_grad()

            step, seen = step + 1, seen + len(batch) * processes.count
            with torch.no_grad():
                # Few steps at first: an average over more of them than there were would remember the initial weights.
                weight = 1 - min(recipe.ema, step / (step + 10))
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), weight)
            now = time.monotonic()
            seconds, clock = seconds + now - clock, now
            if processes.rank == 0 and now - kept > 60 * checkpoint_minutes:
                kept = now
                keep()
                report(every_nth(validation, validate))
        if processes.rank == 0:
            keep()
    if processes.rank == 0:
        if stop.is_set() and seconds < 60 * recipe.minutes:
            print(f"stopped after step {step}; the same command continues", flush=True)
        else:
            report(validation)
    processes.leave()
