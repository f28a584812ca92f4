"""vHeat (arXiv 2405.16555): a vision backbone that mixes tokens by heat conduction instead of attention.

Parameter names and shapes are those of the published checkpoints (training form: `freq_embed` and `to_k`).
"""

import math
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .drop_path import DropPath, rising_rates


@lru_cache
def dct_matrix(n: int, device: torch.device) -> Tensor:
    """Orthonormal DCT-II, [n frequencies, n positions]; its transpose is the inverse."""
    index = torch.arange(n, dtype=torch.float64, device=device)
    scale = ((2 - (index == 0).double()) / n).sqrt()
    return (scale[:, None] * torch.cos(math.pi / n * index[:, None] * (index + 0.5))).float()


@lru_cache
def laplacian_eigenvalues(height: int, width: int, device: torch.device) -> Tensor:
    """λ = ω_n² + ω_m² with ω_n = nπ/H, ω_m = mπ/W, [H, W, 1]."""
    rows = (torch.arange(height, device=device) * math.pi / height) ** 2
    columns = (torch.arange(width, device=device) * math.pi / width) ** 2
    return (rows[:, None] + columns)[..., None]


def along_rows_and_columns(rows: Tensor, columns: Tensor, x: Tensor) -> Tensor:
    """rows · x · columnsᵀ for every image and channel, [B, H, W, C]."""
    batch, height, width, channels = x.shape
    x = torch.matmul(rows, x.reshape(batch, height, width * channels))
    return torch.matmul(columns, x.view(batch, height, width, channels))


def conduct(heat: Tensor, k: Tensor) -> Tensor:
    """Heat conduction operator at t = 1: IDCT2(DCT2(U⁰) · exp(−λk)). heat [B, H, W, C], k [H, W, C]."""
    height, width = heat.shape[1:3]
    rows, columns = dct_matrix(height, heat.device), dct_matrix(width, heat.device)
    # In float32 throughout: bfloat16 would lose the conservation of heat that the app shows.
    with torch.autocast(heat.device.type, enabled=False):
        decay = torch.exp(-laplacian_eigenvalues(height, width, heat.device) * k.float())
        spectrum = along_rows_and_columns(rows, columns, heat.float()) * decay
        return along_rows_and_columns(rows.T, columns.T, spectrum)


