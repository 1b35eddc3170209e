import { useState } from 'preact/hooks';
import { SavingDialog } from '../../../saving/saving-dialog.js';
import type { ActionProps } from './action.js';

/** As the server takes it; empty for a free one. */
const NAME = /^[\w.-]{0,80}$/;

/** Makes the answer an example of the document, so that the mock answers so from then on. */
export function SaveAsExample({ app, exchange }: ActionProps) {
  const { id, response, caveats } = exchange;
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [isFile, setFile] = useState(false);
  if (response.body === undefined || caveats.includes('answered-by-proxy')) return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Save as example
      </button>
      {isOpen && (
        <SavingDialog
          app={app}
          title="Save as example"
          what="Requests like this one get this answer from then on: those with the same values in path, query and JSON body. It goes into an overlay beside the document, which is left alone; secrets are replaced first."
          path={`exchanges/${id}/example`}
          asked={{ ...(name === '' ? {} : { name }), ...(isFile ? { as: 'file' } : {}) }}
          lacks={NAME.test(name) ? undefined : 'A name has letters, digits and the signs . _ - only.'}
          onClose={() => setOpen(false)}
        >
          <label>
            Name of the example
            <input
              value={name}
              placeholder="saved"
              maxlength={80}
              autocomplete="off"
              spellcheck={false}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          </label>
          <label class="check">
            <input type="checkbox" checked={isFile} onChange={({ currentTarget }) => setFile(currentTarget.checked)} />
            {' The body as a separate file, in mocks/'}
          </label>
        </SavingDialog>
      )}
    </>
  );
}
