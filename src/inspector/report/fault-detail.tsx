import { writeJson } from '../../model/exact-json.js';
import type { PageData, PageFault } from '../../report/html/data.js';
import { Documented } from '../components/documented.js';
import { Fields } from '../components/fields.js';
import { JsonView, TextView } from '../components/json-view.js';
import { count } from '../components/text.js';

const WORDS = { error: 'Error', warning: 'Warning', accepted: 'Accepted' } as const;

interface FaultProps {
  readonly fault: PageFault;
}

/** A fault in full: what is wrong, what was captured, and what is documented. */
export function FaultDetail({ fault, data: { rules } }: FaultProps & { readonly data: PageData }) {
  const { operation, place, keyword, severity, message, reason } = fault;
  const { documented, quote, position, excerpt, schema, rule } = fault;
  return (
    <article class={`detail ${severity}`}>
      <header>
        <p class="kind">
          <b class="mark">{WORDS[severity]}</b>
          <code>{keyword}</code>
          <span>{operation}</span>
        </p>
        <h2>
          <code>{place}</code> {message}
        </h2>
        {reason !== undefined && <p class="reason">{`Accepted by the baseline: ${reason}`}</p>}
        <p class="help">{rules[keyword]?.help ?? ''}</p>
      </header>
      <div class="sides">
        <Captured fault={fault} />
        <section>
          <h3>Documented</h3>
          <Documented
            schema={schema}
            page={documented}
            quote={quote}
            position={position}
            excerpt={excerpt}
            rule={rule}
          />
        </section>
      </div>
      <Examples fault={fault} />
    </article>
  );
}

function Captured({ fault }: FaultProps) {
  const { evidence, value, seen, keyword } = fault;
  const isBare = value !== undefined && keyword !== 'required' && !isMarked(fault);
  return (
    <section>
      <h3>Captured</h3>
      <p class="fact">{seen}</p>
      {isBare && <p class="label">The value</p>}
      {isBare && <JsonView value={value} />}
      {evidence && <Message evidence={evidence} fault={fault} />}
    </section>
  );
}

/** Whether the message shows the value at its place. */
function isMarked({ evidence, within }: PageFault): boolean {
  const body = evidence?.body;
  return within !== undefined && 'body' in within && body !== undefined && 'json' in body && body.pointer !== '';
}

type Evidence = NonNullable<PageFault['evidence']>;

function Message({ evidence, fault }: FaultProps & { readonly evidence: Evidence }) {
  const { method, url, status, headers, body } = evidence;
  const { in: side, within, severity } = fault;
  const field = within && 'header' in within ? within.header : undefined;
  const isInBody = within !== undefined && 'body' in within;
  return (
    <>
      <p class="label">{`The ${side}`}</p>
      <pre class="start" tabindex={0}>
        <code>{`${method} ${url} → ${status}`}</code>
      </pre>
      {headers.length > 0 && <Fields fields={headers} marked={new Set(field === undefined ? [] : [field])} />}
      {body && 'json' in body && (
        <JsonView value={body.json} marks={new Map(isInBody ? [[body.pointer, [{ severity }]]] : [])} />
      )}
      {body && 'text' in body && <TextView text={body.text} />}
    </>
  );
}

function Examples({ fault: { examples, count: times } }: FaultProps) {
  if (examples.length < 2) return null;
  return (
    <section class="examples">
      <h3>
        {examples.length < times
          ? `The first ${examples.length} of ${count(times, 'violation')}`
          : count(times, 'violation')}
      </h3>
      <div class="wide" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">exchange</th>
              <th scope="col">place</th>
              <th scope="col">value</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ at, location, value }, index) => (
              <tr key={index}>
                <td>{at}</td>
                <td>
                  <code>{location}</code>
                </td>
                <td>{value === undefined ? '' : <code>{writeJson(value)}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
