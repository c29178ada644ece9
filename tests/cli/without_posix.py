"""Takes from this process what Windows lacks, then runs the command line.

`os.name` stays what it is, since the standard library builds on it; what is looked for by name is
gone, and a file or a pipe is written in the code page of old.
"""

from __future__ import annotations

import os
import signal
import sys

OF_OS = """
    fork forkpty posix_spawn posix_spawnp killpg getpgrp setsid geteuid getuid sched_getaffinity
    sysconf mkfifo fchmod fchown chown pread
    O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOCTTY
"""
OF_SIGNAL = "setitimer SIGALRM SIGIO SIGHUP SIGPIPE SIGQUIT pthread_sigmask"

for name in OF_OS.split():
    os.__dict__.pop(name, None)
for name in OF_SIGNAL.split():
    signal.__dict__.pop(name, None)
os.supports_dir_fd = set()
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios"):
    sys.modules[name] = None  # type: ignore[assignment]

if __name__ == "__main__":
    from scvi_lint.__main__ import main

    sys.exit(main())
