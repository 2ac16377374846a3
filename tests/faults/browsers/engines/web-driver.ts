/** One session of a W3C WebDriver (https://www.w3.org/TR/webdriver2/). */
export interface WebDriverSession {
  readonly capabilities: Readonly<Record<string, unknown>>
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>
  end(): Promise<void>
}

export async function startSession(driverUrl: string): Promise<WebDriverSession> {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${driverUrl}/session${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  // The request names no browser, because the driver supports only one.
  const session = (await call('POST', '', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })) as { sessionId: string; capabilities: object }
  const root = `/${session.sessionId}`
  return {
    capabilities: { ...session.capabilities },
    call: (method, path, body) => call(method, `${root}${path}`, body),
    end: async () => void (await call('DELETE', root)),
  }
}
