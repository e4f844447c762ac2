"use strict";
(() => {
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const result = document.getElementById("result");
  const folds = Array.from(document.querySelectorAll("details"));
  const lines = Array.from(document.querySelectorAll("[data-find]"), (line) => {
    const fold = line.firstElementChild;
    const own = fold && fold.tagName === "DETAILS" ? fold.firstElementChild : line;
    return { line, text: own.textContent.toLowerCase() };
  });
  const cards = Array.from(document.querySelectorAll("#findings article"));

  const show = (line) => {
    for (let above = line; above; above = above.parentElement) {
      above.hidden = false;
      if (above !== line && above.tagName === "DETAILS") above.open = true;
    }
  };

  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    const fitting = lines.filter((one) => one.text.includes(wanted));
    for (const one of lines) one.line.hidden = wanted !== "";
    for (const card of cards) card.hidden = wanted !== "";
    if (wanted === "") {
      for (const one of lines) one.line.hidden = false;
      result.textContent = "";
      return;
    }
    for (const one of fitting) show(one.line);
    const said = tools.dataset[["none", "one"][fitting.length] || "many"];
    result.textContent = said.replace("{count}", fitting.length);
  };

  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  const foldAll = (open) => {
    for (const fold of folds) fold.open = open;
  };
  document.getElementById("unfold").addEventListener("click", () => foldAll(true));
  document.getElementById("fold").addEventListener("click", () => foldAll(false));

  // A closed part would not be printed.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    foldAll(true);
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
  tools.hidden = false;
})();
