import type { DocumentFacts, DocumentProblem } from '../../../../feed/tools.js';
import { Documented } from '../../../components/documented.js';
import { Empty, Fact } from '../../../components/facts.js';
import { count } from '../../../components/text.js';
import type { App } from '../../model/app.js';
import { usePage } from '../../model/use-page.js';

/** What the document is, and what was found when it was loaded. */
export function DocumentPage({ app }: { readonly app: App }) {
  const { value: document, problem } = usePage<DocumentFacts>(app, 'document');
  if (problem !== '') return <Empty>{problem}</Empty>;
  if (!document) return <Empty>…</Empty>;
  const { title, version, openapi, description, operations, source, files, servers, problems, more } = document;
  return (
    <article class="document-page">
      <header>
        <h2>{`${title === '' ? source : title} ${version}`}</h2>
        <p class="label">{`OpenAPI ${openapi} · ${count(operations, 'operation')}`}</p>
      </header>
      {description !== undefined && (
        <div class="description">
          {description.split('\n').map((line, at) => (
            <p key={at}>{line}</p>
          ))}
        </div>
      )}
      <section>
        <h3>Where it is</h3>
        {files.slice(0, MOST).map((file) => (
          <Fact key={file} name="File">
            {file}
          </Fact>
        ))}
        {files.length > MOST && <p class="label">{`… and ${files.length - MOST} more files`}</p>}
        {servers.map((server) => (
          <Fact key={server} name="Server">
            {server}
          </Fact>
        ))}
        <p>
          <a href={app.client.address('openapi.json')} target="_blank" rel="noreferrer">
            The whole document as JSON
          </a>
        </p>
      </section>
      <section>
        <h3>Problems found when it was loaded</h3>
        {problems.length === 0 && <p>None. The document is used as it is.</p>}
        {problems.length > 0 && (
          <p class="label">
            {'The document is used all the same: what each says is left out is not judged. '}
            <code>{`docproof lint ${source}`}</code>
            {' lists them, too.'}
          </p>
        )}
        <ul class="problems">
          {problems.map((each) => (
            <Problem key={`${each.pointer} ${each.message}`} problem={each} isOpen={problems.length <= 5} />
          ))}
        </ul>
        {more > 0 && <p class="label">{`… and ${more} more`}</p>}
      </section>
    </article>
  );
}

/** Files that are listed. */
const MOST = 30;

function Problem({ problem, isOpen }: { readonly problem: DocumentProblem; readonly isOpen: boolean }) {
  const { rule, message, cure, pointer, position, excerpt } = problem;
  return (
    <li class="violation warning">
      <details open={isOpen}>
        <summary>
          <b class="mark" role="img" aria-label="warning">
            !
          </b>{' '}
          {message} <span class="keyword">{rule}</span>
        </summary>
        <p class="help">{cure}</p>
        <Documented schema={`#${pointer}`} position={position} excerpt={excerpt} />
      </details>
    </li>
  );
}
