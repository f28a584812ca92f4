"""The measured model card. Every number in it comes from a measurement or from the run's record."""

import json
from pathlib import Path

from torch import Tensor, nn

from .evaluate import class_accuracy, confusions, diffusivity_statistics, hit_rates, photo_predictions
from .vheat import VHeat


def table(head: list[str], rows: list[list]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def diffusivity_section(model: nn.Module) -> str:
    rows = [[stage + 1, f"{mean:.2f}", f"{spread:.2f}", f"{100 * zero:.0f} %"]
            for stage, (mean, spread, zero) in enumerate(diffusivity_statistics(model))]
    return f"""## Learned diffusivity
k over all frequencies, channels and blocks of a stage. Random weights begin with k log-uniform in 0.05–5 per channel.

{table(["stage", "mean k", "standard deviation", "exactly 0"], rows)}

"""


def photo_classes(photos: Path) -> dict[str, list[str]]:
    """What is to be seen, by file name, where the folder says so in a samples.json: a list of {file, classes}."""
    listing = photos / "samples.json"
    return {entry["file"]: entry["classes"] for entry in json.loads(listing.read_text())} if listing.exists() else {}


def photo_section(model: nn.Module, photos: Path, config: dict) -> str:
    shown = photo_classes(photos)
    rows, places = [], []
    for name, best in photo_predictions(model, photos, config["imageSize"]).items():
        truths = shown.get(name, [])
        guesses = [config["labels"][c] for c, _ in best]
        if truths:
            places.append(next((place for place, guess in enumerate(guesses) if guess in truths), None))
        rows.append([name, " or ".join(truths) or "none", *(f"**{guess}** {share:.2f}" if guess in truths else f"{guess} {share:.2f}"
                                                            for guess, (_, share) in zip(guesses, best))])
    summary = (f"Photos that show one of the {config['classes']} classes: {len(places)}. Their class comes first for {places.count(0)} of them, "
               f"among the first three for {len(places) - places.count(None)}. Some of the photos were chosen\n"
               "with the predictions in sight, so this is no measure of accuracy.\n\n") if places else ""
    return f"""## On the bundled photos
{summary}{table(["photo", "its class", "first", "second", "third"], rows)}

"""


def training_section(checkpoint: dict, which: str, earlier: int) -> str:
    """What a run's record says, in sentences."""
    record = checkpoint["record"]
    recipe = record["recipe"]
    growth = ", ".join(f"{100 * share:.3g} % at {pixels} px" for pixels, share in recipe["grow"])
    shipped = {"model": "the last ones", "model_ema": f"their exponential moving average (decay {recipe['ema']:g})"}[which]
    if earlier:
        shipped = f"the mean of {shipped} and those of {earlier} earlier run{'s' if earlier > 1 else ''}"
    begin = f"the weights of SHA-256 {record['start']['sha256'][:12]}…" if record["start"] else "random weights"
    targets = f"labels (smoothing {recipe['smoothing']:g})"
    data = f"data of SHA-256 {record['data']}"
    if record["answers"]:
        targets = f"{1 - recipe['answers_share']:.2g} {targets} and {recipe['answers_share']:g} answers of a teacher ({record['teacher']})"
        data += f",\nanswers of SHA-256 {record['answers']['sha256']}"
    precision = "bfloat16" if record["bfloat16"] else "float32"
    hours = f"{checkpoint['cpu_seconds'] / 3600:.1f} hours of CPU time, {checkpoint['seconds'] / 3600:.1f} hours by the clock"
    return f"""{checkpoint["seen"]:,} pictures seen ({checkpoint["seen"] / record["pictures"]:.1f} epochs; {growth}) in {checkpoint["step"]:,} steps, {hours};
begun from {begin}. Batch {recipe["batch"]}, peak learning rate {recipe["lr"]:g}, warm-up {100 * recipe["warmup"]:g} %, cosine to 0.
Targets: {targets}.
Colour ±{recipe["colour"]:g}; mixup for {100 * recipe["mixup"]:g} % and cutmix for {100 * recipe["cutmix"]:g} % of the batches, neither in the last {100 * recipe["plain_end"]:g} %.
The shipped weights are {shipped}.

To repeat it: seed {recipe["seed"]}; Python {record["python"]}, PyTorch {record["torch"]}, NumPy {record["numpy"]}, Pillow {record["pillow"]}; {record["device"]},
cores: {record["cores"]}, threads: {record["threads"]}, processes: {record["processes"]}, products in {precision}; {data}.
The whole recipe is the first line of `training-log.jsonl`.
"""


def model_card(config: dict, checkpoint: dict | None, note: str, which: str, earlier: int, logged: bool, model: nn.Module, scores: Tensor,
               labels: Tensor, photos: Path | None) -> str:
    """checkpoint: None where weights came without a run's record; note: what else to say about the training;
    which: the checkpoint's weights that are shipped; earlier: how many earlier runs' weights are averaged with them;
    logged: whether a log lies beside them; scores [N, classes]."""
    accuracy, size = config["accuracy"], config["imageSize"]
    every = max(1, len(labels) // 1000)
    part = hit_rates(scores[::every], labels[::every])
    per_class = sorted(zip(class_accuracy(scores, labels), config["labels"]))
    pairs = [[config["labels"][truth], config["labels"][best], times]
             for (truth, best), times in confusions(scores, labels, 12)]
    mistakes = ", ".join(f"{name} {share:.0f} %" for share, name in per_class[:12])
    strengths = ", ".join(f"{name} {share:.0f} %" for share, name in reversed(per_class[-12:]))
    return f"""# {config["name"]}
{config["parameters"]:,} parameters, {config["classes"]} classes, {size} px input. Made by `models/training`.

## Accuracy
{table([f"{accuracy['images']:,} pictures: {accuracy['dataset']}", "top-1", "top-5"],
       [["weights as float16", f"{accuracy['top1']:.2f} %", f"{accuracy['top5']:.2f} %"],
        [f"of these, every {every}th ({len(labels[::every]):,})", f"{part[0]:.2f} %", f"{part[1]:.2f} %"]])}

Measured in PyTorch in float32, on the weights as rounded to float16. Preprocessing: shorter side to {size} px with PIL's
bicubic (antialias), centre crop {size} px, ImageNet mean and standard deviation. Smaller pictures are enlarged by the same rule.

## Training
{training_section(checkpoint, which, earlier) if checkpoint else ""}{note}
{"`training-log.jsonl` is the run's record." if logged else ""}

{diffusivity_section(model) if isinstance(model, VHeat) else ""}## What it gets wrong
Weakest classes: {mistakes}.

Strongest classes: {strengths}.

{table(["is", "taken for", "times"], pairs)}

{photo_section(model, photos, config) if photos else ""}## Terms and limits
{config["licence"]}.
It knows {config["classes"]} classes and always names some of them, whatever the picture shows; a probability is a share
among these classes only.
"""
