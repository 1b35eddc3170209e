// Looks for a server of Redis, and installs Debian's where that is possible. Without one, its tests are skipped.
import { spawnSync } from 'node:child_process';
import { findRedis } from './find-redis.mjs';

let found = findRedis();
if (!found && process.getuid?.() === 0 && succeeds(['--version'])) {
  console.log("redis: none found, trying Debian's package redis-server …");
  succeeds(['update', '-qq']) && succeeds(['install', '-y', '-qq', '--no-install-recommends', 'redis-server']);
  found = findRedis();
}
console.log(found ? `redis: ${found}` : 'redis: none found, so that its tests are skipped (DOCPROOF_REDIS names one)');

function succeeds(flags) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', flags, { stdio: 'ignore', timeout: 300_000, env }).status === 0;
}
