// One process with many clients. node-clients.ts starts it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import type { ClientSettings } from './client'
import { startGroup, type Group } from './group'
import type { ClientRequest } from './node-clients'

let group: Group | undefined
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()

function takeStall(): number {
  const { max } = delay
  delay.reset()
  return max / 1e6
}

async function answer(request: ClientRequest): Promise<unknown> {
  switch (request.type) {
    case 'start':
      group ??= startGroup(request.clients.map((settings): ClientSettings => ({ ...settings, WebSocket })))
      return group.untilSubscribed(request.timeoutMs)
    case 'stall':
      return takeStall()
    case 'finish':
      return group?.finish(request.truth, request.timeoutMs)
  }
}

process.on('message', (request: ClientRequest) => {
  answer(request).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
