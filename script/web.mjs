// Makes of the packages in themes/node_modules what goes into the program (lib/theme/web.h):
//   node script/web.mjs THEMES OUT
// writes into the folder OUT
//   vendor.bin    files for sites: lines "name<TAB>size", an empty line, then their bytes
//   icons.tsv     "name<TAB>viewBox<TAB>inner svg"
//   emoji.tsv     "name<TAB>emoji"
//   licenses.txt  what all of it may be used under
// The lines of all three are sorted by the bytes of their names.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [themes, out] = process.argv.slice(2).map((folder) => resolve(folder));
const modules = join(themes, "node_modules");
const lock = JSON.parse(readFileSync(join(themes, "package-lock.json"), "utf8"));

const at = (...path) => join(modules, ...path);
const read = (...path) => readFileSync(at(...path), "utf8");
const by_bytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // names are ASCII

const fail = (message) => {
  console.error(`script/web.mjs: ${message}`);
  process.exit(1);
};

/* ---- packages ------------------------------------------------------------------------------- */

const check_versions = () => {
  for (const name of Object.keys(lock.packages[""].dependencies)) {
    const wanted = lock.packages[`node_modules/${name}`].version;
    const found = existsSync(at(name)) && JSON.parse(read(name, "package.json")).version;
    if (found !== wanted) fail(`${name} is not ${wanted}: run "npm ci" in themes/`);
  }
};

const license_of = (folder) => {
  const { name, version, license } = JSON.parse(read(folder, "package.json"));
  const file = readdirSync(at(folder)).find((entry) => /^licen[cs]e(\.(txt|md))?$/i.test(entry));
  const text = file ? read(folder, file).trim() : "";
  return `==== ${name} ${version} (${license ?? "see below"})\n\n${text}\n\n`;
};

// mermaid's files have parts of the packages that it depends on, which are those that are not named.
const mermaid_licenses = () => {
  const own = Object.keys(lock.packages[""].dependencies).filter((name) => name !== "mermaid");
  return Object.keys(lock.packages)
    .filter((path) => path && !path.includes("/@types/") && existsSync(join(themes, path)))
    .map((path) => path.slice("node_modules/".length))
    .filter((name) => !own.includes(name))
    .map(license_of)
    .join("");
};

/* ---- files for sites ------------------------------------------------------------------------ */

const vendor = new Map();

const HIGHLIGHT = "@highlightjs/cdn-assets";

// Beyond those that highlight.js itself calls common: what notes of engineers have.
const MORE_LANGUAGES =
  "ada apache awk clojure cmake coffeescript crystal dart delphi django dns dockerfile dos elixir elm " +
  "erlang fortran fsharp gherkin glsl gradle groovy handlebars haskell haxe http julia latex lisp llvm " +
  "matlab nginx nim nix ocaml pgsql powershell prolog properties protobuf puppet reasonml sas scala " +
  "scheme stata tcl thrift twig verilog vhdl vim x86asm";

// Languages in which others are written, but for what is rare.
const PARTS = {
  dockerfile: ["bash"],
  javascript: ["xml"],
  markdown: ["xml"],
  "php-template": ["php", "xml"],
  "python-repl": ["python"],
  shell: ["bash"],
  typescript: ["xml"],
  xml: ["css", "javascript"],
};

// Its core as a script, which pages read from a disk can load, too, and a table: the files that a
// language needs, by its names.
const highlight_core = (languages, hljs) => {
  const core = read(HIGHLIGHT, "es", "core.min.js");
  const [end, name] = core.match(/export\s*\{\s*(\w+) as default\s*\};?\s*$/) ?? fail("no core of highlight.js");
  const files = {};
  for (const language of languages)
    for (const alias of [language, ...(hljs.getLanguage(language).aliases ?? [])])
      files[alias.toLowerCase()] ??= [language, ...(PARTS[language] ?? [])];
  return (
    `var hljs=(()=>{${core.slice(0, -end.length)};return ${name}})();\n` +
    `var hljs_files=${JSON.stringify(files)};\n`
  );
};

const add_highlight = async () => {
  const { default: hljs } = await import(pathToFileURL(at(HIGHLIGHT, "es", "highlight.min.js")));
  const common = hljs.listLanguages();
  const languages = [...common, ...MORE_LANGUAGES.split(" ")];
  for (const language of languages) {
    vendor.set(`highlight/${language}.js`, read(HIGHLIGHT, "languages", `${language}.min.js`));
    if (common.includes(language)) continue;
    const grammar = await import(pathToFileURL(at(HIGHLIGHT, "es", "languages", `${language}.min.js`)));
    hljs.registerLanguage(language, grammar.default);
  }
  vendor.set("highlight/core.js", highlight_core(languages, hljs));
  vendor.set("highlight/licenses.txt", license_of(HIGHLIGHT));
};

