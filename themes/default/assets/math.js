// Each .math holds TeX between \( and \) or \[ and \], and becomes a formula. TeX that cannot be read
// stays as it is, with the reason behind it.
(() => {
  if (typeof temml === "undefined") return;

  const show = (element) => {
    const source = element.textContent;
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
  for (const element of document.querySelectorAll(".math")) show(element);
})();
