import { rmSync } from 'node:fs'
import { pack, run } from './pack'

/** Checks the packed tarball as npm would publish it. `attw --pack .` is not used because it deletes the tarball. */
const packed = pack()
try {
  console.log(run('npx', ['publint', '--strict', packed.tarball]))
  console.log(run('npx', ['attw', '--profile', 'node16', packed.tarball]))
} finally {
  rmSync(packed.folder, { recursive: true, force: true })
}