class Pointwise(nn.Conv2d):
    """1×1 convolution on [..., C]: one matrix product, with the weight in its published shape (out, in, 1, 1)."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__(inputs, outputs, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.flatten(1), self.bias)


def spatial(convolution: nn.Conv2d, x: Tensor) -> Tensor:
    """Applies a convolution to [B, H, W, C]; the permuted view already has channels-last strides."""
    return convolution(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class HeatConduction(nn.Module):
    """The operator of a block: dwconv → linear → (u | z) → conduct(u) → norm → · SiLU(z) → linear."""

    def __init__(self, dim: int):
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, kernel_size=3, padding=1, groups=dim)
        self.linear = nn.Linear(dim, 2 * dim)
        self.out_norm = nn.LayerNorm(dim)
        self.out_linear = nn.Linear(dim, dim)
        self.to_k = nn.Sequential(nn.Linear(dim, dim), nn.ReLU())

    def forward(self, x: Tensor, frequencies: Tensor) -> Tensor:
        """x [B, H, W, C], frequencies [H, W, C] → [B, H, W, C]."""
        u, z = self.linear(spatial(self.dwconv, x)).chunk(2, dim=-1)
        with torch.autocast(x.device.type, enabled=False):
            k = self.to_k(frequencies)  # bfloat16 would round its variation over frequency away
        u = conduct(u, k)
        return self.out_linear(self.out_norm(u) * F.silu(z))


class Mlp(nn.Module):
    def __init__(self, dim: int):
        super().__init__()
        self.fc1 = Pointwise(dim, 4 * dim)
        self.fc2 = Pointwise(4 * dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


def scaled(gamma: Tensor | None, x: Tensor) -> Tensor:
    """Learned layer scale γ [C], where the model has one."""
    return x if gamma is None else gamma * x


class Block(nn.Module):
    """pre-norm: x += op(LN(x)); post-norm: x += γ·LN(op(x)); then the same around the MLP."""

    def __init__(self, dim: int, post_norm: bool, layer_scale: bool, drop_path: float):
        super().__init__()
        self.post_norm = post_norm
        self.gamma1 = nn.Parameter(torch.full((dim,), 1e-5)) if layer_scale else None
        self.gamma2 = nn.Parameter(torch.full((dim,), 1e-5)) if layer_scale else None
        self.norm1 = nn.LayerNorm(dim)
        self.op = HeatConduction(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = Mlp(dim)
        self.drop_path = DropPath(drop_path)

    def forward(self, x: Tensor, frequencies: Tensor) -> Tensor:
        if self.post_norm:
            x = x + self.drop_path(scaled(self.gamma1, self.norm1(self.op(x, frequencies))))
            return x + self.drop_path(scaled(self.gamma2, self.norm2(self.mlp(x))))
        x = x + self.drop_path(scaled(self.gamma1, self.op(self.norm1(x), frequencies)))
        return x + self.drop_path(scaled(self.gamma2, self.mlp(self.norm2(x))))


class ChannelsLastNorm(nn.Sequential):
    """LayerNorm under the published key `….1`."""

    def __init__(self, dim: int):
        super().__init__(nn.Identity(), nn.LayerNorm(dim, eps=1e-6))


class Stem(nn.Module):
    """[B, 3, S, S] → [B, S/4, S/4, C]."""

    def __init__(self, dim: int):
        super().__init__()
        self.conv1 = nn.Conv2d(3, dim // 2, kernel_size=3, stride=2, padding=1)
        self.norm1 = ChannelsLastNorm(dim // 2)
        self.conv2 = nn.Conv2d(dim // 2, dim, kernel_size=3, stride=2, padding=1)
        self.norm2 = ChannelsLastNorm(dim)

    def forward(self, images: Tensor) -> Tensor:
        x = self.norm1(self.conv1(images).permute(0, 2, 3, 1))
        return self.norm2(spatial(self.conv2, F.gelu(x)))


class Downsample(nn.Sequential):
    """Half the grid, twice the channels: conv (key `….0`) and norm (key `….1`)."""

    def __init__(self, dim: int):
        super().__init__(nn.Conv2d(dim, 2 * dim, kernel_size=3, stride=2, padding=1, bias=False), nn.LayerNorm(2 * dim))

    def forward(self, x: Tensor) -> Tensor:
        return self[1](spatial(self[0], x))


class VHeat(nn.Module):
    """[B, 3, S, S] → [B, classes] for any S that is a multiple of 32 and at most `image_size`.

    A smaller image uses the low-frequency corner of the frequency value embeddings, so that training on small images and
    growing later is the authors' padding without changing a tensor's shape: the rest keeps its initial noise, or the 0 that
    `load_grown` gives it.
    """

    def __init__(self, dims=(32, 64, 128, 256), depths=(2, 2, 6, 2), post_norm=False, layer_scale=False,
                 classes=200, image_size=128, drop_path=0.0):
        super().__init__()
        self.depths = depths
        self.patch_embed = Stem(dims[0])
        grids = [image_size // stride for stride in (4, 8, 16, 32)]
        self.freq_embed = nn.ParameterList(torch.zeros(grid, grid, dim) for grid, dim in zip(grids, dims))
        rates = iter(rising_rates(drop_path, sum(depths)))
        self.layers = nn.ModuleList(
            nn.ModuleList([Block(dim, post_norm, layer_scale, next(rates)) for _ in range(depth)]) for dim, depth in zip(dims, depths))
        for stage, dim in zip(self.layers[:-1], dims):
            stage.append(Downsample(dim))
        self.classifier = nn.ModuleDict({"0": nn.LayerNorm(dims[-1]), "3": nn.Linear(dims[-1], classes)})
        self.initialise()

    @torch.no_grad()
    def initialise(self) -> None:
        """Linears and embeddings σ = 0.02; the initial k is log-uniform in 0.05–5 per channel.

        With k ≈ 0, as a plain initialisation gives, every operator begins as the identity and learns to conduct slowly.
        """
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                nn.init.zeros_(module.bias)
        for module in self.modules():
            if isinstance(module, HeatConduction):
                module.to_k[0].bias.uniform_(math.log(0.05), math.log(5)).exp_()
        for embedding in self.freq_embed:
            nn.init.trunc_normal_(embedding, std=0.02)

    @torch.no_grad()
    def load_grown(self, state: dict[str, Tensor]) -> None:
        """Loads weights trained at the same or a smaller image size, frequency value embeddings zero-padded."""
        for name, embedding in self.freq_embed.named_parameters():
            key = f"freq_embed.{name}"
            small = state[key]
            state = {**state, key: F.pad(small, (0, 0, 0, embedding.shape[1] - small.shape[1],
                                                 0, embedding.shape[0] - small.shape[0]))}
        self.load_state_dict(state)

    def features(self, images: Tensor) -> Tensor:
        """The last stage's tokens, [B, S/32, S/32, C₄]."""
        x = self.patch_embed(images)
        for stage, embedding in zip(self.layers, self.freq_embed):
            frequencies = embedding[: x.shape[1], : x.shape[2]]
            for layer in stage:
                x = layer(x, frequencies) if isinstance(layer, Block) else layer(x)
        return x

    def forward(self, images: Tensor) -> Tensor:
        return self.classifier["3"](self.classifier["0"](self.features(images)).mean(dim=(1, 2)))

    @torch.no_grad()
    def diffusivity(self) -> list[list[Tensor]]:
        """k of every block by stage, [H, W, C] each."""
        return [[layer.op.to_k(embedding) for layer in stage if isinstance(layer, Block)]
                for stage, embedding in zip(self.layers, self.freq_embed)]