// Without a font for mathematics, which many systems lack, parentheses and sums do not grow.
const MATH_FONT = `
@font-face {
  font-family: "kb-math";
  font-display: swap;
  src:
    local("Cambria Math"),
    local("STIX Two Math"),
    local("STIXTwoMath-Regular"),
    local("Latin Modern Math"),
    url("temml.noto-sans-math.woff2") format("woff2");
}

math {
  font-family: "kb-math", math;
}
`;

const add_temml = () => {
  const css = read("temml", "dist", "Temml-Local.css").replaceAll("Temml.woff2", "temml.woff2");
  const font = "@fontsource/noto-sans-math";
  const font_file = "noto-sans-math-latin-400-normal.woff2"; // it has all signs
  vendor.set("temml.min.js", read("temml", "dist", "temml.min.js"));
  vendor.set("temml.css", css + MATH_FONT);
  vendor.set("temml.noto-sans-math.woff2", readFileSync(at(font, "files", font_file)));
  vendor.set("temml.woff2", readFileSync(at("temml", "dist", "Temml.woff2")));
  vendor.set("temml.licenses.txt", license_of("temml") + license_of(font));
};

// Its modules, in one folder. Some hosts do not know that .mjs is a script.
const add_mermaid = () => {
  const chunks = "chunks/mermaid.esm.min";
  const add = (name, ...path) => {
    const text = read("mermaid", "dist", ...path);
    const renamed = text.replaceAll(`"./${chunks}/`, '"./').replace(/("\.\/[\w.-]+)\.mjs"/g, '$1.js"');
    if (/\.mjs["'`]/.test(renamed)) fail(`${name} has an import that is not known`);
    vendor.set(`mermaid/${name}`, renamed);
  };
  add("mermaid.js", "mermaid.esm.min.mjs");
  for (const file of readdirSync(at("mermaid", "dist", chunks)))
    if (file.endsWith(".mjs")) add(file.replace(/mjs$/, "js"), chunks, file);
  vendor.set("mermaid/licenses.txt", mermaid_licenses());
};

const vendor_archive = () => {
  const names = [...vendor.keys()].sort(by_bytes);
  const bytes = names.map((name) => Buffer.from(vendor.get(name)));
  const index = names.map((name, i) => `${name}\t${bytes[i].length}\n`).join("");
  return Buffer.concat([Buffer.from(`${index}\n`), ...bytes]);
};

/* ---- icons and emoji ------------------------------------------------------------------------ */

// Where packages have their icons, and what stands before their names in a shortcode.
const SETS = [
  ["material-", "@mdi/svg", "svg"],
  ["octicons-", "@primer/octicons", "build", "svg"],
  ["fontawesome-brands-", "@fortawesome/fontawesome-free", "svgs", "brands"],
  ["fontawesome-regular-", "@fortawesome/fontawesome-free", "svgs", "regular"],
  ["fontawesome-solid-", "@fortawesome/fontawesome-free", "svgs", "solid"],
  ["simple-", "simple-icons", "icons"],
];

// Font Awesome's licence wants to be named wherever an icon is.
const credit_of = (svg) => {
  const work = svg.match(/<!--! (Font Awesome Free \S+) by/)?.[1];
  return work ? `<!--! ${work}, https://fontawesome.com/license/free, CC BY 4.0 -->` : "";
};

// What is inside the <svg>, without comments, the title, and the colour that it has anyway.
const inner_of = (svg) =>
  credit_of(svg) +
  svg
    .replace(/<!--.*?-->|<title>.*?<\/title>| fill="currentColor"/gs, "")
    .replace(/^.*?<svg[^>]*>|<\/svg>\s*$/gs, "")
    .replace(/\s+/g, " ")
    .trim();

const icons = () => {
  const lines = [];
  for (const [prefix, ...folder] of SETS)
    for (const file of readdirSync(at(...folder))) {
      if (!file.endsWith(".svg")) continue;
      const svg = read(...folder, file);
      const box = svg.match(/<svg[^>]* viewBox="([-\d. ]+)"/)?.[1];
      if (!box) fail(`${file} has no viewBox`);
      lines.push([prefix + file.slice(0, -".svg".length), box, inner_of(svg)]);
    }
  return lines;
};

const emoji = async () => {
  const { gemoji } = await import(pathToFileURL(at("gemoji", "index.js")));
  return gemoji.flatMap((entry) => entry.names.map((name) => [name, entry.emoji]));
};

const table = (lines) =>
  lines
    .sort((a, b) => by_bytes(a[0], b[0]))
    .map((line) => `${line.join("\t")}\n`)
    .join("");

/* --------------------------------------------------------------------------------------------- */

check_versions();
await add_highlight();
add_temml();
add_mermaid();
const packages = Object.keys(lock.packages[""].dependencies).filter((name) => name !== "mermaid");
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "vendor.bin"), vendor_archive());
writeFileSync(join(out, "icons.tsv"), table(icons()));
writeFileSync(join(out, "emoji.tsv"), table(await emoji()));
writeFileSync(join(out, "licenses.txt"), packages.map(license_of).join("") + mermaid_licenses());
