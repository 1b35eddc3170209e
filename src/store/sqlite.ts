import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../model/index.js';
import type { Store, Stored } from './port.js';

/**
 * A store in a SQLite file: each text and each count is on the disk before its call returns, so that it survives the process, however that ends.
 * @throws InputError `bad-option` where the file cannot be opened, is no database, or is in use by another process
 */
export async function sqliteStore(path: string): Promise<Store> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const file = resolve(path);
  const release = takeOver(file, path);
  let database: InstanceType<typeof sqlite.Database>;
  try {
    database = new sqlite.Database(file);
    database.exec(
      'CREATE TABLE IF NOT EXISTS texts (position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)',
    );
    database.exec('CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, next INTEGER NOT NULL)');
  } catch (cause) {
    release();
    throw cannotOpen(path, cause);
  }
  const texts = (row: Readonly<Record<string, unknown>>): Stored => ({
    key: String(row.key),
    value: String(row.value),
  });
  const read = (key: string): string | undefined => {
    const row = database.get('SELECT value FROM texts WHERE key = ?', [key]);
    return row && typeof row.value === 'string' ? row.value : undefined;
  };
  return {
    get: async (key) => read(key),
    async replace(key, expected, value) {
      // One process owns the file and nothing here waits: between reading and writing no one else gets a turn.
      if (read(key) !== expected) return false;
      database.run(
        'INSERT INTO texts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        [key, value],
      );
      return true;
    },
    list: async (prefix) =>
      database
        .all('SELECT key, value FROM texts WHERE substr(key, 1, ?) = ? ORDER BY position', [prefix.length, prefix])
        .map(texts),
    async clear(prefix) {
      database.run('DELETE FROM texts WHERE substr(key, 1, ?) = ?', [prefix.length, prefix]);
      database.run('DELETE FROM counters WHERE substr(key, 1, ?) = ?', [prefix.length, prefix]);
    },
    count(key) {
      // One statement: a process that dies has either taken the number or not.
      const row = database.get(
        'INSERT INTO counters (key, next) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET next = next + 1 RETURNING next',
        [key],
      );
      return Number(row?.next) - 1;
    },
    async close() {
      database.close();
      release();
    },
  };
}

function cannotOpen(path: string, cause: unknown): InputError {
  return new InputError('bad-option', 'cannot be opened as a SQLite file', {
    place: { source: path },
    cure: 'Name a file that is not there yet, or one that --state wrote, in a folder that is there and may be written.',
    cause,
  });
}

/**
 * Makes this process the file's only owner. A lock that a killed process left behind is taken away: its number is nobody's, or another's by now.
 * @returns what gives it back
 */
function takeOver(file: string, path: string): () => void {
  const note = `${file}.owner`;
  const owner = ownerOf(note);
  if (owner && owner.pid !== process.pid && isRunning(owner)) {
    throw new InputError('bad-option', `in use by process ${owner.pid}`, {
      place: { source: path },
      cure: `Stop that one first, or name another file. If it has nothing to do with this file, remove ${path}.owner.`,
    });
  }
  try {
    rmSync(`${file}.lock`, { recursive: true, force: true });
    writeFileSync(note, `${process.pid} ${startOf(process.pid)}`);
  } catch (cause) {
    throw cannotOpen(path, cause);
  }
  return () => rmSync(note, { force: true });
}

/** A process, and when it was started: numbers are given anew. */
interface Owner {
  readonly pid: number;
  /** Empty where the system does not say. */
  readonly start: string;
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

/** Ticks from the start of the machine to that of the process: field 22 of proc_pid_stat(5), counted from behind its name in parentheses. Linux alone says it. */
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
