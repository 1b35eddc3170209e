// Finds a server of Redis or Valkey, for the tests of what several machines share.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a server; undefined if there is none. `DOCPROOF_REDIS` names one. */
export function findRedis() {
  if (process.env.DOCPROOF_REDIS) return process.env.DOCPROOF_REDIS;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['redis-server', 'valkey-server'])
    for (const folder of folders) if (isProgram(join(folder, name))) return join(folder, name);
  return undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
