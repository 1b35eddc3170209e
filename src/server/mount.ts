import type { IncomingMessage } from 'node:http';
import { originForm } from '../model/index.js';

/** What a request asks for, as a handler sees it that is mounted under a path. */
export interface Mounted {
  /** As the client asked. */
  readonly whole: string;
  /** Below the path of the mount, which Connect and Express take away. */
  readonly below: string;
  /** The path of the mount: `/api` for `app.use('/api', handler)`; empty at the root. */
  readonly mount: string;
}

/** Reads the target of a request, and what routers left of it: they keep it whole as `originalUrl`. */
export function mountedTarget(request: IncomingMessage): Mounted {
  const below = originForm(request.url ?? '/');
  const whole =
    'originalUrl' in request && typeof request.originalUrl === 'string' ? originForm(request.originalUrl) : below;
  if (whole === below) return { whole, below, mount: '' };
  const path = pathOf(whole);
  const rest = pathOf(below);
  if (path.endsWith(rest)) return { whole, below, mount: path.slice(0, path.length - rest.length) };
  // `/api` itself is `/` below the mount.
  return { whole, below, mount: rest === '/' ? path : '' };
}

function pathOf(target: string): string {
  return target.split(/[?#]/, 1)[0] ?? target;
}

/** Scheme and host by which the client called. */
export function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  return `${scheme}://${headers.host ?? `127.0.0.1:${socket.localPort}`}`;
}
