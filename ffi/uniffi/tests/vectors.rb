# The shared vectors through the Ruby binding. Each case becomes one case of the suite.
require 'json'

ROOT = File.expand_path('../../..', __dir__)
FOLDERS = %w[ffi/tests/vectors tests/vectors].map { |folder| File.join(ROOT, folder) }

# The cases of all files; tables of another kind (no `op`) are for the engine's own tests.
VECTORS = FOLDERS.flat_map { |folder| Dir[File.join(folder, '**/*.json')].sort }
                 .map { |file| JSON.parse(File.read(file), max_nesting: false) }
                 .select { |list| list.is_a?(Array) && list.all? { |one| one.is_a?(Hash) && one.key?('op') } }
                 .flatten

def at(place)
  place && [place.file, place.line, place.column].compact.join(':')
end

# The same for a place of a JSON document.
def spelled(place)
  place && [place['file'], *(place['line'].zero? ? [] : place.values_at('line', 'column'))].join(':')
end

def side(side)
  side && spelled(side['place'])
end

# `service api` rather than both apart.
def section(item) = [item['section'], item['service']].compact.join(' ')

# A document with every place as text.
def spelled_places(value)
  case value
  when Array then value.map { |item| spelled_places(item) }
  when Hash then %w[file line column].all? { |key| value.key?(key) } ? spelled(value) : value.transform_values { |item| spelled_places(item) }
  else value
  end
end

# A service that one side does not have, as an entry of its own.
def missing(part, left)
  added = part['missing_in'] == left
  present = spelled(part['present_at'])
  { 'section' => section(part), 'path' => '', 'kind' => added ? 'added' : 'removed',
    'left' => added ? nil : present, 'right' => added ? present : nil }
end

# 1 is not 1.0, and keys come in any order.
def same(a, b)
  return false unless a.class == b.class

  case a
  when Hash then a.size == b.size && a.all? { |key, value| b.key?(key) && same(value, b[key]) }
  when Array then a.size == b.size && a.zip(b).all? { |x, y| same(x, y) }
  else a == b
  end
end

def options_of(one, lenient)
  open = one['open'] || {}
  Stageline::OpenOptions.new(lenient: lenient, local: open['local'] || false, variables: open['variables'],
                             variable_overrides: open['variable_overrides'] || false)
end

def project_of(one)
  return nil unless one['tree'] || one['files'] # it asks about trees alone
  options = options_of(one, %w[validate report].include?(one['op']) || one['args']['lenient'] || false)
  return Stageline::Project.open_with(File.join(ROOT, one['tree']), options) if one['tree']

  Stageline::Project.from_files_with(one['files'], options)
end

def configuration(project, args)
  asked = project.environment(args['environment'])
  asked = asked.service(args['service']) if args['service']
  asked.resolve(args['overrides'] && JSON.generate(args['overrides']))
end

def path_of(args)
  args['path'].is_a?(Array) ? Stageline.path_of_keys(args['path']) : args['path']
end

def context(flags, args)
  key = args['targeting_key']
  made = flags.context(key && key.to_s, args['attributes'] && JSON.generate(args['attributes']))
  args['now'] ? made.at(args['now']) : made
end

def flags_of(project, args) = project.environment(args['environment']).flags

def references(references)
  references.map { |one| { 'text' => one.text, 'place' => at(one.place) } }
end

# `references` only where the case expects them.
def explained(why, parts)
  steps = why.steps.map do |step|
    { 'layer' => step.layer, 'name' => step.name, 'place' => at(step.place), 'effect' => step.effect,
      'value' => step.value_json && number(step.value_json) }
  end
  { 'value' => why.value_json && number(why.value_json), 'steps' => steps, 'path' => why.path,
    'references' => references(why.references) }.slice('value', 'steps', *parts)
end

SEVERITIES = { Stageline::Severity::INFO => 'info', Stageline::Severity::WARNING => 'warning',
               Stageline::Severity::ERROR => 'error' }.freeze

