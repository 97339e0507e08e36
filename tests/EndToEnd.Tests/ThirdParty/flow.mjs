// npm's openid-client through the code flow, for the scenarios that are about something else.
import * as client from 'openid-client';
import { authentication, browse, settings } from './party.mjs';

export const discover = async (metadata = {}, options) =>
  client.discovery(new URL(settings.issuer), settings.clientId, metadata, await authentication(client), options);

/** Signs the person in. `build` makes the address out of the parameters: as it stands, pushed or signed. */
export const signIn = async (config, parameters, { build = client.buildAuthorizationUrl, tokenParameters, options } = {}) => {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const request = new URLSearchParams(parameters);
  request.set('redirect_uri', settings.redirectUri);
  request.set('code_challenge', await client.calculatePKCECodeChallenge(pkceCodeVerifier));
  request.set('code_challenge_method', 'S256');
  request.set('state', expectedState);
  request.set('nonce', expectedNonce);
  const callback = await browse(await build(config, request));
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return client.authorizationCodeGrant(config, callback, checks, tokenParameters, options);
};
