// js-yaml and deepmerge. Each file is loaded once, each parent is merged once; what does not change is shared.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import deepmerge from "deepmerge";

// The version of js-yaml is named by the caller: 4 is still the faster one.
const { load } = await import(process.argv[3]);
const config = join(process.argv[2], "config");
const read = (...path) => load(readFileSync(join(config, ...path), "utf8"));
// Lists replace; inputs are never changed, so copies would only cost.
const options = { arrayMerge: (_below, over) => over, clone: false };
const merge = (below, over) => deepmerge(below, over, options);

const listed = Object.keys(read("environments.yaml").environments);
const files = new Map(listed.map((name) => [name, read(`${name}.yaml`)]));
const bases = read("base.yaml");
const names = parentsFirst();
const resolved = [];

const environments = new Map();
for (const name of names) {
  const { extends: parent, overrides } = files.get(name);
  environments.set(name, merge(environments.get(parent) ?? bases[parent], overrides));
}
resolved.push(...environments.values());

for (const service of readdirSync(join(config, "services")).sort()) {
  const values = new Map();
  for (const name of names) {
    const own = read("services", service, `${name}.yaml`)[service];
    const below = values.get(files.get(name).extends);
    values.set(name, below === undefined ? own : merge(below, own));
  }
  resolved.push(...values.values());
}

const counts = { leaves: 0, replicas: 0 };
resolved.forEach(count);
console.log(
  `configurations ${resolved.length} leaves ${counts.leaves} replicas ${counts.replicas}`,
);

function parentsFirst() {
  const done = new Set();
  while (done.size < listed.length) {
    const before = done.size;
    for (const name of listed) {
      const parent = files.get(name).extends;
      if (!files.has(parent) || done.has(parent)) done.add(name);
    }
    if (done.size === before) throw new Error("environments extend each other in a circle");
  }
  return [...done];
}

function count(value) {
  if (value === null || typeof value !== "object") {
    counts.leaves += 1;
  } else if (Array.isArray(value)) {
    value.forEach(count);
  } else {
    for (const key of Object.keys(value)) {
      if (key === "replicas" && Number.isInteger(value[key])) counts.replicas += value[key];
      count(value[key]);
    }
  }
}
