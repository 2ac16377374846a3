import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { migrate } from './migrate'
import { reportOf } from './report'

export const HELP = `Usage: npx websocket-store migrate <folder...> [--dry-run]

Switches an application to the drop-in replacements of this package:
  react-use-websocket             -> websocket-store/compat/react-use-websocket
  useWebSocket of @vueuse/core    -> websocket-store/compat/vueuse

It rewrites imports in .js, .jsx, .ts, .tsx, .mjs, .cjs, .mts, .cts and .vue files, and lists what needs a hand.
Commit your work first, so that you can review the changes.

Options:
  --dry-run   Shows what would change, and writes nothing.
  --help      Shows this text.

It skips node_modules, dist, build, coverage, .git, .next, .nuxt, .output and other folders of tools, symbolic links, and
files of more than 1 MB. The exit code is 0 when it is done and 1 after an error.
`

export interface Output {
  readonly exitCode: 0 | 1
  readonly stdout: string
  readonly stderr: string
}

const done = (stdout: string): Output => ({ exitCode: 0, stdout, stderr: '' })
const refused = (stderr: string): Output => ({ exitCode: 1, stdout: '', stderr: `${stderr}\n` })

/** Runs the command with these arguments, as if in the folder `workingFolder`. */
export const runCommand = (args: readonly string[], workingFolder: string): Output => {
  const options = args.filter((arg) => arg.startsWith('-'))
  const [command, ...folders] = args.filter((arg) => !arg.startsWith('-'))
  if (options.includes('--help') || options.includes('-h')) return done(HELP)
  if (command === undefined) return refused(`No command was given.\n\n${HELP}`)
  if (command !== 'migrate') return refused(`There is no command "${command}". Use "migrate". --help shows how.`)
  const unknown = options.find((option) => option !== '--dry-run')
  if (unknown !== undefined) return refused(`There is no option "${unknown}". Use --dry-run, --help or none. A folder that starts with "-" needs "./" before it.`)
  if (folders.length === 0) return refused('No folder was given. Name the folder of your sources, for example: npx websocket-store migrate src')
  const missing = folders.find((folder) => !existsSync(resolve(workingFolder, folder)))
  if (missing !== undefined) return refused(`The folder "${missing}" does not exist in ${workingFolder}. Run the command in the folder of your application, or correct the name. Nothing was changed.`)

  const isDryRun = options.includes('--dry-run')
  const migration = migrate(folders.map((folder) => resolve(workingFolder, folder)), { isDryRun })
  const nameOf = (path: string) => relative(workingFolder, path).split(sep).join('/')
  return { exitCode: migration.failures.length > 0 ? 1 : 0, stdout: reportOf(migration, nameOf, isDryRun), stderr: '' }
}
