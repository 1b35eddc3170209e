/** Columns of a terminal: what is wide in East Asian scripts takes two, a combining mark none. */
export interface Columns {
  widthOf(text: string): number;
  /** With blanks up to the width. */
  padEnd(text: string, width: number): string;
  /** Lines no wider than that, broken at blanks. A word that is wider has a line for itself. */
  wrap(text: string, width: number): string[];
}

/** Loads what knows the width of characters. */
export async function loadColumns(): Promise<Columns> {
  const { default: widthOfAny } = await import('string-width');
  // Nearly every text is of ASCII alone, in which each character has one column: a report of a large document has
  // thousands.
  const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : widthOfAny(text));
  return {
    widthOf,
    padEnd: (text, width) => text + ' '.repeat(Math.max(0, width - widthOf(text))),
    wrap(text, width) {
      const lines: string[] = [];
      let line = '';
      let used = 0;
      for (const word of text.split(' ')) {
        const columns = widthOf(word);
        if (line !== '' && used + 1 + columns > width) {
          lines.push(line);
          line = word;
          used = columns;
        } else {
          used += (line === '' ? 0 : 1) + columns;
          line = line === '' ? word : `${line} ${word}`;
        }
      }
      return [...lines, line];
    },
  };
}

/** Text after a name, its further lines below its first. @param indent of the further lines, where it differs */
export function hanging(
  columns: Columns,
  first: string,
  text: string,
  width: number,
  indent = columns.widthOf(first),
): string[] {
  return columns
    .wrap(text, Math.max(20, width - indent))
    .map((line, index) => `${index === 0 ? first : ' '.repeat(indent)}${line}`);
}
