import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { pack } from '../../../scripts/pack'
import requireChromium from '../../../scripts/require-chromium'

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed package. */
    tarball: string
  }
}

export default function packOnce({ provide }: TestProject): () => void {
  requireChromium()
  const { folder, tarball } = pack()
  provide('tarball', tarball)
  return () => rmSync(folder, { recursive: true, force: true })
}
