// The session iframe of OpenID Connect Session Management 1.0 §3.3 and §4.2. An app asks "client_id session_state"; the answer is
// "unchanged", "changed", or "error" when nothing can be said: the question is malformed, or this browser keeps the cookie from frames.
"use strict";

const cookieName = "__Host-identity-state";

function readBrowserState() {
  const pair = document.cookie.split("; ").find((cookie) => cookie.startsWith(cookieName + "="));
  return pair?.slice(cookieName.length + 1);
}

async function computeSessionState(clientId, origin, browserState, salt) {
  const text = new TextEncoder().encode(`${clientId} ${origin} ${browserState} ${salt}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  const base64 = btoa(String.fromCharCode(...hash));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") + "." + salt;
}

async function answer(message, origin) {
  const [, clientId, sessionState, salt] = /^([!-~]{1,100}) ([\w-]{43}\.([\w-]{43}))$/.exec(message) ?? [];
  const browserState = readBrowserState();
  if (!clientId || !browserState || !crypto.subtle) return "error";
  return (await computeSessionState(clientId, origin, browserState, salt)) === sessionState ? "unchanged" : "changed";
}

// §3.3: the caller has the origin of the page around this frame. Not every browser tells that origin; but a session_state is good for
// the origin that it was made for alone, and the question has to come from within that page.
function isOfParent(event) {
  const parent = location.ancestorOrigins?.[0] ?? (document.referrer ? new URL(document.referrer).origin : null);
  const asks = event.source === window.parent || event.source?.parent === window.parent;
  return asks && event.source !== window && (parent === null || parent === event.origin);
}

window.addEventListener("message", async (event) => {
  if (typeof event.data !== "string" || !isOfParent(event)) return;
  event.source.postMessage(await answer(event.data, event.origin), event.origin);
});
