/** The test server that the page connects to. */
export const serverUrl = new URLSearchParams(location.search).get('server') ?? ''

/** What a test calls in the page. */
export interface Host {
  /** Shows or removes the component with the panel. */
  show(isShown: boolean): void
  unmount(): void
}

export const expose = (host: Host): void => void Object.assign(globalThis, { host })
