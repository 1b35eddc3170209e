import { memoryStore, type Store, sqliteStore } from '../store/index.js';

/**
 * Where a mock remembers: in memory, or in a SQLite file.
 * @throws InputError `bad-option` where the file cannot be used
 */
export async function openStore(file?: string): Promise<Store> {
  return file === undefined ? memoryStore() : sqliteStore(file);
}
