import { contract } from '../contract'
import { versionOf } from '../kit/parts'
import { programFile, startServer } from '../kit/started'

// Debian's packages are found by Debian's Python, whatever else is on the path.
const PYTHON = '/usr/bin/python3'

contract({
  id: 'python',
  title: `Python websockets ${versionOf(PYTHON, 'python3-websockets', '-c', 'import websockets.version; print(websockets.version.version)')}`,
  start: () => startServer((port) => [PYTHON, programFile('echo.py'), String(port)]),
})
