# Documents and environments held against each other, through the Ruby binding.

def pair
  files = { 'config/environments.yaml' => "environments:\n  staging: {tier: staging}\n  production: {tier: production}\n",
            'stageline.yaml' => "drift:\n  rules:\n    - {path: cache.size, id: small, expected: true, reason: staging is small, until: 2026-06-30}\n",
            'config/staging.yaml' => 'overrides: {cache: {size: 10}, timeout: 5s, database: {password: hunter2}}',
            'config/production.yaml' => 'overrides: {cache: {size: 90}, timeout: 9s, database: {password: swordfish}}',
            'config/services/api/base.yaml' => 'api: {replicas: 2, resources: {requests: {cpu: 500m}}}',
            'config/services/api/staging.yaml' => 'api: {replicas: 1}' }
  Stageline::Project.from_files(files)
end

it 'compares any two documents' do
  found = JSON.parse(Stageline.tree_diff_json('{"a":1,"memory":"1Gi","o":[1,2]}', '{"a":2,"memory":"1024Mi","o":[2,1]}', '{"meanings":{"o":"set"}}'))
  equal found['changes'], [{ 'path' => 'a', 'right_path' => nil, 'kind' => 'changed', 'left' => 1, 'right' => 2, 'position' => nil, 'by' => nil }]
  equal found['equivalent'].map { |one| one['path'] }, %w[memory o]
  equal JSON.parse(Stageline.tree_diff_json('{"a":[1]}', '{"a":[1]}')), { 'changes' => [], 'equivalent' => [] }
  equal error(Failure::Usage) { Stageline.tree_diff_json('{hunter2}', '1') }.message, '`left` is not JSON at line 1, column 2'
  equal error(Failure::Usage) { Stageline.tree_diff_json('1', '1', '{"key":1}') }.message, '`options` has a key `key` that nothing reads'
  equal error(Failure::Usage) { Stageline.tree_diff_json('[' * 256, '1') }.message, 'the value given is nested deeper than 255 levels'
end

it 'compares environments, with rules of the program' do
  snapshot = pair.snapshot
  diff = snapshot.diff('staging', 'production')
  equal [diff.title, diff.has_differences, diff.count], ['staging → production', true, 5]
  equal JSON.parse(diff.json)['right'], 'production'
  equal diff.text.start_with?('staging → production'), true
  drift = snapshot.drift('production', ['staging'])
  rules = JSON.parse(drift.json)['items'].to_h { |item| [item['path'], item['rule']] }
  equal rules.values_at('cache.size', 'timeout'), ['project/small', 'drift/timing']
  options = Stageline::DriftOptions.new(today: '2026-07-01', key: 'k' * 16, exclude: ['replicas'],
                                        rules_json: ['{"path":"timeout","id":"slow","severity":"error","reason":"they must be as patient"}'],
                                        shapes_json: ['{"path":"cache.size","expect":"staging >= production","reason":"for the test"}'])
  judged = JSON.parse(snapshot.drift('production', ['staging'], options).json)
  items = judged['items'].to_h { |item| [item['path'], item] }
  equal items.keys & %w[replicas], []
  equal [items['timeout']['rule'], items['timeout']['severity'], items['cache.size']['rule']], %w[call/slow error call-shape/1]
  equal judged['findings'].map { |one| [one['kind'], one['rule']] }, [%w[expired project/small]]
  equal items['database.password']['actual']['mark'].start_with?('hmac:'), true
  equal error(Failure::Usage) { snapshot.drift('production', ['staging'], Stageline::DriftOptions.new(key: 'short')) }.message, 'the key for secrets is shorter than 16 bytes'
  equal error(Failure::Failed) { snapshot.diff('staging', 'moon') }.code, 'E_UNKNOWN_ENVIRONMENT'
end

