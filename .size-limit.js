// Brotli, minified for production, without frameworks. Each limit is just above the measured size, so the check detects growth.
// The goal is 5 kB for `createConnection` and 6 kB for each `useWebSocket`. It is not reached yet.
export default [
  { name: 'createConnection', path: 'dist/index.mjs', import: '{ createConnection }', limit: '7.45 kB' },
  { name: 'useWebSocket, React', path: 'dist/react.mjs', import: '{ useWebSocket }', ignore: ['react'], limit: '9.6 kB' },
  { name: 'useWebSocket, Vue', path: 'dist/vue.mjs', import: '{ useWebSocket }', ignore: ['vue'], limit: '10.05 kB' },
  { name: 'socketIo', path: 'dist/socket-io.mjs', limit: '1.2 kB' },
  { name: 'eventSource', path: 'dist/event-source.mjs', limit: '0.85 kB' },
]
