"""Where the golden numbers are: VHEAT_FIXTURES, or the repository's copy; without either the tests are skipped."""

import os
from pathlib import Path

import pytest
from safetensors.torch import load_file

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def golden():
    """Reads a fixture file by its name, as named tensors."""
    folder = Path(os.environ.get("VHEAT_FIXTURES", REPOSITORY / "src/testing/fixtures"))

    def read(name: str):
        path = folder / name
        if not path.exists():
            pytest.skip(f"no fixture {name}")
        return load_file(path)

    return read
