import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemberTable, type MemberSlot } from '../../src/schema/index.js';

test('A table of members gives for each name what was made of it, in whatever order objects have their members.', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '', '0');
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(name)), (objects) => {
      const made: string[] = [];
      const table = createMemberTable((each) => {
        made.push(each);
        return `what is known of ${each}`;
      });
      for (const names of objects) {
        let slot: MemberSlot<string> | undefined;
        for (const each of names) {
          slot = table.after(slot, each);
          expect(slot).toMatchObject({ name: each, of: `what is known of ${each}` });
        }
      }
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});

test('A table of members forgets instead of growing where each object has a different name.', () => {
  let made = 0;
  const table = createMemberTable((name) => {
    made += 1;
    return name;
  });
  for (let round = 0; round < 2; round += 1)
    for (let index = 0; index < 1_000; index += 1)
      expect(table.after(undefined, `name ${index}`).of).toBe(`name ${index}`);
  // The first 500 are kept, the others made again each time.
  expect(made).toBe(1_500);
});
