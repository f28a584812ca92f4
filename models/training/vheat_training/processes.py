"""One process, or several under torchrun: what they must agree on, and when they are asked to stop."""

import math
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch
import torch.distributed as dist
from torch import nn


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; their usual effect is back afterwards."""
    asked = threading.Event()
    usual = {number: signal.signal(number, lambda *_: asked.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)


class Processes:
    """`rank` and `device` of this process among all; every method is free when there is only one."""

    def __init__(self):
        self.rank = int(os.environ.get("RANK", 0))
        self.count = int(os.environ.get("WORLD_SIZE", 1))
        self.device = torch.device("cpu")
        if torch.cuda.is_available():
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
            torch.cuda.set_device(self.device)
        if self.count > 1:
            dist.init_process_group("nccl" if self.device.type == "cuda" else "gloo")

    def from_first(self, value: float) -> float:
        """The first process's value."""
        if self.count == 1:
            return value
        shared = torch.tensor(value, device=self.device)
        dist.broadcast(shared, 0)
        return shared.item()

    @contextmanager
    def first_alone(self) -> Iterator[None]:
        """What only the first process does before the next `from_first`; where it fails, the others are told to end there."""
        try:
            yield
        except BaseException:
            self.from_first(math.inf)
            raise

    def average_gradients(self, model: nn.Module) -> None:
        """In one message, as the models are small."""
        if self.count == 1:
            return
        gradients = [p.grad for p in model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        dist.all_reduce(flat)
        for gradient, total in zip(gradients, flat.split([g.numel() for g in gradients])):
            gradient.copy_(total.view_as(gradient) / self.count)

    def leave(self) -> None:
        """Ends this process where it is one of several: taking their connection down at once with another may abort it."""
        if self.count == 1:
            return
        if self.device.type == "cuda":
            dist.destroy_process_group()
        sys.stdout.flush()
        os._exit(0)
