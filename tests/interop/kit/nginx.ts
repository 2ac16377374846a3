import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configure } from './configuration'
import { freePort, startProcess } from './process'
import { IDLE_SECONDS, RELOAD_SECONDS, startProxied, type StartedProxy } from './proxied'

export const NGINX = '/usr/sbin/nginx'

export interface StartedNginx extends StartedProxy {
  readonly secureUrl: string
  /** The certificate that a client must trust to use `secureUrl`. */
  readonly certificate: string
}

/** Starts nginx with the configuration of `examples/nginx`, with shorter times and a new certificate. */
export async function startNginx(): Promise<StartedNginx> {
  const [port, securePort] = [await freePort(), await freePort()]
  let certificate = ''
  const started = await startProxied(async (target) => {
    const { folder, file, remove } = configure('examples/nginx/nginx.conf', {
      '127.0.0.1:8080': `127.0.0.1:${port}`,
      '127.0.0.1:8443': `127.0.0.1:${securePort}`,
      '127.0.0.1:9998': `127.0.0.1:${target}`,
      'proxy_read_timeout 60s': `proxy_read_timeout ${IDLE_SECONDS}s`,
      'worker_shutdown_timeout 60s': `worker_shutdown_timeout ${RELOAD_SECONDS}s`,
    })
    certificate = createCertificate(folder)
    const proxy = await startProcess(() => [NGINX, '-e', 'stderr', '-p', folder, '-c', file], port)
    return { proxy, url: `ws://127.0.0.1:${port}/`, reloadSignal: 'SIGHUP', remove }
  })
  return { ...started, secureUrl: `wss://127.0.0.1:${securePort}/`, certificate }
}

function createCertificate(folder: string): string {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  try {
    execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  } catch (cause) {
    throw new Error('openssl could not create a certificate. Debian: apt-get install openssl', { cause })
  }
  return readFileSync(certificate, 'utf8')
}
