"""The training loop: a budget of pictures, resumable at any moment."""

import json
import math
import os
import time
from functools import lru_cache
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import data
from .answers import load_answers
from .augment import Boxes, erase, jitter, mix, random_boxes, resized_crop, tilt
from .evaluate import accuracy, every_nth
from .models import build, continue_from, read_weights
from .optimizer import optimizers
from .precision import mixed_precision
from .processes import Processes, stop_signals
from .recipe import Recipe
from .record import record


def soft_targets(labels: Tensor, classes: int, smoothing: float) -> Tensor:
    """[B] → [B, classes]."""
    return F.one_hot(labels, classes).float() * (1 - smoothing) + smoothing / classes


@lru_cache(maxsize=2)
def permutation(epoch: int, pictures: int, seed: int) -> Tensor:
    return torch.randperm(pictures, generator=torch.Generator().manual_seed(1_000_003 * seed + epoch))


def picture_order(start: int, stop: int, pictures: int, seed: int) -> Tensor:
    """Which pictures are the start-th to (stop − 1)-th seen: every epoch shows each once, in an order of its own."""
    parts = []
    while start < stop:
        epoch, place = divmod(start, pictures)
        parts.append(permutation(epoch, pictures, seed)[place:place + stop - start])
        start += len(parts[-1])
    return torch.cat(parts)


def augmented(pictures: Tensor, boxes: Boxes, targets: Tensor, size: int, recipe: Recipe, plain: bool) -> tuple[Tensor, Tensor]:
    """[B, 3, side, side] uint8 and [B, classes] → normalised crops [B, 3, size, size] and their targets. plain: as at the recipe's end."""
    crops = resized_crop(pictures, size, boxes)
    if plain:
        return data.normalise(jitter(crops, recipe.colour)), targets
    crops = erase(data.normalise(jitter(tilt(crops, recipe.tilt), recipe.colour)), recipe.erase)
    return mix(crops, targets, recipe.mixup, recipe.cutmix)


def compile_sizes(forward: nn.Module, recipe: Recipe, device: torch.device) -> None:
    """Runs a compiled network once at every size, so that no step waits for the compiler."""
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


