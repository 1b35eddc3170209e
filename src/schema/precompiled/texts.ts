import type { SourceCode } from 'ajv/dist/types/index.js';

/** The texts of functions, each once. */
export interface Texts {
  /** In UTF-16 units, of all together. */
  readonly size: number;
  readonly list: readonly string[];
  /**
   * Gives a text a number.
   * @param textOf what makes a value of the code's scope
   * @throws Error where something of the scope has no text
   */
  add(source: SourceCode, textOf: ScopeText): number;
}

/** The text that makes a value of a scope again; `code` is what ajv has. */
export type ScopeText = (prefix: string, ref: object, code: string | undefined) => string | undefined;

/** None yet. */
export function createTexts(): Texts {
  const numbers = new Map<string, number>();
  const list: string[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    list,
    add(source, textOf) {
      const text = factoryText(source, textOf);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = list.push(text) - 1;
      numbers.set(text, number);
      size += text.length;
      return number;
    },
  };
}

/**
 * The function that makes a validator in a run `$`, for a schema `s`. `self` is what ajv's code gives keywords as
 * `this`: none of them asks.
 */
function factoryText({ validateCode, scopeValues }: SourceCode, textOf: ScopeText): string {
  const prefixes = [...new Set([...FIRST, ...Object.keys(scopeValues)])];
  const names = prefixes.flatMap((prefix) => [...(scopeValues[prefix] ?? [])].map((name) => ({ prefix, name })));
  const values = names.map(({ prefix, name }) => {
    const { ref, code } = name.value ?? {};
    const ajvs = code === undefined ? undefined : String(code);
    const text = typeof ref === 'object' || typeof ref === 'function' ? textOf(prefix, Object(ref), ajvs) : ajvs;
    if (text === undefined) throw new Error(`the code has a value that has no text: ${String(name)}`);
    return `const ${String(name)}=${LIBRARY[text] ?? text};`;
  });
  return `($,s,self)=>{${values.join('')}return ${withoutPlaces(validateCode)}}`;
}

/** What others refer to comes first. */
const FIRST = ['schema', 'func'];

/** How ajv's own code loads what it calls. */
const LIBRARY: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/equal").default': '$.equal',
  'require("ajv/dist/runtime/ucs2length").default': '$.length',
};

/**
 * Leaves out of faults what nobody reads: the path and the value of a keyword. Texts in the code are taken as a whole,
 * so that nothing in them is taken for code.
 */
function withoutPlaces(code: string): string {
  return code.replace(TEXT_OR_PLACE, (found) =>
    found.startsWith('"') ? found : found.startsWith(',schema:') ? ',' : '',
  );
}

const TEXT_OR_PLACE =
  /"(?:[^"\\]|\\.)*"|schemaPath:"(?:[^"\\]|\\.)*",|,schema:(?:[^"{}]|"(?:[^"\\]|\\.)*")*?,(?=parentSchema:)/g;
