// Questions above the page. A link with data-dialog leads to a page that asks something; here its [data-dialog-content] is shown
// in a dialog instead. Whatever goes wrong, the link is followed.

let dialog = null;

function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

async function readQuestion(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The page answered ${answer.status}.`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.querySelector("[data-dialog-content]");
  if (!content) throw new Error("The page asks nothing.");
  // A form without an address sends to the page that it stands on, which would now be another one.
  content.querySelectorAll("form:not([action])").forEach((form) => form.setAttribute("action", answer.url));
  return document.importNode(content, true);
}

function show(content) {
  dialog?.remove();
  dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = content.querySelector("h1, h2");
  if (title) {
    title.id ||= "dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
  }
  dialog.append(content);
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", async (event) => {
  const close = event.target.closest("dialog [data-dialog-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
    return;
  }
  const link = event.target.closest("a[data-dialog]");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  try {
    show(await readQuestion(link.href));
  } catch {
    location.assign(link.href);
  }
});

// A click beside the dialog's content closes it.
document.addEventListener("mousedown", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});
