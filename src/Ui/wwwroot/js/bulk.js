// <form data-bulk="address">: what it would do to many in one go is done to one after the other, with the progress shown. Each goes to
// the address by itself, and its row says what became of it. Without script the form is sent as it stands.

const tones = { done: "badge-success", refused: "badge-danger", untried: "badge-warning" };

async function doOne(form, id) {
  const fields = new FormData(form);
  fields.delete("id");
  fields.append("id", id);
  try {
    const answer = await fetch(form.dataset.bulk, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    if (!answer.ok) return { kind: "refused", reason: String(answer.status), endsAll: true };
    return await answer.json();
  } catch {
    return { kind: "refused", reason: "", endsAll: true };
  }
}

function showOutcome(form, id, outcome) {
  const cell = document.querySelector(`[data-bulk-item="${CSS.escape(id)}"] td:last-child`);
  const badge = document.createElement("span");
  badge.className = `badge ${tones[outcome.kind]}`;
  badge.textContent = form.dataset[outcome.kind];
  const all = document.createElement("span");
  all.append(badge, outcome.reason ? ` ${outcome.reason}` : "");
  cell.replaceChildren(all);
}

function fill(text, ...values) {
  return values.reduce((filled, value, index) => filled.replace(`{${index}}`, value), text);
}

async function run(form) {
  const ids = new FormData(form).getAll("id");
  const running = form.querySelector("[data-bulk-running]");
  const stop = form.querySelector("[data-bulk-stop]");
  const progress = form.querySelector("progress");
  const status = form.querySelector("[data-bulk-status]");
  const counts = { done: 0, refused: 0, untried: 0 };
  let ended = false;

  form.querySelector("[data-bulk-start]").hidden = true;
  running.hidden = false;
  stop.addEventListener("click", () => { ended = true; });
  stop.focus();
  for (const [index, id] of ids.entries()) {
    const outcome = ended ? { kind: "untried" } : await doOne(form, id);
    ended ||= Boolean(outcome.endsAll);
    counts[outcome.kind] += 1;
    showOutcome(form, id, outcome);
    progress.value = index + 1;
    status.textContent = fill(form.dataset.progress, index + 1, ids.length);
  }
  stop.hidden = true;
  status.textContent = fill(form.dataset.summary, counts.done, counts.refused, counts.untried);
  status.tabIndex = -1;
  status.focus();
}

document.querySelectorAll("form[data-bulk]").forEach((form) => form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(form);
}, { once: true }));
