/** A change in the unified format, its lines coloured by what they do. */
export function DiffView({ diff }: { readonly diff: string }) {
  return (
    <pre class="diff start" tabindex={0}>
      <code>
        {diff
          .replace(/\n$/, '')
          .split('\n')
          .map((line, at) => (
            <span key={at} class={`line ${kindOf(line)}`}>
              {line}
              {'\n'}
            </span>
          ))}
      </code>
    </pre>
  );
}

function kindOf(line: string): string {
  if (/^(?:---|\+\+\+|@@|\\)/.test(line)) return 'place-of-change';
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : '';
}
