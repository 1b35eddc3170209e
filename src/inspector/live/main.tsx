import { render } from 'preact';
import { showHiddenCharacters } from '../components/text.js';
import { createApp } from './model/app.js';
import { Shell } from './shell.js';

showHiddenCharacters();
const root = document.body;
createApp(window).then(
  (app) => render(<Shell app={app} />, root),
  (error: unknown) =>
    render(
      <p class="empty">{`The inspector cannot start: ${error instanceof Error ? error.message : error}`}</p>,
      root,
    ),
);
