import { type Numeric, numberOf } from '../../model/index.js';

/** A number of the core schema (YAML 1.2 §10.3.2), with all its digits; undefined for what JSON does not have. */
export function numberWritten(source: string): Numeric | undefined {
  if (/^0[xo]/.test(source)) return numberOf(BigInt(source).toString());
  const [, sign, whole = '', fraction = '', exponent = ''] =
    /^([-+]?)0*(\d*)(?:\.(\d*))?(e[-+]?\d+)?$/i.exec(source) ?? [];
  if (sign === undefined) return undefined;
  return numberOf(`${sign === '-' ? '-' : ''}${whole || '0'}${fraction && `.${fraction}`}${exponent}`);
}
