import { type Body, type CaptureItem, type Headers, isUnread } from '../../src/model/index.js';

/** What was read of a capture, for people to read. */
export function showItems(items: readonly CaptureItem[]): string {
  return items.map(showItem).join('\n');
}

function showItem(item: CaptureItem): string {
  if (isUnread(item)) return `#${item.index} ${item.unread}: ${item.detail}\n`;
  const { request, response, caveats = [] } = item;
  return [
    `#${item.index} ${request.method} ${request.url}`,
    ...showFields(request.headers),
    showBody(request.body),
    `  → ${response.status}`,
    ...showFields(response.headers),
    showBody(response.body),
    ...caveats.map((caveat) => `  (${caveat})`),
    '',
  ].join('\n');
}

function showFields(headers: Headers): string[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : (values ?? [])).map((value) => `    ${name}: ${printed(value)}`),
  );
}

function showBody(body: Body): string {
  if (body.state === 'absent') return '    no body';
  if (body.state === 'unknown') return `    unknown: ${body.reason}${body.file === undefined ? '' : `, ${body.file}`}`;
  const { content } = body;
  return `    ${typeof content === 'string' ? 'text' : 'bytes'} ${printed(typeof content === 'string' ? content : Buffer.from(content).toString('latin1'))}`;
}

function printed(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => {
    const code = character.charCodeAt(0);
    return code > 0xff ? character : `\\x${code.toString(16)}`;
  });
}
