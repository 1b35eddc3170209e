// Large descriptions, each in the manner of a kind of service. They are the same at each call.
import { addresses } from './addresses.mjs';
import { allOf } from './all-of.mjs';
import { converted } from './converted.mjs';
import { discriminators } from './discriminators.mjs';
import { habits } from './habits.mjs';
import { longTexts } from './long-texts.mjs';
import { manyFiles } from './many-files.mjs';
import { mediaTypes } from './media-types.mjs';
import { modern } from './modern.mjs';
import { narrow } from './narrow.mjs';
import { recursion } from './recursion.mjs';

export const LARGE_DOCUMENTS = {
  'many-files': manyFiles,
  'long-texts': longTexts,
  'discriminators-3.0': () => discriminators('3.0.3'),
  'discriminators-3.1': () => discriminators('3.1.0'),
  recursion,
  'all-of': allOf,
  'narrow-3.0': () => narrow('3.0.3'),
  'narrow-3.1': () => narrow('3.1.0'),
  'habits-3.0': () => habits('3.0.3'),
  'habits-3.1': () => habits('3.1.0'),
  modern,
  'media-types': mediaTypes,
  addresses,
  converted,
};
