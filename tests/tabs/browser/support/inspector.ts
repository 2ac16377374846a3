import { WebSocket } from 'ws'

/** The inspector of one tab of WebKit. */
export interface Inspector {
  evaluate(expression: string): Promise<unknown>
  disconnect(): void
}

interface Reply {
  readonly id: number
  readonly error?: { readonly message: string }
  readonly result?: { readonly wasThrown?: boolean; readonly result: { readonly value?: unknown; readonly description?: string } }
}

interface Frame {
  readonly method?: string
  readonly params?: {
    readonly targetInfo?: { readonly targetId: string; readonly isProvisional?: boolean }
    readonly newTargetId?: string
    readonly message?: string
  }
}

const ANSWER_MS = 30_000

/** Each page of a tab is a target, and the inspector passes messages between this socket and the target. */
export async function connectInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (reply: Reply) => void>()
  let target = ''
  let lastId = 0
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      const { method, params } = JSON.parse(String(data)) as Frame
      if (method === 'Target.dispatchMessageFromTarget') {
        const reply = JSON.parse(params!.message!) as Reply
        waiting.get(reply.id)?.(reply)
      } else if (method === 'Target.targetCreated' && !params!.targetInfo!.isProvisional) {
        target = params!.targetInfo!.targetId
        resolve()
      } else if (method === 'Target.didCommitProvisionalTarget') target = params!.newTargetId!
    })
  })

  async function evaluate(expression: string): Promise<unknown> {
    const id = ++lastId
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true, emulateUserGesture: true } })
    let timer: NodeJS.Timeout | undefined
    try {
      const { error, result } = await new Promise<Reply>((resolve, reject) => {
        waiting.set(id, resolve)
        // The page has crashed or navigates.
        timer = setTimeout(() => reject(new Error(`the page did not answer: ${expression}`)), ANSWER_MS)
        socket.send(JSON.stringify({ id, method: 'Target.sendMessageToTarget', params: { targetId: target, message } }))
      })
      if (error) throw new Error(error.message)
      if (result!.wasThrown) throw new Error(result!.result.description)
      return result!.result.value
    } finally {
      clearTimeout(timer)
      waiting.delete(id)
    }
  }
  return { evaluate, disconnect: () => socket.close() }
}
