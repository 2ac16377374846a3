import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { entries } from '../../scripts/entries'
import { pages, read } from './support/code-blocks'

const text = pages().map(read).join('\n')

interface Member {
  readonly name: string
  readonly owner: string
  /** The literal after `@default`. Undefined without one, or if the default is described in words. */
  readonly byDefault: string | undefined
}

/** The members of the interfaces of a file, with the defaults from their comments. */
function membersOf(file: string, isWanted: (owner: string) => boolean): Member[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)
  return source.statements.filter(ts.isInterfaceDeclaration).flatMap((declaration) =>
    isWanted(declaration.name.text)
      ? declaration.members.map((member) => ({
          name: member.name!.getText(),
          owner: declaration.name.text,
          byDefault: ts
            .getJSDocTags(member)
            .filter(({ tagName }) => tagName.text === 'default')
            .map(({ comment }) => ts.getTextOfJSDocComment(comment)!)
            .find((value) => /^('[\w-]+'|[\d_]+|true|false|Infinity)$/.test(value)),
        }))
      : [],
  )
}

const mentions = (name: string, where = text) => new RegExp(`\\b${name}\\b`).test(where)

describe('the pages', () => {
  // Outside Jest the entry for Jest throws. It exports nothing.
  it.each(entries.filter(({ name }) => name !== 'testing/jest'))('name every export of $specifier', async ({ specifier }) => {
    const names = Object.keys((await import(specifier)) as object)
    expect(names.filter((name) => name !== 'default' && !mentions(name))).toEqual([])
  })

  it('name all members of a connection and of a registry', () => {
    const members = [
      ...membersOf('src/core/vocabulary/connection.ts', (owner) => owner === 'Connection'),
      ...membersOf('src/core/vocabulary/registry.ts', (owner) => owner !== 'ShareOption'),
    ]
    expect(members.length).toBeGreaterThan(18)
    // Looks only in code, because some names are common words.
    const isNamed = (name: string) => new RegExp(`\`[^\`\\n]*\\b${name}\\b[^\`\\n]*\``).test(text)
    expect(members.filter(({ name }) => !isNamed(name)).map(({ owner, name }) => `${owner}.${name}`)).toEqual([])
  })

  /** The page with the table of each interface. */
  const TABLES: Readonly<Record<string, string>> = {
    ConnectionOptions: 'options',
    SubscriberOptions: 'options',
    UseConnectionOptions: 'options',
    UseWebSocketOptions: 'options',
    ReconnectOptions: 'reconnecting',
    HeartbeatOptions: 'heartbeat',
    QueueOptions: 'sending',
    LifecycleOptions: 'lifecycle',
  }
  const sources = ['core/vocabulary/options', 'core/vocabulary/connection', 'core/vocabulary/subscriber', 'vue/use-connection-types', 'vue/use-websocket-types']
  const options = sources.flatMap((file) => membersOf(`src/${file}.ts`, (owner) => owner in TABLES))

  it('have a table for each interface of options', () => {
    expect([...new Set(options.map(({ owner }) => owner))].sort()).toEqual(Object.keys(TABLES).sort())
  })

  it.each(options)('document the option $name of $owner with its default', ({ name, owner, byDefault }) => {
    const written = [byDefault ?? '', byDefault?.replaceAll('_', ',') ?? '', byDefault?.replaceAll('_', '') ?? '']
    // One table row must contain both.
    const rows = read(`docs/guides/${TABLES[owner]}.md`).split('\n').filter((line) => line.startsWith('|') && mentions(name, line))
    expect(rows.filter((row) => written.some((value) => row.includes(value)))).not.toEqual([])
  })
})
