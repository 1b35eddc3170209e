/** A line of the front matter. */
export interface FrontMatterEntry {
  readonly value: string;
  readonly line: number;
}

/** The entries between the two lines of dashes at the top of a page, by key. */
export type FrontMatter = ReadonlyMap<string, FrontMatterEntry>;

/**
 * Takes the front matter off a page; its lines stay as empty ones, so that the others keep their numbers.
 * Values are one-line texts: a colon in an unquoted title, which YAML refuses, is part of it.
 */
export function takeFrontMatter(lines: readonly string[]): { front: FrontMatter; lines: readonly string[] } {
  const front = new Map<string, FrontMatterEntry>();
  const first = lines[0]?.replace(/^\uFEFF/, '').trimEnd();
  const end = first === '---' ? lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---') : -1;
  if (end < 0) return { front, lines };
  for (const [index, line] of lines.slice(0, end).entries()) {
    const entry = /^([\w.-]+):\s*(.*?)\s*$/.exec(line);
    if (entry?.[1]) front.set(entry[1], { value: unquoted(entry[2] ?? ''), line: index + 1 });
  }
  return { front, lines: [...Array.from({ length: end + 1 }, () => ''), ...lines.slice(end + 1)] };
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? (quoted[2] ?? '').replaceAll(`\\${quoted[1]}`, quoted[1] ?? '') : value;
}
