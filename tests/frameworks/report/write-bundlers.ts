import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { tableOf, type Mark } from '../../../scripts/document-table'
import { BUNDLER_NAMES, BUNDLERS, BUNDLING, BUNDLING_NAMES, type Bundler } from '../bundlers'
import { versionIn } from '../kit/install'

const file = fileURLToPath(new URL('../../../docs/evidence/compatibility.md', import.meta.url))

const INTRODUCTION = `## Bundlers

The page and the worker of [\`examples/tabs\`](../../examples/tabs/src/shared.tsx), with \`websocket-store/tabs\` and React. Each bundler builds
them for production with the packed package, and the result is tested in Chromium. \`npm run test:frameworks\` updates the table.`

/** @param passed The tests that passed, by bundler. */
export function writeBundlers(passed: ReadonlyMap<string, ReadonlySet<string>>): void {
  const head = (name: Bundler) => {
    try {
      return `${BUNDLERS[name].title} ${versionIn('tabs', BUNDLERS[name].from)}`
    } catch {
      return BUNDLERS[name].title // The example could not be installed, so the version is unknown.
    }
  }
  const rows = BUNDLING_NAMES.map((item): readonly [string, ...Mark[]] => [
    BUNDLING[item],
    ...BUNDLER_NAMES.map((name): Mark => (passed.get(name)?.has(BUNDLING[item]) ? '✓' : '✗')),
  ])
  writeSection(file, 'bundlers', `${INTRODUCTION}\n\n${tableOf('bundlers', BUNDLER_NAMES.map(head), rows)}`)
}
