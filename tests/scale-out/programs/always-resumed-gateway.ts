// A control: the gateway of the example, which says that it continued without loss also when it did not.
import type { FromServer } from '../../../examples/scale-out/src/protocol'
import { changeOutgoing } from './change-messages'

changeOutgoing((message: FromServer): FromServer => (message.type === 'subscribed' ? { ...message, verdict: 'resumed' } : message))
await import('../../../examples/scale-out/src/gateway/main')
