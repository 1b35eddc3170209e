import { createRequire } from 'node:module';
import type * as server from '@modelcontextprotocol/server';
import type * as stdio from '@modelcontextprotocol/server/stdio';
import { findPeer, type PeerWanted } from '../io/peer.js';

/** The kit of the protocol for servers. */
export type Sdk = typeof server;

/** The part of it for standard input and output. */
export type StdioSdk = typeof stdio;

const SERVER: PeerWanted = { name: '@modelcontextprotocol/server', by: 'docproof mcp', versions: ['2.0'] };

/**
 * Loads the kit that the user installed.
 * @throws InputError `not-found` where it is not installed, `unsupported-version` for another version
 */
export function loadSdk(): Sdk {
  return createRequire(import.meta.url)(findPeer(SERVER).path);
}

/** Loads its part for standard input and output. @throws InputError as {@link loadSdk} does */
export function loadStdio(): StdioSdk {
  return createRequire(findPeer(SERVER).path)('@modelcontextprotocol/server/stdio');
}
