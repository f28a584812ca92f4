"""ONNX files against the networks they were written from."""

import pytest
import torch

from vheat_training.peers import randomised, write_onnx
from vheat_training.vheat import VHeat

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnxscript")

SMALL = {"dims": (8, 16, 32, 64), "depths": (1, 1, 1, 1), "classes": 10, "image_size": 64}


def test_onnx_computes_what_the_network_computes(tmp_path):
    model = randomised(VHeat(**SMALL)).eval()
    file = tmp_path / "small.onnx"
    write_onnx(model, 64, file)

    session = onnxruntime.InferenceSession(file)
    images = torch.randn(2, 1, 3, 64, 64, generator=torch.manual_seed(1))
    (first,), (second,) = (session.run(["logits"], {"images": picture.numpy()}) for picture in images)
    for logits, picture in ((first, images[0]), (second, images[1])):
        torch.testing.assert_close(torch.from_numpy(logits), model(picture).detach(), atol=1e-5, rtol=1e-5)
    assert abs(first - second).max() > 0.01

    # A peer that computes shapes, or a norm in pieces, would be slower than it has to be.
    operators = {node.op_type for node in onnx.load(file).graph.node}
    assert {"LayerNormalization", "Gelu"} <= operators
    assert not operators & {"Shape", "Gather", "Cos", "Cast"}


def test_random_weights_move_every_logit():
    model = randomised(VHeat(**SMALL))
    again = randomised(VHeat(**SMALL))
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), again.state_dict().values()))
    logits = model(torch.randn(1, 3, 64, 64, generator=torch.manual_seed(1)))
    logits.square().sum().backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad.abs().max() > 0, name
