"""A teacher's answers: what it saw, what is kept, for which pictures, and what a run makes of them."""

import json

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import nn

from conftest import CLASSES, picture, small_run
from vheat_training import data, teacher
from vheat_training import train as loop
from vheat_training.answers import Answers, load_answers, save_answers
from vheat_training.augment import Boxes, resized_crop
from vheat_training.recipe import Recipe
from vheat_training.teacher import random_crops, write_answers


def made_up(pictures: int, crops: int, classes: int, kept: int = 3) -> Answers:
    generator = torch.Generator().manual_seed(0)
    shares = torch.rand(pictures, crops, kept, generator=generator).sort(descending=True).values / kept
    best = torch.rand(pictures, crops, classes, generator=generator).topk(kept).indices
    return Answers(random_crops(pictures, crops, 0.3), best.to(torch.uint8 if classes <= 256 else torch.uint16), shares.half(), "made up")


def test_a_box_is_the_crop_that_pil_makes():
    image = picture(0, 64, 64).point(lambda value: 90 + value // 4)  # PIL clips to 0…255 after either axis
    images = data.to_tensor(image)[None].expand(20, -1, -1, -1)
    torch.manual_seed(0)
    box = random_crops(20, 2, 0.3)[:, 1]
    crops = resized_crop(images, 48, Boxes.of_units(box, 64))
    for crop, (top, left, height, width, mirrored) in zip(crops, box.tolist()):
        rectangle = (left / 4, top / 4, (left + width + 1) / 4, (top + height + 1) / 4)
        expected = image.resize((48, 48), Image.Resampling.BICUBIC, box=rectangle)
        if mirrored:
            expected = expected.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        # It rounds there too.
        assert (crop.permute(1, 2, 0) - torch.from_numpy(np.array(expected))).abs().max() < 1.6


def test_boxes_lie_in_the_picture_and_the_first_is_the_whole():
    box = random_crops(500, 4, 0.3).int()
    assert box[:, 0].unique(dim=0).tolist() == [[0, 0, 255, 255, 0]]
    end = box[..., :2] + box[..., 2:4] + 1
    assert end.max() <= 256 and box[..., 4].unique().tolist() == [0, 1]
    area = ((box[:, 1:, 2] + 1) * (box[:, 1:, 3] + 1)) / 256**2
    assert area.min() > 0.29 and area.min() < 0.35 and area.max() > 0.9


@pytest.mark.parametrize("classes", [5, 300])
def test_answers_are_read_as_they_were_written(tmp_path, classes):
    names = [f"class {index:03}" for index in range(classes)]
    pictures = data.Pictures(torch.zeros(2 * classes, 3, 1, 1), torch.arange(classes).repeat_interleave(2), names)
    answers = made_up(2 * classes, 4, classes)
    save_answers(tmp_path / "answers", answers, pictures)
    read = load_answers(tmp_path / "answers", pictures)
    assert read.teacher == "made up"
    assert all(torch.equal(a.long() if a.dtype == torch.uint16 else a, b.long() if b.dtype == torch.uint16 else b) for a, b in zip(read[:3], answers[:3]))

    chosen = torch.tensor([classes + 1, 0, 7])
    torch.manual_seed(0)
    boxes, probabilities = read.pick(chosen, 64, classes)
    torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(3))
    for row, index in enumerate(chosen.tolist()):
        [crop] = [c for c in range(4) if torch.equal(Boxes.of_units(answers.box[index, c][None], 64).top, boxes.top[row:row + 1])
                  and torch.equal(Boxes.of_units(answers.box[index, c][None], 64).width, boxes.width[row:row + 1])]
        shares = answers.shares[index, crop].float()
        expected = torch.full((classes,), (1 - shares.sum().item()) / classes)
        expected[answers.classes[index, crop].long()] += shares
        torch.testing.assert_close(probabilities[row], expected)


def test_every_crop_is_seen(tmp_path):
    answers = made_up(1, 7, 5)
    boxes, _ = answers.pick(torch.zeros(300, dtype=torch.int64), 64, 5)
    assert len(set(zip(boxes.top.tolist(), boxes.left.tolist(), boxes.height.tolist(), boxes.width.tolist()))) == 7


@pytest.fixture
def training(mosaics) -> data.Pictures:
    return data.load(mosaics / "train", 64)


def test_answers_for_other_pictures_are_refused(tmp_path, training):
    file = tmp_path / "answers.safetensors"
    save_answers(file, made_up(30, 2, 5), training)
    images, labels, classes = training
    more = data.Pictures(torch.cat([images[:1], images]), torch.cat([labels[:1], labels]), classes)
    with pytest.raises(ValueError, match="answers for 6 pictures of blue, but 7 are there"):
        load_answers(file, more)
    # As many in all, but one has moved to another class.
    moved = data.Pictures(images, torch.cat([labels[:5], labels[6:7], labels[6:]]), classes)
    with pytest.raises(ValueError, match="answers for 6 pictures of blue, but 5 are there"):
        load_answers(file, moved)
    with pytest.raises(ValueError, match="other classes.*purple, yellow"):
        load_answers(file, data.Pictures(images, labels, [*classes[:4], "purple"]))
    with pytest.raises(ValueError, match="order differs"):
        load_answers(file, data.Pictures(images, labels, classes[::-1]))


