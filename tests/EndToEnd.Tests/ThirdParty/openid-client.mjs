// A relying party on npm's openid-client: discovery, code + PKCE, userinfo, refresh, introspection, revocation, logout.
// It asks its caller to be the browser: it writes {"open": url} and reads the address at which the browser arrived.
import * as client from 'openid-client';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';

const { issuer, clientId, clientSecret, redirectUri, postLogoutRedirectUri, authentication } = JSON.parse(process.env.RELYING_PARTY);
const arrivals = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const browse = async url => {
  console.log(JSON.stringify({ open: url.href }));
  return new URL((await arrivals.next()).value);
};
const report = (step, value) => console.log(JSON.stringify({ step, value }));

const config = await client.discovery(new URL(issuer), clientId, {}, client[authentication](clientSecret));
report('discovery', config.serverMetadata().issuer);

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const expectedNonce = client.randomNonce();
const callback = await browse(client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: 'openid profile email offline_access profile.api',
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
}));
const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true });
report('code', tokens.claims().sub);

const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
assert.equal(person.preferred_username, 'alice');
report('userinfo', person.email);

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
assert.equal(refreshed.claims().sub, tokens.claims().sub);
report('refresh', refreshed.scope);

assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, true);
assert.equal((await client.tokenIntrospection(config, refreshed.refresh_token)).active, true);
await client.tokenRevocation(config, refreshed.refresh_token);
assert.equal((await client.tokenIntrospection(config, refreshed.refresh_token)).active, false);
await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), { error: 'invalid_grant' });
report('revocation', 'refused');

const goodbye = await browse(client.buildEndSessionUrl(config, {
  id_token_hint: refreshed.id_token,
  post_logout_redirect_uri: postLogoutRedirectUri,
  state: 'see-you',
}));
assert.equal(goodbye.href, `${postLogoutRedirectUri}?state=see-you`);
report('logout', goodbye.href);
process.exit(0);
