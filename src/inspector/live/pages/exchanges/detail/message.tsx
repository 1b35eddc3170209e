import { useState } from 'preact/hooks';
import type { ExchangeDetail } from '../../../../../feed/reader.js';
import { readJson } from '../../../../../model/exact-json.js';
import type { JsonValue } from '../../../../../model/json.js';
import { fieldsOf } from '../../../../components/copy/format.js';
import { Fields } from '../../../../components/fields.js';
import { JsonView, type Mark, TextView } from '../../../../components/json-view.js';
import { count } from '../../../../components/text.js';

/** Which of the two messages. */
export interface MessageViewProps {
  readonly exchange: ExchangeDetail;
  readonly side: 'request' | 'response';
}

/** A message as it was sent, with what is wrong in it marked. */
export function MessageView({ exchange, side }: MessageViewProps) {
  const message = exchange[side];
  const { method, target, status } = exchange;
  const fields = fieldsOf(message.headers);
  return (
    <section class="message" aria-label={side}>
      <h3>{side}</h3>
      <pre class="start" tabindex={0}>
        <code>{side === 'request' ? `${method} ${target}` : String(status)}</code>
      </pre>
      {fields.length > 0 && <Fields fields={fields} marked={markedFields(exchange, side)} />}
      <BodyView exchange={exchange} side={side} />
    </section>
  );
}

function BodyView({ exchange, side }: MessageViewProps) {
  const { body, bodyOmitted } = exchange[side];
  const [isRaw, setRaw] = useState(false);
  if (bodyOmitted !== undefined)
    return (
      <p class="label">
        {bodyOmitted === 'body-cut' ? 'The body has more than 64 kB, and is not kept.' : `No body here: ${bodyOmitted}`}
      </p>
    );
  if (body === undefined || body === '') return <p class="label">No body</p>;
  if (typeof body === 'object')
    return (
      <>
        <p class="label">{count(bytesIn(body.base64), 'byte')} that are not text, in base64:</p>
        <TextView text={body.base64} />
      </>
    );
  const json = jsonOf(body);
  if (json === undefined) return <TextView text={body} />;
  return (
    <div class="body">
      <button type="button" class="link raw" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
        as sent
      </button>
      {isRaw ? <TextView text={body} /> : <JsonView value={json} marks={marksOf(exchange, side)} />}
    </div>
  );
}

function bytesIn(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

function jsonOf(text: string): JsonValue | undefined {
  if (!/^\s*["[{\d-]|^\s*(?:true|false|null)\s*$/.test(text)) return undefined;
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** What is said of values in the body, by their pointers. */
function marksOf({ violations }: ExchangeDetail, side: string): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>();
  for (const { in: where, part, location, item, severity, message } of violations) {
    if (where !== side || part !== 'body' || item !== undefined) continue;
    marks.set(location, [...(marks.get(location) ?? []), { severity, message }]);
  }
  return marks;
}

/** The header fields in which something is wrong, in lower case. */
function markedFields({ violations }: ExchangeDetail, side: string): ReadonlySet<string> {
  const names = violations.flatMap(({ in: where, part, location }) => {
    if (where !== side) return [];
    if (part === 'cookie') return ['cookie'];
    if (part === 'content-type') return ['content-type'];
    return part === 'header' || part === 'security' ? [location.toLowerCase()] : [];
  });
  return new Set(names);
}
