import { defineConfig } from '@playwright/test';

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'tests',
  use: {
    baseURL: 'http://127.0.0.1:4173',
    contractDocument: '../openapi.yaml',
    apiMode: 'route',
    apiUrl: 'http://127.0.0.1:4173/api',
    launchOptions: executablePath ? { executablePath, args: ['--no-sandbox', '--disable-gpu'] } : {},
  },
  webServer: { command: 'node server.js', url: 'http://127.0.0.1:4173' },
  projects: [
    { name: 'shop', testMatch: 'shop.spec.js' },
    { name: 'stale', testMatch: 'stale.spec.js' },
  ],
});
