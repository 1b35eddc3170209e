import { InputError, isObject } from '../../model/index.js';
import { problemOf } from '../refusals.js';
import { receiveJson } from './json-body.js';
import type { Page, PageContext } from './page.js';

/** Whether a proxy records what passes through, and its state; PUT `{ "on": false }` makes a pause. */
export function recordingPage({ recorder }: PageContext): Page {
  return {
    path: '/_docproof/recording',
    off: recorder ? undefined : NOT_HERE,
    methods: {
      GET(_request, response) {
        response.json(recorder?.state());
      },
      PUT(request, response, next) {
        receiveJson({ request, response, next }, SHAPE, async (value) => {
          const { on, ...others } = isObject(value) ? value : {};
          if (typeof on !== 'boolean' || Object.keys(others).length > 0)
            throw new InputError('bad-option', 'the body does not say whether to record', { cure: SHAPE });
          await recorder?.set(on);
          response.json(recorder?.state());
        });
      },
    },
  };
}

const SHAPE = 'Send { "on": true } or { "on": false }.';

const NOT_HERE = problemOf(
  404,
  'NO_RECORDING',
  'This server does not record',
  'A proxy does. What a mock answered is at /_docproof/exchanges.har and /_docproof/exchanges.ndjson.',
);
