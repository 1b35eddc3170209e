import { type Entry, EVOLVABLE } from '../entry.js';

/** Rules for the tables of pages. */
export const PAGE_TABLES = {
  'base-circle': {
    why: 'Nobody can list the properties of such a type: the search never ends.',
    example: {
      of: 'pages',
      type: [['  "keyProperty": "id",', '  "keyProperty": "id",\n  "baseType": "harbour.shipping.parcel",']],
    },
    documented: [],
  },
  'no-type': {
    why: 'Without a type, the value can be neither judged nor generated, and readers have to guess.',
    example: { of: 'pages', type: [['|grams|Int32|', '|grams||']] },
    documented: [],
  },
  'base-differs': {
    why: 'On one page the type has the properties of its base, and on the other it has not.',
    example: {
      of: 'pages',
      page: [
        [
          'What is printed on the parcel. Required.',
          'The label. Required. Inherited from [crate](../resources/crate.md).',
        ],
      ],
      alongside: ['missing-link'],
    },
    documented: [],
  },
  'owner-differs': {
    why: 'Readers who look for the property on the page that is named may not find it there.',
    example: {
      of: 'pages',
      page: [
        [
          'What is printed on the parcel. Required.',
          'The label. Required. Inherited from [parcel](../resources/parcel.md).',
        ],
      ],
      type: [['What is printed on the parcel.', 'The label. Inherited from [crate](../resources/crate.md).']],
      alongside: ['missing-link'],
    },
    documented: [],
  },
  'duplicate-row': {
    why: 'The two rows may differ, and only one of them counts.',
    example: {
      of: 'pages',
      type: [
        [
          '|grams|Int32|Its weight in grams.|',
          '|grams|Int32|Its weight in grams.|\n|grams|Int32|Its weight in grams.|',
        ],
      ],
    },
    documented: [],
  },
  'ragged-row': {
    why: 'Markdown drops what is beyond the head, or leaves cells empty: a description is lost.',
    example: { of: 'pages', type: [['|Its weight in grams.|', '|Its weight|in grams.|']] },
    documented: [
      {
        title: 'GitHub Flavored Markdown, section 4.10 (Tables)',
        url: 'https://github.github.com/gfm/#tables-extension-',
      },
    ],
  },
  'empty-description': {
    why: 'Readers learn the name and not what it means.',
    example: { of: 'pages', type: [['|Its weight in grams.|', '||']] },
    documented: [],
  },
  'members-differ': {
    why: 'Readers of one page do not learn of a value that they will meet.',
    example: { of: 'pages', type: [['`packed`, `sent`, `lost`', '`packed`, `sent`']] },
    documented: [],
  },
  'types-differ': {
    why: 'Clients that were made from one page fail on what the other one shows.',
    example: { of: 'pages', type: [['|grams|Int32|', '|grams|Double|']] },
    documented: [],
  },
  'unknown-type': {
    why: 'Nobody can look the type up, so its values are neither judged nor generated.',
    example: { of: 'pages', type: [['|grams|Int32|', '|grams|weight|']], alongside: ['types-differ'] },
    documented: [],
  },
  'type-spelling': {
    why: 'Readers ask whether the other word is another type.',
    example: { of: 'pages', type: [['|grams|Int32|', '|grams|int|']] },
    documented: [],
  },
  'values-of-other-type': {
    why: 'Either the type is wrong or the list is. No value can satisfy both.',
    example: {
      of: 'pages',
      type: [['|Its weight in grams.|', '|Its weight. Possible values are: `light`, `heavy`.|']],
    },
    documented: [],
  },
  'values-of-text': {
    why: 'Nobody can tell whether other values may come. A separate type says that the list is complete.',
    example: {
      of: 'pages',
      type: [['|What is printed on the parcel.|', '|The label. Possible values are: `tea`, `rice`.|']],
    },
    documented: [],
  },
  'sentinel-case': {
    why: 'Clients that ask for unknown members look for exactly this name.',
    example: { of: 'pages', type: [['`unknownFutureValue`', '`UnknownFutureValue`']], alongside: ['members-differ'] },
    documented: [EVOLVABLE],
  },
  'not-in-representation': {
    why: 'Who copies the representation leaves the property out.',
    example: { of: 'pages', type: [['  "grams": "Int32",\n', '']] },
    documented: [],
  },
  'not-in-table': {
    why: 'Readers see the property and cannot look up its type or meaning.',
    example: { of: 'pages', type: [['  "grams": "Int32",', '  "grams": "Int32",\n  "colour": "String",']] },
    documented: [],
  },
  'not-on-type-page': {
    why: 'The page of the type is where readers look the property up, and it is not there.',
    example: { of: 'pages', page: [['|grams|Int32|', '|colour|String|Its colour.|\n|grams|Int32|']] },
    documented: [],
  },
  'no-permission': {
    why: 'Readers cannot tell which permission they have to ask for.',
    example: {
      of: 'pages',
      page: [
        ['Parcel.Write, Parcel.Write.All', 'To be determined'],
        ['Application|Parcel.Write.All', 'Application|To be determined'],
      ],
    },
    documented: [],
  },
  'permission-order': {
    why: 'Readers take the first permission for the least. Where the order is the opposite, they ask for too much.',
    example: { of: 'pages', beside: [['(from least to most privileged)', '(from most to least privileged)']] },
    documented: [],
  },
} as const satisfies Readonly<Record<string, Entry>>;
