import { importLine } from './code.js';

/** A configuration that adds the mock to the project's own. */
export function viteConfiguration(): string {
  return `${importLine('{ docproof }', 'docproof/vite')}
${importLine('{ defineConfig, loadConfigFromFile, mergeConfig }', 'vite')}

// Your own configuration, with the mock of the document below /api. To have it always, add docproof() to your plugins.
export default defineConfig(async (env) => {
  const own = await loadConfigFromFile(env);
  return mergeConfig(own?.config ?? {}, { plugins: [docproof({ base: '/api' })] });
});
`;
}
