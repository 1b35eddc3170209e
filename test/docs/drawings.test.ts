import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const SCRIPT = '../../scripts/drawings.mjs';
const { NAMES, drawn, fileOf, read, sourceOf } = await import(SCRIPT);
const CONCEPTS = new URL('../../docs/concepts/', import.meta.url);

describe('The drawings of the concepts', () => {
  test.each(NAMES as string[])('The drawing of %s is what its text says (npm run generate writes it)', (name) => {
    expect(readFileSync(fileOf(name), 'utf8')).toBe(drawn(sourceOf(name)));
  });

  test('Each concept has a page with its drawing, and the drawing says in words what it shows', () => {
    const pages = readdirSync(CONCEPTS).filter((name) => name.endsWith('.md') && name !== 'index.md');
    expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual(NAMES);
    for (const name of NAMES) {
      expect(readFileSync(new URL(`${name}.md`, CONCEPTS), 'utf8')).toContain(`](../images/${name}.svg)`);
      expect(existsSync(fileOf(name))).toBe(true);
      expect(drawn(sourceOf(name))).toMatch(/<title id="title">.{5,}<\/title>\n<desc id="desc">.{40,}<\/desc>/);
    }
  });

  test('Each box of a drawing is inside of it, and no two boxes cover each other', () => {
    for (const name of NAMES) {
      const svg = drawn(sourceOf(name));
      const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg) ?? [];
      const boxes = [...svg.matchAll(/class="box[^"]*" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g)].map((box) =>
        box.slice(1).map(Number),
      );
      expect(boxes.length).toBe(read(sourceOf(name)).rows.flat().length);
      for (const [x = 0, y = 0, wide = 0, high = 0] of boxes) {
        expect(x >= 0 && y >= 0 && x + wide <= Number(width) && y + high <= Number(height), name).toBe(true);
        const covered = boxes.filter(
          ([x2 = 0, y2 = 0, wide2 = 0, high2 = 0]) =>
            x < x2 + wide2 && x2 < x + wide && y < y2 + high2 && y2 < y + high,
        );
        expect(covered, name).toHaveLength(1);
      }
    }
  });

  test('A text that cannot be drawn is an error that names the line or the box', () => {
    const head = 'title: A\ndesc: B\n';
    expect(() => read(`${head}row: one`)).toThrow('"one" is no box, in the line: row: one');
    expect(() => read(`${head}row: a "A"\narrow: a b`)).toThrow('there is no box "b"');
    expect(() => read(`${head}boxes: a`)).toThrow('cannot be read: boxes: a');
    expect(() => read('row: a "A"')).toThrow('a title and a desc');
  });
});
