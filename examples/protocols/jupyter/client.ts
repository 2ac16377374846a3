// A Jupyter kernel. Options that do the work: `codec` takes the multi-part binary frames apart (frames.ts), `requests` finds the
// replies by their parent header, `isLast` ends a stream of replies when the kernel is done, `cancel` interrupts it, `requestOf`
// and `reply` answer the kernel's own requests for input.
import { createConnection, requestStream, type Codec, type ReconnectOptions } from 'websocket-store'
import { decodeMessage, encodeMessage, type KernelMessage } from './frames'

export interface JupyterOptions {
  readonly token: string
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

const codec: Codec<KernelMessage, KernelMessage> = { encode: encodeMessage, decode: (frame) => decodeMessage(frame as ArrayBuffer) }

export function connect(url: string, { token, reconnect = {} }: JupyterOptions) {
  // The server keeps the replies to a session that has lost its socket, and sends them to its next one.
  const session = crypto.randomUUID()
  /** Requests that have their reply or their idle state, and not yet the other. */
  const halfDone = new Set<string>()

  function create(msg_type: string, content: KernelMessage['content'], channel: KernelMessage['channel'] = 'shell'): KernelMessage {
    const header = { msg_id: crypto.randomUUID(), msg_type, session, username: '', date: new Date().toISOString(), version: '5.3' }
    return { channel, header, parent_header: {}, metadata: {}, content, buffers: [] }
  }

  const connection = createConnection(`${url}?session_id=${session}&token=${token}`, {
    protocols: 'v1.kernel.websocket.jupyter.org',
    codec,
    // The kernel may still be starting: it is ready when it answers.
    async handshake({ send, receive }) {
      const question = create('kernel_info_request', {})
      send(question)
      await receive(({ header, parent_header }) => header.msg_type === 'kernel_info_reply' && parent_header.msg_id === question.header.msg_id)
    },
    requests: {
      tag: (message, id) => ({ ...message, header: { ...message.header, msg_id: id } }),
      // A kernel also broadcasts what other clients execute.
      idOf: ({ channel, parent_header }) =>
        channel !== 'stdin' && parent_header.session === session ? parent_header.msg_id : undefined,
      // The reply and the idle state come through two sockets of the kernel, in any order.
      isLast({ channel, header, parent_header, content }) {
        const id = parent_header.msg_id!
        if (channel !== 'shell' && !(header.msg_type === 'status' && content.execution_state === 'idle')) return false
        return halfDone.delete(id) || !halfDone.add(id)
      },
      cancel: () => create('interrupt_request', {}, 'control'),
      requestOf: (message) => (message.header.msg_type === 'input_request' ? message : undefined),
      reply: (value, request) => ({
        ...create('input_reply', { status: 'ok', value }, 'stdin'),
        parent_header: (request as KernelMessage).header,
      }),
    },
    reconnect,
  })

  return {
    connection,
    /** All replies to one execution, until it is done. To stop reading means to interrupt the kernel. */
    execute: (code: string, signal?: AbortSignal) =>
      requestStream(connection, create('execute_request', { code, silent: false, store_history: true, allow_stdin: true, stop_on_error: true }), {
        ...(signal && { signal }),
      }),
    async complete(code: string) {
      let matches: unknown = []
      for await (const { channel, content } of requestStream(connection, create('complete_request', { code, cursor_pos: code.length })))
        if (channel === 'shell') matches = content.matches
      return matches as readonly string[]
    },
  }
}
