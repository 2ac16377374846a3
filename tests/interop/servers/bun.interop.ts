import { BUN_VERSION, bunBinary } from '../../../scripts/bun-binary'
import { contract } from '../contract'
import { programFile, startServer } from '../kit/started'

const bun = bunBinary()

// Bun implements WebSockets with uWebSockets.
contract({
  id: 'bun',
  title: `uWebSockets in Bun ${BUN_VERSION}`,
  start: () => startServer((port) => [bun, programFile('bun.ts'), String(port)]),
})
