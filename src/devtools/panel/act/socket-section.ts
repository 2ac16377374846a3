import { MAX_REASON_BYTES } from '../../../core/policy/close-arguments'
import { utf8Length } from '../../../core/policy/utf8'
import type { Phase } from '../../../core/vocabulary/ready-state'
import { el, setAttribute, setText } from '../dom'
import { setDisabled } from '../parts/set-disabled'
import { button, field, row, section, setButtonDisabled, type ActContext, type Section } from './section'

const DEFAULT_CODE = 1011
/** What a server may send, with the meanings of RFC 6455 §7.4.1 and the IANA registry. */
const CODES: readonly (readonly [code: number, meaning: string])[] = [
  [1000, 'normal closure'],
  [1001, 'going away'],
  [1002, 'protocol error'],
  [1003, 'unsupported data'],
  [1007, 'invalid payload'],
  [1008, 'policy violation'],
  [1009, 'message too big'],
  [1011, 'internal error'],
  [1012, 'service restart'],
  [1013, 'try again later'],
  [3000, 'unauthorized'],
  [4000, 'of the application'],
]
const HAVE_SOCKET: ReadonlySet<Phase> = new Set<Phase>(['connecting', 'readying', 'open', 'closing'])

/** Ends of the socket, the network, and a new socket. */
export function createSocketSection({ actions, announce, act }: ActContext): Section {
  const code = el('input', { type: 'number', min: 1000, max: 4999, value: DEFAULT_CODE, list: 'close-codes', class: 'code' })
  const reason = el('input', { type: 'text', placeholder: 'none' })
  const codes = el('datalist', { id: 'close-codes' }, ...CODES.map(([value, meaning]) => el('option', { value }, meaning)))
  const cut = button('Cut', () => act((connection) => {
    actions.cut(connection)
    return 'The socket is cut, without a close frame.'
  }), 'The socket is lost without a close frame (1006)')
  const close = button('Close socket', () => act((connection) => {
    if (!code.checkValidity() || code.value === '') throw new Error('The close code must be a number from 1000 to 4999.')
    if (utf8Length(reason.value) > MAX_REASON_BYTES) throw new Error(`The reason must be at most ${MAX_REASON_BYTES} bytes long.`)
    actions.close(connection, Number(code.value), reason.value)
    return `The server closed the socket with ${code.value}.`
  }), 'The server closes the socket with this code and reason')
  const reconnect = button('Reconnect', () => act((connection) => {
    actions.reconnect(connection)
    return 'The connection dials a new socket.'
  }), 'Replaces the socket now')
  const offline = button('Go offline', () => {
    actions.setOffline(!actions.isOffline)
    announce(actions.isOffline ? 'All connections are offline.' : 'The network is back.')
  }, 'All connections lose their sockets, and no dial succeeds')

  return {
    element: section('Socket', row(cut, reconnect, offline), row(field('Code', code), field('Reason', reason), close, codes)),
    update(model) {
      setButtonDisabled(reconnect, !model?.connection)
      for (const input of [code, reason]) setDisabled(input, !model?.connection)
      for (const end of [cut, close]) setButtonDisabled(end, !model?.connection || !HAVE_SOCKET.has(model.snapshot.phase))
      setText(offline, actions.isOffline ? 'Go online' : 'Go offline')
      setAttribute(offline, 'aria-pressed', String(actions.isOffline))
    },
  }
}
