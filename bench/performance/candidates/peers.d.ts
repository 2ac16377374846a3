// Declares only the names that the benchmark uses, so types can be checked without its dependencies.

declare module 'react-use-websocket' {
  interface Options {
    share?: boolean
    filter?: (event: MessageEvent<string>) => boolean
    onMessage?: (event: MessageEvent<string>) => void
  }
  interface Result<T> {
    lastJsonMessage: T | null
    sendJsonMessage(message: object): void
  }
  /** The package is CommonJS, so an ES module sees it as one default export. */
  const library: { default<T>(url: string, options?: Options): Result<T> }
  export default library
}

declare module 'ahooks' {
  export function useWebSocket(
    url: string,
    options?: { onMessage?: (event: MessageEvent<string>) => void },
  ): { latestMessage?: MessageEvent<string>; sendMessage(message: string): void }
}

declare module 'partysocket/react' {
  interface ReconnectingSocket {
    send(message: string): void
    addEventListener(type: 'message', listener: (event: MessageEvent<string>) => void): void
    removeEventListener(type: 'message', listener: (event: MessageEvent<string>) => void): void
  }
  export function useWebSocket(
    url: string,
    protocols?: string[],
    options?: { onMessage?: (event: MessageEvent<string>) => void },
  ): ReconnectingSocket
}
