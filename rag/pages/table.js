// Tables and lists: every button that opens words becomes an event; a sheet is printed.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open]");
  const right = event.target.closest("button.table-right");
  if (button) trigger("select", { ref: button.dataset.open });
  else if (right) right.nextElementSibling.scrollBy({ left: right.nextElementSibling.clientWidth / 2, behavior: "smooth" });
  else if (event.target.closest("button[data-print]")) window.print();
});

// A list was made longer at its end: one goes on from there.
watch("value", () => element.querySelector("[data-reached]")?.focus({ preventScroll: true }));

// A heat map is walked by arrows: along its row, and up and down to the nearest filled cell.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
element.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const from = event.target.closest(".table-box.heat button");
  if (!step || !from || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = from.getBoundingClientRect();
  const row = from.closest("tr");
  const table = from.closest("table");
  const middle = (box) => (box.left + box.right) / 2;
  const others = [...table.querySelectorAll("button")].filter((one) => {
    const box = one.getBoundingClientRect();
    if (step[0]) return one.closest("tr") === row && (middle(box) - middle(at)) * step[0] > 1;
    const alike = !one.closest("td") === !from.closest("td"); // words to words, cells to cells
    return alike && one.closest("tr") !== row && (box.top - at.top) * step[1] > 1;
  });
  const far = (one) => {
    const box = one.getBoundingClientRect();
    const down = Math.abs(box.top - at.top);
    const across = Math.abs(middle(box) - middle(at));
    return step[0] ? across : down + across * 4;
  };
  others.sort((one, other) => far(one) - far(other));
  if (!others.length) return;
  event.preventDefault();
  others[0].focus();
});

// A table wider than its box says how many columns stand further right, and a press leads there.
const further = () => {
  for (const button of element.querySelectorAll("button.table-right")) {
    const box = button.nextElementSibling;
    const edge = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth;
    const columns = [...box.querySelectorAll("thead tr:last-child th")];
    const n = columns.filter((one) => one.getBoundingClientRect().right > edge + 2).length;
    // who pressed it stays in the table
    if (!n && document.activeElement === button) box.focus({ preventScroll: true });
    button.hidden = !n;
    button.textContent = button.dataset.words.replace("{n}", n);
  }
};
watch("value", further);
element.addEventListener("scroll", further, true);
new ResizeObserver(further).observe(element);
