// Asks the provider's session iframe, which is on this page, whether the session there has changed (OpenID Connect Session Management 1.0
// §3.2). Nothing goes over the network for that. "error" means that this browser shows the iframe no cookie: then nothing is asked any
// more, and the app hears of a logout by the back channel alone.
"use strict";

const pause = 2000;
const frame = document.getElementById("provider-session");
const provider = new URL(frame.src).origin;
let timer;

function ask() {
  frame.contentWindow.postMessage(frame.dataset.question, provider);
}

addEventListener("message", (event) => {
  if (event.origin !== provider || event.source !== frame.contentWindow || event.data === "unchanged") return;
  clearInterval(timer);
  if (event.data === "changed") location.assign("/session-check?returnUrl=" + encodeURIComponent(location.pathname + location.search));
});

function watch() {
  ask();
  timer = setInterval(ask, pause);
}

// This script is deferred: the frame may have loaded before it. A question that nobody hears yet is asked again.
watch();
