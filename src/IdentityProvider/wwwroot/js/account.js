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

document.querySelectorAll("[data-zone-here]").forEach(enableZoneHere);
