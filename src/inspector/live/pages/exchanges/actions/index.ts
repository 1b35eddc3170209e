import { AcceptFaults } from './accept-faults.js';
import type { Action } from './action.js';
import { NextAnswer } from './next-answer.js';
import { Replay } from './replay.js';
import { SaveAsExample } from './save-example.js';

/** The actions, in their order: a line each. */
export const ACTIONS: readonly Action[] = [
  { name: 'next-answer', needs: 'overrides', Action: NextAnswer },
  { name: 'replay', needs: 'replay', Action: Replay },
  { name: 'example', needs: 'examples', Action: SaveAsExample },
  { name: 'baseline', needs: 'baseline', Action: AcceptFaults },
];
