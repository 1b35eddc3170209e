import { styleText } from 'node:util';

/** How a report for people marks a word. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

/** A function for each style: it gives the text, marked or as it is. */
export type Colors = Readonly<Record<Style, (text: string) => string>>;

const PLAIN = colorsWith((_, text) => text);
/** The caller has looked at the stream and at NO_COLOR, so Node need not look again. */
const COLORED = colorsWith((style, text) => styleText(style, text, { validateStream: false }));

/** Functions that mark texts with escape sequences (ECMA-48 §8.3.117), or that leave them as they are. */
export function colorsFor(isColored: boolean): Colors {
  return isColored ? COLORED : PLAIN;
}

function colorsWith(mark: (style: Style, text: string) => string): Colors {
  return {
    bold: (text) => mark('bold', text),
    dim: (text) => mark('dim', text),
    red: (text) => mark('red', text),
    green: (text) => mark('green', text),
    yellow: (text) => mark('yellow', text),
    blue: (text) => mark('blue', text),
    cyan: (text) => mark('cyan', text),
  };
}
