import { printableLines } from '../model/index.js';

/** An element of an XML document; text is a CDATA section. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly content?: string | readonly XmlElement[];
}

/** A whole document (XML 1.0), two blanks a level. */
export function xmlDocument(root: XmlElement): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...linesOf(root, '')].join('\n');
}

function linesOf({ name, attributes = {}, content = [] }: XmlElement, indent: string): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapedAttribute(String(value))}"`);
  const start = `${indent}<${name}${written.join('')}`;
  if (typeof content === 'string') return [`${start}><![CDATA[${characters(content)}]]></${name}>`];
  if (content.length === 0) return [`${start}/>`];
  return [`${start}>`, ...content.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`];
}

/** Line breaks and tabs of an attribute are read as blanks unless they are references (XML 1.0 §3.3.3). */
function escapedAttribute(text: string): string {
  return characters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}

/**
 * XML 1.0 cannot hold control characters and lone surrogates (§2.2), nor a CDATA section its own end; what would
 * deceive its readers is shown.
 */
function characters(text: string): string {
  return printableLines(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(']]>', ']] >');
}
