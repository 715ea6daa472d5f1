// Sorts and filters the list of an index page. Without it the list is complete and in its own
// order. The controls wait in a <template>, out of which early.js takes them before anything is
// painted. What is chosen stands in the address, as in ?show=status:mastered&show=tags:go&sort=title,
// so that a view of the list can be linked.
(() => {
  let stop = new AbortController();
  const start = () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const box = document.querySelector(".kb-list");
    const tools = box?.querySelector(".kb-tools");
    const list = box?.querySelector(".kb-list > ul");
    if (!tools || !list) return;

    const sort = tools.querySelector("select");
    const status = tools.querySelector("[role=status]");
    const clear = tools.querySelector(".kb-clear");
    const fields = [...tools.querySelectorAll(".kb-filter")].map((details) => ({
      details,
      boxes: [...details.querySelectorAll("input")],
      chosen: [],
    }));
    const items = [...list.children].map((li, index) => ({
      li,
      index,
      title: li.querySelector("a").textContent,
      values: (li.dataset.values ?? "").split(" "),
    }));

    const compare = (() => {
      const options = { numeric: true };
      try {
        return new Intl.Collator(document.documentElement.lang || undefined, options).compare;
      } catch {
        return new Intl.Collator(undefined, options).compare; // a language that nobody knows
      }
    })();

    // By title from A, by anything else from the most; equal ones as they were.
    const inOrder = (key) => (a, b) => {
      let order = 0;
      if (key === "title") order = compare(a.title, b.title);
      else if (key) order = compare(b.li.dataset[key] ?? "", a.li.dataset[key] ?? "");
      return order || a.index - b.index;
    };

    const arrange = () => {
      items.sort(inOrder(sort.value));
      list.append(...items.map((item) => item.li));
    };

    // One of the values chosen in each field, the given field apart.
    const fits = (item, apart) =>
      fields.every(
        (field) =>
          field === apart ||
          !field.chosen.length ||
          field.chosen.some((value) => item.values.includes(value)),
      );

    // What each value would show together with what is chosen in the other fields.
    const count = (field) => {
      const counts = new Map();
      for (const item of items) {
        if (!fits(item, field)) continue;
        for (const value of item.values) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      for (const input of field.boxes) {
        const n = counts.get(input.value) ?? 0;
        const chip = input.closest(".kb-chip");
        chip.querySelector(".kb-count").textContent = n;
        chip.classList.toggle("kb-none", n === 0);
      }
    };

    const filter = () => {
      for (const field of fields) {
        field.chosen = field.boxes.filter((input) => input.checked).map((input) => input.value);
        field.details.querySelector(".kb-chosen").textContent = field.chosen.length || "";
      }
      let shown = 0;
      for (const item of items) {
        item.li.hidden = !fits(item);
        if (!item.li.hidden) shown++;
      }
      fields.forEach(count);
      if (!status) return;
      status.textContent = status.dataset.text
        .replace("{shown}", shown)
        .replace("{all}", items.length);
      clear.hidden = fields.every((field) => !field.chosen.length);
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      const shown = query.getAll("show");
      for (const { details, boxes } of fields) {
        for (const input of boxes) input.checked = shown.includes(input.value);
        details.open ||= boxes.some((input) => input.checked);
      }
      const wanted = query.get("sort");
      if ([...sort.options].some((option) => option.value === wanted)) sort.value = wanted;
    };

    const write = () => {
      const query = new URLSearchParams(location.search);
      query.delete("show");
      query.delete("sort");
      for (const value of fields.flatMap((field) => field.chosen)) query.append("show", value);
      if (sort.value) query.set("sort", sort.value);
      const text = query.toString().replaceAll("%3A", ":");
      history.replaceState(null, "", location.pathname + (text && `?${text}`) + location.hash);
    };

    const begin = () => {
      read();
      filter();
    };
    begin();
    addEventListener("pageshow", begin, { signal }); // browsers restore forms before it
    if (sort.value) arrange();

    const on_change = (event) => {
      if (event.target === sort) arrange();
      else filter();
      write();
    };
    const on_clear = () => {
      for (const { boxes } of fields) for (const input of boxes) input.checked = false;
      filter();
      write();
      sort.focus(); // the button is gone
    };
    tools.addEventListener("change", on_change, { signal });
    clear?.addEventListener("click", on_clear, { signal });
  };
  start();
  document.addEventListener("kbsite:changed", start); // a preview changes the page in place
})();
