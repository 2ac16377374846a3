// An ordinary program without sockets: it writes lines to stdout and reads lines from stdin.
import { loadavg } from 'node:os'
import { createInterface } from 'node:readline'

let count = 0

const step = () => {
  count += 1
  const memory = Math.round(process.memoryUsage().rss / 1024 / 1024)
  console.log(`${count}  ${new Date().toISOString().slice(11, 19)}  memory ${memory} MiB  load ${loadavg()[0].toFixed(2)}`)
}

const timer = setInterval(step, 500)
console.log(`process ${process.pid} started`)

createInterface({ input: process.stdin })
  .on('line', (line) => console.log(`read from stdin: ${line}`))
  // stdin closes when the parent process ends. Without this handler the program would continue to run.
  .on('close', () => {
    clearInterval(timer)
    process.exit(0)
  })
