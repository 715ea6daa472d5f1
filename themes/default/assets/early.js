// Runs in the head: what has to happen before a page is painted.

// Light or dark: what the reader chose last time, else what the system says.
(() => {
  const root = document.documentElement;
  const key = "kbsite:theme";
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is off: the choice holds for this page
    }
  };
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-kb-theme]");
    if (!button) return;
    const dark = () =>
      root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    show();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      if (event.newValue) root.dataset.theme = event.newValue;
      else delete root.dataset.theme;
      show();
    });
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try {
        localStorage.setItem(key, root.dataset.theme);
      } catch {
        // see above
      }
      show();
    });
  });
})();

// What scripts change in a page is changed as soon as it has been read: answers, which are open for
// readers without scripts, are closed, and the tools of a list are put before it.
(() => {
  // Where the contents stand above the text they are closed, beside it they are open.
  const beside = matchMedia("(min-width: 80rem)");
  const fold_contents = () => {
    const contents = document.querySelector(".kb-toc > details");
    if (contents) contents.open = beside.matches;
  };
  beside.addEventListener("change", fold_contents);

  // Until its script makes tabs of them, a set shows its first panel only: all of them where the
  // script does not come.
  const root = document.documentElement;
  root.classList.add("kb-starting");
  addEventListener("DOMContentLoaded", () => root.classList.remove("kb-starting"));

  const folds = "details.question, details.answer, details.kb-section-answer-key";
  const prepare = (element) => {
    if (element.matches(folds)) element.open = false;
    const before = element.previousElementSibling;
    if (element.matches(".kb-list > ul") && before?.localName === "template") {
      before.replaceWith(before.content.cloneNode(true));
    }
    if (element.matches(".kb-toc > details")) element.open = beside.matches;
  };
  const change = (records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node.nodeType === 1) prepare(node);
      }
    }
  };
  const observer = new MutationObserver(change);
  observer.observe(root, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => {
    change(observer.takeRecords());
    observer.disconnect();
  });
  // A preview changes the page in place, and says what is new.
  document.addEventListener("kbsite:changed", ({ detail }) => {
    for (const node of detail.added) [node, ...node.querySelectorAll("*")].forEach(prepare);
  });

  // On paper everything is open, and afterwards as it was.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
