"use strict";
// Hovering, filters, sorting and themes. Without this script the page shows the same figures.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  // The theme: the system's until the reader chooses one.
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("bench-theme", root.dataset.theme); } catch { /* Private windows keep nothing. */ }
    show();
  });
  system.addEventListener("change", show);
  show();

  // Figures chosen by workload and conditions.
  for (const form of all("form[data-for=compared]")) {
    const section = form.closest("section");
    const sets = all("details.set", section);
    const choose = () => {
      const { workload, conditions } = Object.fromEntries(new FormData(form));
      const names = new Set(workload.split(" "));
      const isWanted = (name) =>
        !workload || names.has(name)
        || (workload.endsWith(".*") && (name === workload.slice(0, -2) || name.startsWith(workload.slice(0, -1))));
      let count = 0;
      for (const set of sets) {
        const isChosen = conditions === "*" || set.dataset.conditions === conditions;
        let own = 0;
        for (const figure of all("figure", set)) {
          figure.hidden = !isWanted(figure.dataset.workload);
          if (!figure.hidden) own += 1;
        }
        set.hidden = !isChosen || own === 0;
        set.open = isChosen;
        if (isChosen) count += own;
      }
      form.querySelector(".count").textContent =
        count ? `${count} shown` : "Not drawn under these conditions: see the table of all cases";
    };
    form.addEventListener("change", choose);
    form.addEventListener("submit", (event) => event.preventDefault());
    choose();
  }

  // The table of cases: every word must occur in a row.
  for (const form of all("form[data-for=cases]")) {
    const section = form.closest("section");
    const status = form.querySelector(".count");
    const sets = all("details.set", section).map((set) => ({ set, wasOpen: set.open, label: set.querySelector("summary .count") }));
    let rows;
    const texts = () => sets.map(({ set }) => all("tbody tr", set).map((row) => {
      const isCase = Boolean(row.id);
      return { row, isCase, text: `${row.id} ${row.textContent}`.toLowerCase() };
    }));
    const filter = () => {
      rows ??= texts();
      const words = form.elements.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      let [shown, total] = [0, 0];
      sets.forEach(({ set, wasOpen, label }, index) => {
        let own = 0;
        let other = 0;
        for (const { row, isCase, text } of rows[index]) {
          const isShown = words.every((word) => text.includes(word));
          if (row.hidden === isShown) row.hidden = !isShown;
          if (isCase) { total += 1; own += isShown ? 1 : 0; } else if (isShown) { other += 1; }
        }
        shown += own;
        label.dataset.all ??= label.textContent;
        label.textContent = words.length ? `${own} of ${label.dataset.all}` : label.dataset.all;
        set.hidden = words.length > 0 && own + other === 0;
        set.open = words.length > 0 ? own > 0 || other > 0 : wasOpen;
      });
      status.textContent = words.length ? `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} cases` : "";
    };
    let timer;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 80); });
    form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  }

  // Sorting by a column: figures by their value, names as words.
  for (const heading of all("table.cases thead th")) {
    const sort = document.createElement("button");
    sort.type = "button";
    sort.append(...heading.childNodes);
    heading.append(sort);
    sort.addEventListener("click", () => {
      const body = heading.closest("table").tBodies[0];
      const index = heading.cellIndex;
      const sign = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      const key = (row) => {
        const cell = row.cells[index];
        return cell?.dataset.v === undefined ? null : parseFloat(cell.dataset.v);
      };
      const isNumber = heading.classList.contains("n");
      const keyed = [...body.rows].map((row) => [isNumber ? key(row) : row.cells[index]?.textContent ?? "", row]);
      keyed.sort(([left], [right]) => {
        if (left === right) return 0;
        if (left === null || left === "") return 1;
        if (right === null || right === "") return -1;
        return sign * (isNumber ? left - right : left.localeCompare(right, "en", { numeric: true }));
      });
      body.append(...keyed.map(([, row]) => row));
      for (const other of all("[aria-sort]", heading.parentElement)) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    });
  }

  // What a mark says, by pointer, and by the arrow keys once its plot has the focus.
  const tip = document.getElementById("tip");
  const speak = (words, x, y) => {
    tip.textContent = words;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - box.width - 8))}px`;
    tip.style.top = `${y + box.height + 24 > innerHeight ? y - box.height - 12 : y + 16}px`;
  };
  let pointed;
  const point = (mark, x, y) => {
    pointed?.classList.remove("pointed");
    pointed = mark;
    tip.hidden = !mark;
    if (!mark) return;
    mark.classList.add("pointed");
    speak(`${mark.dataset.id}\n${mark.dataset.tip}`, x, y);
  };
  document.addEventListener("pointermove", (event) => {
    const mark = event.target.closest?.("[data-tip]");
    if (mark || pointed) point(mark, event.clientX, event.clientY);
  });
  for (const plot of all(".plot")) {
    if (!plot.querySelector("[data-tip]") || plot.querySelector(".curve[data-v]")) continue;
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", `${plot.querySelector("title")?.textContent ?? "Chart"}; arrow keys walk through its figures`);
    plot.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") point(null);
      if (!step) return;
      event.preventDefault();
      const marks = all("[data-tip]", plot);
      const index = marks.indexOf(pointed);
      const mark = marks[index < 0 ? (step > 0 ? 0 : marks.length - 1) : (index + step + marks.length) % marks.length];
      const box = mark.getBoundingClientRect();
      point(mark, box.right, box.bottom);
    });
    plot.addEventListener("blur", () => point(null));
  }

  // Curves without marks: the figure nearest to the pointer, of the run whose row of the table tells date and commit.
  const cursor = document.createElement("i");
  cursor.className = "cursor";
  cursor.hidden = true;
  document.body.append(cursor);
  for (const curve of all(".curve[data-v]")) {
    const plot = curve.closest(".plot");
    const { factor, decimals, suffix } = curve.closest("figure").dataset;
    const text = (value) => (value / factor).toFixed(decimals).replace("-", "\u2212");
    let points;
    let current = -1;
    const read = () => {
      const places = curve.getAttribute("d").slice(1).replace("h0", "").split("L").map((place) => place.split(",").map(Number));
      const runs = curve.dataset.x.split(" ");
      return curve.dataset.v.split("|").map((figure, index) => {
        const [value, low, high] = figure.split(" ").map(Number);
        const row = document.getElementById(`run-${runs[index]}`);
        const run = row ? `${row.cells[0].textContent}, commit ${row.cells[1].textContent}` : "";
        const range = low === undefined ? "" : ` [${text(low)}, ${text(high)}]`;
        return { x: places[index][0] / 1000, y: places[index][1] / 1000, tip: `${text(value)}${suffix}${range}\n${run}` };
      });
    };
    const go = (index) => {
      current = index;
      cursor.hidden = tip.hidden = index < 0;
      if (index < 0) return;
      const box = curve.ownerSVGElement.getBoundingClientRect();
      const { x, y, tip: words } = points[index];
      const [left, top] = [box.left + x * box.width, box.top + y * box.height];
      cursor.style.left = `${left}px`;
      cursor.style.top = `${top}px`;
      speak(words, left, top);
    };
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", `${plot.querySelector("title")?.textContent ?? "Chart"}; arrow keys walk through its runs`);
    plot.addEventListener("pointermove", (event) => {
      if (event.target.closest("[data-tip]")) return go(-1);
      points ??= read();
      const box = curve.ownerSVGElement.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      let nearest = 0;
      points.forEach(({ x }, index) => { if (Math.abs(x - share) < Math.abs(points[nearest].x - share)) nearest = index; });
      go(nearest);
    });
    plot.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return go(-1);
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      points ??= read();
      go(current < 0 ? (step > 0 ? 0 : points.length - 1) : (current + step + points.length) % points.length);
    });
    for (const leaving of ["pointerleave", "blur"]) plot.addEventListener(leaving, () => go(-1));
  }

  // A link to anything on the page unfolds what hides it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let each = target; each; each = each.parentElement) {
      each.hidden = false;
      if (each.tagName === "DETAILS") each.open = true;
    }
    target.scrollIntoView({ block: target.tagName === "TR" ? "center" : "start" });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Which section is being read.
  const links = new Map(all(".sections a").map((link) => [link.hash.slice(1), link]));
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const section of all("main > section")) observer.observe(section);
})();
