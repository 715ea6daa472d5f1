"""What kbsite serve does with requests that no browser sends, and with a project that goes away."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from server import Server, Stream, check, finish, is_whole, kit, wait_for

SECRET = b"not for the public"
SLASHES = ("/", "%2f", "%2F", "%5c", "\\", "%252f", "//", "/./")
DOTS = ("..", "%2e%2e", ".%2e", "%2E.", "%252e%252e", "..;", "%c0%ae%c0%ae", "..%00")
HALF_OPEN = 1000
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
        for byte in request("/"):
            s.sendall(bytes([byte]))
        got = b""
        while not is_whole(got):
            got += s.recv(65536)
    check(status(got) == 200, "a slow request is not answered")
    half = []
    for i in range(HALF_OPEN):
        s = socket.create_connection((server.host, server.port), timeout=10)
        if i % 2:
            s.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        half.append(s)
    check(server.get("").status == 200, f"with {HALF_OPEN} half-open connections there is no page")
    for s in half:
        s.close()


def check_ports(project, server):
    with Server(project, "-p", str(server.port)) as second:
        check(second.port > server.port, "a port is shared")
    done = subprocess.run([kit.KBSITE, "serve", "-p", str(server.port), "--strict-port"], cwd=project,
                          capture_output=True, timeout=30, check=False)
    check(done.returncode == 2 and b"is taken" in done.stderr, f"a taken port: {done.returncode}, {done.stderr}")
    for option, value in (("--bind", "localhost"), ("--bind", "1.2.3.4.5"), ("-p", "70000"), ("-p", "x"), ("--poll=0", ".")):
        done = subprocess.run([kit.KBSITE, "serve", option, value], cwd=project, capture_output=True, timeout=30, check=False)
        check(done.returncode == 2, f"{option} {value}: {done.returncode}")


def check_removal(project, server):
    stream = Stream(server)
    shutil.rmtree(os.path.join(project, "notes"))
    wait_for(lambda: stream.told)
    check(b"Words." in server.get("").body, "the last good page is gone with its folder")
    kit.write(project, "notes/index.md", "# Home\n\nOther words.\n")
    check(wait_for(lambda: b"Other words." in server.get("").body), "a folder that is there again is not seen")
    kit.write(project, "notes/deep/er/note.md", "# Deep\n")
    check(wait_for(lambda: server.get("deep/er/note/").status == 200), "nothing in it is seen, either")
    stream.close()


def check_end(project):
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        server = Server(project)
        streams = [Stream(server) for _ in range(STREAMS)]
        wait_for(lambda: all(stream.begun for stream in streams))
        server.stop(how)
        for stream in streams:
            stream.close()


def main():
    folder = tempfile.mkdtemp()
    project = make_project(folder)
    with Server(project) as server:
        for part in (check_traversal, check_hosts, check_size, check_slow):
            part(server)
        check_links(server, folder, project)
        check_ports(project, server)
        check_removal(project, server)
    check_end(project)
    shutil.rmtree(folder)
    finish("nothing that is not published was shown")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
