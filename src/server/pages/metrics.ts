import { problemOf } from '../refusals.js';
import type { Page, PageContext } from './page.js';
import { readiness } from './ready.js';

const PATH = '/_docproof/metrics';

/** Numbers of the server for Prometheus. Nothing is counted before somebody asks for the first time. */
export function metricsPage(context: PageContext): Page {
  const { metrics } = context;
  if (typeof metrics !== 'function')
    return { path: PATH, methods: {}, off: metrics === 'several' ? SEVERAL : NOT_HERE };
  const unready = readiness(context);
  return {
    path: PATH,
    methods: {
      async GET(_request, response) {
        const [numbers, reason] = await Promise.all([metrics(), unready()]);
        const text = await numbers.text(reason === undefined);
        response.set('Content-Type', numbers.type).send(Buffer.from(text));
      },
    },
  };
}

const SEVERAL = problemOf(
  404,
  'NO_METRICS',
  'This server counts nothing',
  'The processes of --multiprocess share one port, and none of them sees all requests. Start single ones behind a balancer: docs/guides/fleet.md.',
);

const NOT_HERE = problemOf(404, 'NO_METRICS', 'This server counts nothing', 'It answers no requests of an API.');
