// Reads what the test projects wrote with -xml.
import { readFileSync } from 'node:fs';

const unescape = text => text
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#xA;/gi, '\n').replace(/&amp;/g, '&');
const inside = (body, element) => unescape(body?.match(new RegExp(`<${element}><!\\[CDATA\\[([\\s\\S]*?)\\]\\]>`))?.[1] ?? '');

/** Every test of a result file, and how many errors stand beside them. */
export function read(file) {
  const xml = readFileSync(file, 'utf8');
  const tests = [...xml.matchAll(/<test ([^>]*?)(?:\/>|>([\s\S]*?)<\/test>)/g)].map(([, attributes, body]) => {
    const attribute = name => unescape(attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
    return {
      name: attribute('name'), type: attribute('type'), method: attribute('method'), result: attribute('result'),
      drivesBrowser: /<trait name="drives" value="browser"/.test(body ?? ''),
      message: inside(body, 'message'), reason: inside(body, 'reason'),
    };
  });
  const errors = [...xml.matchAll(/<assembly [^>]*?\berrors="(\d+)"/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  return { tests, errors };
}
