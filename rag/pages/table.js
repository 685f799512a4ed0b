// The assignment table: every filled cell is a button whose press becomes an event.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open]");
  if (button) trigger("select", { ref: button.dataset.open });
});
