"""What holds for every test: no skipped test counts as a passed one, and a slow machine is not a fault."""

import os

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")
LONGEST = (
    "tests/test_readme.py",
    "tests/test_adding_an_event.py",
    "tests/journeys/test_random_lives.py",
    "tests/interface/cli/test_demo",
    "tests/durability/test_killed.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a deep run repeats more often; begin with what takes longest, so that no worker waits at the end."""
    for item in items:
        times = getattr(getattr(item, "module", None), "times", None)
        if getattr(times, "__module__", None) == "tests.deep":
            item.add_marker("deep_too")
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped anything, when KIS_TEST_NO_SKIPS=1: what was not run was not proven."""
    if os.environ.get("KIS_TEST_NO_SKIPS") != "1" or session.exitstatus != pytest.ExitCode.OK:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a run without a failure failed."""
    skipped = len(terminalreporter.stats.get("skipped", []))
    if skipped and os.environ.get("KIS_TEST_NO_SKIPS") == "1":
        terminalreporter.write_line(f"KIS_TEST_NO_SKIPS: {skipped} skipped, so this run fails", red=True)
