import type { PackageFacts } from './package-facts.js';

/** A package manager, by what people type. */
export interface Manager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Adds a development dependency; the names of packages follow. */
  readonly add: string;
  /** Runs a program of an installed package; its name and arguments follow. */
  readonly run: string;
  /** Installs exactly what the lockfile says. */
  readonly install: string;
  /** What a workflow runs before that, on a machine with Node and npm only. */
  readonly setup?: string;
}

// Those that come with old releases of Node do not know the keys of new releases of pnpm and Yarn.
const COREPACK = 'npm install --global --force corepack@latest && corepack enable';

const NPM: Manager = { name: 'npm', add: 'npm install --save-dev', run: 'npx', install: 'npm ci' };
const PNPM: Manager = {
  name: 'pnpm',
  add: 'pnpm add --save-dev',
  run: 'pnpm exec',
  install: 'pnpm install --frozen-lockfile',
  setup: COREPACK,
};
const YARN: Manager = {
  name: 'yarn',
  add: 'yarn add --dev',
  run: 'yarn run',
  install: 'yarn install --immutable',
  setup: COREPACK,
};
const YARN_1: Manager = { ...YARN, install: 'yarn install --frozen-lockfile' };
const BUN: Manager = {
  name: 'bun',
  add: 'bun add --dev',
  run: 'bunx',
  install: 'bun install --frozen-lockfile',
  setup: 'npm install --global bun',
};

const LOCKFILES: readonly (readonly [file: string, manager: Manager])[] = [
  ['package-lock.json', NPM],
  ['npm-shrinkwrap.json', NPM],
  ['pnpm-lock.yaml', PNPM],
  ['yarn.lock', YARN],
  ['bun.lock', BUN],
  ['bun.lockb', BUN],
];

/** The names of all lockfiles that are known. */
export const LOCKFILE_NAMES: readonly string[] = LOCKFILES.map(([file]) => file);

/**
 * The project's package manager: the one that package.json names (`packageManager`), else that of its lockfile, else
 * npm.
 * @param lockfiles their names; the content of yarn.lock tells Yarn 1, whose flags differ, from later ones
 */
export function managerOf(
  { packageManager = '' }: Pick<PackageFacts, 'packageManager'>,
  lockfiles: ReadonlySet<string>,
  yarnLock = '',
): Manager {
  const [, name, major] = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(packageManager) ?? [];
  const isFirstYarn = name === 'yarn' ? major === '1' : /^# yarn lockfile v1$/m.test(yarnLock);
  const named = [NPM, PNPM, YARN, BUN].find((manager) => manager.name === name);
  const manager = named ?? LOCKFILES.find(([file]) => lockfiles.has(file))?.[1] ?? NPM;
  return manager === YARN && isFirstYarn ? YARN_1 : manager;
}
