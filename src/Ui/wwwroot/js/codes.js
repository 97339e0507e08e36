// Codes that are shown once ([data-codes]): a button copies them, another prints the page. Without script they are read, or downloaded.

const list = document.querySelector("[data-codes]");
const copy = document.querySelector("[data-codes-copy]");
const print = document.querySelector("[data-codes-print]");
const status = document.querySelector("[data-codes-status]");

if (list && copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText([...list.children].map((item) => item.textContent.trim()).join("\n"));
    status.textContent = copy.dataset.codesCopy;
  });
}

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
