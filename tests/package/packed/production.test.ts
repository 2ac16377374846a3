import { build } from 'esbuild'
import { describe, expect, inject, it } from 'vitest'
import { entries } from '../../../scripts/entries'
import { peers } from '../../../scripts/peers'
import { RUNNER_ENTRIES } from './run-node'

const { folder } = inject('packed')

/** The files of the package that a production bundle of these statements contains. */
async function filesIn(code: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...peers],
    logLevel: 'silent',
  })
  const [output] = Object.values(metafile.outputs)
  return Object.entries(output!.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file.replace(/^.*websocket-store\/dist\//, ''))
}

const isForTests = ({ specifier }: { specifier: string }) => specifier.startsWith('websocket-store/testing')
/** The panel replays a session with the testing kit. */
const isForDevelopment = ({ specifier }: { specifier: string }) => specifier.startsWith('websocket-store/devtools')
const isForProduction = (entry: { specifier: string }) => !isForTests(entry) && !isForDevelopment(entry)
/** They are imported for their effect, so a bundler keeps it. */
const isForEffect = ({ specifier }: { specifier: string }) => RUNNER_ENTRIES.includes(specifier)

describe('a production bundle', () => {
  it.each(entries.filter(isForProduction))('of all exports of $specifier contains nothing of the testing kit and of the devtools', async ({ specifier }) => {
    const files = await filesIn(`import * as all from '${specifier}'; globalThis.all = all`)
    expect(files).not.toEqual([])
    expect(files.filter((file) => /testing|devtools/.test(file))).toEqual([])
  })

  it.each(entries.filter((entry) => !isForProduction(entry) && !isForEffect(entry)))('that imports $specifier and does not use it contains nothing of it', async ({ specifier }) => {
    const code = `import * as kit from '${specifier}'\nimport { json } from 'websocket-store'\nglobalThis.json = json\nif (process.env.NODE_ENV === 'test') globalThis.kit = kit`
    const files = await filesIn(code)
    expect(files.filter((file) => /testing|devtools/.test(file))).toEqual([])
  })

  it.each(entries.filter(isForEffect))('that imports $specifier keeps its effect', async ({ specifier }) => {
    expect(await filesIn(`import '${specifier}'`)).toContain(`${specifier.replace('websocket-store/', '')}.mjs`)
  })
})
