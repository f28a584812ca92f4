"""The whole path on a few made-up pictures: both data layouts, train, resume, export."""

import argparse
import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from conftest import CLASSES, picture, small_run
from vheat_training import card, data
from vheat_training.__main__ import amount
from vheat_training.augment import erase, mix, resampling_matrix, tilt
from vheat_training.drop_path import DropPath
from vheat_training.evaluate import every_nth, hit_rates
from vheat_training.export import export
from vheat_training.models import ARCHITECTURES, build, continue_from, mean_weights, read_weights
from vheat_training.optimizer import Muon
from vheat_training.recipe import Recipe
from vheat_training.vheat import VHeat

def test_mosaics_are_read_row_by_row(mosaics):
    pictures = data.load(mosaics / "train", 64)
    assert pictures.classes == list(CLASSES) and pictures.images.shape == (30, 3, 64, 64)
    mosaic = np.asarray(Image.open(mosaics / "train" / "blue.jpg"))
    assert (pictures.images[1].permute(1, 2, 0).numpy() == mosaic[:64, 64:]).all()


def test_image_folders_are_fitted(tmp_path):
    for name in CLASSES:
        (tmp_path / name).mkdir()
        picture(1, 90, 61).save(tmp_path / name / "one.jpg")
    pictures = data.load(tmp_path, 32)
    assert pictures.images.shape == (5, 3, 32, 32) and pictures.labels.tolist() == [0, 1, 2, 3, 4]


def image_folder(root: Path, **pictures: int) -> Path:
    for name, count in pictures.items():
        (root / name).mkdir(parents=True)
        for seed in range(count):
            picture(seed, 40, 40).save(root / name / f"{seed}.png")
    return root


def test_a_class_is_its_folders_whole_name_and_other_files_are_left_alone(tmp_path):
    image_folder(tmp_path, **{"St. Bernard": 1, "St. John": 2})
    (tmp_path / "St. John" / ".DS_Store").write_text("no picture")
    picture(1, 64, 64).save(tmp_path / "stray.jpg")
    pictures = data.load(tmp_path, 32)
    assert pictures.classes == ["St. Bernard", "St. John"] and pictures.labels.tolist() == [0, 1, 1]


def test_a_class_without_pictures_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="empty holds no pictures"):
        data.load(image_folder(tmp_path, full=1, empty=0), 32)


def test_train_and_val_must_have_the_same_classes(tmp_path):
    image_folder(tmp_path / "train", cat=1, dog=1)
    image_folder(tmp_path / "val", dog=1)
    with pytest.raises(ValueError, match="different classes: cat"):
        data.load_both(tmp_path, 32, 32)


def test_few_classes_have_a_top_5(tmp_path):
    assert hit_rates(torch.eye(2), torch.tensor([0, 0])) == (50, 100)


def test_every_nth_picture_is_at_most_the_limit():
    pictures = data.Pictures(torch.zeros(10, 1), torch.arange(10), [])
    assert every_nth(pictures, 4).labels.tolist() == [0, 3, 6, 9] and len(every_nth(pictures, 10).labels) == 10


@pytest.mark.parametrize("model", ["vheat-nano", "vit-nano"])
def test_another_number_of_classes_keeps_all_but_the_classifier(model):
    torch.manual_seed(0)
    old, new = build(model, 5, 64), build(model, 3, 64)
    fresh = {name: tensor.clone() for name, tensor in new.state_dict().items()}
    continue_from(new, old.state_dict())
    for name, tensor in new.state_dict().items():
        kept = old.state_dict()[name]
        assert torch.equal(tensor, kept if kept.shape == tensor.shape else fresh[name])


def test_a_soup_is_the_mean():
    soup = mean_weights([{"w": torch.tensor([1.0, 4.0])}, {"w": torch.tensor([3.0, 0.0])}])
    assert soup["w"].tolist() == [2, 2]


def test_no_warm_up_begins_at_the_peak():
    assert Recipe(model="vheat-nano", pictures=1, grow=((64, 1),), lr=0.5, warmup=0).learning_rate(0) == 0.5


def test_resampling_matches_pil():
    ramp = Image.fromarray(np.tile(np.arange(40, 200, 2, dtype=np.uint8), (80, 1)))
    for size in (37, 128):
        expected = np.asarray(ramp.resize((size, size), Image.Resampling.BICUBIC))[0]
        matrix = resampling_matrix(torch.zeros(1), torch.full((1,), 80.0), size, 80)[0]
        row = matrix @ torch.arange(40, 200, 2).float()
        assert (row - torch.from_numpy(expected.copy())).abs().max() <= 0.51


