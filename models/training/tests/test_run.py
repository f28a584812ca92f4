"""How a run goes: its budget, its randomness, its record; stopped and resumed, in one process and in two."""

import json
import math
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

from conftest import small_run
from vheat_training import train as loop
from vheat_training.models import build
from vheat_training.optimizer import orthogonalise
from vheat_training.recipe import Recipe
from vheat_training.train import augmented, picture_order
from vheat_training.vheat import conduct

RECIPE = Recipe(model="vit-nano", pictures=50, grow=((32, 1.0),), batch=8, mixup=0.3, cutmix=0.3, drop_path=0.1)


def lines(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def test_every_epoch_shows_each_picture_once_in_an_order_of_its_own():
    order = picture_order(0, 30, 10, seed=1)
    assert [sorted(epoch.tolist()) for epoch in order.split(10)] == [list(range(10))] * 3
    assert len({tuple(epoch.tolist()) for epoch in order.split(10)}) == 3
    assert torch.equal(picture_order(7, 23, 10, seed=1), order[7:23])
    assert not torch.equal(picture_order(0, 30, 10, seed=2), order)


@pytest.mark.parametrize("model", ["vheat-nano", "vit-nano"])
def test_bfloat16_changes_the_loss_little_and_not_the_heat(model):
    torch.manual_seed(0)
    network, images, labels = build(model, 5, 64), torch.randn(16, 3, 64, 64), torch.arange(16) % 5
    expected = F.cross_entropy(network(images), labels)
    with torch.autocast("cpu", torch.bfloat16):
        scores = network(images)
        heat = torch.randn(2, 4, 4, 3).bfloat16()
        spread = conduct(heat, torch.ones(4, 4, 3))
    assert scores.dtype == torch.bfloat16
    torch.testing.assert_close(F.cross_entropy(scores.float(), labels), expected, atol=5e-3, rtol=0)
    assert spread.dtype == torch.float32
    torch.testing.assert_close(spread.sum(dim=(1, 2)), heat.float().sum(dim=(1, 2)))


def test_orthogonalising_in_bfloat16_is_close_to_float32(monkeypatch):
    torch.manual_seed(0)
    matrices = torch.randn(3, 24, 40)
    monkeypatch.setattr("vheat_training.optimizer.has_bfloat16", lambda _: False)
    exact = orthogonalise(matrices)
    monkeypatch.setattr("vheat_training.optimizer.has_bfloat16", lambda _: True)
    rounded = orthogonalise(matrices)
    assert rounded.dtype == torch.float32
    assert (rounded - exact).norm() / exact.norm() < 0.05


def test_the_budget_of_pictures_ends_exactly_and_can_be_raised(mosaics, tmp_path):
    first = small_run(RECIPE, mosaics, tmp_path)
    assert (first["seen"], first["step"]) == (50, 7)
    assert lines(tmp_path)[-1]["seen"] == 50 and lines(tmp_path)[-1]["images"] == 30
    with pytest.raises(SystemExit, match="already seen 50 pictures"):
        small_run(RECIPE, mosaics, tmp_path)
    second = small_run(replace(RECIPE, pictures=61), mosaics, tmp_path)
    assert (second["seen"], second["step"]) == (61, 9)
    assert second["seconds"] > first["seconds"] and second["cpu_seconds"] > first["cpu_seconds"]
    assert [line["run"]["recipe"]["pictures"] for line in lines(tmp_path) if "run" in line] == [50, 61]


def test_the_first_line_of_the_log_says_how_to_repeat_the_run(mosaics, tmp_path):
    small_run(replace(RECIPE, seed=3), mosaics, tmp_path)
    record = lines(tmp_path)[0]["run"]
    assert record["recipe"]["seed"] == 3 and record["recipe"]["batch"] == 8 and record["pictures"] == 30
    assert {"python", "torch", "numpy", "pillow", "device", "cores", "threads", "processes", "bfloat16", "data"} <= record.keys()
    (mosaics / "train" / "blue.jpg").write_bytes((mosaics / "train" / "red.jpg").read_bytes())
    small_run(replace(RECIPE, seed=3), mosaics, tmp_path / "other")
    other = lines(tmp_path / "other")[0]["run"]
    assert other["data"] != record["data"] and {**other, "data": record["data"]} == record


def stop_at(monkeypatch, step: int) -> None:
    """SIGTERM arrives in the midst of this step."""
    steps = iter(range(1, 100))

    def stopped(*arguments, **options):
        if next(steps) == step:
            signal.raise_signal(signal.SIGTERM)
        return augmented(*arguments, **options)

    monkeypatch.setattr(loop, "augmented", stopped)


@pytest.mark.parametrize("model", ["vheat-nano", "vit-nano"])
def test_a_run_stopped_by_sigterm_and_resumed_ends_with_the_same_weights(mosaics, tmp_path, monkeypatch, model):
    recipe = replace(RECIPE, model=model)
    whole = small_run(recipe, mosaics, tmp_path / "whole")
    with monkeypatch.context() as patch:
        stop_at(patch, step=3)
        stopped = small_run(recipe, mosaics, tmp_path / "stopped")
    assert (stopped["step"], stopped["seen"]) == (3, 24)
    assert [line.keys() for line in lines(tmp_path / "stopped")] == [{"run"}]
    resumed = small_run(recipe, mosaics, tmp_path / "stopped")
    for part in ("model", "model_ema"):
        for name, tensor in whole[part].items():
            assert torch.equal(resumed[part][name], tensor), name
    assert [line for line in lines(tmp_path / "stopped") if "run" in line] == lines(tmp_path / "whole")[:1]


def test_resuming_follows_new_settings(mosaics, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        stop_at(patch, step=1)
        small_run(replace(RECIPE, weight_decay=0.05), mosaics, tmp_path)
    resumed = small_run(replace(RECIPE, weight_decay=0.5), mosaics, tmp_path)
    assert resumed["optimizer"][0]["param_groups"][0]["weight_decay"] == 0.5


def test_a_loss_that_is_no_number_ends_the_run_and_leaves_the_checkpoint(mosaics, tmp_path):
    with pytest.raises(SystemExit, match="the loss is nan"):
        small_run(replace(RECIPE, lr=math.inf), mosaics, tmp_path)
    assert not (tmp_path / "checkpoint.pth").exists()


def in_two_processes(mosaics: Path, run: Path, *options: str) -> list[tuple[int, str]]:
    """Exit status and standard error of both."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "vheat_training", "train", "--data", str(mosaics), "--run-folder", str(run), "--preset", "cpu",
               "--model", "vit-nano", "--grow", "32:1", "--batch", "4", "--threads", "1", *options]
    both = [subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE, text=True, env={
        **os.environ, "RANK": str(rank), "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "CUDA_VISIBLE_DEVICES": ""})
        for rank in range(2)]
    try:
        errors = [process.communicate(timeout=60)[1] for process in both]
    finally:
        for process in both:
            process.kill()
    return [(process.returncode, error) for process, error in zip(both, errors)]


def test_two_processes_share_the_budget(mosaics, tmp_path):
    ends = in_two_processes(mosaics, tmp_path / "run", "--pictures", "20")
    assert [status for status, _ in ends] == [0, 0], ends
    saved = torch.load(tmp_path / "run" / "checkpoint.pth")
    assert (saved["seen"], saved["step"], saved["record"]["processes"]) == (20, 3, 2)


def test_where_the_first_process_fails_the_other_ends_too(mosaics, tmp_path):
    first, second = in_two_processes(mosaics, tmp_path / "run", "--pictures", "12M", "--lr", "inf", "--checkpoint-minutes", "0")
    assert first[0] == 1 and "the loss is nan" in first[1]
    assert second[0] == 0 and "Error" not in second[1]
