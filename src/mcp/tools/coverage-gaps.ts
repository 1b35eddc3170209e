import { judgeCaptures } from '../../api/check.js';
import { printable } from '../../model/index.js';
import { neverSeen } from '../../report/index.js';
import { contractIn, DOCUMENT } from '../document.js';
import { LIMIT, listOf, numberOf, objectOf, READING, type Tool, textsOf } from '../tool.js';

/** Lists what of a document no exchange of captures has used. */
export const coverageGaps: Tool = {
  name: 'coverage_gaps',
  title: 'List what captures do not cover',
  description:
    'Lists the operations, statuses, media types, parameters, properties and enumeration members of an OpenAPI document that no exchange of the captures has used: what tests still miss.',
  annotations: READING,
  input: objectOf(
    {
      document: DOCUMENT,
      captures: {
        ...listOf({ type: 'string' }),
        minItems: 1,
        maxItems: 100,
        description: 'Paths of captures, relative to the folder of this server.',
      },
      base_urls: listOf({ type: 'string', format: 'uri' }),
      limit: LIMIT,
    },
    ['captures'],
  ),
  output: objectOf(
    {
      operationsSeen: { type: 'integer' },
      operationsTotal: { type: 'integer' },
      percent: { type: 'number' },
      gaps: listOf(
        objectOf(
          { kind: { type: 'string' }, names: listOf({ type: 'string' }), leftOut: { type: 'integer', minimum: 0 } },
          ['kind', 'names', 'leftOut'],
        ),
      ),
      result: { type: 'string', description: 'The resource with all gaps.' },
    },
    ['operationsSeen', 'operationsTotal', 'percent', 'gaps'],
  ),
  async run(given, { folder, kept }) {
    const contract = await contractIn(folder, given.document);
    const captures: string[] = [];
    for (const name of textsOf(given.captures)) captures.push(await folder.file(name));
    const { result, outOfScope } = await judgeCaptures(contract, captures, { baseUrls: textsOf(given.base_urls) });
    if (outOfScope) throw outOfScope;
    const { coverage } = result;
    const limit = numberOf(given.limit, 20);
    const all = neverSeen(coverage).filter(([, names]) => names.length > 0);
    const gaps = all.map(([kind, names]) => ({
      kind,
      names: names.slice(0, limit),
      leftOut: Math.max(0, names.length - limit),
    }));
    const isCut = gaps.some(({ leftOut }) => leftOut > 0);
    const whole = JSON.stringify(Object.fromEntries(all), undefined, 2);
    const link = isCut ? kept.keep('gaps', 'All that the captures do not cover, as JSON', whole) : undefined;
    const { operationsSeen, operationsTotal, percent } = coverage;
    return {
      text: [
        `${operationsSeen} of ${operationsTotal} operations seen (${percent} %)`,
        ...gaps.flatMap(({ kind, names, leftOut }) => [
          kind,
          ...names.map((name) => printable(`  ${name}`)),
          ...(leftOut > 0 ? [`  … and ${leftOut} more`] : []),
        ]),
      ].join('\n'),
      data: { operationsSeen, operationsTotal, percent, gaps, ...(link ? { result: link.uri } : {}) },
      links: link ? [link] : [],
    };
  },
};
