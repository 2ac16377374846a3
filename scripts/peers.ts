import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8')) as { peerDependencies: object }

/** The packages that an application brings itself: no bundle and no size contains them. */
export const peers: readonly string[] = Object.keys(manifest.peerDependencies)
