"""Training: a model from `data/`, `config.yml` and `domain.yml`, made only when one of them changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT, Settings, quiet_environment

SOURCES = (
    "config.yml", "domain.yml", "data/nlu", "data/responses", "data/stories", "data/lexicon", "data/bank",
    "bot/nlu", "bot/text", "bot/dialogue", "bot/importer.py",
)  # fmt: skip
KEPT = 3


def fingerprint() -> str:
    """Return a digest of everything a model is made of."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        files = sorted(f for f in path.rglob("*") if f.suffix in (".yml", ".txt", ".py")) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_path(settings: Settings) -> Path:
    """Return where the model of the present content is, or will be."""
    return settings.models / f"xiaobao-{fingerprint()}.tar.gz"


def ensure_model(settings: Settings) -> Path:
    """Return the model of the present content, training it in a process of its own when there is none.

    One training at a time: the lock goes with its process, so a killed training leaves nothing stale.
    """
    settings.models.mkdir(parents=True, exist_ok=True)
    with (settings.models / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = model_path(settings)
        if not path.exists():
            subprocess.run([sys.executable, "-W", "ignore", "-m", "bot.training"], check=True, cwd=ROOT, stdout=2)
    return path


def train(settings: Settings) -> Path:
    """Train now and return the model; it appears under its name only when it is whole. Old models go."""
    quiet_environment()
    import skops.io  # noqa: F401  # before rasa, see bot/brain.py
    from rasa.model_training import train as rasa_train

    from bot.loading import quiet_rasa

    quiet_rasa()
    path = model_path(settings)
    os.chdir(ROOT)
    half = settings.models / "training"
    result = rasa_train(
        "domain.yml", "config.yml", ["data"], output=str(half), fixed_model_name=path.stem.removesuffix(".tar")
    )
    if result.model is None:
        raise RuntimeError("没有训练出模型，原因见上面的提示")
    os.replace(result.model, path)
    models = sorted(settings.models.glob("xiaobao-*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in models[:-KEPT]:
        old.unlink()
    return path


if __name__ == "__main__":
    from bot.settings import load_settings

    train(load_settings())
