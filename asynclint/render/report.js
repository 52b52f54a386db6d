"use strict";
(() => {
  const cards = [...document.querySelectorAll("main .card[data-code]")];
  const boxes = [...document.querySelectorAll("nav input[type=checkbox]")];
  const search = document.getElementById("search");
  const none = document.getElementById("none");
  if (!search) return;

  function chosen(kind) {
    return new Set(boxes.filter((box) => box.dataset[kind] && box.checked).map((box) => box.dataset[kind]));
  }

  function apply() {
    const severities = chosen("severity");
    const codes = chosen("code");
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const { severity, code, search: text } = card.dataset;
      const hit = severities.has(severity) && codes.has(code) && words.every((word) => text.includes(word));
      card.hidden = !hit;
      shown += hit;
    }
    none.hidden = shown > 0;
  }

  search.addEventListener("input", apply);
  for (const box of boxes) {
    box.addEventListener("change", apply);
    // A double click means this one only, and once more all of them again.
    box.parentElement.addEventListener("dblclick", (event) => {
      event.preventDefault();
      const kind = box.dataset.code ? "code" : "severity";
      const group = boxes.filter((other) => other.dataset[kind]);
      const alone = group.every((other) => other.checked === (other === box));
      for (const other of group) other.checked = alone || other === box;
      apply();
    });
  }
  for (const button of document.querySelectorAll("[data-find]")) {
    button.addEventListener("click", () => {
      search.value = search.value === button.dataset.find ? "" : button.dataset.find;
      apply();
    });
  }
  for (const [id, open] of [["open", true], ["close", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      for (const details of document.querySelectorAll("main details.others")) details.open = open;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      apply();
    }
  });
  apply(); // a browser may have kept what was typed
})();
