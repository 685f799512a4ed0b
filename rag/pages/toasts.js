// Gradio's own messages are English whatever the page's language: each is told in the page's words.
// HOI_TOASTS: its words, as keys of the section [toasts] of the texts.
const TITLES = { Error: "error", Warning: "warning" };
const LINES = [
  [/^This application is currently busy/, "busy"],
  [/^Connection (to the server was lost|errored out)/, "lost"],
  [/^Waiting for file\(s\) to finish uploading/, "uploading"],
  [/^File\(s\) exceed the maximum allowed size of .*?: (.*)$/s, "too_large"],
];
const put = (node, words) => {
  if (node.nodeValue !== words) node.nodeValue = words;
};
const retold = (toast) => {
  for (const node of toast.querySelector(".toast-title")?.childNodes ?? []) {
    const key = node.nodeType === Node.TEXT_NODE && TITLES[node.nodeValue.trim()];
    if (key) put(node, `${HOI_TOASTS[key]} `);
  }
  toast.querySelector(".toast-close")?.setAttribute("aria-label", HOI_TOASTS.close);
  for (const said of toast.querySelectorAll(".toast-message-text")) {
    const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      for (const [pattern, key] of LINES) {
        const match = pattern.exec(node.nodeValue.trim());
        if (match) put(node, HOI_TOASTS[key].replace("{files}", () => match[1] ?? ""));
      }
  }
  onceEach(toast);
};
// What several events are told at once is one line: the newest, which may tell another number of
// seconds.
const onceEach = (toast) => {
  const items = [...toast.querySelectorAll(".toast-message-item")];
  const words = items.map((item) => item.textContent.replace(/\d+/g, ""));
  const again = words.map((said, n) => words.includes(said, n + 1));
  const show = (node, seen) => node && (node.style.display = seen ? "" : "none");
  items.forEach((item, n) => {
    show(item, !again[n]);
    if (item.nextElementSibling?.matches(".toast-separator")) show(item.nextElementSibling, !again[n]);
  });
  show(toast.querySelector(".toast-count"), again.filter((one) => !one).length > 1);
};
new MutationObserver((changes) => {
  for (const change of changes) {
    const near = change.target.nodeType === Node.TEXT_NODE ? change.target.parentElement : change.target;
    near?.closest?.(".toast-body") && retold(near.closest(".toast-body"));
    for (const added of change.addedNodes)
      if (added.querySelectorAll)
        (added.matches(".toast-body") ? [added] : added.querySelectorAll(".toast-body")).forEach(retold);
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true });
// Names of its buttons that only a screen reader or a resting pointer tells; of a chosen plan it
// tells a number.
const named = () => {
  // what is set is seen as a change again: nothing is set twice
  for (const more of document.querySelectorAll('[aria-label="More tabs"]'))
    if (HOI_TOASTS.more_tabs !== "More tabs") more.setAttribute("aria-label", HOI_TOASTS.more_tabs);
  for (const cross of document.querySelectorAll(".token-remove")) {
    const what = cross.closest(".token")?.textContent.trim();
    const words = what ? HOI_TOASTS.remove.replace("{what}", () => what) : HOI_TOASTS.remove_all;
    if (cross.title !== words) cross.title = words;
  }
};
new MutationObserver(named).observe(document.body, {
  childList: true, subtree: true, attributeFilter: ["title", "aria-label"],
});
named();
