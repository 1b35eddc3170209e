/** Which Docproof a step runs: the project's own, or one that npm installs for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The path of the program.
 * @param {{ version: string, folder: string, own: string, temporary: string }} options `own`: the version of the action
 */
export function findDocproof({ version, folder, own, temporary }) {
  const found = version === '' ? installedAbove(folder) : undefined;
  return found ?? install(version === '' ? own : version, temporary);
}

/**
 * The one that Node would find from this folder: installed, or the package whose folder this is.
 * @param {string} folder
 */
function installedAbove(folder) {
  for (let up = folder; ; up = dirname(up)) {
    for (const place of [join(up, 'node_modules/docproof'), up]) {
      const program = programOf(place);
      if (program !== undefined) return program;
    }
    if (dirname(up) === up) return undefined;
  }
}

/** The program of a package, if it is Docproof's, and built. @param {string} place */
function programOf(place) {
  try {
    const { name, bin } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const program = name === 'docproof' ? join(place, bin.docproof) : undefined;
    return program !== undefined && existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} version @param {string} temporary */
function install(version, temporary) {
  // It becomes part of a command line on Windows, where npm is a script of a shell.
  if (!/^\w[\w.+-]*$/.test(version))
    throw new Error(`version: "${version}" is not a version. Give one such as 0.2.0, or latest.`);
  const place = join(temporary, 'docproof-installed');
  const args = ['install', '--prefix', place, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  const onWindows = process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    [...args.map((arg) => (onWindows && arg === place ? `"${arg}"` : arg)), `docproof@${version}`],
    { encoding: 'utf8', shell: onWindows, timeout: 300_000 },
  );
  const program = programOf(join(place, 'node_modules/docproof'));
  if (status === 0 && program !== undefined) return program;
  const reason = error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
  throw new Error(`npm could not install docproof@${version}: ${reason}`);
}
