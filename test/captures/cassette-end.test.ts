import { expect, test } from 'vitest';
import { captureFormats, readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';

const WHOLE = `- request:
    method: get
    uri: http://a/orders
    headers: &fields
      Accept: ['*/*']
  response:
    status: { code: 200 }
    headers: {}
    body: { string: '[]' }
`;

/** What could not be read of a cassette whose last entry is this. */
async function lost(last: string): Promise<string[]> {
  const items = await all(readCapture('a.yaml', chunksOf(`interactions:\n${WHOLE}${last}`), captureFormats));
  return items.filter(isUnread).map(({ unread, detail }) => `${unread}: ${detail}`);
}

test('The last entry of a cassette that refers to an earlier one is said to, and not to be cut', async () => {
  const last = WHOLE.replace(/headers: &fields\n.*/, 'headers: *fields');
  expect(await lost(last)).toEqual([
    'malformed: the entry at line 11 cannot be read by itself: it refers to other parts of the file, or to more than can be held',
  ]);
});

test('The last entry of a cassette that has a key twice is said to, and not to be cut', async () => {
  const last = WHOLE.replace('    method: get\n', '    method: get\n    method: put\n');
  expect(await lost(last)).toEqual(['malformed: the entry at line 11 has a key twice']);
});

test('The last entry of a cassette that ends too early is said to be cut', async () => {
  const cut = 'cut: the capture ends inside the entry at line 11';
  const last = WHOLE.replace(' &fields', '');
  expect(await lost(last)).toEqual([]);
  expect(await lost(last.slice(0, last.indexOf("'[]'") + 2))).toEqual([cut]);
  expect(await lost(last.slice(0, last.indexOf('  response')))).toEqual([cut]);
});
