// Forms that a passkey answers (WebAuthn). <form data-passkey="create | get" data-passkey-options="address">: the button asks the address for
// options, the authenticator for an answer, and sends the form with it. With data-passkey-autofill the browser also offers passkeys in the
// page's field for the user name. Where there can be no passkey the forms stay hidden.

const renewal = 4 * 60 * 1000; // a challenge lives five minutes
const supported = Boolean(
  window.PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.prototype.toJSON,
);

let waiting = null;

async function readOptions(form, signal) {
  const answer = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value },
    signal,
  });
  if (answer.status === 401 || answer.status === 403) {
    location.reload(); // the page knows where to sign in first
    throw new DOMException("", "AbortError");
  }
  if (!answer.ok) throw new Error(`The options answered ${answer.status}.`);
  return answer.json();
}

async function ask(form, mediation) {
  waiting?.abort(); // an authenticator answers one question at a time
  waiting = new AbortController();
  const { signal } = waiting;
  const options = await readOptions(form, signal);
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), mediation, signal });
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function explain(form, error) {
  const problem = form.querySelector("[data-passkey-problem]");
  const words = { NotAllowedError: problem.dataset.cancelled, InvalidStateError: problem.dataset.known };
  problem.textContent = words[error.name] ?? problem.dataset.failed;
  problem.hidden = false;
}

async function start(form) {
  const button = form.querySelector("[data-passkey-start]");
  form.querySelector("[data-passkey-problem]").hidden = true;
  button.setAttribute("aria-busy", "true");
  try {
    await ask(form);
  } catch (error) {
    if (error.name !== "AbortError") explain(form, error);
    offer(form);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// What the browser offers by itself says nothing when it is not taken.
async function offer(form) {
  if (!("passkeyAutofill" in form.dataset) || !await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  const renew = setTimeout(() => offer(form), renewal);
  try {
    await ask(form, "conditional");
  } catch {
    clearTimeout(renew);
  }
}

if (supported) {
  document.querySelectorAll("[data-passkey-unsupported]").forEach((note) => { note.hidden = document.querySelector("form[data-passkey]") !== null; });
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.querySelector("[data-passkey-start]").addEventListener("click", () => start(form));
    offer(form);
  });
}
