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

def project_of(one)
  lenient = one['op'] == 'validate' || one['args']['lenient'] || false
  return Stageline::Project.open(File.join(ROOT, one['tree']), lenient) if one['tree']

  Stageline::Project.from_files(one['files'], lenient)
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
  flags.context(key && key.to_s, args['attributes'] && JSON.generate(args['attributes']))
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
    { 'place' => at(origin.place), 'layer' => origin.layer, 'name' => origin.name }
  },
  'explain' => lambda { |p, args|
    why = configuration(p, args).explain(path_of(args))
    steps = why.steps.map do |step|
      { 'layer' => step.layer, 'name' => step.name, 'place' => at(step.place), 'effect' => step.effect,
        'value' => step.value_json && number(step.value_json) }
    end
    { 'value' => why.value_json && number(why.value_json), 'steps' => steps }
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
  'validate' => lambda { |p, _|
    JSON.parse(p.validate_json)['findings'].map do |one|
      { 'rule' => one['rule'], 'severity' => one['severity'], 'place' => spelled(one['places'].first) }
    end
  },
  'diff' => lambda { |p, args|
    JSON.parse(p.diff_json(args['a'], args['b']))['sections'].flat_map do |part|
      (part['missing_in'] ? [missing(part, args['a'])] : []) + part['differences'].map do |one|
        { 'section' => section(part), 'path' => one['path'], 'kind' => one['kind'],
          'left' => side(one['left']), 'right' => side(one['right']) }
      end
    end
  },
  'drift' => lambda { |p, args|
    JSON.parse(p.drift_json(args['baseline'], args['targets']))['items'].map do |one|
      { 'target' => one['target'], 'section' => section(one), 'path' => one['path'], 'class' => one['class'],
        'severity' => one['severity'], 'rule' => one['rule'],
        'baseline' => side(one['baseline']), 'found' => side(one['actual']) }
    end
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
      answer = OPS.fetch(one['op']).call(project_of(one), one['args'])
      raise "#{answer.inspect} where an error was expected" if one['error']

      # A local case may say less than the whole answer of a plan.
      answer = answer.slice(*one['expect'].keys) if one['op'] == 'plan'
      raise "#{answer.inspect} is not #{one['expect'].inspect}" unless same(answer, one['expect'])
    rescue Failure::Failed, Failure::Usage => e
      raise e unless one['error']

      found = told(e.details, one['error'])
      raise "#{found.inspect} is not #{one['error'].inspect}" unless same(found, one['error'])
    end
  end
end
