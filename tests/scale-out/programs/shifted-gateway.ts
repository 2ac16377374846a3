// A control: the gateway of the example, with an error of one in the position from which a client continues. It loses the message
// after that position.
import type { ToServer } from '../../../examples/scale-out/src/protocol'
import { changeIncoming } from './change-messages'

changeIncoming((message: ToServer) => {
  if (message.type !== 'subscribe' || !message.after) return message
  return { ...message, after: { ...message.after, seq: message.after.seq + 1 } }
})
await import('../../../examples/scale-out/src/gateway/main')
