// What a reference leads to, shown beside it while it is looked at: on hover and focus. Escape, a
// click elsewhere, and leaving both of them take it away. The links work as before.
(() => {
  const DELAY = 150; // milliseconds: on the way to something else nothing opens
  const GAP = 6; // pixels
  let shown = null; // the reference
  let timer = 0;

  const box = document.createElement("div");
  box.className = "kb-preview";
  box.id = "kb:preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  };

  // What an embedded note refers to stands on that note's page.
  const target_of = (reference) =>
    reference.pathname === location.pathname &&
    document.getElementById(decodeURIComponent(reference.hash.slice(1)));

  // Without what can be followed back and what a fragment names.
  const fill = (target) => {
    box.replaceChildren(...[...target.childNodes].map((node) => node.cloneNode(true)));
    for (const back of box.querySelectorAll(".footnote-back")) back.remove();
    for (const named of box.querySelectorAll("[id]")) named.removeAttribute("id");
  };

  // Below the reference, above it where there is no room, and never outside of the window.
  const place = (reference) => {
    const at = reference.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(at.left, width - box.offsetWidth - GAP));
    const below = at.bottom + GAP + box.offsetHeight <= innerHeight || at.top < box.offsetHeight;
    const top = below ? at.bottom + GAP : at.top - GAP - box.offsetHeight;
    box.style.left = `${left + scrollX}px`;
    box.style.insetBlockStart = `${top + scrollY}px`;
  };

  const show = (reference) => {
    const target = target_of(reference);
    if (!target || shown === reference) return;
    hide();
    fill(target);
    box.hidden = false;
    place(reference);
    reference.setAttribute("aria-describedby", box.id);
    shown = reference;
  };

  const later = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, DELAY);
  };

  document.body.append(box);
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => later(hide));
  const follow = (reference) => {
    reference.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") later(() => show(reference));
    });
    reference.addEventListener("pointerleave", () => later(hide));
    reference.addEventListener("focus", () => {
      if (reference.matches(":focus-visible")) show(reference);
    });
    reference.addEventListener("blur", () => later(hide));
    reference.addEventListener("click", hide);
  };
  const followed = new WeakSet();
  const follow_all = () => {
    hide();
    for (const reference of document.querySelectorAll(".kb-text a[role='doc-noteref']")) {
      if (followed.has(reference)) continue;
      followed.add(reference);
      follow(reference);
    }
  };
  follow_all();
  document.addEventListener("kbsite:changed", follow_all); // a preview changes the page in place
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) hide();
  });
})();