it 'compares some parts, services and paths alone' do
  snapshot = pair.snapshot
  paths = ->(options) { JSON.parse(snapshot.diff('staging', 'production', options).json)['sections'].flat_map { |part| part['differences'].map { |one| one['path'] } } }
  equal paths.call(Stageline::DiffOptions.new(sections: ['api'])), ['replicas']
  equal paths.call(Stageline::DiffOptions.new(sections: %w[configuration cache.*])), ['cache.size']
  equal paths.call(Stageline::DiffOptions.new(exclude: ['record', 'services', '**.password'])), %w[cache.size timeout]
  marked = JSON.parse(snapshot.diff('staging', 'production', Stageline::DiffOptions.new(sections: ['database'], key: 'k' * 16)).json)
  equal marked['sections'][0]['differences'][0]['left']['mark'].start_with?('hmac:'), true
  refused = error(Failure::Usage) { paths.call(Stageline::DiffOptions.new(sections: ['tiemout'])) }
  equal [refused.message, refused.suggestions], ['`tiemout` is no part, no service and no path of what is compared', ['timeout']]
end

it 'writes comparisons in every format and never a secret' do
  drift = pair.snapshot.drift('production', ['staging'])
  all = %w[text markdown html sarif junit json github].to_h { |format| [format, drift.render(format)] }
  all.each { |format, text| raise "#{format} shows a secret" if text.include?('hunter2') || text.include?('swordfish') }
  equal all['html'].start_with?('<!doctype html>'), true
  equal JSON.parse(all['sarif'])['version'], '2.1.0'
  equal JSON.parse(all['json'])['question'], 'drift'
  options = Stageline::RenderOptions.new(width: 60, colour: true, everything: true)
  equal [drift.render('text', options).include?("\e["), drift.render('text', options).include?('cache.size')], [true, true]
  placed = Stageline::RenderOptions.new(prefix: 'deploy', files_at: 'https://code.example', fails: Stageline::Severity::ERROR)
  equal drift.render('html', placed).include?('https://code.example/deploy/config/staging.yaml'), true
  equal error(Failure::Usage) { drift.render('pdf') }.message, '`pdf` is no format of reports'
end

it 'says what violated shapes ask for, and whether anything is so severe' do
  snapshot = pair.snapshot
  shape = '{"path":"replicas","id":"few","expect":"production <= staging","reason":"for the test","severity":"error","owner":"team-shop"}'
  options = Stageline::DriftOptions.new(shapes_json: [shape], sections: ['api'])
  [snapshot.drift('production', ['staging'], options), snapshot.compare(%w[staging production], options)].each do |found|
    violation, = found.violations
    equal [violation.section, violation.path, violation.rule, violation.reason, violation.owner, violation.rule_at],
          ['service api', 'replicas', 'call-shape/few', 'for the test', 'team-shop', nil]
    equal [violation.left, violation.relation, violation.right, violation.severity], ['production', '<=', 'staging', Stageline::Severity::ERROR]
    equal [found.violations.size, found.has_at_least(Stageline::Severity::ERROR)], [1, true]
  end
  drift = snapshot.drift('production', ['staging'])
  equal drift.violations, []
  equal SEVERITIES.keys.map { |severity| drift.has_at_least(severity) }, [true, true, false]
  equal snapshot.diff('staging', 'staging').has_at_least(Stageline::Severity::INFO), false
  title = 'staging against production: '
  equal [drift.text, drift.render('text')].map { |text| text.start_with?(title) }, [true, true]
  equal drift.render('text', Stageline::RenderOptions.new(untitled: true)).include?(title), false
end

