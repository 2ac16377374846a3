import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Program, SeenSocket, Step } from '../kit/steps'
import { OPCODE, untilUpgradeRequest, type ClientConnection } from './line'
import { bytesOf, frameBytes } from './wire-bytes'

export interface ScriptedServer {
  readonly port: number
  seen(): SeenSocket[]
  /** Cuts its sockets and refuses new dials, as if the server had ended. */
  goDown(): void
  /** Listens on the same port again. */
  comeUp(): Promise<void>
  stop(): void
}

/** Starts a raw TCP server that runs one program for each client connection. It closes a connection only if the program does. */
export async function startScriptedServer(programs: readonly Program[]): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const clients: ClientConnection[] = []
  const server = createServer({ allowHalfOpen: true, noDelay: true }, async (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // The built-in WebSocket of Node opens a spare TCP connection after an aborted dial. Without an upgrade request it is not a dial.
    const client = await untilUpgradeRequest(socket)
    clients.push(client)
    await runProgram(client, programs[Math.min(clients.length, programs.length) - 1] ?? [])
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const goDown = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port, seen: () => clients.map((client) => client.seen()), goDown, comeUp: () => listen(port), stop: goDown }
}

async function runProgram(client: ClientConnection, program: Program): Promise<void> {
  for (const step of program) await runStep(client, step)
}

async function runStep(client: ClientConnection, step: Step): Promise<unknown> {
  switch (step.do) {
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, step.ms))
    case 'stall':
      return new Promise(() => {})
    case 'fin':
      return client.socket.end()
    case 'reset':
      return client.socket.resetAndDestroy()
    case 'receive':
      return receive(client, step.what)
    case 'behave':
      return behave(client)
    default:
      return client.socket.write(bytesOf(step, client.request)!)
  }
}

async function receive(client: ClientConnection, what: 'message' | 'close'): Promise<void> {
  for (let frame = await client.nextFrame(); frame; frame = await client.nextFrame())
    if ((frame.opcode === OPCODE.close) === (what === 'close')) return
}

async function behave(client: ClientConnection): Promise<void> {
  const sendFrame = (opcode: number, payload: Buffer) => client.socket.write(frameBytes({ do: 'frame', opcode, payload: [...payload] }))
  for (let frame = await client.nextFrame(); frame; frame = await client.nextFrame()) {
    const { opcode, payload } = frame
    if (opcode === OPCODE.ping) sendFrame(OPCODE.pong, payload)
    else if (opcode === OPCODE.close) sendFrame(OPCODE.close, payload)
    else if (payload.toString() === 'ping') sendFrame(opcode, Buffer.from('pong'))
    else sendFrame(opcode, payload)
    if (opcode === OPCODE.close) break
  }
  client.socket.end()
}
