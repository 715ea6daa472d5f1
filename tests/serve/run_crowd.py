# labels: parallel
"""Many browsers: 200 that wait for changes, 50 that ask for pages, while notes change."""
import argparse
import os
import shutil
import tempfile
import threading
import time

from server import Server, Stream, check, finish, kit, wait_for

STREAMS, LOOPS = 200, 50


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=6)
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
        end, edits = time.monotonic() + options.seconds, 0
        while time.monotonic() < end:
            edits += 1
            with open(os.path.join(project, "notes/patterns/saga.md"), "a", encoding="ascii") as file:
                file.write(f"\nEdit number {edits}.\n")
            time.sleep(0.3)
        wanted = f"Edit number {edits}.".encode()
        check(wait_for(lambda: wanted in server.get("patterns/saga/").body), "the last edit is not shown")
        time.sleep(0.5)
        last = max(stream.told[-1] for stream in streams if stream.told)
        late = [s for s in streams if not wait_for(lambda s=s: s.told and s.told[-1] == last, 5)]
        check(not late, f"{len(late)} browsers missed the last change")
        for loop in loops:
            loop.going = False
        for loop in loops:
            loop.join()
            check(not loop.wrong, "; ".join(loop.wrong[:3]))
        for stream in streams:
            stream.close()
        # Those that are gone are seen when something is sent to them.
        check(wait_for(lambda: server.handles() <= handles, 40), f"{server.handles()} handles are open, {handles} at first")
        answers = sum(loop.answers for loop in loops)
        check(answers > LOOPS, f"only {answers} answers")
    shutil.rmtree(folder)
    finish(f"{STREAMS} browsers saw {edits} edits, {LOOPS} got {answers} answers")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