# The report that a case asks for.
def report_of(project, args)
  options = Stageline::ValidateOptions.new(today: args['today'], environments: args['environments'] || [])
  report = project.validate(options)
  return report unless args['base']

  report.new_since(Stageline::Project.from_files(args['base'], true).validate(options))
end

def finding(found)
  { 'rule' => found.rule, 'severity' => SEVERITIES[found.severity], 'place' => at(found.places.first) }
end

# The log without what changes with releases, which must be there.
def stable(log)
  driver = log['runs'][0]['tool']['driver']
  driver.delete('semanticVersion') || raise('no version')
  driver['rules'].each { |rule| rule.delete('help') || raise('no help') }
  log
end

def scope_of(edit, target)
  case target['target']
  when 'service' then edit.service(target['environment'], target['name'])
  when 'file' then edit.file(target['path'])
  else edit.public_send(target['target'], target['name'])
  end
end

def set(scope, path, value)
  case value
  when true, false then scope.set_boolean(path, value)
  when Integer then value.bit_length < 64 ? scope.set_integer(path, value) : scope.set_json(path, value.to_s)
  when Float then scope.set_number(path, value)
  when String then scope.set_text(path, value)
  else scope.set_json(path, JSON.generate(value))
  end
end

# A change of what flags answer; whether it was one.
def change_flag(edit, change)
  environment, at, keys, by, now = change.values_at('environment', 'at', 'keys', 'by', 'now')
  if change['op'] == 'copy_flags'
    edit.copy_flags(change['from'], change['to'], change['names'], change['replace'] || false)
    return true
  end
  flag = edit.flag(change['target']['name'].to_s)
  case change['op']
  when 'set_value'
    options = %w[create default_only replace].map { |name| change[name] || false }
    flag.set_flag_json(environment, JSON.generate(change['value']), *options, now)
  when 'roll_out' then flag.roll_out_json(environment, JSON.generate(change['rollout']))
  when 'hold' then flag.hold(environment, at)
  when 'resume' then flag.resume(environment, at)
  when 'roll_back' then flag.roll_back(environment, at)
  when 'target' then flag.target_json(environment, JSON.generate(change['serve']), keys, by, now)
  when 'untarget' then flag.untarget(environment, keys, by, now)
  when 'add_rule'
    flag.add_rule_json(environment, change['when'], JSON.generate(change['serve']), *change.values_at('position', 'description', 'now'))
  when 'remove_rule' then flag.remove_rule(environment, change['index'], now)
  when 'kill' then flag.kill(environment, now)
  when 'unkill' then flag.unkill(environment, now)
  when 'copy' then flag.copy_flag(change['from'], change['to'])
  else return false
  end
  true
end

def change(edit, change)
  return if change_flag(edit, change)

  scope = scope_of(edit, change['target'])
  path = path_of(change)
  case change['op']
  when 'set' then set(scope, path, change['value'])
  when 'unset' then scope.unset(path)
  when 'delete' then scope.delete(path)
  when 'append' then scope.append_json(path, JSON.generate(change['item']))
  when 'remove' then scope.remove_json(path, JSON.generate(change['item']))
  when 'move' then scope.rename(change['from'], change['to'])
  when 'apply' then scope.apply_json(path, JSON.generate(change['tree']))
  else raise "there is no change #{change['op']}"
  end
end

def radius(radius)
  JSON.parse(radius.json)['effects'].flat_map do |effect|
    effect['diff']['sections'].flat_map do |part|
      missing = part['missing_in'] && { 'path' => '', 'kind' => part['missing_in'] == 'before' ? 'added' : 'removed' }
      rows = [missing, *part['differences'], *part['equivalent']].compact
      rows.map { |row| { 'environment' => effect['environment'], 'section' => section(part), **row.slice('path', 'kind') } }
    end
  end
end

def committed(project, edit, one)
  files = edit.preview.files.to_h { |file| [file.path, file.after] }
  answer = { 'files' => files, 'radius' => radius(edit.blast_radius) }
  expected = Stageline::Project.from_files_with(one['files'].merge(files), options_of(one, false)).digest
  equal [edit.commit.digest, project.digest], [expected, expected]
  answer
