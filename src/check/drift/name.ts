import { type Redactor, redactText } from '../../redact/index.js';

/** Whether a path segment or a member's name is more likely an identifier than a word of the API's author. */
export function looksLikeId(text: string): boolean {
  return (
    /^\d+$/.test(text) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text) ||
    /^(?=.*\d)[0-9a-f]{12,}$/i.test(text) ||
    // `pet-12`, `cus_9s6XKzkNRiz8i3`
    /^[a-z]{1,16}[-_](?:\d+|(?=[^\d]*\d)[0-9a-z]{10,})$/i.test(text) ||
    // Base 64 and the like: long, and letters and digits mixed.
    (text.length >= 16 &&
      /^[\w\-.~%=+]+$/.test(text) &&
      /\d/.test(text) &&
      /[a-z]/i.test(text) &&
      !/[-_.][a-z]+[-_.]/i.test(text)) ||
    /^[^@\s/]+(?:@|%40)[^@\s/]+$/.test(text)
  );
}

/** Whether a name can be written into a document: it is plain, and does not show to be a secret. */
export function isWritable(name: string, redactor: Redactor): boolean {
  return isPlain(name) && redactText(redactor, name) === name;
}

/** Whether a text is without control characters and halves of characters, which neither paths nor validators bear. */
export function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text);
}
