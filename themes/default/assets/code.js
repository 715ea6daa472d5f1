// Code: a button that copies it, and colours for its parts. The text itself never changes: where its
// lines are elements, they stay, and their numbers are no part of what is copied.
(() => {
  const { vendor, copy, copied } = document.currentScript.dataset;
  const SHOWN = 2000; // milliseconds that a button says that it has copied
  const SLICE = 16; // milliseconds of colouring at a time

  /* ---- copying ---- */

  // The clipboard itself is there on safe connections only.
  const put = async (code, text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    getSelection().selectAllChildren(code);
    const done = document.execCommand("copy");
    getSelection().removeAllRanges();
    if (!done) throw new Error("not copied");
  };

  const frame_of = (pre) => {
    const figure = pre.closest("figure.code, div.code");
    if (figure) return figure;
    const frame = document.createElement("div");
    frame.className = "code";
    pre.replaceWith(frame);
    frame.append(pre);
    return frame;
  };

  const add_button = (code) => {
    const button = document.createElement("button");
    let timer = 0;
    button.type = "button";
    button.className = "kb-button kb-copy";
    button.textContent = copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await put(code, code.textContent);
      button.textContent = copied;
      clearTimeout(timer);
      timer = setTimeout(() => (button.textContent = copy), SHOWN);
    });
    const frame = frame_of(code.parentElement);
    frame.querySelector(":scope > .kb-copy")?.remove(); // of what was there before
    frame.append(button);
  };

  const is_left_alone = ".no-copy, .language-mermaid";
  const with_button = new WeakSet();
  const add_buttons = () => {
    for (const code of document.querySelectorAll(".kb-text pre > code")) {
      if (code.closest(is_left_alone) || with_button.has(code)) continue;
      with_button.add(code);
      add_button(code);
    }
  };
  add_buttons();

  /* ---- colours ---- */

  // Each line with the elements that are open where it begins and ends.
  const lines_of = (html) => {
    const open = [];
    return html.split("\n").map((line) => {
      const before = open.join("");
      for (const tag of line.match(/<[^>]*>/g) ?? [])
        if (tag.startsWith("</")) open.pop();
        else open.push(tag);
      return before + line + "</span>".repeat(open.length);
    });
  };

  const colour = (code, language) => {
    const html = hljs.highlight(code.textContent, { language, ignoreIllegals: true }).value;
    const lines = code.querySelectorAll(":scope > .line");
    if (lines.length === 0) code.innerHTML = html;
    else lines_of(html).forEach((line, i) => lines[i] && (lines[i].innerHTML = line));
  };

  const language_of = (code) => /(?:^|\s)language-(\S+)/.exec(code.className)?.[1].toLowerCase();

  // What an author has written as HTML may have elements of its own.
  const ours = new WeakSet();
  const wanted = [];
  const want = () => {
    for (const code of document.querySelectorAll('.kb-text code[class*="language-"]')) {
      if (ours.has(code) || language_of(code) === "mermaid" || code.closest(".nohighlight")) continue;
      if (code.querySelector(":not(.line)")) continue;
      ours.add(code);
      wanted.push(code);
    }
  };
  want();

  const colour_some = () => {
    for (const end = performance.now() + SLICE; wanted.length && performance.now() < end; ) {
      const code = wanted.shift();
      const language = language_of(code);
      if (language && hljs.getLanguage(language)) colour(code, language);
    }
    if (wanted.length) setTimeout(colour_some);
  };

  /* ---- what colours it ---- */

  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${vendor}highlight/${name}.js`;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });

  // The core, which knows the files of each language, then those that this page needs.
  const loaded = new Map();
  const load_once = (name) => {
    if (!loaded.has(name)) loaded.set(name, load(name));
    return loaded.get(name);
  };
  const begin = async () => {
    await load_once("core");
    const languages = [...new Set(wanted.map(language_of))];
    const files = new Set(languages.flatMap((language) => hljs_files[language] ?? []));
    await Promise.allSettled([...files].map(load_once));
    colour_some();
  };
  const colour_all = () => {
    if (vendor && wanted.length) begin().catch(() => {}); // without colours it is code, too
  };
  colour_all();

  // A preview changes the page in place: code that is new, and lines in code that has its colours.
  document.addEventListener("kbsite:changed", ({ detail }) => {
    add_buttons();
    want();
    for (const node of detail.added) {
      const code = node.closest("code");
      if (code && ours.has(code) && !wanted.includes(code)) wanted.push(code);
    }
    colour_all();
  });
})();
