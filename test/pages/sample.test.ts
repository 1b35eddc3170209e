import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { validate } from '@scalar/openapi-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type RunningMock, startMock } from '../../src/api/index.js';
import { type JsonValue, sameJson } from '../../src/model/index.js';
import { type Compiled, compilePages } from '../../src/pages/index.js';
import { withoutReason } from './sample-exceptions.js';

/** A sample of a real reference stands beside the project where it is developed, and nowhere else. */
const SAMPLE = new URL('../../../shared/graph-docs/', import.meta.url);

describe.skipIf(!existsSync(SAMPLE))('a sample of a real reference', () => {
  let files: { name: string; text: string }[];
  let compiled: Compiled;
  let mock: RunningMock;
  beforeAll(async () => {
    files = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => ({ name, text: readFileSync(new URL(name, SAMPLE), 'utf8') }));
    compiled = compilePages(files);
    mock = await startMock(await loadContract(SAMPLE.pathname), { port: 0 });
  }, 60_000);
  afterAll(() => mock.close());

  test('The order of the pages does not change the compiled document of a real reference', () => {
    const again = compilePages(files.toReversed());
    expect(JSON.stringify(again.document)).toBe(JSON.stringify(compiled.document));
  });

  test('A linter finds no error in the compiled document of a real reference', async () => {
    const problems = await lintFromString({
      source: JSON.stringify(compiled.document),
      config: await createConfig({ extends: ['recommended'] }),
    });
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  }, 60_000);

  test('Another parser finds the compiled document of a real reference valid', async () => {
    const { valid, errors } = await validate(JSON.stringify(compiled.document));
    expect([valid, errors]).toEqual([true, []]);
  }, 60_000);

  test('A mock of a real reference answers nearly every documented request with its documented response', async () => {
    const failed: string[] = [];
    let count = 0;
    for (const { group } of compiled.groups)
      for (const page of group.pages)
        for (const { request, response } of page.examples) {
          if (!request || !response || request.isAside) continue;
          count += 1;
          const why = await differs(request.message, response.message, group.name);
          if (why) failed.push(`${page.name}:${request.message.line} ${why}`);
        }
    expect(count).toBeGreaterThan(250);
    expect(withoutReason(failed)).toEqual([]);
    // Numbers outside their documented values make five of them.
    expect(failed.length).toBeLessThan(count * 0.07);
  }, 120_000);

  type Message = NonNullable<Compiled['pages'][number]['examples'][number]['request']>['message'];

  async function differs(request: Message, response: Message, group: string): Promise<string | undefined> {
    if (request.start.kind !== 'request') return 'no request';
    const path = request.start.target.replace(/^https?:\/\/[^/?]*/, '');
    const url = `${mock.url.replace(/\/$/, '')}${path.startsWith(`/${group}/`) ? '' : `/${group}`}${path}`;
    const headers = new Headers({ authorization: 'Bearer token' });
    for (const { name, value } of request.fields)
      if (!/^(?:content-length|host)$/i.test(name)) setField(headers, name, value);
    const { body } = request;
    const text = body?.json?.node ? JSON.stringify(body.json.node.value) : body?.text;
    if (body?.json && !headers.has('content-type')) headers.set('content-type', 'application/json');
    const answer = await fetch(url, {
      method: request.start.method,
      headers,
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    const answered = await answer.text();
    const status = response.start.kind === 'response' ? response.start.status : 200;
    if (answer.status !== status) return `${answer.status} for ${status}`;
    const wanted = response.body?.json?.node?.value;
    if (wanted === undefined || status === 204) return undefined;
    const value: JsonValue = JSON.parse(answered);
    return sameJson(value, wanted) ? undefined : 'another body';
  }

  /** A placeholder may be no value that HTTP allows. */
  function setField(headers: Headers, name: string, value: string): void {
    try {
      headers.set(name, value);
    } catch {
      headers.delete(name);
    }
  }
});
