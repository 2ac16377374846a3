import { realpathSync } from 'node:fs'
import { runCommand } from './command'

// The paths of files are real paths, so the folder that they are shown relative to is one too.
const { exitCode, stdout, stderr } = runCommand(process.argv.slice(2), realpathSync(process.cwd()))
process.stdout.write(stdout)
process.stderr.write(stderr)
process.exitCode = exitCode
