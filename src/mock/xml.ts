import { type Contract, rootName, xmlHintOf } from '../contract/index.js';
import { isContainer, isObject, type JsonObject, type JsonValue, writeJson } from '../model/index.js';

type Shape = ReturnType<Contract['schemas']['shapes']['of']>;

/** The name of a root element that the document does not name; Prism's. */
const ROOT = 'xml';

/** A value as an XML document, by the `xml` hints of its schema (OpenAPI 3.2 §4.26). */
export function toXml(value: JsonValue, shape: Shape, name = rootName(shape) ?? ROOT): string {
  return element(name, value, shape);
}

function element(name: string, value: JsonValue, shape: Shape): string {
  const { prefix, namespace } = xmlHintOf(shape);
  const tag = prefix === undefined ? asName(name) : `${asName(prefix)}:${asName(name)}`;
  const declared =
    namespace === undefined
      ? ''
      : ` xmlns${prefix === undefined ? '' : `:${asName(prefix)}`}="${escapeXml(namespace)}"`;
  if (Array.isArray(value)) return `<${tag}${declared}>${items(name, value, shape)}</${tag}>`;
  if (!isObject(value)) return `<${tag}${declared}>${value === null ? '' : escapeXml(String(value))}</${tag}>`;
  const { attributes, children } = contents(value, shape);
  return `<${tag}${declared}${attributes}>${children}</${tag}>`;
}

/** The members of an object, as attributes and content of its element. */
function contents(value: JsonObject, shape: Shape): { attributes: string; children: string } {
  let attributes = '';
  let children = '';
  for (const [member, content] of Object.entries(value)) {
    if (content === undefined) continue;
    const below = shape?.property(member);
    const hint = xmlHintOf(below);
    const called = hint.name ?? member;
    if (hint.attribute && !isContainer(content)) attributes += ` ${asName(called)}="${escapeXml(String(content))}"`;
    else if (hint.inline === 'none') {
      const inner = isObject(content) ? contents(content, below) : { attributes: '', children: '' };
      attributes += inner.attributes;
      children += inner.children;
    } else if (hint.inline) children += inText(content, hint.inline);
    else if (Array.isArray(content) && !hint.wrapped) children += items(called, content, below);
    else children += element(called, content, below);
  }
  return { attributes, children };
}

/** Text of the element around it. */
function inText(value: JsonValue, node: 'text' | 'cdata'): string {
  const text = value === null ? '' : isContainer(value) ? writeJson(value) : String(value);
  // The end of a section cannot be within it.
  return node === 'text' ? escapeXml(text) : `<![CDATA[${sendable(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function items(name: string, list: readonly JsonValue[], shape: Shape): string {
  return list
    .map((item, index) => {
      const below = shape?.item(index);
      const { inline } = xmlHintOf(below);
      if (inline === 'text' || inline === 'cdata') return inText(item, inline);
      if (inline === 'none') return isObject(item) ? contents(item, below).children : '';
      return element(xmlHintOf(below).name ?? name, item, below);
    })
    .join('');
}

/** Names that XML does not allow, such as `@odata.type`, lose what it does not allow. */
function asName(text: string): string {
  const name = text.replace(/[^\w.:-]/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

function escapeXml(text: string): string {
  return sendable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Without what XML 1.0 cannot carry at all. */
function sendable(text: string): string {
  return text.replace(/[\p{Cc}\ufffe\uffff]/gu, (character) =>
    /[\t\n\r\x7f-\x9f]/.test(character) ? character : '\ufffd',
  );
}
