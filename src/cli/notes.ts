import type { Package } from './packages'

/** What the command does not change, and what to do about it. */
export interface Advice {
  readonly reason: string
  readonly remedy: string
}

const use = ({ replacement }: Package) => `Import it by name from '${replacement}'.`

export const advice = {
  unread: (name: string): Advice => ({
    reason: `The command could not read the code here, so it did not change the imports of ${name} below or above.`,
    remedy: 'Change the imports by hand. If the file is not valid JavaScript or TypeScript, fix it and run the command again.',
  }),
  internals: (specifier: string, from: Package): Advice => ({
    reason: `'${specifier}' is an internal file of ${from.name}. The replacement does not have all that is imported from it.`,
    remedy: `Import what is public from '${from.replacement}', and replace the rest.`,
  }),
  namespace: (text: string, from: Package): Advice => ({
    reason: `\`${text}\` comes from a variable that holds all of ${from.name}.`,
    remedy: use(from),
  }),
  star: (from: Package): Advice => ({
    reason: `\`export *\` exports useWebSocket of ${from.name}.`,
    remedy: `Add \`export { useWebSocket } from '${from.replacement}'\`: a name takes precedence over \`export *\`.`,
  }),
  loaded: (from: Package): Advice => ({
    reason: `useWebSocket may come from this result of ${from.name}. The command does not follow it.`,
    remedy: `Load it from '${from.replacement}' if it does.`,
  }),
  partialMock: (from: Package): Advice => ({
    reason: `This mock of ${from.name} replaces useWebSocket, which is now imported from another module.`,
    remedy: `Move useWebSocket into a mock of '${from.replacement}'.`,
  }),
  bareMock: (from: Package): Advice => ({
    reason: `This mock has no factory. A mock of ${from.name} in a folder \`__mocks__\` does not apply to the replacement.`,
    remedy: `Move that mock to \`__mocks__/${from.replacement}\`, if there is one. Run the tests.`,
  }),
  augmentation: (from: Package): Advice => ({
    reason: `\`declare module\` extends the types of ${from.name}.`,
    remedy: `Extend the types of '${from.replacement}', or remove the declaration if it only made up for missing types.`,
  }),
  mention: (from: Package): Advice => ({
    reason: `${from.name} is named here, but not imported.`,
    remedy: `If this configures a tool, such as an alias or \`optimizeDeps\`, use '${from.replacement}' or remove it.`,
  }),
  dependency: ({ name }: Package): Advice => ({
    reason: `${name} is still a dependency.`,
    remedy: `When nothing imports it any more, remove it: npm uninstall ${name}`,
  }),
  notInstalled: (): Advice => ({
    reason: 'websocket-store is imported, but it is not a dependency.',
    remedy: 'Add it: npm install websocket-store',
  }),
  encoding: (): Advice => ({
    reason: 'This file is not UTF-8, so the command did not change it.',
    remedy: 'Change its imports by hand, or save it as UTF-8 and run the command again.',
  }),
  unsupported: (extension: string, from: Package): Advice => ({
    reason: `The command does not change ${extension} files, and this one names ${from.name}.`,
    remedy: use(from),
  }),
  manualMock: (from: Package): Advice => ({
    reason: `This file mocks ${from.name} by its place. It does not apply to the replacement.`,
    remedy: from.isPartial
      ? `Move its useWebSocket, if it has one, to \`__mocks__/${from.replacement}\`.`
      : `Move it to \`__mocks__/${from.replacement}\`.`,
  }),
  documentedType: (from: Package): Advice => ({
    reason: `A type in a comment is imported from ${from.name}. The command does not change comments.`,
    remedy: use(from),
  }),
  defaultOfDefault: (name: string): Advice => ({
    reason: `\`${name}.default\` worked around the CommonJS build of react-use-websocket. In the replacement it is undefined.`,
    remedy: `Use \`${name}\`.`,
  }),
  autoImport: (from: Package): Advice => ({
    reason: 'useWebSocket is used without an import, so a build plugin adds the import, probably from VueUse.',
    remedy: `If so, add \`import { useWebSocket } from '${from.replacement}'\`, which takes precedence.`,
  }),
  nuxtImports: (from: Package): Advice => ({
    reason: `useWebSocket comes from '#imports', where Nuxt adds it from VueUse.`,
    remedy: use(from),
  }),
} as const
