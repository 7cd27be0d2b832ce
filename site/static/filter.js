// Narrows the lines of a page to what a reader chose, and keeps the choice in the address.
// The page is whole without this script; nothing is loaded, nothing leaves the page.
(function () {
  "use strict";

  const form = document.getElementById("filter");
  if (!form) return;
  const root = form.closest("[data-filtered]");
  const rows = [...root.querySelectorAll("[data-group] [data-dispute]")];
  const groups = [...root.querySelectorAll("[data-group]")];
  const selects = [...form.querySelectorAll("select")];
  const names = [...selects.map((select) => select.name), "since", "until"];
  const reset = form.querySelector("[type=reset]");
  const said = form.querySelector("output");
  const values = (row, name) => (row.dataset[name] || "").split(" ");

  function state() {
    const chosen = {};
    for (const name of names) {
      const field = form.elements[name];
      if (field && field.value) chosen[name] = field.value;
    }
    return chosen;
  }

  // A day is compared as text; of a date that is not exact, as much as is known.
  function fits(row, chosen, except) {
    for (const { name } of selects) {
      if (name !== except && chosen[name] && !values(row, name).includes(chosen[name])) return false;
    }
    const on = row.dataset.on || "";
    if (chosen.since && !(on && on >= chosen.since.slice(0, on.length))) return false;
    return !(chosen.until && !(on && on <= chosen.until.slice(0, on.length)));
  }

  function recount(chosen) {
    for (const select of selects) {
      const counts = new Map();
      for (const row of rows) {
        if (fits(row, chosen, select.name)) {
          for (const value of values(row, select.name)) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      for (const option of select.options) {
        if (!option.value) continue;
        const count = counts.get(option.value) || 0;
        option.textContent = `${option.dataset.words} (${count})`;
        option.disabled = !count && !option.selected;
      }
    }
  }

  function apply() {
    const chosen = state(), any = Object.keys(chosen).length > 0;
    let count = 0;
    for (const row of rows) {
      const shown = fits(row, chosen, "");
      row.hidden = !shown;
      if (shown) count++;
    }
    for (const group of groups) {
      const lines = rows.filter((row) => group.contains(row));
      group.hidden = any && lines.length > 0 && lines.every((row) => row.hidden);
    }
    recount(chosen);
    reset.hidden = !any;
    if (any) form.querySelector("details").open = true;
    const unit = count === 1 ? form.dataset.unit : form.dataset.units;
    const all = any ? ` of ${rows.length}` : "";
    said.textContent = any && !count ? `No ${form.dataset.unit} on this page fits. Choose less, or show all.` : `${count}${all} ${unit}`;
    for (const link of document.querySelectorAll("a[data-keep]")) {
      link.search = any ? String(new URLSearchParams(chosen)) : "";
    }
  }

  function fromAddress() {
    const given = new URLSearchParams(location.search);
    for (const name of names) {
      const field = form.elements[name], value = (given.get(name) || "").slice(0, 100);
      if (!field) continue;
      if (field instanceof HTMLSelectElement && value && ![...field.options].some((o) => o.value === value)) {
        const option = new Option(value, value);
        option.dataset.words = value;
        field.append(option); // chosen on another page; here nothing has it
      }
      field.value = value;
    }
  }

  function toAddress() {
    const query = String(new URLSearchParams(state()));
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    try { history.replaceState(null, "", address); } catch (error) { /* a browser that keeps addresses of files fixed */ }
  }

  fromAddress();
  apply();
  form.addEventListener("input", () => { toAddress(); apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    for (const name of names) if (form.elements[name]) form.elements[name].value = "";
    toAddress();
    apply();
    form.elements[names[0]].focus();
  }));
  window.addEventListener("popstate", () => { fromAddress(); apply(); });
})();
