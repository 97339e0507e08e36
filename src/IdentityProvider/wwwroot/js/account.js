// What the account's pages gain from script. Without it every form still works.

function enableZoneHere(button) {
  const field = document.getElementById(button.dataset.zoneHere);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!here) return;
  button.addEventListener("click", () => {
    field.value = here;
    field.focus();
  });
  button.hidden = false;
}

// The archive comes as a file: the page stays, and says what happens.
function enableDownload(form) {
  const status = document.getElementById(form.dataset.download);
  form.addEventListener("submit", () => { status.textContent = status.dataset.says; });
}

document.querySelectorAll("[data-zone-here]").forEach(enableZoneHere);
document.querySelectorAll("form[data-download]").forEach(enableDownload);
