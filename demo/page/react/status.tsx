import type { AnyCodec, ConnectionOptions } from 'websocket-store'
import { useMessageReducer, useWebSocket } from 'websocket-store/react'
import { formatClose, formatCount, formatReadyState, formatSeconds } from '../shared/format'
import { useSecondsUntil } from './use-seconds-until'

interface Props {
  url: string
  options: ConnectionOptions<unknown, unknown> & { codec: AnyCodec }
}

export function Status({ url, options }: Props) {
  // This component renders only when a field changes that it reads. A message alone does not render it.
  const socket = useWebSocket(url, options)
  const received = useMessageReducer(socket.connection, (count) => count + 1, 0)
  const retryIn = useSecondsUntil(socket.retryAt)
  const isOff = socket.phase === 'closed'

  return (
    <div className="status">
      <p className="phase" data-phase={socket.phase} role="status">
        {socket.phase}
      </p>
      <dl>
        <div><dt>readyState</dt><dd>{formatReadyState(socket.readyState)}</dd></div>
        <div><dt>attempt</dt><dd>{socket.attempt}</dd></div>
        <div><dt>next retry</dt><dd>{formatSeconds(retryIn)}</dd></div>
        <div><dt>queued</dt><dd>{socket.queued}</dd></div>
        <div className="wide"><dt>last close</dt><dd>{formatClose(socket.lastClose)}</dd></div>
        <div><dt>received</dt><dd>{formatCount(received)}</dd></div>
        <div><dt>renders</dt><dd id="react-renders" /></div>
      </dl>
      <div className="actions">
        <button onClick={() => (isOff ? socket.open() : socket.close())}>{isOff ? 'Connect' : 'Disconnect'}</button>
        <button onClick={() => socket.reconnect()}>Reconnect</button>
      </div>
      <p className="error">{socket.error?.message}</p>
    </div>
  )
}
