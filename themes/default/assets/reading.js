// What follows the reader: the entry of the table of contents that is being read, and the level.
(() => {
  let stop = new AbortController();
  const start = () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const headings = [
      ...document.querySelectorAll(
        ":is(.kb-section, .kb-section > summary) > :is(h2, h3, h4, h5, h6)[id]",
      ),
    ];
    const toc = document.querySelector(".kb-toc");
    const bar = document.querySelector(".kb-levels");
    if (!headings.length || !(toc || bar)) return;

    // The links of a list that lead to headings of this page, by id; and which one is marked.
    const follower = (list, find) => {
      if (!list) return () => {};
      const links = new Map(
        [...list.querySelectorAll("a[href^='#']")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]),
      );
      let current = null;
      list.querySelector("[aria-current=true]")?.removeAttribute("aria-current");
      return (heading) => {
        const link = find(heading, links) ?? null;
        if (link === current) return;
        current?.removeAttribute("aria-current");
        current = link;
        current?.setAttribute("aria-current", "true");
        if (current) show_in(list, current);
      };
    };

    // Scrolls the list, never the page.
    const show_in = (list, link) => {
      const box = list.getBoundingClientRect();
      const at = link.getBoundingClientRect();
      if (at.top < box.top || at.bottom > box.bottom) {
        list.scrollTop += at.top - box.top - box.height / 2;
      }
      if (at.left < box.left || at.right > box.right) {
        list.scrollLeft += at.left - box.left - box.width / 2;
      }
    };

    // A heading whose entry is not shown counts for the one above it.
    const in_toc = follower(toc, (heading, links) => {
      for (let i = heading; i >= 0; i--) {
        const link = links.get(headings[i].id);
        if (link?.getClientRects().length) return link;
      }
    });
    const in_bar = follower(bar?.querySelector("ol"), (heading, links) => {
      const level = headings[heading]?.closest(".kb-section-level");
      const own = level && headings.find((h) => h.closest(".kb-section-level") === level);
      return own && links.get(own.id);
    });

    // The last heading above a line of the window; those in closed parts are nowhere.
    const follow = () => {
      const line = (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0) + 16;
      let last = -1;
      for (let i = 0; i < headings.length; i++) {
        const [box] = headings[i].getClientRects();
        if (!box) continue;
        if (box.top > line) break;
        last = i;
      }
      in_toc(last);
      in_bar(last);
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
      { passive: true, signal },
    );
    addEventListener("resize", follow, { signal });
    follow();
  };
  start();
  document.addEventListener("kbsite:changed", start); // a preview changes the page in place
})();

// A fragment that leads into a closed part opens it.
(() => {
  const open = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // not ours
    }
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
  const boxes = "main :is(pre, .table, .math.display, .kb-details, .kb-levels ol)";
  const mark = () => {
    for (const box of document.querySelectorAll(boxes)) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const observer = new ResizeObserver(mark);
  observer.observe(document.querySelector("main"));
})();

// The page's entry in the navigation is in sight.
(() => {
  const list = document.getElementById("kb:navigation");
  const entry = list?.querySelector("[aria-current=page]");
  if (!entry) return;
  const show = () => {
    const box = list.getBoundingClientRect();
    const at = entry.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) list.scrollTop += at.top - box.top - box.height / 3;
  };
  show();
  list.addEventListener("toggle", show);
  const wide = matchMedia("(min-width: 62rem)");
  wide.addEventListener("change", () => {
    if (wide.matches && list.matches(":popover-open")) list.hidePopover();
    show();
  });
})();
