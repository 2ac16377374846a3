/** Holds back answers of a server until `open()`, so that a test sees what is shown before them. */
export function createGate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open: () => open() }
}
