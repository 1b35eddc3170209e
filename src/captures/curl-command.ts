import { parseArgs } from 'node:util';
import { sentMethod } from '../http/index.js';
import { type Body, headersOf, NO_BODY, type RequestMessage } from '../model/index.js';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/**
 * Options of curl that change the request, and others with a value, so that the value is not taken for the URL.
 */
const OPTIONS = {
  url: text,
  request: { ...text, short: 'X' },
  header: { ...texts, short: 'H' },
  data: { ...texts, short: 'd' },
  'data-ascii': texts,
  'data-binary': texts,
  'data-raw': texts,
  'data-urlencode': texts,
  json: texts,
  form: { ...texts, short: 'F' },
  'upload-file': { ...texts, short: 'T' },
  user: { ...text, short: 'u' },
  'user-agent': { ...text, short: 'A' },
  cookie: { ...text, short: 'b' },
  head: { ...flag, short: 'I' },
  get: { ...flag, short: 'G' },
  output: { ...texts, short: 'o' },
  'cookie-jar': { ...texts, short: 'c' },
  proxy: { ...texts, short: 'x' },
  'max-time': { ...texts, short: 'm' },
  'connect-timeout': texts,
  'write-out': { ...texts, short: 'w' },
  cert: { ...texts, short: 'E' },
  key: texts,
  cacert: texts,
  capath: texts,
  resolve: texts,
  retry: texts,
  referer: { ...text, short: 'e' },
  config: { ...texts, short: 'K' },
  range: { ...text, short: 'r' },
} as const;

/** Whether a line is a curl command, after a prompt or not. */
export function isCurlCommand(line: string): boolean {
  return /^(?:[$%>#] )?curl(?:\.exe)? .*\S/.test(line);
}

/** Reads a curl command as a shell would, without running anything. @returns undefined where it names no URL */
export function readCurlCommand(command: string): RequestMessage | undefined {
  const [, ...args] = wordsOf(command.replace(/^[$%>#] /, ''));
  const { values, positionals } = parseArgs({ args, options: OPTIONS, strict: false, allowPositionals: true });
  const given = textsOf(values.url)[0] ?? positionals[0];
  if (given === undefined) return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  const data = [values.data, values['data-ascii'], values['data-binary'], values['data-raw'], values['data-urlencode']];
  const sent = [...data.flatMap(textsOf), ...textsOf(values.json)];
  const isQuery = values.get === true && sent.length > 0;
  const isElsewhere = textsOf(values.form).length + textsOf(values['upload-file']).length > 0;
  const body = isQuery || (sent.length === 0 && !isElsewhere) ? NO_BODY : bodyOf(sent);
  const [named = ''] = textsOf(values.request);
  const method = named || (body.state === 'absent' ? 'GET' : 'POST');
  return {
    method: values.head === true ? 'HEAD' : sentMethod(method),
    url: isQuery ? `${url}${url.includes('?') ? '&' : '?'}${sent.join('&')}` : url,
    headers: headersOf(fieldsOf(values, body)),
    body,
  };
}

function bodyOf(sent: readonly string[]): Body {
  if (sent.length === 0) return { state: 'unknown', reason: 'body-omitted' };
  const isInFile = sent.some((value) => value.startsWith('@'));
  return isInFile ? { state: 'unknown', reason: 'body-elsewhere' } : { state: 'present', content: sent.join('&') };
}

function fieldsOf(values: Readonly<Record<string, unknown>>, body: Body): [string, string][] {
  const fields = textsOf(values.header)
    .map((line): [string, string] => [line.split(':', 1)[0]?.trim() ?? '', line.slice(line.indexOf(':') + 1).trim()])
    .filter(([name, value]) => name !== '' && value !== '');
  const add = (name: string, value: string | undefined): void => {
    const isGiven = fields.some(([known]) => known.toLowerCase() === name);
    if (value !== undefined && !isGiven) fields.push([name, value]);
  };
  const [user] = textsOf(values.user);
  if (user !== undefined) add('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
  add('user-agent', textsOf(values['user-agent'])[0]);
  add('cookie', textsOf(values.cookie)[0]);
  if (textsOf(values.json).length > 0) {
    add('content-type', 'application/json');
    add('accept', 'application/json');
  }
  const isForm = textsOf(values.form).length > 0;
  if (body.state !== 'absent')
    add('content-type', isForm ? 'multipart/form-data' : 'application/x-www-form-urlencoded');
  return fields;
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}

/** The words of a POSIX shell's command line: quotes and back-slashes removed, nothing expanded. */
function wordsOf(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  const pattern = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(\s+)|([^\s'"\\]+|['"\\])/g;
  for (const [, single, double, escaped, space, plain] of command.matchAll(pattern)) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (escaped !== '\n') word = `${word ?? ''}${single ?? unescaped(double) ?? escaped ?? plain ?? ''}`;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function unescaped(quoted: string | undefined): string | undefined {
  return quoted?.replace(/\\([\\"$`\n])/g, (_, kept) => (kept === '\n' ? '' : kept));
}
