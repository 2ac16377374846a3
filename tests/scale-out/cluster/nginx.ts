import { configure } from '../../interop/kit/configuration'
import type { Guard } from '../kit/guard'
import { NGINX } from './parts'

export interface NginxOptions {
  readonly port: number
  readonly gateways: readonly number[]
  readonly application: number
  /** More changes of the configuration of the example. */
  readonly changes?: Readonly<Record<string, string>>
}

export interface StartedNginx {
  /** Without a slash at the end. */
  readonly origin: string
  /** Makes it read its configuration again. */
  reload(): void
}

/** After a reload, old sockets are closed after this time. */
const SHUTDOWN_SECONDS = 3

/** Starts nginx with the configuration of the example. The application serves the page. */
export async function startNginx({ port, gateways, application, changes = {} }: NginxOptions, guard: Guard): Promise<StartedNginx> {
  const replacements = {
    '127.0.0.1:8080': `127.0.0.1:${port}`,
    ...Object.fromEntries(gateways.map((gateway, i) => [`127.0.0.1:${9001 + i}`, `127.0.0.1:${gateway}`])),
    '127.0.0.1:9004': `127.0.0.1:${application}`,
    'root page;': `proxy_pass http://127.0.0.1:${application};`,
    'worker_shutdown_timeout 60s': `worker_shutdown_timeout ${SHUTDOWN_SECONDS}s`,
    ...changes,
  }
  const { file } = configure('examples/scale-out/nginx.conf', replacements, guard.folder)
  const nginx = await guard.start(() => ({ command: [NGINX, '-e', 'stderr', '-p', guard.folder, '-c', file] }), port)
  return { origin: `http://127.0.0.1:${port}`, reload: () => nginx.signal('SIGHUP', 'leader') }
}
