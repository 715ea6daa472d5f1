// Diagrams: when the source of one comes near the screen it becomes a picture, by the Mermaid that
// lies beside the page and in the colours of the page, and again when these change. What cannot be
// read stays its source, with the reason.
(() => {
  const { vendor, failed } = document.currentScript.dataset;
  // On a safe site, which has a policy, a node that is a picture stays text: Mermaid would fetch it.
  const is_safe = document.querySelector("meta[http-equiv=Content-Security-Policy]") !== null;
  const fetches = (code) => is_safe && /@\s*\{[^}]*\bimg\b/.test(code.textContent);
  const sources = () =>
    [...document.querySelectorAll(".kb-text pre > code.language-mermaid")].filter(
      (code) => !fetches(code),
    );
  if (!vendor || sources().length === 0) return;
  if (location.protocol === "file:") return; // browsers load no modules from disk: the source stays

  const NEAR = "600px"; // from the screen
  const LEAST_SCALE = 0.75; // of a picture that is too wide: smaller letters cannot be read
  const LEAST_CONTRAST = 4.5; // of letters
  const LEAST_WIDTH = 560; // pixels of a plan with dates
  const root = document.documentElement;
  const text = document.querySelector(".kb-text");

  /* ---- colours ---- */

  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const bytes_of = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };

  const luminance = (colour) => {
    const [r, g, b] = bytes_of(colour).map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // The colours of the page by their names in its style sheet, as Mermaid reads them: #rrggbb.
  const page_colours = () => {
    const names =
      "paper raised soft line ink quiet accent good warn bad deep accent-soft good-soft warn-soft bad-soft deep-soft";
    const probe = document.createElement("span");
    document.body.append(probe);
    const colours = {};
    for (const name of names.split(" ")) {
      probe.style.color = `var(--kb-${name})`;
      const rgb = bytes_of(getComputedStyle(probe).color).slice(0, 3);
      colours[name] = `#${rgb.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    }
    probe.remove();
    return colours;
  };

  const is_dark = ({ paper }) => luminance(paper) < 0.2;

  const theme_of = (c) => {
    const numbered = (name, values) =>
      Object.fromEntries(values.map((value, i) => [`${name}${i}`, value]));
    const soft = [c["accent-soft"], c["good-soft"], c["warn-soft"], c["deep-soft"], c["bad-soft"]];
    const strong = [c.accent, c.good, c.warn, c.deep, c.bad];
    const twelve = (values) => Array.from({ length: 13 }, (_, i) => values[i % values.length]);
    const axis = (name) => ({
      [`${name}LabelColor`]: c.ink,
      [`${name}TitleColor`]: c.ink,
      [`${name}TickColor`]: c.quiet,
      [`${name}LineColor`]: c.quiet,
    });
    return {
      darkMode: is_dark(c),
      background: c.paper,
      fontFamily: getComputedStyle(document.body).fontFamily,
      textColor: c.ink,
      titleColor: c.ink,
      lineColor: c.quiet,
      primaryColor: c["accent-soft"],
      primaryTextColor: c.ink,
      primaryBorderColor: c.accent,
      secondaryColor: c["good-soft"],
      secondaryTextColor: c.ink,
      secondaryBorderColor: c.good,
      tertiaryColor: c.raised,
      tertiaryTextColor: c.ink,
      tertiaryBorderColor: c.line,
      clusterBkg: c.raised,
      clusterBorder: c.line,
      edgeLabelBackground: c.paper,
      noteBkgColor: c["warn-soft"],
      noteTextColor: c.ink,
      noteBorderColor: c.warn,
      activationBkgColor: c.soft,
      activationBorderColor: c.quiet,
      labelTextColor: c.ink,
      errorBkgColor: c["bad-soft"],
      errorTextColor: c.bad,
      ...numbered("cScale", twelve(soft)),
      ...numbered("cScaleLabel", twelve([c.ink])),
      ...numbered("cScalePeer", twelve(strong)),
      ...numbered("cScaleInv", twelve(strong)),
      ...numbered("pie", twelve(soft)),
      ...numbered("fillType", twelve(soft)),
      ...numbered("git", twelve(strong)),
      ...numbered("gitBranchLabel", twelve([c.paper])),
      pieStrokeColor: c.quiet,
      pieOuterStrokeColor: c.quiet,
      pieTitleTextColor: c.ink,
      pieSectionTextColor: c.ink,
      pieLegendTextColor: c.ink,
      sectionBkgColor: c.raised,
      altSectionBkgColor: c.paper,
      sectionBkgColor2: c.raised,
      taskBkgColor: c["accent-soft"],
      taskBorderColor: c.accent,
      taskTextColor: c.ink,
      taskTextDarkColor: c.ink,
      taskTextLightColor: c.ink,
      taskTextOutsideColor: c.ink,
      taskTextClickableColor: c.accent,
      activeTaskBkgColor: c["warn-soft"],
      activeTaskBorderColor: c.warn,
      doneTaskBkgColor: c.soft,
      doneTaskBorderColor: c.quiet,
      critBkgColor: c["bad-soft"],
      critBorderColor: c.bad,
      gridColor: c.line,
      todayLineColor: c.bad,
      quadrant1Fill: c["good-soft"],
      quadrant2Fill: c["accent-soft"],
      quadrant3Fill: c.raised,
      quadrant4Fill: c["warn-soft"],
      quadrantPointFill: c.accent,
      quadrantPointTextFill: c.ink,
      xyChart: {
        ...axis("xAxis"),
        ...axis("yAxis"),
        backgroundColor: c.paper,
        titleColor: c.ink,
        plotColorPalette: strong.join(","),
      },
    };
  };

  // What the variables do not reach.
  const more_styles = ({ paper, quiet }) =>
    `[class*="section-edge-"], .legend rect { stroke: ${quiet} !important; }` +
    `marker[id*="zero" i] circle { fill: ${paper}; }`;

  // An author's colour for a box is one for letters of ours only by chance.
  const mend_contrast = (svg, { ink, paper }) => {
    for (const group of svg.querySelectorAll("g.node, g.cluster, g.mindmap-node, g.timeline-node")) {
      const shape = group.querySelector("rect, polygon, circle, ellipse, path");
      const fill = shape && getComputedStyle(shape).fill;
      if (!fill || fill === "none" || bytes_of(fill)[3] < 128) continue;
      for (const part of group.querySelectorAll("text, tspan, span, p, div")) {
        const style = getComputedStyle(part);
        const name = part.namespaceURI.endsWith("svg") ? "fill" : "color";
        if (contrast(style[name], fill) >= LEAST_CONTRAST) continue;
        const better = contrast(ink, fill) > contrast(paper, fill) ? ink : paper;
        part.style.setProperty(name, better, "important");
      }
    }
  };

  /* ---- drawing ---- */

  let mermaid = null; // the promise of it
  let colours = null; // that it draws with
  let count = 0;

  const load = () => {
    mermaid ??= import(new URL(`${vendor}mermaid/mermaid.js`, document.baseURI)).then(
      (module) => module.default,
    );
    return mermaid;
  };

  const configure = (tool) => {
    if (colours) return colours;
    colours = page_colours();
    tool.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      theme: "base",
      themeVariables: theme_of(colours),
      themeCSS: more_styles(colours),
      gantt: { useWidth: Math.max(text.clientWidth, LEAST_WIDTH), fontSize: 13, sectionFontSize: 13 },
    });
    return colours;
  };

  // What stands for the source while there is a picture, or above it while there is none.
  const place_of = (pre, name) => {
    const before = pre.previousElementSibling;
    if (before?.matches(".diagram, .diagram-failed")) before.remove();
    const place = document.createElement("div");
    place.className = name;
    pre.before(place);
    return place;
  };

  const show = (pre, picture, used) => {
    const place = place_of(pre, "diagram");
    place.innerHTML = picture;
    const svg = place.firstElementChild;
    const width = svg.viewBox.baseVal?.width || svg.getBoundingClientRect().width;
    svg.style.maxInlineSize = `${width}px`;
    svg.style.minInlineSize = `${Math.round(width * LEAST_SCALE)}px`;
    place.classList.toggle("dark", is_dark(used));
    pre.hidden = true;
    if (place.scrollWidth > place.clientWidth) place.tabIndex = 0;
    mend_contrast(svg, used);
  };

  const complain = (pre, error) => {
    const reason = document.createElement("pre");
    const title = document.createElement("p");
    title.textContent = failed;
    reason.textContent = error?.message ?? String(error);
    place_of(pre, "diagram-failed").append(title, reason);
    pre.hidden = false;
  };

  const draw = async (code) => {
    const id = `kb-diagram-${++count}`;
    let tool;
    try {
      tool = await load();
    } catch {
      return; // a page that is read from a disk, say: the source is there
    }
    try {
      const used = configure(tool);
      const { svg } = await tool.render(id, code.textContent);
      show(code.parentElement, svg, used);
    } catch (error) {
      complain(code.parentElement, error);
    } finally {
      document.getElementById(`d${id}`)?.remove(); // what Mermaid leaves of a failed one
    }
  };

  /* ---- when ---- */

  const drawn = new Set();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        drawn.add(target.firstElementChild);
        draw(target.firstElementChild);
      }
    },
    { rootMargin: NEAR },
  );
  const seen = new WeakSet();
  const observe_all = () => {
    for (const code of sources()) {
      if (seen.has(code)) continue;
      seen.add(code);
      near.observe(code.parentElement);
    }
  };
  observe_all();

  const redraw = () => {
    colours = null;
    for (const code of drawn) draw(code);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(root, { attributeFilter: ["data-theme"] });

  // A preview changes the page in place: pictures whose source is gone go, changed ones are drawn
  // again.
  document.addEventListener("kbsite:changed", ({ detail }) => {
    for (const place of text.querySelectorAll(".diagram, .diagram-failed"))
      if (!place.nextElementSibling?.matches("pre:has(> code.language-mermaid)")) place.remove();
    for (const code of drawn) if (!code.isConnected) drawn.delete(code);
    for (const code of detail.changed) if (drawn.has(code)) draw(code);
    observe_all();
  });
})();
