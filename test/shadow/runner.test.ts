import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Outcome, ShadowSetup } from '../../src/shadow/messages.js';
import { LIMITS, type Limits, type Runner, startRunner } from '../../src/shadow/runner.js';

/** A thread that does this with each task. `number`, `call` and `reply` are in reach. */
function thread(body: string, start = "parentPort.postMessage({ kind: 'ready' });"): URL {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const reply = (number) =>
      parentPort.postMessage({ kind: 'outcome', number, outcome: { kind: 'equal', general: [] } });
    parentPort.on('message', ({ number, call }) => { ${body} });
    ${start}`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

const SETUP: ShadowSetup = {
  peer: { path: '', version: '' },
  text: '',
  document: { source: '', dialect: '3.1', files: [], binaries: new Map() },
  settings: { cors: false, dynamic: false, errors: false, ignoreExamples: false },
};

interface Told {
  readonly runner: Runner;
  readonly outcomes: [target: string, said: string][];
  readonly restarts: string[];
  readonly off: string[];
  add(target: string, bytes?: number, setup?: ShadowSetup): string;
}

function start(module: URL, limits: Partial<Limits> = {}): Told {
  const outcomes: [string, string][] = [];
  const restarts: string[] = [];
  const off: string[] = [];
  const listeners = { onRestart: (why: string) => restarts.push(why), onOff: (why: string) => off.push(why) };
  const runner = startRunner(listeners, { ...LIMITS, ...limits }, module);
  return {
    runner,
    outcomes,
    restarts,
    off,
    add: (target, bytes = 0, setup = SETUP) =>
      runner.add({
        setup,
        call: { method: 'GET', target, headers: {} },
        answer: { status: 200, headers: {} },
        bytes,
        done: (outcome: Outcome) =>
          outcomes.push([target, outcome.kind === 'not-compared' ? outcome.why : outcome.kind]),
      }),
  };
}

async function stop(runner: Runner, patience: number): Promise<void> {
  await runner.idle(patience);
  runner.end();
}

const ECHO = 'reply(number);';

describe('the thread of a shadow', () => {
  test('Exchanges are compared in their order, and the end waits for them', async () => {
    const { runner, outcomes, add } = start(thread(ECHO));
    for (const target of ['/1', '/2', '/3']) expect(add(target)).toBe('added');
    await stop(runner, 20_000);
    expect(outcomes).toEqual([
      ['/1', 'equal'],
      ['/2', 'equal'],
      ['/3', 'equal'],
    ]);
  });

  test('A thread that crashes loses one exchange, and another thread goes on with the next', async () => {
    const { runner, outcomes, restarts, off, add } = start(
      thread("if (call.target === '/bad') throw new Error('broken'); reply(number);"),
    );
    for (const target of ['/1', '/bad', '/2', '/bad', '/3']) add(target);
    await stop(runner, 30_000);
    expect(outcomes.map(([, said]) => said)).toEqual(['equal', 'prism-crashed', 'equal', 'prism-crashed', 'equal']);
    expect(restarts).toEqual(['Prism crashed: broken', 'Prism crashed: broken']);
    expect(off).toEqual([]);
  });

  test('A thread that exits by itself counts as crashed', async () => {
    const { runner, outcomes, add } = start(thread("if (call.target === '/bad') process.exit(3); reply(number);"));
    for (const target of ['/bad', '/1']) add(target);
    await stop(runner, 30_000);
    expect(outcomes).toEqual([
      ['/bad', 'prism-crashed'],
      ['/1', 'equal'],
    ]);
  });

  test('A thread that hangs is ended, and another thread goes on', async () => {
    const { runner, outcomes, restarts, add } = start(
      thread("if (call.target === '/bad') for (;;) {} reply(number);"),
      { answer: 1_000 },
    );
    for (const target of ['/bad', '/1']) add(target);
    await stop(runner, 30_000);
    expect(outcomes).toEqual([
      ['/bad', 'prism-hung'],
      ['/1', 'equal'],
    ]);
    expect(restarts).toEqual(['Prism gave no answer within 1 s']);
  });

  test('After too many crashes in a row the shadow is off, once, and says why', async () => {
    const { runner, outcomes, off, add } = start(thread("throw new Error('broken');"), { restarts: 2 });
    for (const target of ['/1', '/2', '/3', '/4', '/5']) add(target);
    await vi.waitFor(() => expect(off).toHaveLength(1), { timeout: 30_000 });
    expect(off).toEqual(['Prism crashed: broken; it failed 3 times in a row']);
    expect(outcomes.map(([, said]) => said)).toEqual([
      'prism-crashed',
      'prism-crashed',
      'prism-crashed',
      'shadow-off',
      'shadow-off',
    ]);
    expect(add('/6')).toBe('shadow-off');
    await stop(runner, 1_000);
    expect(off).toHaveLength(1);
  });

  test('Where Prism cannot use the document the shadow is off, and nothing waits for ever', async () => {
    const { runner, outcomes, off, add } = start(
      thread(ECHO, "parentPort.postMessage({ kind: 'unusable', detail: 'no paths' });"),
    );
    add('/1');
    add('/2');
    await vi.waitFor(() => expect(off).toEqual(['Prism cannot use the document: no paths']), { timeout: 30_000 });
    expect(outcomes.map(([, said]) => said)).toEqual(['shadow-off', 'shadow-off']);
    await stop(runner, 1_000);
  });

  test('A full queue leaves exchanges out, by number and by bytes', async () => {
    const { runner, add } = start(thread('for (;;) {}'), { waiting: 2, bytes: 1_000 });
    // The first is with the thread, and waits no more.
    expect(['/1', '/2', '/3', '/4'].map((target) => add(target))).toEqual(['added', 'added', 'added', 'queue-full']);
    await stop(runner, 100);
    const other = start(thread('for (;;) {}'), { bytes: 1_000 });
    expect([other.add('/1', 600), other.add('/2', 600), other.add('/3', 400)]).toEqual([
      'added',
      'queue-full',
      'added',
    ]);
    await stop(other.runner, 100);
    expect(other.outcomes).toEqual([
      ['/1', 'not-finished'],
      ['/3', 'not-finished'],
    ]);
  });

  test('Room for bytes comes back when an exchange is compared', async () => {
    const { runner, outcomes, add } = start(thread(ECHO), { bytes: 1_000 });
    add('/1', 1_000);
    await vi.waitFor(() => expect(outcomes).toHaveLength(1), { timeout: 30_000 });
    expect(add('/2', 1_000)).toBe('added');
    await stop(runner, 20_000);
    expect(outcomes).toHaveLength(2);
  });

  test('An outcome that cannot be told is a warning, and the next exchange is compared', async () => {
    const warnings: string[] = [];
    const hear = ({ message }: Error) => warnings.push(message);
    process.on('warning', hear);
    onTestFinished(() => {
      process.off('warning', hear);
    });
    const { runner, outcomes, add } = start(thread(ECHO));
    const call = { method: 'GET', target: '/1', headers: {} };
    const done = () => {
      throw new RangeError('a secret');
    };
    runner.add({ setup: SETUP, call, answer: { status: 200, headers: {} }, bytes: 0, done });
    add('/2');
    await stop(runner, 30_000);
    expect(outcomes).toEqual([['/2', 'equal']]);
    await vi.waitFor(() => expect(warnings).toEqual(['the shadow could not report what it found: RangeError']));
  });

  test('A document that changed is taken up by another thread', async () => {
    const outcome = "{ kind: 'not-compared', why: workerData.text }";
    const { runner, outcomes, add } = start(
      thread(`parentPort.postMessage({ kind: 'outcome', number, outcome: ${outcome} });`),
    );
    const [first, second] = [
      { ...SETUP, text: 'first' },
      { ...SETUP, text: 'second' },
    ];
    add('/1', 0, first);
    add('/2', 0, second);
    add('/3', 0, second);
    await stop(runner, 30_000);
    expect(outcomes.map(([, said]) => said)).toEqual(['first', 'second', 'second']);
  });
});
