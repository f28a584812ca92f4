"""Both networks against numbers produced once with the published implementation's behaviour (float32, CPU)."""

import pytest
import torch

from vheat_training.vheat import Block, HeatConduction, VHeat
from vheat_training.vit import ViT

SMALL = {"dims": (8, 16, 32, 64), "depths": (1, 1, 2, 1), "classes": 10}
VARIANTS = {
    "pre-norm": {"post_norm": False, "layer_scale": False},
    "post-norm-layer-scale": {"post_norm": True, "layer_scale": True},
}


def close(actual, expected):
    torch.testing.assert_close(actual, expected, atol=1e-4, rtol=0)


def small_vheat(golden, variant: str, image_size: int = 64) -> VHeat:
    model = VHeat(**SMALL, **VARIANTS[variant], image_size=image_size)
    model.load_grown(golden(f"vheat/{variant}/weights.safetensors"))
    return model


@pytest.mark.parametrize("variant", VARIANTS)
def test_vheat_matches_block_by_block(golden, variant):
    expected = golden(f"vheat/{variant}/golden.safetensors")
    model = small_vheat(golden, variant)
    seen = {}
    for name, module in model.named_modules():
        if isinstance(module, (Block, HeatConduction)) or name == "patch_embed":
            module.register_forward_hook(lambda _m, _i, output, name=name: seen.update({name: output.permute(0, 3, 1, 2)}))
    close(model(expected["input"]), expected["logits"])
    close(model.features(expected["input"]).permute(0, 3, 1, 2), expected["features"])
    assert len(seen) == 11
    for name, output in seen.items():
        close(output, expected[name])
    for i, stage in enumerate(model.diffusivity()):
        for j, k in enumerate(stage):
            close(k, expected[f"layers.{i}.{j}.k"])


@pytest.mark.parametrize("variant", VARIANTS)
def test_vheat_gradient(golden, variant):
    expected = golden(f"vheat/{variant}/golden.safetensors")
    images = expected["input"].requires_grad_()
    features = small_vheat(golden, variant).features(images)
    features[:, features.shape[1] // 2, features.shape[2] // 2].sum().backward()
    error = (images.grad - expected["centre_input_gradient"]).abs().max() / expected["centre_input_gradient"].abs().max()
    assert error < 1e-3


def test_vheat_grows_by_zero_padding(golden):
    expected = golden("vheat/pre-norm/golden-96px.safetensors")
    close(small_vheat(golden, "pre-norm", image_size=96)(expected["input"]), expected["logits"])


def test_vheat_of_a_larger_size_takes_smaller_images(golden):
    expected = golden("vheat/pre-norm/golden.safetensors")
    close(small_vheat(golden, "pre-norm", image_size=96)(expected["input"]), expected["logits"])


def test_vit_matches(golden):
    expected = golden("vit/golden.safetensors")
    model = ViT(width=32, depth=3, heads=2, classes=10, image_size=64)
    model.load_state_dict(golden("vit/checkpoint.safetensors"))
    close(model(expected["input"]), expected["logits"])
