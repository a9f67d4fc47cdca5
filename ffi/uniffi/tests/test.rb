# The Ruby binding over the library it was generated from. Says how many cases ran.
require 'json'
require 'stageline'

CASES = {}

def it(name, &body)
  raise "two cases are named #{name}" if CASES.key?(name)

  CASES[name] = body
end

def equal(actual, expected)
  raise "#{actual.inspect} is not #{expected.inspect}" unless actual == expected
end

# The error of `variant` that the block raises; any other outcome fails the case.
def error(variant)
  yield
  raise "nothing was raised, #{variant} was expected"
rescue variant => e
  e.details
end

Failure = Stageline::StagelineError

it 'tells its version' do
  equal Stageline.version, ENV.fetch('EXPECTED_VERSION')
end

it 'accepts a library that is new enough' do
  equal Stageline.require_version('0.0.1'), nil
  equal Stageline.require_version(Stageline.version), nil
end

it 'refuses an old library' do
  details = error(Failure::Failed) { Stageline.require_version('999.0.0') }
  equal details.code, 'E_VERSION'
  equal details.message, "the library is `#{Stageline.version}`, older than `999.0.0`"
  equal details.help, 'install a newer library, or the bindings that belong to this one'
  equal details.places, []
  equal details.retryable, false
end

it 'calls a wrong argument a usage error' do
  ['', '1', '1.2', '1.2.3.4', '1.2.x', '1.+2.3', '1..2'].each do |text|
    details = error(Failure::Usage) { Stageline.require_version(text) }
    equal details.code, 'E_USAGE'
    equal details.message, "`#{text}` is not a version"
  end
end

it 'carries everything an error has' do
  details = error(Failure::Failed) { Stageline.probe_fail }
  equal details.code, 'E_LOAD'
  equal details.message, 'the probe `ö` failed'
  equal details.help, 'expect it'
  equal details.retryable, true
  equal details.suggestions, ['sonde']
  equal details.reason, "the probe's cause"
  equal(details.places.map { |place| [place.file, place.line, place.column] },
        [['config/base.yaml', 3, 5], ['stageline.yaml', nil, nil]])
end

it 'turns a panic into an error that keeps its secrets' do
  details = error(Failure::Internal) { Stageline.probe_panic }
  equal details.code, 'E_INTERNAL'
  equal details.message.match?(/\Athe library failed at `.*probe\.rs:\d+:\d+`\z/), true
  equal details.message.include?('hunter2'), false
end

it 'works on several threads' do
  answers = Array.new(8) do
    Thread.new { Array.new(100) { error(Failure::Usage) { Stageline.require_version('x') }.code } }
  end
  equal answers.flat_map(&:value).tally, { 'E_USAGE' => 800 }
end

SHOP = {
  'config/environments.yaml' => "environments:\n  staging: {tier: staging}\n  production: {tier: production, region: eu}\n",
  'config/base.yaml' => "base: {database: {host: db, pool_size: 10}, ratio: 0.5, big: 18446744073709551615, labels: {a.b: c}}\n",
  'config/staging.yaml' => "extends: base\n",
  'config/production.yaml' => "extends: base\noverrides:\n  database: {pool_size: 50}\n",
  'config/services/api/staging.yaml' => "api: {image_tag: v2}\n",
  'config/services/api/production.yaml' => "api: {image_tag: v1}\n",
  'config/tenants.yaml' => "tenants:\n  acme: {environments: {production: acme-production}}\n",
  'config/feature-flags.yaml' => "feature_flags:\n  search: {default: false, staging: true}\n  batch: {default: 12}\n" \
                                 "  theme: {default: day, production: {rules: [{when: 'user.plan == \"gold\"', serve: night}]}}\n",
  'workflows/release.yaml' => "environments:\n  - {name: staging, gates: [smoke]}\n  - {name: production}\n"
}.freeze

def shop = Stageline::Project.from_files(SHOP)

it 'opens projects and tells what they hold' do
  equal shop.environment_names, %w[staging production acme-production]
  equal shop.service_names, %w[api]
  equal shop.root, 'memory'
  equal shop.digest, shop.digest
  equal Stageline::Project.open(File.expand_path('../../../examples/storefront', __dir__)).service_names.size > 3, true
  equal error(Failure::Failed) { Stageline::Project.open('nowhere') }.code, 'E_PROJECT_NOT_FOUND'
end

it 'lists tenants and pipelines' do
  acme, = JSON.parse(shop.tenants_json)
  equal acme.values_at('name', 'tier', 'isolation'), ['acme', nil, nil]
  equal acme['environments'], [{ 'from' => 'production', 'name' => 'acme-production' }]
  equal acme['place'].values_at('file', 'line', 'column'), ['config/tenants.yaml', 2, 3]
  release, = JSON.parse(shop.pipelines_json)
  equal release.values_at('name', 'title'), ['release', nil]
  equal(release['stages'].map { |stage| stage['environment'] }, %w[staging production])
  equal release['stages'][0]['gates'], [{ 'name' => 'smoke', 'when' => 'exit', 'approval' => false }]
  none = Stageline::Project.from_files({ 'config/environments.yaml' => 'environments: {a: {}}' })
  equal [none.tenants_json, none.pipelines_json], %w[[] []]
end

it 'reloads, and keeps what was asked before' do
  project = shop
  before = project.environment('production').resolve
  project.reload
  project.reload_paths(['config/base.yaml'])
  equal before.get_integer('database.pool_size'), 50
end

