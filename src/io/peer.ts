import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { InputError } from '../model/index.js';

/** An optional package of the user's, and what needs it. */
export interface PeerWanted {
  readonly name: string;
  /** What needs it, as the user named it: `--shadow prism`. */
  readonly by: string;
  /** The first version of each major version that is known to work: `5.8`. The last one is installed by the cure. */
  readonly versions: readonly `${number}.${number}`[];
}

/** A package where the user installed it. */
export interface Peer {
  /** The file that `require` loads. */
  readonly path: string;
  readonly version: string;
}

/**
 * Finds an optional package from the current folder, else beside Docproof.
 * @param places files from which it is looked for, one after the other
 * @throws InputError `not-found` where it is not installed, `unsupported-version` for another version
 */
export function findPeer(
  { name, by, versions }: PeerWanted,
  places: readonly string[] = [join(process.cwd(), 'package.json'), import.meta.url],
): Peer {
  const cure = `Install it: npm install --save-dev ${name}@${versions.at(-1)?.split('.', 1)[0]}`;
  const path = resolved(name, places);
  if (path === undefined)
    throw new InputError('not-found', `${by} needs the package ${name}, which is not installed`, { cure });
  const version = versionAt(name, path);
  if (version !== undefined && versions.some((first) => isFrom(first, version))) return { path, version };
  const known = versions.map((first) => `${first} or a later ${first.split('.', 1)[0]}.x`).join(', or ');
  const installed = version ?? 'an unknown version';
  throw new InputError('unsupported-version', `${by} needs ${name} ${known}; ${installed} is installed`, {
    place: { source: path },
    cure,
  });
}

function isFrom(first: string, version: string): boolean {
  const [major, least = 0] = first.split('.').map(Number);
  const [has, minor = 0] = version.split('.').map(Number);
  return has === major && minor >= least;
}

function resolved(name: string, places: readonly string[]): string | undefined {
  for (const place of places) {
    try {
      return createRequire(place).resolve(name);
    } catch {
      // It may be in the other place.
    }
  }
  return undefined;
}

/** The version in the package.json above a file. */
function versionAt(wanted: string, path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name, version }: { name?: string; version?: string } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      if (name === wanted) return version;
    } catch {
      // It is further up.
    }
  }
  return undefined;
}
