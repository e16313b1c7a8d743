"""House rules for every test: numeric errors raise, chance is seeded, and where SEOUL_NO_SKIP is set nothing may be skipped."""

import os

import numpy as np
import pytest
from hypothesis import settings

# The same examples every time; HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def _strict_numbers():
    with np.errstate(all="raise", under="ignore"):  # underflow to zero is what fading sound and light do
        yield


@pytest.fixture(autouse=True)
def _settings_of_nobody(tmp_path_factory, monkeypatch):
    """No test reads or writes the settings of whoever runs it, nor leaves a place's decoded pictures behind, 150 MB each."""
    monkeypatch.setenv("SEOUL_KEPT_PICTURES_MB", "0")
    monkeypatch.setenv("SEOUL_SETTINGS", str(tmp_path_factory.getbasetemp() / "no settings.toml"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("SEOUL_NO_SKIP") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
