import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../model/index.js';

/** A process, and when it was started: a process number is used again after the process has ended. */
interface Owner {
  readonly pid: number;
  /** Empty where the system does not say. */
  readonly start: string;
}

/**
 * Makes this process the only owner of a file. A lock that a killed process left behind is removed.
 * @param path the file as the user named it
 * @returns what gives the file back
 * @throws InputError `bad-option` where another process owns it; the system's error where its folder cannot be written
 */
export function takeOwnership(file: string, path: string): () => void {
  const note = `${file}.owner`;
  const owner = ownerOf(note);
  if (owner && owner.pid !== process.pid && isRunning(owner)) {
    throw new InputError('bad-option', `in use by process ${owner.pid}`, {
      place: { source: path },
      cure: `Stop that process first, or name another file. If it has nothing to do with this file, remove ${path}.owner.`,
    });
  }
  rmSync(`${file}.lock`, { recursive: true, force: true });
  writeFileSync(note, `${process.pid} ${startOf(process.pid)}`);
  return () => rmSync(note, { force: true });
}

function ownerOf(note: string): Owner | undefined {
  try {
    const [pid = '', start = ''] = readFileSync(note, 'utf8').split(' ');
    return Number(pid) > 0 ? { pid: Number(pid), start } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, start }: Owner): boolean {
  return isAlive(pid) && (start === '' || startOf(pid) === start);
}

/**
 * Ticks from the start of the machine to that of the process; Linux only.
 * It is field 22 of proc_pid_stat(5), counted from behind the name in parentheses.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
