import type { Answer } from './answer.js';

/** The answer to a client if Docproof itself fails. Says nothing of the error: messages may hold what was sent. */
export const INTERNAL_ERROR: Answer = {
  status: 500,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'https://docproof.dev/errors#UNKNOWN',
    title: 'Docproof failed',
    status: 500,
    detail: 'This is a fault in Docproof: please report the request that led to it.',
  }),
  violations: [],
};
