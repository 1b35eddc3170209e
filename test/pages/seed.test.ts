import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile, loadContract, writeCompiled } from '../../src/api/index.js';
import type { JsonValue } from '../../src/model/index.js';

/** The pages stand beside the project where it is developed, and nowhere else. */
const PAGES = new URL('../../../shared/seed-docs/', import.meta.url).pathname;
const OVERLAY = 'spec/decisions.overlay.yaml';

describe.skipIf(!existsSync(PAGES))('the five pages', () => {
  let folder = '';
  let compiled: JsonValue;
  const unmatched: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docproof-seed-'));
    const made = await compile([PAGES], {
      descriptions: false,
      overlays: [OVERLAY],
      onUnmatched: ({ target }) => unmatched.push(target),
    });
    await writeCompiled(made, join(folder, 'spec'));
    await cp('mocks', join(folder, 'mocks'), { recursive: true });
    const contract = await loadContract(join(folder, 'spec/openapi.yaml'), { allowPaths: [folder] });
    compiled = contract.document.root;
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('The five pages compile, with the overlay of decisions, to the document of this project', async () => {
    const authored = await loadContract();
    expect(compiled).toEqual(authored.document.root);
  });

  test('Every action of the overlay of decisions changes the compiled document', () => {
    expect(unmatched).toEqual([]);
  });
});

describe('the overlay of decisions', () => {
  test('Each action of the overlay names a decision in decisions.md, or says that it is our own', () => {
    const decisions = readFileSync('spec/decisions.md', 'utf8');
    const { actions } = parse(readFileSync(OVERLAY, 'utf8'));
    expect(actions.length).toBeGreaterThan(30);
    for (const { description } of actions) {
      const numbers = /^Decisions? ([\d, and]+)/.exec(description)?.[1]?.match(/\d+/g) ?? [];
      for (const number of numbers) expect(decisions, description).toContain(`| ${number} |`);
      if (numbers.length === 0)
        expect(description).toMatch(/\bours?\b|^Not of the pages|^Decided where the pages are silent|client's own/);
    }
  });
});
