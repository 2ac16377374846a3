// Brotli, minified, frameworks left out. The budgets are for the finished feature set.
export default [
  { name: 'createConnection', path: 'dist/index.mjs', import: '{ createConnection }', limit: '5 kB' },
  { name: 'useWebSocket, React', path: 'dist/react.mjs', import: '{ useWebSocket }', ignore: ['react'], limit: '6 kB' },
  { name: 'useWebSocket, Vue', path: 'dist/vue.mjs', import: '{ useWebSocket }', ignore: ['vue'], limit: '6 kB' },
]
