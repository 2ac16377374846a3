// guard.test.ts kills this process. It guards a server in another process group.
import { createGuard } from './guard'

const SERVER = `require('node:net').createServer().listen(process.env.PORT, '127.0.0.1')`

const guard = createGuard()
const { port } = await guard.start((onPort) => ({ command: [process.execPath, '-e', SERVER], env: { PORT: onPort } }))
console.log(JSON.stringify({ folder: guard.folder, port }))
setInterval(() => {}, 1000)
