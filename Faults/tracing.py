# SPDX-License-Identifier: Apache-2.0
"""What strace shows of a run: system calls in order, and which of them were made to fail."""
import re
import shutil
import subprocess

from results import Skipped

LINE = re.compile(r"^(\d+)\s+(?:\d+\.\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+|\?)(.*)$")
BEGUN = re.compile(r"^(\d+)\s+(?:\d+\.\d+\s+)?(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+)\s+(?:\d+\.\d+\s+)?<\.\.\. (\w+) resumed>(.*)\)\s+= (-?\d+|\?)(.*)$")
PATHS = re.compile(r"\d+<([^>]*)>|\"([^\"]*)\"")


class Call:
    """A system call of one thread, when it was begun and when it was answered."""

    def __init__(self, thread, name, arguments, result, tail, begun, ended):
        self.thread, self.name, self.arguments = thread, name, arguments
        self.result, self.begun, self.ended = result, begun, ended
        self.is_injected = "INJECTED" in tail

    @property
    def path(self):
        """The file it is about: behind the descriptor, or as named."""
        if self.name in ("openat", "openat2", "mkdirat", "unlinkat"):
            named = re.search(r'"([^"]*)"', self.arguments)
            return named.group(1) if named else ""
        found = PATHS.search(self.arguments)
        return (found.group(1) or found.group(2) or "") if found else ""

    @property
    def succeeded(self):
        return not self.result.startswith("-")

    def __repr__(self):
        return f"{self.name}({self.arguments[:160]}) = {self.result}"


def need_strace():
    """strace, where it is there and may trace."""
    tool = shutil.which("strace")
    if not tool:
        raise Skipped("strace is missing; Debian has it in strace")
    tried = subprocess.run([tool, "-e", "trace=none", "-e", "inject=rmdir:error=EIO", "true"],
                           capture_output=True, text=True)
    if tried.returncode:
        raise Skipped(f"strace may not trace here: {tried.stderr.strip()[:200]}")
    return tool


def calls(text):
    """The calls in a trace made with `strace -f -y -o`, by the order in which they were answered."""
    found, begun = [], {}
    for number, line in enumerate(text.splitlines()):
        match = BEGUN.match(line)
        if match:
            thread, name, arguments = match.groups()
            begun[thread] = (name, arguments, number)
            continue
        match = RESUMED.match(line)
        if match:
            thread, name, rest, result, tail = match.groups()
            _, arguments, start = begun.pop(thread, (name, "", number))
            found.append(Call(thread, name, arguments + rest, result, tail, start, number))
            continue
        match = LINE.match(line)
        if match:
            thread, name, arguments, result, tail = match.groups()
            found.append(Call(thread, name, arguments, result, tail, number, number))
    return found
