// Runs in a page that is previewed, before its other scripts. When something changes it asks for the
// page again and makes what is shown equal to it, in place: what does not differ is not touched, so
// that the reader stays where he was, with what he has opened, chosen and typed.
//
// What the server sends is compared with what it sent before, never with what scripts have made of
// it. For each node that was sent, `shown` knows the one in the page. Scripts that change the page
// listen to the event "kbsite:changed" on the document, to do so again with what is new.
(() => {
  const own = document.currentScript;
  const tools = new URL(".", own.src);
  const root = new URL("..", tools).pathname;
  const MOST_COMPARED = 4_000_000; // pairs of children of one element
  const shown = new WeakMap(); // sent → shown
  let sent = null; // the document, as it was sent last
  let tag = own.dataset.page;

  // The page before its other scripts change it, which they do until what was sent is here, too.
  const parsed = new WeakMap(); // node → its children
  const remember = (node) => {
    parsed.set(node, [...node.childNodes]);
    node.childNodes.forEach(remember);
  };
  remember(document.documentElement);

  /* ---- which node is which ---- */

  // What was put between while the page was parsed is passed over; what was taken away is not shown.
  const pair = (from, to) => {
    shown.set(from, to);
    const children = parsed.get(to) ?? [];
    let next = 0;
    for (const child of from.childNodes) {
      let at = next;
      while (at < children.length && (children[at].nodeName !== child.nodeName || children[at] === own)) at++;
      if (at === children.length) continue;
      pair(child, children[at]);
      next = at + 1;
    }
  };

  const pair_copies = (from, to) => {
    shown.set(from, to);
    from.childNodes.forEach((child, i) => pair_copies(child, to.childNodes[i]));
  };

  // A copy to show. Scripts run only when they are made here.
  const copy_of = (node) => {
    const copy = document.importNode(node, true);
    pair_copies(node, copy);
    const scripts = node.localName === "script" ? [node] : (node.querySelectorAll?.("script") ?? []);
    for (const script of scripts) {
      const fresh = document.createElement("script");
      for (const { name, value } of script.attributes) fresh.setAttribute(name, value);
      fresh.async = script.hasAttribute("async");
      fresh.textContent = script.textContent;
      const old = shown.get(script);
      shown.set(script, fresh);
      if (old === copy) return fresh;
      old.replaceWith(fresh);
    }
    return copy;
  };

  /* ---- what differs ---- */

  // Pairs of equal children, in order: those at both ends, then a longest common sequence.
  const equal_pairs = (before, after) => {
    const pairs = [];
    let from = 0;
    let [end, end_after] = [before.length, after.length];
    while (from < end && from < end_after && before[from].isEqualNode(after[from])) {
      pairs.push([from, from]);
      from++;
    }
    const tail = [];
    while (end > from && end_after > from && before[end - 1].isEqualNode(after[end_after - 1])) {
      tail.push([--end, --end_after]);
    }
    const rows = end - from;
    const columns = end_after - from;
    if (rows && columns && rows * columns <= MOST_COMPARED) {
      const key = (node) => (node.nodeType === 1 ? node.outerHTML : `${node.nodeType}${node.nodeValue}`);
      const a = before.slice(from, end).map(key);
      const b = after.slice(from, end_after).map(key);
      const length = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
      for (let i = rows - 1; i >= 0; i--)
        for (let k = columns - 1; k >= 0; k--)
          length[i][k] =
            a[i] === b[k] ? length[i + 1][k + 1] + 1 : Math.max(length[i + 1][k], length[i][k + 1]);
      for (let i = 0, k = 0; i < rows && k < columns; ) {
        if (a[i] === b[k]) pairs.push([from + i++, from + k++]);
        else if (length[i + 1][k] >= length[i][k + 1]) i++;
        else k++;
      }
    }
    return [...pairs, ...tail.reverse()];
  };

  // Children that are not equal but the same element with other content.
  const is_same_kind = (a, b) =>
    a.nodeName === b.nodeName && (a.nodeType !== 1 || (a.id === b.id && a.localName !== "script"));

  // What to do with the children: [before, after] pairs, where null is none.
  const plan = (before, after) => {
    const steps = [];
    let [i, k] = [0, 0];
    for (const [end, end_after] of [...equal_pairs(before, after), [before.length, after.length]]) {
      while (i < end || k < end_after) {
        const found = before.slice(i, end).findIndex((node) => k < end_after && is_same_kind(node, after[k]));
        if (found > 0) for (let n = 0; n < found; n++) steps.push([before[i++], null]);
        if (found >= 0) steps.push([before[i++], after[k++]]);
        else if (k < end_after) steps.push([null, after[k++]]);
        else steps.push([before[i++], null]);
      }
      if (end < before.length || end_after < after.length) steps.push([before[i++], after[k++]]);
    }
    return steps;
  };

  /* ---- making it so ---- */

  class Elsewhere extends Error {} // a script has moved or replaced what is to be changed

  let added = []; // elements that are new
  let changed = []; // elements whose own text is another one

  const set_attributes = (before, after, element) => {
    for (const { name } of before.attributes)
      if (!after.hasAttribute(name)) element.removeAttribute(name);
    for (const { name, value } of after.attributes)
      if (before.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  // The child of `parent` that a node is in, over what scripts have put around it.
  const child_of = (parent, node) => {
    let at = node;
    while (at && at.parentNode !== parent) at = at.parentNode;
    if (!at) throw new Elsewhere();
    return at;
  };

  const change_children = (before, after, parent) => {
    let last = null; // what the next one comes behind
    const steps = plan([...before.childNodes], [...after.childNodes]);
    for (const [old, fresh] of steps) {
      const node = old && shown.get(old);
      if (old && fresh && old.isEqualNode(fresh)) {
        if (node && parent.contains(node)) last = child_of(parent, node);
        keep(old, fresh);
      } else if (old && fresh) {
        if (!node || !parent.contains(node)) throw new Elsewhere();
        last = change(old, fresh, node, parent);
      } else if (fresh) {
        const copy = copy_of(fresh);
        if (last) last.after(copy);
        else parent.prepend(copy);
        last = copy;
        if (copy.nodeType === 1) added.push(copy);
      } else {
        if (!node || !parent.contains(node)) throw new Elsewhere();
        child_of(parent, node).remove();
      }
    }
  };

  const keep = (old, fresh) => {
    const node = shown.get(old);
    if (node) shown.set(fresh, node);
    old.childNodes.forEach((child, i) => keep(child, fresh.childNodes[i]));
  };

  const renew = (fresh, node, parent) => {
    const copy = copy_of(fresh);
    child_of(parent, node).replaceWith(copy);
    added.push(copy);
    return copy;
  };

  // Returns the child of the parent that the node is in now.
  const change = (old, fresh, node, parent) => {
    if (old.nodeType !== 1) {
      node.nodeValue = fresh.nodeValue;
      changed.push(node.parentElement);
      shown.set(fresh, node);
      return child_of(parent, node);
    }
    if (old.localName === "template") return renew(fresh, node, parent);
    try {
      set_attributes(old, fresh, node);
      change_children(old, fresh, node);
    } catch (error) {
      if (!(error instanceof Elsewhere)) throw error;
      return renew(fresh, node, parent);
    }
    shown.set(fresh, node);
    return child_of(parent, node);
  };

  /* ---- the head ---- */

  const styles_of = (head) => [...head.querySelectorAll('link[rel="stylesheet"]')];
  const place_of_script = (script) => new URL(script.getAttribute("src"), location).href;

  // New styles are there before old ones go: nothing is painted without.
  const change_styles = async (before, after) => {
    const old = new Map(styles_of(before).map((sheet) => [sheet.getAttribute("href"), shown.get(sheet)]));
    const loads = [];
    let last = null; // what the next one comes behind
    for (const sheet of styles_of(after)) {
      const href = sheet.getAttribute("href");
      const known = old.get(href);
      old.delete(href);
      if (known) {
        shown.set(sheet, known); // where it is: one that is moved is loaded again
        last = known;
        continue;
      }
      const link = copy_of(sheet);
      loads.push(new Promise((done) => (link.onload = link.onerror = done)));
      if (last) last.after(link);
      else document.head.prepend(link);
      last = link;
    }
    await Promise.all(loads);
    for (const link of old.values()) link?.remove();
  };

  // Scripts that are not asked for any more stay: they have nothing to do.
  const ran = new Set();
  const run_scripts = (head) => {
    for (const script of head.querySelectorAll("script[src]")) {
      const place = place_of_script(script);
      if (!ran.has(place) && sent) document.head.append(copy_of(script));
      ran.add(place);
    }
  };
  const change_head = async (before, after) => {
    document.title = after.querySelector("title")?.textContent ?? "";
    if (!before.isEqualNode(after)) await change_styles(before, after);
    run_scripts(after);
  };

  /* ---- asking for the page ---- */

  const parse = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelector('script[data-page][src$=".kbsite/reload.js"]')?.remove();
    return page;
  };

  const show = async (page) => {
    await change_head(sent.head, page.head);
    added = [];
    changed = [];
    try {
      set_attributes(sent.documentElement, page.documentElement, document.documentElement);
      set_attributes(sent.body, page.body, document.body);
      change_children(sent.body, page.body, document.body);
    } catch (error) {
      console.error(error);
      return location.reload();
    }
    shown.set(page.body, document.body);
    sent = page;
    document.dispatchEvent(new CustomEvent("kbsite:changed", { detail: { added, changed } }));
  };

  // Proxies may have made a weak one of it.
  const tag_of = (answer) => /[0-9a-f]{32}/.exec(answer.headers.get("ETag"))?.[0] ?? "";

  const place_of = (state) =>
    new URL(state.moved.split("/").map(encodeURIComponent).join("/"), new URL(root, location));

  // The same files with other bytes: they are asked for under another address.
  let known = null; // what names the theme's styles and scripts, and copied files
  let renewals = 0;
  const renew_styles = async () => {
    const loads = styles_of(sent.head).map((sheet) => {
      const old = shown.get(sheet);
      const link = old.cloneNode();
      link.href = `${sheet.getAttribute("href")}?${++renewals}`;
      shown.set(sheet, link);
      old.after(link);
      return new Promise((done) => (link.onload = link.onerror = done)).then(() => old.remove());
    });
    await Promise.all(loads);
  };
  const renew_images = () => {
    for (const image of document.querySelectorAll("img[src]")) {
      if (!image.src.startsWith(new URL(root, location).href)) continue;
      const place = new URL(image.src); // styles may ask for its fragment
      place.search = ++renewals;
      image.src = place;
    }
  };
  const follow_files = async (state) => {
    if (known && known.scripts !== state.scripts) return location.reload();
    if (known && known.styles !== state.styles) await renew_styles();
    if (known && known.files !== state.files) renew_images();
    known = state;
  };

  const ask = async () => {
    const answer = await fetch(location.href, { headers: { "If-None-Match": `"${tag}"` }, cache: "no-store" });
    const state = await ask_state();
    await follow_files(state);
    if (answer.status === 304) return say(state);
    if (answer.status === 404 && state.moved !== null) {
      const place = place_of(state);
      history.replaceState(history.state, "", place.pathname + location.search + location.hash);
      return ask();
    }
    const page = parse(await answer.text());
    tag = tag_of(answer);
    await show(page);
    say(state);
  };

  const ask_state = async () => {
    const path = `/${location.pathname.slice(root.length)}`;
    const page = encodeURIComponent(path).replaceAll("%25", "%"); // it has its escapes already
    const answer = await fetch(new URL(`state?page=${page}`, tools), { cache: "no-store" });
    return answer.json();
  };

  // One after the other; changes that come meanwhile are one.
  let asking = false;
  let again = false;
  const follow = async () => {
    again = true;
    if (asking || !sent) return;
    asking = true;
    try {
      while (again) {
        again = false;
        await ask();
      }
    } catch {
      // the server is gone: its stream will say when it is back
    }
    asking = false;
  };

  /* ---- complaints ---- */

  const STYLE = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; pointer-events: none; }
    details { box-sizing: border-box; inline-size: fit-content; max-inline-size: 100%; max-block-size: 45vh; overflow: auto;
      margin: 0; padding: 0 1rem; pointer-events: auto; font: 0.875rem/1.5 system-ui, sans-serif; color: #1c1c1c;
      background: #fff4ec; border-block-start: 3px solid #c0392b; box-shadow: 0 -4px 24px #0004; }
    details[open] { inline-size: auto; padding-block-end: 0.75rem; }
    details.warning { border-color: #b7791f; }
    summary { padding-block: 0.625rem; font-weight: 600; cursor: pointer; }
    summary:focus-visible { outline: 3px solid #1a5fb4; outline-offset: -3px; }
    ol { margin: 0; padding: 0; list-style: none; }
    li + li { margin-block-start: 0.75rem; }
    code, pre { font: 0.8125rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    pre { margin: 0.25rem 0 0; padding: 0.25rem 0.5rem; background: #0000000d; white-space: pre-wrap; }
    .place { font-weight: 600; }
    @media print { :host { display: none; } }
    @media (prefers-color-scheme: dark) {
      details { color: #f1ece8; background: #2b1f1b; }
      pre { background: #ffffff14; }
      summary:focus-visible { outline-color: #8ab4f8; }
    }`;

  const element = (name, properties = {}, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children);
    return e;
  };

  const item_of = ({ path, line, col, level, code, message, source }) => {
    const place = [path, line || null, line ? col || null : null].filter((part) => part !== null).join(":");
    const item = element("li");
    item.append(element("code", { className: "place" }, place), ` ${level}: ${message} `, element("code", {}, `[${code}]`));
    if (source) item.append(element("pre", {}, source));
    return item;
  };

  // Errors are shown, warnings only counted, until the reader has them otherwise.
  let overlay = null;
  let said = "";
  const chosen = { error: true, warning: false };
  const say = ({ broken, diagnostics }) => {
    const text = JSON.stringify([broken, diagnostics]);
    if (text === said) return;
    said = text;
    overlay?.remove();
    overlay = null;
    if (diagnostics.length === 0) return;
    const sort = broken || diagnostics.some(({ level }) => level === "error") ? "error" : "warning";
    const title = broken
      ? "The site cannot be made; this is what it was before"
      : `${diagnostics.length} ${diagnostics.length === 1 ? "complaint" : "complaints"} about this note`;
    const box = element(
      "details",
      { className: sort, open: chosen[sort] },
      element("summary", {}, title),
      element("ol", {}, ...diagnostics.map(item_of)),
    );
    box.addEventListener("toggle", () => (chosen[sort] = box.open));
    overlay = element("kbsite-complaints");
    overlay.setAttribute("role", "status");
    overlay.attachShadow({ mode: "open" }).append(element("style", {}, STYLE), box);
    document.documentElement.append(overlay);
  };

  /* ---- beginning ---- */

  const begin = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = parse(await answer.text());
    const now = tag_of(answer);
    if (tag !== now && now) return location.reload(); // it has changed meanwhile
    tag = now;
    run_scripts(page.head); // they did
    sent = page;
    pair(sent.head, document.head);
    pair(sent.body, document.body);
    const state = await ask_state();
    await follow_files(state);
    say(state);
    if (again) follow();
  };

  // Browsers have six connections to a server, for all their tabs: pages that nobody sees wait for
  // nothing, and look what there is when they are seen again.
  let events = null;
  const listen = () => {
    events?.close();
    events = null;
    if (document.visibilityState !== "visible") return;
    events = new EventSource(new URL("events", tools));
    events.addEventListener("change", follow);
    events.addEventListener("open", follow); // before it anything may have changed
  };
  const start = () => {
    listen();
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", () => events?.close());
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  };

  begin().then(start, start);
})();
