import { createApp, defineComponent, h, KeepAlive, nextTick, shallowRef, type PropType } from 'vue'
import { useWebSocket } from 'websocket-store/vue'
import { texts } from '../../support/typed'
import type { ComponentInputs, AppDriverKind } from './app-driver'

export const vueAppDriver: AppDriverKind = {
  name: 'Vue',
  open({ deactivated }) {
    const shown = shallowRef<readonly (ComponentInputs | null)[]>([])
    const Component = defineComponent(
      (props: { inputs: ComponentInputs }) => {
        const { data } = useWebSocket(
          () => props.inputs.url,
          texts({ ...props.inputs.options, enabled: () => props.inputs.isEnabled, deactivated }),
        )
        return () => {
          props.inputs.onShown(data.value)
          return null
        }
      },
      { props: { inputs: { type: Object as PropType<ComponentInputs>, required: true } } },
    )
    const app = createApp(() =>
      shown.value.map((inputs, place) =>
        inputs
          ? h(KeepAlive, { key: `${place} ${inputs.key}` }, { default: () => (inputs.isHidden ? null : h(Component, { inputs })) })
          : null,
      ),
    )
    app.mount(document.createElement('div'))
    return {
      isIdleWhenHidden: deactivated === 'release',
      async render(all) {
        shown.value = all
        await nextTick()
      },
      async during(run) {
        run()
        await nextTick()
      },
      end: () => app.unmount(),
    }
  },
}
