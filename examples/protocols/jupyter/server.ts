// A fake of a Jupyter server with one kernel, written from the documentation of the kernel's messages (version 5.3) and of the
// subprotocol v1.kernel.websocket.jupyter.org: execution with its broadcasts, display data with binary buffers, standard input,
// interrupts, and the server's buffer of replies for a session that has no socket.
import { Buffer } from 'node:buffer'
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface Message {
  readonly channel: string
  readonly header: { readonly msg_id: string; readonly msg_type: string; readonly session: string }
  readonly parent: { readonly msg_id?: string }
  readonly content: Record<string, unknown>
}

export interface JupyterServer extends WsServer {
  /** The messages of each socket, as `channel: type`. */
  readonly received: readonly (readonly string[])[]
  /** Finishes the execution of the code `wait`. */
  finish(): void
}

const PROTOCOL = 'v1.kernel.websocket.jupyter.org'

function decode(frame: Buffer): Message {
  const at = (index: number) => Number(frame.readBigUInt64LE(index * 8))
  const part = (index: number) => frame.subarray(at(index + 1), at(index + 2)).toString()
  const json = (index: number) => JSON.parse(part(index)) as never
  return { channel: part(0), header: json(1), parent: json(2), content: json(4) }
}

function encode(channel: string, header: object, parent: object, content: object, buffers: readonly Buffer[]): Buffer {
  const texts = [channel, ...[header, parent, {}, content].map((each) => JSON.stringify(each))]
  const parts: Buffer[] = [...texts.map((each) => Buffer.from(each)), ...buffers]
  const head = Buffer.alloc(8 * (parts.length + 2))
  head.writeBigUInt64LE(BigInt(parts.length + 1))
  let offset = head.length
  ;[...parts, null].forEach((each, index) => {
    head.writeBigUInt64LE(BigInt(offset), 8 * (index + 1))
    offset += each?.length ?? 0
  })
  return Buffer.concat([head, ...parts])
}

export async function startServer({ token }: { readonly token: string }): Promise<JupyterServer> {
  const received: string[][] = []
  const logOf = new Map<WebSocket, string[]>()
  /** The socket of each session; an array holds what is sent while it has none. */
  const sessions = new Map<string, WebSocket | Buffer[]>()
  let lastId = 0
  let executions = 0
  let running: { readonly request: Message; end(status: 'ok' | 'aborted'): void } | null = null
  let awaitsInput: { readonly requestId: string; take(value: string): void } | null = null

  function send(channel: string, type: string, parent: Message, content: object, buffers: readonly Buffer[] = []): string {
    const header = { msg_id: `kernel_${++lastId}`, msg_type: type, session: 'kernel', username: 'kernel', date: new Date(0).toISOString(), version: '5.3' }
    const frame = encode(channel, header, parent.header, content, buffers)
    for (const [session, target] of sessions) {
      // The kernel broadcasts on iopub. On the other channels it answers.
      if (channel !== 'iopub' && session !== parent.header.session) continue
      if (Array.isArray(target)) target.push(frame)
      else target.send(frame)
    }
    return header.msg_id
  }
  const status = (parent: Message, state: string) => void send('iopub', 'status', parent, { execution_state: state })
  const print = (parent: Message, text: string) => send('iopub', 'stream', parent, { name: 'stdout', text })

  function execute(request: Message): void {
    const code = String(request.content.code)
    const execution_count = ++executions
    const reply = (content: object) => {
      send('shell', 'execute_reply', request, { execution_count, ...content })
      status(request, 'idle')
    }
    const fail = (ename: string, evalue: string) => {
      const error = { ename, evalue, traceback: [] }
      send('iopub', 'error', request, error)
      reply({ status: 'error', ...error })
    }
    status(request, 'busy')
    send('iopub', 'execute_input', request, { code, execution_count })
    if (code === 'fail') return fail('NameError', 'name is not defined')
    if (code === 'plot') {
      send('iopub', 'display_data', request, { data: { 'application/x-points': '' }, metadata: {} }, [Buffer.from([1, 2, 3]), Buffer.from([]), Buffer.from([250, 251])])
    } else if (code === 'ask') {
      const take = (value: string) => {
        print(request, `hello ${value}`)
        reply({ status: 'ok' })
      }
      awaitsInput = { requestId: send('stdin', 'input_request', request, { prompt: 'name? ', password: false }), take }
      return
    } else if (code === 'wait') {
      print(request, 'started')
      running = { request, end: (how) => (how === 'ok' ? (print(request, 'finished'), reply({ status: 'ok' })) : fail('KeyboardInterrupt', '')) }
      return
    } else for (const line of code.split('\n')) print(request, line)
    reply({ status: 'ok' })
  }

  function endExecution(how: 'ok' | 'aborted'): void {
    const ended = running
    running = null
    ended?.end(how)
  }

  function handle(message: Message): void {
    switch (message.header.msg_type) {
      case 'execute_request':
        return execute(message)
      case 'kernel_info_request':
        status(message, 'busy')
        send('shell', 'kernel_info_reply', message, { status: 'ok', protocol_version: '5.3', implementation: 'fake' })
        return status(message, 'idle')
      case 'complete_request':
        status(message, 'busy')
        send('shell', 'complete_reply', message, { status: 'ok', matches: ['print'], cursor_start: 0, cursor_end: 2 })
        return status(message, 'idle')
      case 'interrupt_request':
        endExecution('aborted')
        send('control', 'interrupt_reply', message, { status: 'ok' })
        return
      case 'input_reply':
        if (message.parent.msg_id === awaitsInput?.requestId) awaitsInput?.take(String(message.content.value))
    }
  }

  const server = await startWsServer({
    protocols: [PROTOCOL],
    onConnection(socket, { url = '' }) {
      const query = new URL(url, 'http://localhost').searchParams
      const session = query.get('session_id') ?? ''
      if (query.get('token') !== token || socket.protocol !== PROTOCOL) return socket.close(4403, 'forbidden')
      const log: string[] = []
      received.push(log)
      logOf.set(socket, log)
      const kept = sessions.get(session)
      sessions.set(session, socket)
      socket.on('close', () => sessions.get(session) === socket && sessions.set(session, []))
      if (Array.isArray(kept)) for (const frame of kept) socket.send(frame)
    },
    onMessage(frame, socket) {
      if (typeof frame === 'string') return socket.close(1003, 'binary frames only')
      const message = decode(frame)
      logOf.get(socket)?.push(`${message.channel}: ${message.header.msg_type}`)
      handle(message)
    },
  })

  return {
    ...server,
    url: `${server.url}/api/kernels/kernel-1/channels`,
    received,
    finish: () => endExecution('ok'),
  }
}
