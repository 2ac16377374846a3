import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { entries } from '../entries'
import { peers } from '../peers'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Names to import for each entry of the package: `{ 'websocket-store/react': ['useWebSocket'] }`. */
export type Imports = Readonly<Record<string, readonly string[]>>

const builtFile = (entry: string) => `${root}dist/${entries.find(({ specifier }) => specifier === entry)?.name}.mjs`

const sizes = new Map<string, Promise<number>>()

async function measure(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...peers],
    logLevel: 'error',
  })
  return brotliCompressSync(outputFiles[0]!.contents).length
}

/**
 * The bytes of a bundle of these imports alone: built package, ES2022, minified for production, brotli, without the frameworks.
 * Throws if the package has not been built.
 */
export function importSize(imports: Imports): Promise<number> {
  const seen = new Set<string>()
  const lines = Object.entries(imports).flatMap(([entry, names]) => {
    // Entries may share an export. It counts once.
    const added = [...new Set(names)].filter((name) => !seen.has(name))
    added.forEach((name) => seen.add(name))
    const file = builtFile(entry)
    if (!existsSync(file)) throw new Error(`${file} does not exist. Run npm run build first.`)
    return added.length === 0 ? [] : [`export { ${added.sort().join(', ')} } from ${JSON.stringify(file)}`]
  })
  const source = lines.sort().join('\n')
  const size = sizes.get(source) ?? measure(source)
  sizes.set(source, size)
  return size
}

export const toKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`