end

# Makes all changes in one edit, looks at it, and commits it. Nothing may change where it is refused.
def edited(project, one)
  before = project.digest
  edit = project.edit
  one['args']['changes'].each { |change| change(edit, change) }
  remarks = edit.remarks.empty? ? {} : { 'remarks' => edit.remarks }
  committed(project, edit, one).merge(remarks)
rescue Failure::Failed, Failure::Usage
  equal project.digest, before
  raise
end

def violated(violation) = violation.slice('rule', 'severity', 'left', 'relation', 'right')

# What limits a difference; nil where the case says nothing of it.
def diff_options(args)
  return nil unless %w[sections exclude key].any? { |name| args.key?(name) }

  Stageline::DiffOptions.new(sections: args['sections'] || [], exclude: args['exclude'] || [], key: args['key'])
end

def drift_options(args)
  given = %w[rules shapes].to_h { |name| [:"#{name}_json", (args[name] || []).map { |one| JSON.generate(one) }] }
  Stageline::DriftOptions.new(today: args['today'], key: args['key'], sections: args['sections'] || [], exclude: args['exclude'] || [], **given)
end

def marks(item, sides = %w[baseline actual]) = item.values_at(*sides).map { |side| side && side['mark'] }

def texts(args, *names) = names.map { |name| JSON.generate(args[name], max_nesting: false) }

# The live state that a case names: of one file, or of several.
def live_of(args)
  options = Stageline::LiveOptions.new(environment: args['of'], namespace: args['namespace'], service_labels: args['service_labels'],
                                       workloads: args['workloads'], partial: args['partial'] || false)
  return Stageline::LiveEnvironment.read_files(args['live'], options) if args['live'].is_a?(Hash)

  Stageline::LiveEnvironment.read(args['live'], args['file'] || 'live.yaml', options)
end

def rule_findings(document)
  document['findings'].map { |one| one.slice('kind', 'rule', 'severity').merge('place' => spelled(one['place'])) }
end

# The comparison that a case is of.
def comparison(snapshot, args)
  case args['of']
  when 'diff' then snapshot.diff(args['a'], args['b'], diff_options(args))
  when 'drift' then snapshot.drift(args['baseline'], args['targets'], drift_options(args))
  when 'survey' then snapshot.compare(args['environments'], drift_options(args))
  else raise "there is no comparison #{args['of']}"
  end
end

def render_options(args)
  Stageline::RenderOptions.new(width: args['width'], everything: args['everything'] || false, untitled: args['untitled'] || false, prefix: args['prefix'] || '',
                               files_at: args['files_at'], fails: SEVERITIES.key(args['fails']))
end

# An item of a plan as cases name it.
def named(item) = [item.section, item.path].reject(&:empty?).join(' ')

# Chooses what a case names.
class Chooser
  def initialize(wanted) = @wanted = wanted
  def choose(item) = @wanted == 'all' || @wanted.include?(named(item))
end

# Plans, chooses and commits.
def fixed(project, one)
  args = one['args']
  plan = project.plan_fix(args['from'], args['to'], drift_options(args))
  plan.choose(Chooser.new(args['choose']))
  items = plan.items.zip(JSON.parse(plan.items_json)).map do |item, document|
    { 'item' => named(item), 'rule' => item.rule, 'target' => document['target'], 'op' => document['operation']&.fetch('op'), 'file' => item.file,
      'withheld' => item.withheld, 'left_alone' => item.left_alone, 'environments' => item.environments, 'chosen' => item.chosen }
  end
  { 'items' => items }.merge(committed(project, plan.edit, one))
end

def value(flags, name, who, otherwise)
  case otherwise
  when true, false then flags.boolean(name, who, otherwise)
  when Integer then flags.integer(name, who, otherwise)
  when Float then flags.number(name, who, otherwise)
  when String then flags.text(name, who, otherwise)
  else JSON.parse(flags.json(name, who, JSON.generate(otherwise)))
  end
end

def number(json) = JSON.parse("[#{json}]").first

