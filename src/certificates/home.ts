import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { InputError } from '../model/index.js';

/**
 * The folder for data of this user, by the XDG Base Directory Specification and the customs of macOS and Windows. A
 * key does not belong among temporary files, nor in a project that is copied and published.
 * @throws InputError `bad-option` where the system knows none
 */
export function dataFolder(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (XDG_DATA_HOME) return absolute(XDG_DATA_HOME);
  if (process.platform === 'win32') return absolute(LOCALAPPDATA || join(home(), 'AppData', 'Local'));
  if (process.platform === 'darwin') return absolute(join(home(), 'Library', 'Application Support'));
  return absolute(join(home(), '.local', 'share'));
}

function absolute(folder: string): string {
  if (isAbsolute(folder)) return folder;
  throw new InputError('bad-option', `there is no folder for the data of this user${folder ? `: ${folder}` : ''}`, {
    cure: 'Set XDG_DATA_HOME to one, by its whole path.',
  });
}

/** Empty where the system knows none. */
function home(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
