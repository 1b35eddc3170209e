import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pack } from '../support/tarball.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed package. */
    readonly tarball: string;
  }
}

/** Packs the built package once for all tests of this folder. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-tarball-'));
  const { filename } = await pack(folder);
  provide('tarball', join(folder, filename));
  return () => rm(folder, { recursive: true, force: true });
}
