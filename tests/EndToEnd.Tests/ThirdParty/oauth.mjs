// npm's oauth4webapi with everything at once: the request pushed by a client that signs its assertions, its tokens bound to a key, and the
// API's side of it too (RFC 9126, RFC 7523, RFC 9449, RFC 9068).
import * as oauth from 'oauth4webapi';
import assert from 'node:assert/strict';
import { authentication, browse, report, settings } from './party.mjs';

const issuer = new URL(settings.issuer);
const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' }));
const client = { client_id: settings.clientId };
const clientAuthentication = await authentication(oauth);
const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));

/** RFC 9449 §8: a server may ask for a nonce by refusing the first attempt. */
const withNonce = async attempt => {
  try {
    return await attempt();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return attempt();
  }
};

const verifier = oauth.generateRandomCodeVerifier();
const nonce = oauth.generateRandomNonce();
const state = oauth.generateRandomState();
const parameters = {
  redirect_uri: settings.redirectUri,
  response_type: 'code',
  scope: 'openid offline_access books.read',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  nonce,
  state,
};
const pushed = await withNonce(async () => oauth.processPushedAuthorizationResponse(
  as, client, await oauth.pushedAuthorizationRequest(as, client, clientAuthentication, parameters, { DPoP })));
report('pushed');

const request = new URL(as.authorization_endpoint);
request.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri });
const answer = oauth.validateAuthResponse(as, client, await browse(request), state);
const tokens = await withNonce(async () => oauth.processAuthorizationCodeResponse(
  as, client, await oauth.authorizationCodeGrantRequest(as, client, clientAuthentication, answer, settings.redirectUri, verifier, { DPoP }),
  { expectedNonce: nonce, requireIdToken: true }));
assert.equal(tokens.token_type, 'dpop');
report('code');

// What an API of the client's choice would receive.
const api = 'https://books.example/shelf';
let received;
await oauth.protectedResourceRequest(tokens.access_token, 'GET', new URL(api), undefined, undefined, {
  DPoP,
  [oauth.customFetch]: async (url, init) => {
    received = new Request(url, { method: init.method, headers: init.headers });
    return new Response();
  },
});
const claims = await oauth.validateJwtAccessToken(as, received, 'https://books.example', { requireDPoP: true });
assert.equal(claims.client_id, client.client_id);
const asBearer = new Request(api, { headers: { authorization: `Bearer ${tokens.access_token}` } });
await assert.rejects(oauth.validateJwtAccessToken(as, asBearer, 'https://books.example'));
report('api');

const refreshed = await withNonce(async () => oauth.processRefreshTokenResponse(
  as, client, await oauth.refreshTokenGrantRequest(as, client, clientAuthentication, tokens.refresh_token, { DPoP })));
assert.equal(refreshed.token_type, 'dpop');
report('refresh');
process.exit(0);
