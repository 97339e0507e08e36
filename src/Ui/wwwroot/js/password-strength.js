// Tells how hard a new password is to guess while it is typed. It only advises: what is taken, the server decides.

// What people take most often. The server knows many more.
const words = [
  "password", "passwort", "motdepasse", "contrasena", "welcome", "willkommen", "bienvenue", "letmein", "iloveyou", "monkey", "dragon", "football",
  "baseball", "princess", "sunshine", "shadow", "master", "superman", "batman", "pokemon", "starwars", "summer", "winter", "spring", "autumn",
  "january", "february", "august", "october", "november", "december", "monday", "friday", "secret", "admin", "login", "access", "hello", "qwerty",
  "qwertz", "azerty", "asdf", "zxcv", "yxcv", "1q2w3e", "1qaz2wsx", "changeme", "test", "love",
].sort((one, other) => other.length - one.length);
const lookAlikes = { "@": "a", 4: "a", 3: "e", 1: "i", "!": "i", 0: "o", $: "s", 5: "s", 7: "t" };
const bitsOfWord = 8;
const bitsOfRun = 5;
const bitsOfYear = 6;
const levels = [[70, "strong"], [50, "good"], [35, "fair"], [0, "weak"]];
const pause = 400;

/** How many bits a guesser lacks, about: words, runs and years count as the little that they are, the rest by its variety. */
function bitsOf(password, known) {
  let rest = password.toLowerCase();
  let bits = 0;
  const take = (pattern, worth) => { rest = rest.replace(pattern, () => { bits += worth; return " "; }); };

  const plain = [...rest].map((letter) => lookAlikes[letter] ?? letter).join("");
  for (const word of [...known, ...words]) {
    if (rest.includes(word)) take(word, bitsOfWord);
    else if (plain.length === rest.length && plain.includes(word)) {
      const at = plain.indexOf(word);
      take(rest.slice(at, at + word.length), bitsOfWord + 1);
    }
  }
  take(/(19|20)[0-9]{2}/g, bitsOfYear);
  for (const run of runsIn(rest)) take(run, bitsOfRun);

  const left = [...rest.replaceAll(" ", "")];
  const classes = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[^a-zA-Z0-9]/, 33]];
  const pool = classes.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  const different = new Set(left).size;
  return bits + (left.length + different) / 2 * Math.log2(Math.max(pool, 2));
}

/** Stretches such as 1234, dcba or aaaa. */
function runsIn(text) {
  const runs = [];
  for (let start = 0; start + 2 < text.length;) {
    const step = text.charCodeAt(start + 1) - text.charCodeAt(start);
    let end = start + 1;
    while (Math.abs(step) <= 1 && end + 1 < text.length && text.charCodeAt(end + 1) - text.charCodeAt(end) === step) end += 1;
    if (end - start >= 2 && text[start] !== " ") runs.push(text.slice(start, end + 1));
    start = Math.max(end, start + 1);
  }
  return runs;
}

/** What the page already knows of the person. */
function knownWords(form) {
  return [...form.querySelectorAll("[autocomplete=username], [autocomplete=email], [autocomplete$=-name]")]
    .flatMap((field) => field.value.toLowerCase().split(/[@\s]/)).filter((word) => word.length > 3);
}

function enable(strength) {
  const input = document.getElementById(strength.dataset.strengthOf);
  const status = strength.querySelector("[role=status]");
  let timer = 0;
  input.addEventListener("input", () => {
    const bits = bitsOf(input.value, knownWords(input.form));
    strength.dataset.level = levels.find(([least]) => bits >= least)[1];
    strength.hidden = input.value === "";
    clearTimeout(timer);
    // Said when one stops typing, not at each key.
    timer = setTimeout(() => { status.textContent = input.value === "" ? "" : strength.dataset[strength.dataset.level]; }, pause);
  });
}

document.querySelectorAll("[data-strength-of]").forEach(enable);
