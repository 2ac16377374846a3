import { defineConfig } from 'vite'

export default defineConfig({
  resolve: {
    alias: {
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
})
