import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Endpoint } from './client'
import { textOf } from './client'
import type { Slots } from './slots'

const PROGRAM = fileURLToPath(new URL('./counter-program.mjs', import.meta.url))
const MAX_STDIN_BYTES = 256 * 1024

/** Starts one process per socket, like websocketd: stdout lines become messages, and messages become stdin lines. */
export const createCounter = (slots: Slots): Endpoint => ({
  open: (client) => {
    if (!slots.take()) {
      client.socket.close(1013, 'Too many processes.')
      return { onMessage: () => undefined }
    }
    const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] })
    createInterface({ input: child.stdout }).on('line', (line) => client.send(line))
    child.stdin.on('error', () => undefined)
    child.once('error', () => client.socket.close(1011, 'The process did not start.'))
    child.once('close', () => {
      slots.release()
      if (client.socket.readyState === client.socket.OPEN) client.socket.close(1000, 'The process ended.')
    })
    return {
      onMessage: (data) => {
        if (child.stdin.writableLength > MAX_STDIN_BYTES) {
          client.socket.close(1013, 'The process reads too slowly.')
          return
        }
        child.stdin.write(`${textOf(data).replace(/[\r\n]+/g, ' ')}\n`)
      },
      onClose: () => child.kill(),
    }
  },
  floodFrame: (index) => `flood line ${index + 1}`,
})
