import type { FeedRing, KeptExchange } from '../../../feed/index.js';
import type { Answer } from '../../../mock/index.js';
import { InputError } from '../../../model/index.js';
import { problemOf } from '../../refusals.js';
import { type Page, type PageContext, queryOf, send } from '../page.js';

const PATH = '/_docproof/exchanges';

/** The exchanges that pass all filters; DELETE forgets all. */
export function exchangesPage({ feeding, mode }: PageContext): Page {
  return {
    path: PATH,
    off: feeding.off,
    methods: {
      async GET(request, response) {
        const { ring, reader, read } = await feeding.open();
        const { exchanges, matching } = await reader.list(read(queryOf(request)));
        response.json({ exchanges, matching, last: ring.last, dropped: ring.dropped });
      },
      async DELETE(_request, response) {
        if (mode === 'result') {
          send(response, FINISHED);
          return;
        }
        (await feeding.ring()).clear();
        response.status(204).end();
      },
    },
  };
}

const FINISHED = problemOf(
  409,
  'FINISHED',
  'The result of a check cannot be changed',
  'These are the exchanges that were checked. End docproof check --open, and start it again, to check others.',
);

/** One exchange with its messages. */
export function exchangePage({ feeding }: PageContext): Page {
  return {
    path: `${PATH}/:id`,
    off: feeding.off,
    methods: {
      async GET(request, response) {
        const { ring, reader, tools } = await feeding.open();
        const kept = keptCalled(ring, String(request.params.id));
        if (!kept) {
          send(response, missing(ring));
          return;
        }
        const detail = reader.detail(kept);
        response.json({
          ...detail,
          violations: await tools.explain(detail.violations),
          decisions: tools.decide(kept, detail),
        });
      },
    },
  };
}

/** The exchange of an id; undefined where it is not kept. @throws InputError `bad-option` for what is not an id */
export function keptCalled(ring: FeedRing, id: string): KeptExchange | undefined {
  if (/^[1-9]\d{0,14}$/.test(id)) return ring.get(Number(id));
  throw new InputError('bad-option', 'this is not the id of an exchange', {
    cure: `Ask ${PATH} which ones there are: an id is a whole number from 1.`,
  });
}

/** The answer for an exchange that is not kept. */
export function missing({ first, last }: FeedRing): Answer {
  const kept = first > last ? 'no exchange' : `the exchanges ${first} to ${last}`;
  const detail = `The feed holds ${kept}. Older ones make room for newer ones.`;
  return problemOf(404, 'NOT_FOUND', 'There is no such exchange', detail);
}
