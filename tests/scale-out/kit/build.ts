import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const fromRoot = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url))

/**
 * Builds programs for Node, as for a deployment, and returns the built files. A program that is killed often must start quickly: without
 * a build, starting takes more processor time than everything else.
 */
export async function buildPrograms<Name extends string>(folder: string, programs: Readonly<Record<Name, string>>): Promise<Record<Name, string>> {
  const names = Object.keys(programs) as Name[]
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, fromRoot(programs[name])])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: fromRoot('tsconfig.json'),
    // The packages that are CommonJS modules require the modules of Node.
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    logLevel: 'error',
  })
  return Object.fromEntries(names.map((name) => [name, join(folder, `${name}.mjs`)])) as Record<Name, string>
}
