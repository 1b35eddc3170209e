import { groupRule, linksOf, pageRule, type Rule } from './rule.js';

export const todo: Rule = pageRule(
  { id: 'todo', severity: 'warning', finds: '"TODO" left in a page.', example: '`author: "TODO"`.' },
  function* (page) {
    const lines = [
      ...[...page.outline.front.values()].map(({ value, line }) => ({ text: value, line })),
      ...page.outline.lines.map((text, index) => ({ text, line: index + 1 })),
    ];
    for (const { text, line } of lines)
      if (/\bTODO\b/.test(text))
        yield {
          page: page.name,
          line,
          message: 'A TODO is left here.',
          suggestion: 'Write what is missing, or remove it.',
        };
  },
);

export const emptyFrontMatter: Rule = pageRule(
  {
    id: 'empty-front-matter',
    severity: 'info',
    finds: 'A field of the front matter without a value.',
    example: '`author: ""`.',
  },
  function* (page) {
    for (const [key, { value, line }] of page.outline.front)
      if (value.trim() === '')
        yield { page: page.name, line, message: `The field ${key} is empty.`, suggestion: 'Fill it in, or remove it.' };
  },
);

export const openFence: Rule = pageRule(
  {
    id: 'open-fence',
    severity: 'error',
    finds: 'A code block that nothing closes: to Markdown, all that follows is code.',
    example: '```` ```http ```` before a request, and no line of three backticks after it.',
  },
  function* (page) {
    for (const line of page.outline.openFences)
      yield {
        page: page.name,
        line,
        message: 'Nothing closes this code block.',
        suggestion: 'Close it with a line of three backticks.',
      };
  },
);

export const noPermission: Rule = pageRule(
  {
    id: 'no-permission',
    severity: 'warning',
    finds: 'A table of permissions that names none.',
    example:
      '`|Delegated|To be determined|` and `|Application|To be determined|`. A table that says "Not supported" throughout is in order.',
  },
  function* (page) {
    const [first] = page.permissions;
    if (!first || page.requests.length === 0 || page.permissions.some(({ names }) => names.length > 0)) return;
    if (
      page.permissions.every(({ line }) =>
        /\bnot (?:supported|required|applicable|available|needed)|\bnone\b|\bn\/a\b|\bno permissions?\b/i.test(
          page.outline.lines[line - 1] ?? '',
        ),
      )
    )
      return;
    yield {
      page: page.name,
      line: first.line,
      message: 'The table of permissions names no permission.',
      suggestion: 'Name the permissions that the call needs, or say that it needs none.',
    };
  },
);

export const titleType: Rule = pageRule(
  {
    id: 'title-type',
    severity: 'info',
    finds: 'A title that names the collection where the page creates or changes one object.',
    example: '`# Create parcels`, and the body is one parcel.',
  },
  function* (page) {
    const named = /^(?:create|add|update|delete) (?:an? )?([A-Za-z]\w*)$/i.exec(page.title.text.trim())?.[1];
    const type = page.body.type ?? page.promised.type;
    if (!named || !type || page.promised.isCollection) return;
    if (named.toLowerCase() !== `${type.name.toLowerCase()}s`) return;
    yield {
      page: page.name,
      line: page.title.line,
      message: `The title says ${named}; the object is called ${type.name}.`,
      suggestion: `Call it ${type.name}: ${named} is the collection.`,
      against: { page: page.name, line: type.line },
    };
  },
);

export const unlinkedType: Rule = groupRule(
  {
    id: 'unlinked-type',
    severity: 'info',
    finds: 'A type of a body or a response that has a page, and that the sentence does not link.',
    example: '"supply a JSON representation of the parcel object", where parcel.md is a page.',
  },
  function* ({ group, index }, { links }) {
    for (const page of group.pages)
      for (const type of [page.body.type, page.promised.type]) {
        if (!type || type.href !== undefined) continue;
        const described = index.find(type, page.name, page.namespace?.text ?? '')?.resource;
        // Of several types of one name, the page's other links tell which is meant.
        if (!described || !linksOf(page).some(({ href }) => links.find(href, page.name) === described.page)) continue;
        yield {
          page: page.name,
          line: type.line,
          message: `This sentence does not link ${type.name}, which has a page.`,
          suggestion: `Link ${described.page.name.split('/').at(-1)}.`,
          against: { page: described.page.name, line: described.resource.line },
        };
      }
  },
);
