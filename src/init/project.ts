import { LOCKFILE_NAMES, type Manager, managerOf } from './manager.js';
import type { PackageFacts } from './package-facts.js';

/** The tools for which there are examples. */
export type Tool = 'vite' | 'vitest' | 'jest' | 'playwright' | 'express' | 'msw';

const PACKAGES: readonly (readonly [tool: Tool, name: string])[] = [
  ['vite', 'vite'],
  ['vitest', 'vitest'],
  ['jest', 'jest'],
  ['playwright', '@playwright/test'],
  ['express', 'express'],
  ['msw', 'msw'],
];

/** What is known of a project before a file is written. */
export interface Project {
  readonly tools: ReadonlySet<Tool>;
  readonly manager: Manager;
  /** Lockfiles of more than one manager: only one of them counts. */
  readonly lockfiles: readonly string[];
  readonly isModule: boolean;
  /** Whether package.json asks for Docproof already. */
  readonly hasDocproof: boolean;
  /** The folder of its tests. */
  readonly testFolder: string;
  /** The folder of its Playwright tests, where it has a configuration of Playwright. */
  readonly playwrightFolder?: string;
  /** Where the project is in its repository, where that begins further up: `packages/shop`. */
  readonly inRepository?: string;
}

/** What was found in the folder. */
export interface Found {
  /** Names of the files and folders in it. */
  readonly names: ReadonlySet<string>;
  readonly package?: PackageFacts;
  readonly yarnLock?: string;
  /** The text of the configuration of Playwright. */
  readonly playwrightConfig?: string;
  readonly inRepository?: string;
}

/** Reads the facts of a project. */
export function projectOf({ names, package: facts, yarnLock, playwrightConfig, inRepository }: Found): Project {
  const packages = facts?.packages ?? new Set<string>();
  const lockfiles = LOCKFILE_NAMES.filter((name) => names.has(name));
  return {
    tools: new Set(PACKAGES.filter(([, name]) => packages.has(name)).map(([tool]) => tool)),
    manager: managerOf(facts ?? {}, new Set(lockfiles), yarnLock),
    lockfiles,
    isModule: facts?.isModule ?? false,
    hasDocproof: packages.has('docproof'),
    testFolder: ['tests', 'test', '__tests__'].find((name) => names.has(name)) ?? 'tests',
    ...(playwrightConfig === undefined ? {} : { playwrightFolder: testDirOf(playwrightConfig) }),
    ...(inRepository === undefined ? {} : { inRepository }),
  };
}

/** `testDir` of a configuration of Playwright, where a reader of its text can tell; else the folder of the file. */
function testDirOf(text: string): string {
  const [, written = '.'] = /^\s*testDir:\s*['"]([^'"]*)['"]/m.exec(text) ?? [];
  const folder = written.replace(/^\.\//, '').replace(/\/$/, '');
  return /^[\w-][\w./-]*$/.test(folder) && !folder.split('/').includes('..') ? folder : '.';
}
