// A Node peer compares a pair of documents again and again: diff.js LEFT RIGHT PEER.

import { readFileSync } from "node:fs";

const [left, right] = process.argv.slice(2, 4).map((file) => JSON.parse(readFileSync(file, "utf8")));
const peers = { microdiff, jsondiffpatch };
const compare = await peers[process.argv[4]]();

const times = [];
let changes = 0;
const end = performance.now() + 5000;
while (times.length < 31 && (times.length < 3 || performance.now() < end)) {
  const start = process.cpuUsage();
  changes = compare();
  const spent = process.cpuUsage(start);
  times.push((spent.user + spent.system) / 1000);
}
times.sort((a, b) => a - b);
console.log(`best ${times[0]} median ${times[times.length >> 1]} changes ${changes}`);

async function microdiff() {
  const { default: diff } = await import("microdiff");
  return () => diff(left, right).length;
}

// Items are told by name, as stageline tells them. Its delta nests; each array in it is one change.
async function jsondiffpatch() {
  const { create } = await import("jsondiffpatch");
  const patcher = create({ objectHash: (item) => item.name });
  return () => count(patcher.diff(left, right));
}

function count(delta) {
  if (Array.isArray(delta)) return 1;
  if (delta === null || typeof delta !== "object") return 0;
  return Object.values(delta).reduce((sum, below) => sum + count(below), 0);
}
