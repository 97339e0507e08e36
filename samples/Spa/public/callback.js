import { signIn } from "./sign-in.js";

// The provider sent the browser back here with a code. The library exchanges it, with the verifier that only this browser has.
try {
  if (window.self !== window.top) await signIn.signinSilentCallback();
  else {
    await signIn.signinRedirectCallback();
    location.replace("/");
  }
} catch (error) {
  document.querySelector("[role=status]").textContent = `Signing in did not work: ${error.message}`;
  document.querySelector("a").hidden = false;
}
