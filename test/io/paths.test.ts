import { win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDocument } from '../../src/document/index.js';
import { systemPaths } from '../../src/io/index.js';
import { InputError } from '../../src/model/index.js';
import { memoryFiles } from '../support/memory-files.js';

const windows = systemPaths('win32');
const linux = systemPaths('linux');

describe('paths of Windows', () => {
  test('Where a path of Windows names nothing on another system, the cure is a path of that system', () => {
    expect(linux.cureOf('captures\\a.har')).toBe('Write it with slashes: captures/a.har.');
    expect(linux.cureOf('D:\\api\\a.yaml')).toContain('/mnt/d/api/a.yaml');
    expect(linux.cureOf('captures/a.har')).toContain('Check the path');
    expect(linux.cureOf('ftp://host/a.yaml')).toContain('http:// and https:// only');
    expect(windows.cureOf('captures\\a.har')).toContain('Check the path');
  });

  test.each([
    ['C:\\api\\lamps.yaml', '/C:/api/lamps.yaml'],
    ['c:/api/lamps.yaml', '/C:/api/lamps.yaml'],
    [win32.resolve('D:\\work', '..\\api.yaml'), '/D:/api.yaml'],
    [win32.resolve('C:\\', 'x y%20z.yaml'), '/C:/x y%20z.yaml'],
    ['\\\\server\\share\\x.yaml', '//server/share/x.yaml'],
    ['\\\\?\\C:\\long\\x.yaml', '/C:/long/x.yaml'],
    ['\\\\?\\UNC\\server\\share\\x.yaml', '//server/share/x.yaml'],
  ])('A path has one form in documents, and comes back as a path of the system: %s', (path, uri) => {
    expect(windows.uriOf(path)).toBe(uri);
    const back = windows.pathOf(uri);
    expect(windows.uriOf(back)).toBe(uri);
    expect(win32.isAbsolute(back)).toBe(true);
  });

  test.each([
    ['file:///C:/x%20y/api.yaml', 'C:\\x y\\api.yaml'],
    ['FILE://server/share/api.yaml', '\\\\server\\share\\api.yaml'],
    ['C:\\x\\api.yaml', 'C:\\x\\api.yaml'],
    ['api.yaml', 'api.yaml'],
  ])('A user may write a path or a file: URL: %s', (text, path) => {
    expect(windows.given(text)).toBe(path);
  });

  test.each(['file:///x', 'file:///C:/a%2Fb', 'file://%00/'])(
    'A URL that names no file is refused with the cure: %s',
    (url) => {
      expect(() => windows.given(url)).toThrow(InputError);
      expect(() => windows.given(url)).toThrow('this URL does not name a file on this machine');
    },
  );

  test.each([
    'con',
    'C:\\x\\NUL',
    'aux.yaml',
    'com1',
    'lpt9.har',
    '\\\\.\\pipe\\x',
    'api.yaml:stream',
    'C:\\x\\a:b',
    'prn .txt',
  ])('A name that is a device or a stream is not opened: %s', (path) => {
    expect(() => windows.assertFile(path)).toThrow(/is not the name of a file on Windows/);
    expect(() => linux.assertFile(path)).not.toThrow();
  });

  test.each([
    'C:\\x\\api.yaml',
    'c:x',
    'console.yaml',
    'com10',
    '..\\x',
    '\\\\server\\share\\x',
    '\\\\?\\C:\\x',
    'nulls\\auxiliary',
  ])('A name that only looks like one is opened: %s', (path) => {
    expect(() => windows.assertFile(path)).not.toThrow();
  });

  test('Reports write paths with slashes, on Windows only: elsewhere a backslash is a character of a name', () => {
    expect(windows.shown('captures\\a\\b.har')).toBe('captures/a/b.har');
    expect(linux.shown('captures\\a.har')).toBe('captures\\a.har');
  });

  test('Elsewhere a path is the form itself, and a file: URL is read too', () => {
    expect(linux.uriOf('/api/c:x.yaml')).toBe('/api/c:x.yaml');
    expect(linux.pathOf('/C:/api.yaml')).toBe('/C:/api.yaml');
    expect(linux.given('file:///api/x%20y.yaml')).toBe('/api/x y.yaml');
    expect(() => linux.given('file://server/x')).toThrow('this URL does not name a file on this machine');
  });
});

describe('references in a document on Windows', () => {
  const lamp = 'type: object\r\nproperties:\r\n  id: { type: integer }\r\n';
  const documentWith = (reference: string): string =>
    `openapi: 3.1.0\r\ninfo: { title: x, version: '1' }\r\npaths:\r\n  /a:\r\n    get:\r\n      responses:\r\n        '200':\r\n          description: ok\r\n          content:\r\n            application/json:\r\n              schema: { $ref: '${reference}' }\r\n`;
  const load = (reference: string, home: string) =>
    loadDocument(
      { source: 'api.yaml', uri: `${home}api.yaml`, reach: { folders: [home], remote: false } },
      memoryFiles({ [`${home}api.yaml`]: documentWith(reference), [`${home}schemas/a lamp.yaml`]: lamp }),
    );

  test.each([
    '.\\schemas\\a lamp.yaml',
    'schemas\\a%20lamp.yaml',
    'schemas/a lamp.yaml',
    'other\\..\\schemas/a lamp.yaml',
    'c:\\docs\\schemas\\a lamp.yaml',
    'C:/docs/schemas/a lamp.yaml',
    'file:///C:/docs/schemas/a%20lamp.yaml',
  ])('A backslash is a slash, a drive is a place, and CRLF ends lines: %s', async (reference) => {
    const { files } = await load(reference, '/C:/docs/');
    expect(files).toContain('/C:/docs/schemas/a lamp.yaml');
    expect(files.map((file) => windows.pathOf(file))).toContain('C:\\docs\\schemas\\a lamp.yaml');
  });

  test('A document on a share refers to files of the share', async () => {
    const { files } = await load('schemas\\a lamp.yaml', '//server/share/');
    expect(files).toContain('//server/share/schemas/a lamp.yaml');
  });

  test.each([
    '..\\secret.yaml',
    '..\\..\\..\\Windows\\win.ini',
    'C:\\x',
    'C:\\docs\\..\\secret.yaml',
    'C:x',
    'D:\\docs\\schemas\\a lamp.yaml',
    '\\\\server\\share\\x',
    'file:///C:/x%20y',
    'file://server/C:/docs/schemas/a%20lamp.yaml',
    '\\Windows\\win.ini',
    '\\\\?\\C:\\docs\\schemas\\a lamp.yaml',
  ])('A reference that leads out of the folder is refused: %s', async (reference) => {
    const error = await load(reference, '/C:/docs/').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect(error instanceof InputError && error.code).toBe('refused-ref');
    expect(error instanceof InputError && error.message).toMatch(/^api\.yaml at \/paths\/~1a\/get\//);
  });
});
