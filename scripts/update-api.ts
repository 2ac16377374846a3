import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiOf } from './declarations'

rmSync('api', { recursive: true, force: true })
mkdirSync('api')
for (const [name, text] of apiOf('dist')) writeFileSync(join('api', name), text)
