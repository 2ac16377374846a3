import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { pack, type Packed } from '../../../scripts/pack'

declare module 'vitest' {
  interface ProvidedContext {
    packed: Packed
  }
}

const FRAMEWORKS = ['react', 'react-dom', '@testing-library', 'vue', '@vue']
const RUNNERS = ['vitest', '@jest', 'expect']

/** The tests of this folder use the package that npm would publish, not src. */
export default function packOnce(project: TestProject): () => void {
  const packed = pack([...FRAMEWORKS, ...RUNNERS, 'ws', '@types/react', '@types/node', 'csstype'])
  project.provide('packed', packed)
  return () => rmSync(packed.folder, { recursive: true, force: true })
}
