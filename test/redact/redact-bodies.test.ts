import { describe, expect, test } from 'vitest';
import { plainRedactor, redactContent } from '../../src/redact/index.js';

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQplanted\n-----END PRIVATE KEY-----';
const clean = (text: string, type: string): string => redactContent(plainRedactor, text, type);

describe('a multipart body', () => {
  test.each(['B', 'X9f3', '-', '--', 'a+b.c', "x'()y"])(
    'The boundary %s separates parts at the start of lines alone',
    (boundary) => {
      const part = (content: string) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="f"\r\n\r\n${content}\r\n--${boundary}--\r\n`;
      const type = `multipart/form-data; boundary="${boundary}"`;
      expect(clean(part(PEM), type)).toBe(part('[redacted]'));
      const inLine = part(`a --${boundary} b\r\n x--${boundary}\r\n--${boundary}more`);
      expect(clean(inLine, type)).toBe(inLine);
      const secret = part(`{"note":"--${boundary}","password":"hunter2"}`);
      expect(clean(secret, type)).toBe(secret.replace('hunter2', '[redacted]'));
    },
  );

  test('Blanks behind a delimiter, an epilogue and a part that is cut are read as what they are', () => {
    const head = 'Content-Disposition: form-data; name="password"\r\n\r\n';
    const type = 'multipart/form-data; boundary=B';
    expect(clean(`--B \t\r\n${head}hunter2\r\n--B-- \r\npassword=hunter3`, type)).toBe(
      `--B \t\r\n${head}[redacted]\r\n--B-- \r\npassword=[redacted]`,
    );
    expect(clean(`--B\r\n${head}hunt`, type)).toBe(`--B\r\n${head}[redacted]`);
    expect(clean(`preamble\n--B\n${head.replaceAll('\r', '')}hunter2\n--B--`, type)).not.toContain('hunter2');
  });

  test('The header fields of a part are redacted by their names, over several lines too', () => {
    const body = [
      '--B',
      'Content-Type: application/http',
      'X-Api-Key: hunter2',
      '',
      'GET /things?token=hunter3 HTTP/1.1',
      'Authorization: Bearer',
      ' hunter4',
      'Cookie: a=hunter5',
      '',
      '{"password":"hunter6"}',
      '--B',
      'Content-Type: multipart/mixed;',
      ' boundary=C',
      '',
      '--C',
      'Content-Disposition: form-data; name="secret"',
      '',
      'hunter7',
      '--C--',
      '--B',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('{"password":"hunter8"}').toString('base64'),
      '--B',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'pass=77ord=3Dhunter9',
      '--B--',
      '',
    ].join('\r\n');
    const redacted = clean(body, 'multipart/mixed; boundary=B');
    expect(redacted.match(/\[redacted\]/g)).toHaveLength(8);
    expect(redacted).not.toMatch(/hunter|aHVudGVy/);
  });
});

describe('a stream of events', () => {
  test('JSON on several data lines is read as one, and keeps its lines', () => {
    const stream = [
      'event: login',
      'data: {"user":',
      'data:   {"password":',
      'data:"hunter2", "pin": 1234,',
      'data: "x": 1}}',
      '',
      ': token=hunter3',
      'id: 7',
      'data: {"a":1}',
      '',
      '',
    ].join('\n');
    expect(clean(stream, 'text/event-stream; charset=utf-8')).toBe(
      stream.replace('hunter2', '[redacted]').replace('1234', '"[redacted]"').replace('hunter3', '[redacted]'),
    );
    const crlf = stream.replaceAll('\n', '\r\n');
    expect(clean(crlf, 'text/event-stream').replaceAll('\r\n', '\n')).toBe(clean(stream, 'text/event-stream'));
    expect(clean(stream, '')).toBe(clean(stream, 'text/event-stream'));
  });

  test('JSON that is broken within a text, and a key on several lines, are found', () => {
    expect(clean('data: {"password":"hun\ndata: ter2"}\n\n', 'text/event-stream')).toBe(
      'data: {"password":"[redacted]"}\n\n',
    );
    const pem = PEM.split('\n')
      .map((line) => `data: ${line}\n`)
      .join('');
    expect(clean(`data: a\n${pem}data: b\n\n`, 'text/event-stream')).toBe('data: a\ndata: [redacted]\ndata: b\n\n');
    expect(clean(`${pem}\ndata: x`, 'text/event-stream')).toBe('data: [redacted]\n\ndata: x');
  });

  test('A stream without secrets stays as it is', () => {
    const stream = '\uFEFFretry: 10\rdata\rdata:\r\rdata: {"a" : [1,\r\ndata:2]}\n\ndata: end';
    expect(clean(stream, 'text/event-stream')).toBe(stream);
  });
});
