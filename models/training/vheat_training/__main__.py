"""Command line: `python -m vheat_training {train,evaluate,export,teacher,onnx} --help`."""

import argparse
import math
import os
from dataclasses import fields, replace
from pathlib import Path

import torch

from . import data
from .evaluate import accuracy, every_nth
from .export import export
from .models import ARCHITECTURES, build, read_weights
from .peers import write_peers
from .recipe import PRESETS, Recipe
from .teacher import write_answers
from .train import train


def growth(text: str) -> tuple[tuple[int, float], ...]:
    """`64:0.4,128:0.6` → image sizes with their shares of the budget."""
    pairs = (pair.split(":") for pair in text.split(","))
    return tuple((int(size), float(share)) for size, share in pairs)


UNITS = {"k": 1_000, "M": 1_000_000}


def amount(text: str) -> int:
    """`500k`, `1.57M` or `20000` → a number of pictures."""
    unit = UNITS.get(text[-1:], 1)
    try:
        number = float(text.removesuffix("k").removesuffix("M")) * unit
    except ValueError:
        number = math.nan
    if not 1 <= number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no number of pictures, such as 500k or 12M")
    return round(number)


def run_train(options: argparse.Namespace) -> None:
    given = {field.name: value for field in fields(Recipe) if (value := getattr(options, field.name)) is not None}
    train(replace(PRESETS[options.preset], **given), options.data, options.run_folder, options.start, options.answers, options.side,
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
    export(options.model, options.weights, options.data, options.dataset_name, options.licence, options.labels, options.photos, options.note,
           options.which, options.soup, options.image_size, options.out)


def run_teacher(options: argparse.Namespace) -> None:
    write_answers(options.data, options.out, options.imagenet, options.epochs, options.size, options.side, options.crops, options.smallest_area,
                  options.seed)


def run_onnx(options: argparse.Namespace) -> None:
    write_peers(options.weights, options.out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="vheat_training")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run, text: str, needs_data: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        added.set_defaults(run_command=run)
        added.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 1) // int(os.environ.get("LOCAL_WORLD_SIZE", "1"))))
        if needs_data:
            added.add_argument("--data", type=Path, required=True, help="folder with train/ and val/: mosaics or class folders")
        return added

    which = {"choices": ("model_ema", "model"), "default": "model_ema", "help": "averaged or last weights of the checkpoint"}

    added = command("train", run_train, "train a model, or resume the run in --run-folder")
    added.add_argument("--run-folder", type=Path, required=True, help="folder of the checkpoint and the log")
    added.add_argument("--preset", choices=PRESETS, required=True)
    added.add_argument("--start", type=Path, help="checkpoint.pth or weights.safetensors of the same network, for vHeat also of a smaller image size")
    added.add_argument("--answers", type=Path, help="a teacher's answers for the training pictures: file written by the teacher command")
    added.add_argument("--side", type=int, default=64, help="training pictures are kept in memory at this size")
    added.add_argument("--checkpoint-minutes", type=float, default=5)
    added.add_argument("--validate", type=int, default=1000, help="pictures classified at each checkpoint, at most")
    added.add_argument("--compile", action="store_true", help="torch.compile")
    for field in fields(Recipe):
        convert = {"grow": growth, "pictures": amount}.get(field.name, field.type)
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
    added.add_argument("--weights", type=Path, required=True, help="checkpoint.pth, or weights.safetensors that come without a run's record")
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--dataset-name", required=True, help="of val/, as in: Tiny ImageNet validation")
    added.add_argument("--licence", required=True, help="terms of the weights, which follow from those of the training pictures")
    added.add_argument("--labels", type=Path, help="JSON list of {wnid, name}; else the class names are the labels")
    added.add_argument("--photos", type=Path, help="folder of photos whose predictions the model card lists, beside what its samples.json says they show")
    added.add_argument("--which", **which)
    added.add_argument("--soup", type=Path, nargs="*", default=[], help="checkpoints or weights of earlier runs that this one continued: the mean of all is shipped")
    added.add_argument("--note", default="", help="more about the training, for the model card")
    added.add_argument("--image-size", type=int, default=128)

    added = command("teacher", run_teacher, "write a pretrained teacher's answers for crops of the training pictures")
    added.add_argument("--out", type=Path, required=True, help="file for train --answers")
    added.add_argument("--imagenet", type=Path, help="JSON list of {wnid} in ImageNet-1k's order: classes so named are known to the teacher")
    added.add_argument("--epochs", type=float, default=0, help="fit the teacher to the training pictures first")
    added.add_argument("--size", type=int, default=160, help="the teacher's input")
    added.add_argument("--side", type=int, default=64, help="training pictures are kept in memory at this size")
    added.add_argument("--crops", type=int, default=7, help="of every picture, the first of them whole")
    added.add_argument("--smallest-area", type=float, default=0.3, help="of the picture, in a crop")
    added.add_argument("--seed", type=int, default=0)

    added = command("onnx", run_onnx, "write the networks of `npm run bench` for other runtimes", needs_data=False)
    added.add_argument("--weights", type=Path, default=Path("../vheat-nano/weights.safetensors"), help="of vHeat-Nano")
    added.add_argument("--out", type=Path, default=Path("runs/peers"))

    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run_command(options)


if __name__ == "__main__":
    main()