def test_the_card_says_which_photos_are_right(tmp_path, monkeypatch):
    entries = [("first.png", ["red"]), ("third.png", ["blue", "white"]), ("wrong.png", ["green"]), ("other.png", [])]
    (tmp_path / "samples.json").write_text(json.dumps([{"file": file, "classes": classes} for file, classes in entries]))
    answer = [(2, 0.7), (4, 0.2), (0, 0.1)]
    monkeypatch.setattr(card, "photo_predictions", lambda *_: {file: answer for file, _ in entries})
    section = card.photo_section(None, tmp_path, {"imageSize": 64, "classes": 5, "labels": CLASSES})
    assert "one of the 5 classes: 3. Their class comes first for 1 of them, among the first three for 2." in section
    assert "Some of the photos were chosen\nwith the predictions in sight, so this is no measure of accuracy." in section
    assert "| third.png | blue or white | red 0.70 | yellow 0.20 | **blue** 0.10 |" in section
    assert "| other.png | none | red 0.70 | yellow 0.20 | blue 0.10 |" in section


def test_mixed_targets_stay_distributions():
    torch.manual_seed(0)
    for _ in range(20):
        _, targets = mix(torch.rand(4, 3, 32, 32), torch.eye(4), mixup=0.5, cutmix=0.5)
        torch.testing.assert_close(targets.sum(dim=1), torch.ones(4))


def test_erasing_sets_one_rectangle_to_the_mean():
    torch.manual_seed(0)
    erased = erase(torch.ones(200, 3, 40, 40), 0.5) == 0
    areas = erased[:, 0].float().mean(dim=(1, 2))
    assert 60 < (areas > 0).sum() < 140 and areas.max() < 0.4
    for mask in erased[areas > 0]:
        rows, columns = mask[0].any(dim=1), mask[0].any(dim=0)
        assert torch.equal(mask, (rows[:, None] & columns).expand(3, -1, -1))


def test_tilting_turns_about_the_centre_and_keeps_flat_pictures():
    torch.manual_seed(0)
    flat = torch.full((8, 3, 32, 32), 7.0)
    torch.testing.assert_close(tilt(flat, 1.0), flat)
    spot = torch.zeros(8, 1, 33, 33)
    spot[:, :, 16, 16] = 1
    assert (tilt(spot, 1.0)[:, 0, 16, 16] > 0.99).all()
    ramp = torch.arange(32.0).expand(8, 3, 32, 32)
    assert not torch.allclose(tilt(ramp, 1.0), ramp, atol=0.5)


def test_a_dropped_path_keeps_its_mean_and_rests_in_evaluation():
    torch.manual_seed(0)
    drop, branch = DropPath(0.25), torch.ones(4000, 2, 2, 3)
    dropped = drop(branch)
    samples = dropped.flatten(1)
    assert torch.equal(samples, samples[:, :1].expand_as(samples))
    torch.testing.assert_close(samples.unique(), torch.tensor([0, 4 / 3]))
    assert dropped.mean().item() == pytest.approx(1, abs=0.04)
    assert drop.eval()(branch) is branch


def test_muon_steps_every_matrix_along_its_nearest_orthogonal_one(monkeypatch):
    monkeypatch.setattr("vheat_training.optimizer.has_bfloat16", lambda _: False)
    torch.manual_seed(0)
    weights = [torch.nn.Parameter(torch.randn(shape)) for shape in ((6, 4), (6, 4), (4, 6), (4, 2, 1, 3))]
    before = [weight.detach().clone() for weight in weights]
    for weight in weights:
        weight.grad = torch.randn_like(weight)
    Muon(weights, lr=0.1, weight_decay=0.5).step()
    for weight, old in zip(weights, before):
        u, _, v = torch.linalg.svd(weight.grad.flatten(1), full_matrices=False)
        step = (old * (1 - 0.1 * 0.5) - weight.detach()).flatten(1) / (0.1 * 0.2 * max(weight.flatten(1).shape) ** 0.5)
        # Five steps bring every singular value into 0.68–1.14 (Jordan et al.), in the gradient's own directions.
        values = u.T @ step @ v.T
        assert (values.diag() > 0.6).all() and (values.diag() < 1.25).all()
        torch.testing.assert_close(values, torch.diag(values.diag()), atol=1e-4, rtol=0)


