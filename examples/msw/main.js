import { lamps } from './client.js';

// Until the API exists, a service worker answers in its place.
if (import.meta.env.DEV) await (await import('./mock.js')).start();

const list = document.querySelector('ul');
for (const { colour } of await lamps('/api')) {
  list.append(Object.assign(document.createElement('li'), { textContent: `${colour} lamp` }));
}
