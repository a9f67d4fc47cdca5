#!/usr/bin/env node
// What a deploy script asks before it ships the storefront: configuration, drift, flags, the plan.
import { Project, StagelineError } from 'stageline';

const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
const section = (title) => console.log(`\n${bold(title)}`);
const row = (name, value, from) => console.log(`  ${name.padEnd(26)} ${value}`.padEnd(48), from ?? '');

async function main() {
  const project = await Project.open(new URL('storefront/', import.meta.url));
  const production = project.environment('production');

  section('api in production');
  const api = production.service('api');
  const config = api.resolve();
  for (const path of ['image_tag', 'replicas', 'resources.limits.cpu', 'resources.limits.memory']) {
    row(path, config.get(path), config.origin(path));
  }

  section('where two of them come from');
  for (const path of ['replicas', 'environment.LOG_LEVEL']) {
    console.log(`  ${api.explain(path)}`.replaceAll('\n', '\n  '));
  }

  section('staging, against production');
  const drift = project.snapshot().drift('production', ['staging']);
  for (const { section, service, path, actual, baseline } of drift.drift) {
    row(service ?? section, path, `${actual?.value ?? '–'}, not ${baseline?.value ?? '–'}`);
  }

  section('one_page_checkout');
  const flags = production.flags;
  const checkout = flags.handle('one_page_checkout', { default: false });
  for (const id of ['ada', 'grace', 'edsger']) {
    const context = flags.context({ targetingKey: id });
    row(id, checkout.value(context) ? 'on' : 'off', checkout.details(context).reason);
  }

  section('the plan');
  const plan = project.planPromotion('staging', 'production');
  console.log(`${plan}`);
  return plan.verdict === 'ready' ? 0 : 4;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StagelineError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
