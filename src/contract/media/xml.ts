import { XmlElement as ParsedElement, XmlText as ParsedText, parseXml, XmlError } from '@rgrove/parse-xml';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  MAX_DEPTH,
  own,
  type Pointer,
  pointerOfFragment,
} from '../../model/index.js';
import { isRequired, namedTypes, propertiesIn, type Shape, xmlIn } from '../../schema/index.js';
import { toTrimmedValue, toValue } from '../parameters/value.js';

/**
 * One element of an XML document. Names are without their prefix: the document's `xml.namespace` says what the prefix
 * means.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Empty where it has children. */
  readonly text: string;
  /** The text beside its children, without blanks around it. */
  readonly beside: string;
}

/**
 * Reads an XML document. Entity declarations are not read: they multiply.
 * @returns its root element, or what is wrong, in words with line and column; undefined where it is nested deeper than
 * can be judged
 */
export function readXml(text: string): XmlElement | string | undefined {
  try {
    const { root } = parseXml(text);
    return root ? toElement(root) : 'it has no root element';
  } catch (error) {
    if (error instanceof XmlError) return `${error.message.split('\n', 1)[0]}`;
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @throws RangeError where it is nested deeper than `levels`, as the parser does when its stack overflows */
function toElement({ name, attributes, children, text }: ParsedElement, levels = MAX_DEPTH): XmlElement {
  if (levels === 0) throw new RangeError('it is nested too deeply');
  const named: Record<string, string> = Object.create(null);
  for (const [attribute, value] of Object.entries(attributes)) named[localName(attribute)] = value;
  const elements = children
    .filter((child) => child instanceof ParsedElement)
    .map((child) => toElement(child, levels - 1));
  if (elements.length === 0) return { name: localName(name), attributes: named, children: [], text, beside: text };
  const beside = children.map((child) => (child instanceof ParsedText ? child.text.trim() : '')).join('');
  return { name: localName(name), attributes: named, children: elements, text: '', beside };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** How the document says a schema is written in XML (OpenAPI 3.1 §4.8.26). */
export interface XmlHint {
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  readonly attribute: boolean;
  /** Whether a list is an element with its items in it. */
  readonly wrapped: boolean;
  /** What is no element of its own: text of the element around it, or nothing but its members (OpenAPI 3.2 §4.26). */
  readonly inline?: 'text' | 'cdata' | 'none';
}

/** The `xml` of the first schema that has one. */
export function xmlHintOf(shape: Shape | undefined): XmlHint {
  const xml = xmlIn(shape) ?? {};
  return {
    ...(typeof xml.name === 'string' ? { name: xml.name } : {}),
    ...(typeof xml.prefix === 'string' ? { prefix: xml.prefix } : {}),
    ...(typeof xml.namespace === 'string' ? { namespace: xml.namespace } : {}),
    ...nodeOf(xml, shape),
  };
}

/** `nodeType`, or the older fields that it replaces. */
function nodeOf(xml: JsonObject, shape: Shape | undefined): Pick<XmlHint, 'attribute' | 'wrapped' | 'inline'> {
  const { nodeType } = xml;
  const isKnown = shape?.dialect.nodeType === 'followed' && typeof nodeType === 'string' && NODE_TYPES.has(nodeType);
  if (!isKnown) return { attribute: xml.attribute === true, wrapped: xml.wrapped === true };
  const inline =
    nodeType === 'text' || nodeType === 'cdata'
      ? nodeType
      : nodeType === 'none' && !isListed(shape)
        ? 'none'
        : undefined;
  return {
    attribute: nodeType === 'attribute',
    wrapped: nodeType === 'element',
    ...(inline ? { inline } : {}),
  };
}

const NODE_TYPES: ReadonlySet<string> = new Set(['element', 'attribute', 'text', 'cdata', 'none']);

function isListed(shape: Shape | undefined): boolean {
  const types = namedTypes(shape);
  return types.has('array') && !types.has('object');
}

/** The name that the root element of an XML body is written with; undefined where the document has none. */
export function rootName(shape: Shape | undefined): string | undefined {
  return xmlHintOf(shape).name ?? componentName(shape);
}

/** The name that the root element of an XML body must have. */
export interface RequiredRoot {
  readonly name: string;
  /** Whether `xml.name` says so, and not only the name of a component. */
  readonly isExplicit: boolean;
}

/**
 * Undefined where the document leaves the name open: where it comes from a part of the schema, or is one of several.
 */
export function requiredRoot(shape: Shape | undefined): RequiredRoot | undefined {
  let here: Located | undefined = shape?.declared[0];
  let component: string | undefined;
  for (const _ of shape?.schemas ?? []) {
    const xml = here && own(here.node, 'xml');
    if (isObject(xml) && typeof xml.name === 'string') return { name: xml.name, isExplicit: true };
    const target: Pointer | undefined =
      typeof here?.node.$ref === 'string' ? pointerOfFragment(here.node.$ref) : undefined;
    if (target === undefined) break;
    component = COMPONENT.exec(target)?.[1];
    here = shape?.schemas.find(({ pointer }) => pointer === target);
  }
  const isOpen = !here || ['oneOf', 'anyOf', 'items'].some((keyword) => here?.node[keyword] !== undefined);
  if (component === undefined || isOpen || xmlHintOf(shape).name !== undefined) return undefined;
  return { name: component, isExplicit: false };
}

const COMPONENT = /^\/components\/schemas\/([A-Za-z_][\w.-]*)$/;

/** The component that a schema is, by its place in the document. */
function componentName(shape: Shape | undefined): string | undefined {
  for (const { pointer } of shape?.schemas ?? []) {
    const name = COMPONENT.exec(pointer)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** An element as the value that its schema describes. What no schema names stays as text, objects and lists. */
export function xmlValue(element: XmlElement, shape: Shape | undefined): JsonValue {
  const types = namedTypes(shape);
  if (types.has('array') && !types.has('object')) return itemsOf(element.children, shape);
  const isObjectLike = types.has('object') || (types.size === 0 && element.children.length > 0);
  if (!isObjectLike) return toTrimmedValue(element.text, shape);
  const known = new Set<string>();
  const value = membersOf(element, shape, known);
  for (const child of element.children)
    if (!known.has(child.name) && !(child.name in value)) value[child.name] = xmlValue(child, undefined);
  return value;
}

/** The members that a schema describes. @param known takes the names of the elements that they are */
function membersOf(element: XmlElement, shape: Shape | undefined, known: Set<string>): Record<string, JsonValue> {
  const value: Record<string, JsonValue> = Object.create(null);
  for (const property of propertiesIn(shape)) {
    const below = shape?.property(property);
    const found = readProperty(element, property, below, known, shape !== undefined && isRequired(shape, property));
    if (found !== undefined) value[property] = found;
  }
  return value;
}

function readProperty(
  element: XmlElement,
  property: string,
  shape: Shape | undefined,
  known: Set<string>,
  required: boolean,
): JsonValue | undefined {
  const hint = xmlHintOf(shape);
  if (hint.inline === 'none') {
    const inner = membersOf(element, shape, known);
    return Object.keys(inner).length === 0 ? undefined : inner;
  }
  if (hint.inline) return textOf(element, shape, required);
  const name = hint.name ?? property;
  if (hint.attribute) {
    const text = Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined;
    return text === undefined ? undefined : toTrimmedValue(text, shape);
  }
  const isList = namedTypes(shape).has('array');
  const inItems = isList && !hint.wrapped ? xmlHintOf(shape?.item(0)).inline : undefined;
  if (inItems === 'text' || inItems === 'cdata') {
    const text = textOf(element, shape?.item(0), false);
    return text === undefined ? undefined : [text];
  }
  const childName = isList && !hint.wrapped ? (xmlHintOf(shape?.item(0)).name ?? name) : name;
  known.add(childName);
  const found = element.children.filter((child) => child.name === childName);
  const [first] = found;
  if (!first) return undefined;
  if (!isList) return xmlValue(first, shape);
  return itemsOf(hint.wrapped ? first.children : found, shape);
}

/** The text of an element as a member. No text is an empty one only where one is required. */
function textOf({ beside }: XmlElement, shape: Shape | undefined, required: boolean): JsonValue | undefined {
  const isAbsent = beside === '' && !(required && namedTypes(shape).has('string'));
  return isAbsent ? undefined : toValue(beside, shape);
}

function itemsOf(elements: readonly XmlElement[], shape: Shape | undefined): JsonValue {
  return elements.map((element, index) => xmlValue(element, shape?.item(index)));
}
