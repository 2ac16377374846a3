import { json, type ConnectionOptions, type RequestProtocol } from 'websocket-store'
import { createFakeConnection, type FakeConnection } from '../../../support/fake-connection'

/** A message of the tests for requests. */
export interface Said {
  readonly id?: string
  readonly say: string
  /** The last reply to a request. */
  readonly isLast?: boolean
}

export type SayingConnection = FakeConnection<Said, Said>

export const sayRequests: RequestProtocol<Said, Said> = {
  tag: (message, id) => ({ ...message, id }),
  idOf: ({ id }) => id,
  isLast: ({ isLast = false }) => isLast,
  cancel: (id) => ({ say: `cancel ${id}` }),
}

export const createSaying = (options: ConnectionOptions<Said, Said> = {}): SayingConnection =>
  createFakeConnection<Said, Said>({ codec: json<Said, Said>(), requests: sayRequests, ...options })

/** What the current socket sent: `1 hello` for a request, `hello` for another message. */
export const sentBy = ({ socket }: Pick<SayingConnection, 'socket'>): string[] =>
  socket.sent.map((data) => {
    const { id, say } = JSON.parse(data as string) as Said
    return id === undefined ? say : `${id} ${say}`
  })

export const answer = ({ socket }: SayingConnection, message: Said): void => socket.message(JSON.stringify(message))

/** The code of the error that a promise rejects with. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(String, (error: { code?: string }) => error.code ?? String(error))
