# labels: parallel
"""Many browsers: 200 that wait for changes, 50 that ask for pages, while notes change.

    run_crowd.py [--edits N]"""
import argparse
import os
import shutil
import tempfile
import threading
import time

from server import Server, Stream, check, finish, kit, wait_for

STREAMS, LOOPS, EDITS = 200, 50, 20
NOTE = "patterns/saga"


class Loop(threading.Thread):
    """Asks for pages, one after the other, until it is told to end."""

    def __init__(self, server, addresses, start):
        super().__init__(daemon=True)
        self.server, self.addresses, self.at = server, addresses, start
        self.answers, self.wrong, self.going = 0, [], True

    def run(self):
        connection = self.server.connect()
        while self.going:
            address = self.addresses[self.at % len(self.addresses)]
            self.at += 1
            try:
                got = self.server.get(address, connection=connection)
                if got.status != 200 or not got.body.rstrip().endswith(b"</html>"):
                    self.wrong.append(f"{address}: {got.status}, {len(got.body)} bytes")
            except OSError as error:
                self.wrong.append(f"{address}: {error}")
                connection = self.server.connect()
            self.answers += 1
            time.sleep(0.01)
        connection.close()


def shows(server, text):
    return text.encode() in server.get(f"{NOTE}/").body


def make_edits(project, server, streams, n):
    """All browsers are told of each edit, and the page has it."""
    for i in range(1, n + 1):
        told = [len(stream.told) for stream in streams]
        with open(os.path.join(project, f"notes/{NOTE}.md"), "a", encoding="ascii") as file:
            file.write(f"\nEdit number {i}.\n")
        all_told = wait_for(lambda told=told: all(len(s.told) > before for s, before in zip(streams, told)))
        check(all_told, f"not all browsers were told of edit {i}")
        check(wait_for(lambda i=i: shows(server, f"Edit number {i}.")), f"edit {i} is not shown")
        time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=EDITS)
    options = parser.parse_args()
    folder = tempfile.mkdtemp()
    project = os.path.join(folder, "project")
    shutil.copytree(kit.SOURCE / "content-example", project, ignore=shutil.ignore_patterns("site", ".kbsite"))
    with Server(project) as server:
        addresses = [path[:-len("index.html")] for path in ("index.html", "patterns/saga/index.html",
                     "patterns/bulkhead/index.html", "tags/index.html", "study/index.html")]
        server.get("")
        time.sleep(0.5)
        handles = server.handles()
        streams = [Stream(server) for _ in range(STREAMS)]
        check(wait_for(lambda: all(stream.begun for stream in streams)), "a stream does not begin")
        loops = [Loop(server, addresses, i) for i in range(LOOPS)]
        for loop in loops:
            loop.start()
        make_edits(project, server, streams, options.edits)
        last = max(number for stream in streams for number in stream.told[-1:])
        late = [s for s in streams if not wait_for(lambda s=s: s.told[-1:] == [last])]
        check(not late, f"{len(late)} browsers missed the last change")
        for stream in streams:
            check(stream.told == sorted(set(stream.told)), "a browser was told the same twice")
            check(stream.thread.is_alive(), "a stream has ended")
        for loop in loops:
            loop.going = False
        for loop in loops:
            loop.join()
            check(loop.answers and not loop.wrong, f"{loop.answers} answers; " + "; ".join(loop.wrong[:3]))
        for stream in streams:
            stream.close()
        # Those that are gone are seen when something is sent to them.
        check(wait_for(lambda: server.handles() <= handles, 40), f"{server.handles()} handles are open, {handles} at first")
        answers = sum(loop.answers for loop in loops)
    shutil.rmtree(folder)
    finish(f"{STREAMS} browsers saw {options.edits} edits, {LOOPS} got {answers} answers")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
