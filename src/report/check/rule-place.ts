import type { AuthoredDocument, Excerpt, ViolationRecord } from '../../model/index.js';

/** Where a rule is written, as pages show it. */
export interface RulePlace {
  /** `spec/openapi.yaml:12:3`, where the document's files are at hand. */
  readonly position?: string;
  /** The lines around it. */
  readonly excerpt?: Excerpt;
  /** The text of the page that documents it, at its line. */
  readonly quote?: string;
}

/** Finds the rule of a violation in the files of the document. */
export function rulePlace(
  { schema, documented }: Pick<ViolationRecord, 'schema' | 'documented'>,
  document: AuthoredDocument | undefined,
): RulePlace {
  const position = document?.locate(schema.slice(1));
  const excerpt = position && document?.excerpt?.(position);
  const quote = documented && document?.quote(documented);
  return {
    ...(position ? { position: `${position.file}:${position.line}:${position.column}` } : {}),
    ...(excerpt ? { excerpt } : {}),
    ...(quote === undefined ? {} : { quote }),
  };
}
