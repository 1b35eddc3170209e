/** Readers of captures use Node's Buffer. */
export { Buffer } from 'buffer';
