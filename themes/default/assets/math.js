// Each .math holds TeX between \( and \) or \[ and \], and becomes a formula. TeX that cannot be read
// stays as it is, with the reason behind it.
(() => {
  if (typeof temml === "undefined") return;

  const show = (element) => {
    const source = element.textContent;
    if (!/^\s*\\[([]/.test(source)) return; // an author's class
    try {
      temml.render(source.trim().slice(2, -2), element, {
        displayMode: element.classList.contains("display"),
        throwOnError: true,
        trust: false,
        maxExpand: 1000,
        maxSize: [20, 100],
      });
    } catch (error) {
      element.textContent = source;
      element.classList.add("failed");
      const reason = document.createElement("span");
      reason.className = "math-reason";
      reason.textContent = error.message;
      element.append(" ", reason);
    }
  };
  const seen = new WeakSet();
  const show_all = () => {
    for (const element of document.querySelectorAll(".math")) {
      if (seen.has(element)) continue;
      seen.add(element);
      show(element);
    }
  };
  show_all();
  document.addEventListener("kbsite:changed", show_all); // a preview changes the page in place
})();
