import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { BadRequest, isFault } from './fault-actions'
import type { FaultResult } from './fault-actions'
import type { Fault, Stats } from '../protocol'
import type { Page } from './page'
import { isSameOrigin } from './sockets'

const MAX_BODY_BYTES = 4096
// uPlot sets inline styles. Some browsers do not include ws: in 'self'.
const POLICY = "default-src 'self'; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

export interface HttpParts {
  /** A promise, because the server starts before the page is built. */
  readonly page: Promise<Page>
  stats(session: string, tab: string): Stats
  triggerFault(fault: Fault, body: unknown): FaultResult
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  // Forms on other sites cannot send this type without a preflight request, and the server does not answer those.
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) throw new BadRequest('Send application/json.')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > MAX_BODY_BYTES) throw new BadRequest(`The body can have at most ${MAX_BODY_BYTES} bytes.`)
    chunks.push(bytes)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    throw new BadRequest('Not valid JSON.')
  }
}

const sendPage = async (page: Promise<Page>, path: string, isHead: boolean, response: ServerResponse): Promise<void> => {
  const file = (await page).get(path === '/' ? '/index.html' : path)
  if (file === undefined) return sendJson(response, 404, { error: 'No such page.' })
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.body.length,
    // All file names except the HTML page contain a content hash.
    'cache-control': file.type.startsWith('text/html') ? 'no-cache' : 'max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': POLICY,
  })
  response.end(isHead ? undefined : file.body)
}

const answer = async (parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!URL.canParse(request.url ?? '', 'http://localhost')) throw new BadRequest('Not a valid path.')
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const fault = /^\/faults\/(\w+)$/.exec(pathname)?.[1]
  if (fault !== undefined && isFault(fault)) {
    if (request.method !== 'POST') return sendJson(response, 405, { error: 'Use POST.' })
    if (!isSameOrigin(request)) return sendJson(response, 403, { error: 'Requests from other sites are not allowed.' })
    return sendJson(response, 200, parts.triggerFault(fault, await readJson(request)))
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendJson(response, 405, { error: 'Use GET.' })
  if (pathname === '/stats') return sendJson(response, 200, parts.stats(searchParams.get('session') ?? '', searchParams.get('tab') ?? ''))
  return sendPage(parts.page, pathname, request.method === 'HEAD', response)
}

export const createHttp = (parts: HttpParts): Server =>
  createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy()
      if (error instanceof BadRequest) return sendJson(response, 400, { error: error.message })
      return sendJson(response, 500, { error: 'The page could not be built. See the terminal for the error.' })
    })
  })
