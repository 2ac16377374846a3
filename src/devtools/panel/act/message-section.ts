import { el } from '../dom'
import { setDisabled } from '../parts/set-disabled'
import { button, field, row, section, setButtonDisabled, type ActContext, type Section } from './section'

/** One message, in either direction. */
export function createMessageSection({ actions, act, memory }: ActContext): Section {
  const remembered = memory?.get('message')
  const message = el('textarea', { rows: 3, spellcheck: 'false', placeholder: '{"type":"hello"}' })
  if (typeof remembered === 'string') message.value = remembered
  const perform = (verb: 'send' | 'inject', done: string) => act((connection) => {
    actions[verb](connection, message.value)
    memory?.set('message', message.value)
    return done
  })
  const send = button('Send', () => perform('send', 'The message is passed to the connection.'), 'Sends it to the server')
  const inject = button('Inject', () => perform('inject', 'The message is delivered as if the server had sent it.'),
    'Delivers it to the application, as if the server had sent it')

  return {
    element: section('Message', field('Text of the frame', message), row(send, inject)),
    update(model) {
      setDisabled(message, !model?.connection)
      setButtonDisabled(send, !model?.connection)
      setButtonDisabled(inject, !model?.connection || model.snapshot.phase !== 'open')
    },
  }
}
