// <form data-import>: the file is checked without leaving the page, so that the form which then asks to import it has it already. Without
// script the page is left, and the file chosen again.

async function check(form) {
  const files = form.querySelector("[type=file]").files;
  const place = document.getElementById("import");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("import");
    if (!page) throw new Error(`The check answered ${answer.status}.`);
    place.replaceChildren(...page.childNodes);
    place.querySelectorAll("form[data-import]").forEach(enable);
    const input = place.querySelector("[type=file]");
    if (input) input.files = files;
    place.removeAttribute("aria-busy");
    place.querySelector("button, a")?.focus();
  } catch {
    form.submit();
  }
}

function enable(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(form);
  });
}

document.querySelectorAll("form[data-import]").forEach(enable);
