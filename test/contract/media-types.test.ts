import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { bestContentKey, parseMediaType } from '../../src/http/index.js';
import { describe as inWords, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

function best(keys: readonly string[], sent: string): string | undefined {
  const type = parseMediaType(sent);
  return type && bestContentKey(keys, type);
}

function judge(contract: Contract, type: string, content: string): string[] {
  const judged = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: { method: 'GET', url: '/a', headers: {}, body: NO_BODY },
      response: { status: 200, headers: { 'content-type': type }, body: { state: 'present', content } },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(judged.outOfScope);
  return judged.violations.map(({ severity, keyword, location }) => `${severity} ${location} ${keyword}`);
}

const documentOf = (content: string, components = ''): Promise<Contract> =>
  contractOf(
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { '200': { description: ok, content: ${content} } } } } }\n${components}`,
  );

describe('a media type', () => {
  test('A media type is chosen by its parameters, where several keys differ in them only', () => {
    const keys = ['application/json;version=1', 'application/json;version=2', 'application/json'];
    expect(best(keys, 'application/json; version=2')).toBe('application/json;version=2');
    expect(best(keys, 'application/json;version=1;charset=utf-8')).toBe('application/json;version=1');
    expect(best(keys, 'application/json;version=3')).toBe('application/json');
    expect(best(keys, 'application/json')).toBe('application/json');
    expect(best(keys.slice(0, 2), 'application/json;version=3')).toBeUndefined();
    expect(best(['*/*', 'application/*', 'application/json;v=1'], 'application/json;v=2')).toBe('application/*');
  });

  test('A media type fits a key whose parameter it leaves out, and any character set', () => {
    expect(best(['application/json;version=2'], 'application/json')).toBe('application/json;version=2');
    expect(best(['application/json; charset=utf-8'], 'application/json; charset=iso-8859-1')).toBe(
      'application/json; charset=utf-8',
    );
    expect(best(['application/json'], 'application/json;odata.metadata=full')).toBe('application/json');
  });

  test('The parameters of a media type decide by which schema a body is judged', async () => {
    const contract = await documentOf(
      '{ application/json;version=1: { schema: { type: integer } }, application/json;version=2: { schema: { type: string } } }',
    );
    expect(judge(contract, 'application/json; version=2', '"a"')).toEqual([]);
    expect(judge(contract, 'application/json; version=1', '"a"')).toEqual(['error  type']);
    expect(judge(contract, 'application/json; version=3', '"a"')[0]).toBe('error content-type undocumented-media-type');
  });
});

describe('the root element of an XML body', () => {
  const book = '{ type: object, xml: { name: book }, properties: { id: { type: integer, xml: { attribute: true } } } }';

  test('The root element of an XML body must have the name that the document gives it', async () => {
    const contract = await documentOf(`{ application/xml: { schema: ${book} } }`);
    expect(judge(contract, 'application/xml', '<book id="1"/>')).toEqual([]);
    expect(judge(contract, 'application/xml', '<b:book xmlns:b="urn:b" id="1"/>')).toEqual([]);
    expect(judge(contract, 'application/xml', '<invoice id="x"/>')).toEqual(['error  xml-name', 'error /id type']);
  });

  test('The root element of an XML body must have the name of its component, where nothing else names it: another one is a warning', async () => {
    const reference = "{ application/xml: { schema: { $ref: '#/components/schemas/Book' } } }";
    const named = await documentOf(reference, 'components: { schemas: { Book: { type: object } } }\n');
    expect(judge(named, 'application/xml', '<Book/>')).toEqual([]);
    expect(judge(named, 'application/xml', '<book/>')).toEqual(['warning  xml-name']);
    const explicit = await documentOf(reference, `components: { schemas: { Book: ${book} } }\n`);
    expect(judge(explicit, 'application/xml', '<Book/>')).toEqual(['error  xml-name']);
    const several = await documentOf(
      reference,
      'components: { schemas: { Book: { oneOf: [{ type: object }, { type: string }] } } }\n',
    );
    expect(judge(several, 'application/xml', '<other>a</other>')).not.toContain('warning  xml-name');
    const part = await documentOf(
      reference,
      `components: { schemas: { Book: { allOf: [{ $ref: '#/components/schemas/Base' }] }, Base: ${book} } }\n`,
    );
    expect(judge(part, 'application/xml', '<any/>')).toEqual([]);
  });

  test('A wrong root element of an XML body is told by both names', () => {
    const sentence = inWords({
      in: 'response',
      part: 'body',
      location: '',
      keyword: 'xml-name',
      severity: 'error',
      params: { name: 'book' },
      value: 'invoice',
      schema: '#',
    });
    expect(sentence).toBe('must be the XML element <book>, but is <invoice>');
  });
});
