import config from "./config.js";
import { signIn } from "./sign-in.js";

const $ = (id) => document.getElementById(id);
const say = (text) => { $("status").textContent = text; };
let version; // the ETag of the profile: who sends it back overwrites nobody's change

async function callApi(path, options = {}) {
  const user = await signIn.getUser();
  const response = await fetch(config.api + path, {
    ...options,
    headers: { ...options.headers, Authorization: `Bearer ${user?.access_token}` },
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? response.statusText);
  return { data: body.data, etag: response.headers.get("ETag") };
}

function showProfile({ data, etag }) {
  version = etag;
  for (const field of $("profile").elements) if (field.name) field.value = data[field.name] ?? "";
}

async function saveProfile(event) {
  event.preventDefault();
  const values = Object.fromEntries([...new FormData($("profile"))].map(([name, value]) => [name, value.trim() || null]));
  try {
    showProfile(await callApi("/v1/users/profile", {
      method: "PATCH",
      headers: { "Content-Type": "application/merge-patch+json", "If-Match": version },
      body: JSON.stringify(values),
    }));
    say("Saved.");
  } catch (error) {
    say(`It was not saved: ${error.message}`);
  }
}

function showUser(user) {
  $("welcome").hidden = Boolean(user);
  $("signed-in").hidden = $("who").hidden = $("sign-out").hidden = !user;
  if (!user) return;
  $("who").textContent = user.profile.name ?? user.profile.preferred_username ?? user.profile.sub;
  $("subject").textContent = user.profile.sub;
  $("scopes").textContent = user.scopes.join(", ");
  $("expires").textContent = new Date(user.expires_at * 1000).toLocaleTimeString();
  $("claims").textContent = JSON.stringify(user.profile, null, 2);
}

async function renew() {
  try {
    showUser(await signIn.signinSilent()); // with the refresh token
    say("Renewed.");
  } catch (error) {
    say(`It was not renewed: ${error.message}`);
  }
}

$("sign-in").addEventListener("click", () => signIn.signinRedirect().catch((error) => say(`The provider cannot be reached: ${error.message}`)));
$("sign-out").addEventListener("click", () => signIn.signoutRedirect());
$("renew").addEventListener("click", renew);
$("profile").addEventListener("submit", saveProfile);
signIn.events.addUserLoaded(showUser);
signIn.events.addUserUnloaded(() => showUser(null));

const user = await signIn.getUser();
showUser(user?.expired ? null : user);
if (user && !user.expired) {
  try {
    showProfile(await callApi("/v1/users/profile"));
  } catch (error) {
    say(`The profile cannot be read: ${error.message}`);
  }
}
