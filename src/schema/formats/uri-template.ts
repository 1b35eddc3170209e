const PERCENT = '%[0-9a-f]{2}';
const NAME = String.raw`(?:\w|${PERCENT})(?:\.?(?:\w|${PERCENT}))*`;
const VARIABLE = String.raw`${NAME}(?::[1-9]\d{0,3}|\*)?`;
/** Any character but those that RFC 6570 §2.1 leaves out. */
const LITERAL = String.raw`[^\p{Cc} "'%<>\\^\x60{|}]|${PERCENT}`;
const TEMPLATE = new RegExp(String.raw`^(?:${LITERAL}|\{[+#./;?&=,!@|]?${VARIABLE}(?:,${VARIABLE})*\})*$`, 'iu');

/** Whether a text is a URI template (RFC 6570 §2). */
export function isUriTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}
