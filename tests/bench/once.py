"""Runs one command and writes what it took to a file.

    once.py FILE COMMAND…      FILE gets: status, wall, user and system seconds, peak KiB

A process inherits the peak memory of the one that started it. So each command is started by this
small program, not by run.py, and peaks below that of `true` cannot be told."""
import os
import sys
import time

start = time.monotonic()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.monotonic() - start
with open(sys.argv[1], "w", encoding="ascii") as out:
    print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime, usage.ru_stime,
          usage.ru_maxrss, file=out)
