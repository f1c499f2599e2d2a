"use strict";
(() => {
  const collator = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });
  const folded = (text) => text.toLocaleLowerCase("vi").normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d");
  // A figure is sorted by its exact value, which may be a fraction.
  const figure = (text) => {
    const [above, below] = text.split("/").map(Number);
    return below === undefined ? above : above / below;
  };
  const key = (row, column) => {
    const cell = row.cells[column];
    const exact = cell.dataset.sort;
    if (exact !== undefined) {
      const number = figure(exact);
      return Number.isNaN(number) ? exact : number;
    }
    return cell.textContent.trim();
  };
  const compare = (one, other) => {
    // What has no figure stands behind what has one.
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    return typeof one === "number" ? one - other : collator.compare(one, other);
  };
  const moves = (row) => !row.matches(".section, .total");

  const sort = (table, heading, column) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter(moves);
      const rest = [...body.rows].filter((row) => row.matches(".total"));
      const keyed = rows.map((row) => [key(row, column), row]);
      keyed.sort(([one], [other]) => {
        const order = compare(one, other);
        return down && typeof one === typeof other ? -order : order;
      });
      body.append(...keyed.map(([, row]) => row), ...rest);
    }
  };

  const filter = (table, text, told) => {
    const wanted = folded(text);
    let shown = 0;
    let all = 0;
    for (const row of table.querySelectorAll("tbody > tr")) {
      if (!moves(row)) continue;
      all += 1;
      row.hidden = !folded(row.textContent).includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = wanted === "" ? "" : `${shown} trong ${all} dòng`;
  };

  for (const table of document.querySelectorAll("section.page table[id]")) {
    const rows = [...table.querySelectorAll("tbody > tr")].filter(moves);
    // Groups stand above what they are made of: their order says so.
    if (table.querySelector("tr.group") !== null || rows.length < 2) continue;
    const headings = [...table.tHead.rows].at(-1).cells;
    for (const [column, heading] of [...headings].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sort(table, heading, column));
    }
    if (rows.length < 8) continue;
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("output");
    input.type = "search";
    label.append("Lọc: ", input);
    const bar = document.createElement("div");
    bar.className = "filter";
    bar.append(label, told);
    table.parentElement.before(bar);
    input.addEventListener("input", () => filter(table, input.value, told));
  }

  // What a link points to is opened; what is opened is printed.
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    for (let node = target; node !== null; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", open);
  if (location.hash !== "") open();
})();
