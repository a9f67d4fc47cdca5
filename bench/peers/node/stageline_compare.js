// stageline's Node package compares every service in two environments, those environments as a whole, and all
// environments at once, in a tree that is resolved: stageline_compare.js FOLDER. It prints what it found and the best
// times in milliseconds; `shown` has read every change, difference or row as an object.

import { diff, Project } from "stageline";

const ROUNDS = 31;

const snapshot = Project.openSync(process.argv[2]).snapshot();
const names = snapshot.environmentNames;
const [first, second] = snapshot.environments;
const pairs = snapshot.serviceNames.map((name) => [
  first.service(name).resolve(),
  second.service(name).resolve(),
]);

const trees = () => pairs.map(([left, right]) => diff(left, right));
const whole = () => snapshot.diff(first.name, second.name);
const survey = () => snapshot.compare(names);

const told = [
  await row("changes", "trees", trees, (found) => sum(found, ({ size }) => size), (found) => sum(found, changes)),
  await row("differences", "whole", whole, ({ size }) => size, ({ sections }) => sum(sections, differences)),
  await row("rows", "survey", survey, ({ size }) => size, ({ rows }) => rows.map(({ path }) => path).length),
];
console.log(told.join(" "));

/** How much there is, and the best times of finding and counting it, and of reading it. */
async function row(what, name, find, count, read) {
  const [found, counted] = await best(() => count(find()));
  const [, shown] = await best(() => read(find()));
  return `${what} ${found} ${name} ${counted} ${name}-shown ${shown}`;
}

function changes({ changes }) {
  return changes.map(({ path }) => path).length;
}

function differences({ differences }) {
  return differences.map(({ path }) => path).length;
}

function sum(items, number) {
  return items.reduce((total, item) => total + number(item), 0);
}

/** Between rounds the event loop turns, as it does between requests: what is over is freed there. */
async function best(round) {
  let found = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let left = ROUNDS; left > 0; left--) {
    await new Promise(setImmediate);
    const start = process.cpuUsage();
    found = round();
    const spent = process.cpuUsage(start);
    shortest = Math.min(shortest, (spent.user + spent.system) / 1000);
  }
  return [found, shortest.toFixed(4)];
}
