// Tables and lists: every button that opens words becomes an event; a sheet is printed.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open]");
  if (button) trigger("select", { ref: button.dataset.open });
  else if (event.target.closest("button[data-print]")) window.print();
});
