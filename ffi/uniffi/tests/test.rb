# The Ruby binding over the library it was generated from. Says how many cases ran.
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
    equal details.code, 'E_ARGUMENT'
    equal details.message, "`#{text}` is not a version"
  end
end

it 'carries everything an error has' do
  details = error(Failure::Failed) { Stageline.probe_fail }
  equal details.code, 'E_PROBE'
  equal details.message, 'the probe `ö` failed'
  equal details.help, 'expect it'
  equal details.retryable, true
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
  equal answers.flat_map(&:value).tally, { 'E_ARGUMENT' => 800 }
end

failed = CASES.count do |name, body|
  body.call
  false
rescue StandardError => e
  warn "failed: #{name}: #{e.full_message(highlight: false)}"
  true
end
puts "#{CASES.size} cases, #{failed} failed"
exit failed.zero?