it 'tells what services ask for cell by cell' do
  files = { 'config/environments.yaml' => "environments:\n  a: {resource_limits: {cpu: 1}}\n  b: {resource_limits: {cpu: plenty}}\n",
            'config/services/api/a.yaml' => 'api: {replicas: 2, resources: {requests: {cpu: 600m}, limits: {cpu: [1]}}}',
            'config/services/api/b.yaml' => 'api: {resources: {requests: {cpu: lots}}}', 'config/services/web/a.yaml' => 'web: {}' }
  found = Stageline::Project.from_files(files).snapshot.resources(%w[a b], ['cpu'])
  table, = found.tables
  equal [found.environments, found.is_overcommitted, table.resource], [%w[a b], true, 'cpu']
  equal table.services.map(&:service), ['api']
  one, other = table.services[0].cells
  equal [one.least, one.most, one.request, one.limit, one.unreadable_request, one.unreadable_limit.text], [2, 2, '600m', nil, nil, '[1]']
  equal [other.request, other.unreadable_request.text, at(other.unreadable_request.place)], [nil, 'lots', 'config/services/api/b.yaml:1:35']
  one, other = table.totals
  equal [one.requested, one.most, one.available, one.percent, one.silent, one.uncounted], ['1.2', '1.2', '1', 120, ['web'], []]
  equal [other.available, other.percent, other.unreadable.text, other.uncounted], [nil, nil, 'plenty', ['api']]
end

it 'puts what services ask for beside what there is' do
  snapshot = pair.snapshot
  equal snapshot.resources_text(['production'], ['cpu']), 'cpu in production: 1 requested, at most 1'
  equal JSON.parse(snapshot.resources_json(%w[staging production]))['resources'].map { |table| table['resource'] }, %w[cpu memory storage]
  equal error(Failure::Usage) { snapshot.resources_json(['staging'], ['power']) }.message, '`power` is no resource'
end

it 'compares two services' do
  project = pair
  services = %w[staging production].map { |name| project.environment(name).service('api') }
  diff = services[0].diff(services[1])
  equal [diff.title, diff.count], ['staging → production', 1]
  section, = JSON.parse(diff.json)['sections']
  equal [section['service'], section['differences'].map { |one| one['path'] }], ['api', ['replicas']]
  edit = project.edit
  edit.service('production', 'api').set_integer('replicas', 1)
  edit.commit
  equal services[0].diff(project.environment('production').service('api')).has_differences, false
  later = services[1].diff(project.environment('production').service('api'))
  equal [later.title, later.count], ['before → after', 1]
  files = { 'config/environments.yaml' => 'environments: {a: {}, b: {}}', 'config/services/x/a.yaml' => 'x: {n: 1}', 'config/services/y/a.yaml' => 'y: {n: 2}' }
  other = Stageline::Project.from_files(files)
  x, y = %w[x y].map { |name| other.environment('a').service(name) }
  equal [x.diff(y).title, JSON.parse(x.diff(y).json)['sections'][0]['differences'][0]['path']], ['x → y', 'n']
  equal JSON.parse(x.diff(other.environment('b').service('x')).json)['sections'][0]['missing_in'], 'b'
end

# Chooses by path, and gives up where it is told to.
class ByPath
  def initialize(path, failing: false)
    @path = path
    @failing = failing
  end

  def choose(item)
    Stageline.require_version('x') if @failing
    item.path == @path
  end
end

it 'plans, chooses and commits what mends drift' do
  project = pair
  plan = project.plan_fix('production', 'staging', Stageline::DriftOptions.new(exclude: ['replicas']))
  timeout = plan.items.find { |item| item.path == 'timeout' }
  equal [timeout.section, timeout.file, timeout.environments, timeout.chosen], ['configuration', 'config/staging.yaml', ['staging'], false]
  equal timeout.text.include?('"5s" → "9s"'), true
  password = plan.items.find { |item| item.path == 'database.password' }
  equal error(Failure::Usage) { plan.set_chosen(password.number, true) }.code, 'E_USAGE'
  equal error(Failure::Usage) { plan.choose(ByPath.new('timeout', failing: true)) }.message, '`x` is not a version'
  equal plan.items.count(&:chosen), 0
  plan.choose(ByPath.new('timeout'))
  equal plan.items.select(&:chosen).map(&:path), ['timeout']
  equal JSON.parse(plan.items_json).count { |item| item['chosen'] }, 1
  equal [plan.text.include?('hunter2'), plan.items_json.include?('hunter2'), plan.text.lines.first.end_with?("1 chosen\n")], [false, false, true]
  before = project.snapshot
  after = plan.edit.commit
  equal project.environment('staging').resolve.get_text('timeout'), '9s'
  changed = before.diff_with('staging', after, 'staging')
  equal [changed.title, changed.count], ['before → after', 1]
  equal error(Failure::Usage) { project.plan_fix('staging', 'staging') }.message, '`staging` is held against itself'
