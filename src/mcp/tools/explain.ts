import { explain as meaningsOf } from '../../api/explain.js';
import { explanationPage } from '../../explain/index.js';
import { listOf, objectOf, READING, type Tool, textOf } from '../tool.js';

/** Says what a name in a report means. */
export const explain: Tool = {
  name: 'explain',
  title: 'Explain a keyword, rule or reason',
  description:
    'Says what the keyword of a violation (enum, undocumented-status), a rule of docproof lint (missing-field) or a reason (body-omitted) means: a bad and a good example, why it matters, where it is documented.',
  annotations: READING,
  input: objectOf({ name: { type: 'string', description: 'The name, as reports write it.' } }, ['name']),
  output: objectOf(
    {
      meanings: listOf(
        objectOf(
          {
            kind: { type: 'string' },
            severity: { type: 'string' },
            means: { type: 'string' },
            why: { type: 'string' },
            documented: listOf(objectOf({ title: { type: 'string' }, url: { type: 'string' } }, ['title', 'url'])),
          },
          ['kind', 'means', 'why', 'documented'],
        ),
      ),
    },
    ['meanings'],
  ),
  async run(given) {
    const name = textOf(given.name) ?? '';
    const meanings = await meaningsOf(name);
    return {
      text: explanationPage(name.trim(), meanings),
      data: {
        meanings: meanings.map(({ kind, severity, means, why, documented }) => ({
          kind,
          ...(severity === undefined ? {} : { severity }),
          means,
          why,
          documented: documented.map(({ title, url }) => ({ title, url })),
        })),
      },
    };
  },
};
