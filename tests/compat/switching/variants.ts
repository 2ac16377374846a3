import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { run, type Packed } from '../../../scripts/pack'
import { PAGE_BUILD } from '../../soak/chromium/serve-page'

export interface Application {
  readonly name: 'react' | 'vue'
  readonly main: string
  /** How a person changes the import by hand. */
  readonly byHand: readonly (readonly [before: string, after: string])[]
}

export const APPLICATIONS: readonly Application[] = [
  { name: 'react', main: 'main.jsx', byHand: [[`from 'react-use-websocket'`, `from 'websocket-store/compat/react-use-websocket'`]] },
  {
    name: 'vue',
    main: 'main.js',
    byHand: [
      [
        `import { useToggle, useWebSocket } from '@vueuse/core'`,
        `import { useToggle } from '@vueuse/core'\nimport { useWebSocket } from 'websocket-store/compat/vueuse'`,
      ],
    ],
  },
]

export const VARIANTS = ['the original', 'the import changed by hand', 'the migrate command'] as const
export type Variant = (typeof VARIANTS)[number]

/** Copies the application beside the installed package, switches it, and returns its bundle. */
export async function bundleOf({ name, main, byHand }: Application, variant: Variant, packed: Packed): Promise<string> {
  const folder = join(packed.folder, `${name}-${VARIANTS.indexOf(variant)}`)
  const file = join(folder, main)
  cpSync(join(import.meta.dirname, name), folder, { recursive: true })
  if (variant === 'the import changed by hand') {
    const source = readFileSync(file, 'utf8')
    const changed = byHand.reduce((text, [before, after]) => text.replace(before, after), source)
    if (changed === source) throw new Error(`${file} does not have the import that is changed by hand.`)
    writeFileSync(file, changed)
  }
  if (variant === 'the migrate command') run(process.execPath, [join(packed.package, 'dist/cli.mjs'), 'migrate', folder])
  const { outputFiles, metafile } = await build({ ...PAGE_BUILD, entryPoints: [file], metafile: true })
  const isSwitched = Object.keys(metafile.inputs).some((input) => input.includes('websocket-store/dist/compat/'))
  if (isSwitched !== (variant !== 'the original')) throw new Error(`${name}: ${variant} did not do what its name says.`)
  return outputFiles[0]!.text
}
