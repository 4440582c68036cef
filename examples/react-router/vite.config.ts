import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter()],
  // Found only by the first visit, it would reload the page.
  optimizeDeps: { include: ['rivulet'] },
});
