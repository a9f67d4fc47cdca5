// js-yaml reads one large file.

import { readFileSync } from "node:fs";

const { load } = await import(process.argv[3]);
let leaves = 0;
count(load(readFileSync(process.argv[2], "utf8")));
console.log(`leaves ${leaves}`);

function count(value) {
  if (value === null || typeof value !== "object") leaves += 1;
  else Object.values(value).forEach(count);
}
