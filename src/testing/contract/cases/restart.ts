import { type CaseFactory, needed } from '../case'
import { type Client, showClose } from '../client'
import { sendNumbered } from '../echoes'
import { fail, showMs } from '../failure'
import { expectOpen, expectReopen, expectSockets } from '../opening'
import { pause, until } from '../trial'
import { confirmWithinMs, expectSubscribed, holdChannel } from './channels'

const CLIENTS = 3
const RESTART_WITHIN_MS = 60_000

export const restartCases: CaseFactory = (setup) => {
  const { options, answerWithinMs, reopenWithinMs } = setup
  const { restart, channels, channel, echo, reconnect = true } = options
  const hasChannel = channels !== undefined && channel !== undefined
  return [
    {
      name: `gets ${CLIENTS} clients back after a restart`,
      needs: needed({ restart, reconnect }),
      takesMs: RESTART_WITHIN_MS + CLIENTS * (3 * answerWithinMs + reopenWithinMs + confirmWithinMs(setup)),
      async run(trial) {
        const clients = Array.from({ length: CLIENTS }, () => trial.connect())
        const held = hasChannel ? clients.map((client) => holdChannel(setup, client)) : []
        for (const client of clients) await expectOpen(trial, client)
        for (const each of held) await expectSubscribed(setup, each, 'the connection opened')

        const isDone = await Promise.race([Promise.resolve(restart!()).then(() => true), pause(RESTART_WITHIN_MS).then(() => false)])
        if (!isDone) {
          fail({
            happened: `\`restart\` did not resolve within ${showMs(RESTART_WITHIN_MS)}.`,
            expected: 'it resolves when the server accepts connections again.',
            remedy: 'A server that waits for its connections must close them first.',
          })
        }
        for (const client of clients) await expectEnded(client, answerWithinMs)
        for (const client of clients) await expectReopen(trial, client, `a restart (the server closed with ${showClose(client.closes[0]!)})`)
        expectSockets(trial, CLIENTS, 'a restart')
        for (const each of held) await expectSubscribed(setup, each, 'a restart')
        if (echo) for (const client of clients) await sendNumbered(setup, client, 1).expectAnswers('that were sent after a restart')
      },
    },
  ]
}

async function expectEnded(client: Client, withinMs: number): Promise<void> {
  if (await until(() => client.closes.length > 0, withinMs)) return
  fail({
    happened: `A connection was still open ${showMs(withinMs)} after \`restart\` resolved. ${client.describe()}.`,
    expected: 'the server closes its connections when it ends, best with code 1012 (service restart) or 1001 (going away).',
    remedy: 'Close all connections before the process ends. A proxy that keeps them open must close them, too.',
  })
}
