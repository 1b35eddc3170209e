import { randomBytes } from 'node:crypto';
import type { RunSettings } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { type ShardChoice, shardChoice, shardsOf } from './brief.js';
import { contractText } from './contract-object.js';
import { printOf } from './digest.js';
import type { CaptureObjects } from './objects.js';
import type { FleetOptions } from './options.js';
import { openPlace, type Place, writeUnderDigest } from './place.js';
import { resultsOf, type Terms } from './plan.js';
import { objectsOf, type Plan, writePlan } from './write-plan.js';

/** What there is to do, before it is done. */
export interface FleetPlan extends Pick<Plan, 'objects' | 'shards' | 'bytes'> {
  /** Shards whose results are there already. */
  readonly done: number;
}

/** Plans a check without doing it; nothing goes to the queue. @throws as the executor does */
export async function planFleet(
  contract: Contract,
  captures: CaptureObjects,
  settings: RunSettings,
  options: Pick<FleetOptions, 'results' | 'docproof' | 'step'>,
): Promise<FleetPlan> {
  return sizeOf(await prepare(contract, captures, settings, options));
}

/** The size of what is planned, and of what is done of it. */
export async function sizeOf({ place, plan, choose, done: those }: Prepared): Promise<FleetPlan> {
  const { objects, shards, bytes } = plan;
  let done = 0;
  if (those.size > 0)
    for await (const { object, before } of objectsOf(place, plan))
      for (const { id } of shardsOf(choose, object, before)) if (those.has(id)) done += 1;
  return { objects, shards, bytes, done };
}

/** A check that is planned. */
export interface Prepared {
  readonly place: Place;
  readonly plan: Plan;
  /** Where the results are. */
  readonly run: string;
  readonly choose: ShardChoice;
  /** The shards that have a result; others of the same contract and settings may be among them. */
  readonly done: ReadonlySet<string>;
}

/** Plans a check, and writes what workers need. @throws InputError as listing and writing do */
export async function prepare(
  contract: Contract,
  captures: CaptureObjects,
  { redact: { key, ...redact }, ...settings }: RunSettings,
  { results, docproof, step }: Pick<FleetOptions, 'results' | 'docproof' | 'step'>,
): Promise<Prepared> {
  const place = await openPlace(results);
  const terms: Terms = {
    docproof,
    contract: await writeUnderDigest(place, 'contracts', contractText(contract)),
    settings: { ...settings, redact },
    ...(key === undefined ? {} : { keyPrint: printOf(key) }),
    salt: await saltOf(place),
  };
  const run = resultsOf(terms);
  const plan = await writePlan(place, terms, captures, step);
  const done = await doneIn(place, run);
  return { place, plan, run, choose: shardChoice(run, settings.sums === true, done), done };
}

/** The salt of a place, made with its first check. */
async function saltOf(place: Place): Promise<string> {
  const before = await place.text('salt');
  if (before !== undefined) return before;
  await place.write('salt', randomBytes(16).toString('hex'));
  // Another check may have written one meanwhile: the last one stays.
  return (await place.text('salt')) ?? '';
}

/** The shards that have a result. */
async function doneIn(place: Place, run: string): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  for await (const { name } of place.store.list(place.at(run))) {
    const [, id] = /([0-9a-f]{32})\.json$/.exec(name) ?? [];
    if (id !== undefined) done.add(id);
  }
  return done;
}
