# Layers, what reads them, and edits, through the Ruby binding.

it 'opens with layers of one person, and variables' do
  files = { 'config/environments.yaml' => 'environments: {a: {}}',
            'config/base.yaml' => "base:\n  domain: shop.example\n  url: https://${domain}/${env:ROOM}\n  gone: 1",
            'config/a.yaml' => "extends: base\noverrides: {gone: !delete }", 'config/local/a.yaml' => 'overrides: {pool: 2}' }
  options = Stageline::OpenOptions.new(local: true, variables: { 'ROOM' => 'attic', 'STAGELINE_CONFIG__POOL' => '3' }, variable_overrides: true)
  project = Stageline::Project.from_files_with(files, options)
  a = project.environment('a').resolve
  equal a.to_json, '{"domain":"shop.example","url":"https://shop.example/attic","pool":3}'
  origin = a.origin('url')
  equal origin.references.map(&:text), ['domain', 'env:ROOM']
  equal origin.references.map { |one| one.place&.line }, [2, nil]
  equal a.explain('pool').steps.map { |step| [step.layer, step.name] }, [['variable', 'STAGELINE_CONFIG__POOL'], ['local', 'config/local/a.yaml']]
  all = a.explain_all('')
  equal all.map(&:path).sort, %w[domain gone pool url]
  equal all.find { |why| why.path == 'gone' }.value_json, nil
  details = error(Failure::Failed) { Stageline::Project.find_from('/nowhere', Stageline::OpenOptions.new) }
  equal details.code, 'E_PROJECT_NOT_FOUND'
end

it 'knows what a change of files reaches, and who has a line' do
  snapshot = shop.snapshot
  equal [snapshot.environment_names, snapshot.service_names, snapshot.digest == shop.digest], [%w[staging production acme-production], %w[api], true]
  affected = snapshot.affected(['config/services/api/production.yaml', 'README.md'])
  equal affected.entries.map { |one| [one.environment, one.part, one.service] }, [%w[acme-production service api], %w[production service api]]
  equal [affected.pipelines, affected.unknown], [[], ['README.md']]
  equal JSON.parse(affected.matrix_json)['include'].size, 2
  uses = snapshot.who_uses('config/production.yaml', 3)
  equal uses.map { |one| [one.environment, one.part, one.path, one.wins] }, [['production', 'configuration', 'database.pool_size', true], ['acme-production', 'configuration', 'database.pool_size', true]]
  equal error(Failure::Failed) { snapshot.who_uses('config/x.yaml', 1) }.code, 'E_FILE_NOT_FOUND'
end

it 'edits, previews and commits' do
  project = shop
  flags = project.environment('production').flags
  edit = project.edit
  equal edit.is_empty, true
  production = edit.environment('production')
  production.set_integer('database.pool_size', 80)
  production.set_text('database.password', 'hunter2')
  edit.flag('batch').set_integer('production', 40)
  preview = edit.preview
  equal preview.files.map(&:path), %w[config/feature-flags.yaml config/production.yaml]
  equal preview.files[1].before, SHOP['config/production.yaml']
  equal [preview.text.include?('+++ b/config/production.yaml'), preview.text.include?('hunter2'), preview.diff.include?('hunter2')], [true, false, true]
  equal preview.diff, preview.files.map(&:diff).join
  radius = edit.blast_radius
  equal radius.environments, %w[production acme-production]
  equal [radius.text.include?('hunter2'), JSON.parse(radius.json)['effects'].size], [false, 2]
  equal edit.snapshot.environment('production').resolve.get_integer('database.pool_size'), 80
  equal project.environment('production').resolve.get_integer('database.pool_size'), 50
  equal flags.integer('batch', flags.context('k'), 1), 12
  after = edit.commit
  equal [after.digest, edit.is_empty], [project.digest, true]
  equal project.environment('production').resolve.get_integer('database.pool_size'), 80
  equal flags.integer('batch', flags.context('k'), 1), 40
end

it 'makes every kind of change' do
  project = Stageline::Project.from_files('config/environments.yaml' => 'environments: {a: {}}', 'config/a.yaml' => 'overrides: {list: [x], old: 1, gone: 2, deep: {n: 1}}')
  edit = project.edit
  a = edit.environment('a')
  a.set_boolean('yes', true)
  a.set_number('half', 0.5)
  a.set_json('tree', '{"b":[1,null]}')
  a.append_text('list', 'y')
  a.append_json('list', '7')
  a.append_json('list', '{"k":1}')
  a.remove_text('list', 'x')
  a.remove_json('list', '7')
  a.rename('old', 'new')
  a.unset('gone')
  a.delete('deep.n')
  a.apply_json('', '{"yes":false,"more":{"m":1}}')
  equal edit.commit.environment('a').resolve.to_json, '{"list":["y",{"k":1}],"new":1,"yes":false,"half":0.5,"tree":{"b":[1,null]},"more":{"m":1}}'
  edit.record('a').set_text('region', 'eu')
  edit.discard
  equal edit.preview.text, 'nothing to write'
end

it 'refuses edits as errors of their class' do
  project = shop
  edit = project.edit
  equal error(Failure::Failed) { edit.environment('prodution').set_integer('k', 1) }.suggestions, ['production']
  equal error(Failure::Usage) { edit.base('base').set_json('k', '{hunter2}') }.message, '`value` is not JSON at line 1, column 2'
  equal error(Failure::Usage) { edit.base('base').set_text('a..b', '') }.code, 'E_USAGE'
  edit.file('config/production.yaml').set_text('extends', 'production')
  details = error(Failure::Failed) { edit.commit }
  equal [details.code, details.family], ['E_EDIT_REFUSED', Stageline::ErrorClass::EDIT]
  equal project.environment('production').resolve.get_integer('database.pool_size'), 50
end

it 'syncs one environment with another' do
  edit = shop.edit
  items = JSON.parse(edit.sync_json('staging', 'production', ['flags']))['items']
  equal items.find { |item| item['path'] == 'database.pool_size' }['left_alone'], 'environments differ in size'
  equal error(Failure::Usage) { edit.sync_json('staging', 'staging') }.message, '`staging` is held against itself'
end

it 'commits to a folder, unless somebody else wrote there' do
  root = ENV.fetch('STAGELINE_SCRATCH')
  base = File.join(root, 'config/base.yaml')
  File.write(File.join(root, 'config/environments.yaml'), 'environments: {a: {}}')
  File.write(base, "base: {x: 1} # one\n")
  edit = Stageline::Project.open(root).edit
  edit.base('base').set_integer('x', 2)
  edit.commit
  equal File.read(base), "base: {x: 2} # one\n"
  edit.base('base').set_integer('x', 3)
  File.write(base, "base: {x: 7}\n")
  equal error(Failure::Failed) { edit.commit }.code, 'E_EDIT_CONFLICT'
  equal File.read(base), "base: {x: 7}\n"
end
