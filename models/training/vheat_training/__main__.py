"""Command line: `python -m vheat_training {train,evaluate,export,teacher} --help`."""

import argparse
import os
from dataclasses import fields, replace
from pathlib import Path

import torch

from .models import ARCHITECTURES
from .presets import PRESETS
from .train import Recipe, train


def growth(text: str) -> tuple[tuple[int, float], ...]:
    """`64:0.4,128:0.6` → image sizes with their shares of the budget."""
    pairs = (pair.split(":") for pair in text.split(","))
    return tuple((int(size), float(share)) for size, share in pairs)


def add_train(commands) -> None:
    parser = commands.add_parser("train", help="train a model, or resume the run in --run")
    parser.set_defaults(command=run_train)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and val/: mosaics or class folders")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint and the log")
    parser.add_argument("--preset", choices=PRESETS, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint of a vHeat of the same or a smaller image size")
    parser.add_argument("--teacher", type=Path, help="file written by the teacher command")
    parser.add_argument("--side", type=int, default=64, help="pictures are kept in memory at this size")
    parser.add_argument("--checkpoint-minutes", type=float, default=5)
    parser.add_argument("--compile", action="store_true", help="torch.compile")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    for field in fields(Recipe):
        convert = growth if field.name == "grow" else field.type
        choices = ARCHITECTURES if field.name == "model" else None
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=convert, choices=choices, help="overrides the preset")


def run_train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    given = {field.name: value for field in fields(Recipe) if (value := getattr(options, field.name)) is not None}
    train(replace(PRESETS[options.preset], **given), options.data, options.run, options.start, options.teacher, options.side,
          options.checkpoint_minutes, options.compile)


def main() -> None:
    parser = argparse.ArgumentParser(prog="vheat_training")
    commands = parser.add_subparsers(required=True)
    add_train(commands)
    options = parser.parse_args()
    options.command(options)


if __name__ == "__main__":
    main()
