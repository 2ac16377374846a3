import { expect, it } from 'vitest'
import { runNode } from './run-node'

const REACT = 'websocket-store/compat/react-use-websocket'
const VUE = 'websocket-store/compat/vueuse'

it.each([
  ['mjs', `import useWebSocket, { useWebSocket as named, ReadyState } from '${REACT}'`],
  ['cjs', `const { default: useWebSocket, useWebSocket: named, ReadyState } = require('${REACT}')`],
] as const)('the drop-in for react-use-websocket has a default and a named hook, as %s', async (format, load) => {
  const code = `${load}\nconsole.log(typeof useWebSocket, useWebSocket === named, ReadyState.OPEN, ReadyState[1])`
  expect(await runNode(format, code)).toBe('function true 1 OPEN')
})

it.each([
  ['mjs', `import { useWebSocket } from '${VUE}'`],
  ['cjs', `const { useWebSocket } = require('${VUE}')`],
] as const)('the drop-in for VueUse works outside a component, as %s', async (format, load) => {
  // On a server it opens nothing, like the original.
  const code = `${load}\nconst { status, data } = useWebSocket('ws://127.0.0.1:9')\nconsole.log(status.value, data.value)`
  expect(await runNode(format, code)).toBe('CLOSED null')
})
