import { randomBytes } from 'node:crypto';
import { type FaultControl, readFaultPlan } from '../../mock/faults/plan.js';
import { problemOf } from '../refusals.js';
import { type Asked, receiveJson } from './json-body.js';
import { type Page, type PageContext, send } from './page.js';

const PATH = '/_docproof/faults';

/** What goes wrong, by which seed. PUT sets another plan while the mock runs, DELETE takes up that of the start. */
export function faultsPage({ controls }: PageContext): Page {
  if (!controls) return { path: PATH, methods: {}, off: NOT_HERE };
  const withFaults = async (asked: Asked, use: (faults: FaultControl) => unknown): Promise<void> => {
    const { faults } = await controls();
    if (faults) await use(faults);
    else send(asked.response, NOT_HERE);
  };
  return {
    path: PATH,
    methods: {
      GET: (request, response, next) =>
        withFaults({ request, response, next }, (faults) => response.json(shown(faults))),
      PUT(request, response, next) {
        const asked = { request, response, next };
        receiveJson(asked, SHAPE, (given) =>
          withFaults(asked, async (faults) => {
            await faults.set(readFaultPlan(given, () => randomBytes(4).toString('hex')));
            response.json(shown(faults));
          }),
        );
      },
      DELETE: (request, response, next) =>
        withFaults({ request, response, next }, async (faults) => {
          await faults.reset();
          response.json(shown(faults));
        }),
    },
  };
}

const SHAPE = 'Send { "faults": ["POST /path: 10% 429 Retry-After=3"], "delay": "200..800", "seed": "a" }.';

const NOT_HERE = problemOf(
  501,
  'NOT_IMPLEMENTED',
  'What goes wrong cannot be set here',
  'A service answers behind this proxy, or servers share a store that does not tell them of changes. Start docproof mock.',
);

function shown(faults: FaultControl): object {
  return { ...faults.plan(), changed: faults.isChanged(), draws: faults.draws() };
}
