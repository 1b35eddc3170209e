import { type Contract, createContract } from '../../src/contract/index.js';
import { type Document, loadDocument } from '../../src/document/index.js';
import { memoryFiles } from './memory-files.js';

/** Loads `/docs/openapi.yaml` of these files; a text alone is that file. */
export function documentOf(files: string | Readonly<Record<string, string | Uint8Array>>): Promise<Document> {
  const all = typeof files === 'string' ? { '/docs/openapi.yaml': files } : files;
  const reach = { folders: ['/docs/'], remote: false };
  return loadDocument({ source: 'openapi.yaml', uri: '/docs/openapi.yaml', reach }, memoryFiles(all));
}

/** The same, made executable. */
export async function contractOf(files: string | Readonly<Record<string, string | Uint8Array>>): Promise<Contract> {
  return createContract(await documentOf(files));
}

/** A document with one `POST /things`, whose body and 201 have this schema (YAML, indented by nothing). */
export function thingsDocument(schema: string, { version = '3.1.0', more = '' } = {}): string {
  return `openapi: ${version}
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
components:
  schemas:
${more ? `${indent(more, 4)}\n` : ''}    thing:
${indent(schema, 6)}
`;
}

function indent(text: string, by: number): string {
  return text
    .trim()
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}
