// What every scenario shares: its settings, and a caller who plays the browser and the person. A scenario writes one JSON object a line:
// {"open": url} asks the caller to go there, and reads the address at which the browser arrived; {"approve": url} asks the person to let a
// device in; {"step": name} says how far it came.
import { createInterface } from 'node:readline';
import { importPKCS8 } from 'jose';

export const settings = JSON.parse(process.env.RELYING_PARTY);

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async question => {
  console.log(JSON.stringify(question));
  return (await answers.next()).value;
};

/** Signs the person in by this authorization request; the answer is the address at the client that the browser came to. */
export const browse = async url => new URL(await ask({ open: url.href }));

/** Lets the person approve a device at this address, and waits until they have. */
export const approve = url => ask({ approve: url });

export const report = step => console.log(JSON.stringify({ step }));

/** The client's own key, as both libraries take it. */
export const clientKey = async () => ({ key: await importPKCS8(settings.key.pem, settings.key.alg), kid: settings.key.kid });

/** How this client is registered to authenticate, in the words of openid-client and of oauth4webapi, which are the same. */
export const authentication = async library => {
  switch (settings.method) {
    case 'client_secret_basic': return library.ClientSecretBasic(settings.clientSecret);
    case 'client_secret_post': return library.ClientSecretPost(settings.clientSecret);
    case 'client_secret_jwt': return library.ClientSecretJwt(settings.clientSecret);
    case 'private_key_jwt': return library.PrivateKeyJwt(await clientKey());
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth': return library.TlsClientAuth();
    default: return library.None();
  }
};
