"""What one training run does, its schedules, and recipes by name."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    model: str
    pictures: int  # budget: pictures seen, over all processes
    grow: tuple[tuple[int, float], ...]  # (image size, share of the budget), in order
    batch: int = 128  # per process
    lr: float = 2e-3
    weight_decay: float = 0.05
    warmup: float = 0.03  # share of the budget
    ema: float = 0.998
    smallest_area: float = 0.35  # of the picture, in a random crop; a teacher's answers bring their own crops
    colour: float = 0.2  # strength of brightness, contrast and saturation
    tilt: float = 0.0  # probability of a rotation with shear
    erase: float = 0.0  # probability of a grey rectangle
    mixup: float = 0.0  # probability
    cutmix: float = 0.0  # probability
    plain_end: float = 0.0  # share of the budget, at its end, without tilt, erasing, mixup and cutmix
    plain_area: float = 0.7  # `smallest_area` of that end
    drop_path: float = 0.0  # of the last block; less in those before
    smoothing: float = 0.1  # of the labels
    answers_share: float = 0.8  # of the target, where a teacher's answers are given
    seed: int = 0

    def image_size(self, progress: float) -> int:
        """Size of the training images when this share of the budget is spent."""
        for size, share in self.grow:
            progress -= share
            if progress < 0:
                return size
        return self.final_size

    @property
    def final_size(self) -> int:
        return self.grow[-1][0]

    def learning_rate(self, progress: float) -> float:
        """Linear warm-up, then a cosine that reaches 0 exactly when the budget ends."""
        rising = progress / self.warmup if self.warmup else 1
        return self.lr * min(rising, 0.5 + 0.5 * math.cos(math.pi * progress))


PRESETS = {
    # Beside other work on a shared CPU, for days if need be: 35, 30 and 35 % of the time at 64, 96 and 128 px with the speeds of a CPU
    # that multiplies in bfloat16 (3.5 : 2 : 1), mixing for 85 % of the time.
    "cpu": Recipe(model="vheat-nano", pictures=12_000_000, grow=((64, 0.565), (96, 0.273), (128, 0.162)), batch=256, lr=1.2e-3, ema=0.9995,
                  smallest_area=0.35, colour=0.15, mixup=0.2, cutmix=0.3, plain_end=0.07),
    # 300 epochs of 100,000 pictures on one large GPU: mixing, erasing and stochastic depth about as in arXiv 2112.13492 for
    # transformers on Tiny ImageNet. Little time at the small size: λ of a frequency index depends on the grid, so the k learnt on
    # one does not fit the other. A short plain end: it does not overfit again.
    "gpu": Recipe(model="vheat-nano", pictures=30_000_000, grow=((96, 0.35), (128, 0.65)), batch=1024, lr=3e-3, ema=0.999,
                  smallest_area=0.25, colour=0.3, tilt=0.5, erase=0.25, mixup=0.2, cutmix=0.5, drop_path=0.1, plain_end=0.05),
}
