"""The doctor on a machine whose runtime has a headset."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.monado import MANIFEST, Monado

pytestmark = pytest.mark.system
ROOT = Path(__file__).parents[2]
LOOK = """
from vr_client.doctor import check_graphics, check_headset, check_loader, check_runtime, examine
from vr_client.settings import Settings
checks = (check_graphics, check_loader, check_runtime, check_headset)
for finding in examine(Settings(language="en"), checks):
    print(finding.mark, finding.name, finding.detail, sep="|")
"""


def test_the_doctor_names_runtime_manifest_and_headset():
    with Monado() as monado:
        done = subprocess.run(
            [sys.executable, "-c", LOOK],
            env=monado.env(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
            check=True,
        )
        lines = {line.split("|")[1]: line.split("|") for line in done.stdout.splitlines() if "|" in line}
        assert lines["OpenXR loader"][0] == "OK"
        assert lines["OpenXR runtime"][0] == "OK"
        assert str(MANIFEST) in lines["OpenXR runtime"][2]
        assert lines["Headset"][0] == "OK"
        assert "Remote HMD" in lines["Headset"][2]
        assert monado.complaints() == []
