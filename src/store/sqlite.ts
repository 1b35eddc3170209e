import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../model/index.js';
import { takeOwnership } from './file-owner.js';
import type { Store } from './port.js';
import { decodeText, encodeText } from './safe-text.js';

const TABLES = `
  CREATE TABLE IF NOT EXISTS texts (position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, next INTEGER NOT NULL);
`;

/** Bytes are compared, so that neither case nor wildcards play a part. */
const HAS_PREFIX = 'substr(CAST(key AS BLOB), 1, ?) = CAST(? AS BLOB)';

/**
 * A store in a SQLite file. What a call writes is on the disk before it returns, so that it survives the process,
 * however that ends.
 * One process owns the file at a time; others use its store (`lendStore`).
 * @param location a path, or what follows `file:` in a URL (RFC 8089)
 * @throws InputError `bad-option` where the file cannot be opened, is not a database, or is in use by another process
 */
export async function sqliteStore(location: string): Promise<Store> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const path = pathOf(location);
  const file = resolve(path);
  const release = ownershipOf(file, path);
  let database: InstanceType<typeof sqlite.Database>;
  try {
    database = new sqlite.Database(file);
    database.exec(TABLES);
  } catch (cause) {
    release();
    throw cannotOpen(path, cause);
  }
  // One process owns the file and no call waits midway: between reading and writing no other call gets a turn.
  const read = (key: string): string | undefined => {
    const row = database.get('SELECT value FROM texts WHERE key = ?', [encodeText(key)]);
    return row && typeof row.value === 'string' ? decodeText(row.value) : undefined;
  };
  return {
    get: async (key) => read(key),
    async replace(key, expected, value) {
      if (read(key) !== expected) return false;
      if (value === undefined) {
        database.run('DELETE FROM texts WHERE key = ?', [encodeText(key)]);
        return true;
      }
      database.run(
        'INSERT INTO texts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        [encodeText(key), encodeText(value)],
      );
      return true;
    },
    list: async (prefix) =>
      database
        .all(`SELECT key, value FROM texts WHERE ${HAS_PREFIX} ORDER BY position`, prefixValues(prefix))
        .map(({ key, value }) => ({ key: decodeText(String(key)), value: decodeText(String(value)) })),
    async clear(prefix) {
      database.exec('BEGIN');
      for (const table of ['texts', 'counters'])
        database.run(`DELETE FROM ${table} WHERE ${HAS_PREFIX}`, prefixValues(prefix));
      database.exec('COMMIT');
    },
    count(key) {
      const row = database.get(
        'INSERT INTO counters (key, next) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET next = next + 1 RETURNING next',
        [encodeText(key)],
      );
      return Number(row?.next) - 1;
    },
    async close() {
      if (!database.isOpen) return;
      database.close();
      release();
    },
  };
}

function prefixValues(prefix: string): [number, string] {
  const text = encodeText(prefix);
  return [Buffer.byteLength(text), text];
}

function pathOf(location: string): string {
  if (!location.startsWith('//')) return location;
  try {
    return fileURLToPath(`file:${location}`);
  } catch (cause) {
    throw cannotOpen(`file:${location}`, cause);
  }
}

function ownershipOf(file: string, path: string): () => void {
  try {
    return takeOwnership(file, path);
  } catch (cause) {
    throw cause instanceof InputError ? cause : cannotOpen(path, cause);
  }
}

function cannotOpen(path: string, cause: unknown): InputError {
  return new InputError('bad-option', 'cannot be opened as a SQLite file', {
    place: { source: path },
    cure: 'Name a new file, or one that --state wrote, in a folder that exists and can be written.',
    cause,
  });
}
