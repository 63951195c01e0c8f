# SPDX-License-Identifier: Apache-2.0
"""A plant under test: the program, its data directory, and every receipt it ever gave."""
import json
import os
import re
import signal
import subprocess
from pathlib import Path

from ledger_file import LedgerFile
from results import Failed, must

ROOT = Path(__file__).resolve().parent.parent
ORIGIN = "plant7.example/faults"
SECONDS_MAX = 120
# The last line of a failure carries a code: that is what tells a message from a crash.
MESSAGE = re.compile(r"witnessmark: .{20,}\[WM-[A-Z]+-?\d+\]", re.DOTALL)
RECORDED = ("recorded", "duplicate")


def program(named=None):
    """The program to test: as named, or the newest that was built here."""
    built = [ROOT / ".build" / mode / "witnessmark" for mode in ("release", "debug")]
    if os.environ.get("WITNESSMARK_SCRATCH"):
        scratch = Path(os.environ["WITNESSMARK_SCRATCH"])
        built = [scratch / mode / "witnessmark" for mode in ("release", "debug")] + built
    there = [path for path in built if path.exists()]
    path = Path(named) if named else max(there, key=lambda path: path.stat().st_mtime, default=None)
    if not path or not path.exists():
        raise SystemExit("witnessmark is not built: swift build --product witnessmark, or --program")
    return path.resolve()


def environment():
    """One thread for the program's tasks, so that a run makes its system calls in one order."""
    return {**os.environ, "LIBDISPATCH_COOPERATIVE_POOL_STRICT": "1"}


def told(done):
    """How a run ended, for a message: status and the last of what it said."""
    said = (done.stderr or b"").decode(errors="replace").strip()
    said = said or (done.stdout or b"").decode(errors="replace").strip()
    return f"status {done.returncode}, {said[-600:] or 'no word'}"


def is_warned(done):
    """All was stored, and a warning says that no checkpoint is over it yet."""
    return (done.returncode == 75 and b"no checkpoint was sealed" in done.stderr)


def must_be_told(done):
    """A run that did not succeed said why, in a message with a code, and did not crash."""
    said = (done.stderr + done.stdout).decode(errors="replace")
    must(done.returncode > 0 and done.returncode < 128, f"it crashed: {told(done)}")
    must("Fatal error" not in said and "Crash" not in said, f"it crashed: {told(done)}")
    must(MESSAGE.search(said) or is_warned(done), f"no clear message: {told(done)}")


class Plant:
    """One data directory and what was acknowledged from it."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = Path(folder)
        self.ledger = self.folder / "ledger.db"
        self.receipts_file = self.folder.with_name(self.folder.name + ".receipts")
        # (source, event) → (position, leaf hash), of every receipt there ever was.
        self.receipts = {}

    def command(self, *arguments):
        return [str(self.program), *map(str, arguments), "--data", str(self.folder)]

    def run(self, *arguments, **options):
        return subprocess.run(
            self.command(*arguments), capture_output=True, timeout=SECONDS_MAX, env=environment(),
            **options)

    def init(self):
        done = self.run("init", "--origin", ORIGIN)
        must(done.returncode == 0, f"init: {told(done)}")
        return self

    def ingest_command(self, *files):
        return self.command("ingest", *files, "--receipts", self.receipts_file, "--quiet")

    def ingest(self, *files, **options):
        """Takes files in, undisturbed."""
        done = subprocess.run(
            self.ingest_command(*files), capture_output=True, timeout=SECONDS_MAX,
            env=environment(), **options)
        self.take_receipts()
        return done

    def take_receipts(self):
        """Reads the receipts of the last run, and says how many there were.

        A line that was cut short is no receipt. One that contradicts an earlier one is a failure.
        """
        if not self.receipts_file.exists():
            return 0
        text = self.receipts_file.read_bytes()
        self.receipts_file.unlink()
        lines = text.split(b"\n")[:-1]
        for line in lines:
            receipt = json.loads(line)
            if receipt["outcome"] not in RECORDED:
                raise Failed(f"an event is said to contradict itself: {receipt}")
            key = (receipt["source"], receipt["event"])
            place = (receipt["position"], receipt["leaf"])
            must(self.receipts.setdefault(key, place) == place,
                 f"{key} was acknowledged at {self.receipts[key]}, and now at {place}")
        return len(lines)

    def judge(self, keys=None, before=None):
        """Nothing acknowledged is lost, nothing stands twice, the hashes are right.

        With `keys`: all of these are in the ledger. With what was judged `before`: only what is new
        is hashed.
        """
        found = LedgerFile(self.ledger, before)
        found.judge()
        found.must_hold(self.receipts)
        missing = [key for key in keys or () if key not in found.positions]
        must(not missing, f"{len(missing)} events are missing, first {missing[:1]}")
        return found

    def fsck(self):
        done = self.run("fsck")
        must(done.returncode == 0, f"fsck is not clean: {told(done)}")

    @property
    def incoming(self):
        """Copies that nobody has decided about, with their sizes."""
        found = {}
        for path in (self.folder / "originals" / "incoming").glob("*"):
            try:
                found[path.name] = path.stat().st_size
            except FileNotFoundError:
                pass  # It was decided about just now.
        return found


def end(process):
    """Ends one process that was started here, at once."""
    try:
        process.send_signal(signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
