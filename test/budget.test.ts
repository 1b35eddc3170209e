import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LOCK: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
);

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

/** The packages that `npm install docproof` brings, by their folder. */
const PRODUCTION = Object.entries(LOCK.packages).filter(
  ([folder, { dev = false, optional = false }]) => folder !== '' && !dev && !optional,
);

/** A row of the table under "The budget" in ARCHITECTURE.md. */
function budget(name: string): string {
  const row = new RegExp(`^\\| ${name} \\| (.+?) \\|`, 'm').exec(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8'));
  expect(row, `ARCHITECTURE.md has no budget for ${name}`).not.toBeNull();
  return row?.[1] ?? '';
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && !entry.isSymbolicLink())
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? bytesOf(path) : statSync(path).size);
    }, 0);
}

describe('the packages that a user installs', () => {
  test('A user installs no more packages than the budget allows', () => {
    expect(PRODUCTION.length).toBeGreaterThan(5);
    // And the package itself.
    expect(PRODUCTION.length + 1).toBeLessThanOrEqual(Number(budget('packages')));
  });

  test('The packages that a user installs take no more space than the budget allows', () => {
    const others = PRODUCTION.reduce((sum, [folder]) => sum + bytesOf(join(ROOT, folder)), 0);
    const own = bytesOf(join(ROOT, 'dist')) + statSync(join(ROOT, 'THIRD-PARTY.md')).size;
    expect(Math.min(others, own)).toBeGreaterThan(1_000_000);
    expect((others + own) / 1_000_000).toBeLessThanOrEqual(Number(budget('megabytes')));
  });

  test('No package that a user installs runs an install script', () => {
    expect(budget('install scripts')).toBe('0');
    expect(PRODUCTION.filter(([, { hasInstallScript = false }]) => hasInstallScript).map(([name]) => name)).toEqual([]);
  });

  test('The packages that a user installs have only licences that the budget names', () => {
    const allowed = budget('licences').split(', ');
    const others = PRODUCTION.filter(([, { license = 'none' }]) => !allowed.includes(license));
    expect(others.map(([name, { license }]) => `${name}: ${license}`)).toEqual([]);
  });

  test('THIRD-PARTY.md has a licence that the budget names, and its text, for each package whose code is inlined', () => {
    const parts = readFileSync(join(ROOT, 'THIRD-PARTY.md'), 'utf8')
      .split(/^## (?=\S+ \d)/m)
      .slice(1);
    const names = parts.map((part) => part.slice(0, part.indexOf(' ')));
    expect(names).toEqual(expect.arrayContaining(['commander', 'express', 'openapi-types', 'swagger2openapi']));
    // The core for browsers needs no package: ajv is inlined there.
    expect(names).toContain('ajv');
    expect(names).not.toContain('node-sqlite3-wasm');
    const allowed = budget('licences').split(', ');
    const licence = (part: string) => /\n\nLicence: (.+)\n\n```text\n\S/.exec(part)?.[1] ?? 'none';
    expect(parts.filter((part) => !allowed.includes(licence(part))).map((part) => part.slice(0, 80))).toEqual([]);
  });
});

/** The files that a module of `dist/` imports statically, itself among them. */
function closure(entry: string): string[] {
  const files = new Set([join(ROOT, 'dist', entry)]);
  for (const file of files)
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import)"(\.[^"]+)"/g))
      files.add(join(dirname(file), specifier));
  return [...files];
}

describe('the core for browsers', () => {
  test.each([
    ['docproof/core', 'browser/core.js'],
    ['docproof/core/contract', 'browser/contract.js'],
  ])('A browser that imports %s loads no more at first than the budget allows', (name, entry) => {
    const files = closure(entry);
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
    expect(files.length).toBeGreaterThan(2);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes / 1_000).toBeLessThanOrEqual(Number(budget(`gzipped kB of \`${name}\``)));
    const texts = files.map((file) => readFileSync(file, 'utf8')).join();
    expect(/import\("\.\/[^"]*engine-/.test(texts)).toBe(true);
    const foreign = [...texts.matchAll(/\b(?:from|import)"(?!\.)[^"]*"|\brequire\("[^"]*"\)/g)].map(([found]) => found);
    expect(foreign).toEqual([]);
  });
});