end

it 'surveys many environments at once' do
  project = Stageline::Project.from_files('config/environments.yaml' => 'environments: {a: {}, b: {}, c: {}}',
                                          'config/a.yaml' => 'overrides: {x: 1}', 'config/b.yaml' => 'overrides: {x: 1}', 'config/c.yaml' => 'overrides: {x: 2}')
  survey = project.snapshot.compare(%w[a b c])
  row = JSON.parse(survey.json)['rows'][0]
  equal [row['path'], row['groups'], row['majority'], row['outliers']], ['x', [0, 0, 1], 0, ['c']]
  equal [survey.text.include?('(stands apart)'), survey.render('markdown').include?('x')], [true, true]
  equal error(Failure::Usage) { project.snapshot.compare(['a']) }.code, 'E_USAGE'
end

it 'makes and applies patches of the standards' do
  patch = Stageline.json_patch('{"a":1}', '{"a":2}')
  equal JSON.parse(patch), [{ 'op' => 'replace', 'path' => '/a', 'value' => 2 }]
  equal Stageline.apply_json_patch('{"a":1}', patch), '{"a":2}'
  equal Stageline.apply_merge_patch('{"a":1,"b":2}', Stageline.merge_patch('{"a":1,"b":2}', '{"a":3}')), '{"a":3}'
  equal error(Failure::Failed) { Stageline.apply_json_patch('{}', '[{"op":"remove","path":"/a"}]') }.code, 'E_PATCH'
  equal error(Failure::Failed) { Stageline.merge_patch('{}', '{"a":null}') }.code, 'E_PATCH'
end

it 'merges what two sides changed' do
  found = JSON.parse(Stageline.three_way_json('{"a":1,"b":1,"c":1}', '{"a":2,"b":1,"c":2}', '{"a":1,"b":3,"c":3}'))
  equal found['merged'], { 'a' => 2, 'b' => 3, 'c' => 1 }
  equal [found['ours'], found['theirs'], found['conflicts']].map { |list| list.map { |one| one['path'] } }, [['a'], ['b'], ['c']]
  equal found['agreed'], []
end

it 'holds what runs against what is declared' do
  live = Stageline::LiveEnvironment.read('{"services":{"api":{"replicas":7}}}', 'now.json', Stageline::LiveOptions.new(environment: 'staging'))
  equal [live.environment, live.service_names, live.is_partial, live.notes], ['staging', ['api'], false, []]
  equal live.service_json('api'), '{"replicas":7}'
  drift = pair.snapshot.drift_live('staging', live)
  item = JSON.parse(drift.json)['items'].find { |one| one['path'] == 'replicas' }
  equal [item['target'], item['class'], item['actual']['place']['file']], %w[live drift now.json]
  later = Stageline::LiveEnvironment.read('{"services":{"api":{"replicas":8}}}')
  equal live.diff(later).count, 1
  equal error(Failure::Failed) { Stageline::LiveEnvironment.read('kind: Secret') }.code, 'E_LIVE'
  equal error(Failure::Failed) { live.service_json('apy') }.suggestions, ['api']
  equal error(Failure::Usage) { pair.snapshot.drift_live('production', live) }.code, 'E_USAGE'
end
