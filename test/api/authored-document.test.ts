import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authoredDocument } from '../../src/api/authored-document.js';
import { loadContract } from '../../src/api/index.js';

const SCHEMA = '/components/schemas/pet/properties/name/type';

const DOCUMENT = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { responses: { 200: { description: ok } } }
components:
  schemas:
    pet:
      properties:
        name:
          type: string
`;

const PAGE = `# Get a pet

Namespace: pets

## HTTP request

\`\`\`http
GET /pets/{id}
\`\`\`

## Response

If successful, this method returns a \`200 OK\` response code.
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-authored-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the authored document', () => {
  test('A rule of the document is found at its line and column in the file', async () => {
    const path = join(folder, 'a.yaml');
    await writeFile(path, DOCUMENT);
    const document = await authoredDocument(await loadContract(path), [SCHEMA]);
    expect(document.locate(SCHEMA)).toMatchObject({ file: expect.stringMatching(/a\.yaml$/), line: 11, column: 11 });
  });

  test('After an overlay, a rule is found at its own line or at the nearest place around it', async () => {
    const path = join(folder, 'b.yaml');
    const overlay = join(folder, 'overlay.yaml');
    await writeFile(path, DOCUMENT);
    await writeFile(
      overlay,
      "overlay: 1.0.0\ninfo: { title: a, version: '1' }\nactions:\n  - target: $.components.schemas.pet.properties\n    update: { age: { type: integer } }\n",
    );
    const document = await authoredDocument(await loadContract(path, { overlays: [overlay] }), [SCHEMA]);
    expect(document.locate(SCHEMA)?.line).toBe(11);
    expect(document.locate('/components/schemas/pet/properties/age/type')?.line).toBe(9);
  });

  test('A rule has no place when its file is gone', async () => {
    const path = join(folder, 'c.yaml');
    await writeFile(path, DOCUMENT);
    const contract = await loadContract(path);
    await rm(path);
    expect((await authoredDocument(contract, [SCHEMA])).locate(SCHEMA)).toBeUndefined();
  });

  test('A rule is found in the documentation page from which it was made', async () => {
    await writeFile(join(folder, 'pet-get.md'), PAGE);
    const contract = await loadContract(folder);
    const document = await authoredDocument(contract, ['/paths/~1pets~1{id}/get']);
    expect(document.quote({ page: 'pet-get.md', line: 8 })).toBe('GET /pets/{id}');
    expect(document.quote({ page: 'other.md', line: 8 })).toBeUndefined();
    expect(document.locate('/paths/~1pets~1{id}/get/responses/200/content')).toMatchObject({
      file: expect.stringMatching(/pet-get\.md$/),
      line: expect.any(Number),
    });
    expect(document.locate('/paths')).toBeUndefined();
  });
});
