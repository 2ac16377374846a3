import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Program, SeenLine, Step } from '../kit/steps'
import { lineOf, OPCODE, type Line } from './line'
import { bytesOf, frameBytes } from './wire-bytes'

export interface ScriptedServer {
  readonly port: number
  seen(): SeenLine[]
  /** As if it had ended: its lines are cut and further dials are refused. */
  leave(): void
  /** On the same port again. */
  comeBack(): Promise<void>
  stop(): void
}

/** A raw TCP server that does with each line what its program says. It ends no line that the program does not end. */
export async function startScriptedServer(programs: readonly Program[]): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const lines: Line[] = []
  const server = createServer({ allowHalfOpen: true, noDelay: true }, async (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // Node's own WebSocket opens a spare line after a dial that was taken back: one that asks for nothing is no dial.
    const line = await lineOf(socket)
    lines.push(line)
    await perform(line, programs[Math.min(lines.length, programs.length) - 1] ?? [])
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const leave = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port, seen: () => lines.map((line) => line.seen()), leave, comeBack: () => listen(port), stop: leave }
}

async function perform(line: Line, program: Program): Promise<void> {
  for (const step of program) await act(line, step)
}

async function act(line: Line, step: Step): Promise<unknown> {
  switch (step.do) {
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, step.ms))
    case 'stall':
      return new Promise(() => {})
    case 'fin':
      return line.socket.end()
    case 'reset':
      return line.socket.resetAndDestroy()
    case 'hear':
      return hear(line, step.what)
    case 'behave':
      return behave(line)
    default:
      return line.socket.write(bytesOf(step, line.request)!)
  }
}

async function hear(line: Line, what: 'message' | 'close'): Promise<void> {
  for (let frame = await line.nextFrame(); frame; frame = await line.nextFrame())
    if ((frame.opcode === OPCODE.close) === (what === 'close')) return
}

async function behave(line: Line): Promise<void> {
  const say = (opcode: number, payload: Buffer) => line.socket.write(frameBytes({ do: 'frame', opcode, payload: [...payload] }))
  for (let frame = await line.nextFrame(); frame; frame = await line.nextFrame()) {
    const { opcode, payload } = frame
    if (opcode === OPCODE.ping) say(OPCODE.pong, payload)
    else if (opcode === OPCODE.close) say(OPCODE.close, payload)
    else if (payload.toString() === 'ping') say(opcode, Buffer.from('pong'))
    else say(opcode, payload)
    if (opcode === OPCODE.close) break
  }
  line.socket.end()
}
