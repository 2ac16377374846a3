import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPage } from '../clients/browser-clients'
import { buildPrograms } from './build'

/** The built files of all programs of a run. */
export interface Programs {
  readonly gateway: string
  readonly publisher: string
  readonly clients: string
  /** The script of the page. */
  readonly page: string
}

const GATEWAY = 'examples/scale-out/src/gateway/main.ts'

/** @param gateway Another program in place of the gateway, from the root of the repository. */
export async function preparePrograms(folder: string, gateway = GATEWAY): Promise<Programs> {
  const page = join(folder, 'page.js')
  writeFileSync(page, await buildPage())
  const built = await buildPrograms(folder, {
    gateway,
    publisher: 'tests/scale-out/publisher/program.ts',
    clients: 'tests/scale-out/clients/program.ts',
  })
  return { ...built, page }
}
