import { pageRule, type Rule } from '../../../rules/rule.js';

export const sentinelCase: Rule = pageRule(
  {
    id: 'sentinel-case',
    severity: 'info',
    finds: 'The sentinel unknownFutureValue in another letter case.',
    example: 'Possible values are `packed`, `UnknownFutureValue`.',
  },
  function* (page) {
    const rows = [...page.body.rows, ...page.resources.flatMap(({ properties }) => properties)];
    for (const { name, line, notes } of rows)
      for (const member of notes.members ?? [])
        if (member !== 'unknownFutureValue' && member.toLowerCase() === 'unknownfuturevalue')
          yield {
            page: page.name,
            line,
            message: `${name} lists ${member}; other pages write unknownFutureValue.`,
            suggestion: 'Write it as the service sends it.',
          };
  },
);
