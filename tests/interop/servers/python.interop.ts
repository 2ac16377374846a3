import { contract } from '../contract'
import { versionOf } from '../kit/parts'
import { programFile, startServer } from '../kit/started'

// Only Debian's Python finds Debian's packages, so this ignores other versions in PATH.
const PYTHON = '/usr/bin/python3'

contract({
  id: 'python',
  title: `Python websockets ${versionOf(PYTHON, 'python3-websockets', '-c', 'import websockets.version; print(websockets.version.version)')}`,
  start: () => startServer((port) => [PYTHON, programFile('echo.py'), String(port)]),
})
