import { describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import type { CaptureItem } from '../../src/model/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Boats, version: '1' }
servers: [{ url: 'https://api.example.com' }]
components:
  schemas:
    Kind: { enum: [sail, motor] }
    Boat: { type: object, properties: { kind: { $ref: '#/components/schemas/Kind' }, length: { type: integer } } }
paths:
  /boats:
    get:
      responses:
        '200':
          description: all
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Boat' } }
              example: [{ kind: 'String', length: 7 }]
  /boats/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/Boat' } } } }
  /rafts:
    get:
      responses:
        '200':
          description: others
          content:
            application/json:
              schema: { type: object, properties: { kind: { enum: [sail, motor] }, length: { type: integer } } }
`);

async function faults(path: string, body: unknown): Promise<string[]> {
  async function* capture(): AsyncGenerator<CaptureItem> {
    yield {
      source: 'a.har',
      index: 0,
      request: { method: 'GET', url: `https://api.example.com${path}`, headers: {}, body: NO_BODY },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: JSON.stringify(body) },
      },
    };
  }
  const { faults: found } = await checkCapture(contract, capture());
  return found.map(({ keyword, severity, location }) => `${severity} ${keyword} ${location}`);
}

describe('a placeholder in a documented example', () => {
  test('A placeholder is a warning wherever the schema that it breaks is used', async () => {
    expect(await faults('/boats', [{ kind: 'String' }])).toEqual(['warning placeholder /0/kind']);
    expect(await faults('/boats/7', { kind: 'String' })).toEqual(['warning placeholder /kind']);
  });

  test('A placeholder is an error where another schema is broken, or the same one otherwise', async () => {
    expect(await faults('/rafts', { kind: 'String' })).toEqual(['error enum /kind']);
    expect(await faults('/boats/7', { kind: 'Text' })).toEqual(['error enum /kind']);
    expect(await faults('/boats/7', { length: 'String' })).toEqual(['error type /length']);
  });
});
