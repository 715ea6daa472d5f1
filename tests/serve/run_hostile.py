"""What kbsite serve does with requests that no browser sends, and with a project that goes away."""
import fcntl
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from server import PATIENCE, Server, Stream, check, finish, is_whole, kit, wait_for

SECRET = b"not for the public"
SLASHES = ("/", "%2f", "%2F", "%5c", "\\", "%252f", "//", "/./")
DOTS = ("..", "%2e%2e", ".%2e", "%2E.", "%252e%252e", "..;", "%c0%ae%c0%ae", "..%00")
HALF_OPEN = 1000
LARGE = 16 << 20
STREAMS = 200


def make_project(folder):
    project = os.path.join(folder, "project")
    files = {"kbsite.yml": "title: Served\ncontent_dir: notes\n", "notes/index.md": "# Home\n\nWords.\n",
             "notes/a/b.md": "# B\n\n[home](../index.md)\n", "notes/file.txt": "a file\n",
             "secret.txt": SECRET, "notes/.hidden.txt": SECRET, ".kbsite-secret": SECRET}
    for name, content in files.items():
        kit.write(project, name, content)
    kit.write(folder, "outside.txt", SECRET)
    os.symlink(os.path.join(folder, "outside.txt"), os.path.join(project, "notes/link.txt"))
    return project


