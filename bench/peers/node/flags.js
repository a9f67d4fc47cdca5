// A Node package answers flags of three kinds again and again: flags.js PEER FOLDER COUNT. The flags are those of
// `stageline-bench generate-flags FOLDER`: a plain boolean, one rule, a rollout to 25 %, in turn. Of each kind up to 32 are
// asked for one context, which is prepared where the package can. Prints nanoseconds of an evaluation.

import { EventEmitter } from "node:events";

const KINDS = ["boolean", "rule", "rollout"];
const ASKED = 32;
const ROUNDS = 25;
const EVALUATIONS = 32_000;

const [peer, folder, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const name = (at) => `${KINDS[at % 3]}_flag_${String(at).padStart(5, "0")}`;
const all = Array.from({ length: count }, (_, at) => ({ name: name(at), kind: KINDS[at % 3] }));
const attributes = { user: { plan: "pro", country: "DE" } };
const key = "customer-4711";

const peers = { stageline, "stageline-name": named, "stageline-new": fresh, "flagd-core": flagd, growthbook, "unleash-client": unleash };
const asker = await peers[peer]();
const words = [];
for (const kind of KINDS) {
  const asked = spread(all.filter((flag) => flag.kind === kind)).map(({ name }) => asker(name));
  let on = 0;
  const time = nanoseconds((at) => {
    if (asked[at]()) on++;
  });
  // Every plain flag and every rule is on; of the rollouts, some are.
  const share = on / (ROUNDS * EVALUATIONS);
  if (kind === "rollout" ? share <= 0 || share >= 0.75 : share !== 1) throw new Error(`${kind}: ${share} are on`);
  words.push(kind, time.toFixed(1));
}
console.log(words.join(" "));
process.exit(0);

/** Up to so many flags from everywhere in the list. */
function spread(flags) {
  const step = Math.max(1, Math.floor(flags.length / ASKED));
  return flags.filter((_, at) => at % step === 0).slice(0, ASKED);
}

function nanoseconds(ask) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    for (let left = EVALUATIONS, at = 0; left > 0; left--) {
      ask(at);
      at = at + 1 === ASKED ? 0 : at + 1;
    }
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best / EVALUATIONS;
}

/** Handles and a prepared context. */
async function stageline() {
  const { Project } = await import("stageline");
  const { flags } = Project.openSync(`${folder}/flags-${count}`).environment("production");
  const context = flags.context({ targetingKey: key, ...attributes });
  return (name) => {
    const handle = flags.handle(name, { default: false });
    return () => handle.value(context);
  };
}

/** By name, with a prepared context. */
async function named() {
  const { Project } = await import("stageline");
  const { flags } = Project.openSync(`${folder}/flags-${count}`).environment("production");
  const context = flags.context({ targetingKey: key, ...attributes });
  return (name) => () => flags.value(name, context, false);
}

/** Every question with a context of its own, which is what the first question of a request costs. */
async function fresh() {
  const { Project } = await import("stageline");
  const { flags } = Project.openSync(`${folder}/flags-${count}`).environment("production");
  return (name) => {
    const handle = flags.handle(name, { default: false });
    return () => handle.value(flags.context({ targetingKey: key, ...attributes }));
  };
}

async function flagd() {
  const { FlagdCore } = await import("@openfeature/flagd-core");
  const rule = { if: [{ "==": [{ var: "user.plan" }, "pro"] }, "on", "off"] };
  const rollout = { fractional: [["on", 25], ["off", 75]] };
  const targeting = { boolean: undefined, rule, rollout };
  const flag = ({ kind }) => ({
    state: "ENABLED",
    variants: { on: true, off: false },
    defaultVariant: kind === "boolean" ? "on" : "off",
    targeting: targeting[kind],
  });
  const core = new FlagdCore();
  core.setConfigurations(JSON.stringify({ flags: Object.fromEntries(all.map((each) => [each.name, flag(each)])) }));
  const context = { targetingKey: key, ...attributes };
  return (name) => () => core.resolveBooleanEvaluation(name, false, context).value;
}

async function growthbook() {
  const { GrowthBookClient } = await import("@growthbook/growthbook");
  const features = {
    boolean: { defaultValue: true },
    rule: { defaultValue: false, rules: [{ condition: { "user.plan": "pro" }, force: true }] },
    rollout: { defaultValue: false, rules: [{ force: true, coverage: 0.25, hashAttribute: "id" }] },
  };
  const client = new GrowthBookClient();
  client.initSync({ payload: { features: Object.fromEntries(all.map(({ name, kind }) => [name, features[kind]])) } });
  const scoped = client.createScopedInstance({ attributes: { id: key, ...attributes } });
  return (name) => () => scoped.isOn(name);
}

async function unleash() {
  const { Unleash } = await import("unleash-client");
  const constraint = { contextName: "plan", operator: "IN", values: ["pro"] };
  const strategies = {
    boolean: () => ({ name: "default" }),
    rule: () => ({ name: "default", constraints: [constraint] }),
    rollout: (groupId) => ({
      name: "flexibleRollout",
      parameters: { rollout: "25", stickiness: "userId", groupId },
    }),
  };
  const toggles = new Map(
    all.map(({ name, kind }) => [name, { name, enabled: true, strategies: [strategies[kind](name)], variants: [] }]),
  );
  class Repository extends EventEmitter {
    getToggle(name) {
      return toggles.get(name);
    }
    getSegment() {}
    async start() {
      this.emit("ready");
    }
    stop() {}
  }
  const client = new Unleash({
    appName: "bench",
    url: "http://localhost:1",
    repository: new Repository(),
    disableMetrics: true,
    disableAutoStart: true,
  });
  await client.start();
  const context = { userId: key, properties: { plan: "pro", country: "DE" } };
  return (name) => () => client.isEnabled(name, context, false);
}
