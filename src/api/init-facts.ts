import { constants, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type Found, readPackage } from '../init/index.js';
import { asInputError } from '../io/index.js';
import { InputError } from '../model/index.js';

/** No package.json is as large as this, in bytes. */
const MOST_BYTES = 4 << 20;

/** Where documents often are, beside the names that all commands find in the folder itself. */
const OTHER_PLACES = ['', 'api/', 'openapi/', 'spec/', 'docs/', 'schema/', 'public/', 'src/'].flatMap((folder) =>
  ['openapi.yaml', 'openapi.yml', 'openapi.json', 'swagger.yaml', 'swagger.yml', 'swagger.json'].map(
    (name) => `${folder}${name}`,
  ),
);

const PLAYWRIGHT_CONFIGS = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].map((ending) => `playwright.config.${ending}`);

/**
 * What is in a folder that matters for its set-up.
 * @throws InputError where package.json cannot be read, is too large, or is not a JSON object
 */
export async function factsOf(folder: string): Promise<{ readonly found: Found; readonly otherDocument?: string }> {
  const names = new Set(await readdir(folder));
  const packageText = names.has('package.json') ? await textOf(folder, 'package.json') : undefined;
  const config = PLAYWRIGHT_CONFIGS.find((name) => names.has(name));
  const inRepository = await placeInRepository(folder);
  const otherDocument = await firstFile(folder);
  return {
    found: {
      names,
      ...(packageText === undefined ? {} : { package: readPackage(packageText, 'package.json') }),
      ...(names.has('yarn.lock') ? { yarnLock: await beginOf(join(folder, 'yarn.lock')) } : {}),
      ...(config === undefined ? {} : { playwrightConfig: await textOf(folder, config) }),
      ...(inRepository === undefined ? {} : { inRepository }),
    },
    ...(otherDocument === undefined ? {} : { otherDocument }),
  };
}

/** @throws InputError */
async function textOf(folder: string, name: string): Promise<string> {
  const text = await beginOf(join(folder, name), MOST_BYTES + 1).catch((error: unknown) => {
    throw asInputError(name, error);
  });
  if (text.length > MOST_BYTES)
    throw new InputError('too-large', `is larger than ${MOST_BYTES >> 20} MB`, {
      place: { source: name },
      cure: 'Run docproof init in the folder of a project.',
    });
  return text;
}

/** The first bytes of a file as text. */
async function beginOf(path: string, most = 4096): Promise<string> {
  // A pipe in the place of the file would be waited for. Windows has no such flag.
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const handle = await open(path, O_RDONLY | O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, most));
    await handle.read(bytes, 0, bytes.length, 0);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } finally {
    await handle.close();
  }
}

/** Where the folder is below the repository that holds it; undefined at its root, and if none exists. */
async function placeInRepository(folder: string): Promise<string | undefined> {
  const here = resolve(folder);
  for (let up = here; ; up = dirname(up)) {
    if (await stat(join(up, '.git')).catch(() => undefined))
      return up === here ? undefined : relative(up, here).replaceAll('\\', '/');
    if (dirname(up) === up) return undefined;
  }
}

async function firstFile(folder: string): Promise<string | undefined> {
  for (const path of OTHER_PLACES) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  return undefined;
}
