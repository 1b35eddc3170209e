import react from '@vitejs/plugin-react';
import { docproof } from 'docproof/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), docproof({ document: '../openapi.yaml', base: '/api', stateful: true })],
});
