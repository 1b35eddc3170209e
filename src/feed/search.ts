import type { Exchange, RequestMessage, ResponseMessage } from '../model/index.js';
import { headerValue } from '../model/index.js';
import { knowingPathOf, REDACTED, type Redactor, redactBody, redactField, redactUrl } from '../redact/index.js';

const decoder = new TextDecoder();

/**
 * Whether a text is in the target, a header field or a body of an exchange, as they are shown: so nobody finds a secret
 * by searching for it. To redact takes long, and most exchanges do not have the text: so only that is redacted which
 * has it as it was sent, or all, where the text may be part of the word that replaces secrets.
 * @param hasPseudonyms whether secrets are replaced by more than one word
 */
export function shows(
  redactor: Redactor,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  text: RegExp,
  hasPseudonyms: boolean,
): boolean {
  const isOfWord = hasPseudonyms || text.test(REDACTED) || /\\[[\]]/.test(text.source);
  const knowing = knowingPathOf(redactor, request.url);
  const has = (sent: string, shown: () => string): boolean => (isOfWord || text.test(sent)) && text.test(shown());
  const inMessage = ({ headers, body }: RequestMessage | ResponseMessage): boolean => {
    for (const name in headers) {
      const value = headers[name] ?? [];
      for (const each of typeof value === 'string' ? [value] : value)
        if (has(`${name}: ${each}`, () => `${name}: ${redactField(knowing, name, each)}`)) return true;
    }
    const type = headerValue(headers, 'content-type');
    return has(textOf(body), () => textOf(redactBody(knowing, body, type)));
  };
  return has(request.url, () => redactUrl(knowing, request.url)) || inMessage(request) || inMessage(response);
}

function textOf(body: RequestMessage['body']): string {
  if (body.state !== 'present') return '';
  return typeof body.content === 'string' ? body.content : decoder.decode(body.content);
}
