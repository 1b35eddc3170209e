import { problemOf } from '../refusals.js';
import type { Page, PageContext } from './page.js';

/** The result of a check, in the server of `check --open`: what the HTML report shows, as data. */
export function resultPage({ result }: PageContext): Page {
  return {
    path: '/_docproof/result',
    off: result === undefined ? NO_RESULT : undefined,
    methods: {
      GET(_request, response) {
        response.json(result);
      },
    },
  };
}

const NO_RESULT = problemOf(
  404,
  'NO_RESULT',
  'There is no result here',
  'This server answers requests. The server of docproof check --open has the result of the check.',
);
