#!/usr/bin/env node
// What a deploy script wants to know before it ships the storefront.
import { Project, StagelineError } from 'stageline';

/** Prints a heading and rows in aligned columns. */
function table(title, rows) {
  const text = rows.map((row) => row.map(String));
  const width = (column) => Math.max(...text.map((row) => row[column].length));
  console.log(process.stdout.isTTY ? `\x1b[1m${title}\x1b[0m` : title);
  for (const row of text) {
    console.log(`  ${row.map((cell, column) => cell.padEnd(width(column) + 2)).join('')}`.trimEnd());
  }
  console.log();
}

try {
  const project = await Project.open(new URL('storefront/', import.meta.url));
  const production = project.environment('production');
  const api = production.service('api');

  const config = api.resolve();
  const paths = ['image_tag', 'replicas', 'resources.limits.cpu', 'resources.limits.memory'];
  table(
    'api in production',
    paths.map((path) => [path, config.get(path), config.origin(path)]),
  );

  console.log(`${production.explain('database.pool_size')}`);
  console.log(`${api.explain('environment.PAYMENTS_TIMEOUT_MS')}\n`);

  const { drift } = project.snapshot().drift('production', ['staging']);
  table(
    `staging has drifted from production in ${drift.length} values`,
    drift.map(({ section, service, path, actual, baseline }) => [
      service ?? section,
      path,
      actual?.value ?? 'missing',
      baseline?.value ?? 'missing',
    ]),
  );

  const { flags } = production;
  const checkout = flags.handle('one_page_checkout', { default: false });
  table(
    'one_page_checkout in production',
    ['ada', 'grace', 'edsger'].map((user) => {
      const { value, reason, place } = checkout.details(flags.context({ targetingKey: user }));
      return [user, value ? 'on' : 'off', reason, place];
    }),
  );

  const plan = project.planPromotion('staging', 'production');
  console.log(`${plan}`);
  process.exitCode = plan.verdict === 'ready' ? 0 : 4;
} catch (error) {
  if (!(error instanceof StagelineError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
