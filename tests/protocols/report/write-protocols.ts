import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { tableOf, type Mark } from '../../../scripts/document-table'
import { ITEM_NAMES, ITEMS, PROTOCOL_IDS, PROTOCOLS, type Item, type Protocol, type ProtocolId } from './spec'

const file = fileURLToPath(new URL('../../../docs/evidence/compatibility.md', import.meta.url))

const INTRODUCTION = `## Protocols

The clients of [\`examples/protocols/\`](../../examples/README.md#protocols), each against the real server that is named, or against a fake that
was written from the public specification. \`npm run test:protocols\` updates the table. [Protocols](../protocols/index.md) explains each of them
and its limits. \`npm run test:interop\` also runs the clients of MQTT, STOMP, Jupyter and Ethereum against Mosquitto, RabbitMQ,
\`jupyter-server\` and Hardhat.`

/** What the tests of one protocol showed. */
export interface Shown {
  /** Items with at least one test, and whether all tests of each passed. */
  readonly items: ReadonlyMap<Item, boolean>
  readonly special: readonly { readonly behaviour: string; readonly isPassed: boolean }[]
}

/** The mark of an item. An item without a test counts as failed. */
export function markOf(id: ProtocolId, item: Item, { items }: Shown): Mark {
  const why = (PROTOCOLS[id] as Protocol).without?.[item]
  if (why !== undefined) return { why }
  return items.get(item) ? '✓' : '✗'
}

export function writeProtocols(shown: ReadonlyMap<ProtocolId, Shown>): void {
  const rows = PROTOCOL_IDS.map((id): readonly [string, ...Mark[]] => [
    `${PROTOCOLS[id].title}: ${PROTOCOLS[id].server}`,
    ...ITEM_NAMES.map((item) => markOf(id, item, shown.get(id)!)),
  ])
  const meanings = ITEM_NAMES.map((item) => `- **${item}**: ${ITEMS[item]}`)
  const special = PROTOCOL_IDS.flatMap((id) =>
    shown.get(id)!.special.map(({ behaviour, isPassed }) => `| ${PROTOCOLS[id].title} | ${behaviour} | ${isPassed ? '✓' : '✗'} |`),
  )
  const parts = [
    INTRODUCTION,
    tableOf('protocols', ITEM_NAMES, rows),
    meanings.join('\n'),
    ['| protocol | and also | |', '| --- | --- | :-: |', ...special].join('\n'),
  ]
  writeSection(file, 'protocols', parts.join('\n\n'))
}
