"""
What a worker process may not do, whatever a query makes it do: reach a network, start a program,
write a file, take more memory than its share, outlive the server.

The kernel holds these on Linux. Elsewhere the guard stands alone, and `lock` says so.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

# <linux/prctl.h>, <linux/seccomp.h>, <linux/bpf_common.h>
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 1, 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_ABOVE, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # EPERM
# Per machine: its audit number, and its numbers of socket, connect, sendto, bind, execve,
# execveat, ptrace and io_uring_setup, which would open sockets too.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 44, 49, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 206, 200, 221, 281, 117, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def lock() -> bool:
    """Take network, programs and files to write from this process; tell whether that holds."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    end_with_parent()
    call = ctypes.CDLL(None, use_errno=True).prctl
    code = _code(*_MACHINES[platform.machine()])
    program = _Program(len(code) // 8, code)
    failed = call(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    failed = failed or call(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    return not failed


def end_with_parent() -> None:
    """Be killed when the process that started this one ends, however it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def limit_memory(megabytes: int) -> None:
    """Let this process take `megabytes` more than it has now."""
    pages = 0
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def tidy_memory() -> None:
    """
    Put in order what this process has freed, before it is forked.

    Else each fork does that for itself, and copies every page that it touches on the way: a tenth
    of a second after a million quads were loaded.
    """
    gc.collect()
    gc.freeze()
    with contextlib.suppress(AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)


def _code(machine: int, refused: tuple[int, ...]) -> bytes:
    """Return the filter: on another machine's calls or one of `refused`, EPERM."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, len(refused) + 2, machine),
        (_LOAD, 0, 0, 0),
        # Numbers above are of the x32 ABI, which has the same calls under other numbers.
        (_JUMP_IF_ABOVE, len(refused), 0, 0x40000000),
    ]
    steps += [(_JUMP_IF_EQUAL, len(refused) - at, 0, n) for at, n in enumerate(refused)]
    # The last comparison falls through to "allow"; every other jump ends at "refuse".
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
