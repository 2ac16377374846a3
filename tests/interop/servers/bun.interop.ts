import { BUN_VERSION, bunBinary } from '../../../scripts/bun-binary'
import { contract } from '../contract'
import { programFile, startServer } from '../kit/started'

const bun = bunBinary()

// uWebSockets is what serves WebSockets in Bun.
contract({
  id: 'bun',
  title: `uWebSockets in Bun ${BUN_VERSION}`,
  start: () => startServer((port) => [bun, programFile('bun.ts'), String(port)]),
})
