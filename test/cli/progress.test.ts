import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { captureSize } from '../../src/api/index.js';
import { drawFleet } from '../../src/cli/fleet-progress.js';
import { drawProgress, stoppedBySignals } from '../../src/cli/progress.js';

/** A terminal whose clock goes as it is told. */
function terminal(columns = 100) {
  const written: string[] = [];
  const clock = { now: 0 };
  return {
    written,
    clock,
    columns,
    color: false,
    write: (text: string) => void written.push(text),
    now: () => clock.now,
  };
}

describe('the progress of a check', () => {
  test('The progress of a check is one line that is redrawn, and erased at the end', () => {
    const screen = terminal();
    const progress = drawProgress(1000, screen);
    screen.clock.now = 1000;
    progress.onRead(420);
    screen.clock.now = 1050;
    progress.onProgress(1, 0);
    screen.clock.now = 2000;
    progress.onProgress(1, 0);
    progress.stop();
    expect(screen.written).toEqual([
      '\r\u001b[K████████░░░░░░░░░░░░   42 %  0 exchanges  0 violations  0/s',
      '\r\u001b[K████████░░░░░░░░░░░░   42 %  2 exchanges  0 violations  1/s',
      '\r\u001b[K',
    ]);
  });

  test('The progress of a check is erased when a signal stops the check, which then ends by that signal', () => {
    const screen = terminal();
    const sent: string[] = [];
    const events = new EventEmitter();
    const system = Object.assign(events, {
      pid: 7,
      kill: (pid: number, signal: string) => sent.push(`${pid} ${signal}`),
    });
    const progress = stoppedBySignals(drawProgress(1000, screen), system);
    screen.clock.now = 1000;
    progress.onRead(420);
    events.emit('SIGINT');
    expect([screen.written.at(-1), sent]).toEqual(['\r\u001b[K', ['7 SIGINT']]);
    expect(events.eventNames()).toEqual([]);
    stoppedBySignals(drawProgress(1000, screen), system).stop();
    expect(events.eventNames()).toEqual([]);
  });

  test('The progress of a check does not appear in a short check', () => {
    const screen = terminal();
    const progress = drawProgress(1000, screen);
    screen.clock.now = 400;
    progress.onRead(1000);
    progress.stop();
    expect(screen.written).toEqual([]);
  });

  test('The progress of a check is shorter than the terminal is wide, with or without a known end', () => {
    for (let columns = 1; columns < 80; columns += 1) {
      const screen = terminal(columns);
      const progress = drawProgress(columns % 2 ? undefined : 10, screen);
      screen.clock.now = 1000;
      progress.onRead(5);
      expect((screen.written[0] ?? '').replace('\r\u001b[K', '').length).toBeLessThan(columns);
    }
  });

  test('The size of a check is known if all captures are files, and unknown for standard input', async () => {
    expect(await captureSize(['contracts/captures', 'package.json'])).toBeGreaterThan(10_000);
    expect(await captureSize(['package.json', '-'])).toBeUndefined();
  });
});

describe('the progress of a check on many machines', () => {
  test('A shard that is judged again is counted among all shards, so that no more are done than there are', () => {
    const screen = terminal(40);
    const progress = drawFleet(screen);
    progress.add({ event: 'planned', objects: 1, shards: 5, bytes: 9_000, done: 4 });
    for (const event of ['judged', 'further', 'judged'] as const) {
      screen.clock.now += 500;
      progress.add(event === 'further' ? { event } : { event, exchanges: 10, bytes: 900 });
    }
    expect(screen.written.at(-1)).toMatch(/6 of 6 shards/);
  });

  test('The line tells shards, the report, rates, workers and the time that is left, as far as they fit', () => {
    const draw = (columns: number): string | undefined => {
      const screen = terminal(columns);
      const progress = drawFleet(screen);
      progress.add({ event: 'planned', objects: 3, shards: 1_100, bytes: 9_000, done: 100 });
      progress.add({ event: 'workers', count: 4 });
      for (let at = 1; at <= 10; at += 1) {
        screen.clock.now = at * 500;
        progress.add({ event: 'judged', exchanges: 1_000, bytes: 5_000_000 });
        progress.add({ event: 'merged', exchanges: 1_000, bytes: 5_000_000 });
      }
      progress.clear();
      expect(screen.written.at(-1)).toBe('\r\u001b[K');
      return screen.written.at(-2);
    };
    expect(draw(120)).toBe(
      '\r\u001b[K110 of 1,100 shards  9 in the report  2,222 exchanges/s  11.1 MB/s  4 workers  8 min left',
    );
    expect(draw(40)).toBe('\r\u001b[K110 of 1,100 shards  9 in the report');
  });
});
