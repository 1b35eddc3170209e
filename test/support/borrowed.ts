import { EventEmitter } from 'node:events';
import type { Store } from '../../src/store/index.js';
import { borrowedStore, lendStore } from '../../src/store/shared.js';

/** The store as another process sees it: messages cross as copies, and later. */
export function borrowed(store: Store): Store {
  const [here, there] = [new EventEmitter(), new EventEmitter()];
  const sendTo = (target: EventEmitter) => (message: unknown) => {
    const copy: unknown = JSON.parse(JSON.stringify(message));
    setImmediate(() => target.emit('message', copy));
    return true;
  };
  lendStore(store, Object.assign(there, { send: sendTo(here) }));
  return borrowedStore(Object.assign(here, { send: sendTo(there) }));
}
