import { render } from 'preact';
import { readJson } from '../../model/exact-json.js';
import type { PageData } from '../../report/html/data.js';
import { showHiddenCharacters } from '../components/text.js';
import { ReportPage } from './page.js';

showHiddenCharacters();
const data = readJson<PageData>(document.getElementById('data')?.textContent ?? '');
const root = document.createElement('div');
root.className = 'root';
document.body.append(root);
render(<ReportPage data={data} />, root);
