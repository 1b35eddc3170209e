import { type CopyFormat, fieldsToSend, urlOf } from './format.js';

/** A command for a POSIX shell. */
export const curl: CopyFormat = {
  title: 'cURL',
  write(exchange, origin) {
    const { method, request } = exchange;
    const { body } = request;
    const words = [`curl ${method === 'HEAD' ? '--head' : `-X ${quoted(method)}`} ${quoted(urlOf(exchange, origin))}`];
    for (const [name, value] of fieldsToSend(exchange)) words.push(`-H ${quoted(`${name}: ${value}`)}`);
    if (typeof body === 'string') words.push(`--data-raw ${quoted(body)}`);
    else if (body) words.push('--data-binary @-');
    const command = words.join(' \\\n  ');
    return typeof body === 'object' ? `printf %s ${quoted(body.base64)} | base64 -d | ${command}` : command;
  },
};

/** One word of a POSIX shell (POSIX.1-2017, Shell Command Language §2.2.2). */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
