// A static server that answers as GitHub Pages does for a project site: everything lives below a
// prefix, a folder without its slash is redirected, `x` may be `x.html`, what is missing is 404.html.
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

function kind(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? "file" : found?.isDirectory() ? "folder" : "nothing";
}

// What is at a path below the prefix: {file}, {redirect} or nothing.
function look_up(root, path) {
  const place = normalize(join(root, path));
  if (place !== root && !place.startsWith(root + sep)) return {};
  if (path.endsWith("/")) {
    const index = join(place, "index.html");
    return kind(index) === "file" ? { file: index } : {};
  }
  if (kind(place) === "file") return { file: place };
  if (kind(place + ".html") === "file") return { file: place + ".html" };
  return kind(join(place, "index.html")) === "file" ? { redirect: true } : {};
}

function send(response, status, file, keep) {
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(status, {
    "content-type": type,
    // by default so that each page shows all that it fetches
    "cache-control": keep && /css|javascript/.test(type) ? "max-age=600" : "no-store",
  });
  response.end(readFileSync(file));
}

function answer(root, prefix, keep, request, response) {
  const url = new URL(request.url, "http://127.0.0.1");
  let path;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    response.writeHead(400).end();
    return;
  }
  const missing = join(root, "404.html");
  if (!path.startsWith(prefix)) {
    response.writeHead(404).end("outside the site");
    return;
  }
  const { file, redirect } = look_up(root, path.slice(prefix.length - 1));
  if (redirect) response.writeHead(301, { location: url.pathname + "/" + url.search }).end();
  else if (file) send(response, 200, file, keep);
  else if (kind(missing) === "file") send(response, 404, missing, keep);
  else response.writeHead(404).end();
}

// Serves the folder below the prefix ("/repo/"); origin has no slash at its end. With `keep`, the
// browser may keep styles and scripts.
export async function serve(root, prefix, keep = false) {
  const server = createServer((request, response) => answer(root, prefix, keep, request, response));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
