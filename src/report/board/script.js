"use strict";
(() => {
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const result = document.getElementById("result");
  const folds = Array.from(document.querySelectorAll("details"));
  const lines = Array.from(document.querySelectorAll("[data-find]"), (line) => {
    const fold = line.firstElementChild;
    const own = fold && fold.tagName === "DETAILS" ? fold.firstElementChild : line;
    // A finding is found by what its card says of all of its kind, too.
    const head = line.closest("#findings article")?.querySelectorAll(":scope > h3, :scope > p") ?? [];
    const texts = [own, ...head].map((part) => part.textContent.toLowerCase());
    return { line, text: texts.join(" ") };
  });
  const cards = Array.from(document.querySelectorAll("#findings article"));
  const filtered = document.querySelectorAll(".filtered");

  const show = (line) => {
    for (let above = line; above; above = above.parentElement) {
      above.hidden = false;
      if (above !== line && above.tagName === "DETAILS") above.open = true;
    }
  };

  let fitting = lines;
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    const isAll = wanted === "";
    fitting = lines.filter((one) => one.text.includes(wanted));
    for (const one of lines) one.line.hidden = !isAll;
    for (const card of cards) card.hidden = !isAll;
    for (const note of filtered) note.hidden = isAll;
    if (isAll) {
      result.textContent = tools.dataset.all;
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
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || search.value.trim() === "") return;
    clearTimeout(waiting);
    find();
    const first = fitting[0]?.line;
    if (!first) return;
    first.tabIndex = -1;
    first.focus();
  });
  const clear = () => {
    search.value = "";
    find();
  };
  // A link may lead to what the search hides.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (target && target.getClientRects().length === 0) clear();
  });

  const foldAll = (open) => {
    for (const fold of folds) fold.open = open;
  };
  const fold = (open) => {
    foldAll(open);
    result.textContent = open ? tools.dataset.open : tools.dataset.closed;
  };
  document.getElementById("unfold").addEventListener("click", () => fold(true));
  document.getElementById("fold").addEventListener("click", () => fold(false));

  // A closed part would not be printed, nor what a search hides.
  let closed = [];
  let sought = "";
  addEventListener("beforeprint", () => {
    sought = search.value;
    if (sought) clear();
    closed = folds.filter((one) => !one.open);
    foldAll(true);
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    if (!sought) return;
    search.value = sought;
    find();
  });

  // A wide picture begins with the seat at the top.
  for (const picture of document.querySelectorAll(".picture")) {
    const top = picture.querySelector(".box");
    if (top) picture.scrollLeft = Number(top.getAttribute("x")) + (top.getAttribute("width") - picture.clientWidth) / 2;
  }

  // Only what scrolls needs the keyboard.
  const stops = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".wide, .picture")) stops.observe(box);

  // The bar at the top covers nothing that a link leads to.
  const bar = document.querySelector("nav");
  new ResizeObserver(() => {
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.scrollPaddingTop = `${height + 10}px`;
  }).observe(bar);
  tools.hidden = false;
})();
