"""Training recipe of the embedded models: vHeat-Nano and ViT-Nano."""
