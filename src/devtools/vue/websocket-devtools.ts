import { defineComponent, onMounted, watch, type DefineComponent, type PropType } from 'vue'
import { useRegistry } from '../../vue/index'
import { mountDevtools, type DevtoolsOptions } from '../index'

export interface WebSocketDevtoolsProps extends DevtoolsOptions {
  /** Whose connections the panel shows. @default that of the application (`createWebSocketStore`), else the default registry */
  registry?: NonNullable<DevtoolsOptions['registry']>
  /** Whether the panel is open at first. Read when the component mounts. @default as the user left it */
  open?: boolean
}

type Registry = NonNullable<WebSocketDevtoolsProps['registry']>
type Position = NonNullable<WebSocketDevtoolsProps['position']>

/**
 * The panel of the devtools, for as long as the component is mounted. It renders nothing in its place: the panel is a drawer at the
 * edge of the page. Another `registry` or `position` mounts another panel. On the server it does nothing.
 *
 * A bundler removes it from production when its only use is behind a build condition such as `import.meta.env.DEV`.
 */
export const WebSocketDevtools: DefineComponent<WebSocketDevtoolsProps> = /* @__PURE__ */ defineComponent({
  name: 'WebSocketDevtools',
  props: {
    registry: { type: Object as PropType<Registry>, default: undefined },
    position: { type: String as PropType<Position>, default: undefined },
    // Without the default, Vue turns a missing boolean into false.
    open: { type: Boolean, default: undefined },
  },
  setup(props) {
    const provided = useRegistry()
    const { open } = props
    const mount = (registry: Registry, position: Position | undefined) =>
      mountDevtools({ registry, ...(position !== undefined && { position }), ...(open !== undefined && { open }) })
    onMounted(() => {
      watch(
        () => [props.registry ?? provided, props.position] as const,
        ([registry, position], _, onCleanup) => onCleanup(mount(registry, position)),
        { immediate: true },
      )
    })
    return () => null
  },
})
