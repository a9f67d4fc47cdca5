# Flags beyond their values, through the Ruby binding: parts of answers, times, shares, comparisons.

def timed_shop
  Stageline::Project.from_files(
    'config/environments.yaml' => 'environments: {staging: {}, production: {}}',
    'config/feature-flags.yaml' => "feature_flags:\n  base: false\n  beta: {requires: [base], production: true}\n" \
                                   "  listed: {default: false, production: {targets: [{serve: true, keys: [vip]}], default: false}}\n" \
                                   "  ramp: {production: {rollout: {percentage: 100, start: 2027-01-01T00:00:00Z, over: 100m}}}\n" \
                                   "  sale: {production: {default: false, schedule: [{at: 2027-01-01T00:00:00Z, set: true}]}}\n"
  )
end

it 'gives every part of an answer' do
  flags = timed_shop.environment('production').flags
  vip = flags.context('vip').at('2027-01-01T00:50:00Z')
  listed, beta, ramp, sale = flags.evaluate_many(%w[listed beta ramp sale], vip)
  equal [listed.decided_by, listed.target, listed.rule, listed.valid_until, listed.error_message], ['target 0', 0, nil, nil, nil]
  equal [beta.decided_by, beta.unmet, beta.reason, beta.value_json], %w[requires base DISABLED false]
  equal [ramp.decided_by, ramp.threshold, ramp.value_json], ['rollout', 2**31, (ramp.bucket < 2**31).to_s]
  equal [sale.value_json, sale.decided_by], %w[true default]
  before = flags.details('sale', vip.at('2026-12-31T00:00:00Z'), 'true')
  equal [before.value_json, before.valid_until], %w[false 2027-01-01T00:00:00Z]
  missing = flags.details('ramp', flags.context.at('2027-01-01T00:50:00Z'), 'true')
  equal [missing.error_code, missing.error_message], ['TARGETING_KEY_MISSING', 'the flag `ramp` is shared out by the targeting key, which is missing']
  equal error(Failure::Failed) { flags.evaluate_many(%w[listed besta], vip) }.suggestions, ['beta']
  equal error(Failure::Usage) { vip.at('soon') }.message, 'this is no date and time'
end

it 'tells what time will change and how large shares are' do
  flags = timed_shop.environment('production').flags
  before = flags.context('vip').at('2026-12-31T00:00:00Z')
  equal flags.when_will_text('sale', before), '2027-01-01T00:00:00Z: true (STATIC)'
  change, = JSON.parse(flags.when_will_json('sale', before))
  equal change, { 'at' => '2027-01-01T00:00:00Z', 'value' => true, 'variant' => nil, 'reason' => 'STATIC', 'error_code' => nil }
  equal flags.when_will_json('listed', before), '[]'
  preview = JSON.parse(flags.preview_json('ramp', '2027-01-01T00:25:00Z'))
  equal preview['shares'].map { |share| share.values_at('percentage', 'movement', 'until') }, [%w[25% rising 2027-01-01T01:40:00Z]]
  equal flags.preview_text('ramp', '2027-01-01T00:25:00Z').lines.first, "ramp in production at 2027-01-01T00:25:00Z\n"
  equal error(Failure::Failed) { flags.preview_json('rump', '2027-01-01T00:00:00Z') }.suggestions, ['ramp']
  equal error(Failure::Usage) { flags.preview_json('ramp', 'soon') }.code, 'E_USAGE'
end

it 'says who gets what differently elsewhere' do
  project = timed_shop
  staging, production = %w[staging production].map { |name| project.environment(name).flags }
  contexts = %w[customer-1 vip].map { |key| production.context(key).at('2026-12-31T00:00:00Z') }
  found = JSON.parse(staging.compare_json(production, contexts))
  equal found.values_at('left', 'right', 'contexts', 'flags'), ['staging', 'production', 2, 5]
  listed = found['differences'].find { |one| one['flag'] == 'listed' }
  equal [listed['contexts'], listed['right']['decided_by']], [[1], 'target 0']
  equal staging.compare_text(production, contexts).include?('listed for 1 of 2 contexts'), true
  equal production.compare_text(production, contexts), 'all 5 flags answer 2 contexts alike in production and production'
end

it 'notes who was given what, and lets tests say answers' do
  project = timed_shop
  flags = project.environment('production').flags.with_time('2027-01-01T00:00:00Z')
  vip = flags.context('vip')
  equal flags.is_observed, false
  seen = project.exposures(2)
  equal [seen.capacity, flags.is_observed, flags.boolean('listed', vip, false)], [2, true, true]
  3.times { flags.boolean('base', vip, true) }
  equal seen.dropped, 2
  first, = JSON.parse(seen.drain_json(1))
  equal first.values_at('environment', 'flag', 'value', 'reason', 'targeting_key', 'at'), ['production', 'listed', true, 'TARGETING_MATCH', 'vip', '2027-01-01T00:00:00Z']
  equal [JSON.parse(seen.drain_json).size, seen.drain_json], [1, '[]']
  project.count_flags(true)
  2.times { flags.boolean('base', vip, true) }
  equal JSON.parse(project.flag_counts_json), [{ 'environment' => 'production', 'flag' => 'base', 'gives' => 'false', 'failed' => false, 'count' => 2 }]
  equal [flags.boolean('sale', vip, false), flags.with_override('base', 'true').boolean('beta', vip, false)], [true, true]
  equal error(Failure::Failed) { flags.with_override('bas', 'true') }.suggestions, ['base']
  equal error(Failure::Failed) { flags.with_override('base', '1') }.code, 'E_TYPE'
  equal error(Failure::Usage) { flags.with_time('soon') }.code, 'E_USAGE'
end
