# SPDX-License-Identifier: Apache-2.0
"""What a check found: counted, printed a line each, and the exit status in the end."""
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

TEXT_MAX = 2_000


class Skipped(Exception):
    """Something that cannot be done here, and why."""


class Failed(Exception):
    """Something that must hold and does not."""


class Results:
    """Passed, failed and skipped checks."""

    def __init__(self, verbose=False):
        self.passed = self.failed = self.skipped = 0
        self.verbose = verbose

    def ok(self, text, count=1):
        self.passed += count
        print(f"  ok      {text}", flush=True)

    def fail(self, text):
        self.failed += 1
        print(f"  FAILED  {text[:TEXT_MAX]}", flush=True)

    def skip(self, text):
        self.skipped += 1
        print(f"  skipped: {text}", flush=True)

    @contextmanager
    def case(self, title, quiet=False):
        """One case: it passes unless what is done in it raises."""
        try:
            yield
        except Skipped as reason:
            self.skip(f"{title}: {reason}")
        except Failed as reason:
            self.fail(f"{title}: {reason}")
        else:
            self.passed += 1
            if not quiet or self.verbose:
                print(f"  ok      {title}", flush=True)

    def finish(self):
        """Prints the sum and ends the program; what was skipped is no failure."""
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped", flush=True)
        sys.exit(1 if self.failed or not (self.passed or self.skipped) else 0)


def must(holds, text):
    if not holds:
        raise Failed(text)


@contextmanager
def workspace(keep=False):
    """A temporary folder that is gone afterwards, also when a check fails, unless it is to be kept."""
    # Who ends this by a signal wants the folder gone, and what was started and mounted, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="witnessmark-faults-"))
    try:
        yield folder
    finally:
        if keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
