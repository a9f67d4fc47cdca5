# A project that follows its files, through the Ruby binding.

it 'follows files' do
  root = File.join(ENV.fetch('STAGELINE_SCRATCH'), 'watched')
  Dir.mkdir(root)
  Dir.mkdir(File.join(root, 'config'))
  # As a whole, so that nobody reads half of it.
  write = lambda { |name, text|
    File.write(File.join(root, 'next'), text)
    File.rename(File.join(root, 'next'), File.join(root, 'config', name))
  }
  write.call('environments.yaml', 'environments: {a: {}}')
  write.call('feature-flags.yaml', 'feature_flags: {search: false}')
  project = Stageline::Project.open(root)
  flags = project.environment('a').flags
  anybody = flags.context
  watch = project.watch('{"quiet_ms": 20}')
  write.call('feature-flags.yaml', 'feature_flags: {search: true}')
  event = watch.next_within(30_000)
  equal [event.paths, event.environments, event.error], [['config/feature-flags.yaml'], ['a'], nil]
  equal [event.text, flags.boolean('search', anybody, false)], ['reloaded `config/feature-flags.yaml`; a may have changed', true]
  write.call('feature-flags.yaml', 'feature_flags: {search: [')
  event = watch.next_within(30_000)
  equal [event.paths, event.error.family, flags.boolean('search', anybody, false)], [[], Stageline::ErrorClass::LOAD, true]
  equal [watch.next_within(20), watch.missed, watch.is_stopped], [nil, 0, false]
  watch.stop
  equal [watch.next_within(30_000), watch.is_stopped], [nil, true]
  equal error(Failure::Usage) { timed_shop.watch }.message, '`memory` is no folder that can be watched'
  equal error(Failure::Usage) { project.watch('{"quiet": 1}') }.message, '`options` has a key `quiet` that nothing reads'
end
