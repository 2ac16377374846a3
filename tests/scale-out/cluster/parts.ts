import { existsSync } from 'node:fs'
import { chromiumPath } from '../../../scripts/require-chromium'

export const NGINX = '/usr/sbin/nginx'
export const NATS_SERVER = '/usr/sbin/nats-server'
export const REDIS_SERVER = '/usr/bin/redis-server'

const PACKAGES: Readonly<Record<string, string>> = {
  [NGINX]: 'nginx',
  [NATS_SERVER]: 'nats-server',
  [REDIS_SERVER]: 'redis-server',
  [chromiumPath]: 'chromium',
}

/** Throws if a program is missing, because skipped runs would look like passed runs. */
export function requireParts(): void {
  const missing = Object.keys(PACKAGES).filter((path) => !existsSync(path))
  if (missing.length === 0) return
  throw new Error(`No ${missing.join(', ')}. Debian: apt-get install ${missing.map((path) => PACKAGES[path]).join(' ')}`)
}
