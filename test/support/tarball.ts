import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const command = promisify(execFile);

/** What `npm pack` says of the package that it made. */
export interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the built package as `npm publish` would, into `folder`. */
export async function pack(folder: string): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await command('npm', args, { cwd: ROOT });
  const listed: readonly Packed[] | Readonly<Record<string, Packed>> = JSON.parse(stdout);
  // npm 11 lists packages, npm 12 names them.
  const [packed] = Object.values(listed);
  if (packed === undefined) throw new Error('npm packed nothing');
  return packed;
}
