# Flags of other tools, imported through the Ruby binding.

UNLEASH = JSON.generate({ features: [{ name: 'shop/cart', enabled: true, strategies: [
  { name: 'flexibleRollout', parameters: { rollout: '37', stickiness: 'userId', groupId: 'cart' } }, { name: 'friends' }
] }] })

def imported_into(yaml, environment)
  files = { 'config/environments.yaml' => 'environments: {production: {}, staging: {}}', 'config/feature-flags.yaml' => yaml }
  Stageline::Project.from_files(files).environment(environment).flags
end

it 'imports flags of other tools, with everybody where they were' do
  imported = Stageline.import_flags(UNLEASH, 'unleash')
  equal imported.flags, ['shop-cart']
  equal imported.renamed.map { |one| [one.from, one.to] }, [%w[shop/cart shop-cart]]
  friends = imported.problems.find { |one| one.message.include?('friends') }
  equal [friends.code, friends.help.empty?, friends.places[0].file, friends.places[0].line], ['E_IMPORT', false, 'flags.json', 1]
  flags = imported_into(imported.yaml, 'production')
  one = imported_into(Stageline.import_flags(UNLEASH, 'unleash', 'production').yaml, 'production')
  answers = [flags, one].map do |asked|
    (0...400).map { |user| asked.boolean('shop-cart', asked.context(nil, JSON.generate({ userId: user.to_s })), false) }
  end
  equal answers[0], answers[1]
  equal (100..200).cover?(answers[0].count(true)), true
end

it 'refuses imports that are none' do
  refused = error(Failure::Failed) { Stageline.import_flags('{"features": {"hunter2": 1}}', 'unleash', nil, 'f.json') }
  equal [refused.code, refused.places[0].file, refused.message.include?('hunter2')], ['E_IMPORT', 'f.json', false]
  equal error(Failure::Usage) { Stageline.import_flags('{}', 'unleesh') }.suggestions, ['unleash']
  equal error(Failure::Failed) { Stageline.import_flags(UNLEASH, 'unleash', 'rules') }.code, 'E_NAME'
end
