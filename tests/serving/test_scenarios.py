"""The shared sample conversations, where they lie beside the project."""

import subprocess
import sys

import pytest

from bot.settings import ROOT
from tests.server import TOKEN

RUNNER = ROOT.parent / "shared" / "scenarios" / "run.py"


@pytest.mark.skipif(not RUNNER.exists(), reason="the shared scenarios are not here")
def test_every_shared_scenario_passes(server):
    command = [sys.executable, str(RUNNER), "--base", server.base, "--staff", server.staff, "--token", TOKEN]
    done = subprocess.run([*command, "--state-dir", str(server.var)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout
