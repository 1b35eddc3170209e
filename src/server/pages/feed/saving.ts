import type { Response } from 'express';
import type { FeedTools, KeptExchange, Saved } from '../../../feed/index.js';
import { InputError, isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import { problemOf } from '../../refusals.js';
import { receiveJson } from '../json-body.js';
import { type Page, type PageContext, send } from '../page.js';
import { keptCalled, missing } from './exchanges.js';

/** Saves the answer of an exchange as an example of the document, or shows what that would write. */
export function savedExamplePage(context: PageContext): Page {
  const shape =
    'Send { "as": "overlay", "name": "sold-out", "write": false }: all may be left out; as "file" the body is a separate file.';
  return savingPage(context, 'example', shape, (tools, kept, asked) => {
    const { as = 'overlay', name, write = false, ...others } = asked;
    const isName = name === undefined || typeof name === 'string';
    if ((as !== 'overlay' && as !== 'file') || !isName || typeof write !== 'boolean' || hasMembers(others))
      throw new InputError('bad-option', 'the body does not say how to save the example', { cure: shape });
    return tools.saveExample(kept, { as, write, ...(name === undefined ? {} : { name }) });
  });
}

/** Adds the faults of an exchange to the baseline of checks, or shows what that would write. */
export function acceptedFaultsPage(context: PageContext): Page {
  const shape =
    'Send { "reason": "known since May", "expires": "2027-01-31", "write": false }: only the reason is needed.';
  return savingPage(context, 'baseline', shape, (tools, kept, asked) => {
    const { reason, expires, write = false, ...others } = asked;
    const isDay = expires === undefined || (typeof expires === 'string' && isDate(expires));
    const isReason = typeof reason === 'string' && reason.trim() !== '' && reason.length <= 1_000;
    if (!isReason || !isDay || typeof write !== 'boolean' || hasMembers(others))
      throw new InputError('bad-option', 'the body does not say why the faults may stay', { cure: shape });
    return tools.acceptFaults(kept, { reason, write, ...(typeof expires === 'string' ? { expires } : {}) });
  });
}

type Save = (tools: FeedTools, kept: KeptExchange, asked: JsonObject) => Promise<Saved>;

function savingPage(context: PageContext, name: string, shape: string, save: Save): Page {
  const { feeding } = context;
  return {
    path: `/_docproof/exchanges/:id/${name}`,
    off: feeding.off,
    methods: {
      POST(request, response, next) {
        receiveJson({ request, response, next }, shape, async (value) => {
          const { ring, tools } = await feeding.open();
          const kept = keptCalled(ring, String(request.params.id));
          if (kept) await answerSaved(context, response, value, (asked) => save(tools, kept, asked));
          else send(response, missing(ring));
        });
      },
    },
  };
}

/** Answers with what is written, or would be. Nothing is written unless the server was started to allow it. */
export async function answerSaved(
  { allowWrite = false }: PageContext,
  response: Response,
  value: JsonValue,
  save: (asked: JsonObject) => Promise<Saved>,
): Promise<void> {
  const asked = isObject(value) ? value : { '': null };
  if (asked.write === true && !allowWrite) send(response, NOT_ALLOWED);
  else response.json(await save(asked));
}

/** Whether an object has members that nobody asked for. */
export function hasMembers(others: JsonObject): boolean {
  return Object.keys(others).length > 0;
}

const NOT_ALLOWED = problemOf(
  403,
  'WRITE_NOT_ALLOWED',
  'This server writes no files',
  'Start it with --allow-write, which lets it write into the folder of the document; or save by hand what is shown.',
);

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
