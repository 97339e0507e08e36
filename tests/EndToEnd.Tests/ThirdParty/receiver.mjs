// A client's https server, as far as back-channel logout needs one: it takes the first logout token that is posted to it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

export const receiveLogout = ({ port, certificateFile, keyFile }) => new Promise((resolve, reject) => {
  const server = createServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) }, async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.writeHead(200).end();
    resolve(new URLSearchParams(body).get('logout_token'));
  });
  server.on('error', reject).listen(port, '127.0.0.1');
});
