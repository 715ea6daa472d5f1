// Panels, one below the other, become tabs: one is shown, and sets with equal labels change together.
// The labels that the reader chose last are kept in this browser, the newest first.
(() => {
  const KEY = "kbsite:tabs";
  const MOST_KEPT = 10;

  const kept = () => {
    try {
      const labels = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(labels) ? labels.filter((label) => typeof label === "string") : [];
    } catch {
      return []; // storage is off, or holds something else
    }
  };
  const keep = (label) => {
    try {
      const labels = [label, ...kept().filter((other) => other !== label)];
      localStorage.setItem(KEY, JSON.stringify(labels.slice(0, MOST_KEPT)));
    } catch {
      // the choice holds for this page
    }
  };

  // A button that says what a title says: what can be followed or named by a fragment stays there.
  const button_of = (title) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(title.cloneNode(true));
    for (const link of button.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    for (const named of button.querySelectorAll("[id]")) named.removeAttribute("id");
    button.replaceChildren(...button.firstElementChild.childNodes);
    return button;
  };

  let sets = [];
  let count = 0;

  // Where the browser can find text in what is hidden, it may.
  const hide = (panel, hidden) => {
    if (hidden) panel.setAttribute("hidden", "onbeforematch" in panel ? "until-found" : "");
    else panel.removeAttribute("hidden");
  };

  const show = (set, chosen) => {
    set.tabs.forEach(({ button, panel }, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
      hide(panel, i !== chosen);
    });
    const { button } = set.tabs[chosen];
    const end = button.offsetLeft + button.offsetWidth - set.list.clientWidth;
    if (set.list.scrollLeft > button.offsetLeft) set.list.scrollLeft = button.offsetLeft;
    else if (set.list.scrollLeft < end) set.list.scrollLeft = end;
  };

  // Shows a label in all sets that have it; what the reader looks at stays where it is.
  const choose = (set, chosen) => {
    const { label } = set.tabs[chosen];
    const before = set.list.getBoundingClientRect().top;
    show(set, chosen);
    for (const other of sets) {
      const i = other.tabs.findIndex((tab) => tab.label === label);
      if (i >= 0 && other !== set) show(other, i);
    }
    scrollBy({ top: set.list.getBoundingClientRect().top - before, behavior: "instant" });
    keep(label);
  };

  const move = (set, event) => {
    const at = set.tabs.findIndex(({ button }) => button === event.target);
    const onward = getComputedStyle(set.list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const most = set.tabs.length - 1;
    let to;
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Home") to = 0;
    else if (event.key === "End") to = most;
    else if (event.key === onward) to = at < most ? at + 1 : 0;
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") to = at > 0 ? at - 1 : most;
    else return;
    event.preventDefault();
    set.tabs[to].button.focus({ preventScroll: true });
    choose(set, to);
  };

  // An author's division may have the class of a set without being one.
  const is_panel = (child) => child.matches(".tab:has(> .tab-title)");
  const panels_of = (box) => [...box.children].filter(is_panel);
  const all_boxes = () =>
    [...document.querySelectorAll(".tabs")].filter((box) => panels_of(box).length > 0);

  const make = (box) => {
    const list = document.createElement("div");
    const panels = panels_of(box);
    const tabs = panels.map((panel) => {
      const title = panel.querySelector(":scope > .tab-title");
      const button = button_of(title);
      const id = `kb:tab-${++count}`;
      panel.id ||= `${id}-panel`;
      button.id = id;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", id);
      panel.tabIndex = 0;
      list.append(button);
      return { button, panel, label: title.textContent.trim() };
    });
    const set = { list, tabs };
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    list.addEventListener("keydown", (event) => move(set, event));
    tabs.forEach(({ button, panel }, i) => {
      button.addEventListener("click", () => choose(set, i));
      panel.addEventListener("beforematch", () => show(set, i));
    });
    box.prepend(list);
    box.classList.add("tabs-ready");
    sets.push(set);
    return set;
  };

  const begin = (box, labels) => {
    const set = make(box);
    const known = labels.find((label) => set.tabs.some((tab) => tab.label === label));
    const chosen = set.tabs.findIndex(({ panel, label }) =>
      known === undefined ? panel.dataset.open !== undefined : label === known,
    );
    show(set, Math.max(chosen, 0));
  };
  for (const box of all_boxes()) begin(box, kept());

  // A preview changes the page in place. A set with other panels begins anew, with the tab that was
  // chosen.
  const is_whole = ({ list, tabs }) => {
    const panels = panels_of(list.parentElement);
    const label = (panel) => panel.querySelector(":scope > .tab-title").textContent.trim();
    return (
      panels.length === tabs.length &&
      tabs.every((tab, i) => tab.panel === panels[i] && tab.label === label(panels[i]))
    );
  };
  document.addEventListener("kbsite:changed", () => {
    const boxes = new Map();
    for (const set of sets) {
      if (!set.list.isConnected || is_whole(set)) continue;
      const chosen = set.tabs.find(({ button }) => button.ariaSelected === "true");
      boxes.set(set.list.parentElement, chosen ? [chosen.label] : []);
    }
    sets = sets.filter(({ list }) => list.isConnected && !boxes.has(list.parentElement));
    for (const [box, labels] of boxes) {
      box.querySelector(":scope > .tab-list").remove();
      begin(box, [...labels, ...kept()]);
    }
    for (const box of all_boxes())
      if (!sets.some(({ list }) => list.parentElement === box)) begin(box, kept());
  });

  // A fragment may lead into a panel that is not shown, also into one inside another.
  const reveal = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // a fragment that is no text
    }
    let found = false;
    for (let at = target; at; at = at.parentElement) {
      for (const set of sets) {
        const i = set.tabs.findIndex(({ panel }) => panel === at);
        if (i < 0 || !at.hasAttribute("hidden")) continue;
        show(set, i);
        found = true;
      }
    }
    if (found) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
