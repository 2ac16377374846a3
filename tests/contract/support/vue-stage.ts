import { createApp, defineComponent, h, KeepAlive, nextTick, shallowRef, type PropType } from 'vue'
import { useWebSocket } from 'websocket-store/vue'
import { texts } from '../../support/typed'
import type { Part, StageKind } from './stage'

export const vueStage: StageKind = {
  name: 'Vue',
  open({ deactivated }) {
    const shown = shallowRef<readonly (Part | null)[]>([])
    const Player = defineComponent(
      (props: { part: Part }) => {
        const { data } = useWebSocket(
          () => props.part.url,
          texts({ ...props.part.options, enabled: () => props.part.isEnabled, deactivated }),
        )
        return () => {
          props.part.shows(data.value)
          return null
        }
      },
      { props: { part: { type: Object as PropType<Part>, required: true } } },
    )
    const app = createApp(() =>
      shown.value.map((part, place) =>
        part
          ? h(KeepAlive, { key: `${place} ${part.key}` }, { default: () => (part.isHidden ? null : h(Player, { part })) })
          : null,
      ),
    )
    app.mount(document.createElement('div'))
    return {
      restsHidden: deactivated === 'release',
      async render(parts) {
        shown.value = parts
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
