// npm's jose reads what oauth4webapi was given: id_token (OIDC Core §3.1.3.7), access token (RFC 9068 §4) and logout token (Back-Channel Logout
// §2.6), each signed as this client registered it, and none of them passes for another.
import * as oauth from 'oauth4webapi';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import assert from 'node:assert/strict';
import { receiveLogout } from './receiver.mjs';
import { authentication, browse, report, settings } from './party.mjs';

const { issuer, clientId, redirectUri, postLogoutRedirectUri, alg, receiver } = settings;
const as = await oauth.processDiscoveryResponse(new URL(issuer), await oauth.discoveryRequest(new URL(issuer)));
const client = { client_id: clientId, id_token_signed_response_alg: alg };
const clientAuthentication = await authentication(oauth);
assert.ok(as.id_token_signing_alg_values_supported.includes(alg));

const verifier = oauth.generateRandomCodeVerifier();
const nonce = oauth.generateRandomNonce();
const state = oauth.generateRandomState();
const request = new URL(as.authorization_endpoint);
request.search = new URLSearchParams({
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'openid profile books.read',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  nonce,
  state,
});
const parameters = oauth.validateAuthResponse(as, client, await browse(request), state); // iss too, RFC 9207
const response = await oauth.authorizationCodeGrantRequest(as, client, clientAuthentication, parameters, redirectUri, verifier);
const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true });
await oauth.validateApplicationLevelSignature(as, response);
report('code');

const keys = createRemoteJWKSet(new URL(as.jwks_uri));
const idToken = await jwtVerify(tokens.id_token, keys, { issuer, audience: clientId, algorithms: [alg], requiredClaims: ['exp', 'iat', 'sub', 'nonce', 'auth_time', 'sid'] });
report('id_token');

const asAccessToken = { issuer, audience: 'https://books.example', typ: 'at+jwt', algorithms: [alg], requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti', 'scope'] };
const accessToken = await jwtVerify(tokens.access_token, keys, asAccessToken);
assert.equal(accessToken.payload.client_id, clientId);
assert.equal(accessToken.payload.sub, idToken.payload.sub);
const claims = await oauth.validateJwtAccessToken(
  as, new Request('https://books.example/shelf', { headers: { authorization: `Bearer ${tokens.access_token}` } }), 'https://books.example', { signingAlgorithms: [alg] });
assert.equal(claims.scope, accessToken.payload.scope);
report('access token');

const logout = receiveLogout(receiver);
await browse(new URL(`${as.end_session_endpoint}?${new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: postLogoutRedirectUri })}`));
const logoutToken = await logout;
const asLogoutToken = { issuer, audience: clientId, typ: 'logout+jwt', algorithms: [alg], requiredClaims: ['iat', 'exp', 'jti', 'events', 'sub', 'sid'] };
const ended = await jwtVerify(logoutToken, keys, asLogoutToken);
assert.deepEqual(ended.payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
assert.equal(ended.payload.sid, idToken.payload.sid);
assert.equal(ended.payload.sub, idToken.payload.sub);
assert.equal(ended.payload.nonce, undefined);
report('logout token');

const kinds = [tokens.id_token, tokens.access_token, logoutToken];
assert.equal(new Set(kinds.map(token => decodeProtectedHeader(token).typ)).size, kinds.length);
for (const token of [tokens.id_token, logoutToken]) await assert.rejects(jwtVerify(token, keys, asAccessToken));
for (const token of [tokens.id_token, tokens.access_token]) await assert.rejects(jwtVerify(token, keys, asLogoutToken));
report('no other kind');
process.exit(0);