def test_compiled_training_runs_at_every_size(mosaics, tmp_path, monkeypatch):
    # This backend traces forward and backward as the GPU's does, without its minutes of code generation.
    monkeypatch.setattr(torch, "compile", partial(torch.compile, backend="aot_eager"))
    monkeypatch.setitem(ARCHITECTURES, "vheat-nano", partial(VHeat, dims=(8, 16, 32, 64), depths=(1, 1, 1, 1)))
    recipe = Recipe(model="vheat-nano", pictures=20, grow=((32, 0.5), (64, 0.5)), batch=8)
    assert small_run(recipe, mosaics, tmp_path, compiled=True)["step"] == 3
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["size"] == 64


@pytest.mark.parametrize(("text", "pictures"), [("12M", 12_000_000), ("1.57M", 1_570_000), ("500k", 500_000), ("20_000", 20_000)])
def test_budgets_are_pictures(text, pictures):
    assert amount(text) == pictures


@pytest.mark.parametrize("text", ["0", "-3M", "12G", "many", "nan", "inf"])
def test_no_other_budgets(text):
    with pytest.raises(argparse.ArgumentTypeError, match="such as 500k or 12M"):
        amount(text)


@pytest.mark.parametrize("model", ["vheat-nano", "vit-nano"])
def test_a_run_is_exported_with_its_record(mosaics, tmp_path, model):
    recipe = Recipe(model=model, pictures=30, grow=((32, 0.5), (64, 0.5)), batch=8, tilt=0.5, erase=0.5, mixup=0.3, cutmix=0.3, drop_path=0.1,
                    plain_end=0.3, seed=7)
    run, out = tmp_path / "run", tmp_path / model
    small_run(recipe, mosaics, run)
    export(model, run / "checkpoint.pth", mosaics, "made-up pictures", "made up", labels=None, photos=None, note="Noted.", which="model_ema", soup=[],
           image_size=64, out=out)
    config = json.loads((out / "config.json").read_text())
    weights = load_file(out / "weights.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {torch.float16}
    assert config["parameters"] == sum(tensor.numel() for tensor in weights.values())
    assert config["accuracy"]["images"] == 30 and config["wnids"] == list(CLASSES)
    written = (out / "MODEL_CARD.md").read_text()
    assert f"| {config['accuracy']['top1']:.2f} % |" in written
    assert "30 pictures seen (1.0 epochs; 50 % at 32 px, 50 % at 64 px) in 4 steps" in written and "seed 7;" in written
    assert data.digest(mosaics) in written and torch.__version__ in written and "Noted." in written
    assert (out / "training-log.jsonl").read_text() == (run / "log.jsonl").read_text()


def test_weights_without_a_record_are_exported_with_a_note_and_without_a_log(mosaics, tmp_path):
    torch.manual_seed(0)
    weights, out = tmp_path / "weights.safetensors", tmp_path / "out"
    save_file(build("vit-nano", 5, 64).state_dict(), weights)
    out.mkdir()
    (out / "training-log.jsonl").write_text("of other weights")
    export("vit-nano", weights, mosaics, "made-up pictures", "made up", labels=None, photos=None, note="Trained elsewhere.", which="model_ema", soup=[],
           image_size=64, out=out)
    written = (out / "MODEL_CARD.md").read_text()
    assert "## Training\nTrained elsewhere.\n" in written and "training-log" not in written
    assert not (out / "training-log.jsonl").exists()
    for name, tensor in load_file(out / "weights.safetensors").items():
        assert torch.equal(tensor, load_file(weights)[name].half())


def test_weights_that_the_app_ships_in_8_bits_are_read(tmp_path):
    codes = torch.tensor([[1, -2], [3, 127]], dtype=torch.int8)
    file = tmp_path / "weights.safetensors"
    save_file({"w": codes, "w_scale": torch.tensor([[0.5], [2.0]]), "b": torch.tensor([1.5, 2.0]).half()}, file)
    weights = read_weights(file)
    assert list(weights) == ["b", "w"]
    assert torch.equal(weights["w"], torch.tensor([[0.5, -1.0], [6.0, 254.0]]))
    assert torch.equal(weights["b"], torch.tensor([1.5, 2.0]))
