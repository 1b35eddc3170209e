import { useMemo } from 'preact/hooks';
import type { JsonValue } from '../../model/json.js';
import { jsonLines } from './json-lines.js';
import { count } from './text.js';

/** What is said of a value, below its line. */
export interface Mark {
  readonly severity: 'error' | 'warning' | 'accepted';
  readonly message?: string;
}

/** What JSON to show, and which values to mark, by their JSON Pointers (RFC 6901). */
export interface JsonViewProps {
  readonly value: JsonValue;
  readonly marks?: ReadonlyMap<string, readonly Mark[]>;
}

const NONE: ReadonlyMap<string, readonly Mark[]> = new Map();

/** JSON on lines, one value on each, with the marked ones and what is said of them. */
export function JsonView({ value, marks = NONE }: JsonViewProps) {
  const { lines, leftOut } = useMemo(() => jsonLines(value), [value]);
  return (
    <pre class="json" tabindex={0}>
      <code>
        {lines.map(({ depth, pointer, parts }, at) => {
          const found = pointer === undefined ? undefined : marks.get(pointer);
          return (
            <>
              <span key={at} class={found ? `line marked ${found[0]?.severity}` : 'line'}>
                {'  '.repeat(depth)}
                {parts.map(([kind, text]) => (
                  <span class={kind}>{text}</span>
                ))}
                {'\n'}
              </span>
              {found?.map(({ severity, message }) =>
                message === undefined ? null : (
                  <span class={`line said ${severity}`}>
                    {'  '.repeat(depth)}
                    {severity === 'error' ? '✗ ' : '! '}
                    {message}
                  </span>
                ),
              )}
            </>
          );
        })}
        {leftOut > 0 && <span class="line left-out">{`… ${count(leftOut, 'more line')}`}</span>}
      </code>
    </pre>
  );
}

/** A text that is not JSON, line by line. */
export function TextView({ text, class: kind = 'text' }: { readonly text: string; readonly class?: string }) {
  return (
    <pre class={kind} tabindex={0}>
      <code>
        {text.split(/\r?\n/).map((line) => (
          <span class="line">{line}</span>
        ))}
      </code>
    </pre>
  );
}
