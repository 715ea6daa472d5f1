// What the reader has ticked and chosen: kept in this browser, for each site and note, by the ids of
// the prompts, which survive a new order. Form of what is stored, and of the file that is saved:
//
//   {"schema": "kbsite-progress", "version": 1, "notes": {KEY: {PROMPT: [VALUE, TIME]}}}
//
// KEY is the id of the note, else its path; VALUE is true or false for a box and a letter for a
// choice; TIME is in seconds, so that of two files the newer entry counts.
(() => {
  const SCHEMA = "kbsite-progress";
  const VERSION = 1;
  const site = new URL("..", document.currentScript.src).pathname;
  const key = `${SCHEMA}:${site}`;

  const is_map = (x) => typeof x === "object" && x !== null && !Array.isArray(x);
  const is_entry = (x) =>
    Array.isArray(x) &&
    x.length === 2 &&
    (typeof x[0] === "boolean" || /^[A-Z]$/.test(x[0])) &&
    Number.isFinite(x[1]);

  // What a text holds; null where it is not ours or means something else.
  const parse = (text) => {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return null;
    }
    if (!is_map(data) || data.schema !== SCHEMA || data.version !== VERSION) return null;
    if (!is_map(data.notes)) return null;
    const notes = new Map();
    for (const [note, prompts] of Object.entries(data.notes)) {
      if (!is_map(prompts)) return null;
      const entries = Object.entries(prompts).filter(([, entry]) => is_entry(entry));
      notes.set(note, new Map(entries));
    }
    return notes;
  };

  const print = (notes) =>
    JSON.stringify({
      schema: SCHEMA,
      version: VERSION,
      notes: Object.fromEntries(
        [...notes].filter(([, e]) => e.size).map(([note, e]) => [note, Object.fromEntries(e)]),
      ),
    });

  // A later version of this script has stored it: it is left alone.
  const is_later = (text) => {
    try {
      const data = JSON.parse(text);
      return data?.schema === SCHEMA && data.version !== VERSION;
    } catch {
      return false;
    }
  };

  // Null where a later version keeps something. What cannot be read at all is as good as nothing.
  // Where storage is off or full, everything holds until the page is left.
  let memory = null;
  const read = () => {
    let text = memory;
    try {
      text ??= localStorage.getItem(key);
    } catch {
      // see above
    }
    if (text === null) return new Map();
    return is_later(text) ? null : (parse(text) ?? new Map());
  };
  const write = (notes) => {
    const text = print(notes);
    try {
      localStorage.setItem(key, text);
      memory = null;
    } catch {
      memory = text;
    }
  };

  // Reads again before it writes: another tab may have written. What a later version has stored is
  // not touched.
  const put = (note, prompt, value) => {
    const notes = read();
    if (!notes) return;
    if (!notes.has(note)) notes.set(note, new Map());
    notes.get(note).set(prompt, [value, Math.round(Date.now() / 1000)]);
    write(notes);
  };

  // The newer entry of each prompt.
  const merge = (into, from) => {
    for (const [note, prompts] of from) {
      if (!into.has(note)) into.set(note, new Map());
      const own = into.get(note);
      for (const [prompt, entry] of prompts) {
        if (!own.has(prompt) || own.get(prompt)[1] < entry[1]) own.set(prompt, entry);
      }
    }
  };

  // ---- the note ----

  const article = document.querySelector("article[data-note]");
  const note = article?.dataset.note;
  let boxes, choices, check_lines, score_lines;

  // The section that an element counts for, and the elements that count for a section.
  const home = (e) => e.closest(".kb-section");

  const by_home = (elements) => {
    const groups = new Map();
    for (const e of elements) {
      if (!groups.has(home(e))) groups.set(home(e), []);
      groups.get(home(e)).push(e);
    }
    return groups;
  };
  const of_home = (selector, groups) =>
    [...document.querySelectorAll(selector)].map((line) => [line, groups.get(home(line)) ?? []]);
  const find = () => {
    boxes = [...(article?.querySelectorAll("input[type=checkbox][data-prompt]") ?? [])];
    choices = [...(article?.querySelectorAll("fieldset.choice[data-prompt]") ?? [])];
    check_lines = of_home(".kb-checks", by_home(boxes));
    score_lines = of_home(".kb-score", by_home(choices));
  };
  find();

  const count_boxes = (section) => {
    for (const [line, own] of check_lines) {
      if (section && home(line) !== section) continue;
      const done = own.filter((box) => box.checked).length;
      line.querySelector("progress").value = done;
      line.querySelector("span").textContent = `${done} / ${own.length}`;
      line.classList.toggle("kb-all", done === own.length);
    }
  };

  const count_choices = () => {
    for (const [line, own] of score_lines) {
      const answered = own.filter((choice) => choice.dataset.result).length;
      const right = own.filter((choice) => choice.dataset.result === "right").length;
      const text = answered
        ? line.dataset.text
            .replace("{right}", right)
            .replace("{answered}", answered)
            .replace("{all}", own.length)
        : "";
      if (line.textContent !== text) line.textContent = text;
    }
  };

  // Marks the chosen option and the right one, and says in words what the colours say.
  const show_result = (choice, letter) => {
    const { answer } = choice.dataset;
    if (letter) choice.dataset.result = letter === answer ? "right" : "wrong";
    else delete choice.dataset.result;
    for (const input of choice.querySelectorAll("input[type=radio]")) {
      const item = input.closest("li");
      const right = letter !== "" && input.value === answer;
      input.checked = input.value === letter;
      item.classList.toggle("kb-right", right);
      item.classList.toggle("kb-wrong", input.checked && !right);
      item.querySelector(".kb-verdict")?.remove();
      if (!right && !input.checked) continue;
      const verdict = document.createElement("span");
      verdict.className = "kb-verdict";
      verdict.textContent = article.dataset[right ? "right" : "wrong"];
      item.append(" ", verdict);
    }
  };

  // Tells those who do not see the colours, too.
  const spoken = document.createElement("p");
  spoken.className = "kb-spoken";
  spoken.setAttribute("role", "status");
  const add_spoken = () => {
    if (choices.length && !spoken.isConnected) article.append(spoken);
  };
  add_spoken();

  const show = () => {
    const kept = read()?.get(note) ?? new Map();
    for (const box of boxes) {
      const value = kept.get(box.dataset.prompt)?.[0];
      box.checked = typeof value === "boolean" ? value : box.defaultChecked;
    }
    for (const choice of choices) {
      const value = kept.get(choice.dataset.prompt)?.[0];
      show_result(choice, typeof value === "string" ? value : "");
    }
    count_boxes();
    count_choices();
  };

  if (article) {
    article.addEventListener("change", ({ target }) => {
      if (boxes.includes(target)) {
        put(note, target.dataset.prompt, target.checked);
        count_boxes(home(target));
        return;
      }
      const choice = target.closest("fieldset.choice[data-prompt]");
      if (!choice || target.type !== "radio") return;
      put(note, choice.dataset.prompt, target.value);
      show_result(choice, target.value);
      spoken.textContent = article.dataset[choice.dataset.result];
      const answer = choice.querySelector("details.answer");
      if (answer) answer.open = true;
      count_choices();
    });
    // Arrows go from option to option, the space bar chooses: nobody has to answer to read on.
    article.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const choice = event.target.closest("fieldset.choice[data-prompt]");
      if (!step || !choice || event.target.type !== "radio") return;
      event.preventDefault();
      const all = [...choice.querySelectorAll("input[type=radio]")];
      all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
    });
    addEventListener("storage", (event) => {
      if (event.key === key || event.key === null) show();
    });
    addEventListener("pageshow", show); // browsers restore forms before it
    // A preview changes the page in place.
    document.addEventListener("kbsite:changed", () => {
      if (!article.isConnected) return location.reload();
      find();
      add_spoken();
      show();
    });
    show();
  }

  // ---- the tools ----

  const template = document.querySelector("template.kb-progress-tools");
  if (!template) return;
  const tools = template.content.cloneNode(true).firstElementChild;
  const state = tools.querySelector("[role=status]");
  const file = tools.querySelector("input[type=file]");

  const say_state = () => {
    const notes = read() ?? new Map();
    const values = [...notes.values()].flatMap((prompts) => [...prompts.values()].map(([v]) => v));
    const used = [...notes.values()].filter((prompts) => prompts.size).length;
    state.textContent = values.length
      ? state.dataset.text
          .replace("{checks}", values.filter((value) => value === true).length)
          .replace("{choices}", values.filter((value) => typeof value === "string").length)
          .replace("{notes}", used)
      : state.dataset.empty;
  };

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([print(read() ?? new Map())], { type: "application/json" }));
    link.download = "progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const forget = (sure) => {
    if (!confirm(sure)) return;
    memory = null;
    try {
      localStorage.removeItem(key);
    } catch {
      // there was nothing but memory
    }
    say_state();
  };

  tools.addEventListener("click", ({ target }) => {
    if (target.dataset.do === "export") save();
    if (target.dataset.do === "reset") forget(target.dataset.sure);
  });
  file.addEventListener("change", async () => {
    const notes = read();
    const added = file.files.length ? parse(await file.files[0].text()) : null;
    file.value = "";
    if (!notes || !added) {
      state.textContent = state.dataset.bad;
      return;
    }
    merge(notes, added);
    write(notes);
    say_state();
  });
  addEventListener("storage", say_state);
  say_state();
  template.replaceWith(tools);
})();
