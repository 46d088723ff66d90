"""Training: a model from `data/`, `config.yml` and `domain.yml`, and the classifier of complaints from its stories.

Each is made only when something it is made of changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.complaint_classifier import ComplaintClassifier
from bot.nlu.grievances import stories
from bot.settings import ROOT, Settings, quiet_environment

SOURCES = (
    "config.yml", "domain.yml", "data/nlu", "data/complaints", "data/responses", "data/stories", "data/lexicon",
    "data/bank", "bot/nlu", "bot/text", "bot/dialogue", "bot/importer.py",
)  # fmt: skip
CLASSIFIER_SOURCES = ("data/complaints", "bot/complaint_classifier.py", "bot/nlu", "bot/text", "tickets/categories.yml")
KEPT = 3


def fingerprint(sources: Sequence[str] = SOURCES) -> str:
    """Return a digest of everything a model is made of."""
    digest = hashlib.sha256()
    for source in sources:
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

    The classifier of complaints is made with it, so that no server has to train one while it starts.
    One training at a time: the lock goes with its process, so a killed training leaves nothing stale.
    """
    settings.models.mkdir(parents=True, exist_ok=True)
    with (settings.models / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = model_path(settings)
        if not path.exists():
            subprocess.run([sys.executable, "-W", "ignore", "-m", "bot.training"], check=True, cwd=ROOT, stdout=2)
    ensure_classifier(settings)
    return path


def ensure_classifier(settings: Settings) -> Path:
    """Return the folder of the classifier of the present stories, training it when there is none; old ones go."""
    settings.models.mkdir(parents=True, exist_ok=True)
    path = settings.models / f"complaints-{fingerprint(CLASSIFIER_SOURCES)}"
    with (settings.models / "classifier.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=settings.models) as half:
                ComplaintClassifier.fit(stories()).save(Path(half) / path.name)
                os.replace(Path(half) / path.name, path)
            _forget_all_but_the_last(settings.models, "complaints-*")
    return path


def train(settings: Settings) -> Path:
    """Train now and return the model; it appears under its name only when it is whole. Old models go."""
    quiet_environment()
    import skops.io  # noqa: F401  # before rasa, see bot/brain.py
    from rasa.model_training import train as rasa_train

    from actions import reading
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
    reading.read_all()
    os.replace(result.model, path)
    _forget_all_but_the_last(settings.models, "xiaobao-*.tar.gz")
    return path


def _forget_all_but_the_last(folder: Path, pattern: str) -> None:
    for old in sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old) if old.is_dir() else old.unlink()


if __name__ == "__main__":
    from bot.settings import load_settings

    train(load_settings())
