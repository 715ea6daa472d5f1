"""kbsite serve under test: started, asked, listened to, stopped. It is used from outside only."""
import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "fault"))
import kit  # noqa: E402

PATIENCE = 30  # seconds until something that must happen has not


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers}


class Server:
    """A server of a project; the port is any that is free."""

    def __init__(self, project, *options, env=None):
        self.errors = tempfile.TemporaryFile()  # in the project it would be a change of its own
        self.process = subprocess.Popen([kit.KBSITE, "serve", "-p", "0", *options], cwd=project,
                                        env=kit.environment(env), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors)
        self.said, self.reader = [], threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        line = wait_for(lambda: next(iter(self.said), None) or self.process.poll() is not None)
        match = re.match(r"http://([^/]+):(\d+)(/.*)", line if isinstance(line, str) else "")
        if not match:
            raise AssertionError(f"no server: {self.complaints()}")
        self.host, self.port, self.root = match[1].strip("[]"), int(match[2]), match[3]

    def _read(self):
        for line in self.process.stdout:
            self.said.append(line.decode().rstrip("\n"))

    def complaints(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def connect(self, timeout=PATIENCE):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def get(self, path, method="GET", connection=None, **headers):
        """Asks for a path below the root, as it is."""
        c = connection or self.connect()
        c.putrequest(method, self.root + path, skip_accept_encoding=True)
        for name, value in headers.items():
            c.putheader(name.replace("_", "-"), value)
        c.endheaders()
        response = c.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        if not connection:
            c.close()
        return answer

    def raw(self, data, timeout=PATIENCE):
        """What comes back for these bytes until the connection is closed or nothing more comes."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as s:
            s.sendall(data)
            got = b""
            try:
                while part := s.recv(65536):
                    got += part
                    if b"\r\n\r\n" in got and b"100 Continue" not in got and is_whole(got):
                        break
            except (TimeoutError, ConnectionResetError):
                pass
        return got

    def memory(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) * 1024

    def handles(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self, how=signal.SIGINT):
        """The exit status must be 0, and nothing may be broken."""
        self.process.send_signal(how)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = "none: it did not end"
        said = self.complaints()
        self.errors.close()
        if status != 0 or kit.BROKEN.search(said):
            raise AssertionError(f"kbsite serve ended with {status}: {said[-3000:]}")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.stop()
        else:
            self.process.kill()
            self.process.wait()


def is_whole(response):
    head, _, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(length) and len(body) >= int(length[1])


class Stream:
    """A browser that waits for changes: the numbers that it was told."""

    def __init__(self, server):
        self.told, self.begun = [], False
        self.socket = socket.create_connection((server.host, server.port), timeout=PATIENCE)
        request = f"GET {server.root}.kbsite/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.socket.sendall(request.encode())
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        try:
            with self.socket.makefile("rb") as lines:
                for line in lines:
                    if line.startswith(b":"):
                        self.begun = True
                    if line.startswith(b"data: "):
                        self.told.append(int(line[6:]))
        except OSError:
            pass

    def settle(self):
        """Returns once nothing has been told for a while: what comes next is of what is done next."""
        told = -1
        while told != len(self.told):
            told = len(self.told)
            time.sleep(0.4)

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.thread.join()
        self.socket.close()


def wait_for(condition, patience=PATIENCE):
    """What the condition gives once it is true; None when it never is."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.01)
    return None


failures = []


def check(right, text):
    if not right:
        failures.append(text)
        print(f"FAIL: {text}")
    return right


def finish(text):
    if failures:
        sys.exit(f"{len(failures)} failed")
    print(text)
