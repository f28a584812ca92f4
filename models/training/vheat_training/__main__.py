"""Command line: `python -m vheat_training {train,evaluate,export,teacher} --help`."""

import argparse
import os
from dataclasses import fields, replace
from pathlib import Path

import torch

from . import data
from .evaluate import accuracy, every_nth
from .export import export
from .models import ARCHITECTURES, build, read_weights
from .recipe import PRESETS, Recipe
from .teacher import probabilities
from .train import train


def growth(text: str) -> tuple[tuple[int, float], ...]:
    """`64:0.4,128:0.6` → image sizes with their shares of the budget."""
    pairs = (pair.split(":") for pair in text.split(","))
    return tuple((int(size), float(share)) for size, share in pairs)


def run_train(options: argparse.Namespace) -> None:
    given = {field.name: value for field in fields(Recipe) if (value := getattr(options, field.name)) is not None}
    train(replace(PRESETS[options.preset], **given), options.data, options.run_folder, options.start, options.teacher, options.side,
          options.checkpoint_minutes, options.validate, options.compile)


def run_evaluate(options: argparse.Namespace) -> None:
    validation = data.load(options.data / "val", options.image_size)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = build(options.model, len(validation.classes), options.image_size).to(device).eval()
    model.load_state_dict(read_weights(options.weights, options.which))
    pictures = every_nth(validation, options.images or len(validation.images))
    top1, top5 = accuracy(model, pictures, device)
    print(f"{len(pictures.images):,} pictures: top-1 {top1:.2f} %  top-5 {top5:.2f} %")


def run_export(options: argparse.Namespace) -> None:
    export(options.model, options.run_folder, options.data, options.dataset_name, options.licence, options.labels, options.photos, options.note,
           options.which, options.soup, options.image_size, options.out)


def run_teacher(options: argparse.Namespace) -> None:
    torch.save(probabilities(options.data, options.imagenet, options.size, options.side), options.out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="vheat_training")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        added.set_defaults(run_command=run)
        added.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 1) // int(os.environ.get("LOCAL_WORLD_SIZE", "1"))))
        added.add_argument("--data", type=Path, required=True, help="folder with train/ and val/: mosaics or class folders")
        return added

    which = {"choices": ("model_ema", "model"), "default": "model_ema", "help": "averaged or last weights of the checkpoint"}

    added = command("train", run_train, "train a model, or resume the run in --run-folder")
    added.add_argument("--run-folder", type=Path, required=True, help="folder of the checkpoint and the log")
    added.add_argument("--preset", choices=PRESETS, required=True)
    added.add_argument("--start", type=Path, help="checkpoint.pth or weights.safetensors of the same network, for vHeat also of a smaller image size")
    added.add_argument("--teacher", type=Path, help="file written by the teacher command")
    added.add_argument("--side", type=int, default=64, help="training pictures are kept in memory at this size")
    added.add_argument("--checkpoint-minutes", type=float, default=5)
    added.add_argument("--validate", type=int, default=1000, help="pictures classified at each checkpoint, at most")
    added.add_argument("--compile", action="store_true", help="torch.compile")
    for field in fields(Recipe):
        convert = growth if field.name == "grow" else field.type
        choices = ARCHITECTURES if field.name == "model" else None
        added.add_argument(f"--{field.name.replace('_', '-')}", type=convert, choices=choices, help="overrides the preset")

    added = command("evaluate", run_evaluate, "top-1 and top-5 of a checkpoint or of exported weights")
    added.add_argument("--model", choices=ARCHITECTURES, required=True)
    added.add_argument("--weights", type=Path, required=True, help="checkpoint.pth or weights.safetensors")
    added.add_argument("--which", **which)
    added.add_argument("--image-size", type=int, default=128)
    added.add_argument("--images", type=int, help="at most this many pictures")

    added = command("export", run_export, "write the folder that the app loads")
    added.add_argument("--model", choices=ARCHITECTURES, required=True)
    added.add_argument("--run-folder", type=Path, required=True)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--dataset-name", required=True, help="of val/, as in: Tiny ImageNet validation")
    added.add_argument("--licence", required=True, help="terms of the weights, which follow from those of the training pictures")
    added.add_argument("--labels", type=Path, help="JSON list of {wnid, name}; else the class names are the labels")
    added.add_argument("--photos", type=Path, help="folder of photos whose predictions the model card lists, beside what its samples.json says they show")
    added.add_argument("--which", **which)
    added.add_argument("--soup", type=Path, nargs="*", default=[], help="checkpoints of earlier runs that this one continued: the mean of all is shipped")
    added.add_argument("--note", default="", help="more about the training, for the model card")
    added.add_argument("--image-size", type=int, default=128)

    added = command("teacher", run_teacher, "compute a pretrained teacher's probabilities for the training pictures")
    added.add_argument("--imagenet", type=Path, required=True, help="JSON list of {wnid} in ImageNet-1k's order")
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--size", type=int, default=160, help="the teacher's input")
    added.add_argument("--side", type=int, default=64)

    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run_command(options)


if __name__ == "__main__":
    main()
