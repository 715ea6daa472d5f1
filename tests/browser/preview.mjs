// A project that kbsite serve shows, for tests: its files, its server, its address.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

// Writes as editors do: a neighbour that is renamed over the file.
export const put = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
};

// Resolves with { address, stop(), output() } when the address has been printed.
export const start = (folder, ...options) =>
  new Promise((done, failed) => {
    const server = spawn(process.env.KBSITE, ["serve", folder, "-p", "0", ...options]);
    let output = "";
    let errors = "";
    const ended = new Promise((resolve) => server.on("exit", (code, signal) => resolve(code ?? signal)));
    const stop = () => {
      server.kill("SIGINT");
      return ended;
    };
    server.stderr.on("data", (data) => (errors += data));
    server.stdout.on("data", (data) => {
      output += data;
      const address = /^http:\S+/m.exec(output)?.[0];
      if (address) done({ address, stop, pid: server.pid, output: () => output, errors: () => errors });
    });
    ended.then((status) => failed(new Error(`kbsite serve ended with ${status}: ${errors}`)));
  });

// A folder with these files, and a server of it while run(project) runs.
export const with_project = async (files, options, run) => {
  const folder = mkdtempSync(join(tmpdir(), "kbsite-preview-"));
  const project = { folder, path: (name) => join(folder, name), put: (name, text) => put(join(folder, name), text) };
  try {
    for (const [name, text] of Object.entries(files)) project.put(name, text);
    project.server = await start(folder, ...options);
    await run(project);
  } finally {
    const status = await project.server?.stop();
    rmSync(folder, { recursive: true, force: true });
    if (status !== undefined && status !== 0) throw new Error(`kbsite serve ended with ${status}`);
  }
};
