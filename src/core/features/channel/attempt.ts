/** One call of `subscribe`, and the context that it gets. */
export class Attempt {
  #controller: AbortController | undefined
  #isOver = false

  /** Created when it is first read: most protocols do not use it. */
  get signal(): AbortSignal {
    const controller = (this.#controller ??= new AbortController())
    if (this.#isOver) controller.abort()
    return controller.signal
  }

  abort(): void {
    this.#isOver = true
    this.#controller?.abort()
  }
}