def test_answers_without_counts_are_for_as_many_of_each_class(tmp_path, training):
    file = tmp_path / "answers.safetensors"
    answers = made_up(30, 2, 5)
    tensors = {"box": answers.box, "classes": answers.classes, "shares": answers.shares}
    metadata = {"classes": json.dumps(CLASSES), "pictures": "30"}
    save_file(tensors, file, metadata)
    load_answers(file, training)
    images, labels, classes = training
    with pytest.raises(ValueError, match="but 5 are there"):
        load_answers(file, data.Pictures(images, torch.cat([labels[:5], labels[6:7], labels[6:]]), classes))
    save_file({"box": answers.box}, file, metadata)
    with pytest.raises(ValueError, match="no file of a teacher's answers"):
        load_answers(file, training)
    save_file({**tensors, "shares": answers.shares[:29]}, file, metadata)
    with pytest.raises(ValueError, match=r"damaged.*shares \(29, 2, 3\)"):
        load_answers(file, training)
    save_file({**tensors, "classes": answers.classes + 3}, file, metadata)
    with pytest.raises(ValueError, match="damaged.*classes that it does not name"):
        load_answers(file, training)


def test_training_sees_the_boxes_and_mixes_the_answers(tmp_path, mosaics, training, monkeypatch):
    file = tmp_path / "answers.safetensors"
    answers = made_up(30, 1, 5)
    save_answers(file, answers, training)
    seen = []

    def noted(pictures, boxes, targets, *more):
        seen.append((boxes, targets))
        return augmented(pictures, boxes, targets, *more)

    augmented = loop.augmented
    monkeypatch.setattr(loop, "augmented", noted)
    small_run(Recipe(model="vit-nano", pictures=30, grow=((32, 1.0),), batch=30, smoothing=0, answers_share=0.75), mosaics, tmp_path / "run", file)
    order = loop.picture_order(0, 30, 30, seed=0)
    [(boxes, targets)] = seen
    assert torch.equal(boxes.height, (answers.box[order, 0, 2].float() + 1) / 4)
    _, probabilities = answers.pick(order, 64, 5)
    torch.testing.assert_close(targets, 0.25 * torch.eye(5)[training.labels[order]] + 0.75 * probabilities)
    record = json.loads((tmp_path / "run" / "log.jsonl").read_text().splitlines()[0])["run"]
    assert record["teacher"] == "made up" and record["answers"]["file"] == "answers.safetensors"


class SmallTeacher(nn.Module):
    """Shaped like EfficientNet-Lite0, as far as fitting knows it."""

    def __init__(self, classes: int):
        super().__init__()
        self._blocks = nn.ModuleList(nn.Conv2d(3, 3, 1) for _ in range(8))
        self._conv_head, self._bn1, self._fc = nn.Conv2d(3, 16, 8, stride=8), nn.BatchNorm2d(16), nn.Linear(16, classes)

    def forward(self, x):
        for block in self._blocks:
            x = x + block(x)
        return self._fc(self._bn1(self._conv_head(x)).relu().mean(dim=(2, 3)))


@pytest.fixture
def small_teacher(monkeypatch):
    """The last network that was given, and the classes that it does not know."""
    given = {}

    def load(classes, imagenet):
        torch.manual_seed(0)
        given["network"], given["before"] = SmallTeacher(len(classes)), SmallTeacher(len(classes))
        given["before"].load_state_dict(given["network"].state_dict())
        return given["network"], [] if imagenet else classes

    monkeypatch.setattr(teacher, "load_teacher", load)
    return given


def test_a_teacher_answers_for_the_very_crops(tmp_path, mosaics, training, small_teacher):
    out = tmp_path / "answers.safetensors"
    write_answers(mosaics, out, imagenet=mosaics, epochs=0, size=32, side=64, crops=3, smallest_area=0.3, seed=0)
    answers = load_answers(out, training)
    assert answers.box.shape == (30, 3, 5) and answers.classes.shape == (30, 3, 5) and "as it comes" in answers.teacher
    boxes = Boxes.of_units(answers.box[:, 1], 64)
    with torch.no_grad():
        expected = teacher.logits(small_teacher["network"], training.images, boxes, 32).softmax(dim=1)
    torch.testing.assert_close(expected.gather(1, answers.classes[:, 1].long()), answers.shares[:, 1].float(), atol=2e-3, rtol=0)
    assert load_file(out)["classes"].dtype == torch.uint8
    small_run(Recipe(model="vit-nano", pictures=8, grow=((32, 1.0),), batch=8), mosaics, tmp_path / "run", out)


def test_a_teacher_that_does_not_know_the_classes_must_be_fitted(tmp_path, mosaics, training, small_teacher):
    out = tmp_path / "answers.safetensors"
    options = {"imagenet": None, "size": 32, "side": 64, "crops": 2, "smallest_area": 0.3, "seed": 0}
    with pytest.raises(ValueError, match="does not know 5 of the classes \\(blue, green"):
        write_answers(mosaics, out, epochs=0, **options)
    write_answers(mosaics, out, epochs=2, **options)
    assert "fitted for 2 epochs" in load_answers(out, training).teacher
    changed = {name for name, p in small_teacher["network"].named_parameters() if not torch.equal(p, small_teacher["before"].get_parameter(name))}
    assert {"_fc.weight", "_blocks.2.weight", "_conv_head.weight"} <= changed
    assert not {name for name in changed if name.startswith(("_blocks.0", "_blocks.1"))}
