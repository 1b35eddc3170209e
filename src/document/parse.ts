import { InputError, type InputPlace, type JsonValue, readJson } from '../model/index.js';
import { parseExactYaml } from './exact-yaml.js';
import { refuseMarkup } from './markup.js';
import { mergeKeyFault } from './merge-key-fault.js';
import { placesOfOffsets } from './positions.js';
import { readCommonYaml } from './yaml/common.js';
import { requireReadableYaml } from './yaml-limits.js';
import { yamlPackage } from './yaml-package.js';

/** More aliases than any honest document has; a document that multiplies itself past this is refused. */
const MAX_ALIASES = 1000;

/**
 * Reads JSON or YAML 1.2.
 * @throws InputError `not-yaml` with line and column
 */
export function parseText(text: string, source: string): JsonValue {
  const binary = text.indexOf('\u0000');
  if (binary >= 0) {
    throw new InputError('not-yaml', 'not text: it has a NUL character', {
      place: { source, ...placesOfOffsets(text)(binary) },
      cure: 'Name a file that is YAML or JSON, in UTF-8.',
    });
  }
  if (isBracketed(text)) {
    try {
      return readJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    } catch {
      // Flow-style YAML begins with a brace too, and the YAML reader knows lines.
    }
  }
  const common = readCommonYaml(text);
  return common ? common.value : parseYaml(text, source);
}

/** Whether a text begins as JSON does, or as YAML in flow style. */
export function isBracketed(text: string): boolean {
  return /^[\s\uFEFF]*[{[]/.test(text);
}

function parseYaml(text: string, source: string): JsonValue {
  requireReadableYaml(text, source);
  try {
    // Each of its errors would look for its line from the start of the text: of thousands, one is told.
    return parseExactYaml(text, { merge: true, maxAliasCount: MAX_ALIASES, logLevel: 'error', prettyErrors: false });
  } catch (error) {
    if (error instanceof yamlPackage().YAMLParseError) {
      const place: InputPlace = { source, ...placesOfOffsets(text)(error.pos[0]) };
      refuseMarkup(text, source, error);
      const [problem = 'cannot be parsed'] = error.message.split('\n');
      throw new InputError('not-yaml', `not valid YAML or JSON: ${problem}`, {
        place,
        cure: 'Correct the file at that line.',
        cause: error,
      });
    }
    if (error instanceof ReferenceError || error instanceof RangeError) {
      throw new InputError('not-yaml', `refused: ${error.message}`, {
        place: { source },
        cure: `Write the repeated parts out: a document may resolve at most ${MAX_ALIASES} YAML aliases and nest no deeper than the reader can follow.`,
        cause: error,
      });
    }
    const place = mergeKeyFault(text);
    if (!place) throw error;
    throw new InputError('not-yaml', 'not valid YAML: what is merged by "<<" is not a map', {
      place: { source, ...place },
      cure: 'Refer to a map there, or to a list of maps.',
      cause: error,
    });
  }
}