def request(target, *headers, host="localhost"):
    lines = [f"GET {target} HTTP/1.1", *([f"Host: {host}"] if host is not None else []), *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def status(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0


def check_traversal(server):
    paths = [slash.join([dots] * n + [name]) for slash in SLASHES for dots in DOTS for n in (1, 2, 3)
             for name in ("secret.txt", "outside.txt", "kbsite.yml")]
    paths += ["a/" + path for path in paths] + ["etc/passwd", "../../../../../../etc/passwd"]
    paths += [".hidden.txt", "%2ehidden.txt", ".kbsite/notes", ".kbsite/cache", ".kbsite/../secret.txt",
              "link.txt", "notes/file.txt", "file.txt%00", "file.txt%00.html", "file.txt%", "file.txt%zz", "%"]
    for path in paths:
        got = server.raw(request("/" + path))
        check(SECRET not in got and b"root:" not in got, f"/{path} shows what is not published")
        check(status(got) in (400, 404), f"/{path}: {got[:40]}")
    for path in ("../secret.txt", "%2e%2e/secret.txt", "link.txt", "/secret.txt", "a/b/../../../secret.txt"):
        got = server.raw(request(f"/.kbsite/state?page=/{path}"))
        check(status(got) == 200 and SECRET not in got, f"what is said about {path}: {got[:40]}")
    for target in ("http://localhost/../secret.txt", "*", "", "file.txt", "?", "//secret.txt"):
        got = server.raw(request(target), timeout=2)
        check(SECRET not in got, f"{target} shows what is not published")


def check_links(server, folder, project):
    link = os.path.join(project, "notes/file.txt")
    os.unlink(link)
    os.symlink(os.path.join(folder, "outside.txt"), link)
    for _ in range(50):
        got = server.raw(request("/file.txt"))
        check(SECRET not in got, "a link out of the content is followed")
        time.sleep(0.01)
    os.unlink(link)
    kit.write(project, "notes/file.txt", "a file\n")
    moved, real = os.path.join(project, "notes/a"), os.path.join(project, "elsewhere")
    kit.write(folder, "other/b.txt", SECRET)
    os.rename(moved, real)
    os.symlink(os.path.join(folder, "other"), moved)
    for _ in range(20):
        check(SECRET not in server.raw(request("/a/b.txt")), "a link to a folder outside is followed")
        time.sleep(0.01)
    os.unlink(moved)
    os.rename(real, moved)


def check_odd_files(server, folder, project):
    """What is no file, not read by anybody, or gets shorter while it is sent."""
    path, outside = os.path.join(project, "notes/file.txt"), os.path.join(folder, "outside.md")
    os.unlink(path)
    os.mkfifo(path)
    check(status(server.raw(request("/file.txt"))) == 404, "a pipe is served")
    os.unlink(path)
    kit.write(folder, "outside.md", "# Other\n\n" + SECRET.decode())
    os.rename(os.path.join(project, "notes/a/b.md"), os.path.join(project, "b.md"))
    os.symlink(outside, os.path.join(project, "notes/a/b.md"))
    for _ in range(20):
        check(SECRET not in server.raw(request("/a/b/")), "a note that is a link out of the content is shown")
        time.sleep(0.01)
    os.rename(os.path.join(project, "b.md"), os.path.join(project, "notes/a/b.md"))
    kit.write(project, "notes/file.txt", b"x" * LARGE)
    check(wait_for(lambda: len(server.get("file.txt").body) == LARGE), "a large file is not served")
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as s:
        s.sendall(request("/file.txt"))
        got = len(s.recv(1000))
        check(server.get("").status == 200, "while one does not read there is no page")
        os.truncate(path, LARGE // 2)
        while part := s.recv(1 << 20):
            got += len(part)
        check(got < LARGE, "a file that has become shorter is sent as a whole")
    check(server.get("").status == 200, "after a file has become shorter there is no page")


def check_hosts(server):
    for host in ("localhost", "LOCALHOST:80", f"127.0.0.1:{server.port}", "[::1]:8000", "x.localhost", "10.1.2.3"):
        check(status(server.raw(request("/", host=host))) == 200, f"Host: {host} is refused")
    for host in ("evil.example", "localhost.evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "a b",
                 "127.0.0.1@evil.example", "[::1", "xlocalhost"):
        got = server.raw(request("/", host=host))
        check(status(got) in (400, 421) and b"Home" not in got, f"Host: {host} is answered: {got[:40]}")
    got = server.raw(request("/", host=None))
    check(status(got) in (400, 421), f"no host: {got[:40]}")


def check_size(server):
    got = server.raw(request("/" + "a" * 100_000))
    check(status(got) in (0, 400, 404, 413, 414, 431), f"a long address: {got[:40]}")
    got = server.raw(request("/", "X-Long: " + "a" * 100_000))
    check(status(got) in (0, 400, 413, 431), f"a long header: {got[:40]}")
    got = server.raw(request("/", *[f"X-{i}: y" for i in range(10_000)]))
    check(status(got) in (0, 400, 413, 431), f"many headers: {got[:40]}")
    for data in (b"\r\n\r\n", b"GET\r\n\r\n", b"\0" * 1000, b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe" * 500,
                 b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\nx",
                 b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"):
        server.raw(data, timeout=1)
    body = b"x" * 1_000_000
    got = server.raw(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" + body)
    check(status(got) in (0, 405), f"a large body: {got[:40]}")
    check(server.get("").status == 200, "after all that there is no page")


def check_slow(server):
    """One byte at a time is slow, and no reason not to answer; nor is it one not to answer others."""
    with socket.create_connection((server.host, server.port), timeout=10) as s:
        for i, byte in enumerate(request("/")):
            s.sendall(bytes([byte]))
            if i % 8 == 0:
                check(server.get("").status == 200, "while one is slow there is no page")
        got = b""
        while not is_whole(got) and (part := s.recv(65536)):
            got += part
    check(status(got) == 200, "a slow request is not answered")


def check_half_open(server, handles):
    half = []
    for i in range(HALF_OPEN):
        s = socket.create_connection((server.host, server.port), timeout=10)
        if i % 2:
            s.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        half.append(s)
    check(wait_for(lambda: server.handles() > HALF_OPEN), f"{HALF_OPEN} connections are not open at once")
    check(server.get("").status == 200, f"with {HALF_OPEN} half-open connections there is no page")
    for s in half:
        s.close()
    check(wait_for(lambda: server.handles() <= handles), f"{server.handles()} handles are open, {handles} at first")


def check_ports(project, server):
    with Server(project, "-p", str(server.port)) as second:
        check(second.port > server.port, "a port is shared")
    done = subprocess.run([kit.KBSITE, "serve", "-p", str(server.port), "--strict-port"], cwd=project,
                          capture_output=True, timeout=30, check=False)
    check(done.returncode == 2 and b"is taken" in done.stderr, f"a taken port: {done.returncode}, {done.stderr}")
    for option, value in (("--bind", "localhost"), ("--bind", "1.2.3.4.5"), ("-p", "70000"), ("-p", "x"), ("--poll=0", ".")):
        done = subprocess.run([kit.KBSITE, "serve", option, value], cwd=project, capture_output=True, timeout=30, check=False)
        check(done.returncode == 2, f"{option} {value}: {done.returncode}")


def check_broken(project, server):
    """While the project makes no site, all pages stay as they were, those of notes that change, too."""
    stream, address = Stream(server), "a/b/"
    check(wait_for(lambda: stream.begun), "a stream does not begin")
    kit.write(project, "notes/a/b.md", "# B\n\nGood words.\n")
    check(wait_for(lambda: b"Good words." in server.get(address).body), "a change is not shown")
    stream.settle()
    stream.told.clear()
    config = (pathlib.Path(project) / "kbsite.yml").read_text("ascii")
    kit.write(project, "kbsite.yml", config + "nav: [\n")
    check(wait_for(lambda: stream.told), "nobody is told that the configuration is broken")
    kit.write(project, "notes/a/b.md", "# B\n\nNewer words.\n")
    stream.settle()
    got = server.get(address)
    check(got.status == 200 and b"Good words." in got.body, f"the last good page is gone: {got.status}, {got.body[:80]}")
    check(json.loads(server.get(f".kbsite/state?page=/{address}").body)["broken"], "nothing is said")
    kit.write(project, "kbsite.yml", config)
    check(wait_for(lambda: b"Newer words." in server.get(address).body), "a mended configuration is not seen")
    stream.close()


def check_lost_cache(project):
    """Pages whose HTML is lost and whose notes are others, while there is no newer site."""
    config = (pathlib.Path(project) / "kbsite.yml").read_text("ascii")
    with Server(project) as server:
        kit.write(project, "kbsite.yml", config + "nav: [\n")
        check(wait_for(lambda: json.loads(server.get(".kbsite/state?page=/").body)["broken"]), "nothing is broken")
        os.truncate(os.path.join(project, kit.STATE, "notes"), 0)
        check(server.get("").status == 200, "the page is not made of its note")
        kit.write(project, "notes/index.md", "# Home\n\nQuite other words.\n")
        got = server.get("")
        check(got.status == 503, f"a page that cannot be made: {got.status}, {got.headers}")
        kit.write(project, "kbsite.yml", config)
        check(wait_for(lambda: b"Quite other words." in server.get("").body), "a mended configuration is not seen")


def check_removal(project, server):
    """What is removed is moved away first: so there is no moment in which only a part of it is gone."""
    gone = project + "-gone"
    stream = Stream(server)
    check(wait_for(lambda: stream.begun), "a stream does not begin")
    os.rename(os.path.join(project, "notes"), gone)
    shutil.rmtree(gone)
    check(wait_for(lambda: stream.told), "nobody is told that the folder is gone")
    check(b"Words." in server.get("").body, "the last good page is gone with its folder")
    kit.write(project, "notes/index.md", "# Home\n\nOther words.\n")
    check(wait_for(lambda: b"Other words." in server.get("").body), "a folder that is there again is not seen")
    kit.write(project, "notes/deep/er/note.md", "# Deep\n")
    check(wait_for(lambda: server.get("deep/er/note/").status == 200), "nothing in it is seen, either")
    stream.settle()
    stream.told.clear()
    os.rename(project, gone)
    shutil.rmtree(gone)
    check(wait_for(lambda: stream.told), "nobody is told that the project is gone")
    check(b"Other words." in server.get("").body, "the last good page is gone with its project")
    kit.write(project, "kbsite.yml", "title: Served\ncontent_dir: notes\n")
    kit.write(project, "notes/index.md", "# Home\n\nWords again.\n")
    check(wait_for(lambda: b"Words again." in server.get("").body), "a project that is there again is not seen")
    kit.write(project, "notes/deep/er/note.md", "# Deep\n\nDeeper.\n")
    check(wait_for(lambda: b"Deeper." in server.get("deep/er/note/").body), "nothing in it is seen, either")
    stream.close()


def check_end(project):
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        server = Server(project)
        streams = [Stream(server) for _ in range(STREAMS)]
        check(wait_for(lambda: all(stream.begun for stream in streams)), "a stream does not begin")
        server.stop(how)
        for stream in streams:
            stream.thread.join(PATIENCE)
            check(not stream.thread.is_alive(), "a stream outlives the server")
            stream.close()


def waits_for_lock(process):
    locks = pathlib.Path("/proc/locks").read_text("ascii").splitlines()
    return any("->" in line and str(process.pid) in line.split() for line in locks)


def check_waiting(project):
    """While a build holds the lock nothing can be served yet; that can be ended, too."""
    with open(os.path.join(project, kit.STATE, "lock"), "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen([kit.KBSITE, "serve", "-p", "0"], cwd=project, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        check(wait_for(lambda: waits_for_lock(process)), "a server does not wait for the lock")
        process.send_signal(signal.SIGINT)
        ended = wait_for(lambda: process.send_signal(signal.SIGINT) or process.poll() is not None)
        check(ended and process.returncode in (0, -signal.SIGINT), f"a server that waits ends with {process.returncode}")
        process.kill()
        process.wait()


def main():
    folder = tempfile.mkdtemp()
    project = make_project(folder)
    with Server(project) as server:
        server.get("")
        handles = server.handles()
        for part in (check_traversal, check_hosts, check_size, check_slow):
            part(server)
        check_half_open(server, handles)
        check_links(server, folder, project)
        check_odd_files(server, folder, project)
        check_ports(project, server)
    check_end(project)
    check_waiting(project)
    # Named, since it does not follow a working directory that is moved away.
    for options in ([], ["--poll=50"]):
        with Server(project, project, *options) as server:
            check_broken(project, server)
            check_removal(project, server)
        shutil.rmtree(project)
        make_project(folder)
    check_lost_cache(project)
    shutil.rmtree(folder)
    finish("nothing that is not published was shown")


if __name__ == "__main__":
    kit.quit_on_signals()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    main()
