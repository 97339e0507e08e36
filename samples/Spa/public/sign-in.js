// Everything that an app needs for sign-in: who the provider is, who the app is, and what it asks for.
import config from "./config.js";

const { UserManager, WebStorageStateStore } = window.oidc;

export const signIn = new UserManager({
  authority: config.issuer,
  client_id: "spa",
  redirect_uri: `${location.origin}/callback.html`,
  silent_redirect_uri: `${location.origin}/silent.html`,
  post_logout_redirect_uri: `${location.origin}/`,
  response_type: "code", // with PKCE, which the library always adds
  scope: "openid profile email offline_access profile.api",
  resource: config.api, // the access token is for this API alone
  loadUserInfo: true, // names and e-mail address come from the userinfo endpoint
  userStore: new WebStorageStateStore({ store: window.sessionStorage }),
});
