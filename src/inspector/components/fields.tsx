import { count } from './text.js';

/** Header fields in the order in which they came. */
export interface FieldsProps {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The names of those that are marked, in lower case. */
  readonly marked?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Header fields, folded unless one of them is marked. */
export function Fields({ fields, marked = NONE }: FieldsProps) {
  const isMarked = (name: string): boolean => marked.has(name.toLowerCase());
  return (
    <details open={fields.some(([name]) => isMarked(name))}>
      <summary>{count(fields.length, 'header field')}</summary>
      <pre class="fields" tabindex={0}>
        <code>
          {fields.map(([name, value]) => (
            <span class={isMarked(name) ? 'line marked error' : 'line'}>
              <span class="key">{name}</span>
              {`: ${value}`}
            </span>
          ))}
        </code>
      </pre>
    </details>
  );
}
