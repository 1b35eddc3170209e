import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../model/index.js';
import { type ObjectStore, openObjects } from '../objects/index.js';
import { plainRedactor, redactText } from '../redact/index.js';
import { contractIn } from './contract-object.js';
import { printOf } from './digest.js';
import { type ShardJudge, type ShardSize, shardJudge } from './judge-shard.js';
import type { JudgeAnswer, JudgeSetup, JudgeTask } from './messages.js';
import { openPlace, readUnderDigest } from './place.js';
import { type Page, resultsOf, shardOf, type Terms } from './plan.js';
import { remembering } from './remembering.js';
import { plainError, readEnd } from './result.js';
import { StorageFailure } from './storage-failure.js';
import { rootOf } from './write-plan.js';

/** One of the threads of a worker that judge shards. It has one task at a time. */
const { docproof, key }: JudgeSetup = workerData;

const places = remembering(openPlace, 4);
/** Captures of all kinds, each kind opened once. */
const stores = remembering<ObjectStore>((url) => openObjects(url), 16);

/** What a plan says, with the judge that it takes. */
interface OpenPage {
  readonly page: Page;
  readonly run: string;
  readonly judge: ShardJudge;
}

/** Of a large document the contract takes long to make: a few are kept. */
const judges = remembering(judgeOf, 3);
const pages = remembering(open, 8);

parentPort?.on('message', (task: JudgeTask) => {
  void answer(task).then((given) => parentPort?.postMessage(given));
});

async function answer(task: JudgeTask): Promise<JudgeAnswer> {
  try {
    return { kind: 'judged', ...(await judgeShard(task)) };
  } catch (error) {
    const cause = error instanceof StorageFailure ? error.cause : error;
    return { kind: 'failed', error: plainOf(cause), isTransient: error instanceof StorageFailure };
  }
}

async function judgeShard({ results, page: digest, at, part, isBrief, id, mayBeDone }: JudgeTask): Promise<ShardSize> {
  const place = await places(results);
  const { page, run, judge } = await pages(JSON.stringify([results, digest]));
  const object = page.objects[at];
  const shard = object && shardOf(run, object, part ?? undefined, isBrief);
  if (!shard || shard.id !== id)
    throw new InputError('unreadable', `the plan ${digest} has no shard ${id}`, {
      cure: 'Run the check again; coordinator and workers need the same version of docproof.',
    });
  const before = mayBeDone ? await readEnd(place, run, id) : undefined;
  if (before) return { exchanges: before.exchanges, bytes: before.bytes };
  return judge.judge(shard, place, run, await stores(rootOf(object.url)));
}

async function open(name: string): Promise<OpenPage> {
  const [results, digest]: [string, string] = JSON.parse(name);
  const place = await places(results);
  const page: Page = JSON.parse(await readUnderDigest(place, 'plans', digest));
  const { terms } = page;
  assertSame(terms);
  return { page, run: resultsOf(terms), judge: await judges(JSON.stringify([results, terms])) };
}

async function judgeOf(name: string): Promise<ShardJudge> {
  const [results, terms]: [string, Terms] = JSON.parse(name);
  const text = await readUnderDigest(await places(results), 'contracts', terms.contract);
  return shardJudge(contractIn(text), terms, key);
}

/** @throws InputError `unsupported-version` or `bad-option` where this worker would judge otherwise */
function assertSame({ docproof: version, keyPrint }: Terms): void {
  if (version !== docproof)
    throw new InputError('unsupported-version', `the check is of docproof ${version}, the worker of ${docproof}`, {
      cure: 'Install the same version for coordinator and workers.',
    });
  if (keyPrint !== (key === undefined ? undefined : printOf(key)))
    throw new InputError('bad-option', 'the worker has another key of pseudonyms than the check, or none', {
      cure: 'Give the worker the same file: docproof worker --redact-key FILE',
    });
}

function plainOf(error: unknown) {
  if (error instanceof InputError) return plainError(error);
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'unreadable' as const, problem: redactText(plainRedactor, said), place: null, cure: null };
}
