/** The parameters of Punycode (RFC 3492 §5). */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MAX_CODE = 0x10_ff_ff;

/** The label that a Punycode text, without its `xn--`, says; undefined where it says none (RFC 3492 §6.2). */
export function fromPunycode(text: string): string | undefined {
  const dash = text.lastIndexOf('-');
  const codes = [...text.slice(0, Math.max(dash, 0))].map(codeOf);
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let index = 0;
  for (let at = dash + 1; at < text.length; ) {
    const before = index;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text[at]);
      at += 1;
      if (digit === undefined) return undefined;
      index += digit * weight;
      if (index > MAX_CODE * (codes.length + 1)) return undefined;
      const limit = limitAt(k, bias);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    const size = codes.length + 1;
    bias = adapt(index - before, size, before === 0);
    code += Math.floor(index / size);
    index %= size;
    if (code > MAX_CODE) return undefined;
    codes.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...codes);
}

/** A label in Punycode, without `xn--` (RFC 3492 §6.3). */
export function toPunycode(label: string): string {
  const codes = [...label].map(codeOf);
  const plain = codes.filter((code) => code < FIRST_CODE);
  let text = String.fromCodePoint(...plain) + (plain.length > 0 ? '-' : '');
  let done = plain.length;
  let bias = FIRST_BIAS;
  let delta = 0;
  let code = FIRST_CODE;
  while (done < codes.length) {
    const lower = code;
    const next = Math.min(...codes.filter((other) => other >= lower));
    delta += (next - code) * (done + 1);
    code = next;
    for (const other of codes) {
      if (other < code) delta += 1;
      if (other !== code) continue;
      text += variableLength(delta, bias);
      bias = adapt(delta, done + 1, done === plain.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    code += 1;
  }
  return text;
}

function variableLength(delta: number, bias: number): string {
  let text = '';
  let left = delta;
  for (let k = BASE; ; k += BASE) {
    const limit = limitAt(k, bias);
    if (left < limit) return text + left.toString(BASE).replace(/./, lettersFirst);
    const digit = limit + ((left - limit) % (BASE - limit));
    text += digit.toString(BASE).replace(/./, lettersFirst);
    left = Math.floor((left - limit) / (BASE - limit));
  }
}

/** JavaScript counts `0` to `9`, then `a` to `z`; Punycode `a` to `z`, then `0` to `9`. */
function lettersFirst(digit: string): string {
  const value = Number.parseInt(digit, BASE);
  return value < 26 ? String.fromCodePoint(97 + value) : String(value - 26);
}

function digitOf(letter: string | undefined): number | undefined {
  if (letter === undefined || !/^[a-z0-9]$/i.test(letter)) return undefined;
  return /\d/.test(letter) ? Number(letter) + 26 : letter.toLowerCase().charCodeAt(0) - 97;
}

function limitAt(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

function adapt(delta: number, size: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? DAMP : 2));
  left += Math.floor(left / size);
  let k = 0;
  for (; left > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) left = Math.floor(left / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
