"""The smallest test runner: functions named test_…, run in order, each reported under its docstring."""

import signal
import sys
import traceback


def main(module_globals):
    """Runs every test of the calling program; the exit code says whether all passed."""
    # Past its deadline the program is asked to stop: leaving through an exception stops its appliances, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped at the deadline"))
    failures = 0
    for name, test in list(module_globals.items()):
        if not name.startswith("test_") or not callable(test):
            continue
        sentence = test.__doc__ or name
        try:
            test()
            print(f"passed: {sentence}")
        except Exception:
            failures += 1
            print(f"FAILED: {sentence}")
            traceback.print_exc(file=sys.stdout)
    sys.exit(1 if failures else 0)
