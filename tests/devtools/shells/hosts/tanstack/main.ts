import { TanStackDevtoolsCore } from '@tanstack/devtools'
import { createRegistry } from 'websocket-store'
import { websocketDevtoolsPlugin } from 'websocket-store/devtools/tanstack'
import { expose, serverUrl } from '../server-url'

const registry = createRegistry()
registry.connection(`${serverUrl}/chat?token=planted`).connect()

const devtools = new TanStackDevtoolsCore({ plugins: [websocketDevtoolsPlugin({ registry })] })
devtools.mount(document.getElementById('app')!)
expose({ show: () => {}, unmount: () => devtools.unmount() })
