'use strict';

/**
 * Rules of the host: functions that see a snapshot and answer findings. They run here, where they
 * live; what they found, or why they failed, crosses as data.
 */

const given = require('./arguments.js');
const { StagelineError, UsageError } = require('./errors.js');
const { Place } = require('./place.js');

const RULE = ['id', 'severity', 'summary', 'check'];
const FINDING = ['message', 'severity', 'help', 'environment', 'places'];

/** Runs rules; the answer is their text as it crosses, and what they threw, by their ids. */
function run(rules, snapshot) {
  if (!Array.isArray(rules)) throw given.wrong('`rules`', 'a list of rules', rules);
  const raised = new Map();
  const ran = rules.map(known).map(({ id, severity, summary, check }) => {
    const findings = [];
    try {
      for (const found of listed(check(snapshot))) findings.push(finding(found, severity));
    } catch (error) {
      raised.set(id, error);
      findings.push(...failures(id, error));
    }
    return { id, severity, summary, findings };
  });
  return { text: JSON.stringify(ran, (_key, value) => value?.toWellFormed?.() ?? value), raised };
}

function known(rule) {
  const { id, severity = 'warning', summary = '', check } = given.options(rule, RULE, 'a rule');
  given.text(id, 'the id of a rule');
  given.severity(severity, 'the severity of a rule');
  given.text(summary, 'the summary of a rule');
  if (typeof check !== 'function') throw given.wrong('the check of a rule', 'a function', check);
  return { id, severity, summary, check: (snapshot) => check.call(rule, snapshot) };
}

/** What a check answered. */
function listed(found) {
  if (found === undefined || found === null) return [];
  if (typeof found.then === 'function') {
    // Nobody waits for it, so its failure must not end the process.
    found.then(undefined, () => {});
    throw new UsageError('the check answers with a promise', {
      help: 'wait for what it needs before the validation',
    });
  }
  if (typeof found === 'object' && typeof found[Symbol.iterator] === 'function') return found;
  throw given.wrong('what a check answers', 'a list of findings', found);
}

function finding(found, usual) {
  const checked = given.options(found, FINDING, 'a finding');
  const { message, severity = usual, help = null, environment = null, places = [] } = checked;
  given.text(message, 'the message of a finding');
  given.severity(severity, 'the severity of a finding');
  if (help !== null) given.text(help, 'the help of a finding');
  if (environment !== null) given.text(environment, 'the environment of a finding');
  const stand = Array.isArray(places) ? places.filter((place) => place !== null) : [places];
  for (const place of stand) {
    if (!(place instanceof Place)) throw given.wrong('a place of a finding', 'a `Place`', place);
  }
  return { message, severity, help, environment, places: stand.map(spelled) };
}

/** A place as it crosses. */
const spelled = (place) => ({ ...place });

/** Why a rule failed: one of our errors as it is, anything else by its kind and its words. */
function failures(id, error) {
  const severity = 'error';
  const failed = `the rule \`${id}\` failed`;
  if (!(error instanceof StagelineError)) {
    return [{ message: `${failed}: it threw ${described(error)}`, severity, places: [] }];
  }
  const problems = error.problems.length ? error.problems : [error];
  return problems.map((problem) => ({
    message: `${failed}: ${problem.toJSON().message}`,
    severity,
    code: problem.code,
    help: problem.help ?? null,
    places: problem.places.map(spelled),
  }));
}

function described(error) {
  try {
    const kind = error instanceof Error ? error.name : typeof error;
    const words = error instanceof Error ? error.message : String(error);
    return words ? `\`${kind}\`: ${words}` : `\`${kind}\``;
  } catch {
    return 'what has no words';
  }
}

module.exports = { run };
