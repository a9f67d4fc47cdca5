#!/usr/bin/env node
// What a deploy script asks before it ships the storefront. It exits 4 while the plan may not start.
import { Project } from 'stageline';

const project = await Project.open(new URL('storefront/', import.meta.url));
const production = project.environment('production');

const api = production.service('api');
const config = api.resolve();
console.log('api in production');
for (const path of ['image_tag', 'replicas', 'resources.limits.cpu', 'resources.limits.memory']) {
  console.log(`  ${path.padEnd(25)}${config.get(path)}`.padEnd(40), `${config.origin(path)}`);
}

console.log(`\n${production.explain('database.pool_size')}`);
console.log(`${api.explain('environment.PAYMENTS_TIMEOUT_MS')}`);

console.log(`\n${project.snapshot().drift('production', ['staging'])}`);

console.log('\none_page_checkout in production');
const { flags } = production;
const checkout = flags.handle('one_page_checkout', { default: false });
for (const user of ['ada', 'grace', 'linus']) {
  const { value, reason, place } = checkout.details(flags.context({ targetingKey: user }));
  console.log(`  ${user.padEnd(8)}${value ? 'on ' : 'off'}  ${reason}  ${place}`);
}

const plan = project.planPromotion('staging', 'production');
console.log(`\n${plan}`);
process.exitCode = plan.verdict === 'ready' ? 0 : 4;
