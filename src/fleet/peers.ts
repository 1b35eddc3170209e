import { createRequire } from 'node:module';
import { findPeer } from '../io/peer.js';

const BY = '--queue';

/**
 * The package that has the queue, an optional peer.
 * @throws InputError `not-found` or `unsupported-version`
 */
export function loadBullmq(): typeof import('bullmq') {
  return createRequire(import.meta.url)(findPeer({ name: 'bullmq', by: BY, versions: ['6.5'] }).path);
}

/**
 * The package that speaks with Redis, an optional peer.
 * @throws InputError `not-found` or `unsupported-version`
 */
export function loadIoredis(): typeof import('ioredis') {
  return createRequire(import.meta.url)(findPeer({ name: 'ioredis', by: BY, versions: ['5.8', '6.0'] }).path);
}
