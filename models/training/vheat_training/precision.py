"""Where bfloat16 pays: GPUs, and CPUs that multiply it in hardware."""

from functools import lru_cache

import torch


@lru_cache
def has_bfloat16(device: torch.device) -> bool:
    """Whether products in bfloat16 are faster than in float32; a CPU without the instructions emulates them slowly."""
    if device.type == "cuda":
        return True
    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def mixed_precision(device: torch.device) -> torch.autocast:
    """Products in bfloat16 where it pays; the heat operator and k stay in float32, see `vheat.py`."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_bfloat16(device))
