import lcovParser from '@friedemannsommer/lcov-parser';
import { describe, expect, test } from 'vitest';
import { checkCapture, loadContract, writeReport } from '../../src/api/index.js';
import { resultFormats } from '../../src/report/index.js';
import { DOCUMENT, RESULT } from './fixture.js';

const { write } = resultFormats;

describe('coverage of the document’s lines', () => {
  test('A reader of LCOV finds operations as functions, and statuses and members as branches', async () => {
    const [paths, components] = await lcovParser({ from: await write('lcov', RESULT, { document: DOCUMENT }) });
    expect(paths).toMatchObject({
      path: 'specs/paths.yaml',
      functions: {
        instrumented: 2,
        hit: 1,
        details: [
          { name: 'GET /pets/{id}', line: 4, hit: 7 },
          { name: 'POST /pets', line: 4, hit: 0 },
        ],
      },
      branches: { instrumented: 3, hit: 2 },
      lines: { instrumented: 3, hit: 1 },
    });
    expect(components).toMatchObject({ path: 'specs/components.yaml', branches: { instrumented: 2, hit: 0 } });
  });

  test('LCOV coverage names the files of the document, and counts all its operations', async () => {
    const contract = await loadContract();
    const result = await checkCapture(contract, 'contracts/captures/seeded.har', {
      baseUrls: ['http://127.0.0.1:4010'],
    });
    const files = await lcovParser({ from: await writeReport('lcov', result, { contract }) });
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['spec/paths/identityRiskEvents.yaml', 'spec/schemas/identityRiskEvent.yaml']),
    );
    const operations = files.flatMap(({ functions }) => functions.details);
    expect(operations.filter(({ hit }) => hit > 0)).toHaveLength(result.coverage.operationsSeen);
    expect(operations).toHaveLength(result.coverage.operationsTotal);
  });

  test('LCOV coverage names the document alone if its files are not available', async () => {
    const files = await lcovParser({ from: await write('lcov', RESULT) });
    expect(files.map(({ path, lines }) => [path, lines.details])).toEqual([['pets.yaml', [{ line: 1, hit: 0 }]]]);
  });
});
