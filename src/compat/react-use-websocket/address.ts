import type { Options, QueryParams } from './types'

const SOCKET_IO_PATH = '/socket.io/?EIO=3&transport=websocket'

/** What would change the structure of a url. Text that is encoded already contains none of it. */
const UNSAFE = /%(?![\da-f]{2})|[&#+]/gi

const encode = (text: string | number): string => String(text).replace(UNSAFE, encodeURIComponent)

function withParams(url: string, params: QueryParams): string {
  const query = Object.entries(params).map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return query.length ? url + (url.includes('?') ? '&' : '?') + query.join('&') : url
}

/** An empty url is that of the page. */
function socketIoUrl(url: string): string {
  const [, secure = '', host = ''] = /^(?:(?:http|ws)(s?):\/\/)?(.*?)\/?$/.exec(url)!
  return (host && `ws${secure}://${host}`) + SOCKET_IO_PATH
}

/** The address to dial. */
export function addressOf(url: string, { fromSocketIO, queryParams }: Options): string {
  const address = fromSocketIO ? socketIoUrl(url) : url
  return queryParams ? withParams(address, queryParams) : address
}
