import { useChannel, useWebSocket } from 'websocket-store/react'
import { graphqlOptions, keyOf } from './client'

const options = graphqlOptions()
const NEWS = keyOf({ query: 'subscription { news }' })

/** All components that show the news share one subscription. */
export function News({ url }: { url: string }) {
  const { connection } = useWebSocket(url, options)
  const { data, status } = useChannel(connection, NEWS)
  return <p>{data?.type === 'next' ? JSON.stringify(data.payload.data) : status}</p>
}