def train(recipe: Recipe, dataset: Path, run: Path, start: Path | None, answers: Path | None, side: int,
          checkpoint_minutes: float, validate: int, compiled: bool) -> None:
    """Trains into `run`: checkpoint.pth (resumed when present) and log.jsonl, whose first line is the run's record.

    Every `checkpoint_minutes` at most `validate` pictures are classified, at the end all of them.
    SIGTERM and Ctrl-C end it after the step at hand, with a checkpoint. Every random choice follows from the seed and the
    step, so a run that was stopped and resumed on one machine makes the steps that it would have made.
    Exits with a message where the run has already spent its budget, and where the loss is no number.
    """
    processes = Processes()
    device = processes.device
    torch.backends.cudnn.benchmark = True  # the shapes repeat
    run.mkdir(parents=True, exist_ok=True)

    training, validation = data.load_both(dataset, side, recipe.final_size)
    images, labels = training.images.to(device), training.labels.to(device)
    teacher = load_answers(answers, training).to(device) if answers else None
    classes = len(training.classes)
    description = record(recipe, dataset, len(labels), side, start, answers, teacher and teacher.teacher, compiled, processes)

    torch.manual_seed(recipe.seed)  # the same initial weights in every process
    model = build(recipe.model, classes, recipe.final_size, recipe.drop_path).to(device, memory_format=torch.channels_last)
    if start:
        continue_from(model, read_weights(start))
    averaged = build(recipe.model, classes, recipe.final_size).to(device, memory_format=torch.channels_last).eval()
    averaged.load_state_dict(model.state_dict())
    steppers = optimizers(model, recipe.lr, recipe.weight_decay)
    step, seen, seconds, cpu_seconds = 0, 0, 0.0, 0.0
    checkpoint, log = run / "checkpoint.pth", run / "log.jsonl"
    recorded = None
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu")
        model.load_state_dict(saved["model"])
        averaged.load_state_dict(saved["model_ema"])
        for stepper, state in zip(steppers, saved["optimizer"]):
            stepper.load_state_dict({**stepper.state_dict(), "state": state["state"]})  # the settings stay the recipe's
        step, seen, seconds, cpu_seconds = (saved[name] for name in ("step", "seen", "seconds", "cpu_seconds"))
        recorded = saved["record"]
        if seen >= recipe.pictures:
            raise SystemExit(f"{run} has already seen {seen:,} pictures, its whole budget; give it more --pictures to continue")
    forward = torch.compile(model, dynamic=False) if compiled else model
    if compiled:
        compile_sizes(forward, recipe, device)

    loss, size, lr = torch.zeros(()), recipe.final_size, 0.0

    def write(line: dict) -> None:
        """Adds a line to the log."""
        text = json.dumps(line)
        print(text, flush=True)
        with open(log, "a") as file:
            file.write(text + "\n")

    def keep() -> None:
        """Writes the checkpoint."""
        if not math.isfinite(loss.item()):
            raise SystemExit(f"the loss is {loss.item()} at step {step}; {checkpoint} keeps what was before: continue with a smaller --lr")
        save(checkpoint, {"model": model.state_dict(), "model_ema": averaged.state_dict(),
                          "optimizer": [stepper.state_dict() for stepper in steppers], "step": step, "seen": seen,
                          "seconds": seconds, "cpu_seconds": cpu_seconds, "record": description, "classes": training.classes})

    def report(pictures: data.Pictures) -> None:
        """Logs the averaged weights' accuracy."""
        top1, top5 = accuracy(averaged, pictures, device)
        write({"step": step, "seen": seen, "epochs": round(seen / len(images), 3), "seconds": round(seconds), "cpu_seconds": round(cpu_seconds),
               "loss": round(loss.item(), 4), "size": size, "lr": lr, "images": len(pictures.images), "top1": top1, "top5": top5})

    if processes.rank == 0 and description != recorded:
        write({"run": description})
    clock = kept = time.monotonic()
    cpu_clock = time.process_time()
    with stop_signals() as stop:
        while (progress := processes.from_first(math.inf if stop.is_set() else seen / recipe.pictures)) < 1:
            size, lr = recipe.image_size(progress), recipe.learning_rate(progress)
            for group in (group for stepper in steppers for group in stepper.param_groups):
                group["lr"] = lr
            torch.manual_seed((1_000_003 * recipe.seed + step) * processes.count + processes.rank)
            # The last step takes what is left of the budget, but a picture for every process.
            together = min(recipe.batch * processes.count, max(recipe.pictures - seen, processes.count))
            batch = picture_order(seen, seen + together, len(images), recipe.seed)[processes.rank::processes.count].to(device)
            plain = progress >= 1 - recipe.plain_end

            targets = soft_targets(labels[batch], classes, recipe.smoothing)
            if teacher:
                boxes, probabilities = teacher.pick(batch, side, classes)
                targets = torch.lerp(targets, probabilities, recipe.answers_share)
            else:
                boxes = random_boxes(len(batch), side, recipe.plain_area if plain else recipe.smallest_area, device)
            crops, targets = augmented(images[batch], boxes, targets, size, recipe, plain)
            with mixed_precision(device):
                # A shorter last batch is not worth a compilation.
                scores = (forward if len(batch) == recipe.batch else model)(crops)
            loss = F.cross_entropy(scores.float(), targets)
            loss.backward()
            processes.average_gradients(model)
            for stepper in steppers:
                stepper.step()
                stepper.zero_grad()

            step, seen = step + 1, seen + together
            with torch.no_grad():
                # Few steps at first: an average over more of them than there were would remember the initial weights.
                weight = 1 - min(recipe.ema, step / (step + 10))
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), weight)
            now, cpu_now = time.monotonic(), time.process_time()
            seconds, clock = seconds + now - clock, now
            cpu_seconds, cpu_clock = cpu_seconds + cpu_now - cpu_clock, cpu_now
            if processes.rank == 0 and now - kept > 60 * checkpoint_minutes:
                kept = now
                with processes.first_alone():
                    keep()
                    report(every_nth(validation, validate))
        if processes.rank == 0:
            keep()
    if processes.rank == 0:
        if seen < recipe.pictures:
            print(f"stopped after {seen:,} pictures; the same command continues", flush=True)
        else:
            report(validation)
    processes.leave()
