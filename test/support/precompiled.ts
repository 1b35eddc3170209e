import { type Contract, createContract } from '../../src/contract/index.js';
import { bundledDocument } from '../../src/document/bundled.js';
import { readJson, writeJson } from '../../src/model/index.js';
import { precompile, schemasApart } from '../../src/schema/precompiled/precompile.js';
import { precompiledEngines } from '../../src/schema/precompiled/validators.js';

/** The same contract twice: one compiles when it must, one has only precompiled validators. */
export function twinsOf({ document }: Contract): { readonly compiling: Contract; readonly precompiled: Contract } {
  const { root } = bundledDocument(readJson(writeJson(document.root)), document.source, document.binaries);
  const { functions, tables, leftOut } = precompile(root, document.dialect, schemasApart(root));
  if (leftOut.length > 0) throw new Error(`left out: ${leftOut.join()}`);
  const validators: object = new Function(`const f = ${functions}; return { functions: f, ...${tables} };`)();
  return {
    compiling: createContract({ ...document, root }),
    precompiled: createContract({ ...document, root }, { engines: precompiledEngines(validators) }),
  };
}
