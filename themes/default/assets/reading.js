// What follows the reader: the entry of the table of contents that is being read, and the level.
(() => {
  const toc = document.querySelector(".kb-toc");
  const headings = [...document.querySelectorAll(".kb-section > :is(h2, h3, h4)[id]")];
  if (!toc || !headings.length) return;
  const links = new Map(
    [...toc.querySelectorAll("a[href^='#']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]),
  );
  let current = null;

  const follow = () => {
    const line = innerHeight * 0.3;
    let heading = null;
    for (const h of headings) {
      if (h.getBoundingClientRect().top > line) break;
      if (links.has(h.id)) heading = h;
    }
    const link = heading && links.get(heading.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!current) return;
    current.setAttribute("aria-current", "true");
    const box = toc.getBoundingClientRect();
    const at = current.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) {
      toc.scrollTop += at.top - box.top - box.height / 2;
    }
  };

  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        follow();
      });
    },
    { passive: true },
  );
  follow();
})();

// A fragment that leads into a closed part opens it.
(() => {
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    let closed = false;
    for (let e = target.closest("details"); e; e = e.parentElement.closest("details")) {
      closed ||= !e.open;
      e.open = true;
    }
    if (closed) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();

// What is wider than the text scrolls by itself; the keyboard must be able to get there.
(() => {
  const boxes = document.querySelectorAll("main :is(pre, .table, .kb-details)");
  const mark = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(mark);
  observer.observe(document.querySelector("main"));
})();
