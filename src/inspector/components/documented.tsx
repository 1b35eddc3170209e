import { isObject, type JsonValue } from '../../model/json.js';
import type { Excerpt } from '../../model/position.js';
import { Fact } from './facts.js';
import { JsonView } from './json-view.js';

/** What is documented of a rule, as far as it is known. */
export interface DocumentedProps {
  /** The rule's pointer in the document. */
  readonly schema: string;
  /** `page.md:53`. */
  readonly page?: string | undefined;
  /** The text at that place. */
  readonly quote?: string | undefined;
  /** `spec/openapi.yaml:12:3`. */
  readonly position?: string | undefined;
  /** The lines of the document around that place. */
  readonly excerpt?: Excerpt | undefined;
  /** The rule itself, shown where there is no excerpt. */
  readonly rule?: JsonValue | undefined;
}

/** Where a rule is written, and what is written there. */
export function Documented({ schema, page, quote, position, excerpt, rule }: DocumentedProps) {
  return (
    <>
      {page !== undefined && <Fact name="Page">{page}</Fact>}
      {quote !== undefined && <blockquote>{quote}</blockquote>}
      {position !== undefined && <Fact name="Document">{position}</Fact>}
      {excerpt !== undefined && <Lines excerpt={excerpt} marked={lineOf(position)} />}
      <Fact name="Rule">{schema}</Fact>
      {rule !== undefined && excerpt === undefined && <JsonView value={keyed(schema, rule)} />}
    </>
  );
}

function Lines({ excerpt: { first, lines }, marked }: { readonly excerpt: Excerpt; readonly marked: number }) {
  return (
    <pre class="excerpt" tabindex={0}>
      <code>
        {lines.map((line, at) => (
          <span key={at} class={first + at === marked ? 'line marked error' : 'line'}>
            <span class="number-of-line">{first + at}</span>
            {line}
            {'\n'}
          </span>
        ))}
      </code>
    </pre>
  );
}

/** `spec/openapi.yaml:12:3` is on line 12. */
function lineOf(position = ''): number {
  return Number(/:(\d+):\d+$/.exec(position)?.[1]);
}

/** The rule under its name, as the document has it. */
function keyed(schema: string, rule: JsonValue): JsonValue {
  const name = schema
    .slice(schema.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return isObject(rule) ? rule : { [name]: rule };
}
