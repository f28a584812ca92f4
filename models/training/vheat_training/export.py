"""From a finished run to the folder the app loads: weights, configuration, log and model card."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import data
from .card import model_card
from .evaluate import hit_rates, logits
from .models import build, mean_weights, read_weights
from .record import sha256
from .vheat import VHeat


def architecture(model) -> dict:
    """The fields from which the app builds the network."""
    if isinstance(model, VHeat):
        return {"architecture": "vheat", "dims": [embedding.shape[-1] for embedding in model.freq_embed],
                "depths": model.depths, "postNorm": False, "layerScale": False}
    return {"architecture": "vit", "width": model.pos_embed.shape[-1], "depth": len(model.blocks),
            "heads": model.blocks[0].attn.heads, "patchSize": model.patch_embed.proj.kernel_size[0]}


def export(model_name: str, source: Path, dataset: Path, dataset_name: str, licence: str, labels: Path | None, photos: Path | None,
           note: str, which: str, soup: list[Path], image_size: int, out: Path) -> None:
    """Writes `out`/{weights.safetensors, config.json, MODEL_CARD.md}, and training-log.jsonl where a log.jsonl lies beside `source`.

    Everything stated is measured on the float16-rounded weights. `source`: a run's checkpoint.pth, or weights without a run's
    record (.safetensors), about whose training the card then says `note` alone.
    `labels`: JSON list of {wnid, name} in class order. `note`: what the model card shall say about the training besides the run's record.
    `which`: of a checkpoint "model_ema" (the moving average) or "model" (the last weights).
    `soup`: checkpoints or weights of earlier runs; what is shipped is the mean of all.
    """
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = None if source.suffix == ".safetensors" else torch.load(source, map_location="cpu")
    file = out / "weights.safetensors"
    weights = mean_weights([read_weights(part, which) for part in (source, *soup)])
    save_file({name: tensor.half().contiguous() for name, tensor in weights.items()}, file)
    file.chmod(0o644)  # written for its owner alone, but a web server reads it

    validation = data.load(dataset / "val", image_size)
    model = build(model_name, len(validation.classes), image_size).eval()
    model.load_state_dict(read_weights(file))
    scores = logits(model, validation.images, torch.device("cpu"))
    top1, top5 = hit_rates(scores, validation.labels)

    names = {entry["wnid"]: entry["name"] for entry in json.loads(labels.read_text())} if labels else {}
    config = {
        "id": model_name,
        "name": {"vheat-nano": "vHeat-Nano", "vit-nano": "ViT-Nano"}[model_name],
        **architecture(model),
        "classes": len(validation.classes),
        "imageSize": image_size,
        "parameters": sum(p.numel() for p in model.parameters()),
        "preprocess": {"resizeShorterSide": image_size, "centreCrop": image_size, "interpolation": "bicubic",
                       "mean": data.MEAN, "std": data.STD},
        "weights": [{"file": file.name, "bytes": file.stat().st_size, "sha256": sha256(file)}],
        "licence": licence,
        "accuracy": {"dataset": dataset_name, "images": len(validation.images), "top1": top1, "top5": top5},
        "labels": [names.get(name, name) for name in validation.classes],
        "wnids": validation.classes,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n")
    log, shipped_log = source.parent / "log.jsonl", out / "training-log.jsonl"
    if log.exists():
        shutil.copyfile(log, shipped_log)
    else:
        shipped_log.unlink(missing_ok=True)  # the log of other weights
    (out / "MODEL_CARD.md").write_text(model_card(config, checkpoint, note, which, len(soup), log.exists(), model, scores, validation.labels, photos))
