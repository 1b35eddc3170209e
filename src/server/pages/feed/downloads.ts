import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { InputError } from '../../../model/index.js';
import { receiveJson } from '../json-body.js';
import { type Page, type PageContext, queryOf } from '../page.js';
import { answerSaved, hasMembers } from './saving.js';

/** What a download says in the place of `after` and `limit`. */
const ALL = 'A download has all exchanges that are kept: leave it out.';

/** The exchanges that pass all filters as a HAR (HTTP Archive 1.2), which `docproof check` and browsers read. */
export function harPage(context: PageContext): Page {
  return capturePage(context, 'har', 'application/json');
}

/** The same as lines of JSON, as `--record` writes them. */
export function ndjsonPage(context: PageContext): Page {
  return capturePage(context, 'ndjson', 'application/x-ndjson');
}

function capturePage({ feeding }: PageContext, format: 'har' | 'ndjson', mediaType: string): Page {
  const GET: RequestHandler = async (request, response) => {
    const { reader, readWhole, tools } = await feeding.open();
    const wanted = await reader.select(readWhole(queryOf(request), ALL));
    response.attachment(`exchanges.${format}`).type(mediaType);
    // Written piece by piece: all together may be as much as the ring holds.
    if (request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(tools.capture(format, wanted)), response).catch(() => response.destroy());
  };
  return { path: `/_docproof/exchanges.${format}`, off: feeding.off, methods: { GET } };
}

/** The HTML report of what was seen so far: one file that opens without a server, too. */
export function reportPage({ feeding }: PageContext): Page {
  return {
    path: '/_docproof/report',
    off: feeding.off,
    methods: {
      async GET(_request, response) {
        const { ring, tools } = await feeding.open();
        // The policy of the report is in the report itself: this one leaves all to it but the frames around it.
        response.set('Content-Security-Policy', "frame-ancestors 'none'");
        response.type('text/html').send(await tools.report(ring));
      },
    },
  };
}

/** The overlay by which the document would accept what was seen; POST `{ "write": true }` writes it beside it. */
export function driftPage(context: PageContext): Page {
  const { feeding } = context;
  return {
    path: '/_docproof/drift',
    off: feeding.off,
    methods: {
      async GET(_request, response) {
        const { ring, tools } = await feeding.open();
        response.json(await tools.drift(ring));
      },
      POST(request, response, next) {
        receiveJson({ request, response, next }, WRITE, async (value) => {
          const { ring, tools } = await feeding.open();
          await answerSaved(context, response, value, ({ write = false, ...others }) => {
            if (typeof write === 'boolean' && !hasMembers(others)) return tools.saveDrift(ring, write);
            throw new InputError('bad-option', 'the body does not say whether to write', { cure: WRITE });
          });
        });
      },
    },
  };
}

const WRITE = 'Send { "write": true } to write the overlay, { "write": false } to see what would be written.';
