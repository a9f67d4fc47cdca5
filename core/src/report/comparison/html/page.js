(() => {
  "use strict";
  const root = document.documentElement;
  const by = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const [search, section, environment, shown, empty] =
    ["search", "section", "environment", "shown", "empty"].map(by);
  const boxes = all(".chip input");
  const parts = all(".part").map((part, at) => ({
    part,
    at: String(at),
    count: part.querySelector("h2 span"),
    rows: all(".row", part).map((row) => ({
      row,
      classes: row.className.split(" "),
      environments: (row.dataset.e || "").split(" "),
      text: null,
    })),
  }));
  const total = parts.reduce((sum, { rows }) => sum + rows.length, 0);

  // A page from a disk may not be allowed to remember.
  const remembered = () => { try { return localStorage.getItem("stageline-theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("stageline-theme", theme); } catch { /* forgotten */ } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const theme = by("theme");
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    name();
  });
  dark.addEventListener("change", name);
  name();

  const textOf = (row) => (row.text ??= row.row.textContent.toLowerCase());
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    let count = 0;
    for (const { part, at, count: label, rows } of parts) {
      const here = !section.value || section.value === at;
      let found = 0;
      for (const row of rows) {
        const fits = here && !row.classes.some((it) => off.has(it)) &&
          (!environment.value || row.environments.includes(environment.value)) &&
          words.every((word) => textOf(row).includes(word));
        row.row.hidden = !fits;
        row.row.classList.toggle("first", fits && found === 0);
        if (fits) found += 1;
      }
      part.hidden = found === 0;
      label.textContent = found;
      count += found;
    }
    shown.textContent = `${count} of ${total} shown`;
    empty.hidden = count > 0;
  };

  // What is filtered stands in the address, so that a view can be sent to somebody.
  const write = () => {
    const state = new URLSearchParams();
    if (search.value) state.set("q", search.value);
    const changed = boxes.filter((box) => box.checked !== box.defaultChecked).map((box) => box.value);
    if (changed.length) state.set("turned", changed.join("."));
    if (section.value) state.set("section", section.value);
    if (environment.value) state.set("environment", environment.value);
    const hash = String(state);
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };
  const read = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    const linked = /^r\d+$/.test(hash) ? by(hash) : null;
    if (linked) {
      if (linked.hidden) { reset(); boxes.forEach((box) => { box.checked = true; }); filter(); }
      linked.open = true;
      linked.scrollIntoView();
      return;
    }
    const state = new URLSearchParams(location.hash.slice(1));
    const turned = (state.get("turned") || "").split(".");
    search.value = state.get("q") || "";
    section.value = state.get("section") || "";
    environment.value = state.get("environment") || "";
    boxes.forEach((box) => { box.checked = box.defaultChecked !== turned.includes(box.value); });
    filter();
  };
  const reset = () => {
    search.value = section.value = environment.value = "";
    boxes.forEach((box) => { box.checked = box.defaultChecked; });
  };
  const change = () => { filter(); write(); };

  let waiting = 0;
  search.addEventListener("input", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(change); });
  [section, environment, ...boxes].forEach((it) => it.addEventListener("change", change));
  addEventListener("hashchange", read);

  const toggle = by("toggle");
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(open));
    toggle.textContent = open ? "Close all" : "Open all";
    all(".row").forEach((row) => { row.open = open && !row.hidden; });
  });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof Element && event.target.matches("input[type=search], select");
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      change();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      search.focus();
    } else if ((event.key === "j" || event.key === "k") && !typing) {
      const rows = all(".row:not([hidden]) > summary");
      const at = rows.indexOf(document.activeElement);
      const next = event.key === "j" ? at + 1 : at < 0 ? rows.length - 1 : at - 1;
      rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
    }
  });

  [search, theme, toggle].forEach((it) => { it.hidden = false; });
  section.hidden = parts.length < 2;
  environment.hidden = environment.options.length < 3;
  filter();
  read();
})();
