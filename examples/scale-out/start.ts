// npm start, npm start -- redis: starts the engine, three gateways, the application, nginx and the page on loopback.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { startControl } from './demo/control'
import { engineArguments } from './demo/engine-arguments'
import { freePort, startProgram, type Program } from './demo/programs'
import type { EngineName } from './src/engine'

const RESTART_MS = 3000
const GATEWAYS = ['gateway-1', 'gateway-2', 'gateway-3']

const here = fileURLToPath(new URL('.', import.meta.url))
const engine = (process.argv[2] ?? 'nats') as EngineName
if (engine !== 'nats' && engine !== 'redis') throw new Error(`Use npm start -- nats, or npm start -- redis, not ${String(engine)}.`)
const publicPort = process.env['PORT'] || '8080'

const folder = mkdtempSync(join(tmpdir(), 'scale-out-'))
// nginx that is started by root reads the page as another user.
chmodSync(folder, 0o755)
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const [enginePort, applicationPort, controlPort, ...gatewayPorts] = (await Promise.all(
  ['engine', 'application', 'control', ...GATEWAYS].map(freePort),
)) as [number, number, number, ...number[]]

function startEngine(): Program {
  const command = { nats: 'nats-server', redis: 'redis-server' }[engine]
  const args = engineArguments(engine, enginePort, folder)
  // Redis prints little.
  if (engine === 'nats') args.push('--log', join(folder, 'nats.log'))
  return startProgram({ command, args, packageName: command, restartMs: RESTART_MS })
}

function startTypeScript(file: string, port: number, more: Readonly<Record<string, string>> = {}): Program {
  const env = { PORT: String(port), ENGINE: engine, ENGINE_URL: `${engine}://127.0.0.1:${enginePort}`, SECRET: 'only for this demo', ...more }
  return startProgram({ command: process.execPath, args: ['--import', 'tsx', join(here, file)], cwd: here, env, restartMs: RESTART_MS })
}

async function buildPage(): Promise<void> {
  const page = join(folder, 'page')
  mkdirSync(page)
  for (const file of ['index.html', 'style.css']) copyFileSync(join(here, 'page', file), join(page, file))
  await build({ entryPoints: [join(here, 'page/main.ts')], outfile: join(page, 'main.js'), bundle: true, format: 'esm', logLevel: 'warning' })
}

function startNginx(): Program {
  const ports = ['8080', '9001', '9002', '9003', '9004', '9005']
  const used = [publicPort, ...gatewayPorts, applicationPort, controlPort]
  const text = readFileSync(join(here, 'nginx.conf'), 'utf8')
  const address = (_: string, port: string) => `127.0.0.1:${used[ports.indexOf(port)]}`
  writeFileSync(join(folder, 'nginx.conf'), text.replace(/127\.0\.0\.1:(\d+)/g, address))
  const args = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]
  return startProgram({ command: 'nginx', args, packageName: 'nginx', restartMs: RESTART_MS })
}

await buildPage()
const gateways = Object.fromEntries(GATEWAYS.map((name, index) => [name, gatewayPorts[index]!]))
const programs: Record<string, Program> = {
  [engine]: startEngine(),
  nginx: startNginx(),
  application: startTypeScript('src/application/main.ts', applicationPort),
}
for (const [name, port] of Object.entries(gateways)) programs[name] = startTypeScript('src/gateway/main.ts', port, { GATEWAY: name })
startControl({ engine, programs, gateways }, controlPort)

async function stop(): Promise<void> {
  await Promise.all(Object.values(programs).map((program) => program.stop()))
  process.exit(0)
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())

await Promise.all([...GATEWAYS, 'application'].map((name) => programs[name]!.listening))
console.log(`Open http://127.0.0.1:${publicPort}/   (Ctrl+C ends it)`)