OPS = {
  'open' => lambda { |p, _|
    { 'environments' => p.environment_names, 'services' => p.service_names }
  },
  'resolve' => ->(p, args) { JSON.parse(configuration(p, args).to_json) },
  'get' => ->(p, args) { number(configuration(p, args).get_json(path_of(args))) },
  'origin' => lambda { |p, args|
    origin = configuration(p, args).origin(path_of(args))
    { 'place' => at(origin.place), 'layer' => origin.layer, 'name' => origin.name,
      'references' => references(origin.references) }
  },
  'explain' => ->(p, args) { explained(configuration(p, args).explain(path_of(args)), %w[references]) },
  'explain_all' => lambda { |p, args|
    configuration(p, args).explain_all(path_of(args)).map { |why| explained(why, %w[path references]) }
  },
  'affected' => lambda { |p, args|
    affected = p.snapshot.affected(args['paths'])
    entries = affected.entries.map { |one| { 'environment' => one.environment, 'part' => one.part, 'service' => one.service } }
    { 'entries' => entries, 'pipelines' => affected.pipelines, 'unknown' => affected.unknown }
  },
  'matrix' => ->(p, args) { JSON.parse(p.snapshot.affected(args['paths']).matrix_json) },
  'who_uses' => lambda { |p, args|
    p.snapshot.who_uses(args['file'], args['line']).map do |one|
      { 'environment' => one.environment, 'part' => one.part, 'service' => one.service, 'path' => one.path, 'wins' => one.wins }
    end
  },
  'record' => ->(p, args) { number(p.environment(args['environment']).record.get_json(path_of(args))) },
  'tenants' => lambda { |p, _|
    JSON.parse(p.tenants_json).map { |one| one.merge('place' => spelled(one['place'])) }
  },
  'pipelines' => lambda { |p, _|
    JSON.parse(p.pipelines_json).map do |one|
      one.merge('stages' => one['stages'].map { |stage| stage.merge('place' => spelled(stage['place'])) })
    end
  },
  'services' => ->(p, args) { p.environment(args['environment']).service_names },
  'digest' => ->(p, args) { configuration(p, args).digest },
  'flag' => lambda { |p, args|
    flags = p.environment(args['environment']).flags
    found = flags.details(args['flag'], context(flags, args), JSON.generate(args['default']))
    { 'value' => number(found.value_json), 'variant' => found.variant, 'reason' => found.reason,
      'error_code' => found.error_code, 'set_in' => found.set_in, 'place' => at(found.place) }
  },
  'flags' => lambda { |p, args|
    flags = p.environment(args['environment']).flags
    flags.evaluate_all(context(flags, args)).to_h { |found| [found.flag, number(found.value_json)] }
  },
  'handle' => lambda { |p, args|
    flags = p.environment(args['environment']).flags
    flags.require(args['flag'], JSON.generate(args['default']))
    value(flags, args['flag'], context(flags, args), args['default'])
  },
  'flag_details' => lambda { |p, args|
    flags = flags_of(p, args)
    found = flags.details(args['flag'], context(flags, args), JSON.generate(args['default']))
    { 'value' => number(found.value_json), 'place' => at(found.place),
      **%w[variant reason error_code decided_by rule target unmet bucket threshold set_in valid_until].to_h { |part| [part, found.public_send(part)] } }
  },
  'flag_many' => lambda { |p, args|
    flags = flags_of(p, args)
    flags.evaluate_many(args['flags'], context(flags, args)).map { |found| [found.flag, number(found.value_json)] }
  },
  'flag_explain' => lambda { |p, args|
    flags = flags_of(p, args)
    spelled_places(number(flags.explain_json(args['flag'], context(flags, args))))
  },
  'flag_preview' => ->(p, args) { JSON.parse(flags_of(p, args).preview_json(args['flag'], args['now'])) },
  'flag_when_will' => lambda { |p, args|
    flags = flags_of(p, args)
    number(flags.when_will_json(args['flag'], context(flags, args)))
  },
  'flag_compare' => lambda { |p, args|
    flags = p.environment(args['a']).flags
    contexts = args['contexts'].map { |who| context(flags, who.merge(args.slice('now'))) }
    spelled_places(number(flags.compare_json(p.environment(args['b']).flags, contexts))['differences'])
  },
  'validate' => lambda { |p, args|
    report = report_of(p, args)
    suppressed = report.suppressed.map do |one|
      finding(one.finding).merge('by' => one.by, 'reason' => one.reason, 'suppressed_at' => at(one.suppressed_at))
    end
    { 'findings' => report.findings.map { |one| finding(one) }, 'suppressed' => suppressed,
      'fingerprints' => report.findings.map(&:fingerprint) }
  },
  'report' => lambda { |p, args|
    report = report_of(p, args)
    case args['format']
    when 'text' then report.text
    when 'json' then JSON.parse(report.json)
    when 'github' then report.github(args['prefix'] || '')
    when 'junit' then report.junit(SEVERITIES.key(args['fails']))
    when 'sarif' then stable(JSON.parse(report.sarif(args['prefix'] || '', args['rules_page'])))
    else raise "there is no format #{args['format']}"
    end
  },
  'diff' => lambda { |p, args|
    JSON.parse(p.snapshot.diff(args['a'], args['b'], diff_options(args)).json)['sections'].flat_map do |part|
      (part['missing_in'] ? [missing(part, args['a'])] : []) + part['differences'].map do |one|
        { 'section' => section(part), 'path' => one['path'], 'kind' => one['kind'], 'left' => side(one['left']),
          'right' => side(one['right']) }.merge(args['key'] ? { 'marks' => marks(one, %w[left right]) } : {})
      end
    end
  },
  'drift' => lambda { |p, args|
    drift = JSON.parse(p.snapshot.drift(args['baseline'], args['targets'], drift_options(args)).json)
    items = drift['items'].map do |one|
      { 'target' => one['target'], 'section' => section(one), 'path' => one['path'], 'class' => one['class'],
        'severity' => one['severity'], 'rule' => one['rule'],
        'baseline' => side(one['baseline']), 'found' => side(one['actual']),
        'reason' => one['reason'], 'owner' => one['owner'], 'rule_at' => spelled(one['rule_at']),
        'marks' => marks(one) }.merge(one['violation'] ? { 'violation' => violated(one['violation']) } : {})
    end
    { 'items' => items, 'findings' => rule_findings(drift) }
  },
  'survey' => lambda { |p, args|
    survey = JSON.parse(p.snapshot.compare(args['environments'], drift_options(args)).json)
    rows = survey['rows'].map do |row|
      { 'section' => section(row), **row.slice('path', 'groups', 'majority', 'outliers'), 'places' => row['cells'].map { |cell| side(cell) },
        'violations' => row['violations'].map { |one| violated(one) } }
    end
    { 'environments' => survey['environments'], 'rows' => rows, 'findings' => rule_findings(survey) }
  },
  'drift_live' => lambda { |p, args|
    drift = JSON.parse(p.snapshot.drift_live(args['environment'], live_of(args), drift_options(args)).json)
    items = drift['items'].map do |one|
      { 'target' => one['target'], 'section' => section(one), **one.slice('path', 'class', 'severity', 'rule'),
        'baseline' => side(one['baseline']), 'found' => side(one['actual']) }.merge(args['key'] ? { 'marks' => marks(one) } : {})
    end
    { 'items' => items, 'unknown' => drift['unknown'].map { |one| { 'section' => section(one), 'path' => one['path'], 'place' => spelled(one['place']) } } }
  },
  'compare' => lambda { |_, args|
    # Changes cannot be applied through this binding, so its cases say what they are and no more.
    JSON.parse(Stageline.tree_diff_json(*texts(args, 'left', 'right'), JSON.generate(args.slice('keys', 'meanings', 'leaves', 'alignment'))))
  },
  'json_patch' => lambda { |_, args|
    patch = Stageline.json_patch(*texts(args, 'left', 'right'), JSON.generate(args.slice('keys')))
    equal number(Stageline.apply_json_patch(JSON.generate(args['left']), patch)), args['right']
    JSON.parse(patch)
  },
  'three_way' => lambda { |_, args|
    JSON.parse(Stageline.three_way_json(*texts(args, 'base', 'ours', 'theirs'), JSON.generate(args.slice('keys', 'meanings'))))
  },
  'apply_json_patch' => ->(_, args) { number(Stageline.apply_json_patch(*texts(args, 'tree', 'patch'))) },
  'merge_patch' => ->(_, args) { number(Stageline.merge_patch(*texts(args, 'left', 'right'))) },
  'apply_merge_patch' => ->(_, args) { number(Stageline.apply_merge_patch(*texts(args, 'tree', 'patch'))) },
  'at_least' => lambda { |p, args|
    found = comparison(p.snapshot, args)
    SEVERITIES.select { |severity, _| found.has_at_least(severity) }.values
  },
  'comparison' => lambda { |p, args|
    told = comparison(p.snapshot, args).render(args['format'], render_options(args))
    case args['format']
    when 'html' then told.scan('<details class="row ').size
    when 'json' then JSON.parse(told)
    when 'sarif' then JSON.parse(told).tap { |log| log['runs'][0]['tool']['driver'].delete('semanticVersion') || raise('no version') }
    else told
    end
  },
  'resources' => lambda { |p, args|
    spelled_places(JSON.parse(p.snapshot.resources_json(args['environments'], args['resources'] || [])))
  },
  'plan' => lambda { |p, args|
    plan = p.plan_promotion(args['from'], args['to'], args['services'])
    { 'verdict' => %w[ready waits blocked][plan.verdict], 'pipeline' => plan.pipeline,
      'services' => plan.services.map { |s| { 'service' => s.service, 'from' => s.old&.tag, 'to' => s.new&.tag } },
      'changes' => JSON.parse(plan.json)['changes']['sections'].sum { |s| s['differences'].size + (s['missing_in'] ? 1 : 0) },
      'gates' => plan.gates.map { |g| { 'name' => g.name, 'environment' => g.environment, 'when' => g.applies_at, 'state' => g.state } },
      'why_not' => plan.why_not.map(&:code), 'digest' => plan.digest }
  }
}.freeze

