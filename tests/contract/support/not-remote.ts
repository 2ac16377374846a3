/** Tests of the contract that fail by design where connections live in a worker, with the reason. */
export const notRemote: Readonly<Record<string, string>> = {
  'shares through the default registry when no other registry is set': 'There the registry is always given: a default one has no worker.',
  'encodes and decodes with the codec of the last render':
    'The worker encodes when the message reaches it, with the options of serve() as they are then, not as they were at send().',
  'dials with the last `binaryType`': 'The socket of a page has no frames: the worker has decoded them, so it has no `binaryType` either.',
  'never brings back an older value':
    'The worker dials after the render in which a second component mounts, so its first attempt sees the options of both.',
}
