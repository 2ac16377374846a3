// Brotli, minified for production, frameworks left out. Each limit stands just above what was measured, so that growth is
// noticed; the aim is 5 kB for `createConnection` and 6 kB for each `useWebSocket`, and limits only ever go down.
export default [
  { name: 'createConnection', path: 'dist/index.mjs', import: '{ createConnection }', limit: '6.9 kB' },
  { name: 'useWebSocket, React', path: 'dist/react.mjs', import: '{ useWebSocket }', ignore: ['react'], limit: '8.7 kB' },
  { name: 'useWebSocket, Vue', path: 'dist/vue.mjs', import: '{ useWebSocket }', ignore: ['vue'], limit: '8.9 kB' },
]