it 'resolves with the kinds that values have' do
  staging = shop.environment('staging').resolve
  equal staging.get_integer('database.pool_size'), 10
  equal staging.get_number('ratio'), 0.5
  equal staging.get_text('database.host'), 'db'
  equal staging.get_json('big'), '18446744073709551615'
  equal staging.get_text(Stageline.path_of_keys(%w[labels a.b])), 'c'
  equal staging.has('nothing'), false
  details = error(Failure::Failed) { staging.get_boolean('database.pool_size') }
  equal details.code, 'E_CONFIG_TYPE'
  equal details.places.map { |place| [place.file, place.line, place.column] }, [['config/base.yaml', 1, 40]]
  equal error(Failure::Failed) { staging.get_text('database.hist') }.suggestions, ['database.host']
  equal error(Failure::Usage) { staging.get_text('a..b') }.code, 'E_USAGE'
end

it 'takes overrides as JSON' do
  environment = shop.environment('production')
  equal environment.resolve('{"database": {"pool_size": 7}}').get_integer('database.pool_size'), 7
  equal environment.service('api').resolve('{"replicas": 2}').to_json, '{"image_tag":"v1","replicas":2}'
  equal error(Failure::Usage) { environment.resolve('{hunter2}') }.message, '`overrides` is not JSON at line 1, column 2'
end

it 'knows environments, tenants and services' do
  production = shop.environment('production')
  equal [production.name, production.is_production, production.tenant_name], ['production', true, nil]
  equal production.tenant('acme').tenant_name, 'acme'
  equal production.record.get_text('region'), 'eu'
  equal production.service_names, ['api']
  api = production.service('api')
  equal [api.name, api.environment_name, api.is_configured], ['api', 'production', true]
  details = error(Failure::Failed) { shop.environment('prodution') }
  equal [details.family, details.suggestions], [Stageline::ErrorClass::UNKNOWN_NAME, ['production']]
end

it 'says where values come from' do
  production = shop.environment('production').resolve
  origin = production.origin('database.pool_size')
  equal [origin.place.file, origin.place.line, origin.layer, origin.name], ['config/production.yaml', 3, 'environment', 'production']
  why = production.explain('database.pool_size')
  equal why.value_json, '50'
  equal why.steps.map { |step| [step.effect, step.value_json] }, [%w[sets 50], %w[overridden 10]]
  equal why.text.lines.first, "database.pool_size = 50\n"
end

it 'evaluates flags' do
  flags = shop.environment('production').flags
  gold = flags.context('customer-1', '{"user": {"plan": "gold"}}')
  plain = flags.context('customer-1')
  equal flags.boolean('search', plain, true), false
  equal flags.integer('batch', plain, 1), 12
  equal flags.number('batch', plain, 1.0), 12.0
  equal [flags.text('theme', gold, '?'), flags.text('theme', plain, '?')], %w[night day]
  equal flags.text('none', plain, '?'), '?'
  details = flags.details('theme', gold, '"?"')
  equal [details.value_json, details.reason, details.set_in, details.rule], ['"night"', 'TARGETING_MATCH', 'production', 0]
  equal flags.details('theme', gold, 'true').error_code, 'TYPE_MISMATCH'
  equal flags.evaluate_all(plain).map(&:flag), flags.names
  equal flags.pinned.names, %w[search batch theme]
  equal flags.explain_text('theme', gold).start_with?('theme'), true
  equal error(Failure::Failed) { flags.require('serch', 'false') }.suggestions, ['search']
  equal error(Failure::Failed) { flags.require('batch', 'false') }.code, 'E_TYPE'
  equal error(Failure::Usage) { flags.context('k', '[]') }.message, '`attributes` is a list, not a map'
end

it 'validates, compares and plans' do
  project = shop
  equal project.validate_json.start_with?('{"findings":['), true
  equal project.validate_text.empty?, false
  equal project.diff_json('staging', 'production').start_with?('{"left":"staging"'), true
  equal project.diff_text('staging', 'staging'), 'staging → staging: no difference'
  equal error(Failure::Usage) { project.drift_count('production', ['production']) }.message, '`production` is held against itself'
  equal project.drift_text('production', ['staging']).start_with?('staging against production: '), true
  equal project.drift_json('production', ['staging']).start_with?('{"baseline":"production"'), true
  plan = project.plan_promotion('staging', 'production', ['api'])
  equal plan.verdict, Stageline::Verdict::WAITS
  equal plan.services.map { |step| [step.service, step.old.tag, step.new.tag] }, [%w[api v1 v2]]
  equal plan.why_not.map(&:code), ['E_GATE_PENDING']
  equal plan.text.start_with?('promote staging → production'), true
  equal error(Failure::Failed) { project.plan_promotion('staging', 'moon') }.code, 'E_UNKNOWN_ENVIRONMENT'
end

it 'tells all problems of the files' do
  broken = { 'config/environments.yaml' => 'environments: {a: {}}', 'config/a.yaml' => "a: 1\na: 2", 'config/base.yaml' => "b: {c: 1, c: 2}" }
  details = error(Failure::Failed) { Stageline::Project.from_files(broken) }
  equal details.code, 'E_LOAD'
  equal details.problems.map(&:code), %w[E_DUPLICATE_KEY E_DUPLICATE_KEY]
  equal JSON.parse(Stageline::Project.from_files(broken, true).validate_json)['counts']['error'] >= 2, true
end

require_relative 'edits'
require_relative 'flags'
require_relative 'watch'
require_relative 'validation'
require_relative 'comparison'
require_relative 'flag_import'
require_relative 'flag_edits'
require_relative 'vectors'

failed = CASES.count do |name, body|
  body.call
  false
rescue StandardError => e
  warn "failed: #{name}: #{e.full_message(highlight: false)}"
  true
end
equal RAN.size, VECTORS.size
puts "#{CASES.size} cases, #{failed} failed"
exit failed.zero?
