# Validation with rules of the program, and quantities, through the Ruby binding.

# Finds pools that are too large, and raises what it is told to.
class PoolCheck
  attr_reader :asked

  def initialize(raised = nil)
    @raised = raised
    @asked = 0
  end

  def check(snapshot)
    @asked += 1
    raise @raised if @raised

    snapshot.environment('moon') if @asked > 1
    place = snapshot.place_of('production', 'database.pool_size')
    [Stageline::HostFinding.new(message: 'the pool is too large', help: 'stay below 20', environment: 'production', places: [place]),
     Stageline::HostFinding.new(message: 'a whole file', severity: Stageline::Severity::INFO,
                                places: [Stageline::Place.new(file: 'config/base.yaml', line: nil, column: nil)])]
  end
end

it 'validates with rules of the program' do
  check = PoolCheck.new
  options = Stageline::ValidateOptions.new(rules: [Stageline::HostRule.new(id: 'pool-size', check: check, summary: 'Pools stay small.')])
  report = shop.validate(options)
  large, whole = report.findings.select { |one| one.rule == 'pool-size' }.sort_by { |one| -one.places[0].file.size }
  equal [large.message, large.severity, large.help, large.environment], ['the pool is too large', Stageline::Severity::WARNING, 'stay below 20', 'production']
  equal [large.places[0].file, large.places[0].line, large.fingerprint.size], ['config/production.yaml', 3, 35]
  equal [whole.severity, whole.places[0].line, check.asked], [Stageline::Severity::INFO, nil, 1]
  equal shop.validate.findings.size + 2, report.findings.size
  equal JSON.parse(report.json)['host_rules'][0]['summary'], 'Pools stay small.'
  failed = shop.validate(options).findings.find { |one| one.rule == 'pool-size' }
  equal [failed.message, failed.code, failed.severity], ['the rule `pool-size` failed: no environment is named `moon`', 'E_UNKNOWN_ENVIRONMENT', Stageline::Severity::ERROR]
end

it 'makes a finding of what a rule raises' do
  options = Stageline::ValidateOptions.new(rules: [Stageline::HostRule.new(id: 'broken', check: PoolCheck.new(ArgumentError.new('no inventory')))])
  broken = shop.validate(options).findings.find { |one| one.rule == 'broken' }
  equal [broken.message.include?('no inventory'), broken.message.start_with?('the rule `broken` failed: it raised: '), broken.code], [true, true, nil]
  taken = Stageline::ValidateOptions.new(rules: [Stageline::HostRule.new(id: 'unknown-key', check: PoolCheck.new)])
  equal error(Failure::Failed) { shop.validate(taken) }.code, 'E_NAME_TAKEN'
end

it 'validates for a day and some environments, and tells what is new' do
  files = SHOP.merge('stageline.yaml' => 'validation: {exceptions: [{rule: latest-in-production, until: 2026-06-30, reason: soon}]}',
                           'config/services/api/production.yaml' => 'api: {image_tag: latest}')
  project = Stageline::Project.from_files(files)
  report = project.validate(Stageline::ValidateOptions.new(today: '2026-06-30'))
  equal report.suppressed.map { |one| [one.finding.rule, one.by, one.reason, one.suppressed_at.file] }, [%w[latest-in-production exception soon stageline.yaml]]
  equal report.counts.suppressed, 1
  later = project.validate(Stageline::ValidateOptions.new(today: '2026-07-01'))
  equal later.new_since(report).findings.map(&:rule).include?('latest-in-production'), true
  equal later.new_since_json(later.json).findings, []
  equal [later.counts.error + later.counts.warning + later.counts.info, later.files], [later.findings.size, files.size]
  equal later.has_at_least(Stageline::Severity::WARNING), true
  staging = project.validate(Stageline::ValidateOptions.new(today: '2026-07-01', environments: ['staging']))
  equal staging.findings.map(&:rule).include?('latest-in-production'), false
  equal error(Failure::Usage) { project.validate(Stageline::ValidateOptions.new(today: 'soon')) }.code, 'E_USAGE'
  equal error(Failure::Failed) { project.validate(Stageline::ValidateOptions.new(environments: ['moon'])) }.code, 'E_UNKNOWN_ENVIRONMENT'
  equal [later.text.include?("\e["), later.text(true).include?("\e[")], [false, true]
  equal later.junit.start_with?('<?xml'), true
  equal later.github('deploy').include?('file=deploy/config/'), true
  equal later.sarif('deploy').include?('"deploy/config/'), true
end

it 'mends a finding that suggests how' do
  project = Stageline::Project.from_files(SHOP.merge('config/feature-flags.yaml' => "feature_flags: {search: {default: false, prodution: true}}\n"))
  report = project.validate
  unknown = report.findings.find { |one| one.rule == 'unknown-environment' }
  equal [unknown.fix.summary, unknown.fix.file], ['rename `prodution` to `production`', 'config/feature-flags.yaml']
  edit = project.edit
  equal edit.fix(report, unknown), true
  equal edit.preview.files.map(&:after), ["feature_flags: {search: {default: false, production: true}}\n"]
  equal error(Failure::Usage) { edit.fix(shop.validate, unknown) }.message, 'the report has no such finding'
  equal edit.commit.validate.findings.any? { |one| one.rule == 'unknown-environment' }, false
end

it 'compares quantities by what they mean' do
  half = Stageline::Quantity.parse('500m', 'cpu')
  equal [half.compare(Stageline::Quantity.parse('0.5', 'cpu')), half.compare(Stageline::Quantity.parse('1', 'cpu'))], [0, -1]
  equal [half.kind, half.value, half.canonical], ['cpu', 0.5, '500m']
  equal Stageline::Quantity.parse('2048Mi', 'bytes').canonical, '2Gi'
  equal error(Failure::Failed) { Stageline::Quantity.parse('hunter2', 'cpu') }.code, 'E_QUANTITY'
  equal error(Failure::Usage) { half.compare(Stageline::Quantity.parse('1', 'bytes')) }.message, 'one amount measures cpu, the other bytes'
end
