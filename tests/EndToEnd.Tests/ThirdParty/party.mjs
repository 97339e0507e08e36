// What every scenario shares: its settings, and a caller who plays the browser and the person. A scenario writes one JSON object a line:
// {"open": url} asks the caller to go there, and reads the address at which the browser arrived; {"step": name} says how far it came.
import { createInterface } from 'node:readline';

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
