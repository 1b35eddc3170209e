import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Room {
  readonly from: string;
  readonly to: string;
}
const ROOMS = '../../scripts/rooms.mjs';
const TERMINAL = '../../scripts/terminal.mjs';

describe('the drawing of the rooms', () => {
  test('The drawing of the rooms is the one that the table of imports gives (npm run generate writes it)', async () => {
    const { FILE, drawn, roomsOf } = await import(ROOMS);
    const table = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
    expect(readFileSync(FILE, 'utf8')).toBe(drawn(roomsOf(table)));
  });

  test('The drawing leaves out arrows that follow from others, and no other', async () => {
    const { directImports } = await import(ROOMS);
    const rooms = new Map([
      ['a', new Set<string>()],
      ['b', new Set(['a'])],
      ['c', new Set(['a', 'b'])],
      ['d', new Set(['a'])],
      ['e', new Set(['c', 'd'])],
    ]);
    const arrows: readonly Room[] = directImports(rooms);
    expect(arrows.map(({ from, to }) => `${from}>${to}`)).toEqual(['b>a', 'c>b', 'd>a', 'e>c', 'e>d']);
  });
});

/** Without what differs from run to run: times of day and durations. */
const settled = (text: string) => text.replace(/\d\d:\d\d:\d\d(\.\d+)?/g, 'TIME').replace(/\d+(\.\d+)? ms/g, 'N ms');

test('The recording of a terminal in the README shows what its commands print (npm run screenshots writes it)', async () => {
  const { FILE, drawn, record } = await import(TERMINAL);
  expect(settled(readFileSync(FILE, 'utf8'))).toBe(settled(drawn(await record())));
});
