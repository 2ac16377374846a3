import { defineConfig } from 'vite'

export default defineConfig({
  build: { outDir: 'dist/vite', rollupOptions: { input: ['index.html', 'dedicated.html'] } },
})
