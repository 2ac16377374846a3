import { Redis } from 'ioredis'
import { engineArguments } from '../../../examples/scale-out/demo/engine-arguments'
import type { Guard } from '../kit/guard'
import type { EngineServer } from './engine'
import { REDIS_SERVER } from './parts'

const STREAM = 'feed'

export async function startRedis(guard: Guard, folder: string): Promise<EngineServer> {
  const process = await guard.start((port) => ({ command: [REDIS_SERVER, ...engineArguments('redis', port, folder)] }))
  const url = `redis://127.0.0.1:${process.port}`

  async function administer(run: (redis: Redis) => Promise<unknown>): Promise<void> {
    const redis = new Redis(url)
    try {
      await run(redis)
    } finally {
      redis.disconnect()
    }
  }

  return {
    url,
    process,
    trim: (keep) => administer((redis) => redis.xtrim(STREAM, 'MAXLEN', keep)),
    deleteStream: () => administer((redis) => redis.del(STREAM)),
    deleteEntry: (seq) =>
      administer(async (redis) => {
        const [first] = await redis.xrange(STREAM, '-', '+', 'COUNT', 1)
        await redis.xdel(STREAM, `${first![0].split('-')[0]}-${seq}`)
      }),
  }
}
