"""A plain vision transformer (arXiv 2010.11929) under timm's parameter names: the attention twin."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .drop_path import DropPath, rising_rates


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """[B, N, C] → [B, N, C]; rows of qkv are q|k|v, head h has rows h·d … h·d+d−1 inside each."""
        batch, tokens, width = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # Not the fused kernel: for the few tokens here its gradient takes a CPU six times as long.
        shares = (q * q.shape[-1] ** -0.5 @ k.mT).softmax(dim=-1, dtype=torch.float32)
        mixed = shares @ v
        return self.proj(mixed.transpose(1, 2).reshape(batch, tokens, width))


def factors(product: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """a, b [rank, n] with aᵀb the best approximation of `product` [n, n]."""
    u, s, vt = torch.linalg.svd(product)
    root = s[:rank, None].sqrt()
    return root * u.T[:rank], root * vt[:rank]


def initialise_attention(attention: Attention) -> None:
    """Mimetic initialisation (arXiv 2305.09828): W_qᵀW_k ≈ 0.7 (Z + I) in each head, W_projW_v ≈ 0.4 (Z − I)."""
    width = attention.proj.in_features
    noise = torch.randn(attention.heads + 1, width, width) / width**0.5
    identity = torch.eye(width)
    queries, keys = zip(*(factors(0.7 * (z + identity), width // attention.heads) for z in noise[1:]))
    out, values = factors(0.4 * (noise[0] - identity), width)
    attention.qkv.weight.copy_(torch.cat([*queries, *keys, values]))
    attention.proj.weight.copy_(out.T)


def sinusoids(grid: int, width: int) -> Tensor:
    """Sines and cosines of row and column at width/4 frequencies each, [grid², width]."""
    frequencies = 10000 ** -(torch.arange(width // 4) / (width // 4))
    angles = torch.arange(grid)[:, None] * frequencies
    waves = torch.cat([angles.sin(), angles.cos()], dim=1)
    rows, columns = waves[:, None].expand(-1, grid, -1), waves[None].expand(grid, -1, -1)
    return torch.cat([rows, columns], dim=-1).flatten(0, 1)


class Mlp(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width: int, heads: int, drop_path: float):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Mlp(width)
        self.drop_path = DropPath(drop_path)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.drop_path(self.attn(self.norm1(x)))
        return x + self.drop_path(self.mlp(self.norm2(x)))


class PatchEmbed(nn.Module):
    def __init__(self, width: int, patch_size: int):
        super().__init__()
        self.proj = nn.Conv2d(3, width, kernel_size=patch_size, stride=patch_size)

    def forward(self, images: Tensor) -> Tensor:
        """[B, 3, S, S] → [B, S/P, S/P, C]."""
        return self.proj(images).permute(0, 2, 3, 1)


class ViT(nn.Module):
    """[B, 3, S, S] → [B, classes]; images smaller than `image_size` use the position embedding bilinearly resized."""

    def __init__(self, width=192, depth=7, heads=3, patch_size=16, classes=200, image_size=128, drop_path=0.0):
        super().__init__()
        self.grid = image_size // patch_size
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + self.grid**2, width))
        self.patch_embed = PatchEmbed(width, patch_size)
        self.blocks = nn.ModuleList(Block(width, heads, rate) for rate in rising_rates(drop_path, depth))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Linear(width, classes)
        self.initialise()

    @torch.no_grad()
    def initialise(self) -> None:
        """Linears σ = 0.02, attention mimetic, positions sinusoidal: attention begins local, which a short training needs."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                nn.init.zeros_(module.bias)
        for block in self.blocks:
            initialise_attention(block.attn)
        nn.init.trunc_normal_(self.cls_token, std=0.02)
        self.pos_embed[0, 1:] = 0.5 * sinusoids(self.grid, self.pos_embed.shape[-1])

    def load_grown(self, state: dict[str, Tensor]) -> None:
        """Loads weights of the same shapes; a ViT grows while it trains, not when it is loaded."""
        self.load_state_dict(state)

    def positions(self, grid: int) -> Tensor:
        """Position embedding of the patches, [1, grid, grid, C]."""
        patches = self.pos_embed[:, 1:].unflatten(1, (self.grid, self.grid))
        if grid == self.grid:
            return patches
        resized = F.interpolate(patches.permute(0, 3, 1, 2), size=(grid, grid), mode="bilinear", antialias=True)
        return resized.permute(0, 2, 3, 1)

    def forward(self, images: Tensor) -> Tensor:
        patches = self.patch_embed(images)
        patches = patches + self.positions(patches.shape[1])
        first = (self.cls_token + self.pos_embed[:, :1]).expand(len(images), -1, -1)
        x = torch.cat([first, patches.flatten(1, 2)], dim=1)
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x[:, 0]))
