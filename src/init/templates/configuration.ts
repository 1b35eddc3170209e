/** Where editors find the JSON Schema of docproof.yaml: in the installed package, so that it fits its version. */
const SCHEMA = './node_modules/docproof/src/model/schema/config.schema.json';

/** docproof.yaml. @param hasCaptures whether there is a capture to check */
export function configuration(document: string, hasCaptures: boolean): string {
  const head = `# yaml-language-server: $schema=${SCHEMA}
# Defaults for all commands of Docproof. Paths are relative to this file.
document: ${yamlText(document)}
`;
  if (!hasCaptures) return head;
  return `${head}
# \`docproof check\` holds these captures against the document: HAR files of a browser, recordings of \`docproof proxy\`.
suites:
  recorded:
    captures: [captures/]
`;
}

/** A text in YAML: plain where nothing in it has a meaning, else as JSON, which YAML 1.2 reads too. */
export function yamlText(text: string): string {
  return /^(?=.*[./])[A-Za-z./][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
