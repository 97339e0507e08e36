// Runs the script of a check_session_iframe as a browser would, asks it one question from the page around it, and prints the answer.
import { webcrypto } from "node:crypto";
import vm from "node:vm";

const { script, cookie, origin, question } = JSON.parse(process.env.SURROUNDINGS);
const listeners = [];
const parent = { postMessage: (answer, target) => console.log(target === origin ? answer : `to ${target}: ${answer}`) };
const frame = {
  document: { cookie, referrer: `${origin}/` },
  location: { ancestorOrigins: [origin] },
  crypto: webcrypto,
  TextEncoder, Uint8Array, URL, btoa,
  parent,
  addEventListener: (kind, listener) => kind === "message" && listeners.push(listener),
};
frame.window = frame;
vm.runInNewContext(script, frame);
for (const listener of listeners) await listener({ data: question, origin, source: parent });