# What an item of drift has where a case asks for no more.
DRIFT = %w[target section path class severity rule baseline found].freeze

# The answer as far as the case speaks of it: plans of local cases, references and fingerprints may be left out.
def asked(op, answer, expected)
  case op
  when 'drift' then expected.is_a?(Array) ? answer['items'].map { |item| item.slice(*DRIFT) } : answer
  when 'validate' then expected.is_a?(Array) ? answer['findings'] : answer.slice(*expected.keys)
  when 'plan' then answer.slice(*expected.keys)
  when 'origin', 'explain' then expected.key?('references') ? answer : answer.except('references')
  else answer
  end
end

# What an error is compared by, as far as the case says.
def told(details, expected)
  told = { 'code' => details.code, 'place' => at(details.places.first), 'suggestions' => details.suggestions,
           'problems' => details.problems.map { |one| { 'code' => one.code, 'place' => at(one.places.first) } } }
  told.select { |key, _| expected.key?(key) }
end

RAN = []
VECTORS.each do |one|
  it "vector #{one['id']}" do
    RAN << one['id']
    begin
      project = project_of(one)
      answer = case one['op']
               when 'edit' then edited(project, one)
               when 'fix' then fixed(project, one)
               else OPS.fetch(one['op']).call(project, one['args'])
               end
      raise "#{answer.inspect} where an error was expected" if one['error']

      answer = asked(one['op'], answer, one['expect'])
      raise "#{answer.inspect} is not #{one['expect'].inspect}" unless same(answer, one['expect'])
    rescue Failure::Failed, Failure::Usage => e
      raise e unless one['error']

      found = told(e.details, one['error'])
      raise "#{found.inspect} is not #{one['error'].inspect}" unless same(found, one['error'])
    end
  end
end
