"""Recipes by name."""

from .train import Recipe

PRESETS = {
    # Two shared CPU cores, one per model: short, so little augmentation and small images first.
    "cpu": Recipe(model="vheat-nano", minutes=80, grow=((64, 0.4), (96, 0.3), (128, 0.3))),
    # An hour on one large GPU: hundreds of epochs, so strong augmentation.
    "gpu": Recipe(model="vheat-nano", minutes=60, grow=((64, 0.3), (96, 0.2), (128, 0.5)), batch=512, lr=3e-3, ema=0.9995,
                  smallest_area=0.2, colour=0.4, mixup=0.3, cutmix=0.5),
}
