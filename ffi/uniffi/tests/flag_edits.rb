# Edits of flags by what they answer, and code made from flags, through the Ruby binding.

FLAGGED = {
  'config/environments.yaml' => 'environments: {development: {}, staging: {}, production: {}}',
  'config/feature-flags.yaml' => "feature_flags:\n  search: # the new index\n    default: false\n    staging: true\n" \
                                 "  button:\n    variants: {red: 1, green: 2}\n    default: red\n    production:\n      " \
                                 "rules: [{when: user.plan == 'pro', serve: green}]\n      default: red\n"
}.freeze

def flagged
  Stageline::Project.from_files(FLAGGED).edit
end

def answer(edit, environment, flag, key = 'user-1', time = nil)
  flags = edit.snapshot.environment(environment).flags
  flags = flags.with_time(time) if time
  JSON.parse(flags.json(flag, flags.context(key), 'null'))
end

it 'sets what a flag answers, and leaves the rest of the file' do
  edit = flagged
  search = edit.flag('search')
  search.set_flag_json('production', 'true')
  equal [answer(edit, 'production', 'search'), answer(edit, 'development', 'search')], [true, false]
  equal edit.preview.files[0].after.include?('search: # the new index'), true
  equal error(Failure::Failed) { search.set_flag_json('production', '"yes"') }.code, 'E_TYPE'
  equal error(Failure::Failed) { search.set_flag_json('prodution', 'true') }.suggestions, ['production']
  button = edit.flag('button')
  equal error(Failure::Failed) { button.set_flag_json('production', '"green"') }.code, 'E_EDIT_REFUSED'
  button.set_flag_json('production', '"green"', false, true)
  equal [answer(edit, 'production', 'button'), edit.preview.text.include?('user.plan')], [2, true]
  equal error(Failure::Failed) { edit.flag('dark').set_flag_json('staging', 'true') }.code, 'E_UNKNOWN_FLAG'
  edit.flag('dark').set_flag_json('staging', 'true', true)
  equal answer(edit, 'staging', 'dark'), true
  equal error(Failure::Usage) { edit.environment('staging').set_flag_json('staging', 'true') }.message, 'the scope is no flag'
end

it 'rolls flags out along ramps' do
  edit = flagged
  search = edit.flag('search')
  search.roll_out_json('production', '{"percentage":100,"over":"2h","start":"2027-01-31T09:00:00Z"}')
  equal answer(edit, 'production', 'search', 'u', '2027-01-31T09:00:00Z'), false
  equal answer(edit, 'production', 'search', 'u', '2027-01-31T11:00:00Z'), true
  search.hold('production', '2027-01-31T10:00:00Z')
  search.resume('production', '2027-01-31T11:00:00Z')
  search.roll_back('production', '2027-01-31T12:30:00Z')
  equal answer(edit, 'production', 'search', 'u', '2027-02-01T09:00:00Z'), false
  edit.discard
  equal error(Failure::Failed) { search.roll_out_json('production', '{"percentage":101}') }.code, 'E_QUANTITY'
  equal error(Failure::Usage) { search.roll_out_json('production', '{"percent":10}') }.message, 'a rollout has no `percent`'
  equal edit.is_empty, true
  search.roll_out_json('production', '{"percentage":50}')
  search.roll_out_json('production', '{"percentage":20}')
  equal edit.remarks.size, 1
end

it 'kills a flag and lets it come back' do
  edit = flagged
  button = edit.flag('button')
  button.kill('production')
  equal edit.preview.text.include?('kill_switch: true'), true
  button.unkill('production')
  button.kill
  button.unkill
  equal edit.is_empty, true
end

it 'targets keys, and adds rules' do
  edit = flagged
  button = edit.flag('button')
  button.target_json('production', '"green"', %w[user-1 42])
  equal answer(edit, 'production', 'button'), 2
  button.untarget('production', ['user-1'])
  equal [answer(edit, 'production', 'button'), answer(edit, 'production', 'button', '42')], [1, 2]
  button.add_rule_json('production', "user.country == 'DE'", '"green"', 0, 'Germany')
  equal edit.preview.text.include?('Germany'), true
  button.remove_rule('production', 0)
  equal edit.preview.text.include?('Germany'), false
  equal error(Failure::Failed) { button.add_rule_json('production', 'a ==', '"green"') }.code, 'E_CONDITION'
end

it 'knows by the time whether a schedule has the say' do
  edit = flagged
  button = edit.flag('button')
  button.append_json('production.schedule', '{"at":"2027-01-01T00:00:00Z","set":"red"}')
  button.kill('production', '2026-06-01T00:00:00Z')
  button.unkill('production', '2026-06-01T00:00:00Z')
  equal error(Failure::Failed) { button.kill('production', '2027-06-01T00:00:00Z') }.code, 'E_EDIT_REFUSED'
end

it 'copies flags between environments' do
  edit = flagged
  edit.flag('search').copy_flag('staging', 'production')
  equal answer(edit, 'production', 'search'), true
  edit.discard
  equal error(Failure::Failed) { edit.copy_flags('production', 'staging') }.code, 'E_EDIT_REFUSED'
  equal edit.copy_flags('production', 'staging', nil, true), %w[search button]
  edit.discard
  equal edit.copy_flags('staging', 'development', ['search']), ['search']
end

it 'makes code from flags' do
  snapshot = flagged.snapshot
  equal %w[c python rust typescript].map { |language| snapshot.flag_accessors(language).include?('search') }, [true] * 4
  equal error(Failure::Usage) { snapshot.flag_accessors('cobol') }.code, 'E_USAGE'
end
