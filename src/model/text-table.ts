/** What was made of texts, for those that come again. It forgets rather than grow. */
export interface TextTable<Made> {
  get(text: string): Made | undefined;
  set(text: string, made: Made): void;
}

/** How much a table remembers. */
export interface TextTableLimits {
  /** The most texts: then all are forgotten. */
  readonly most: number;
  /** Longer texts are not remembered. */
  readonly longest: number;
}

/** An empty table. */
export function createTextTable<Made>({ most, longest }: TextTableLimits): TextTable<Made> {
  const known = new Map<string, Made>();
  return {
    get: (text) => known.get(text),
    set(text, made) {
      if (text.length > longest) return;
      if (known.size >= most) known.clear();
      known.set(text, made);
    },
  };
}

/**
 * Makes something of texts, once for those that come again. What is made depends on nothing else, and is not undefined.
 */
export function rememberingText<Made>(make: (text: string) => Made, limits: TextTableLimits): (text: string) => Made {
  const known = createTextTable<Made>(limits);
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
